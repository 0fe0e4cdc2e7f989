"""The card that points at a marker: beside it, inside the window, never over it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.map.furniture import SHADOW, soft_card

TIP = 9.0
GAP = 6.0
EDGE = 4.0


def callout_place(size: QSizeF, marker: QRectF, room: QRectF, avoid: Sequence[QRectF]) -> QRectF:
    """Where a callout of that size goes: above, below, right or left of the marker, its middle,
    its beginning or its end beside it.

    It always stays inside the room and never touches the marker if any side has space; of
    the sides that fit, the one that hides least of what should stay visible wins.
    """
    at = marker.center()
    shares = (0.5, 0.15, 0.85)
    sides = [
        *(
            QPointF(at.x() - size.width() * share, y)
            for share in shares
            for y in (marker.top() - GAP - TIP - size.height(), marker.bottom() + GAP + TIP)
        ),
        *(
            QPointF(x, at.y() - size.height() * share)
            for share in shares
            for x in (marker.right() + GAP + TIP, marker.left() - GAP - TIP - size.width())
        ),
    ]
    boxes = [_inside(QRectF(side, size), room) for side in sides]
    free = [box for box in boxes if not box.intersects(marker)] or boxes
    return min(free, key=lambda box: _hidden(box, avoid))


def _inside(box: QRectF, room: QRectF) -> QRectF:
    left = min(max(box.left(), room.left() + EDGE), room.right() - EDGE - box.width())
    top = min(max(box.top(), room.top() + EDGE), room.bottom() - EDGE - box.height())
    return QRectF(QPointF(left, top), box.size())


def _hidden(box: QRectF, avoid: Sequence[QRectF]) -> float:
    return sum(
        shared.width() * shared.height()
        for shared in (box.intersected(other) for other in avoid)
        if not shared.isEmpty()
    )


class Callout(QWidget):
    """A floating card with any content; Esc puts it away."""

    def __init__(self, content: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._marker = QRectF()
        column = QVBoxLayout(self)
        inset = round(SHADOW + TIP)
        column.setContentsMargins(inset, inset, inset, inset)
        column.addWidget(content)
        self.hide()

    def point_at(self, marker: QRectF, room: QRectF, avoid: Sequence[QRectF]) -> None:
        """Move beside the marker (a rectangle in the parent)."""
        inset = SHADOW + TIP
        whole = QSizeF(self.sizeHint())
        card = QSizeF(whole.width() - 2 * inset, whole.height() - 2 * inset)
        box = callout_place(card, marker, room, avoid)
        outer = box.adjusted(-inset, -inset, inset, inset).toRect()
        if self.geometry() != outer:
            self.setGeometry(outer)
        self._marker = marker.translated(-QPointF(outer.topLeft()))
        self.update()

    def card(self) -> QRectF:
        """The visible card, in the callout's own coordinates."""
        inset = SHADOW + TIP
        return QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            parent = self.parentWidget()
            if parent is not None:
                parent.setFocus()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            card = self.card()
            soft_card(painter, card, 10)
            tip = self._tip(card)
            if tip is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme().color("surface"))
                painter.drawPath(tip)
                painter.strokePath(tip, QPen(theme().color("surface"), 1))

    def _tip(self, card: QRectF) -> QPainterPath | None:
        """The little triangle towards the marker, on the side that faces it."""
        aim = self._marker.center()
        low, high = card.left() + 18, card.right() - 18
        if self._marker.top() >= card.bottom() or self._marker.bottom() <= card.top():
            below = self._marker.top() >= card.bottom()
            x = min(max(aim.x(), low), high)
            base = card.bottom() - 1 if below else card.top() + 1
            far = base + (TIP if below else -TIP)
            corners = (QPointF(x - TIP, base), QPointF(x, far), QPointF(x + TIP, base))
        elif self._marker.left() >= card.right() or self._marker.right() <= card.left():
            right = self._marker.left() >= card.right()
            y = min(max(aim.y(), card.top() + 18), card.bottom() - 18)
            base = card.right() - 1 if right else card.left() + 1
            far = base + (TIP if right else -TIP)
            corners = (QPointF(base, y - TIP), QPointF(far, y), QPointF(base, y + TIP))
        else:
            return None
        path = QPainterPath(corners[0])
        path.lineTo(corners[1])
        path.lineTo(corners[2])
        return path
