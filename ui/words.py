"""How dates, amounts, codes and fields are said to a person, the same on every screen."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from sync.clock import Clock, from_text

translate = QCoreApplication.translate
WAN = 10_000
LARGE = 1_000_000
RELATIVE_DAYS = 31
MADE_HERE = 36  # letters of an id that no company gave: a UUID
CLASS_TINTS = {"A": "accent", "B": "teal"}
STANDING_TINTS = {
    "prospect": "gray", "following": "accent", "won": "teal", "repeat": "ok", "drifting": "bad",
    "dormant": "warn", "closed": "gray",
}  # fmt: skip


def is_chinese() -> bool:
    return QLocale().language() == QLocale.Language.Chinese


def amount(value: Decimal | None, sign: bool = False) -> str:
    """In full, with thousands separators; cents only where there are any."""
    if value is None:
        return "—"
    words = f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"
    return f"¥{words}" if sign else words


def brief_amount(value: Decimal | None, sign: bool = True) -> str:
    """Large amounts shortened: ¥176.0 万, in English ¥1.76M."""
    if value is None or abs(value) < LARGE:
        return amount(value, sign)
    before = "¥" if sign else ""
    if is_chinese():
        return f"{before}{value / WAN:,.1f} 万"
    return f"{before}{value / LARGE:,.2f}M"


def thousands(value: Decimal | None) -> str:
    """A round limit or goal: 30 万, 200.0 万, in English 300K."""
    if value is None:
        return "—"
    if is_chinese() and abs(value) >= WAN:
        tens = value / WAN
        return f"{tens:,.0f} 万" if tens == tens.to_integral_value() else f"{tens:,.1f} 万"
    if WAN <= abs(value) < LARGE:
        return f"{value / 1000:,.0f}K"
    return brief_amount(value, sign=False)


def percent(share: float | Decimal | None) -> str:
    return "—" if share is None else f"{share:.0%}"


def ago(instant: str | None, clock: Clock) -> str:
    """今天 10:18, 昨天, 3 天前; a date when it is longer than a month ago."""
    if not instant:
        return "—"
    day = clock.day_of(instant)
    days = (clock.today() - day).days
    if days == 0:
        return translate("Words", "today {time}").format(time=time_of(instant, clock))
    if days == 1:
        return translate("Words", "yesterday")
    if 1 < days <= RELATIVE_DAYS:
        return translate("Words", "{days} days ago").format(days=days)
    return day_words(day, clock.today())


def age(instant: str | None, clock: Clock) -> str:
    """How long something has waited: 刚刚, 12 分钟, 3 小时, 2 天."""
    if not instant:
        return ""
    minutes = int((clock.now() - from_text(instant)).total_seconds() // 60)
    if minutes < 1:
        return translate("Words", "just now")
    if minutes < 60:
        return translate("Words", "{n} min").format(n=minutes)
    if minutes < 60 * 24:
        return translate("Words", "{n} h").format(n=minutes // 60)
    return translate("Words", "{n} d").format(n=minutes // (60 * 24))


def time_of(instant: str, clock: Clock) -> str:
    return from_text(instant).astimezone(clock.zone).strftime("%H:%M")


def moment_words(instant: str | None, clock: Clock) -> str:
    """The whole of a moment, for tooltips: 2026-11-21 10:18."""
    if not instant:
        return ""
    return from_text(instant).astimezone(clock.zone).strftime("%Y-%m-%d %H:%M")


def short_moment(instant: str | None, clock: Clock) -> str:
    """今天 09:10, 昨天 18:20, 11 月 13 日 09:10."""
    if not instant:
        return "—"
    day, time = clock.day_of(instant), time_of(instant, clock)
    if day == clock.today():
        return translate("Words", "today {time}").format(time=time)
    if day == clock.today() - timedelta(days=1):
        return translate("Words", "yesterday {time}").format(time=time)
    return f"{day_words(day, clock.today())} {time}"


def day_words(day: date, today: date) -> str:
    """11 月 13 日, with the year when it is another one."""
    pattern = translate("Words", "{day} {month}")
    if day.year != today.year:
        pattern = translate("Words", "{day} {month} {year}")
    return pattern.format(year=day.year, month=_month(day), day=day.day)


def _month(day: date) -> int | str:
    """A number in Chinese, else its short name: 11/12 is two days, by who reads it."""
    locale = QLocale()
    if locale.language() == QLocale.Language.Chinese:
        return day.month
    return locale.monthName(day.month, QLocale.FormatType.ShortFormat)


def weekday(day: date) -> str:
    return QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)


def coming_day(text: str, today: date) -> str:
    """11 月 24 日 周二."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day_words(day, today)} {weekday(day)}"


def plain_day(text: str, today: date) -> str:
    """11 月 24 日 of an ISO date; nothing of nothing, other text as it is."""
    try:
        return day_words(date.fromisoformat(text), today)
    except ValueError:
        return text


def file_size(size: int) -> str:
    if size >= 1 << 30:
        return f"{size / (1 << 30):,.1f} GB"
    if size >= 1 << 20:
        return f"{size / (1 << 20):,.1f} MB"
    return f"{max(1, size // 1024):,} KB"


def class_words(grade: str) -> str:
    return translate("Words", "Class {grade}").format(grade=grade) if grade else ""


def class_tint(grade: str) -> str:
    return CLASS_TINTS.get(grade, "gray")


def standing(code: str) -> str:
    return {
        "prospect": translate("Words", "Prospect"),
        "following": translate("Words", "In talks"),
        "won": translate("Words", "Bought"),
        "repeat": translate("Words", "Regular"),
        "drifting": translate("Words", "Drifting"),
        "dormant": translate("Words", "Dormant"),
        "closed": translate("Words", "Closed"),
    }.get(code, code)


def state(code: str) -> str:
    """The state on the card, as the rep sets it."""
    return {
        "prospect": translate("Words", "Prospect"),
        "active": translate("Words", "Active"),
        "dormant": translate("Words", "Dormant"),
        "closed": translate("Words", "Closed"),
    }.get(code, code)


def purpose(code: str) -> str:
    return {
        "develop": translate("Words", "Win a customer"),
        "research": translate("Words", "Market survey"),
        "collect": translate("Words", "Collect payment"),
        "service": translate("Words", "Service"),
        "complaint": translate("Words", "Handle a complaint"),
        "order": translate("Words", "Take an order"),
        "other": translate("Words", "Other"),
    }.get(code, code)


def decision_role(code: str) -> str:
    return {
        "decider": translate("Words", "Decides"),
        "influencer": translate("Words", "Influences"),
        "buyer": translate("Words", "Buys"),
        "finance": translate("Words", "Pays"),
        "user": translate("Words", "Uses"),
    }.get(code, code)


def request_kind(code: str) -> str:
    return {
        "special_price": translate("Words", "Special price"),
        "discount": translate("Words", "Discount"),
        "expense": translate("Words", "Expense"),
        "credit": translate("Words", "Credit"),
        "gift": translate("Words", "Gift"),
        "return_goods": translate("Words", "Returned goods"),
        "leave": translate("Words", "Leave"),
        "new_customer": translate("Words", "New customer"),
        "report_sign": translate("Words", "Report to sign"),
        "other": translate("Words", "Other"),
    }.get(code, code)


def request_state(code: str) -> str:
    return {
        "pending": translate("Words", "waiting for a decision"),
        "approved": translate("Words", "approved"),
        "rejected": translate("Words", "rejected"),
        "returned": translate("Words", "returned"),
        "withdrawn": translate("Words", "withdrawn"),
    }.get(code, code)


def use_case(name: str) -> str:
    """What was done, as a noun phrase: 修改客户."""
    return {
        "customer.create": translate("Words", "New customer"),
        "customer.edit": translate("Words", "Customer edited"),
        "customer.archive": translate("Words", "Customer archived"),
        "customer.restore": translate("Words", "Customer restored"),
        "customer.delete": translate("Words", "Customer deleted"),
        "customer.move": translate("Words", "Customer handed over"),
        "customer.merge": translate("Words", "Two cards of a customer merged"),
        "contact.create": translate("Words", "New contact"),
        "contact.edit": translate("Words", "Contact edited"),
        "contact.archive": translate("Words", "Contact archived"),
        "contact.restore": translate("Words", "Contact restored"),
        "contact.delete": translate("Words", "Contact deleted"),
        "site.create": translate("Words", "New site"),
        "site.edit": translate("Words", "Site edited"),
        "site.delete": translate("Words", "Site deleted"),
        "visit.record": translate("Words", "Visit"),
        "visit.amend": translate("Words", "Visit corrected"),
        "plan.add": translate("Words", "Stop added to the plan"),
        "plan.edit": translate("Words", "Stop of the plan changed"),
        "plan.remove": translate("Words", "Stop taken off the plan"),
        "plan.arrange": translate("Words", "Stops reordered"),
        "route.save": translate("Words", "Weekly route"),
        "report.draft": translate("Words", "Report draft"),
        "report.seal": translate("Words", "Sealed report"),
        "report.review": translate("Words", "Report review"),
        "form.save": translate("Words", "Form"),
        "form.seal": translate("Words", "Sealed form"),
        "approval.request": translate("Words", "Request for approval"),
        "approval.decide": translate("Words", "Decision"),
        "approval.withdraw": translate("Words", "Request withdrawn"),
        "attachment.add": translate("Words", "Attachment"),
        "conflict.resolve": translate("Words", "Conflict decided"),
        "customer.tag": translate("Words", "Labels of a customer"),
        "customer.part": translate("Words", "Merged cards separated"),
        "credit.enter": translate("Words", "Credit entry"),
        "allotment.give": translate("Words", "Credit given ahead"),
        "allotment.close": translate("Words", "Credit taken back"),
        "order.place": translate("Words", "New order"),
        "order.edit": translate("Words", "Order changed"),
        "order.cancel": translate("Words", "Order cancelled"),
        "order.reopen": translate("Words", "Order restored"),
        "field.publish": translate("Words", "New field for everybody"),
        "field.edit": translate("Words", "Published field changed"),
        "preference.keep": translate("Words", "New private field"),
        "preference.drop": translate("Words", "Private field removed"),
        "form.review": translate("Words", "Form review"),
        "form.discard": translate("Words", "Form discarded"),
        "approval.edit": translate("Words", "Request changed"),
        "delegation.give": translate("Words", "Stand-in named"),
        "delegation.end": translate("Words", "Stand-in ended"),
        "attachment.remove": translate("Words", "Attachment removed"),
        "import": translate("Words", "Import"),
    }.get(name, name)


def field(type: str, path: str) -> str:
    """The label of a field, or of one key of a map (the key itself)."""
    name, _, key = path.partition(".")
    if key:
        return key
    return _FIELDS_OF.get(f"{type}.{name}", _field)(name)


def _field(name: str) -> str:
    return _of_a_customer(name) or _of_the_work(name) or name


def _of_a_customer(name: str) -> str:
    return {
        "name": translate("Words", "Name"),
        "class": translate("Words", "Class"),
        "phone": translate("Words", "Phone"),
        "address": translate("Words", "Address"),
        "region": translate("Words", "Region"),
        "territory": translate("Words", "Territory"),
        "credit_code": translate("Words", "Credit code"),
        "latitude": translate("Words", "Latitude"),
        "longitude": translate("Words", "Longitude"),
        "datum": translate("Words", "Datum"),
        "remark": translate("Words", "Remark"),
        "archived": translate("Words", "Archived"),
        "state": translate("Words", "Account status"),
        "industry": translate("Words", "Industry"),
        "owner": translate("Words", "Owner"),
        "terms_days": translate("Words", "Payment terms"),
        "next_visit": translate("Words", "Next visit"),
        "extra": translate("Words", "More"),
        "credit_limit": translate("Words", "Credit limit"),
        "receivable": translate("Words", "Receivable"),
        "overdue_amount": translate("Words", "Overdue"),
        "overdue_days": translate("Words", "Days overdue"),
        "year_target": translate("Words", "Year's target"),
        "year_sales": translate("Words", "Year's sales"),
        "last_visit_at": translate("Words", "Last visit"),
        "visit_count": translate("Words", "Visits"),
        "customer": translate("Words", "Customer"),
        "position": translate("Words", "Position"),
        "email": translate("Words", "E-mail"),
        "decision_role": translate("Words", "Role"),
        "hours": translate("Words", "Hours"),
        "access_notes": translate("Words", "How to get in"),
    }.get(name, "")


def _of_the_work(name: str) -> str:
    return {
        "started_at": translate("Words", "Began"),
        "ended_at": translate("Words", "Ended"),
        "purpose": translate("Words", "Purpose"),
        "outcome": translate("Words", "Result"),
        "next_step": translate("Words", "Next step"),
        "ordered": translate("Words", "Ordered"),
        "collected": translate("Words", "Collected"),
        "competitor": translate("Words", "Competitor"),
        "opinion": translate("Words", "Opinion"),
        "complaint": translate("Words", "Complaint"),
        "plan_item": translate("Words", "Planned stop"),
        "evidence": translate("Words", "Evidence"),
        "date": translate("Words", "Date"),
        "sequence": translate("Words", "Place in the order"),
        "expected": translate("Words", "Expected result"),
        "planned_at": translate("Words", "Planned time"),
        "skip_reason": translate("Words", "Why skipped"),
        "kind": translate("Words", "Kind"),
        "period": translate("Words", "Period"),
        "answers": translate("Words", "Answers"),
        "derived": translate("Words", "Figures"),
        "form": translate("Words", "Form"),
        "title": translate("Words", "Title"),
        "facts": translate("Words", "Facts"),
        "amount": translate("Words", "Amount"),
        "reason": translate("Words", "Reason"),
        "subject": translate("Words", "About"),
        "subject_type": translate("Words", "About what"),
        "request": translate("Words", "Request"),
        "verdict": translate("Words", "Decision"),
        "comment": translate("Words", "Comment"),
        "take": translate("Words", "Choice"),
        "value": translate("Words", "Value"),
        "weekday": translate("Words", "Weekday"),
        "frequency": translate("Words", "Frequency"),
        "stops": translate("Words", "Stops"),
        "size": translate("Words", "Size"),
        "taken_at": translate("Words", "Made at"),
    }.get(name, "")


def _plan_state(name: str) -> str:
    return translate("Words", "Stop's state")


_FIELDS_OF = {"plan_item.state": _plan_state}


def record(type: str) -> str:
    """A record type in the plural, as the storage figures list it."""
    return {
        "customer": translate("Words", "Customers"),
        "contact": translate("Words", "Contacts"),
        "site": translate("Words", "Sites"),
        "product": translate("Words", "Products"),
        "plan_item": translate("Words", "Planned stops"),
        "visit": translate("Words", "Visits"),
        "visit_action": translate("Words", "Visit actions"),
        "report": translate("Words", "Reports"),
        "form_definition": translate("Words", "Form definitions"),
        "form_instance": translate("Words", "Forms"),
        "approval_request": translate("Words", "Requests"),
        "decision": translate("Words", "Decisions"),
        "attachment": translate("Words", "Attachments"),
        "conflict": translate("Words", "Conflicts"),
        "sales_order": translate("Words", "Orders"),
        "invoice": translate("Words", "Invoices"),
        "customer_field": translate("Words", "The company's own fields"),
        "route_template": translate("Words", "Routes"),
        "route_stop": translate("Words", "Route stops"),
        "person": translate("Words", "People"),
        "post": translate("Words", "Posts"),
        "post_assignment": translate("Words", "Assignments"),
        "territory": translate("Words", "Territories"),
        "org_unit": translate("Words", "Units"),
        "device": translate("Words", "Devices"),
    }.get(type, type)


def value(type: str, path: str, kept: Any, clock: Clock | None = None) -> str:
    """A stored value as a person reads it."""
    if kept is None or kept == "":
        return "—"
    name = path.partition(".")[0]
    if isinstance(kept, bool):
        return translate("Words", "yes") if kept else translate("Words", "no")
    said = _coded(type, name, kept)
    if said is not None:
        return said
    if clock and isinstance(kept, str) and name.endswith("_at"):
        return moment_words(kept, clock) if "T" in kept else kept
    if clock and isinstance(kept, str) and name in ("next_visit", "date"):
        return coming_day(kept, clock.today())
    if isinstance(kept, dict):
        return "; ".join(f"{key} {item}" for key, item in kept.items())
    if isinstance(kept, list):
        return translate("Words", "{n} entries").format(n=len(kept))
    return str(kept)


def _coded(type: str, name: str, kept: Any) -> str | None:
    if name == "terms_days":
        return terms(kept)
    if name == "state" and type == "customer":
        return state(kept)
    if name == "size" and type == "attachment" and isinstance(kept, int):
        return file_size(kept)
    if name == "subject_type":
        return record(str(kept))
    if name == "purpose":
        return purpose(kept)
    if name == "decision_role":
        return decision_role(kept)
    if name == "kind" and type in ("approval", "approval_request"):
        return request_kind(kept)
    if name == "verdict":
        return {
            "approve": translate("Words", "approve"),
            "endorse": translate("Words", "endorse to superior"),
            "reject": translate("Words", "reject"),
            "return": translate("Words", "send back"),
            "delegate": translate("Words", "pass on"),
        }.get(kept, str(kept))
    return None


def terms(days: Any) -> str:
    """30 天; cash when none."""
    if days in (0, "0"):
        return translate("Words", "cash")
    return translate("Words", "{days} days").format(days=days)


def customer_number(id: str) -> str:
    """The company's own number of a customer; one made on a laptop has none yet."""
    return "" if len(id) == MADE_HERE else id[:16]
