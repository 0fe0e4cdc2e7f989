"""What can be undone, the last first: a press on a line takes back everything down to it."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, words
from ui.shell import Shell
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets import marks
from ui.widgets.buttons import Button, PaintedButton
from ui.widgets.containers import clear
from ui.widgets.labels import Label
from ui.widgets.sheet import Sheet

HEIGHT, SHOWN = 40, 20


class UndoSheet(Retranslated, Sheet):
    """Twenty lines at most; one that was sent and has no opposite ends the list."""

    def __init__(self, app: Any, shell: Shell, window: QWidget) -> None:
        super().__init__(window, width=560)
        self._app, self._shell = app, shell
        self.lines: list[StepLine] = []
        self.said = Label("", "cap", "text2", wrap=True, parent=self)
        self.last = Button("", "primary", icon="arrow-back-up", key="undo", parent=self)
        self.last.clicked.connect(lambda: self._take(1))
        self.foot.addWidget(self.said, 1)
        self.foot.addWidget(self.last)
        self.retranslate()

    @property
    def first(self) -> QWidget:
        return self.lines[0] if self.lines and self.lines[0].isEnabled() else self.shut

    def open(self) -> None:
        self._fill()
        super().open()

    def retranslate(self) -> None:
        self.title.setText(self.tr("What can be undone"))
        self.note.setText(
            self.tr("The last action first. Choosing a line undoes it and everything above it.")
        )
        self.shut.set_name(self.tr("Close"))
        self.last.setText(self.tr("Undo the last one"))
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        clear(self.column)
        self.lines = []
        stuck = False
        for number, step in enumerate(self._app.undoables()[:SHOWN], start=1):
            stuck = stuck or step.state == "fixed"
            line = StepLine(step, number, stuck, self._app.clock, self)
            line.clicked.connect(lambda _=False, count=number: self._take(count))
            line.pointed.connect(self._point)
            self.lines.append(line)
            self.column.addWidget(line)
        if not self.lines:
            nothing = Label(
                self.tr("Nothing has been changed in this session yet"), "body", "text3"
            )
            nothing.setContentsMargins(24, 16, 24, 16)
            self.column.addWidget(nothing)
        self.last.setEnabled(bool(self.lines) and self.lines[0].isEnabled())
        self._point(0)

    @Slot(int)
    def _point(self, count: int) -> None:
        """Down to where would be taken back."""
        for line in self.lines:
            line.mark(line.number <= count)
        said = self.tr("%n step(s) will be undone", "", count) if count else ""
        self.said.setText(said)

    def _take(self, count: int) -> None:
        self.dismiss()
        self._shell.undo_steps(count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
            return
        super().keyPressEvent(event)


class StepLine(PaintedButton):
    """What was done, to what, when, and whether the centre knows it."""

    pointed = Signal(int)

    def __init__(self, step: Any, number: int, stuck: bool, clock: Any, parent: QWidget) -> None:
        super().__init__(words.step(step.name, step.title), parent)
        self.number = number
        self._marked = False
        at = datetime.fromisoformat(step.at).astimezone(clock.zone) if step.at else None
        self._when = f"{at:%H:%M}" if at else ""
        state = {
            "unsent": (self.tr("not sent yet"), "gray"),
            "sent": (self.tr("sent: its opposite is done"), "accent"),
            "fixed": (self.tr("sent: it stays"), "warn"),
        }
        self._chip = state[step.state]
        self.setEnabled(not stuck)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{number}. {self.text()}, {self._when}, {self._chip[0]}")

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def mark(self, marked: bool) -> None:
        self._marked = marked
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if self.isEnabled():
            self.pointed.emit(self.number)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.pointed.emit(self.number)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, colors = QRectF(self.rect()).adjusted(12, 1, -12, -1), theme()
            if self._marked:
                marks.round_rect(painter, box, 6, fill=colors.color("selected"))
            ink = "text" if self.isEnabled() else "text3"
            icons.paint(
                painter, "arrow-back-up", colors.color("text3"), box.left() + 10,
                self.height() / 2 - 8, 16,
            )  # fmt: skip
            words_of, tint = self._chip
            chip = marks.chip_width(words_of)
            right = box.right() - 10 - chip
            marks.chip(painter, right, self.height() / 2, words_of, tint)
            when = QRectF(right - 60, box.top(), 50, box.height())
            marks.text(painter, when, self._when, "cap", "text3", marks.RIGHT)
            room = QRectF(box.left() + 36, box.top(), when.left() - box.left() - 44, box.height())
            marks.text(painter, room, self.text(), "body", ink)
            if self.shows_ring:
                marks.focus_ring(painter, box, 6)
