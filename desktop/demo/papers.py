"""Forms that were filled in lately: 周婷's plan, cards and sheets, and what 张立群 judged."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from desktop.demo import days, staff
from desktop.demo.customers import Client
from desktop.demo.derive import day_of
from desktop.demo.draws import Row, money, ratio
from desktop.demo.rounds import Book
from desktop.domain.periods import period_of
from sync.catalogue.states import ReportState
from sync.mutations.papers import form_id

MANAGER, AUTHOR = "zhang", staff.ZHOU
QUARTER = timedelta(days=89)


def form_instances(today: date, clients: Sequence[Client], book: Book) -> list[Row]:
    """All of them have their answer: nobody waits for a signature."""
    ours = [client for client in clients if client.rep is AUTHOR and client.row["class"] == "A"]
    past = days.past_days(today)
    first, second = ours[0], ours[1]
    month = period_of("monthly", period_of("monthly", today).first - timedelta(days=1))
    judged = next(day for day in reversed(past) if day <= month.last)
    return [
        _paper("daily_plan", past[-1], _PLAN, comment="先跑催收的两家。", period=str(past[-1]))
        | {"derived": _plan(book, past[-1])},
        _about(first, "strategy_card", past[-15], _STRATEGY, book, "关系图画得清楚，按计划走。"),
        _paper("competitor_analysis", past[-6], _RIVAL, comment="已转市场部，下周一起对价。"),
        _about(second, "behaviour_sheet", past[-4], _TALK, book),
        _about(first, "urgent_report", past[-9], _URGENT, book, "堆头已补回，价格跟到月底。")
        | {"state": ReportState.CLOSED},
        _judged(first, judged, month.name, 4, "key", book),
        _judged(second, judged, month.name, 3, "general", book),
    ]


def _paper(form: str, day: date, answers: Row, *, comment: str = "", period: str = "") -> Row:
    """A form of 周婷's, sealed that day and signed the next morning where there is a comment.

    The plan of a day is signed before the day's work."""
    row: Row = {"id": form_id(AUTHOR.id, form, period or str(day), ""), "form": form}
    row |= {"post": AUTHOR.post, "person": AUTHOR.id, "form_version": 1, "date": str(day)}
    row |= {"subject_type": None, "subject": None, "period": period or None, "derived": {}}
    row |= {"answers": {key: _dated(value, day) for key, value in answers.items()}}
    row |= {"state": ReportState.SEALED, "sealed_at": days.instant(day, 490 + len(form))}
    row |= {"reviewer": None, "review_comment": None, "reviewed_at": None, "author": AUTHOR.id}
    if comment:
        signed = days.instant(day if form == "daily_plan" else days.next_working(day), 510)
        row |= {"reviewer": MANAGER, "review_comment": comment, "reviewed_at": signed}
        row |= {"state": ReportState.SIGNED}
    return row


def _dated(value: object, day: date) -> object:
    """Days in the answers are counted from the form's: +7 is a week later."""
    if isinstance(value, str) and value.startswith("+") and value[1:].isdecimal():
        return str(day + timedelta(days=int(value[1:])))
    if isinstance(value, list):
        return [_dated(one, day) for one in value]
    if isinstance(value, Mapping):
        return {key: _dated(one, day) for key, one in value.items()}
    return value


def _about(
    client: Client, form: str, day: date, answers: Row, book: Book, comment: str = ""
) -> Row:
    row = _paper(form, day, {**answers, "customer": client.id}, comment=comment)
    row |= {"subject_type": "customer", "subject": client.id}
    return row | {"derived": _standing(client, day, book)}


def _judged(client: Client, day: date, month: str, mark: int, standing: str, book: Book) -> Row:
    """The superior's evaluation of a month."""
    marks = dict.fromkeys(("purchase", "payment", "cooperation", "loyalty"), mark)
    marks |= dict.fromkeys(("trend", "prices", "territory"), 4)
    weights = {"purchase": 25, "payment": 25}
    score = sum(weights.get(name, 10) * value for name, value in marks.items()) / 5
    answers = {**_JUDGED, **marks, "score": f"{score:.1f}", "standing": standing}
    answers |= {"next_class": "A" if mark > 3 else "B"}
    row = _about(client, "monthly_evaluation", day, answers, book)
    id = form_id(MANAGER, "monthly_evaluation", month, client.id)
    row |= {"id": id, "post": staff.MANAGER_POST, "person": MANAGER, "author": MANAGER}
    visits = [one for one in _visits(client, book) if day_of(one)[:7] == month]
    ordered, target = _sum(visits, "ordered"), Decimal(client.row["year_target"]) / 12
    row["derived"] |= {
        "month_ordered": money(ordered),
        "month_target": money(target),
        "month_ratio": ratio(ordered, target),
        "month_collected": money(_sum(visits, "collected")),
        "month_visits": len(visits),
        "month_complaints": sum(1 for one in visits if one.get("complaint")),
        "overdue_ratio": ratio(
            Decimal(client.row["overdue_amount"]), Decimal(client.row["receivable"])
        ),
    }
    return row | {"period": month}


def _standing(client: Client, day: date, book: Book) -> Row:
    """What the program would have drawn from the card and the visits until that day."""
    since, known = str(day - QUARTER), client.row
    visits = [one for one in _visits(client, book) if since <= day_of(one) <= str(day)]
    told = [{"visit": one["id"], "date": day_of(one), "text": one["outcome"]} for one in visits]
    return {
        "customer_class": known["class"],
        "owner_name": client.rep.name,
        "year_target": known["year_target"],
        "year_sales": known["year_sales"],
        "year_ratio": ratio(Decimal(known["year_sales"]), Decimal(known["year_target"])),
        "receivable": known["receivable"],
        "overdue_amount": known["overdue_amount"],
        "overdue_days": known["overdue_days"],
        "visits_quarter": len(visits),
        "ordered_quarter": money(_sum(visits, "ordered")),
        "collected_quarter": money(_sum(visits, "collected")),
        "last_visits": told[:5],
    }


def _visits(client: Client, book: Book) -> list[Row]:
    """The newest first."""
    found = [one for one in book.visits if one["customer"] == client.id]
    return sorted(found, key=lambda one: str(one["started_at"]), reverse=True)


def _sum(visits: Sequence[Row], name: str) -> Decimal:
    return sum((Decimal(one.get(name) or 0) for one in visits), Decimal())


def _plan(book: Book, day: date) -> Row:
    stops = [
        plan for plan in book.plan_items
        if plan["person"] == AUTHOR.id and plan["date"] == str(day)
    ]  # fmt: skip
    hours = sorted(str(stop["planned_at"]) for stop in stops if stop.get("planned_at"))
    return {
        "stops_count": len(stops),
        "first_stop": hours[0] if hours else None,
        "last_stop": hours[-1] if hours else None,
    }


_PLAN: Row = {
    "expected": "两家催收各拿到还款日期，文三路谈定堆头位置。", "to_collect": "30000.00",
    "order_target": "25000.00", "area": "文三路至古荡", "travel": "car",
    "materials": ["samples", "statement", "display"], "start_at": "08:30", "back_at": "17:40",
}  # fmt: skip
_STRATEGY: Row = {
    "past": "三年前由经销商转为直供，换过两任店长。",
    "present": "每周拜访一次，季度对账，双十一做过主题堆头。", "rapport": 4, "wanted": "main",
    "how": "先用堆头销量说话，再谈年度陈列合同，请经理与老板见面。",
    "supplied": "杂粮礼盒、八宝粥、桂圆干，按周补货。",
    "offer": [
        {"product": "杂粮礼盒", "need": "节庆堆头", "amount": "120000.00"},
        {"product": "早餐粥系列", "need": "早餐专区", "amount": "60000.00"},
    ],
    "offer_total": "180000.00",
    "deciders": [
        {"name": "店长", "role": "decides", "attitude": "for", "wants": "毛利与陈列费"},
        {"name": "采购主管", "role": "influences", "attitude": "open", "wants": "账期"},
    ],
    "aims": "明年进货增长两成，成为同品类第一供货商。", "strengths": "送货快，店员熟悉产品。",
    "gaps": "新品上架比对手慢一周。",
    "actions": [
        {"what": "提交年度陈列方案", "who": "周婷", "due": "+14"},
        {"what": "经理拜访老板", "who": "张立群", "due": "+30"},
    ],
    "review_on": "+90",
}  # fmt: skip
_RIVAL: Row = {
    "competitor": "沁谷", "product": "沁谷八宝粥", "spec": "三百二十克十二罐", "ours": "八宝粥",
    "area": "城西各店", "seen_on": "+0", "quality": 3, "quality_note": "甜度偏高，罐口有锈点。",
    "prices": [
        {"item": "整箱", "dealer": "36.00", "wholesale": "39.00", "retail": "45.90",
         "ours": "51.90"},
    ],
    "policy": "买十送一，月结。", "display": ["end", "pile"], "share": "25",
    "strengths": "价格低，促销员驻店。", "weaknesses": "断货多，退换慢。", "trend": "rising",
    "counter": "不跟价，以陈列和试吃守住端架，重点店补一名促销员。",
}  # fmt: skip
_TALK: Row = {
    "talk_on": "+0", "whom": "店长", "reason": "一起看上月动销，定下月排面。",
    "aim": "店长当场同意给端架两周。", "best": "签陈列协议", "minimum": "同意试两周",
    "opening": "先感谢上次帮忙调货架。",
    "questions": [{"question": "上月哪个规格走得最快？", "answer": "小罐装，早上卖得多。"}],
    "needs": "早餐时段缺即食产品，担心占用排面。", "need_level": ["basic", "added"],
    "impression": 4, "commitment": "端架试两周", "kept_by": "+10", "skill": ["asking"],
    "learned": "先问数据再谈排面，少讲产品。",
}  # fmt: skip
_URGENT: Row = {
    "matter": "对手在文三路三家店买一送一，我方堆头被撤", "trigger": "promotion",
    "severity": "hinders", "seen_on": "+0", "region": "城西", "product": "八宝粥",
    "competitor": "沁谷", "details": "上午到店发现堆头换成沁谷，店长说活动到月底。",
    "prices": [{"product": "八宝粥", "level": "retail", "before": "45.90", "now": "22.90"}],
    "loss": "18000.00", "done": "与店长谈好保留端架。", "proposal": "给三家店同等力度的支持一周。",
    "answer_by": "+2",
}  # fmt: skip
_JUDGED: Row = {
    "stock": "right", "stock_days": 18, "why": "进货平稳，回款守约，陈列配合好。",
    "advice": "保持每周一次，盯住库存天数。",
}  # fmt: skip
