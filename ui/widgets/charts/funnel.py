"""A funnel: how many get from each step to the next."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from ui import fonts
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.charts.chart import Chart, ChartMark, Face
from ui.widgets.charts.fills import Pattern, fill
from ui.widgets.charts.scale import figure

GAP = 12.0


@dataclass(frozen=True, slots=True)
class Step:
    """One step and how many reached it."""

    id: str
    label: str
    count: int
    sentence: str = ""


class Funnel(Chart):
    """Centred bars that narrow, the share that went on written between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: Sequence[Step] = ()

    def show_steps(self, face: Face, steps: Sequence[Step], empty: str = "") -> None:
        self._steps = steps
        self.show_face(face, (), empty)

    def has_figures(self) -> bool:
        return bool(self._steps) and self._steps[0].count > 0

    def paint_plot(self, painter: QPainter, box: QRectF) -> Sequence[ChartMark]:
        names = max(fonts.width(step.label, "body") for step in self._steps) + 14
        room = box.adjusted(names, 0, -52, 0)
        most = max(step.count for step in self._steps)
        high = min(40.0, (room.height() + GAP) / len(self._steps) - GAP)
        found, above = [], None
        for at, step in enumerate(self._steps):
            wide = max(room.width() * step.count / most, 2.0)
            top = room.top() + at * (high + GAP)
            bar = QRectF(room.center().x() - wide / 2, top, wide, high)
            fill(painter, bar, "accentFill", Pattern.SOLID, 3)
            name = QRectF(box.left(), top, names - 8, high)
            marks.text(painter, name, step.label)
            self._paint_count(painter, bar, step.count)
            if above is not None:
                share = share_of(self._steps[at - 1].count, step.count)
                self._paint_passage(painter, above, bar, share, box.right())
            found.append(ChartMark(step.id, bar, step.sentence or step.label))
            above = bar
        return found

    def _paint_count(self, painter: QPainter, bar: QRectF, count: int) -> None:
        words = figure(count)
        if fonts.width(words, "body", 600) + 12 < bar.width():
            marks.text(painter, bar, words, "body", "onAccent", marks.CENTER, 600)
        else:
            beside = QRectF(bar.right() + 6, bar.top(), 60, bar.height())
            marks.text(painter, beside, words, "body", "text", marks.LEFT, 600)

    def _paint_passage(
        self, painter: QPainter, above: QRectF, below: QRectF, share: str, right: float
    ) -> None:
        """The narrowing between two steps, and the share that passed it."""
        shape = QPolygonF([above.bottomLeft(), above.bottomRight(), below.topRight()])
        shape.append(QPointF(below.topLeft()))
        painter.setPen(theme().color("line"))
        painter.setBrush(theme().color("accentTint"))
        painter.drawPolygon(shape)
        room = QRectF(right - 50, above.bottom() - 4, 50, below.top() - above.bottom() + 8)
        marks.text(painter, room, share, "cap", "text2", marks.RIGHT, 500)


def share_of(before: int, after: int) -> str:
    """How many went on; of nobody there is no share."""
    return f"{after / before:.0%}" if before else "—"
