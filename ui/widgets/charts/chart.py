"""What every chart is: a title, unit, period and legend in words, and marks one can choose.

A chart paints itself on any painter, so that the same drawing goes to the screen and to a
printed page. Each mark knows its sentence; hovering, the arrow keys and a screen reader say
it, and choosing it (click or Enter) hands its id on for the rows behind the figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import fonts, icons
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.charts.fills import Pattern, fill
from ui.widgets.keyboard_focus import KeyboardFocus
from ui.widgets.roles import Role

PADDING = 16.0
BESIDE, SIGN = 8, 22  # px between the unit and the period; for the sign of a definition there
HEAD = 44.0
LEGEND = 26.0


@dataclass(frozen=True, slots=True)
class Face:
    """What a chart says of itself; the definition is how the figure is worked out."""

    title: str = ""
    unit: str = ""
    period: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend."""

    text: str
    fill: str = "accentFill"
    pattern: Pattern = Pattern.SOLID


@dataclass(frozen=True, slots=True)
class ChartMark:
    """A thing in a chart that can be pointed at: where, which, and its sentence."""

    id: str
    box: QRectF
    sentence: str


class Chart(KeyboardFocus, QWidget):
    """The frame around a plot; a kind of chart only paints its plot and names its marks."""

    ROLE = Role.Chart

    mark_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = Face()
        self._legend: Sequence[Key] = ()
        self._empty = ""
        self._marks: Sequence[ChartMark] = ()
        self._over: int | None = None
        self._at: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self._redress)

    def show_face(self, face: Face, legend: Sequence[Key] = (), empty: str = "") -> None:
        """Name the chart; `empty` is what it says when there is nothing to draw."""
        self._face, self._legend, self._empty = face, legend, empty
        self.setAccessibleName(f"{face.title} ({face.unit}), {face.period}")
        self.setAccessibleDescription(face.definition)
        self.update()

    @property
    def face(self) -> Face:
        return self._face

    @property
    def legend(self) -> Sequence[Key]:
        return self._legend

    @property
    def marks(self) -> Sequence[ChartMark]:
        """The marks as last painted, in reading order."""
        return self._marks

    def has_figures(self) -> bool:
        """Whether there is anything to draw."""
        raise NotImplementedError

    def paint_plot(self, painter: QPainter, box: QRectF) -> Sequence[ChartMark]:
        """Draw the figures inside the box and say where each is."""
        raise NotImplementedError

    # --- painting -------------------------------------------------------------------------

    def paint_on(
        self, painter: QPainter, box: QRectF, *, signed: bool = False
    ) -> Sequence[ChartMark]:
        """Draw the whole chart inside the box, on a page or, with room for a sign, on a screen."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter, box, SIGN if signed else 0.0)
        plot = box.adjusted(PADDING, HEAD, -PADDING, -PADDING)
        if not self.has_figures():
            marks.text(painter, plot, self._empty, "body", "text3", marks.CENTER)
            return ()
        if self._legend:
            self._paint_legend(painter, plot)
            plot.setTop(plot.top() + LEGEND)
        return self.paint_plot(painter, plot)

    def _paint_head(self, painter: QPainter, box: QRectF, sign: float) -> None:
        line = QRectF(box.left() + PADDING, box.top() + 12, box.width() - 2 * PADDING, 22)
        wide = marks.text(painter, line, self._face.title, "sub")
        period = self._period(box.width() - sign)
        right = fonts.width(period, "cap") + BESIDE + sign
        unit = line.adjusted(wide + 10, 1, -right, 1)
        marks.text(painter, unit, self._face.unit, "cap", "text3")
        marks.text(painter, line, period, "cap", "text3", marks.RIGHT)

    def _paint_legend(self, painter: QPainter, plot: QRectF) -> None:
        x, middle = plot.left(), plot.top() + 9
        for at, key in enumerate(self._legend):
            self.paint_swatch(painter, QRectF(x, middle - 5, 10, 10), at, key)
            room = QRectF(x + 16, middle - 10, plot.right() - x - 16, 20)
            x += 16 + marks.text(painter, room, key.text, "cap", "text2") + 18

    def paint_swatch(self, painter: QPainter, box: QRectF, at: int, key: Key) -> None:
        """What stands before an entry of the legend, drawn as the plot draws it."""
        fill(painter, box, key.fill, key.pattern)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box = QRectF(self.rect())
            marks.round_rect(painter, box, 8, theme().color("surface"), theme().color("line"))
            self._marks = self.paint_on(painter, box, signed=True)
            self._paint_attention(painter)
            if self._face.definition:
                period = fonts.width(self._period(box.width() - SIGN), "cap")
                x, y = box.right() - PADDING - period - (22 if period else 14), 16
                icons.paint(painter, "info-circle", theme().color("text3"), x, y, 14)
            if self.shows_ring:
                marks.focus_ring(painter, box, 8)

    def _period(self, width: float) -> str:
        """Left out where it has no room beside title and unit: the page around it says it, too."""
        face = self._face
        beside = fonts.width(face.title, "sub") + 10 + fonts.width(face.unit, "cap") + BESIDE
        room = width - 2 * PADDING - beside
        return face.period if fonts.width(face.period, "cap") <= room else ""

    def _paint_attention(self, painter: QPainter) -> None:
        for at, ink in ((self._over, "line3"), (self._at if self.hasFocus() else None, "accent")):
            if at is not None and at < len(self._marks):
                box = self._marks[at].box.adjusted(-2, -2, 2, 2)
                marks.round_rect(painter, box, 4, line=theme().color(ink), width=1.5)

    @Slot()
    def _redress(self) -> None:
        self.update()

    # --- choosing -------------------------------------------------------------------------

    def mark_at(self, point: QPointF) -> int | None:
        """The mark under the pointer; a narrow one may be hit a little beside it."""
        for at, mark in enumerate(self._marks):
            if mark.box.adjusted(-3, -3, 3, 3).contains(point):
                return at
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.mark_at(event.position())
        if over != self._over:
            self._over = over
            shape = (
                Qt.CursorShape.ArrowCursor if over is None else Qt.CursorShape.PointingHandCursor
            )
            self.setCursor(shape)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self.mark_at(event.position())
        if at is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go_to(at)
            self.mark_chosen.emit(self._marks[at].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
        }.get(Qt.Key(event.key()))
        if step is not None and self._marks:
            start = -1 if step > 0 else len(self._marks)
            at = (start if self._at is None else self._at) + step
            self._go_to(min(max(at, 0), len(self._marks) - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at is not None:
            self.mark_chosen.emit(self._marks[self._at].id)
        else:
            super().keyPressEvent(event)

    def _go_to(self, at: int) -> None:
        self._at = at
        self.setAccessibleDescription(self._marks[at].sentence)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self.mark_at(QPointF(event.pos()))
            said = self._face.definition if at is None else self._marks[at].sentence
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(480, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 180)
