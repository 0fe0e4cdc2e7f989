"""What was achieved: visits against plan, reports in time, coverage, orders, money that waits.

Every figure is a count or a sum over the records, and every figure has a function that lists
the rows behind it. A visit that was amended counts once, as last amended.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Integer,
    Select,
    and_,
    case,
    cast,
    func,
    or_,
    select,
)

from desktop.domain.amounts import money
from desktop.queries.customers import unindexed
from desktop.store.tables import LIVE, RECORDS
from sync.catalogue.states import CustomerState, PlanState, ReportState

PLAN = RECORDS["plan_item"].c
VISIT = RECORDS["visit"].c
REPORT = RECORDS["report"].c
CUSTOMER = RECORDS["customer"].c
PERSON = RECORDS["person"].c
BUCKETS = ("not_due", "d30", "d60", "d90")
MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class Period:
    """Business days from first to last, and the instants around them."""

    first: date
    last: date
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class PlanDay:
    """One person's plan of one day."""

    date: date
    person: str
    planned: int
    done: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Daily:
    """One person's daily report of one day."""

    date: date
    person: str
    state: str
    sealed_at: str | None


@dataclass(frozen=True, slots=True)
class Earned:
    """What the visits of one person on one day brought in."""

    date: date
    person: str
    visits: int
    ordered: Decimal
    collected: Decimal


@dataclass(frozen=True, slots=True)
class Covered:
    """Of the customers of a class, how many were visited in the period, and what they owe."""

    grade: str
    customers: int
    visited: int
    owed: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Passed:
    """Customers that got from the plan to the money."""

    planned: int
    visited: int
    ordering: int
    paying: int
    first_visits: int


@dataclass(frozen=True, slots=True)
class Behind:
    """One row behind a figure; `record` opens in the workspace."""

    workspace: str
    record: str
    title: str
    person: str
    on: str
    state: str
    amount: Decimal | None = None


def plan_days(connection: Connection, people: Sequence[str], period: Period) -> list[PlanDay]:
    rows = connection.execute(
        select(
            PLAN.date,
            PLAN.person,
            func.count(),
            func.sum(case((PLAN.state == PlanState.DONE, 1), else_=0)),
            func.sum(case((PLAN.state == PlanState.SKIPPED, 1), else_=0)),
        )
        .where(_planned(people, period))
        .group_by(PLAN.date, PLAN.person)
        .order_by(PLAN.date, PLAN.person)
    )
    return [PlanDay(date.fromisoformat(day), who, *counts) for day, who, *counts in rows]


def dailies(connection: Connection, people: Sequence[str], period: Period) -> list[Daily]:
    rows = connection.execute(
        select(REPORT.date, REPORT.person, REPORT.state, REPORT.sealed_at)
        .where(_reported(people, period))
        .order_by(REPORT.date, REPORT.person)
    )
    return [
        Daily(date.fromisoformat(day), who, state or ReportState.DRAFT, at)
        for day, who, state, at in rows
    ]


def earned(
    connection: Connection, people: Sequence[str], period: Period, offset_minutes: int
) -> list[Earned]:
    """Per business day; the offset is the company zone's from UTC."""
    day = func.date(VISIT.started_at, f"{offset_minutes:+d} minutes")
    rows = connection.execute(
        select(
            day,
            VISIT.person,
            func.count(),
            func.coalesce(func.sum(VISIT.ordered), 0),
            func.coalesce(func.sum(VISIT.collected), 0),
        )
        .where(_visited(people, period))
        .group_by(day, VISIT.person)
        .order_by(day, VISIT.person)
    )
    return [
        Earned(date.fromisoformat(on), who, n, _sum(ordered), _sum(collected))
        for on, who, n, ordered, collected in rows
    ]


def coverage(
    connection: Connection, people: Sequence[str], period: Period, owner: str | None
) -> list[Covered]:
    """By class, A first; only the owner's customers when one is given.

    Visits and debts in one walk through the customers: two take twice as long.
    """
    grade = func.coalesce(CUSTOMER["class"], "")
    visited = func.sum(case((_was_visited(people, period), 1), else_=0))
    owed = [func.coalesce(func.sum(_bucket(name)), 0) for name in BUCKETS]
    rows = connection.execute(
        select(grade, func.count(), visited, *owed).where(_served(owner)).group_by(grade)
    )
    found = [
        Covered(name, customers, seen or 0, dict(zip(BUCKETS, map(_sum, sums), strict=True)))
        for name, customers, seen, *sums in rows
    ]
    return sorted(found, key=lambda one: one.grade or "~")


def passed(connection: Connection, people: Sequence[str], period: Period) -> Passed:
    planned = select(func.count(PLAN.customer.distinct())).where(_planned(people, period))
    seen = select(func.count(VISIT.customer.distinct())).where(_visited(people, period))
    row = connection.execute(
        select(
            planned.scalar_subquery(),
            seen.scalar_subquery(),
            seen.where(VISIT.ordered > 0).scalar_subquery(),
            seen.where(VISIT.collected > 0).scalar_subquery(),
            seen.where(_is_first(period)).scalar_subquery(),
        )
    ).one()
    return Passed(*row)


# --- the rows behind a figure ---------------------------------------------------------------


def planned_rows(
    connection: Connection, people: Sequence[str], period: Period, state: str = ""
) -> list[Behind]:
    """Plan items, all or those in one state."""
    chosen = _with_names(
        select(
            PLAN.customer, CUSTOMER.name, PERSON.name, PLAN.date, PLAN.state, PLAN.key
        ).select_from(
            _joined("plan_item", PLAN.customer, PLAN.person),
        ),
        and_(_planned(people, period), PLAN.state == state if state else PLAN.key > 0),
        PLAN.date.desc(),
    )
    return [
        Behind("customers", id, name, who or "", on, state or PlanState.PLANNED)
        for id, name, who, on, state, _ in connection.execute(chosen)
    ]


def visit_rows(
    connection: Connection,
    people: Sequence[str],
    period: Period,
    *,
    earning: str = "",
    first: bool = False,
) -> list[Behind]:
    """Visits of the period; `earning` (ordered, collected) keeps those that brought some."""
    amount = VISIT[earning] if earning else VISIT.ordered
    wanted = [_visited(people, period)]
    if earning:
        wanted.append(amount > 0)
    if first:
        wanted.append(_is_first(period))
    chosen = _with_names(
        select(
            VISIT.customer, CUSTOMER.name, PERSON.name, VISIT.started_at, VISIT.purpose, amount
        ).select_from(_joined("visit", VISIT.customer, VISIT.person)),
        and_(*wanted),
        VISIT.started_at.desc(),
    )
    return [
        Behind("customers", id, name, who or "", at, purpose or "", money(scaled))
        for id, name, who, at, purpose, scaled in connection.execute(chosen)
    ]


def money_rows(connection: Connection, people: Sequence[str], period: Period) -> list[Behind]:
    """Each order and each payment of the visits, in the state `ordered` or `collected`."""
    return [
        replace(row, state=earning)
        for earning in ("ordered", "collected")
        for row in visit_rows(connection, people, period, earning=earning)
    ]


def rows_of_a_week(connection: Connection, people: Sequence[str], period: Period) -> list[Behind]:
    """What the two rates of a week are counted from: the plan's stops, then the reports."""
    return [
        *planned_rows(connection, people, period),
        *report_rows(connection, people, period),
    ]


def report_rows(connection: Connection, people: Sequence[str], period: Period) -> list[Behind]:
    people_table, report = RECORDS["person"], RECORDS["report"]
    rows = connection.execute(
        select(REPORT.id, PERSON.name, REPORT.date, REPORT.state)
        .select_from(report.outerjoin(people_table, PERSON.id == REPORT.person))
        .where(_reported(people, period))
        .order_by(REPORT.date.desc(), PERSON.name)
        .limit(MOST_ROWS)
    )
    return [
        Behind("reports", id, who or "", who or "", on, state or ReportState.DRAFT)
        for id, who, on, state in rows
    ]


def customer_rows(
    connection: Connection,
    people: Sequence[str],
    period: Period,
    owner: str | None,
    *,
    grade: str | None = None,
    bucket: str = "",
) -> list[Behind]:
    """Customers of a class (unvisited first), or those who owe in a bucket (most first)."""
    amount = _bucket(bucket) if bucket else CUSTOMER.receivable
    seen = case((_was_visited(people, period), "visited"), else_="unvisited")
    chosen = select(
        CUSTOMER.id, CUSTOMER.name, PERSON.name, CUSTOMER.last_visit_at, seen, amount
    ).select_from(RECORDS["customer"].outerjoin(RECORDS["person"], PERSON.id == CUSTOMER.owner))
    chosen = chosen.where(_served(owner)).limit(MOST_ROWS)
    if bucket:
        chosen = chosen.where(amount > 0).order_by(amount.desc())
    else:
        same = func.coalesce(CUSTOMER["class"], "") == (grade or "")
        chosen = chosen.where(same).order_by(seen, CUSTOMER.last_visit_at.asc().nulls_first())
    return [
        Behind("customers", id, name, who or "", at or "", state, money(scaled))
        for id, name, who, at, state, scaled in connection.execute(chosen)
    ]


# --- what counts ----------------------------------------------------------------------------


def _planned(people: Sequence[str], period: Period) -> ColumnElement[bool]:
    return and_(
        PLAN.deleted == LIVE,
        PLAN.person.in_(people),
        PLAN.date.between(period.first.isoformat(), period.last.isoformat()),
    )


def _reported(people: Sequence[str], period: Period) -> ColumnElement[bool]:
    return and_(
        REPORT.deleted == LIVE,
        REPORT.kind == "daily",
        REPORT.person.in_(people),
        REPORT.date.between(period.first.isoformat(), period.last.isoformat()),
    )


def _visited(people: Sequence[str], period: Period) -> ColumnElement[bool]:
    amendment = RECORDS["visit"].alias().c
    amended = select(amendment.amends).where(
        amendment.amends.is_not(None), amendment.deleted == LIVE
    )
    return and_(
        VISIT.deleted == LIVE,
        VISIT.person.in_(people),
        VISIT.started_at >= period.since,
        VISIT.started_at < period.until,
        VISIT.id.not_in(amended),
    )


def _is_first(period: Period) -> ColumnElement[bool]:
    earlier = RECORDS["visit"].alias()
    return ~(
        select(earlier.c.key)
        .where(earlier.c.customer == VISIT.customer, earlier.c.deleted == LIVE)
        .where(earlier.c.started_at < period.since)
        .exists()
    )


def _was_visited(people: Sequence[str], period: Period) -> ColumnElement[bool]:
    """A list made once; asking visit by visit takes 30 times as long for 100,000 customers."""
    visit = RECORDS["visit"].alias().c
    return CUSTOMER.id.in_(
        select(visit.customer)
        .where(visit.deleted == LIVE, visit.person.in_(people))
        .where(visit.started_at >= period.since, visit.started_at < period.until)
    )


def _served(owner: str | None) -> ColumnElement[bool]:
    """Customers somebody looks after: neither archived nor closed.

    All of them are read as they lie on the disk; those of one owner are found in the narrow index.
    """
    wanted = [
        (unindexed(CUSTOMER.deleted) if owner is None else CUSTOMER.deleted) == LIVE,
        func.coalesce(CUSTOMER.archived, 0) == 0,
        or_(CUSTOMER.state.is_(None), CUSTOMER.state != CustomerState.CLOSED),
    ]
    if owner is not None:
        wanted.append(CUSTOMER.owner == owner)
    return and_(*wanted)


def _bucket(name: str) -> ColumnElement[int]:
    """A part of the ageing map, scaled as amounts are kept."""
    amount = cast(func.json_extract(CUSTOMER.ageing, f"$.{name}"), Float)
    return cast(func.round(amount * 100), Integer)


def _joined(record: str, customer: ColumnElement[Any], person: ColumnElement[Any]) -> Any:
    return (
        RECORDS[record]
        .join(RECORDS["customer"], CUSTOMER.id == customer)
        .outerjoin(RECORDS["person"], PERSON.id == person)
    )


def _with_names(
    chosen: Select[Any], wanted: ColumnElement[bool], order: ColumnElement[Any]
) -> Select[Any]:
    return chosen.where(wanted).order_by(order).limit(MOST_ROWS)


def _sum(scaled: int) -> Decimal:
    return Decimal(scaled).scaleb(-2)
