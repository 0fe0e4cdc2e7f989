"""Things in time: what happened with a record, and the steps a request goes through."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.roles import Role


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: icon and tint say what kind, `id` is told when pressed."""

    title: str
    text: str = ""
    icon: str = "clipboard-check"
    tint: str = "accent"
    id: str = ""


class Timeline(QWidget):
    """Events from new to old, a disc with an icon each, joined by a line."""

    ROLE = Role.List

    pressed = Signal(str)
    ENTRY = 52

    def __init__(self, events: Sequence[Event] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events: Sequence[Event] = ()
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_events(events)

    def set_events(self, events: Sequence[Event]) -> None:
        self._events = tuple(events)
        leads = any(event.id for event in events)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if leads else Qt.FocusPolicy.NoFocus)
        self._at = min(self._at, max(0, len(self._events) - 1))
        self.setAccessibleName("; ".join(f"{event.title} {event.text}" for event in events))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.ENTRY * len(self._events))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.ENTRY * len(self._events))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            for number, entry in enumerate(self._events):
                y = number * self.ENTRY
                last = number == len(self._events) - 1
                if not last:
                    line = QRectF(13, y + 32, 2, self.ENTRY - 34)
                    painter.fillRect(line, theme().color("line"))
                disc = QRectF(0, y + 2, 28, 28)
                marks.round_rect(painter, disc, 14, fill=theme().color(entry.tint + "Tint"))
                icons.paint(painter, entry.icon, theme().color(entry.tint), 6, y + 8, 16)
                room = self.width() - 40
                title = QRectF(40, y, room, 20)
                marks.text(painter, title, entry.title, "body", "text", weight=500)
                below = QRectF(40, y + 19, room, 18)
                marks.text(painter, below, entry.text, "cap", "text2")
                if self.hasFocus() and number == self._at:
                    ring = QRectF(34, y - 2, self.width() - 36, self.ENTRY - 8)
                    marks.focus_ring(painter, ring, 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move, Enter opens; beyond either end the key goes on its way."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and 0 <= self._at + step < len(self._events):
            self._at += step
            self.setAccessibleDescription(self._events[self._at].title)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._events:
            if self._events[self._at].id:
                self.pressed.emit(self._events[self._at].id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = int(event.position().y()) // self.ENTRY
        if 0 <= number < len(self._events) and self._events[number].id:
            self.pressed.emit(self._events[number].id)


Stage = Literal["done", "now", "next", "refused"]


@dataclass(frozen=True, slots=True)
class Step:
    """One desk a request passes: who, what they do there, and whether that has happened."""

    who: str
    note: str = ""
    stage: Stage = "next"
    icon: str = ""


class FlowSteps(QWidget):
    """The way of a request, left to right: done, now, still to come."""

    def __init__(self, steps: Sequence[Step] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: Sequence[Step] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)
        self.setAccessibleName("; ".join(f"{step.who} {step.note}" for step in steps))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 76)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 76)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            width = self.width() / max(1, len(self._steps))
            for number, step in enumerate(self._steps):
                x = number * width
                if number < len(self._steps) - 1:
                    fill = "okFill" if step.stage == "done" else "line2"
                    painter.fillRect(QRectF(x + 34, 13, width - 40, 2), theme().color(fill))
                self._paint_disc(painter, x, step, number + 1)
                who = QRectF(x, 36, width - 8, 20)
                marks.text(painter, who, step.who, "body", "text", weight=500)
                ink = {"now": "accent", "refused": "bad"}.get(step.stage, "text3")
                note = QRectF(x, 56, width - 8, 18)
                marks.text(painter, note, step.note, "cap", ink)

    def _paint_disc(self, painter: QPainter, x: float, step: Step, number: int) -> None:
        colors, disc = theme(), QRectF(x, 0, 28, 28)
        if step.stage == "next":
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors.color("line3"), 1.5))
            painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
            marks.text(painter, disc, str(number), "cap", "text2", marks.CENTER, 500)
            return
        fill = {"done": "okFill", "now": "accentFill", "refused": "badFill"}[step.stage]
        marks.round_rect(painter, disc, 14, fill=colors.color(fill))
        usual = {"done": "check", "now": "user-check", "refused": "x"}[step.stage]
        icons.paint(painter, step.icon or usual, colors.color("onAccent"), x + 6, 6, 16)
