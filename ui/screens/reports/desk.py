"""What the reports screen reads: everything one writes, one paper whole, the team's papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from desktop.domain.periods import Period, is_working, period_of
from desktop.forms import Form
from desktop.queries import definitions, papers, reports
from desktop.queries.papers import Paper
from desktop.queries.reports import Lack, Report, TeamReport
from desktop.usecases import begin_form, draft_report, form_figures, form_sources
from desktop.usecases.form_figures import About
from desktop.usecases.form_sources import Origin
from sync.catalogue.states import ReportState
from sync.clock import Clock, from_text

SHOWN = 24  # lines of one kind on the shelf
RECENT = timedelta(days=14)  # the team's papers that nobody has to sign
AFTERNOON = 14  # from this hour on a plan of the day is one of the next working day
Written = Report | Paper


@dataclass(frozen=True, slots=True)
class Slot:
    """A line of the shelf: a paper that was begun, or a period that owes one."""

    form: Form
    period: Period
    report: Written | None
    is_current: bool = False
    owed: bool = False

    @property
    def stage(self) -> str:
        """todo, sealed (it waits for the superior) or done."""
        found = self.report
        if found is None or found.is_open:
            return "todo"
        waits = found.state in papers.WAITING and self.form.chain != "none"
        return "sealed" if waits else "done"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper as it is shown: the form, the answers, the figures as they are now."""

    form: Form
    period: Period
    report: Written | None
    answers: Mapping[str, Any]
    derived: Mapping[str, Any]
    about: About
    lacks: Sequence[Lack] = ()
    previous: Written | None = None
    previous_form: Form | None = None
    is_mine: bool = True
    may_sign: bool = False
    name: str = ""
    superior: str = ""  # the name of whoever signs it

    @property
    def is_open(self) -> bool:
        return self.is_mine and (self.report is None or self.report.is_open)

    @property
    def key(self) -> tuple[str, str]:
        """The same for the same paper, before and after it is begun."""
        free = self.report is not None and not self.form.is_report
        person = "" if self.is_mine else self.about.person
        return self.form.code, self.report.id if free and self.report else (
            f"{person}{self.period.name}"
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Team:
    """The papers of the people right below me: those to sign, a day's roll call, the others."""

    to_sign: Sequence[Written] = ()
    roll: Sequence[TeamReport] = ()
    others: Sequence[Paper] = ()
    titles: Mapping[str, Form] = field(default_factory=dict)


def in_force(app: Any) -> list[Form]:
    with app.database.read() as connection:
        return definitions.every(connection, app.clock.today().isoformat())


def shelf(app: Any) -> dict[str, list[Slot]]:
    """Everything of mine by form, in the order of the forms; the newest first."""
    with app.database.read() as connection:
        mine = papers.mine(connection, app.me.id)
    found: dict[str, list[Slot]] = {}
    known = {form.code: form for form in in_force(app)}
    for form in known.values():
        if form.is_report:
            found[form.code] = _reports(app, form)
        else:
            found[form.code] = [
                Slot(form, period_of(form.period or "daily", _day(one.date, app.clock)), one)
                for one in mine if one.form == form.code
            ]  # fmt: skip
    return {code: slots[:SHOWN] for code, slots in found.items() if slots}


def _day(text: str, clock: Clock) -> date:
    return date.fromisoformat(text) if text else clock.today()


def _reports(app: Any, form: Form) -> list[Slot]:
    kind, clock, may = form.kind, app.clock, app.me.writes(form.write)
    now = period_of(kind, clock.today())
    with app.database.read() as connection:
        written = {
            reports.period_of_report(one).name: one
            for one in reports.history(connection, app.me.id, kind)
        }
        missing = reports.missing(connection, app.me.id, kind, clock) if may else []
    owed = {one.name: one for one in missing}
    current = written.pop(now.name, None)
    slots = [Slot(form, now, current, is_current=True)] if may or current else []
    known = {name: reports.period_of_report(one) for name, one in written.items()}
    for name, period in {**known, **owed}.items():
        slots.append(Slot(form, period, written.get(name), owed=name in owed))
    return sorted(slots, key=lambda slot: slot.period.first, reverse=True)


def sheet_of(app: Any, slot: Slot) -> Sheet | None:
    """A line of the shelf whole."""
    if slot.form.is_report:
        return report_sheet(app, slot.period)
    return read_sheet(app, slot.report.id) if slot.report else None


def report_sheet(app: Any, period: Period) -> Sheet:
    """My report of a period; figures of an open one are those of this moment."""
    clock, me = app.clock, app.me
    with app.database.read() as connection:
        found = reports.report_of(connection, me.id, period)
        form = _form_of(connection, found, draft_report.FORMS[period.kind], clock)
        is_open, about = found is None or found.is_open, About(me.id, period)
        derived: Mapping[str, Any] = found.derived if found else {}
        if is_open:
            derived = form_figures.figures(connection, form, about, clock)
        before = reports.previous(connection, me.id, period)
        return Sheet(
            form=form,
            period=period,
            report=found,
            answers=found.answers if found else form_figures.presets(form, clock.today()),
            derived=derived,
            about=about,
            lacks=reports.lacks(connection, me.id, period, clock) if is_open else (),
            previous=before,
            previous_form=_form_of(connection, before, form.code, clock) if before else None,
            name=me.name,
            superior=papers.superior_of(connection, me.post or ""),
        )


def read_sheet(app: Any, id: str) -> Sheet | None:
    """A paper by its id: mine, or somebody's to read and perhaps to sign."""
    with app.database.read() as connection:
        found: Written | None = reports.report(connection, id) or papers.paper(connection, id)
    if found is None:
        return None
    mine = found.person == app.me.id
    if isinstance(found, Report):
        period = reports.period_of_report(found)
        return report_sheet(app, period) if mine else _their_report(app, found, period)
    return _form_sheet(app, found, mine)


def _their_report(app: Any, found: Report, period: Period) -> Sheet:
    with app.database.read() as connection:
        before = reports.previous(connection, found.person, period)
        form = _form_of(connection, found, draft_report.FORMS[found.kind], app.clock)
        return Sheet(
            form=form,
            period=period,
            report=found,
            answers=found.answers,
            derived=found.derived,
            about=About(found.person, period),
            lacks=reports.lacks(connection, found.person, period, app.clock),
            previous=before,
            previous_form=_form_of(connection, before, form.code, app.clock) if before else None,
            is_mine=False,
            may_sign=found.state == ReportState.SEALED and found.superior == app.me.post,
            name=found.person_name,
            superior=found.superior_name,
        )


def _form_sheet(app: Any, found: Paper, mine: bool) -> Sheet:
    with app.database.read() as connection:
        form = _form_of(connection, found, found.form, app.clock)
        about = begin_form.about(form, found.person, found.date, found.answers)
        derived = found.derived
        if mine and found.is_open:
            derived = form_figures.figures(connection, form, about, app.clock)
        before = papers.previous(connection, found)
        waits = found.state in papers.WAITING and form.chain != "none"
        return Sheet(
            form=form,
            period=about.period,
            report=found,
            answers=found.answers,
            derived=derived,
            about=about,
            previous=before,
            previous_form=_form_of(connection, before, form.code, app.clock) if before else None,
            is_mine=mine,
            may_sign=waits and not mine and found.superior == app.me.post,
            name=found.person_name,
            superior=found.superior_name,
        )


def _form_of(connection: Any, found: Written | None, code: str, clock: Clock) -> Form:
    """The definition a paper was begun in; the one in force for a paper yet to begin."""
    today = clock.today().isoformat()
    if found is None or not found.form_version:
        return definitions.in_force(connection, code, today)
    return definitions.pinned(connection, found.form or code, found.form_version, today)


def figures_with(app: Any, sheet: Sheet, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The figures of an open paper for other answers: its subject may have been chosen since."""
    about = About(sheet.about.person, sheet.period, str(answers.get(sheet.form.subject) or ""))
    with app.database.read() as connection:
        return form_figures.figures(connection, sheet.form, about, app.clock)


def team(app: Any, period: Period) -> Team:
    with app.database.read() as connection:
        post, today = app.me.post or "", app.clock.today()
        waiting: list[Written] = [*papers.to_sign(connection, post)]
        return Team(
            to_sign=[*waiting, *reports.to_sign(connection, post)],
            roll=reports.team(connection, post, period, today.isoformat()),
            others=papers.team(connection, post, (today - RECENT).isoformat()),
            titles={form.code: form for form in definitions.every(connection, today.isoformat())},
        )


def existing(app: Any, form: Form) -> Paper | None:
    """The form of the period in which it would be begun now, where it is one a period."""
    if not form.period or form.subject:
        return None
    period = period_of(form.period, day_for(app, form))
    with app.database.read() as connection:
        return papers.of_period(connection, app.me.id, form.code, period.name)


def day_for(app: Any, form: Form) -> date:
    """The day a new form is about: a plan made in the afternoon is tomorrow's."""
    today: date = app.clock.today()
    if form.kind != "plan":
        return today
    hour = from_text(app.clock.now_text()).astimezone(app.clock.zone).hour
    day = today if hour < AFTERNOON else today + timedelta(days=1)
    while not is_working(day):
        day += timedelta(days=1)
    return day


def store(app: Any, sheet: Sheet, answers: Mapping[str, Any]) -> Any:
    """Keeps what was typed, beginning the report if need be; answers what undo needs.

    Raises Problem, and then nothing was changed."""
    if not sheet.form.is_report and sheet.report is not None:
        asked: dict[str, Any] = {"answers": answers}
        subject = sheet.form.subject
        if subject and subject in answers:
            asked |= {"subject_type": "customer", "subject": answers[subject]}
        return app.perform("form.save", sheet.report.id, asked)
    day = sheet.report.date if sheet.report else sheet.period.first.isoformat()
    asked = {
        "kind": sheet.period.kind,
        "date": day,
        "form_version": sheet.form.version,
        "answers": answers,
    }
    return app.perform("report.draft", sheet.report.id if sheet.report else None, asked)


def last_working(day: date) -> date:
    """The day whose reports a superior reads first in the morning."""
    period = period_of("daily", day).previous
    while not is_working(period.first):
        period = period.previous
    return period.first


def origins(app: Any, sheet: Sheet, rows: str, answers: Mapping[str, Any]) -> list[Origin]:
    """The records behind a figure of this paper."""
    about = About(sheet.about.person, sheet.period, str(answers.get(sheet.form.subject) or ""))
    with app.database.read() as connection:
        return form_sources.origins(connection, rows, about, app.clock)
