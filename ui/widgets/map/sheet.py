"""The ground with its customers, drawn on one sheet a little larger than the view, and the route.

Dragging only copies the sheet. When its edge comes into view, what the old one still shows is
copied and only the new strips are drawn; it is drawn anew when the zoom, the customers or the
theme change. The route lies above it and is drawn each time: a stop that is chosen or moved
leaves the ground as it is.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPixmap

from ui.theme import theme
from ui.widgets.map import route
from ui.widgets.map.camera import Camera
from ui.widgets.map.dots import Dots
from ui.widgets.map.ink import Ink
from ui.widgets.map.route import MapStop
from ui.widgets.map.scenery import EMPTY, Scenery, name_boxes, paint_names, paint_scenery
from ui.widgets.map.tiles import TileGround

EDGE = 160
WHOLE_PIXELS = 4


class Sheet:
    """The ground, the customers and the route.

    After a change of the ground or the customers `spoil` it; `show_route` sets the stops.
    """

    def __init__(self, camera: Camera) -> None:
        self.scenery: Scenery = EMPTY
        self.tiles: TileGround | None = None
        self.dots = Dots()
        self.stops: Sequence[MapStop] = ()
        self.selected: str | None = None  # a stop
        self._ink = Ink()
        self._drawn: QPixmap | None = None
        self._camera = camera
        self._labels: tuple[float, Sequence[route.Label]] | None = None

    def spoil(self, *, words: bool = False) -> None:
        """Draw anew next time; `words` too when colours changed."""
        self._drawn = self._labels = None
        if words:
            self._ink = Ink(self._ink.ratio)

    def show_route(self, stops: Sequence[MapStop], selected: str | None) -> None:
        self.stops, self.selected = stops, selected
        self._labels = None

    def selected_stop(self) -> MapStop | None:
        return next((stop for stop in self.stops if stop.id == self.selected), None)

    def paint(self, painter: QPainter, camera: Camera, ratio: float) -> None:
        """Put the part that the camera sees on the painter."""
        if self._ink.ratio != ratio:
            self._ink = Ink(ratio)
            self.spoil()
        if self._drawn is None or not self._covers(camera):
            self._draw(camera)
        assert self._drawn is not None
        middle = camera.screen((self._camera.x, self._camera.y))
        half = QPointF(self._camera.width / 2, self._camera.height / 2)
        painter.drawPixmap(middle - half, self._drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.dots.paint_marked(painter, camera, self._ink)
        self._paint_route(painter, camera)

    def _covers(self, camera: Camera) -> bool:
        return self._camera.zoom == camera.zoom and self._camera.seen().contains(camera.seen())

    def _draw(self, view: Camera) -> None:
        camera = view.sized(view.width + 2 * EDGE, view.height + 2 * EDGE)
        changed = self.dots.settle(camera)
        whole = QRectF(0, 0, camera.width, camera.height)
        old, fresh, shift = self._drawn, [whole], QPointF()
        if changed or self._camera.zoom != camera.zoom:
            old = None
        if old is not None:
            camera, shift = _whole_pixels_from(self._camera, camera)
            fresh = uncovered(whole, whole.translated(shift))
        sheet = self._blank(camera)
        with QPainter(sheet) as painter:
            if old is not None:
                painter.drawPixmap(shift, old)
            for area in fresh:
                self._paint_area(painter, camera, area)
        self._drawn, self._camera = sheet, camera

    def _blank(self, camera: Camera) -> QPixmap:
        ratio = self._ink.ratio
        sheet = QPixmap(round(camera.width * ratio), round(camera.height * ratio))
        sheet.setDevicePixelRatio(ratio)
        return sheet

    def _paint_area(self, painter: QPainter, camera: Camera, area: QRectF) -> None:
        painter.setClipRect(area)
        painter.fillRect(area, theme().color("mapLand"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.tiles is not None:
            self.tiles.paint(painter, camera)
        else:
            paint_scenery(painter, self.scenery, camera, self._ink, area)
            paint_names(painter, self.scenery, camera, self._ink, area)
        self.dots.paint(painter, camera, self._ink, area)

    def _paint_route(self, painter: QPainter, camera: Camera) -> None:
        route.paint_legs(painter, self.stops, camera, self._ink)
        for label in self._labels_at(camera):
            painter.drawPixmap(camera.screen(label.stop.place) + label.offset, label.image)
        route.paint_markers(painter, self.stops, camera, self._ink, self.selected)

    def _labels_at(self, camera: Camera) -> Sequence[route.Label]:
        """Where names go; it depends on the zoom, not on where the view is."""
        if self._labels is None or self._labels[0] != camera.zoom:
            words = [] if self.tiles else name_boxes(self.scenery, camera)
            placed = route.place_labels(self.stops, camera, self._ink, self.selected, words)
            self._labels = (camera.zoom, placed)
        return self._labels[1]


def uncovered(whole: QRectF, kept: QRectF) -> list[QRectF]:
    """The strips of the whole that the kept part does not cover."""
    kept = kept.intersected(whole)
    if kept.isEmpty():
        return [whole]
    strips = (
        QRectF(whole.left(), whole.top(), whole.width(), kept.top() - whole.top()),
        QRectF(whole.left(), kept.bottom(), whole.width(), whole.bottom() - kept.bottom()),
        QRectF(whole.left(), kept.top(), kept.left() - whole.left(), kept.height()),
        QRectF(kept.right(), kept.top(), whole.right() - kept.right(), kept.height()),
    )
    return [strip for strip in strips if not strip.isEmpty()]


def _whole_pixels_from(old: Camera, camera: Camera) -> tuple[Camera, QPointF]:
    """The camera moved by steps that are whole pixels at 100, 125, 150 and 200 %, so that
    a copy stays sharp."""
    moved = old.screen((camera.x, camera.y)) - QPointF(old.width / 2, old.height / 2)
    right = round(moved.x() / WHOLE_PIXELS) * WHOLE_PIXELS
    down = round(moved.y() / WHOLE_PIXELS) * WHOLE_PIXELS
    return old.panned(right, down), QPointF(-right, -down)
