"""Grouped bars: plan beside actual, period by period."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui import fonts
from ui.widgets import marks
from ui.widgets.charts.axis import paint_axis, paint_below
from ui.widgets.charts.chart import Chart, ChartMark, Face, Key
from ui.widgets.charts.fills import fill
from ui.widgets.charts.scale import figure, top_of_axis

WIDEST = 26.0


@dataclass(frozen=True, slots=True)
class Group:
    """The bars of one period: a value per series; None where there is none."""

    id: str
    label: str
    values: tuple[float | None, ...]
    sentence: str = ""


class GroupedBars(Chart):
    """Bars side by side, one colour and pattern per series, values above them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series: Sequence[Key] = ()
        self._groups: Sequence[Group] = ()
        self._main = 0

    def show_bars(
        self,
        face: Face,
        series: Sequence[Key],
        groups: Sequence[Group],
        empty: str = "",
        *,
        main: int = 0,
    ) -> None:
        """`main` is the series whose figures stay when there is no room for all."""
        self._series, self._groups, self._main = series, groups, main
        self.show_face(face, series, empty)

    def has_figures(self) -> bool:
        return any(value for group in self._groups for value in group.values)

    def paint_plot(self, painter: QPainter, box: QRectF) -> Sequence[ChartMark]:
        most = max(value or 0.0 for group in self._groups for value in group.values)
        top, step = top_of_axis(most)
        room = paint_axis(painter, box, top, step)
        wide = room.width() / len(self._groups)
        bar = min(WIDEST, wide * 0.72 / len(self._series))
        found = []
        for at, group in enumerate(self._groups):
            middle = room.left() + wide * (at + 0.5)
            paint_below(painter, room, middle, wide, group.label)
            found.append(self._paint_group(painter, room, group, middle, bar, top))
        return found

    def _has_room(self, bar: float) -> bool:
        """Whether every figure fits above its own bar; else only the main series has figures."""
        values = [value for group in self._groups for value in group.values if value is not None]
        return all(fonts.width(figure(value, 1), "badge") <= bar + 3 for value in values)

    def _paint_group(
        self, painter: QPainter, room: QRectF, group: Group, middle: float, bar: float, top: float
    ) -> ChartMark:
        count, whole = len(self._series), QRectF()
        left = middle - bar * count / 2 - (count - 1)
        for at, (key, value) in enumerate(zip(self._series, group.values, strict=True)):
            if value is None:
                continue
            high = room.height() * value / top
            box = QRectF(left + at * (bar + 2), room.bottom() - high, bar, high)
            fill(painter, box, key.fill, key.pattern)
            words = figure(value, 1)
            if self._has_room(bar) or (at == self._main and value):
                above = QRectF(box.center().x() - 30, box.top() - 17, 60, 16)
                marks.text(painter, above, words, "badge", "text2", marks.CENTER)
            whole = whole.united(box.adjusted(0, -16, 0, 0))
        return ChartMark(group.id, whole, group.sentence or group.label)
