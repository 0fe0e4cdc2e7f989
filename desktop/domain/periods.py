"""The stretches of time a report covers: a day, a week from Monday, a month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

KINDS = ("daily", "weekly", "monthly")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day; `name` is how a report names it: 2026-11-21, 2026-W47, 2026-11."""

    kind: str
    first: date
    last: date

    @property
    def name(self) -> str:
        if self.kind == "weekly":
            year, week, _ = self.first.isocalendar()
            return f"{year}-W{week:02d}"
        return self.first.isoformat() if self.kind == "daily" else f"{self.first:%Y-%m}"

    @property
    def previous(self) -> "Period":
        return period_of(self.kind, self.first - DAY)

    @property
    def next(self) -> "Period":
        return period_of(self.kind, self.last + DAY)

    def days(self) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            day += DAY

    @property
    def working_days(self) -> int:
        return sum(1 for day in self.days() if is_working(day))

    def elapsed(self, today: date) -> float:
        """The share of its working days that have begun by today."""
        if today >= self.last:
            return 1.0
        begun = sum(1 for day in self.days() if is_working(day) and day <= today)
        return begun / (self.working_days or 1)


def period_of(kind: str, day: date) -> Period:
    """The period of that kind in which the day lies."""
    if kind == "weekly":
        monday = monday_of(day)
        return Period(kind, monday, monday + timedelta(days=6))
    if kind == "monthly":
        first = day.replace(day=1)
        after = (first + timedelta(days=32)).replace(day=1)
        return Period(kind, first, after - DAY)
    return Period("daily", day, day)


def monday_of(day: date) -> date:
    """The first day of the week in which the day lies."""
    return day - timedelta(days=day.weekday())


def is_working(day: date) -> bool:
    """Monday to Friday; a company's own calendar of holidays comes with its definitions."""
    return day.weekday() < 5


def working_days_of_year(year: int) -> int:
    return Period("yearly", date(year, 1, 1), date(year, 12, 31)).working_days
