"""How dates, amounts, codes and fields are said to a person, the same on every screen."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

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


def _said(words: Mapping[str, object], code: str) -> str:
    """In the language of the moment; a code that has no words stands for itself."""
    return translate("Words", str(words[code])) if code in words else code


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


STANDINGS = {
    "prospect": QT_TRANSLATE_NOOP("Words", "Prospect"),
    "following": QT_TRANSLATE_NOOP("Words", "In talks"),
    "won": QT_TRANSLATE_NOOP("Words", "Bought"),
    "repeat": QT_TRANSLATE_NOOP("Words", "Regular"),
    "drifting": QT_TRANSLATE_NOOP("Words", "Drifting"),
    "dormant": QT_TRANSLATE_NOOP("Words", "Dormant"),
    "closed": QT_TRANSLATE_NOOP("Words", "Closed"),
}


def standing(code: str) -> str:
    return _said(STANDINGS, code)


STATES = {
    "prospect": QT_TRANSLATE_NOOP("Words", "Prospect"),
    "active": QT_TRANSLATE_NOOP("Words", "Active"),
    "dormant": QT_TRANSLATE_NOOP("Words", "Dormant"),
    "closed": QT_TRANSLATE_NOOP("Words", "Closed"),
}


def state(code: str) -> str:
    """The state on the card, as the rep sets it."""
    return _said(STATES, code)


PURPOSES = {
    "develop": QT_TRANSLATE_NOOP("Words", "Win a customer"),
    "research": QT_TRANSLATE_NOOP("Words", "Market survey"),
    "collect": QT_TRANSLATE_NOOP("Words", "Collect payment"),
    "service": QT_TRANSLATE_NOOP("Words", "Service"),
    "complaint": QT_TRANSLATE_NOOP("Words", "Handle a complaint"),
    "order": QT_TRANSLATE_NOOP("Words", "Take an order"),
    "other": QT_TRANSLATE_NOOP("Words", "Other"),
}


def purpose(code: str) -> str:
    return _said(PURPOSES, code)


DECISION_ROLES = {
    "decider": QT_TRANSLATE_NOOP("Words", "Decides"),
    "influencer": QT_TRANSLATE_NOOP("Words", "Influences"),
    "buyer": QT_TRANSLATE_NOOP("Words", "Buys"),
    "finance": QT_TRANSLATE_NOOP("Words", "Pays"),
    "user": QT_TRANSLATE_NOOP("Words", "Uses"),
}


def decision_role(code: str) -> str:
    return _said(DECISION_ROLES, code)


REQUEST_KINDS = {
    "special_price": QT_TRANSLATE_NOOP("Words", "Special price"),
    "discount": QT_TRANSLATE_NOOP("Words", "Discount"),
    "expense": QT_TRANSLATE_NOOP("Words", "Expense"),
    "credit": QT_TRANSLATE_NOOP("Words", "Credit"),
    "gift": QT_TRANSLATE_NOOP("Words", "Gift"),
    "return_goods": QT_TRANSLATE_NOOP("Words", "Returned goods"),
    "leave": QT_TRANSLATE_NOOP("Words", "Leave"),
    "new_customer": QT_TRANSLATE_NOOP("Words", "New customer"),
    "report_sign": QT_TRANSLATE_NOOP("Words", "Report to sign"),
    "other": QT_TRANSLATE_NOOP("Words", "Other"),
}


def request_kind(code: str) -> str:
    return _said(REQUEST_KINDS, code)


REQUEST_STATES = {
    "pending": QT_TRANSLATE_NOOP("Words", "waiting for a decision"),
    "approved": QT_TRANSLATE_NOOP("Words", "approved"),
    "rejected": QT_TRANSLATE_NOOP("Words", "rejected"),
    "returned": QT_TRANSLATE_NOOP("Words", "returned"),
    "withdrawn": QT_TRANSLATE_NOOP("Words", "withdrawn"),
}


def request_state(code: str) -> str:
    return _said(REQUEST_STATES, code)


USE_CASES = {
    "customer.create": QT_TRANSLATE_NOOP("Words", "New customer"),
    "customer.edit": QT_TRANSLATE_NOOP("Words", "Customer edited"),
    "customer.archive": QT_TRANSLATE_NOOP("Words", "Customer archived"),
    "customer.restore": QT_TRANSLATE_NOOP("Words", "Customer restored"),
    "customer.delete": QT_TRANSLATE_NOOP("Words", "Customer deleted"),
    "customer.move": QT_TRANSLATE_NOOP("Words", "Customer handed over"),
    "customer.merge": QT_TRANSLATE_NOOP("Words", "Two cards of a customer merged"),
    "contact.create": QT_TRANSLATE_NOOP("Words", "New contact"),
    "contact.edit": QT_TRANSLATE_NOOP("Words", "Contact edited"),
    "contact.archive": QT_TRANSLATE_NOOP("Words", "Contact archived"),
    "contact.restore": QT_TRANSLATE_NOOP("Words", "Contact restored"),
    "contact.delete": QT_TRANSLATE_NOOP("Words", "Contact deleted"),
    "site.create": QT_TRANSLATE_NOOP("Words", "New site"),
    "site.edit": QT_TRANSLATE_NOOP("Words", "Site edited"),
    "site.delete": QT_TRANSLATE_NOOP("Words", "Site deleted"),
    "visit.record": QT_TRANSLATE_NOOP("Words", "Visit"),
    "visit.amend": QT_TRANSLATE_NOOP("Words", "Visit corrected"),
    "plan.add": QT_TRANSLATE_NOOP("Words", "Stop added to the plan"),
    "plan.edit": QT_TRANSLATE_NOOP("Words", "Stop of the plan changed"),
    "plan.remove": QT_TRANSLATE_NOOP("Words", "Stop taken off the plan"),
    "plan.arrange": QT_TRANSLATE_NOOP("Words", "Stops reordered"),
    "route.save": QT_TRANSLATE_NOOP("Words", "Weekly route"),
    "report.draft": QT_TRANSLATE_NOOP("Words", "Report draft"),
    "report.seal": QT_TRANSLATE_NOOP("Words", "Sealed report"),
    "report.review": QT_TRANSLATE_NOOP("Words", "Report review"),
    "form.save": QT_TRANSLATE_NOOP("Words", "Form"),
    "form.seal": QT_TRANSLATE_NOOP("Words", "Sealed form"),
    "approval.request": QT_TRANSLATE_NOOP("Words", "Request for approval"),
    "approval.decide": QT_TRANSLATE_NOOP("Words", "Decision"),
    "approval.withdraw": QT_TRANSLATE_NOOP("Words", "Request withdrawn"),
    "attachment.add": QT_TRANSLATE_NOOP("Words", "Attachment"),
    "conflict.resolve": QT_TRANSLATE_NOOP("Words", "Conflict decided"),
    "customer.tag": QT_TRANSLATE_NOOP("Words", "Labels of a customer"),
    "customer.part": QT_TRANSLATE_NOOP("Words", "Merged cards separated"),
    "credit.enter": QT_TRANSLATE_NOOP("Words", "Credit entry"),
    "allotment.give": QT_TRANSLATE_NOOP("Words", "Credit given ahead"),
    "allotment.close": QT_TRANSLATE_NOOP("Words", "Credit taken back"),
    "order.place": QT_TRANSLATE_NOOP("Words", "New order"),
    "order.edit": QT_TRANSLATE_NOOP("Words", "Order changed"),
    "order.cancel": QT_TRANSLATE_NOOP("Words", "Order cancelled"),
    "order.reopen": QT_TRANSLATE_NOOP("Words", "Order restored"),
    "field.publish": QT_TRANSLATE_NOOP("Words", "New field for everybody"),
    "field.edit": QT_TRANSLATE_NOOP("Words", "Published field changed"),
    "preference.keep": QT_TRANSLATE_NOOP("Words", "New private field"),
    "preference.drop": QT_TRANSLATE_NOOP("Words", "Private field removed"),
    "form.review": QT_TRANSLATE_NOOP("Words", "Form review"),
    "form.discard": QT_TRANSLATE_NOOP("Words", "Form discarded"),
    "approval.edit": QT_TRANSLATE_NOOP("Words", "Request changed"),
    "delegation.give": QT_TRANSLATE_NOOP("Words", "Stand-in named"),
    "delegation.end": QT_TRANSLATE_NOOP("Words", "Stand-in ended"),
    "attachment.remove": QT_TRANSLATE_NOOP("Words", "Attachment removed"),
    "import": QT_TRANSLATE_NOOP("Words", "Import"),
}


def use_case(name: str) -> str:
    """What was done, as a noun phrase: 修改客户."""
    return _said(USE_CASES, name)


FIELDS = {
    "name": QT_TRANSLATE_NOOP("Words", "Name"),
    "class": QT_TRANSLATE_NOOP("Words", "Class"),
    "phone": QT_TRANSLATE_NOOP("Words", "Phone"),
    "address": QT_TRANSLATE_NOOP("Words", "Address"),
    "region": QT_TRANSLATE_NOOP("Words", "Region"),
    "territory": QT_TRANSLATE_NOOP("Words", "Territory"),
    "credit_code": QT_TRANSLATE_NOOP("Words", "Credit code"),
    "latitude": QT_TRANSLATE_NOOP("Words", "Latitude"),
    "longitude": QT_TRANSLATE_NOOP("Words", "Longitude"),
    "datum": QT_TRANSLATE_NOOP("Words", "Datum"),
    "remark": QT_TRANSLATE_NOOP("Words", "Remark"),
    "archived": QT_TRANSLATE_NOOP("Words", "Archived"),
    "state": QT_TRANSLATE_NOOP("Words", "Account status"),
    "industry": QT_TRANSLATE_NOOP("Words", "Industry"),
    "owner": QT_TRANSLATE_NOOP("Words", "Owner"),
    "terms_days": QT_TRANSLATE_NOOP("Words", "Payment terms"),
    "next_visit": QT_TRANSLATE_NOOP("Words", "Next visit"),
    "extra": QT_TRANSLATE_NOOP("Words", "More"),
    "credit_limit": QT_TRANSLATE_NOOP("Words", "Credit limit"),
    "receivable": QT_TRANSLATE_NOOP("Words", "Receivable"),
    "overdue_amount": QT_TRANSLATE_NOOP("Words", "Overdue"),
    "overdue_days": QT_TRANSLATE_NOOP("Words", "Days overdue"),
    "year_target": QT_TRANSLATE_NOOP("Words", "Year's target"),
    "year_sales": QT_TRANSLATE_NOOP("Words", "Year's sales"),
    "last_visit_at": QT_TRANSLATE_NOOP("Words", "Last visit"),
    "visit_count": QT_TRANSLATE_NOOP("Words", "Visits"),
    "customer": QT_TRANSLATE_NOOP("Words", "Customer"),
    "position": QT_TRANSLATE_NOOP("Words", "Position"),
    "email": QT_TRANSLATE_NOOP("Words", "E-mail"),
    "decision_role": QT_TRANSLATE_NOOP("Words", "Role"),
    "hours": QT_TRANSLATE_NOOP("Words", "Hours"),
    "access_notes": QT_TRANSLATE_NOOP("Words", "How to get in"),
    "started_at": QT_TRANSLATE_NOOP("Words", "Began"),
    "ended_at": QT_TRANSLATE_NOOP("Words", "Ended"),
    "purpose": QT_TRANSLATE_NOOP("Words", "Purpose"),
    "outcome": QT_TRANSLATE_NOOP("Words", "Result"),
    "next_step": QT_TRANSLATE_NOOP("Words", "Next step"),
    "ordered": QT_TRANSLATE_NOOP("Words", "Ordered"),
    "collected": QT_TRANSLATE_NOOP("Words", "Collected"),
    "competitor": QT_TRANSLATE_NOOP("Words", "Competitor"),
    "opinion": QT_TRANSLATE_NOOP("Words", "Opinion"),
    "complaint": QT_TRANSLATE_NOOP("Words", "Complaint"),
    "plan_item": QT_TRANSLATE_NOOP("Words", "Planned stop"),
    "evidence": QT_TRANSLATE_NOOP("Words", "Evidence"),
    "date": QT_TRANSLATE_NOOP("Words", "Date"),
    "sequence": QT_TRANSLATE_NOOP("Words", "Place in the order"),
    "expected": QT_TRANSLATE_NOOP("Words", "Expected result"),
    "planned_at": QT_TRANSLATE_NOOP("Words", "Planned time"),
    "skip_reason": QT_TRANSLATE_NOOP("Words", "Why skipped"),
    "kind": QT_TRANSLATE_NOOP("Words", "Kind"),
    "period": QT_TRANSLATE_NOOP("Words", "Period"),
    "answers": QT_TRANSLATE_NOOP("Words", "Answers"),
    "derived": QT_TRANSLATE_NOOP("Words", "Figures"),
    "form": QT_TRANSLATE_NOOP("Words", "Form"),
    "title": QT_TRANSLATE_NOOP("Words", "Title"),
    "facts": QT_TRANSLATE_NOOP("Words", "Facts"),
    "amount": QT_TRANSLATE_NOOP("Words", "Amount"),
    "reason": QT_TRANSLATE_NOOP("Words", "Reason"),
    "subject": QT_TRANSLATE_NOOP("Words", "About"),
    "subject_type": QT_TRANSLATE_NOOP("Words", "About what"),
    "request": QT_TRANSLATE_NOOP("Words", "Request"),
    "verdict": QT_TRANSLATE_NOOP("Words", "Decision"),
    "comment": QT_TRANSLATE_NOOP("Words", "Comment"),
    "take": QT_TRANSLATE_NOOP("Words", "Choice"),
    "value": QT_TRANSLATE_NOOP("Words", "Value"),
    "weekday": QT_TRANSLATE_NOOP("Words", "Weekday"),
    "frequency": QT_TRANSLATE_NOOP("Words", "Frequency"),
    "stops": QT_TRANSLATE_NOOP("Words", "Stops"),
    "size": QT_TRANSLATE_NOOP("Words", "Size"),
    "taken_at": QT_TRANSLATE_NOOP("Words", "Made at"),
    "plan_item.state": QT_TRANSLATE_NOOP("Words", "Stop's state"),
}


def field(type: str, path: str) -> str:
    """The label of a field, or of one key of a map (the key itself)."""
    name, _, key = path.partition(".")
    if key:
        return key
    of_this_type = f"{type}.{name}"
    return _said(FIELDS, of_this_type if of_this_type in FIELDS else name)


RECORDS = {
    "customer": QT_TRANSLATE_NOOP("Words", "Customers"),
    "contact": QT_TRANSLATE_NOOP("Words", "Contacts"),
    "site": QT_TRANSLATE_NOOP("Words", "Sites"),
    "product": QT_TRANSLATE_NOOP("Words", "Products"),
    "plan_item": QT_TRANSLATE_NOOP("Words", "Planned stops"),
    "visit": QT_TRANSLATE_NOOP("Words", "Visits"),
    "visit_action": QT_TRANSLATE_NOOP("Words", "Visit actions"),
    "report": QT_TRANSLATE_NOOP("Words", "Reports"),
    "form_definition": QT_TRANSLATE_NOOP("Words", "Form definitions"),
    "form_instance": QT_TRANSLATE_NOOP("Words", "Forms"),
    "approval_request": QT_TRANSLATE_NOOP("Words", "Requests"),
    "decision": QT_TRANSLATE_NOOP("Words", "Decisions"),
    "attachment": QT_TRANSLATE_NOOP("Words", "Attachments"),
    "conflict": QT_TRANSLATE_NOOP("Words", "Conflicts"),
    "sales_order": QT_TRANSLATE_NOOP("Words", "Orders"),
    "invoice": QT_TRANSLATE_NOOP("Words", "Invoices"),
    "customer_field": QT_TRANSLATE_NOOP("Words", "The company's own fields"),
    "route_template": QT_TRANSLATE_NOOP("Words", "Routes"),
    "route_stop": QT_TRANSLATE_NOOP("Words", "Route stops"),
    "person": QT_TRANSLATE_NOOP("Words", "People"),
    "post": QT_TRANSLATE_NOOP("Words", "Posts"),
    "post_assignment": QT_TRANSLATE_NOOP("Words", "Assignments"),
    "territory": QT_TRANSLATE_NOOP("Words", "Territories"),
    "org_unit": QT_TRANSLATE_NOOP("Words", "Units"),
    "device": QT_TRANSLATE_NOOP("Words", "Devices"),
}


def record(type: str) -> str:
    """A record type in the plural, as the storage figures list it."""
    return _said(RECORDS, type)


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
