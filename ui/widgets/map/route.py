"""The day's route: numbered markers, the legs between them, and names that make room.

Legs are gently curved lines in the order of the day, not roads; the part that
is behind the rep is grey and thinner, so it reads without colour too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from math import atan2, degrees, hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from desktop.domain.road import StopState
from ui import fonts
from ui.widgets.map.camera import Camera, Place
from ui.widgets.map.ink import Ink
from ui.widgets.map.mercator import project

BEND = 0.10
RADIUS, RADIUS_SELECTED, HALO = 13.0, 16.0, 25.0
ARROW_EVERY = 70.0
NAME_LENGTH = 10
ASIDE = 50.0  # px beyond the outermost stops where a name may still lie: there the view ends


@dataclass(frozen=True, slots=True)
class MapStop:
    """A stop of the day as the map knows it."""

    id: str
    number: int
    name: str
    longitude: float
    latitude: float
    state: StopState

    @property
    def place(self) -> Place:
        return project(self.longitude, self.latitude)


def radius(stop: MapStop, selected: str | None) -> float:
    return RADIUS_SELECTED if stop.id == selected else RADIUS


def leg(start: QPointF, end: QPointF) -> QPainterPath:
    """A line that bends a little to its right, so that there and back differ."""
    along = end - start
    aside = QPointF(-along.y(), along.x()) * BEND
    path = QPainterPath(start)
    path.quadTo((start + end) / 2 + aside, end)
    return path


def paint_legs(painter: QPainter, stops: Sequence[MapStop], camera: Camera, ink: Ink) -> None:
    """The driven part below, the part ahead above it, arrows on both."""
    ahead: list[QPainterPath] = []
    driven: list[QPainterPath] = []
    for first, second in pairwise(stops):
        behind = second.state in (StopState.DONE, StopState.CURRENT, StopState.SKIPPED)
        path = leg(camera.screen(first.place), camera.screen(second.place))
        (driven if behind else ahead).append(path)
    for paths, token, wide in ((driven, "line3", 3.5), (ahead, "accentFill", 4.5)):
        for path in paths:
            _stroke(painter, path, ink, token, wide)
        for path in paths:
            _arrow(painter, path, ink)


def _stroke(painter: QPainter, path: QPainterPath, ink: Ink, token: str, wide: float) -> None:
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    solid = Qt.PenStyle.SolidLine
    painter.strokePath(path, QPen(ink.color("mapLand"), wide + 2.5, solid, cap, join))
    painter.strokePath(path, QPen(ink.color(token), wide, solid, cap, join))


def _arrow(painter: QPainter, path: QPainterPath, ink: Ink) -> None:
    """A small chevron half-way, where the leg is long enough to carry one."""
    if path.length() < ARROW_EVERY:
        return
    at = path.pointAtPercent(0.5)
    before, after = path.pointAtPercent(0.48), path.pointAtPercent(0.52)
    painter.save()
    painter.translate(at)
    painter.rotate(degrees(atan2(after.y() - before.y(), after.x() - before.x())))
    painter.setPen(
        QPen(
            ink.color("onAccent"),
            1.6,
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
    )
    painter.drawPolyline(QPolygonF([QPointF(-2, -3), QPointF(1.5, 0), QPointF(-2, 3)]))
    painter.restore()


def paint_markers(
    painter: QPainter, stops: Sequence[MapStop], camera: Camera, ink: Ink, selected: str | None
) -> None:
    """Every marker; the selected one last, with its halo, so that nothing hides it."""
    for stop in sorted(stops, key=lambda stop: (stop.id == selected, -stop.number)):
        _paint_marker(painter, stop, camera.screen(stop.place), ink, stop.id == selected)


def _paint_marker(painter: QPainter, stop: MapStop, at: QPointF, ink: Ink, selected: bool) -> None:
    size = RADIUS_SELECTED if selected else RADIUS
    tone = {StopState.DONE: "okFill", StopState.SKIPPED: "line3"}.get(stop.state, "accentFill")
    if selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.color(tone, 0.22))
        painter.drawEllipse(at, HALO, HALO)
    hollow = stop.state is StopState.PENDING and not selected
    painter.setBrush(ink.color("surface" if hollow else tone))
    painter.setPen(QPen(ink.color(tone if hollow else "surface"), 2.0))
    painter.drawEllipse(at, size, size)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    mark = ink.color("accent" if hollow else "onAccent")
    if stop.state is StopState.DONE:
        painter.setPen(_bold(mark))
        tick = (QPointF(-4.5, 0.5), QPointF(-1.5, 3.5), QPointF(4.5, -3.0))
        painter.drawPolyline(QPolygonF([at + point for point in tick]))
    elif stop.state is StopState.SKIPPED:
        painter.setPen(_bold(mark))
        painter.drawLine(at + QPointF(-4, 0), at + QPointF(4, 0))
    else:
        font = fonts.font("sub" if selected else "body", 600)
        painter.setFont(font)
        painter.setPen(mark)
        box = QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(stop.number))


def _bold(color: QColor) -> QPen:
    pen = QPen(color, 2.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


@dataclass(frozen=True, slots=True)
class Label:
    """Where a stop's name goes, relative to its marker's middle."""

    stop: MapStop
    offset: QPointF
    image: QPixmap


def place_labels(
    stops: Sequence[MapStop],
    camera: Camera,
    ink: Ink,
    selected: str | None,
    avoid: Sequence[QRectF] = (),
) -> list[Label]:
    """Below, above, right or left: the first side that hits nothing, else the least bad."""
    measure = QFontMetricsF(fonts.font("cap", 500))
    markers = [_around(camera.screen(stop.place), radius(stop, selected)) for stop in stops]
    frame = reduce(QRectF.united, markers, QRectF()).adjusted(-ASIDE, -ASIDE, ASIDE, ASIDE)
    taken = [*markers, *avoid]
    legs = [leg(camera.screen(a.place), camera.screen(b.place)) for a, b in pairwise(stops)]
    on_legs = [path.pointAtPercent(step / 12) for path in legs for step in range(1, 12)]
    placed: list[Label] = []
    for stop in sorted(stops, key=lambda stop: stop.id != selected):
        at = camera.screen(stop.place)
        wide, high = measure.horizontalAdvance(short(stop.name)), measure.height() - 2
        reach = radius(stop, selected) + 3
        sides = _sides(wide, high, reach)
        room = reduce(QRectF.united, sides).translated(at)
        near = [point for point in on_legs if room.contains(point)]
        best = min(sides, key=lambda box: _cost(box.translated(at), at, frame, taken, near))
        taken.append(best.translated(at).adjusted(-4, 0, 4, 0))
        image = ink.words(short(stop.name), "text", "cap")
        size = image.deviceIndependentSize()
        middle = best.center() - QPointF(size.width() / 2, size.height() / 2)
        placed.append(Label(stop, middle, image))
    return placed


def short(name: str) -> str:
    return name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1] + "…"


def _around(at: QPointF, size: float) -> QRectF:
    return QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size)


def _sides(wide: float, high: float, reach: float) -> list[QRectF]:
    return [
        QRectF(-wide / 2, reach, wide, high),
        QRectF(-wide / 2, -reach - high, wide, high),
        QRectF(reach + 4, -high / 2, wide, high),
        QRectF(-reach - 4 - wide, -high / 2, wide, high),
        QRectF(reach * 0.6, reach * 0.75, wide, high),
        QRectF(-reach * 0.6 - wide, reach * 0.75, wide, high),
        QRectF(reach * 0.6, -reach * 0.75 - high, wide, high),
        QRectF(-reach * 0.6 - wide, -reach * 0.75 - high, wide, high),
    ]


def _cost(
    box: QRectF,
    at: QPointF,
    frame: QRectF,
    taken: Sequence[QRectF],
    on_legs: Sequence[QPointF],
) -> float:
    away = box.center() - at
    cost = hypot(away.x(), away.y()) * 0.02
    seen = box.intersected(frame)
    cost += box.width() * box.height() - seen.width() * seen.height()
    for other in taken:
        shared = box.intersected(other)
        if not shared.isEmpty():
            cost += 20 + shared.width() * shared.height()
    return cost + 6 * sum(1 for point in on_legs if box.contains(point))
