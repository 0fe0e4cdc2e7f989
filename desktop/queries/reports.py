"""Reports as they are listed and read: mine, my team's, the one before; the visits behind."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping, text

from desktop.domain.periods import Period, period_of
from desktop.queries import papers, work
from desktop.queries.holders import HOLDER
from desktop.queries.work import Visited
from desktop.queries.written import Written, common
from desktop.store import state
from sync.catalogue.states import PlanState, ReportState
from sync.clock import Clock

HISTORY = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Written):
    """A report of a day, a week or a month."""

    type: str = "report"


@dataclass(frozen=True, slots=True)
class TeamReport:
    """What one of the people below me owes for a period, and whether it came."""

    person: str
    name: str
    unit: str
    id: str
    state: str  # missing | draft | sealed | signed | returned
    sealed_at: str
    visits_done: int | None
    visits_planned: int | None
    pending: bool


@dataclass(frozen=True, slots=True)
class Lack:
    """Something to look at before sealing; `subject` is the visit or the plan item it is about."""

    code: str  # no_outcome | no_next_step | not_visited | no_visits | unended
    subject: str
    customer: str
    name: str


_REPORT = f"""
SELECT r.id, r.person, p.name AS person_name, r.post, r.kind, r.date, r.period, r.form,
  r.form_version, r.answers, r.derived, r.state, r.sealed_at, w.name AS reviewer_name,
  r.review_comment, r.reviewed_at, r.pending, o.superior,
  {HOLDER.format(post="o.superior")} AS superior_name
FROM report r LEFT JOIN person p ON p.id = r.person LEFT JOIN person w ON w.id = r.reviewer
LEFT JOIN post o ON o.id = r.post
WHERE r.deleted = 0 AND """


def report(connection: Connection, id: str) -> Report | None:
    found = _many(connection, _REPORT + "r.id = :id", id=id)
    return found[0] if found else None


def report_of(connection: Connection, person: str, period: Period) -> Report | None:
    """This person's report for the period; the date decides, whatever a copy calls the period."""
    found = _many(
        connection,
        _REPORT + "r.person = :person AND r.kind = :kind AND r.date >= :first AND r.date <= :last"
        " ORDER BY r.date DESC LIMIT 1",
        person=person,
        kind=period.kind,
        first=period.first.isoformat(),
        last=period.last.isoformat(),
    )
    return found[0] if found else None


def history(connection: Connection, person: str, kind: str) -> list[Report]:
    """The person's reports of that kind, newest first."""
    where = "r.person = :person AND r.kind = :kind ORDER BY r.date DESC LIMIT :most"
    return _many(connection, _REPORT + where, person=person, kind=kind, most=HISTORY)


def previous(connection: Connection, person: str, period: Period) -> Report | None:
    """The last report before that period."""
    found = _many(
        connection,
        _REPORT + "r.person = :person AND r.kind = :kind AND r.date < :first"
        " ORDER BY r.date DESC LIMIT 1",
        person=person,
        kind=period.kind,
        first=period.first.isoformat(),
    )
    return found[0] if found else None


def to_sign(connection: Connection, post: str) -> list[Report]:
    """Sealed reports that wait for this post's word, oldest first."""
    where = f"o.superior = :post AND r.state = '{ReportState.SEALED}' ORDER BY r.date, r.sealed_at"
    return _many(connection, _REPORT + where, post=post)


def count_to_sign(connection: Connection, post: str) -> int:
    sql = (
        "SELECT count(*) FROM report r JOIN post o ON o.id = r.post"
        f" WHERE r.deleted = 0 AND r.state = '{ReportState.SEALED}' AND o.superior = :post"
    )
    waiting = int(connection.execute(text(sql), {"post": post}).scalar_one())
    return waiting + papers.count_to_sign(connection, post)


def team(connection: Connection, post: str, period: Period, today: str) -> list[TeamReport]:
    """Each rep directly below this post and their report: who sealed, who is missing."""
    sql = text("""
      SELECT p.id AS person, p.name, u.name AS unit, r.id, r.state, r.sealed_at, r.derived,
        r.pending
      FROM post o JOIN post_assignment a ON a.post = o.id AND a.deleted = 0
        AND (a.until IS NULL OR a.until >= :today)
      JOIN person p ON p.id = a.person AND p.deleted = 0
      LEFT JOIN org_unit u ON u.id = o.unit
      LEFT JOIN report r ON r.person = p.id AND r.deleted = 0 AND r.kind = :kind
        AND r.date >= :first AND r.date <= :last
      WHERE o.deleted = 0 AND o.superior = :post
        AND EXISTS (SELECT 1 FROM route_template t WHERE t.post = o.id
                    UNION ALL SELECT 1 FROM plan_item i WHERE i.post = o.id
                    UNION ALL SELECT 1 FROM report x WHERE x.post = o.id)
      ORDER BY o.id""")
    said = {"post": post, "today": today, "kind": period.kind}
    said |= {"first": period.first.isoformat(), "last": period.last.isoformat()}
    return [_team_report(row) for row in connection.execute(sql, said).mappings()]


def missing(
    connection: Connection, person: str, kind: str, clock: Clock, back: int = 3
) -> list[Period]:
    """The periods before today's that ended without a sealed report, newest first.

    A day without visits and plan owes nothing."""
    period, owed = period_of(kind, clock.today()).previous, []
    for _ in range(back):
        found = report_of(connection, person, period)
        if (found is None or found.state == ReportState.DRAFT) and _worked(
            connection, person, period, clock
        ):
            owed.append(period)
        period = period.previous
    return owed


def _worked(connection: Connection, person: str, period: Period, clock: Clock) -> bool:
    return bool(
        work.visits(connection, [person], period.first, period.last, clock)
        or work.plans(connection, [person], period.first, period.last)
    )


def lacks(connection: Connection, person: str, period: Period, clock: Clock) -> list[Lack]:
    """What is missing in the records of the period; to be completed before the report is sealed."""
    visits = work.visits(connection, [person], period.first, period.last, clock)
    found = [
        Lack("no_outcome", visit.id, visit.customer, visit.name)
        for visit in visits
        if not visit.outcome.strip()
    ]
    found += [
        Lack("no_next_step", visit.id, visit.customer, visit.name)
        for visit in visits
        if visit.outcome.strip() and not visit.next_step.strip()
    ]
    until = min(period.last, clock.today())
    found += [
        Lack("not_visited", plan.id, plan.customer, plan.name)
        for plan in work.plans(connection, [person], period.first, until)
        if plan.state != PlanState.DONE and not plan.visit and not plan.skip_reason.strip()
    ]
    if not visits and period.kind == "daily":
        found.append(Lack("no_visits", "", "", ""))
    return found


def visits_behind(
    connection: Connection,
    person: str,
    period: Period,
    rows: str,
    clock: Clock,
) -> list[Visited]:
    """The visits a figure was summed from, by the name its form field gives (`rows`)."""
    people = [person]
    if period.kind != "daily":
        people += work.people_below(connection, person, clock.today().isoformat())
    return _behind(work.visits(connection, people, period.first, period.last, clock), rows)


def _behind(visits: Iterable[Visited], rows: str) -> list[Visited]:
    keep: Callable[[Visited], bool] = {
        "orders": lambda visit: visit.ordered > 0,
        "collections": lambda visit: visit.collected > 0,
        "complaints": lambda visit: bool(visit.complaint),
        "competitors": lambda visit: bool(visit.competitor),
        "opinions": lambda visit: bool(visit.opinion),
    }.get(rows, lambda visit: True)
    return [visit for visit in visits if keep(visit)]


def _many(connection: Connection, sql: str, **arguments: str | int) -> list[Report]:
    said = {**arguments, "today": state.clock(connection).today().isoformat()}
    return [_report(row) for row in connection.execute(text(sql), said).mappings()]


def _report(row: RowMapping) -> Report:
    return Report(kind=row["kind"], **common(row))


def _team_report(row: RowMapping) -> TeamReport:
    derived = json.loads(row["derived"] or "{}")
    return TeamReport(
        person=row["person"],
        name=row["name"],
        unit=row["unit"] or "",
        id=row["id"] or "",
        state=row["state"] or "missing" if row["id"] else "missing",
        sealed_at=row["sealed_at"] or "",
        visits_done=derived.get("visits_done"),
        visits_planned=derived.get("visits_planned"),
        pending=bool(row["pending"]),
    )


def period_of_report(found: Report) -> Period:
    return period_of(found.kind, date.fromisoformat(found.date))


def names(connection: Connection, people: Sequence[str]) -> dict[str, str]:
    sql = text("SELECT id, name FROM person WHERE deleted = 0")
    wanted = set(people)
    return {row.id: row.name for row in connection.execute(sql) if row.id in wanted}
