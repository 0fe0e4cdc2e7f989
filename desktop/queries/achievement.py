"""The performance page worked out: six weeks read once, then cut into periods.

Five statements at one moment give everything; days and weeks are sums over what was read. A
figure "so far" counts the days up to today: what is planned for Friday is not missed on Monday.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Connection

from desktop.domain import periods
from desktop.queries import performance
from desktop.queries.performance import Covered, Daily, Earned, Passed, Period, PlanDay
from sync.clock import Clock, from_text

WEEKS = 6
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Slice:
    """A day or a week of the period; its id is its first day."""

    first: date
    last: date
    planned: int
    done: int
    skipped: int
    ordered: Decimal
    collected: Decimal


@dataclass(frozen=True, slots=True)
class WeekRate:
    """How well a week went; None where nothing was due."""

    monday: date
    planned: int
    done: int
    due: int
    on_time: int

    @property
    def completed(self) -> float | None:
        return self.done / self.planned if self.planned else None

    @property
    def punctual(self) -> float | None:
        return self.on_time / self.due if self.due else None


@dataclass(frozen=True, slots=True)
class Score:
    """One person's visits of the period so far."""

    person: str
    planned: int
    done: int


@dataclass(frozen=True, slots=True)
class Achievement:
    """Everything on the page; planned, done, due and on_time are so far."""

    span: str
    period: Period
    by_week: bool
    planned: int
    done: int
    due: int
    on_time: int
    ordered: Decimal
    collected: Decimal
    slices: Sequence[Slice]
    weeks: Sequence[WeekRate]
    scores: Sequence[Score]
    coverage: Sequence[Covered]
    passed: Passed

    @property
    def ageing(self) -> Mapping[str, Decimal]:
        """What all customers owe, by how long it is overdue."""
        return {
            bucket: sum((one.owed[bucket] for one in self.coverage), Decimal())
            for bucket in performance.BUCKETS
        }

    @property
    def customers(self) -> int:
        return sum(one.customers for one in self.coverage)

    @property
    def visited(self) -> int:
        return sum(one.visited for one in self.coverage)


def days_of(span: str, today: date) -> tuple[date, date]:
    """First and last day: this week from Monday, this month, or six weeks with this one."""
    covered = periods.period_of("monthly" if span == "month" else "weekly", today)
    before = WEEKS - 1 if span == "six_weeks" else 0
    return covered.first - timedelta(weeks=before), covered.last


def period(clock: Clock, first: date, last: date) -> Period:
    return Period(first, last, clock.bounds(first)[0], clock.bounds(last)[1])


def read_achievement(
    connection: Connection,
    clock: Clock,
    people: Sequence[str],
    owner: str | None,
    span: str,
) -> Achievement:
    today = clock.today()
    first, last = days_of(span, today)
    begin = days_of("six_weeks", today)[0]
    whole = period(clock, min(begin, first), max(last, begin + timedelta(weeks=WEEKS, days=-1)))
    asked = period(clock, first, last)
    offset = from_text(asked.since).astimezone(clock.zone).utcoffset() or timedelta()
    plans = performance.plan_days(connection, people, whole)
    reports = performance.dailies(connection, people, whole)
    money = performance.earned(connection, people, whole, int(offset.total_seconds() // 60))
    due, on_time = punctuality(plans, money, reports, today, clock)
    inside = [one for one in plans if first <= one.date <= last]
    so_far = [one for one in inside if one.date <= today]
    earned = [one for one in money if first <= one.date <= last]
    return Achievement(
        span=span,
        period=asked,
        by_week=span != "week",
        planned=sum(one.planned for one in so_far),
        done=sum(one.done for one in so_far),
        due=sum(first <= day <= last for _, day in due),
        on_time=sum(first <= day <= last for _, day in on_time),
        ordered=sum((one.ordered for one in earned), Decimal()),
        collected=sum((one.collected for one in earned), Decimal()),
        slices=slices(asked, inside, earned, by_week=span != "week"),
        weeks=_weeks(begin, plans, due, on_time, today),
        scores=_scores(so_far),
        coverage=performance.coverage(connection, people, asked, owner),
        passed=performance.passed(connection, people, asked),
    )


Papers = set[tuple[str, date]]


def punctuality(
    plans: Iterable[PlanDay],
    visits: Iterable[Earned],
    reports: Iterable[Daily],
    today: date,
    clock: Clock,
) -> tuple[Papers, Papers]:
    """The daily reports that were due, and those sealed on their own day.

    One is due for every person and day with a plan or a visit; today's only once it is sealed.
    """
    worked = {(one.person, one.date) for one in plans} | {(v.person, v.date) for v in visits}
    sealed = {
        (one.person, one.date): clock.day_of(one.sealed_at) for one in reports if one.sealed_at
    }
    due = {paper for paper in worked if paper[1] < today or (paper[1] == today and paper in sealed)}
    return due, {paper for paper in due if paper in sealed and sealed[paper] <= paper[1]}


def slices(
    asked: Period, plans: Sequence[PlanDay], money: Sequence[Earned], *, by_week: bool
) -> list[Slice]:
    """The period by day (a weekend whole, or not at all when nothing happened) or by week."""
    days = [*(one.date for one in plans), *(one.date for one in money)]
    weekends = {_saturday(day) for day in days if day.weekday() > FRIDAY}
    found = []
    for first, last in _cuts(asked, by_week):
        some = [one for one in plans if first <= one.date <= last]
        earned = [one for one in money if first <= one.date <= last]
        if not by_week and first.weekday() > FRIDAY and _saturday(first) not in weekends:
            continue
        found.append(
            Slice(
                first,
                last,
                sum(one.planned for one in some),
                sum(one.done for one in some),
                sum(one.skipped for one in some),
                sum((one.ordered for one in earned), Decimal()),
                sum((one.collected for one in earned), Decimal()),
            )
        )
    return found


def _saturday(day: date) -> date:
    return day - timedelta(days=day.weekday() - (FRIDAY + 1))


def _cuts(asked: Period, by_week: bool) -> list[tuple[date, date]]:
    step = timedelta(weeks=1) if by_week else timedelta(days=1)
    start = periods.monday_of(asked.first) if by_week else asked.first
    cuts = []
    while start <= asked.last:
        end = min(start + step - timedelta(days=1), asked.last)
        cuts.append((max(start, asked.first), end))
        start += step
    return cuts


def _weeks(
    begin: date, plans: Sequence[PlanDay], due: Papers, on_time: Papers, today: date
) -> list[WeekRate]:
    rates = []
    for number in range(WEEKS):
        monday = begin + timedelta(weeks=number)
        sunday = monday + timedelta(days=6)
        some = [one for one in plans if monday <= one.date <= min(sunday, today)]
        rates.append(
            WeekRate(
                monday,
                sum(one.planned for one in some),
                sum(one.done for one in some),
                sum(monday <= day <= sunday for _, day in due),
                sum(monday <= day <= sunday for _, day in on_time),
            )
        )
    return rates


def _scores(plans: Sequence[PlanDay]) -> list[Score]:
    """Most visits first; at the same number, whoever planned less."""
    planned: dict[str, int] = {}
    done: dict[str, int] = {}
    for one in plans:
        planned[one.person] = planned.get(one.person, 0) + one.planned
        done[one.person] = done.get(one.person, 0) + one.done
    scores = [Score(person, planned[person], done[person]) for person in planned]
    return sorted(scores, key=lambda score: (-score.done, score.planned, score.person))
