"""Rows of bars: a ranking, or actual against target (a bullet)."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui import fonts
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.charts.chart import Chart, ChartMark, Face, Key
from ui.widgets.charts.fills import Pattern, fill

ROW = 30.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """One row: its value, the target it is held against (0: none), and words at the end."""

    id: str
    label: str
    value: float
    target: float
    words: str
    sentence: str = ""
    fill: str = "accentFill"


class Bullets(Chart):
    """A bar per row, a tick where the target is, the figure at the right.

    As a ranking the rows come ordered and numbered; as bullets each has its own target.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Ranked] = ()
        self._numbered = False

    def show_rows(
        self,
        face: Face,
        rows: Sequence[Ranked],
        *,
        legend: Sequence[Key] = (),
        numbered: bool = False,
        empty: str = "",
    ) -> None:
        self._rows, self._numbered = rows, numbered
        self.show_face(face, legend, empty)

    def has_figures(self) -> bool:
        return bool(self._rows)

    def paint_plot(self, painter: QPainter, box: QRectF) -> Sequence[ChartMark]:
        high = min(ROW, box.height() / len(self._rows))
        names = min(max(fonts.width(row.label, "body") for row in self._rows) + 12, 130.0)
        names += 22 if self._numbered else 0
        words = max(fonts.width(row.words, "cap", 500) for row in self._rows) + 10
        most = max(max(row.value, row.target) for row in self._rows) or 1.0
        track = QRectF(box.left() + names, 0, box.width() - names - words, min(10.0, high * 0.5))
        found = []
        for at, row in enumerate(self._rows):
            line = QRectF(box.left(), box.top() + at * high, box.width(), high)
            self._paint_row(painter, line, track, row, at + 1, most)
            found.append(ChartMark(row.id, line.adjusted(-4, 1, 4, -1), row.sentence or row.label))
        return found

    def _paint_row(
        self, painter: QPainter, line: QRectF, track: QRectF, row: Ranked, place: int, most: float
    ) -> None:
        name = QRectF(line.left(), line.top(), track.left() - line.left() - 8, line.height())
        if self._numbered:
            number = QRectF(name.left(), name.top(), 16, name.height())
            marks.text(painter, number, str(place), "cap", "text3", marks.RIGHT)
            name.setLeft(name.left() + 22)
        marks.text(painter, name, row.label)
        bar = track.translated(0, line.center().y() - track.height() / 2)
        marks.round_rect(painter, bar, 2, fill=theme().color("track"))
        done = QRectF(bar.left(), bar.top(), bar.width() * row.value / most, bar.height())
        fill(painter, done, row.fill, Pattern.SOLID)
        if row.target:
            x = bar.left() + bar.width() * row.target / most
            painter.setPen(QPen(theme().color("text"), 2))
            painter.drawLine(QLineF(x, bar.top() - 4, x, bar.bottom() + 4))
        marks.text(painter, line, row.words, "cap", "text", marks.RIGHT, 500)
