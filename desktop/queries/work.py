"""What people planned and did in a stretch of days: the rows that figures are summed from."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from sqlalchemy import Connection, bindparam, text

from desktop.domain.amounts import summed
from desktop.store.database import version
from sync.catalogue.states import PlanState
from sync.clock import Clock


@dataclass(frozen=True, slots=True)
class Visited:
    """A visit as it stands after its amendments."""

    id: str
    person: str
    person_name: str
    customer: str
    name: str
    started_at: str
    ended_at: str
    purpose: str
    outcome: str
    next_step: str
    ordered: Decimal
    collected: Decimal
    competitor: str
    opinion: str
    complaint: str
    plan_item: str
    pending: bool

    @property
    def is_effective(self) -> bool:
        """A result and a next step were recorded (K18)."""
        return bool(self.outcome.strip() and self.next_step.strip())


@dataclass(frozen=True, slots=True)
class Planned:
    """A stop of somebody's plan, with what became of it."""

    key: int
    id: str
    person: str
    date: str
    customer: str
    name: str
    klass: str
    sequence: int
    purpose: str
    expected: str
    planned_at: str
    state: str
    skip_reason: str
    visit: str
    pending: bool
    overdue: Decimal


@dataclass(frozen=True, slots=True)
class Movement:
    """A customer's news, noted during a visit."""

    visit: str
    customer: str
    name: str
    text: str


def people_below(connection: Connection, person: str, today: str) -> list[str]:
    """Whoever holds a post below this person's posts, at any depth."""
    sql = """
      WITH RECURSIVE below(id) AS (
        SELECT o.id FROM post o JOIN post_assignment a ON a.post = o.superior
          WHERE a.person = :person AND a.deleted = 0 AND o.deleted = 0
            AND (a.until IS NULL OR a.until >= :today)
        UNION SELECT o.id FROM post o JOIN below b ON o.superior = b.id WHERE o.deleted = 0)
      SELECT DISTINCT a.person FROM post_assignment a JOIN below b ON a.post = b.id
      WHERE a.deleted = 0 AND (a.until IS NULL OR a.until >= :today) ORDER BY a.person"""
    return [row.person for row in connection.execute(text(sql), {"person": person, "today": today})]


def visits(
    connection: Connection, people: Sequence[str], first: date, last: date, clock: Clock
) -> list[Visited]:
    """The visits begun from the first to the last day, in order; amended ones count once."""
    sql = text("""
      SELECT v.id, v.person, p.name AS person_name, v.customer, c.name, v.started_at, v.ended_at,
        v.purpose, v.outcome, v.next_step, v.ordered, v.collected, v.competitor, v.opinion,
        v.complaint, v.plan_item, v.pending
      FROM visit v LEFT JOIN customer c ON c.id = v.customer
      LEFT JOIN person p ON p.id = v.person
      WHERE v.deleted = 0 AND v.person IN :people AND v.started_at >= :start AND v.started_at < :end
        AND v.id NOT IN (SELECT amends FROM visit WHERE amends IS NOT NULL AND deleted = 0)
      ORDER BY v.started_at""").bindparams(bindparam("people", expanding=True))
    start, end = clock.bounds(first)[0], clock.bounds(last)[1]
    rows = connection.execute(sql, {"people": list(people), "start": start, "end": end})
    return [
        Visited(
            id=row.id,
            person=row.person,
            person_name=row.person_name or row.person,
            customer=row.customer,
            name=row.name or row.customer,
            started_at=row.started_at,
            ended_at=row.ended_at or "",
            purpose=row.purpose or "",
            outcome=row.outcome or "",
            next_step=row.next_step or "",
            ordered=summed(row.ordered),
            collected=summed(row.collected),
            competitor=row.competitor or "",
            opinion=row.opinion or "",
            complaint=row.complaint or "",
            plan_item=row.plan_item or "",
            pending=bool(row.pending),
        )
        for row in rows
    ]


def plans(connection: Connection, people: Sequence[str], first: date, last: date) -> list[Planned]:
    """The planned stops of those days, in their order."""
    sql = text("""
      SELECT i.key, i.id, i.person, i.date, i.customer, c.name, c.class AS klass, i.sequence,
        i.purpose, i.expected, i.planned_at, i.state, i.skip_reason, i.visit, i.pending,
        c.overdue_amount
      FROM plan_item i LEFT JOIN customer c ON c.id = i.customer
      WHERE i.deleted = 0 AND i.person IN :people AND i.date >= :first AND i.date <= :last
      ORDER BY i.date, i.sequence, i.planned_at""").bindparams(bindparam("people", expanding=True))
    said = {"people": list(people), "first": first.isoformat(), "last": last.isoformat()}
    return [
        Planned(
            key=row.key,
            id=row.id,
            person=row.person,
            date=row.date,
            customer=row.customer,
            name=row.name or row.customer,
            klass=row.klass or "",
            sequence=row.sequence or 0,
            purpose=row.purpose or "",
            expected=row.expected or "",
            planned_at=row.planned_at or "",
            state=row.state or PlanState.PLANNED,
            skip_reason=row.skip_reason or "",
            visit=row.visit or "",
            pending=bool(row.pending),
            overdue=summed(row.overdue_amount),
        )
        for row in connection.execute(sql, said)
    ]


def totals(
    connection: Connection, people: Sequence[str], first: date, last: date, clock: Clock
) -> tuple[int, Decimal, Decimal]:
    """How many visits there were in those days, with what was ordered and collected."""
    sql = text("""
      SELECT count(*) AS many, sum(v.ordered) AS ordered, sum(v.collected) AS collected
      FROM visit v
      WHERE v.deleted = 0 AND v.person IN :people AND v.started_at >= :start AND v.started_at < :end
        AND v.id NOT IN (SELECT amends FROM visit WHERE amends IS NOT NULL AND deleted = 0)
    """).bindparams(bindparam("people", expanding=True))
    start, end = clock.bounds(first)[0], clock.bounds(last)[1]
    row = connection.execute(sql, {"people": list(people), "start": start, "end": end}).one()
    return int(row.many), summed(row.ordered), summed(row.collected)


def planned(
    connection: Connection, people: Sequence[str], first: date, last: date, today: date
) -> tuple[int, int]:
    """How many stops were planned in those days, and how many of them until today."""
    sql = text("""
      SELECT count(*) AS many, sum(date <= :today) AS due FROM plan_item
      WHERE deleted = 0 AND person IN :people AND date >= :first AND date <= :last
    """).bindparams(bindparam("people", expanding=True))
    said = {"first": first.isoformat(), "last": last.isoformat(), "today": today.isoformat()}
    row = connection.execute(sql, {"people": list(people), **said}).one()
    return int(row.many), int(row.due or 0)


def movements(connection: Connection, visits: Sequence[Visited]) -> list[Movement]:
    """Customers' news among the actions of these visits."""
    sql = text("""
      SELECT visit, answers FROM visit_action
      WHERE deleted = 0 AND action = 'movement' AND visit IN :visits ORDER BY key
    """).bindparams(bindparam("visits", expanding=True))
    by_id = {visit.id: visit for visit in visits}
    found = []
    for row in connection.execute(sql, {"visits": list(by_id)}):
        said = str(json.loads(row.answers or "{}").get("text") or "")
        visit = by_id[row.visit]
        if said:
            found.append(Movement(visit.id, visit.customer, visit.name, said))
    return found


def year_target(connection: Connection, people: Sequence[str]) -> Decimal:
    """What these people's customers are to buy in the year.

    A page of figures asks again and again; 100,000 customers are added up once a writing."""
    asked, kept = (version(connection), tuple(people)), connection.info.get("year_target")
    if kept is not None and kept[0] == asked:
        return cast(Decimal, kept[1])
    sql = text("""
      SELECT sum(year_target) FROM customer
      WHERE deleted = 0 AND coalesce(archived, 0) = 0 AND owner IN :people
    """).bindparams(bindparam("people", expanding=True))
    found = summed(connection.execute(sql, {"people": list(people)}).scalar())
    if asked[0] is not None:
        connection.info["year_target"] = asked, found
    return found


def new_customers(
    connection: Connection, people: Sequence[str], first: date, last: date, clock: Clock
) -> int:
    """How many customers these people saw for the first time in those days."""
    return len(new_customer_ids(connection, people, first, last, clock))


def new_customer_ids(
    connection: Connection, people: Sequence[str], first: date, last: date, clock: Clock
) -> set[str]:
    """The customers whose every visit, as far as is known, began in those days."""
    sql = text("""
      SELECT v.customer FROM visit v JOIN customer c ON c.id = v.customer AND c.deleted = 0
      WHERE v.deleted = 0 AND c.owner IN :people AND v.amends IS NULL AND c.visit_count <= 5
      GROUP BY v.customer
      HAVING min(v.started_at) >= :start AND min(v.started_at) < :end
        AND count(*) >= max(c.visit_count)
    """).bindparams(bindparam("people", expanding=True))
    said = {"start": clock.bounds(first)[0], "end": clock.bounds(last)[1]}
    return set(connection.scalars(sql, {"people": list(people), **said}))
