"""Everything the day's page shows, read in one snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from desktop.domain.periods import Period, period_of
from desktop.queries import approvals, came_back, definitions, in_charge, reports, today, work
from desktop.queries.reports import Report
from desktop.queries.today import Pace, RepDay, Stop, Task
from sync.catalogue.states import ReportState
from sync.clock import Clock, instant_text

NEWS = timedelta(hours=36)  # how long a decision or a review is news
LONG = 60  # days overdue that are worth an alert


@dataclass(frozen=True, slots=True)
class Day:
    """The page's content; `team` is empty for a rep."""

    stops: Sequence[Stop] = ()
    team: Sequence[RepDay] = ()
    tasks: Sequence[Task] = ()
    pace: Sequence[Pace] = ()
    long_overdue: tuple[int, Decimal] = (0, Decimal(0))
    losing: int = 0
    conflicts: int = 0
    refused: int = 0
    reports: Sequence[tuple[Period, Report | None]] = field(default_factory=tuple)


UNREAD = Day()  # nothing was read yet, which is not the same as nothing to do


def read(app: Any) -> Day:
    clock: Clock = app.clock
    me, day = app.me, clock.today()
    with app.database.read() as connection:
        below = work.people_below(connection, me.id, day.isoformat())
        people = below or [me.id]
        due = _reports_due(connection, me, clock, bool(below))
        tasks = _tasks(connection, app, people, bool(below))
        tasks += [_report_task(period, found, day) for period, found in due]
        return Day(
            stops=today.stops(connection, me.id, day, clock),
            team=today.team_day(connection, below, day, clock) if below else (),
            tasks=tasks,
            pace=today.pace(connection, people, clock),
            long_overdue=today.long_overdue(connection, people, LONG),
            losing=sum(1 for task in tasks if task.kind == "losing_contact"),
            conflicts=today.open_conflicts(connection),
            refused=today.refused(connection),
            reports=due,
        )


def _tasks(connection: Any, app: Any, people: Sequence[str], manages: bool) -> list[Task]:
    clock, me = app.clock, app.me
    day, since = clock.today().isoformat(), instant_text(clock.now() - NEWS)
    tasks = _to_decide(connection, me.post or "", clock)
    tasks += _standing_in(connection, me.id, me.post or "", clock)
    tasks += _to_sign(connection, me.post or "", day)
    tasks += came_back.requests(connection, me.id)
    tasks += came_back.forms(connection, me.id, day)
    conflicts = today.open_conflicts(connection)
    if conflicts:
        tasks.append(Task("conflict", "today", "", "", {"count": conflicts}))
    if today.refused(connection):
        tasks.append(Task("refused", "today", "", "", {"count": today.refused(connection)}))
    tasks += today.recent_decisions(connection, me.id, since)
    tasks += today.reviewed_reports(connection, me.id, since)
    tasks += today.unvisited(connection, me.id, clock)
    tasks += today.overdue_receivables(connection, people, day)
    tasks += today.promised(connection, people, clock)
    if not manages:
        tasks += today.losing_contact(connection, people, clock)
    return tasks


def _to_decide(connection: Any, post: str, clock: Clock) -> list[Task]:
    """What waits for my decision, as at most two lines: late ones, and the rest."""
    waiting = approvals.waiting(connection, post, clock.today().isoformat())
    now = instant_text(clock.now())
    late = [one for one in waiting if one.due_at and one.due_at < now]
    rest = [one for one in waiting if one not in late]
    tasks = []
    for group, some in (("overdue", late), ("today", rest)):
        if some:
            oldest = min(some, key=lambda one: one.due_at or "9")
            facts = {"count": len(some), "title": oldest.title, "who": oldest.requester_name}
            tasks.append(Task("approvals", group, oldest.id, oldest.title, facts))
    return tasks


def _standing_in(connection: Any, person: str, post: str, clock: Clock) -> list[Task]:
    """What others have to decide and I may decide for them today, as one line."""
    day = clock.today().isoformat()
    found = in_charge.stood_in(connection, person, post, day) if post else []
    if not found:
        return []
    now = instant_text(clock.now())
    late = any(one.due_at and one.due_at < now for one in found)
    oldest = min(found, key=lambda one: one.due_at or "9")
    names = list(dict.fromkeys(one.approver_name for one in found if one.approver_name))
    facts = {"count": len(found), "names": names, "title": oldest.title}
    group = "overdue" if late else "today"
    return [Task("standing_in", group, oldest.id, oldest.title, facts)]


def _to_sign(connection: Any, post: str, day: str) -> list[Task]:
    found = reports.to_sign(connection, post) if post else []
    late = [one for one in found if one.date < day]
    tasks = []
    for group, some in (("overdue", late), ("today", [one for one in found if one not in late])):
        if some:
            names = [one.person_name for one in some]
            facts = {"count": len(some), "names": names[:4]}
            tasks.append(Task("to_sign", group, some[0].id, names[0], facts))
    return tasks


def _reports_due(
    connection: Any, me: Any, clock: Clock, manages: bool
) -> list[tuple[Period, Report | None]]:
    """Today's report, owed ones before it, and returned ones, of the forms this person writes."""
    person, forms = me.id, definitions.every(connection, clock.today().isoformat())
    written = {form.kind for form in forms if form.is_report and me.writes(form.write)}
    kinds = sorted(written & ({"weekly"} if manages else {"daily", "weekly"}))
    due: list[tuple[Period, Report | None]] = []
    for kind in kinds:
        due += [(period, None) for period in reports.missing(connection, person, kind, clock, 2)]
        now = period_of(kind, clock.today())
        current = reports.report_of(connection, person, now)
        if current is None or current.is_open:
            due.append((now, current))
        for one in reports.history(connection, person, kind)[:6]:
            if one.state == ReportState.RETURNED and one.date < now.first.isoformat():
                due.append((reports.period_of_report(one), one))
    return due


def _report_task(period: Period, found: Report | None, day: Any) -> Task:
    returned = found is not None and found.state == ReportState.RETURNED
    group = "today" if period.last == day else "week" if period.last > day else "overdue"
    facts = {
        "kind": period.kind,
        "period": period,
        "returned": returned,
        "comment": found.review_comment if found else "",
    }
    return Task("report", group, found.id if found else "", period.name, facts)
