"""Fills that stay apart without colour: a token and a pattern.

A greyscale print shows solid, hatched, crossed, dotted and outlined as well as a screen does.
"""

from enum import StrEnum

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from ui.theme import theme
from ui.widgets import marks


class Pattern(StrEnum):
    SOLID = "solid"
    HATCHED = "hatched"
    CROSSED = "crossed"
    DOTTED = "dotted"
    OUTLINED = "outlined"
    TICK = "tick"  # the mark of a target, in a legend


def fill(painter: QPainter, box: QRectF, token: str, pattern: Pattern, radius: float = 2.0) -> None:
    """Fill a box with a token in a pattern; nothing is drawn for an empty box."""
    if box.width() <= 0 or box.height() <= 0:
        return
    radius = min(radius, box.width() / 2, box.height() / 2)
    color = theme().color(token)
    if pattern is Pattern.TICK:
        painter.setPen(QPen(color, 2))
        painter.drawLine(QLineF(box.center().x(), box.top(), box.center().x(), box.bottom()))
        return
    if pattern is Pattern.SOLID:
        marks.round_rect(painter, box, radius, fill=color)
        return
    soft = theme().color(token, 0.16)
    marks.round_rect(painter, box, radius, soft if pattern is not Pattern.OUTLINED else None, color)
    if pattern is Pattern.OUTLINED:
        return
    shape = QPainterPath()
    shape.addRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(color, 1.2))
    if pattern is Pattern.HATCHED:
        painter.drawLines(_hatching(box))
    elif pattern is Pattern.CROSSED:
        painter.drawLines([*_hatching(box), *_hatching(box, back=True)])
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for spot in _spots(box):
            painter.drawEllipse(spot, 1.0, 1.0)
    painter.restore()


def _hatching(box: QRectF, *, back: bool = False) -> list[QLineF]:
    reach = box.width() + box.height()
    steps = range(0, int(reach) + 5, 5)
    low, high = (box.top(), box.bottom()) if back else (box.bottom(), box.top())
    return [QLineF(box.left() + at - box.height(), low, box.left() + at, high) for at in steps]


def _spots(box: QRectF) -> list[QPointF]:
    return [
        QPointF(box.left() + 3 + across, box.top() + 3 + down)
        for down in range(0, int(box.height()), 5)
        for across in range(0, int(box.width()), 5)
    ]
