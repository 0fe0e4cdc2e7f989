"""Customers to take along: what a search found, or what lies beside the way."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, words
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.inputs import SearchField
from ui.widgets.roles import Role

ROW = 44


@dataclass(frozen=True, slots=True)
class Pick:
    """A customer one may add; the note says when it was last visited, or what it costs."""

    id: str
    name: str
    grade: str
    note: str


class PickSearch(SearchField):
    """A search whose Enter takes the marked row and whose arrows mark another."""

    entered = Signal()
    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class PickList(QWidget):
    """Rows with a plus; Enter or a click adds."""

    ROLE = Role.List

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picks: Sequence[Pick] = ()
        self._at = 0
        self._empty = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picks(self, picks: Sequence[Pick], empty: str = "") -> None:
        self._picks, self._empty, self._at = picks, empty, 0
        self._describe()
        self.updateGeometry()
        self.update()

    @property
    def picks(self) -> Sequence[Pick]:
        return self._picks

    def sizeHint(self) -> QSize:
        rows = max(len(self._picks), 1 if self._empty else 0)
        return QSize(300, rows * ROW)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def step(self, by: int) -> None:
        """Another row becomes the one Enter adds."""
        self._at = min(max(self._at + by, 0), max(len(self._picks) - 1, 0))
        self._describe()
        self.update()

    def take(self) -> None:
        if self._picks:
            self.picked.emit(self._picks[self._at].id)

    def _describe(self) -> None:
        said = self._picks[self._at] if self._picks else None
        self.setAccessibleName(f"{said.name}, {said.note}" if said else self._empty)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if not self._picks:
                marks.text(painter, QRectF(self.rect()), self._empty, "body", "text3")
            for at, pick in enumerate(self._picks):
                box = QRectF(0, at * ROW, self.width(), ROW)
                self._paint_pick(painter, box, pick, at == self._at)

    def _paint_pick(self, painter: QPainter, box: QRectF, pick: Pick, chosen: bool) -> None:
        if chosen:
            marks.round_rect(painter, box, 6, fill=theme().color("hover"))
        upper = QRectF(box.left() + 8, box.top() + 3, box.width() - 44, 20)
        room = upper.adjusted(0, 0, -marks.chip_width(pick.grade) - 8, 0)
        wide = marks.text(painter, room, pick.name, "body", weight=500)
        if pick.grade:
            tint = words.class_tint(pick.grade)
            marks.chip(painter, upper.left() + wide + 8, upper.center().y(), pick.grade, tint)
        marks.text(painter, upper.translated(0, 19), pick.note, "cap", "text3")
        icons.paint(painter, "plus", theme().color("accent"), box.right() - 26, box.top() + 13, 18)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.step(int(event.position().y() // ROW) - self._at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.step(int(event.position().y() // ROW) - self._at)
        self.take()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        else:
            super().keyPressEvent(event)
