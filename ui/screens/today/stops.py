"""The left side: the day's stops on a line of time; for a superior the team's day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter

from desktop.queries.today import RepDay, Stop
from sync.catalogue.states import PlanState
from sync.clock import Clock
from ui import fonts, icons
from ui.forms import words
from ui.theme import theme
from ui.widgets import marks

translate = QCoreApplication.translate
HEIGHT = 58
ICONS: Mapping[str, tuple[str, str]] = {
    PlanState.DONE: ("circle-check", "ok"),
    PlanState.SKIPPED: ("ban", "text3"),
    PlanState.PLANNED: ("circle", "text3"),
    "next": ("player-play", "accent"),
    "report": ("clipboard-data", "violet"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the day, ready to paint; `id` and `where` say what Enter opens."""

    key: int
    time: str
    title: str
    note: str
    chip: str
    tint: str
    state: str
    where: str
    id: str
    unsent: bool = False
    share: float = -1.0
    face: str = ""

    @property
    def spoken(self) -> str:
        return " ".join(part for part in (self.time, self.title, self.chip, self.note) if part)


def moments(stops: Sequence[Stop], clock: Clock) -> list[Moment]:
    """The stops; the first that is still to be made is the next one."""
    found, next_seen = [], False
    for number, stop in enumerate(stops):
        state = stop.state
        if state == PlanState.PLANNED and not next_seen:
            state, next_seen = "next", True
        found.append(_moment(number, stop, state, clock))
    return found


def report_moment(key: int, is_begun: bool) -> Moment:
    """The day ends with its report."""
    note = (
        translate("Stops", "begun, not sealed")
        if is_begun
        else translate("Stops", "drafts itself from the visits")
    )
    title = translate("Stops", "Seal the daily report")
    chip = translate("Stops", "Report")
    return Moment(key, "18:30", title, note, chip, "violet", "report", "reports", "")


def _moment(number: int, stop: Stop, state: str, clock: Clock) -> Moment:
    plan, visit = stop.plan, stop.visit
    time = words.hour(visit.started_at, clock) if visit else plan.planned_at if plan else ""
    purpose = words.purpose((visit.purpose if visit else "") or (plan.purpose if plan else ""))
    note = ""
    if visit is not None:
        sums = [words.money(one) for one in (visit.ordered, visit.collected) if one]
        note = visit.outcome or translate("Stops", "no result written")
        if sums:
            note = " · ".join([*sums, note])
    elif plan is not None:
        note = plan.skip_reason if state == PlanState.SKIPPED else plan.expected
        if plan.overdue and state != PlanState.SKIPPED:
            owed = translate("Stops", "{sum} overdue").format(sum=words.short_money(plan.overdue))
            note = f"{owed} · {note}" if note else owed
    return Moment(
        key=number,
        time=time,
        title=stop.name,
        note=note,
        chip=purpose,
        tint="accent" if state == "next" else "gray",
        state=state,
        where="routes" if visit is None else "customers",
        id=(plan.id if plan and visit is None else stop.customer),
        unsent=bool((visit and visit.pending) or (plan and plan.pending)),
    )


def team_moments(team: Sequence[RepDay], clock: Clock) -> list[Moment]:
    """How far each rep is."""
    found = []
    for number, rep in enumerate(team):
        last = words.hour(rep.last_at, clock) if rep.last_at else ""
        note = (
            translate("Stops", "last visit {time}").format(time=last)
            if last
            else translate("Stops", "no visit yet")
        )
        found.append(
            Moment(
                key=number,
                time="",
                title=rep.name,
                note=note,
                chip=f"{rep.done} / {rep.planned}",
                tint="ok" if rep.planned and rep.done >= rep.planned else "gray",
                state="team",
                where="routes",
                id=rep.person,
                share=rep.done / rep.planned if rep.planned else 0.0,
                face=rep.name,
            )
        )
    return found


def paint_moment(painter: QPainter, box: QRectF, moment: Moment) -> None:
    if moment.state == "team":
        _paint_rep(painter, box, moment)
        return
    right, middle = box.right() - 16, box.top() + 20
    marks.text(painter, QRectF(20, middle - 10, 44, 20), moment.time, "body", "text2", weight=500)
    above, below = QRectF(79, box.top(), 2, 8), QRectF(79, middle + 12, 2, box.bottom() - middle)
    for line in (above, below):
        painter.fillRect(line, theme().color("line"))
    icon, ink = ICONS.get(moment.state, ICONS[PlanState.PLANNED])
    icons.paint(painter, icon, theme().color(ink), 71, middle - 9, 18)
    if moment.unsent:
        marks.ring(painter, 80, middle + 21)
    width = marks.chip_width(moment.chip) + 10 if moment.chip else 0
    title = QRectF(102, middle - 10, right - 102, 20)
    note = QRectF(102, middle + 10, right - 102, 18)
    fits = fonts.width(moment.title, "body", 500) <= title.width() - width
    if moment.chip:  # beside the name, or below it where the name needs the line for itself
        y = middle if fits else middle + 20
        marks.chip(painter, right - width + 10, y, moment.chip, moment.tint)
        (title if fits else note).setWidth(title.width() - width)
    faded = moment.state in (PlanState.DONE, PlanState.SKIPPED)
    marks.text(painter, title, moment.title, "body", "text2" if faded else "text", weight=500)
    marks.text(painter, note, moment.note, "cap", "text3")


def _paint_rep(painter: QPainter, box: QRectF, moment: Moment) -> None:
    right, middle = box.right() - 16, box.top() + 20
    marks.face(painter, 20, box.top() + 12, 34, moment.face)
    width = marks.text(
        painter, QRectF(66, middle - 10, right - 66, 20), moment.chip, "body", "text",
        marks.RIGHT, 600,
    )  # fmt: skip
    title = QRectF(66, middle - 10, right - width - 76, 20)
    marks.text(painter, title, moment.title, "body", "text", weight=500)
    bar = QRectF(right - 150, middle + 16, 150, 5)
    fill = "okFill" if moment.share >= 1 else "accentFill"
    marks.bar(painter, bar, moment.share, fill)
    note = QRectF(66, middle + 10, right - 160 - 66, 18)
    marks.text(painter, note, moment.note, "cap", "text3")
