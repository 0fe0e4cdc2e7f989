"""A request as two lines of the list, ready to paint."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter

from desktop.queries.approvals import Asked
from sync.catalogue.states import RequestState
from sync.clock import Clock
from ui import icons
from ui.forms import words
from ui.screens.approvals import kinds
from ui.theme import theme
from ui.widgets import marks

translate = QCoreApplication.translate
HEIGHT, INSET = 64, 62
FACE = QRectF(16, 14, 36, 36)
STATES: dict[str, str] = {
    RequestState.PENDING: "accent",
    RequestState.APPROVED: "ok",
    RequestState.REJECTED: "bad",
    RequestState.RETURNED: "warn",
    RequestState.WITHDRAWN: "gray",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Everything painted of a request; equal lines need no new picture."""

    key: int
    face: str
    name: str
    chip: str
    tint: str
    due: str
    due_ink: str
    age: str
    title: str
    measure: str
    unsent: bool

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        parts = (self.name, self.chip, self.title, self.measure, self.due, self.age)
        return " ".join(part for part in parts if part)


def line_of(asked: Asked, clock: Clock) -> Line:
    """A request that waits for me."""
    due, ink = words.due(asked.due_at, clock)
    return Line(
        key=asked.key,
        face=asked.requester_name,
        name=asked.requester_name,
        chip=kinds.name(asked.kind),
        tint=kinds.TINTS.get(asked.kind, "gray"),
        due=due,
        due_ink=ink,
        age=words.ago(asked.submitted_at, clock),
        title=asked.title,
        measure=kinds.measure(asked),
        unsent=asked.pending,
    )


def own_line_of(asked: Asked, clock: Clock) -> Line:
    """A request of mine: its state where the due clock would be, and with whom it is."""
    waits = asked.state == RequestState.PENDING
    return Line(
        key=asked.key,
        face=asked.approver_name if waits and asked.approver_name else asked.requester_name,
        name=kinds.name(asked.kind),
        chip=state_name(asked.state),
        tint=STATES.get(asked.state, "gray"),
        due=with_whom(asked) if waits else "",
        due_ink="text3",
        age=words.ago(asked.decided_at or asked.submitted_at, clock),
        title=asked.title,
        measure=kinds.measure(asked),
        unsent=asked.pending,
    )


def number(id: str) -> str:
    """What a person reads as its number: of an id made on a laptop the end, which is its own."""
    return id[-8:].upper() if len(id) == 36 and id.count("-") == 4 else id


def with_whom(asked: Asked) -> str:
    return translate("Approvals", "with {name}").format(name=asked.approver_name or words.DASH)


def state_name(state: str) -> str:
    known: dict[str, str] = {
        RequestState.PENDING: translate("Approvals", "Waiting"),
        RequestState.APPROVED: translate("Approvals", "Approved"),
        RequestState.REJECTED: translate("Approvals", "Rejected"),
        RequestState.RETURNED: translate("Approvals", "Returned"),
        RequestState.WITHDRAWN: translate("Approvals", "Withdrawn"),
    }
    return known.get(state, state)


def paint_line(painter: QPainter, box: QRectF, line: Line) -> None:
    right = box.right() - 16
    marks.face(painter, FACE.x(), box.top() + FACE.y(), round(FACE.width()), line.face)
    if line.unsent:
        marks.ring(painter, 50, box.top() + 47)
    above, below = box.top() + 21, box.top() + 44
    age = marks.text(
        painter, QRectF(right - 110, above - 10, 110, 20), line.age, "cap", "text3", marks.RIGHT
    )
    x: float = INSET
    room = QRectF(x, above - 10, 120, 20)
    x += marks.text(painter, room, line.name, "body", "text", weight=600) + 8
    x += marks.chip(painter, x, above, line.chip, line.tint) + 8
    if line.due:
        _paint_due(painter, x, above, right - age - 10, line)
    measure = marks.text(
        painter, QRectF(right - 130, below - 10, 130, 20), line.measure, "body", "text",
        marks.RIGHT, 600,
    )  # fmt: skip
    title = QRectF(INSET, below - 10, right - measure - 12 - INSET, 20)
    marks.text(painter, title, line.title, "body", "text2")


def _paint_due(painter: QPainter, x: float, middle: float, right: float, line: Line) -> None:
    if line.due_ink != "text3":
        icons.paint(painter, "clock", theme().color(line.due_ink), x, middle - 7, 14)
        x += 18
    if right - x > 30:
        room = QRectF(x, middle - 10, right - x, 20)
        marks.text(painter, room, line.due, "cap", line.due_ink, weight=500)
