"""A calm ground to read positions on when no map pack is installed.

It is a schematic typed by hand (water, parks, main roads, names of districts);
it has no boundaries and is not a surveyed map, and the pill on the map says so.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.widgets.map.camera import Camera, Place
from ui.widgets.map.ink import Ink
from ui.widgets.map.mercator import metres_per_unit, project, unproject

SMOOTH = 0.18
STREETS_FROM_ZOOM = 10.6


@dataclass(frozen=True, slots=True)
class Name:
    """A word lying on the ground: a district, a lake, a river."""

    text: str
    place: Place
    kind: str
    angle: float = 0.0


@dataclass(frozen=True, slots=True)
class Scenery:
    """Shapes in world units, ready to be painted in this order."""

    title: str
    parks: tuple[QPainterPath, ...] = ()
    lakes: tuple[QPainterPath, ...] = ()
    rivers: tuple[tuple[QPainterPath, float], ...] = ()
    streets: tuple[QPainterPath, ...] = ()
    roads: tuple[QPainterPath, ...] = ()
    names: tuple[Name, ...] = ()
    bounds: QRectF | None = None


EMPTY = Scenery("")


def read_scenery(file: Path) -> Scenery:
    """Read a schematic; the file's format is described inside the file."""
    drawn = json.loads(file.read_text(encoding="utf-8"))
    parks = tuple(smooth(shape, closed=True) for shape in drawn["parks"])
    lakes = tuple(smooth(shape, closed=True) for shape in drawn["lakes"])
    rivers = tuple(_river(one) for one in drawn["rivers"])
    roads = tuple(smooth(line, closed=False) for line in drawn["roads"])
    streets = tuple(_straight(line) for line in drawn["streets"])
    names = tuple(
        Name(each["text"], project(*each["at"]), each["kind"], each.get("angle", 0.0))
        for each in drawn["names"]
    )
    bounds = QRectF()
    for path in roads:
        bounds = bounds.united(path.boundingRect())
    return Scenery(drawn["title"], parks, lakes, rivers, streets, roads, names, bounds)


def _river(one: dict[str, object]) -> tuple[QPainterPath, float]:
    line = one["line"]
    metres = one["metres"]
    assert isinstance(line, list)
    assert isinstance(metres, int | float)
    return smooth(line, closed=False), float(metres)


def _points(line: Iterable[Sequence[float]]) -> list[QPointF]:
    return [QPointF(*project(longitude, latitude)) for longitude, latitude in line]


def _straight(line: Iterable[Sequence[float]]) -> QPainterPath:
    points = _points(line)
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    return path


def smooth(line: Sequence[Sequence[float]], *, closed: bool) -> QPainterPath:
    """A curve through hand-typed points (Catmull-Rom, gently tightened)."""
    points = _points(line)
    count = len(points)
    path = QPainterPath(points[0])
    for at in range(count if closed else count - 1):
        here, there = points[at], points[(at + 1) % count]
        before = points[at - 1] if closed or at else here
        after = points[(at + 2) % count] if closed or at + 2 < count else there
        path.cubicTo(here + (there - before) * SMOOTH, there - (after - here) * SMOOTH, there)
    return path


def paint_scenery(
    painter: QPainter, scenery: Scenery, camera: Camera, ink: Ink, area: QRectF
) -> None:
    """Paint parks, water and roads that touch the area (in pixels); names come later.

    Paths are brought to pixels first: stroking them in world units, through the painter's
    transform, takes seven times as long; so does one path of all the streets together.
    """
    for park in _seen(scenery.parks, camera, area):
        painter.fillPath(park, ink.color("mapPark"))
    for lake in _seen(scenery.lakes, camera, area):
        painter.fillPath(lake, ink.color("mapWater"))
    _, latitude = unproject(camera.x, camera.y)
    for path, metres in scenery.rivers:
        wide = max(metres / metres_per_unit(latitude) * camera.scale, 2.0)
        for river in _seen((path,), camera, area, wide):
            painter.strokePath(river, _pen(ink.color("mapWater"), wide))
    _paint_roads(painter, scenery, camera, ink, area)


def _paint_roads(
    painter: QPainter, scenery: Scenery, camera: Camera, ink: Ink, area: QRectF
) -> None:
    grown = max(0.6, min(2.2, 0.6 + (camera.zoom - 10.0) * 0.35))
    if camera.zoom >= STREETS_FROM_ZOOM:
        narrow = _pen(ink.color("mapRoad"), 1.3 * grown)
        for street in _seen(scenery.streets, camera, area):
            painter.strokePath(street, narrow)
    roads = _seen(scenery.roads, camera, area)
    for road in roads:
        painter.strokePath(road, _pen(ink.color("mapRoadEdge"), 3.0 * grown + 1.6))
    for road in roads:
        painter.strokePath(road, _pen(ink.color("mapRoad"), 3.0 * grown))


def _seen(
    paths: Iterable[QPainterPath], camera: Camera, area: QRectF, wide: float = 10.0
) -> list[QPainterPath]:
    """The paths that reach into the area, in pixels."""
    onto = camera.transform()
    reach = area.adjusted(-wide, -wide, wide, wide)
    return [
        onto.map(path)
        for path in paths
        if onto.mapRect(path.controlPointRect()).adjusted(-1, -1, 1, 1).intersects(reach)
    ]


def _pen(color: QColor, wide: float) -> QPen:
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(color, wide, Qt.PenStyle.SolidLine, cap, join)


def name_boxes(scenery: Scenery, camera: Camera) -> list[QRectF]:
    """Where the names lie, for whoever would rather not cover them."""
    return [
        QRectF(at.x() - 9 * len(name.text), at.y() - 10, 18 * len(name.text), 20)
        for name in scenery.names
        for at in (camera.screen(name.place),)
    ]


def paint_names(
    painter: QPainter, scenery: Scenery, camera: Camera, ink: Ink, area: QRectF
) -> None:
    """Names of districts and water, letter-spaced, under everything of the rep's own."""
    reach = area.adjusted(-80, -80, 80, 80)
    for name in scenery.names:
        if not reach.contains(camera.screen(name.place)):
            continue
        token = "mapWaterText" if name.kind == "water" else "mapText"
        spacing = 0.5 if name.kind == "park" else 2.0
        image = ink.words(name.text, token, "body" if name.kind == "district" else "cap", spacing)
        size = image.deviceIndependentSize()
        painter.save()
        painter.translate(camera.screen(name.place))
        painter.rotate(name.angle)
        painter.drawPixmap(QPointF(-size.width() / 2, -size.height() / 2), image)
        painter.restore()
