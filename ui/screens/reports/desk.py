"""What the reports screen reads: the shelf of periods, one report whole, the team's papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop.domain.periods import Period, is_working, period_of
from desktop.forms import Form
from desktop.queries import definitions, reports
from desktop.queries.reports import Lack, Report, TeamReport
from desktop.usecases import draft_report, form_figures
from desktop.usecases.form_figures import About
from sync.clock import Clock

SHOWN = 24  # periods on the shelf


@dataclass(frozen=True, slots=True)
class Slot:
    """A period on the shelf, with its report if one was begun."""

    period: Period
    report: Report | None
    is_current: bool
    owed: bool

    @property
    def is_due(self) -> bool:
        return self.is_current and (self.report is None or self.report.is_open)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One report as it is shown: the form, the answers, the figures as they are now."""

    form: Form
    period: Period
    report: Report | None
    answers: Mapping[str, Any]
    derived: Mapping[str, Any]
    lacks: Sequence[Lack] = ()
    previous: Report | None = None
    is_mine: bool = True
    may_sign: bool = False
    name: str = ""

    @property
    def is_open(self) -> bool:
        return self.is_mine and (self.report is None or self.report.is_open)


@dataclass(frozen=True, slots=True)
class Team:
    """The reports of the people right below me: those to sign, and a period's roll call."""

    to_sign: Sequence[Report] = ()
    roll: Sequence[TeamReport] = ()
    period: Period | None = None
    extra: Mapping[str, int] = field(default_factory=dict)


def form_of(app: Any, kind: str, found: Report | None = None) -> Form:
    """The definition a report was begun in; the one in force for a report yet to begin."""
    code, today = draft_report.FORMS[kind], app.clock.today().isoformat()
    with app.database.read() as connection:
        if found is not None and found.form_version:
            return definitions.pinned(connection, found.form or code, found.form_version, today)
        return definitions.in_force(connection, code, today)


def shelf(app: Any, kind: str) -> list[Slot]:
    """The current period first, then those owed or written, newest first."""
    clock: Clock = app.clock
    now = period_of(kind, clock.today())
    with app.database.read() as connection:
        written = {
            reports.period_of_report(one).name: one
            for one in reports.history(connection, app.me.id, kind)
        }
        owed = {one.name: one for one in reports.missing(connection, app.me.id, kind, clock)}
    slots = [Slot(now, written.pop(now.name, None), True, False)]
    known = {name: reports.period_of_report(one) for name, one in written.items()}
    for name, period in {**known, **owed}.items():
        slots.append(Slot(period, written.get(name), False, name in owed))
    return sorted(slots, key=lambda slot: slot.period.first, reverse=True)[:SHOWN]


def sheet(app: Any, period: Period) -> Sheet:
    """My report of a period; figures of an open one are those of this moment."""
    clock, me = app.clock, app.me
    with app.database.read() as connection:
        found = reports.report_of(connection, me.id, period)
    form = form_of(app, period.kind, found)
    with app.database.read() as connection:
        is_open = found is None or found.is_open
        derived: Mapping[str, Any] = found.derived if found else {}
        if is_open:
            derived = form_figures.figures(connection, form, About(me.id, period), clock)
        return Sheet(
            form=form,
            period=period,
            report=found,
            answers=found.answers if found else {},
            derived=derived,
            lacks=reports.lacks(connection, me.id, period, clock) if is_open else (),
            previous=reports.previous(connection, me.id, period),
            name=me.name,
        )


def read_sheet(app: Any, id: str) -> Sheet | None:
    """Somebody's report by id, to read and perhaps to sign."""
    with app.database.read() as connection:
        found = reports.report(connection, id)
        if found is None:
            return None
        period = reports.period_of_report(found)
        before = reports.previous(connection, found.person, period)
        lacks = reports.lacks(connection, found.person, period, app.clock)
    if found.person == app.me.id:
        return sheet(app, period)
    return Sheet(
        form=form_of(app, found.kind, found),
        period=period,
        report=found,
        answers=found.answers,
        derived=found.derived,
        lacks=lacks,
        previous=before,
        is_mine=False,
        may_sign=found.state == "sealed" and found.superior == app.me.post,
        name=found.person_name,
    )


def team(app: Any, period: Period) -> Team:
    with app.database.read() as connection:
        post = app.me.post or ""
        today = app.clock.today().isoformat()
        return Team(
            to_sign=reports.to_sign(connection, post),
            roll=reports.team(connection, post, period, today),
            period=period,
        )


def store(app: Any, sheet: Sheet, answers: Mapping[str, Any]) -> None:
    """Keeps what was typed, beginning the report if need be; nothing a person would undo.

    Raises Problem, and then nothing was changed."""
    day = sheet.report.date if sheet.report else sheet.period.first.isoformat()
    asked = {
        "kind": sheet.period.kind,
        "date": day,
        "form_version": sheet.form.version,
        "answers": answers,
    }
    with app.database.write() as connection:
        app.perform_in(connection, "report.draft", sheet.report.id if sheet.report else None, asked)


def last_working(day: date) -> date:
    """The day whose reports a superior reads first in the morning."""
    period = period_of("daily", day).previous
    while not is_working(period.first):
        period = period.previous
    return period.first
