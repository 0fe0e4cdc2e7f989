"""How dates, amounts, codes and fields are said to a person, the same on every screen."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from sync.clock import Clock, from_text
from ui.code_tables import (
    DECISION_ROLES,
    FIELDS,
    PURPOSES,
    RECORDS,
    REQUEST_KINDS,
    REQUEST_STATES,
    STANDINGS,
    STATES,
    USE_CASES,
)

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


def _in_words(words: Mapping[str, object], code: str) -> str:
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


def standing(code: str) -> str:
    return _in_words(STANDINGS, code)


def state(code: str) -> str:
    """The state on the card, as the rep sets it."""
    return _in_words(STATES, code)


def purpose(code: str) -> str:
    return _in_words(PURPOSES, code)


def decision_role(code: str) -> str:
    return _in_words(DECISION_ROLES, code)


def request_kind(code: str) -> str:
    return _in_words(REQUEST_KINDS, code)


def request_state(code: str) -> str:
    return _in_words(REQUEST_STATES, code)


def use_case(name: str) -> str:
    """What was done, as a noun phrase: 修改客户."""
    return _in_words(USE_CASES, name)


def step(name: str, title: str) -> str:
    """What was done, and to what: 修改客户 · 联佳超市; a report is known by its day."""
    try:
        day = date.fromisoformat(title)
        title = day_words(day, day)
    except ValueError:
        pass
    return " · ".join(filter(None, (use_case(name), title)))


def field(type: str, path: str) -> str:
    """The label of a field, or of one key of a map (the key itself)."""
    name, _, key = path.partition(".")
    if key:
        return key
    of_this_type = f"{type}.{name}"
    return _in_words(FIELDS, of_this_type if of_this_type in FIELDS else name)


def record(type: str) -> str:
    """A record type in the plural, as the storage figures list it."""
    return _in_words(RECORDS, type)


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
