"""The quiet frame of a plot: grid lines with figures, labels below."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from ui import fonts
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.charts.scale import figure

BELOW = 24.0


def paint_axis(painter: QPainter, box: QRectF, top: float, step: float, suffix: str = "") -> QRectF:
    """Draw the grid and its figures; answers the room left for the marks."""
    values = [at * step for at in range(round(top / step) + 1)]
    decimals = 0 if step >= 1 else 2
    wide = max(fonts.width(figure(value, decimals) + suffix, "cap") for value in values)
    room = box.adjusted(wide + 10, 8, 0, -BELOW)
    for value in values:
        y = round(room.bottom() - room.height() * value / top) + 0.5
        painter.setPen(QPen(theme().color("line2" if value == 0 else "line"), 1))
        painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
        label = QRectF(box.left(), y - 10, wide, 20)
        marks.text(painter, label, figure(value, decimals) + suffix, "cap", "text3", marks.RIGHT)
    return room


def paint_below(painter: QPainter, room: QRectF, middle: float, wide: float, text: str) -> None:
    """A label under the axis, centred."""
    label = QRectF(middle - wide / 2, room.bottom() + 4, wide, 20)
    marks.text(painter, label, text, "cap", "text2", marks.CENTER)
