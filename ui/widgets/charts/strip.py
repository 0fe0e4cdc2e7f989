"""A sum cut into its parts: one strip, and the parts in words below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.widgets import marks
from ui.widgets.charts.chart import Chart, ChartMark, Face, Key
from ui.widgets.charts.fills import fill

STRIP = 22.0


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its size, its words, and how it is filled."""

    id: str
    key: Key
    size: float
    words: str
    sentence: str = ""


class Strip(Chart):
    """Parts side by side in proportion, each listed below with its amount and share."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: Sequence[Part] = ()
        self._total = ""

    @property
    def parts(self) -> Sequence[Part]:
        return self._parts

    def show_parts(self, face: Face, parts: Sequence[Part], total: str, empty: str = "") -> None:
        self._parts, self._total = parts, total
        self.show_face(face, (), empty)

    def has_figures(self) -> bool:
        return any(part.size > 0 for part in self._parts)

    def paint_plot(self, painter: QPainter, box: QRectF) -> Sequence[ChartMark]:
        marks.text(painter, QRectF(box.left(), box.top(), box.width(), 32), self._total, "number")
        strip = QRectF(box.left(), box.top() + 44, box.width(), STRIP)
        self._paint_strip(painter, strip)
        return self._paint_rows(painter, box, strip.bottom() + 12)

    def _paint_strip(self, painter: QPainter, strip: QRectF) -> None:
        shown = [part for part in self._parts if part.size > 0]
        whole = sum(part.size for part in shown)
        room, x = strip.width() - 2 * (len(shown) - 1), strip.left()
        for part in shown:
            wide = max(3.0, room * part.size / whole)
            box = QRectF(x, strip.top(), wide, strip.height())
            fill(painter, box, part.key.fill, part.key.pattern)
            x += wide + 2

    def _paint_rows(self, painter: QPainter, box: QRectF, top: float) -> Sequence[ChartMark]:
        whole = sum(part.size for part in self._parts)
        high = min(30.0, (box.bottom() - top) / len(self._parts))
        found = []
        for at, part in enumerate(self._parts):
            row = QRectF(box.left(), top + at * high, box.width(), high)
            spot = QRectF(row.left(), row.center().y() - 5, 10, 10)
            fill(painter, spot, part.key.fill, part.key.pattern)
            marks.text(painter, row.adjusted(18, 0, 0, 0), part.key.text, "body", "text2")
            marks.text(painter, row, f"{part.size / whole:.0%}", "cap", "text3", marks.RIGHT)
            amount = row.adjusted(0, 0, -48, 0)
            marks.text(painter, amount, part.words, "body", "text", marks.RIGHT, 500)
            found.append(ChartMark(part.id, row.adjusted(-4, 1, 4, -1), part.sentence))
        return found
