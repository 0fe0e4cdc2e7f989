"""The raster ground of a map pack: which tiles are needed, kept and drawn.

Reading and decoding happen in a job; until a tile is there, its parent is
drawn larger in its place, so that the ground is never blank.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from math import floor

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPainter

from desktop.queries.map_pack import MapPack, Tile, read_tiles
from ui.widgets.map.camera import Camera
from ui.widgets.map.mercator import WORLD

KEPT = 400
Images = dict[Tile, QImage]
Fetch = Callable[[Callable[[], Images], Callable[[Images], None]], object]


class TileGround(QObject):
    """A pack's tiles; `fetch` runs work elsewhere and brings the answer back."""

    tiles_arrived = Signal()

    def __init__(self, pack: MapPack, fetch: Fetch, parent: QObject) -> None:
        super().__init__(parent)
        self.pack = pack
        self._fetch = fetch
        self._images: OrderedDict[Tile, QImage] = OrderedDict()
        self._asked: set[Tile] = set()

    def paint(self, painter: QPainter, camera: Camera) -> None:
        wanted = tiles_in(camera, self.pack.zoom_least, self.pack.zoom_most)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for tile in wanted:
            self._paint_tile(painter, camera, tile)
        self._ask_for([tile for tile in wanted if tile not in self._images])

    def _paint_tile(self, painter: QPainter, camera: Camera, tile: Tile) -> None:
        target = _rect_on_screen(camera, tile)
        zoom, column, row = tile
        for up in range(zoom - self.pack.zoom_least + 1):
            image = self._images.get((zoom - up, column >> up, row >> up))
            if image is None or image.isNull():
                continue
            part = image.width() / 2**up
            left = (column - ((column >> up) << up)) * part
            top = (row - ((row >> up) << up)) * part
            painter.drawImage(target, image, QRectF(left, top, part, part))
            return

    def _ask_for(self, missing: Sequence[Tile]) -> None:
        fresh = [tile for tile in missing if tile not in self._asked]
        if not fresh:
            return
        self._asked.update(fresh)
        pack = self.pack
        self._fetch(lambda: _decoded(pack, fresh), self._arrived)

    def _arrived(self, images: Images) -> None:
        self._asked.difference_update(images)
        for tile, image in images.items():
            self._images[tile] = image
            self._images.move_to_end(tile)
        while len(self._images) > KEPT:
            self._images.popitem(last=False)
        self.tiles_arrived.emit()


def tiles_in(camera: Camera, least: int, most: int) -> list[Tile]:
    """The tiles that cover the view, at the pack's zoom nearest to the camera's."""
    zoom = max(least, min(most, round(camera.zoom)))
    size, seen, edge = WORLD / 2**zoom, camera.seen(), 2**zoom - 1
    columns = range(max(0, floor(seen.left() / size)), min(edge, floor(seen.right() / size)) + 1)
    rows = range(max(0, floor(seen.top() / size)), min(edge, floor(seen.bottom() / size)) + 1)
    return [(zoom, column, row) for row in rows for column in columns]


def _rect_on_screen(camera: Camera, tile: Tile) -> QRectF:
    zoom, column, row = tile
    size = WORLD / 2**zoom
    start = camera.screen((column * size, row * size))
    wide = size * camera.scale
    return QRectF(start.x(), start.y(), wide + 0.5, wide + 0.5)


def _decoded(pack: MapPack, wanted: Sequence[Tile]) -> Images:
    return {
        tile: QImage() if blob is None else QImage.fromData(blob)
        for tile, blob in read_tiles(pack, wanted).items()
    }
