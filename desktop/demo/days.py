"""The days the history covers: working days, times of day in China, weeks as people name them."""

from datetime import date, datetime, time, timedelta, timezone

from sync.clock import instant_text

CHINA = timezone(timedelta(hours=8))  # one zone, no summer time since 1991
WEEKS = 6
HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (5, 3), *((10, day) for day in range(1, 8))})
NAMES = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def is_working(day: date) -> bool:
    """Monday to Friday, without the holidays that have a fixed date."""
    return day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS


def past_days(today: date) -> list[date]:
    """The working days of the six weeks before today, oldest first."""
    days = (today - timedelta(days=back) for back in range(WEEKS * 7, 0, -1))
    return [day for day in days if is_working(day)]


def coming_days(today: date) -> list[date]:
    """The working days still to plan: the rest of this week, or the next one after a Thursday."""
    end = today + timedelta(days=6 - today.weekday() + (7 if today.weekday() >= 3 else 0))
    days = (today + timedelta(days=ahead) for ahead in range(1, (end - today).days + 1))
    return [day for day in days if is_working(day)]


def route_weekday(today: date) -> int:
    """The weekday (1-7) whose route today follows: at the weekend Monday's is driven ahead."""
    return today.isoweekday() if today.isoweekday() <= 5 else 1


def previous_working(day: date) -> date:
    day -= timedelta(days=1)
    while not is_working(day):
        day -= timedelta(days=1)
    return day


def next_working(day: date) -> date:
    day += timedelta(days=1)
    while not is_working(day):
        day += timedelta(days=1)
    return day


def moment(day: date, minutes: float) -> datetime:
    """The instant `minutes` after midnight of a day in China."""
    return datetime.combine(day, time(), CHINA) + timedelta(minutes=minutes)


def instant(day: date, minutes: float) -> str:
    return instant_text(moment(day, minutes))


def clock(minutes: float) -> str:
    """HH:MM of minutes after midnight."""
    return f"{int(minutes) // 60:02d}:{int(minutes) % 60:02d}"


def said(day: date) -> str:
    """11 月 24 日, as it is written in a sentence."""
    return f"{day.month} 月 {day.day} 日"


def elapsed(day: date) -> float:
    """The share of the year that has passed at the end of this day."""
    days = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    return day.timetuple().tm_yday / days
