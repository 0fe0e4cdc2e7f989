"""Customers as small dots; where more than 500 are in view, as counted clusters.

Clusters lie on a grid that is fixed to the ground and to whole zoom levels, so
that they do not swim while the map is dragged.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import floor, hypot, log10

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from ui import fonts
from ui.widgets.map.camera import Camera, Place
from ui.widgets.map.ink import Ink
from ui.widgets.map.mercator import project

SINGLE_UP_TO = 500
CELL_PIXELS = 64
REACH = 10.0


@dataclass(frozen=True, slots=True)
class MapDot:
    """A customer on the map; tone is the colour token of the dot."""

    id: str
    name: str
    longitude: float
    latitude: float
    tone: str = "text3"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Several dots drawn as one, at their middle."""

    place: Place
    count: int


@dataclass(slots=True)
class Dots:
    """All dots with their places on the plane, worked out once."""

    dots: Sequence[MapDot] = ()
    clustered: bool = False
    marked: str | None = None
    _places: list[Place] = field(default_factory=list)
    _clusters: dict[int, list[Cluster]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._places = [project(dot.longitude, dot.latitude) for dot in self.dots]

    @property
    def places(self) -> Sequence[Place]:
        return self._places

    def place_of(self, dot: str) -> Place | None:
        found = (at for at, one in enumerate(self.dots) if one.id == dot)
        at = next(found, None)
        return None if at is None else self._places[at]

    def within(self, seen: QRectF) -> list[int]:
        left, right, top, bottom = seen.left(), seen.right(), seen.top(), seen.bottom()
        return [
            at
            for at, (x, y) in enumerate(self._places)
            if left <= x <= right and top <= y <= bottom
        ]

    def clusters(self, zoom: float) -> list[Cluster]:
        """The clusters of a whole zoom level; singles are clusters of one."""
        level = floor(zoom)
        if level not in self._clusters:
            self._clusters[level] = _clustered(self._places, CELL_PIXELS / 2.0**level)
        return self._clusters[level]

    def near(self, point: QPointF, camera: Camera) -> MapDot | None:
        """The dot under the pointer, if dots are shown singly."""
        if self.clustered:
            return None
        best, nearest = REACH, None
        for at in self.within(camera.seen()):
            away = camera.screen(self._places[at]) - point
            distance = hypot(away.x(), away.y())
            if distance < best:
                best, nearest = distance, self.dots[at]
        return nearest

    def cluster_near(self, point: QPointF, camera: Camera) -> Cluster | None:
        """The cluster under the pointer, if dots are shown in clusters."""
        for cluster in self.clusters(camera.zoom) if self.clustered else ():
            away = camera.screen(cluster.place) - point
            if hypot(away.x(), away.y()) <= _radius(cluster):
                return cluster
        return None

    def settle(self, camera: Camera) -> bool:
        """Choose singles or clusters for this view; answers whether the choice changed."""
        before = self.clustered
        self.clustered = len(self.within(camera.seen())) > SINGLE_UP_TO
        return self.clustered is not before

    def paint(self, painter: QPainter, camera: Camera, ink: Ink, area: QRectF) -> None:
        """Draw what reaches into the area (in pixels)."""
        reach = area.adjusted(-CELL_PIXELS, -CELL_PIXELS, CELL_PIXELS, CELL_PIXELS)
        ground = QRectF(
            QPointF(*camera.world(reach.topLeft())), QPointF(*camera.world(reach.bottomRight()))
        )
        if self.clustered:
            near = (c for c in self.clusters(camera.zoom) if ground.contains(QPointF(*c.place)))
            _paint_clusters(painter, near, camera, ink)
        else:
            self._paint_singles(painter, self.within(ground), camera, ink)

    def _paint_singles(
        self, painter: QPainter, seen: Iterable[int], camera: Camera, ink: Ink
    ) -> None:
        tones: dict[str, QPolygonF] = {}
        for at in seen:
            tones.setdefault(self.dots[at].tone, QPolygonF()).append(
                camera.screen(self._places[at])
            )
        for tone, points in tones.items():
            painter.setPen(_round("surface", 10.0, ink))
            painter.drawPoints(points)
            painter.setPen(_round(tone, 7.0, ink))
            painter.drawPoints(points)

    def paint_marked(self, painter: QPainter, camera: Camera, ink: Ink) -> None:
        place = self.place_of(self.marked) if self.marked else None
        if place is not None:
            painter.setPen(QPen(ink.color("accent"), 2.0))
            painter.setBrush(ink.color("accent", 0.18))
            painter.drawEllipse(camera.screen(place), 9.0, 9.0)
            painter.setBrush(Qt.BrushStyle.NoBrush)


def _round(token: str, wide: float, ink: Ink) -> QPen:
    pen = QPen(ink.color(token), wide)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def _radius(cluster: Cluster) -> float:
    return 9.0 + 4.0 * log10(cluster.count)


def _clustered(places: Sequence[Place], cell: float) -> list[Cluster]:
    heaps: dict[tuple[int, int], list[float]] = {}
    for x, y in places:
        heap = heaps.setdefault((int(x / cell), int(y / cell)), [0.0, 0.0, 0.0])
        heap[0] += x
        heap[1] += y
        heap[2] += 1
    return [Cluster((x / n, y / n), int(n)) for x, y, n in heaps.values()]


def _paint_clusters(
    painter: QPainter, clusters: Iterable[Cluster], camera: Camera, ink: Ink
) -> None:
    font = fonts.font("badge")
    measure = QFontMetricsF(font)
    painter.setFont(font)
    for cluster in clusters:
        middle = camera.screen(cluster.place)
        if cluster.count == 1:
            painter.setPen(_round("text3", 7.0, ink))
            painter.drawPoint(middle)
            continue
        radius = _radius(cluster)
        painter.setPen(QPen(ink.color("line3"), 1.0))
        painter.setBrush(ink.color("surface"))
        painter.drawEllipse(middle, radius, radius)
        painter.setPen(ink.color("text2"))
        words = f"{cluster.count:,}"
        painter.drawText(
            QPointF(middle.x() - measure.horizontalAdvance(words) / 2, middle.y() + 4.0), words
        )
    painter.setBrush(Qt.BrushStyle.NoBrush)
