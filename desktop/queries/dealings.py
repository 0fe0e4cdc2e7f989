"""Dealings with one customer, and who works for whom: the rows that forms are filled from."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, bindparam, text

from desktop.domain.amounts import summed
from desktop.queries import work
from desktop.queries.work import Visited
from sync.catalogue.states import ReportState
from sync.clock import Clock


@dataclass(frozen=True, slots=True)
class Books:
    """A customer as its card has it."""

    id: str
    name: str
    klass: str
    owner_name: str
    year_target: Decimal
    year_sales: Decimal
    receivable: Decimal
    overdue_amount: Decimal
    overdue_days: int
    credit_limit: Decimal | None


@dataclass(frozen=True, slots=True)
class Known:
    """A contact of the customer."""

    id: str
    name: str
    position: str
    role: str


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A month's evaluation of the customer that was sealed."""

    id: str
    period: str
    score: Decimal | None
    next_class: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A daily report somebody sealed."""

    id: str
    person: str
    name: str
    date: str
    state: str


def books(connection: Connection, customer: str) -> Books | None:
    row = connection.execute(
        text(
            "SELECT c.id, c.name, c.class AS klass, p.name AS owner_name, c.year_target,"
            " c.year_sales, c.receivable, c.overdue_amount, c.overdue_days, c.credit_limit"
            " FROM customer c LEFT JOIN person p ON p.id = c.owner"
            " WHERE c.id = :id AND c.deleted = 0"
        ),
        {"id": customer},
    ).first()
    if row is None:
        return None
    return Books(
        id=row.id,
        name=row.name,
        klass=row.klass or "",
        owner_name=row.owner_name or "",
        year_target=summed(row.year_target),
        year_sales=summed(row.year_sales),
        receivable=summed(row.receivable),
        overdue_amount=summed(row.overdue_amount),
        overdue_days=row.overdue_days or 0,
        credit_limit=None if row.credit_limit is None else summed(row.credit_limit),
    )


def visits_to(
    connection: Connection, customer: str, first: date, last: date, clock: Clock
) -> list[Visited]:
    """Everybody's visits to the customer in those days, the newest first; amended ones once."""
    start, end = clock.bounds(first)[0], clock.bounds(last)[1]
    sql = text(
        "SELECT DISTINCT person FROM visit WHERE deleted = 0 AND customer = :customer"
        " AND started_at >= :start AND started_at < :end"
    )
    people = list(connection.scalars(sql, {"customer": customer, "start": start, "end": end}))
    found = work.visits(connection, people, first, last, clock) if people else []
    return [visit for visit in reversed(found) if visit.customer == customer]


def contacts(connection: Connection, customer: str) -> list[Known]:
    sql = text(
        "SELECT id, name, position, decision_role FROM contact WHERE deleted = 0"
        " AND customer = :customer AND coalesce(archived, 0) = 0 ORDER BY name, id"
    )
    return [
        Known(row.id, row.name or "", row.position or "", row.decision_role or "")
        for row in connection.execute(sql, {"customer": customer})
    ]


def evaluations(connection: Connection, customer: str, before: str) -> list[Evaluated]:
    """The sealed evaluations of earlier months, the newest first."""
    sql = text(
        "SELECT id, period, answers FROM form_instance WHERE deleted = 0 AND subject = :customer"
        f" AND form = 'monthly_evaluation' AND state <> '{ReportState.DRAFT}' AND period < :before"
        " ORDER BY period DESC LIMIT 12"
    )
    found = []
    for row in connection.execute(sql, {"customer": customer, "before": before}):
        answers = json.loads(row.answers or "{}")
        score = answers.get("score")
        found.append(
            Evaluated(
                row.id,
                row.period,
                None if score is None else Decimal(str(score)),
                str(answers.get("next_class") or ""),
            )
        )
    return found


def filed(connection: Connection, people: Sequence[str], first: date, last: date) -> list[Filed]:
    """The daily reports these people sealed for those days."""
    sql = text("""
      SELECT r.id, r.person, p.name, r.date, r.state FROM report r
      LEFT JOIN person p ON p.id = r.person
      WHERE r.deleted = 0 AND r.kind = 'daily' AND r.person IN :people
        AND r.date >= :first AND r.date <= :last AND r.sealed_at IS NOT NULL
      ORDER BY r.date DESC, r.person""").bindparams(bindparam("people", expanding=True))
    said = {"people": list(people), "first": first.isoformat(), "last": last.isoformat()}
    return [
        Filed(row.id, row.person, row.name or row.person, row.date, row.state or "")
        for row in connection.execute(sql, said)
    ]


def last_visits(
    connection: Connection, customers: Sequence[str], before: date, clock: Clock
) -> dict[str, Visited]:
    """The latest visit to each customer before that day."""
    if not customers:
        return {}
    sql = text("""
      SELECT v.customer, v.person, max(v.started_at) AS started_at FROM visit v
      WHERE v.deleted = 0 AND v.customer IN :customers AND v.started_at < :start
      GROUP BY v.customer""").bindparams(bindparam("customers", expanding=True))
    start = clock.bounds(before)[0]
    found: dict[str, Visited] = {}
    for row in connection.execute(sql, {"customers": list(customers), "start": start}):
        day = clock.day_of(row.started_at)
        visits = work.visits(connection, [row.person], day, day, clock)
        same = [visit for visit in visits if visit.customer == row.customer]
        if same:
            found[row.customer] = same[-1]
    return found


def overdue(connection: Connection, customers: Sequence[str]) -> dict[str, tuple[Decimal, int]]:
    """What each of these customers owes beyond its terms, and for how many days."""
    sql = text(
        "SELECT id, overdue_amount, overdue_days FROM customer WHERE deleted = 0"
        " AND id IN :customers AND overdue_amount > 0"
    ).bindparams(bindparam("customers", expanding=True))
    rows = connection.execute(sql, {"customers": list(customers)})
    return {row.id: (summed(row.overdue_amount), row.overdue_days or 0) for row in rows}
