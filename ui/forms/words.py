"""How amounts, rates, days and times are said: relative when near, only as precise as useful."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from desktop.domain.amounts import number
from sync.clock import Clock, from_text

translate = QCoreApplication.translate
DASH = "—"
TEN_THOUSAND = 10_000


def language() -> str:
    return QLocale().name()


def money(value: Any, sign: bool = False) -> str:
    """¥38,420 or ¥2,386.50; a dash when it is unknown."""
    amount = number(value)
    if amount is None:
        return DASH
    whole = amount == amount.to_integral_value()
    words = f"{abs(amount):,.0f}" if whole else f"{abs(amount):,.2f}"
    plus = "−" if amount < 0 else "+" if sign and amount > 0 else ""
    return f"{plus}¥{words}"


def round_money(value: Any) -> str:
    """To the yuan, where cents would only be noise."""
    amount = number(value)
    return DASH if amount is None else money(amount.quantize(Decimal(1)))


def plain(value: Any) -> str:
    """An amount in a table: no sign of currency."""
    amount = number(value)
    if amount is None:
        return DASH
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def short_money(value: Any) -> str:
    """¥17.6 万 from a hundred thousand on, in a card; in full below."""
    amount = number(value)
    if amount is None or abs(amount) < 10 * TEN_THOUSAND:
        return money(value)
    if language().startswith("zh"):
        return f"¥{amount / TEN_THOUSAND:,.1f} 万"
    return f"¥{amount / 1000:,.0f}k"


def percent(value: Any, places: int = 1) -> str:
    rate = number(value)
    if rate is None:
        return DASH
    words = f"{rate * 100:.{places}f}"
    return (words.rstrip("0").rstrip(".") if places > 1 else words) + "%"


def discount(value: Any) -> str:
    """0.86 as it is said: 8.6 折, or 14 % off."""
    rate = number(value)
    if rate is None:
        return DASH
    if language().startswith("zh"):
        return f"{rate * 10:.2f}".rstrip("0").rstrip(".") + " 折"
    return translate("Sayings", "{percent} off").format(percent=f"{(1 - rate) * 100:.1f}%")


def count(value: Any) -> str:
    amount = number(value)
    if amount is None:
        return DASH
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount.normalize():,f}"


def days(value: Any) -> str:
    amount = number(value)
    if amount is None:
        return DASH
    words = count(amount)
    if amount == 1:
        return translate("Sayings", "1 day")
    return translate("Sayings", "{count} days").format(count=words)


def as_date(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def day(value: Any) -> str:
    """11 月 24 日."""
    found = value if isinstance(value, date) else as_date(value)
    if found is None:
        return DASH
    if language().startswith("zh"):
        return f"{found.month} 月 {found.day} 日"
    return QLocale().toString(QDate(found.year, found.month, found.day), "d MMM")


def weekday(value: Any) -> str:
    """11 月 24 日 周一."""
    found = value if isinstance(value, date) else as_date(value)
    if found is None:
        return DASH
    name = QLocale().dayName(found.isoweekday(), QLocale.FormatType.ShortFormat)
    return f"{day(found)} {name}"


def near_day(value: Any, today: date) -> str:
    """今天, 昨天, 明天, or the day."""
    found = value if isinstance(value, date) else as_date(value)
    if found is None:
        return DASH
    near = {
        0: translate("Sayings", "today"),
        -1: translate("Sayings", "yesterday"),
        1: translate("Sayings", "tomorrow"),
    }
    return near.get((found - today).days, day(found))


def span(first: Any, last: Any) -> str:
    """11 月 16–18 日."""
    begins, ends = as_date(first), as_date(last)
    if begins is None or ends is None or begins == ends:
        return day(first if begins else last)
    if language().startswith("zh") and begins.month == ends.month:
        return f"{begins.month} 月 {begins.day}–{ends.day} 日"
    return f"{day(begins)} – {day(ends)}"


def local(instant: str, clock: Clock) -> datetime:
    return from_text(instant).astimezone(clock.zone)


def hour(instant: str, clock: Clock) -> str:
    """14:32 in the company's zone."""
    return local(instant, clock).strftime("%H:%M") if instant else DASH


def moment(instant: str, clock: Clock) -> str:
    """今天 10:22, 昨天 17:40, 11 月 3 日 09:12."""
    if not instant:
        return DASH
    return f"{near_day(clock.day_of(instant), clock.today())} {hour(instant, clock)}"


def stamp(instant: str, clock: Clock) -> str:
    """2026-11-21 10:22: for paper, where no day is near."""
    return local(instant, clock).strftime("%Y-%m-%d %H:%M") if instant else ""


def ago(instant: str, clock: Clock) -> str:
    """刚刚, 5 分钟前, 2 小时前, 昨天, 3 天前; a date after a month."""
    if not instant:
        return ""
    passed = clock.now() - from_text(instant)
    back = (clock.today() - clock.day_of(instant)).days
    if passed < timedelta(minutes=1):
        return translate("Sayings", "just now")
    if passed < timedelta(hours=1):
        minutes = int(passed.total_seconds() // 60)
        return translate("Sayings", "{count} min ago").format(count=minutes)
    if back == 0 or passed < timedelta(hours=6):
        return translate("Sayings", "{count} h ago").format(
            count=int(passed.total_seconds() // 3600)
        )
    if back == 1:
        return translate("Sayings", "yesterday")
    if back <= 31:
        return translate("Sayings", "{count} d ago").format(count=back)
    return day(clock.day_of(instant))


def due(instant: str, clock: Clock) -> tuple[str, str]:
    """When it is due, and the ink: overdue is bad, today and tomorrow warn, later says nothing."""
    if not instant:
        return "", ""
    left = from_text(instant) - clock.now()
    if left < timedelta(0):
        late = -left
        if late >= timedelta(days=1):
            return translate("Sayings", "{count} d overdue").format(count=late.days), "bad"
        hours = max(1, int(late.total_seconds() // 3600))
        return translate("Sayings", "{count} h overdue").format(count=hours), "bad"
    ahead = (clock.day_of(instant) - clock.today()).days
    if ahead > 1:
        return "", ""
    by = translate("Sayings", "by {day} {time}")
    near = near_day(clock.day_of(instant), clock.today())
    return by.format(day=near, time=hour(instant, clock)), "warn"


def purpose(code: str) -> str:
    """The purpose of a visit (F14); a company's own code is shown as it is."""
    words = {
        "develop": translate("Sayings", "Win a customer"),
        "research": translate("Sayings", "Market survey"),
        "collect": translate("Sayings", "Collect payment"),
        "service": translate("Sayings", "Service"),
        "complaint": translate("Sayings", "Handle a complaint"),
        "order": translate("Sayings", "Take an order"),
        "other": translate("Sayings", "Other"),
    }
    return words.get(code, code)


def report_kind(code: str) -> str:
    words = {
        "daily": translate("Sayings", "Daily report"),
        "weekly": translate("Sayings", "Weekly report"),
        "monthly": translate("Sayings", "Monthly report"),
    }
    return words.get(code, code)


def period(kind: str, first: date, today: date | None = None) -> str:
    """How a period is named: 11 月 21 日 周六, 第 47 周（11 月 16–22 日）, 2026 年 11 月."""
    if kind == "weekly":
        number_of_week = first.isocalendar().week
        ends = first + timedelta(days=6)
        return translate("Sayings", "Week {number} ({span})").format(
            number=number_of_week, span=span(first.isoformat(), ends.isoformat())
        )
    if kind == "monthly":
        if language().startswith("zh"):
            return f"{first.year} 年 {first.month} 月"
        return QLocale().toString(QDate(first.year, first.month, 1), "MMMM yyyy")
    return weekday(first)


def decimal(value: Any) -> Decimal:
    return number(value) or Decimal(0)
