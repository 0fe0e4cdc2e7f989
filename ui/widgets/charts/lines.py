"""A line over time, with a dot per value and the last value in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import theme
from ui.widgets import marks
from ui.widgets.charts.axis import paint_axis, paint_below
from ui.widgets.charts.chart import Chart, ChartMark, Face, Key
from ui.widgets.charts.scale import figure, top_of_axis

CROWDED = 34.0
ASIDE = 26.0  # px that the figure of a line that ended early moves back


@dataclass(frozen=True, slots=True)
class PointInTime:
    """One moment: a value per line; None breaks the line. What is not over yet is drawn hollow,
    the way to it dotted."""

    id: str
    label: str
    values: tuple[float | None, ...]
    sentence: str = ""
    unfinished: bool = False


class Lines(Chart):
    """One or more lines; the first is solid with round dots, the second dashed with squares."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series: Sequence[Key] = ()
        self._points: Sequence[PointInTime] = ()
        self._suffix = ""
        self._top: float | None = None
        self._drawn: list[list[QPointF | None]] = []

    def show_lines(
        self,
        face: Face,
        series: Sequence[Key],
        points: Sequence[PointInTime],
        *,
        suffix: str = "",
        top: float | None = None,
        empty: str = "",
    ) -> None:
        self._series, self._points, self._suffix, self._top = series, points, suffix, top
        self.show_face(face, series if len(series) > 1 else (), empty)

    def has_figures(self) -> bool:
        return any(value is not None for point in self._points for value in point.values)

    def paint_plot(self, painter: QPainter, box: QRectF) -> Sequence[ChartMark]:
        most = max(value or 0.0 for point in self._points for value in point.values)
        top, step = top_of_axis(self._top or most)
        room = paint_axis(painter, box, top, step, self._suffix).adjusted(12, 0, -28, 0)
        places = [self._places(room, at, top) for at in range(len(self._series))]
        wide = room.width() / max(len(self._points) - 1, 1)
        for at, point in enumerate(self._points):
            paint_below(painter, room, room.left() + wide * at, wide * 1.1, point.label)
        self._drawn = places
        for at in reversed(range(len(self._series))):
            self._paint_line(painter, at, places[at])
            self._paint_last(painter, at, places[at], room.bottom())
        return self._found(room, places, wide)

    def _places(self, room: QRectF, series: int, top: float) -> list[QPointF | None]:
        wide = room.width() / max(len(self._points) - 1, 1)
        return [
            None
            if (value := point.values[series]) is None
            else QPointF(room.left() + wide * at, room.bottom() - room.height() * value / top)
            for at, point in enumerate(self._points)
        ]

    def _paint_line(self, painter: QPainter, series: int, places: list[QPointF | None]) -> None:
        color = theme().color(self._series[series].fill)
        path, ahead, last = QPainterPath(), QPainterPath(), None
        for point, place in zip(self._points, places, strict=True):
            if place is not None and last is not None:
                way = ahead if point.unfinished else path
                way.moveTo(last)
                way.lineTo(place)
            last = place
        painter.strokePath(path, _pen(series, color))
        painter.strokePath(ahead, QPen(color, 2.0, Qt.PenStyle.DotLine, Qt.PenCapStyle.RoundCap))
        for point, place in zip(self._points, places, strict=True):
            if place is not None:
                _paint_dot(painter, series, color, place, hollow=point.unfinished)

    def paint_swatch(self, painter: QPainter, box: QRectF, at: int, key: Key) -> None:
        color, middle = theme().color(key.fill), box.center()
        painter.setPen(_pen(at, color))
        painter.drawLine(QPointF(box.left() - 2, middle.y()), QPointF(box.right() + 2, middle.y()))
        _paint_dot(painter, at, color, middle)

    def _goes_below(self, series: int, place: QPointF) -> bool:
        """The figure at a line's end goes below it when another line ends just above, else
        where the line itself is not."""
        others = [line[-1] for at, line in enumerate(self._drawn) if at != series]
        apart = [place.y() - end.y() for end in others if end is not None]
        near = [distance for distance in apart if abs(distance) < CROWDED]
        if near:
            return near[0] > 0 or (near[0] == 0 and series > 0)
        line = [one for one in self._drawn[series] if one is not None]
        return len(line) > 1 and line[-2].y() < place.y() - 4

    def _paint_last(
        self, painter: QPainter, series: int, places: list[QPointF | None], floor: float
    ) -> None:
        known = [at for at, place in enumerate(places) if place is not None]
        if not known:
            return
        place, value = places[known[-1]], self._points[known[-1]].values[series]
        assert place is not None
        assert value is not None
        room = room_for_figure(place, floor, below=self._goes_below(series, place))
        if known[-1] + 1 < len(places):  # other lines go on to the right
            room.translate(-ASIDE, 0)
        words = figure(value, 1) + self._suffix
        marks.text(painter, room, words, "cap", "text", marks.CENTER, 600)

    def _found(
        self, room: QRectF, places: list[list[QPointF | None]], wide: float
    ) -> list[ChartMark]:
        found = []
        for at, point in enumerate(self._points):
            spots = [place for line in places if (place := line[at]) is not None]
            if not spots:
                continue
            low, high = max(s.y() for s in spots), min(s.y() for s in spots)
            box = QRectF(spots[0].x() - 8, high - 8, 16, low - high + 16)
            found.append(ChartMark(point.id, box, point.sentence or point.label))
        return found


def room_for_figure(place: QPointF, floor: float, *, below: bool) -> QRectF:
    """Above or below a line's end; where the labels of the axis stand below it, above and aside."""
    if not below:
        return QRectF(place.x() - 30, place.y() - 24, 60, 18)
    if place.y() + 24 <= floor:
        return QRectF(place.x() - 30, place.y() + 6, 60, 18)
    return QRectF(place.x() - 16, place.y() - 24, 60, 18)


def _pen(series: int, color: QColor) -> QPen:
    style = Qt.PenStyle.SolidLine if series == 0 else Qt.PenStyle.DashLine
    return QPen(color, 2.0, style, Qt.PenCapStyle.RoundCap)


def _paint_dot(
    painter: QPainter, series: int, color: QColor, place: QPointF, *, hollow: bool = False
) -> None:
    ground = theme().color("surface")
    painter.setPen(QPen(color if hollow else ground, 1.5))
    painter.setBrush(ground if hollow else color)
    if series == 0:
        painter.drawEllipse(place, 4.0, 4.0)
    else:
        painter.drawRect(QRectF(place.x() - 3.5, place.y() - 3.5, 7, 7))
