"""What today asks of a person: stops, things to do by when, the month's pace, alerts.

Of 100,000 customers the list's narrow index says which few are meant (`+owner` keeps SQLite from
the index of owners, which leads to wide rows); only theirs are read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, bindparam, text

from desktop.domain.periods import period_of, working_days_of_year
from desktop.queries import work
from desktop.queries.work import Planned, Visited
from sync.catalogue.states import ConflictState, PlanState, RequestState
from sync.clock import Clock

LOSING_CONTACT = {"A": 14, "B": 30, "C": 60}  # days without a visit, by class of customer
MOST = 6  # of one kind of task


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the day, or a visit that was not planned."""

    plan: Planned | None
    visit: Visited | None
    name: str
    customer: str

    @property
    def state(self) -> str:
        """done | skipped | planned"""
        if self.visit is not None:
            return PlanState.DONE
        return self.plan.state if self.plan is not None else PlanState.PLANNED


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do. `kind` decides the sentence, `group` when it was or is due."""

    kind: str
    group: str  # overdue | today | week
    id: str
    name: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pace:
    """One figure of the month so far; `expected`: its target in proportion to the days gone by."""

    kind: str  # visits | orders | collections | reports
    actual: Decimal
    target: Decimal
    expected: Decimal


@dataclass(frozen=True, slots=True)
class RepDay:
    """How far one rep of the team is with today's stops."""

    person: str
    name: str
    planned: int
    done: int
    last_at: str


def stops(connection: Connection, person: str, day: date, clock: Clock) -> list[Stop]:
    """The day's plan in order, and what was visited beside it."""
    plans = work.plans(connection, [person], day, day)
    visits = work.visits(connection, [person], day, day, clock)
    by_plan = {visit.plan_item: visit for visit in visits if visit.plan_item}
    by_id = {visit.id: visit for visit in visits}
    found, seen = [], set()
    for plan in plans:
        visit = by_plan.get(plan.id) or by_id.get(plan.visit)
        if visit is not None:
            seen.add(visit.id)
        found.append(Stop(plan, visit, plan.name, plan.customer))
    extra = [
        Stop(None, visit, visit.name, visit.customer) for visit in visits if visit.id not in seen
    ]
    return found + extra


def team_day(
    connection: Connection, people: Sequence[str], day: date, clock: Clock
) -> list[RepDay]:
    """How far each of these people is today."""
    plans = work.plans(connection, people, day, day)
    visits = work.visits(connection, people, day, day, clock)
    sql = text("SELECT id, name FROM person WHERE deleted = 0 AND id IN :people").bindparams(
        bindparam("people", expanding=True)
    )
    names = {row.id: row.name for row in connection.execute(sql, {"people": list(people)})}
    found = []
    for person in people:
        mine = [visit for visit in visits if visit.person == person]
        planned = sum(1 for plan in plans if plan.person == person)
        if planned or mine:
            last = max((visit.ended_at or visit.started_at for visit in mine), default="")
            found.append(RepDay(person, names.get(person, person), planned, len(mine), last))
    return found


def overdue_receivables(connection: Connection, people: Sequence[str], today: str) -> list[Task]:
    """Customers that owe money past its date and whom nobody plans to ask, the largest first."""
    sql = text("""
      WITH first AS MATERIALIZED (
        SELECT key FROM customer
        WHERE deleted = 0 AND coalesce(archived, 0) = 0 AND +owner IN :people
          AND overdue_amount > 0
          AND key NOT IN (SELECT k.key FROM plan_item i JOIN customer k ON k.id = i.customer
                          WHERE i.deleted = 0 AND i.purpose = 'collect' AND i.date >= :today)
        ORDER BY overdue_amount DESC, key LIMIT :most)
      SELECT c.id, c.name, c.overdue_amount, c.overdue_days, c.owner, p.name AS owner_name
      FROM first JOIN customer c ON c.key = first.key LEFT JOIN person p ON p.id = c.owner
      ORDER BY c.overdue_amount DESC, c.key
    """).bindparams(bindparam("people", expanding=True))
    rows = connection.execute(sql, {"people": list(people), "today": today, "most": MOST})
    return [
        Task(
            "collect",
            "overdue",
            row.id,
            row.name,
            {
                "amount": Decimal(row.overdue_amount).scaleb(-2),
                "days": row.overdue_days or 0,
                "owner": row.owner,
                "owner_name": row.owner_name or "",
            },
        )
        for row in rows
    ]


def losing_contact(connection: Connection, people: Sequence[str], clock: Clock) -> list[Task]:
    """Customers not seen for longer than their class allows, the best class first."""
    sql = text(f"""
      WITH first AS MATERIALIZED (
        SELECT key FROM customer
        WHERE deleted = 0 AND coalesce(archived, 0) = 0 AND +owner IN :people
          AND last_visit_at IS NOT NULL
          AND ((class = 'A' AND last_visit_at < :a) OR (class = 'B' AND last_visit_at < :b)
            OR (class = 'C' AND last_visit_at < :c))
          AND key NOT IN (SELECT k.key FROM plan_item i JOIN customer k ON k.id = i.customer
                          WHERE i.deleted = 0 AND i.state = '{PlanState.PLANNED}'
                            AND i.date >= :today)
        ORDER BY class, last_visit_at, key LIMIT :most)
      SELECT c.id, c.name, c.class AS klass, c.last_visit_at
      FROM first JOIN customer c ON c.key = first.key
      ORDER BY c.class, c.last_visit_at, c.key
    """).bindparams(bindparam("people", expanding=True))
    today = clock.today()
    limits = {
        klass.lower(): clock.bounds(today - timedelta(days=days))[0]
        for klass, days in LOSING_CONTACT.items()
    }
    said = {"people": list(people), "today": today.isoformat(), "most": MOST, **limits}
    return [
        Task(
            "losing_contact",
            "week",
            row.id,
            row.name,
            {"class": row.klass, "days": (today - clock.day_of(row.last_visit_at)).days},
        )
        for row in connection.execute(sql, said)
    ]


def promised(connection: Connection, people: Sequence[str], clock: Clock) -> list[Task]:
    """Customers whose promised next visit falls into this week, or was missed, and is unplanned."""
    sql = text("""
      WITH planned AS MATERIALIZED (
        SELECT k.key, max(i.date) AS day FROM plan_item i JOIN customer k ON k.id = i.customer
        WHERE i.deleted = 0 AND i.date >= :after AND i.date <= :end GROUP BY k.key),
      first AS MATERIALIZED (
        SELECT c.key FROM customer c LEFT JOIN planned ON planned.key = c.key
        WHERE c.deleted = 0 AND coalesce(c.archived, 0) = 0 AND +c.owner IN :people
          AND c.next_visit >= :after AND c.next_visit <= :end
          AND coalesce(planned.day, '') < c.next_visit
          AND coalesce(c.last_visit_at, '') < c.next_visit
        ORDER BY c.next_visit, c.name, c.key LIMIT :most)
      SELECT c.id, c.name, c.next_visit, c.owner, p.name AS owner_name
      FROM first JOIN customer c ON c.key = first.key LEFT JOIN person p ON p.id = c.owner
      ORDER BY c.next_visit, c.name, c.key
    """).bindparams(bindparam("people", expanding=True))
    today, end = clock.today(), period_of("weekly", clock.today()).last
    said = {"after": (today - timedelta(days=30)).isoformat(), "end": end.isoformat()}
    rows = connection.execute(sql, {"people": list(people), "most": MOST, **said})
    return [
        Task(
            "promised",
            _group(row.next_visit, today),
            row.id,
            row.name,
            {"date": row.next_visit, "owner": row.owner, "owner_name": row.owner_name or ""},
        )
        for row in rows
    ]


def _group(day: str, today: date) -> str:
    if day < today.isoformat():
        return "overdue"
    return "today" if day == today.isoformat() else "week"


def unvisited(connection: Connection, person: str, clock: Clock) -> list[Task]:
    """Planned stops of the last seven days without a visit or a skip reason, the latest first."""
    today = clock.today()
    plans = work.plans(connection, [person], today - timedelta(days=7), today - timedelta(days=1))
    left = [plan for plan in plans if plan.state == PlanState.PLANNED and not plan.visit]
    return [
        Task(
            "unvisited",
            "overdue",
            plan.id,
            plan.name,
            {"date": plan.date, "customer": plan.customer},
        )
        for plan in reversed(left)
    ][:MOST]


def long_overdue(connection: Connection, people: Sequence[str], days: int) -> tuple[int, Decimal]:
    """How many customers are overdue for longer than that, and with how much."""
    sql = text("""
      SELECT count(*) AS many, sum(overdue_amount) AS amount FROM customer
      WHERE deleted = 0 AND coalesce(archived, 0) = 0 AND owner IN :people
        AND overdue_amount > 0 AND overdue_days > :days
    """).bindparams(bindparam("people", expanding=True))
    row = connection.execute(sql, {"people": list(people), "days": days}).one()
    return int(row.many), Decimal(row.amount or 0).scaleb(-2)


def open_conflicts(connection: Connection) -> int:
    sql = f"SELECT count(*) FROM conflict WHERE deleted = 0 AND state = '{ConflictState.OPEN}'"
    return int(connection.execute(text(sql)).scalar_one())


def refused(connection: Connection) -> int:
    return int(connection.execute(text("SELECT count(*) FROM refused")).scalar_one())


def pace(connection: Connection, people: Sequence[str], clock: Clock) -> list[Pace]:
    """Visits, orders and collections of the month against plan, with where they should be today."""
    today, month = clock.today(), period_of("monthly", clock.today())
    share = Decimal(str(month.elapsed(today)))
    planned, due = work.planned(connection, people, month.first, month.last, today)
    many, ordered, collected = work.totals(connection, people, month.first, today, clock)
    year = work.year_target(connection, people)
    target = year * month.working_days / working_days_of_year(today.year)
    owed = _overdue(connection, people)
    return [
        Pace("visits", Decimal(many), Decimal(max(planned, 1)), Decimal(due)),
        Pace("orders", ordered, target, target * share),
        Pace("collections", collected, collected + owed, (collected + owed) * share),
    ]


def _overdue(connection: Connection, people: Sequence[str]) -> Decimal:
    sql = text("""
      SELECT sum(overdue_amount) FROM customer
      WHERE deleted = 0 AND coalesce(archived, 0) = 0 AND owner IN :people
    """).bindparams(bindparam("people", expanding=True))
    return Decimal(connection.execute(sql, {"people": list(people)}).scalar() or 0).scaleb(-2)


def recent_decisions(connection: Connection, person: str, since: str) -> list[Task]:
    """Decisions on this person's requests since then: the rep wants to hear of them.

    What came back has a line of its own until it is mended."""
    sql = f"""
      SELECT r.id, r.title, r.state, r.kind, p.name AS decider, d.comment, d.decided_at, d.verdict
      FROM decision d JOIN approval_request r ON r.id = d.request AND r.deleted = 0
      LEFT JOIN person p ON p.id = d.decider
      WHERE d.deleted = 0 AND r.requester = :person AND d.decided_at >= :since
        AND NOT (d.verdict = 'return' AND r.state = '{RequestState.RETURNED}')
      ORDER BY d.decided_at DESC LIMIT 4"""
    rows = connection.execute(text(sql), {"person": person, "since": since})
    return [
        Task(
            "decided",
            "today",
            row.id,
            row.title or "",
            {
                "verdict": row.verdict,
                "decider": row.decider or "",
                "comment": row.comment or "",
                "at": row.decided_at,
            },
        )
        for row in rows
    ]


def reviewed_reports(connection: Connection, person: str, since: str) -> list[Task]:
    """What the superior wrote under this person's reports since then."""
    sql = """
      SELECT r.id, r.kind, r.date, r.state, r.review_comment, r.reviewed_at, p.name AS reviewer
      FROM report r LEFT JOIN person p ON p.id = r.reviewer
      WHERE r.deleted = 0 AND r.person = :person AND r.reviewed_at >= :since
      ORDER BY r.reviewed_at DESC LIMIT 3"""
    rows = connection.execute(text(sql), {"person": person, "since": since})
    return [
        Task(
            "reviewed",
            "today",
            row.id,
            row.reviewer or "",
            {
                "kind": row.kind,
                "date": row.date,
                "state": row.state,
                "comment": row.review_comment or "",
                "at": row.reviewed_at,
            },
        )
        for row in rows
    ]
