"""What lies on the map without moving: legend, zoom buttons, pill, scale bar, soft cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import fonts, icons
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.buttons import IconButton

SHADOW = 8
SCALE_LENGTH = 90.0


def soft_card(painter: QPainter, box: QRectF, radius: float = 8.0) -> None:
    """A surface with the one soft shadow the language has, painted, not an effect."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    whole = theme().color("shadow")
    for step in range(SHADOW, 0, -2):
        shade = QColor(whole)
        shade.setAlphaF(whole.alphaF() * 0.28 * (1 - step / (SHADOW + 2)))
        painter.setBrush(shade)
        spread = box.adjusted(-step * 0.6, -step * 0.2, step * 0.6, step)
        painter.drawRoundedRect(spread, radius + step * 0.5, radius + step * 0.5)
    marks.round_rect(painter, box, radius, theme().color("surface"), theme().color("line"))


class Floating(QWidget):
    """A card above the map; its contents lie inside the room left for the shadow."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)

    def card(self) -> QRectF:
        return QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            soft_card(painter, self.card())
            self.paint_inside(painter, self.card())

    def paint_inside(self, painter: QPainter, box: QRectF) -> None:
        """For cards that paint their words themselves."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A mark and its words; a hollow mark is drawn as a ring."""

    text: str
    tone: str
    hollow: bool = False


class Legend(Floating):
    """The marks of the map in words, with their counts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: Sequence[LegendEntry] = ()

    def show_entries(self, entries: Sequence[LegendEntry]) -> None:
        self._entries = entries
        self.setAccessibleName("，".join(entry.text for entry in entries))
        self.setVisible(bool(entries))
        self.adjustSize()
        self.update()

    def sizeHint(self) -> QSize:
        wide = sum(fonts.width(entry.text, "cap") + 34 for entry in self._entries)
        return QSize(round(wide + 8 + 2 * SHADOW), 34 + 2 * SHADOW)

    def paint_inside(self, painter: QPainter, box: QRectF) -> None:
        x, middle = box.left() + 17, box.center().y()
        for entry in self._entries:
            color = theme().color(entry.tone)
            painter.setPen(QPen(color, 2.0) if entry.hollow else Qt.PenStyle.NoPen)
            painter.setBrush(Qt.BrushStyle.NoBrush if entry.hollow else color)
            size = 4.0 if entry.hollow else 5.0
            painter.drawEllipse(QPointF(x, middle), size, size)
            room = QRectF(x + 11, box.top(), box.width(), box.height())
            x += marks.text(painter, room, entry.text, "cap", "text2") + 34


class Pill(Floating):
    """One line about the ground: which map this is and how old."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text, self._icon, self._tone = "", "info-circle", "text3"

    def say(self, text: str, icon: str, tone: str, tip: str) -> None:
        self._text, self._icon, self._tone = text, icon, tone
        self.setToolTip(tip)
        self.setAccessibleName(f"{text}. {tip}")
        self.adjustSize()
        self.update()

    def sizeHint(self) -> QSize:
        wide = fonts.width(self._text, "cap") + 44
        return QSize(round(wide + 2 * SHADOW), 30 + 2 * SHADOW)

    def paint_inside(self, painter: QPainter, box: QRectF) -> None:
        top = box.center().y() - 8
        icons.paint(painter, self._icon, theme().color(self._tone), box.left() + 10, top, 16)
        room = box.adjusted(32, 0, -8, 0)
        marks.text(painter, room, self._text, "cap", "text2")


class ButtonColumn(Floating):
    """Two or more icon buttons in one card."""

    def __init__(self, buttons: Sequence[IconButton], parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW + 2, SHADOW + 2, SHADOW + 2, SHADOW + 2)
        column.setSpacing(3)
        self._count = len(buttons)
        for button in buttons:
            button.setParent(self)
            column.addWidget(button)
        self.adjustSize()

    def paint_inside(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(theme().color("line"), 1))
        for at in range(1, self._count):
            y = round(box.top() + box.height() * at / self._count) + 0.5
            painter.drawLine(QPointF(box.left() + 1, y), QPointF(box.right() - 1, y))


def scale_step(metres_per_pixel: float) -> tuple[int, float]:
    """A round length (1, 2 or 5 times ten) and how many pixels it takes."""
    most = SCALE_LENGTH * metres_per_pixel
    ten = 10 ** floor(log10(most))
    metres = max(step * ten for step in (1, 2, 5) if step * ten <= most)
    return int(metres), metres / metres_per_pixel


def scale_room(width: float, height: float) -> QRectF:
    """Where a map of that size has its scale, at its longest."""
    return QRectF(width - 24.0 - 150.0, height - 24.0 - 20.0, 150.0, 20.0)


def paint_scale(painter: QPainter, right: float, base: float, text: str, length: float) -> None:
    """A bracket of that length with its words at the right."""
    wide = fonts.width(text, "cap")
    end = right - wide - 10
    painter.setPen(QPen(theme().color("text2"), 1.5))
    painter.drawPolyline(
        QPolygonF(
            [
                QPointF(end - length, base - 6),
                QPointF(end - length, base),
                QPointF(end, base),
                QPointF(end, base - 6),
            ]
        )
    )
    marks.text(painter, QRectF(end + 10, base - 15, wide + 4, 20), text, "cap", "text2")
