"""Where the map is looked at from: a centre, a zoom and the size of the view.

A camera never changes; every movement gives a new one. Positions are doubles
from end to end, so that a thousand small drags come back to the same pixel.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from ui.widgets.map.mercator import WORLD, metres_per_unit, project, unproject

ZOOM_LEAST, ZOOM_MOST = 6.0, 18.0
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Margins:
    """Space around what is fitted that cards and buttons cover."""

    left: float = 48
    top: float = 48
    right: float = 48
    bottom: float = 48


@dataclass(frozen=True, slots=True)
class Camera:
    """A view of the plane; x and y are the world units at its middle."""

    x: float
    y: float
    zoom: float
    width: float
    height: float

    @classmethod
    def over(cls, longitude: float, latitude: float, zoom: float) -> "Camera":
        x, y = project(longitude, latitude)
        return cls(x, y, zoom, 1.0, 1.0)

    @property
    def scale(self) -> float:
        """Pixels per world unit."""
        return float(2.0**self.zoom)

    def screen(self, place: Place) -> QPointF:
        return QPointF(
            (place[0] - self.x) * self.scale + self.width / 2,
            (place[1] - self.y) * self.scale + self.height / 2,
        )

    def world(self, point: QPointF) -> Place:
        return (
            (point.x() - self.width / 2) / self.scale + self.x,
            (point.y() - self.height / 2) / self.scale + self.y,
        )

    def seen(self) -> QRectF:
        """The part of the plane inside the view."""
        wide, high = self.width / self.scale, self.height / self.scale
        return QRectF(self.x - wide / 2, self.y - high / 2, wide, high)

    def transform(self) -> QTransform:
        """From world units to pixels, for a painter."""
        along = QTransform()
        along.translate(self.width / 2, self.height / 2)
        along.scale(self.scale, self.scale)
        along.translate(-self.x, -self.y)
        return along

    def sized(self, width: float, height: float) -> "Camera":
        return replace(self, width=width, height=height)

    def panned(self, right: float, down: float) -> "Camera":
        """Move the view by pixels; the ground moves the other way."""
        return replace(
            self,
            x=min(max(self.x + right / self.scale, 0.0), WORLD),
            y=min(max(self.y + down / self.scale, 0.0), WORLD),
        )

    def zoomed(self, steps: float, about: QPointF) -> "Camera":
        """Zoom so that the place under the pointer stays under the pointer."""
        zoom = min(max(self.zoom + steps, ZOOM_LEAST), ZOOM_MOST)
        held = self.world(about)
        closer = replace(self, zoom=zoom)
        moved = closer.screen(held) - about
        return closer.panned(moved.x(), moved.y())

    def centred(self, place: Place) -> "Camera":
        return replace(self, x=place[0], y=place[1])

    def fitted(self, places: Iterable[Place], margins: Margins, closest: float = 15.0) -> "Camera":
        """Show all the places, as near as the margins allow."""
        found = list(places)
        if not found:
            return self
        left, right = min(p[0] for p in found), max(p[0] for p in found)
        top, bottom = min(p[1] for p in found), max(p[1] for p in found)
        wide = max(self.width - margins.left - margins.right, 40.0)
        high = max(self.height - margins.top - margins.bottom, 40.0)
        zoom = closest
        while zoom > ZOOM_LEAST and (
            (right - left) * 2.0**zoom > wide or (bottom - top) * 2.0**zoom > high
        ):
            zoom -= 0.125
        camera = replace(self, zoom=zoom, x=(left + right) / 2, y=(top + bottom) / 2)
        return camera.panned((margins.right - margins.left) / 2, (margins.bottom - margins.top) / 2)

    def metres_per_pixel(self) -> float:
        _, latitude = unproject(self.x, self.y)
        return metres_per_unit(latitude) / self.scale
