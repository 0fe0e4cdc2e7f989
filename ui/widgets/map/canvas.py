"""The offline map: ground, customers and the day's route, moved by hand, wheel or keys.

Everything that is fixed to the ground is drawn on one sheet a little larger than the
view; dragging only copies it. The sheet is drawn again when the zoom, the records, the
selection or the theme change, or when its edge comes into view.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.queries.map_pack import MapPack
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.buttons import IconButton
from ui.widgets.map import route
from ui.widgets.map.callout import Callout
from ui.widgets.map.camera import Camera, Margins, Place
from ui.widgets.map.dots import Dots, MapDot
from ui.widgets.map.furniture import (
    ButtonColumn,
    Legend,
    LegendEntry,
    Pill,
    paint_scale,
    scale_step,
)
from ui.widgets.map.ink import Ink
from ui.widgets.map.route import MapStop
from ui.widgets.map.scenery import EMPTY, Scenery, name_boxes, paint_names, paint_scenery
from ui.widgets.map.tiles import Fetch, TileGround

EDGE = 160
CLICK_WITHIN = 4.0
KEY_STEP = 80.0
ZOOM_STEP = 0.5
AROUND = Margins(left=56, top=84, right=84, bottom=72)
KEEP_INSIDE = 36.0


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
    right, down = round(moved.x() / 4) * 4, round(moved.y() / 4) * 4
    return old.panned(right, down), QPointF(-right, -down)


class MapCanvas(QWidget):
    """A map of one day; says which stop or customer was chosen."""

    stop_chosen = Signal(str)
    dot_chosen = Signal(str)
    ground_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._camera = Camera.over(120.17, 30.26, 11.5)
        self._scenery: Scenery = EMPTY
        self._tiles: TileGround | None = None
        self._dots = Dots()
        self._stops: Sequence[MapStop] = ()
        self._selected: str | None = None
        self._sheet: QPixmap | None = None
        self._sheet_camera = self._camera
        self._ink = Ink()
        self._labels: tuple[float, Sequence[route.Label]] | None = None
        self._held: tuple[QPointF, Camera] | None = None
        self._dragged = False
        self._fit_when_sized = False
        self._callout: Callout | None = None
        self._anchor: Place | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, 240)
        self._furnish()
        theme().changed.connect(self._redress)

    def _furnish(self) -> None:
        self.legend = Legend(self)
        self.pill = Pill(self)
        closer = IconButton("plus", "", size=32, parent=self)
        farther = IconButton("minus", "", size=32, parent=self)
        whole = IconButton("focus-2", "", size=32, parent=self)
        self._named = (closer, farther, whole)
        closer.clicked.connect(partial(self.zoom_by, 1.0))
        farther.clicked.connect(partial(self.zoom_by, -1.0))
        whole.clicked.connect(self.show_all)
        self._zooming = ButtonColumn((closer, farther), self)
        self._finding = ButtonColumn((whole,), self)
        self._name_everything()

    def _name_everything(self) -> None:
        self.setAccessibleName(self.tr("Map of the day"))
        self.setAccessibleDescription(
            self.tr("Arrow keys move, plus and minus zoom, 0 shows everything, Page Down goes on")
        )
        closer, farther, whole = self._named
        closer.set_name(self.tr("Zoom in (+)"))
        farther.set_name(self.tr("Zoom out (-)"))
        whole.set_name(self.tr("Show the whole day (0)"))
        self._say_ground()

    # --- what is shown --------------------------------------------------------------------

    @property
    def camera(self) -> Camera:
        return self._camera

    @property
    def selected(self) -> str | None:
        return self._selected

    @property
    def callout(self) -> Callout | None:
        return self._callout

    def show_legend(self, entries: Sequence[LegendEntry]) -> None:
        self.legend.show_entries(entries)
        self._arrange()

    def show_scenery(self, scenery: Scenery) -> None:
        self._scenery = scenery
        self._say_ground()
        self._redraw()

    def show_pack(self, pack: MapPack, fetch: Fetch) -> None:
        """Lay a map pack under the route; tiles come through `fetch`."""
        self._tiles = TileGround(pack, fetch, self)
        self._tiles.tiles_arrived.connect(self._redraw)
        self._say_ground()
        self._redraw()

    def show_dots(self, dots: Sequence[MapDot]) -> None:
        self._dots = Dots(dots)
        self._redraw()

    def show_stops(self, stops: Sequence[MapStop], *, fit: bool) -> None:
        self._stops = stops
        if self._selected not in {stop.id for stop in stops}:
            self._selected = None
        self._drop_callout()
        if fit:
            self.show_all()
        self._redraw()

    def select(self, stop: str | None, callout: QWidget | None = None) -> None:
        """Mark a stop and point the callout at it; the ground moves only if it must."""
        self._selected = stop
        chosen = self._selected_stop()
        self._point(callout, chosen.place if chosen else None)
        self._bring_into_view()
        self._redraw()

    def select_dot(self, dot: str, callout: QWidget) -> None:
        """Point the callout at a customer beside the way."""
        self._selected = None
        self._point(callout, self._dots.place_of(dot))
        self._redraw()

    def _point(self, callout: QWidget | None, place: Place | None) -> None:
        self._drop_callout()
        self._anchor = place
        if callout is not None:
            self._callout = Callout(callout, self)
        self._arrange_callout()

    def _drop_callout(self) -> None:
        if self._callout is not None:
            self._callout.hide()
            self._callout.deleteLater()
            self._callout = None

    def _say_ground(self) -> None:
        if self._tiles is not None:
            pack = self._tiles.pack
            said = self.tr("Offline map · {name} {edition} · {size} MB").format(
                name=pack.name, edition=pack.edition, size=round(pack.size / 1_000_000)
            )
            if pack.approval:
                said += " · " + pack.approval
            self.pill.say(said, "circle-check", "ok", pack.source)
        elif self._scenery.title:
            said = self.tr("{place}: schematic, not a surveyed map")
            tip = self.tr(
                "Water and roads are sketched by hand. Install a map pack for a real map."
            )
            self.pill.say(said.format(place=self._scenery.title), "map", "text3", tip)
        else:
            self.pill.say(self.tr("No map pack installed"), "map", "text3", "")
        self._arrange()

    # --- movement -------------------------------------------------------------------------

    @Slot()
    def show_all(self) -> None:
        """Fit the route, or the customers when there is no route."""
        self._fit_when_sized = not self._is_sized()
        places = [stop.place for stop in self._stops] or self._dots.places
        self._move(self._camera.fitted(places, AROUND, closest=14.0))

    @Slot()
    def zoom_by(self, steps: float, about: QPointF | None = None) -> None:
        middle = QPointF(self.width() / 2, self.height() / 2)
        self._move(self._camera.zoomed(steps, middle if about is None else about))

    def pan(self, right: float, down: float) -> None:
        self._move(self._camera.panned(right, down))

    def _move(self, camera: Camera) -> None:
        self._camera = camera
        self._arrange_callout()
        self.update()

    def _bring_into_view(self) -> None:
        stop = self._selected_stop()
        if stop is None or not self._is_sized():
            return
        room = QRectF(self.rect()).adjusted(KEEP_INSIDE, KEEP_INSIDE, -KEEP_INSIDE, -KEEP_INSIDE)
        if not room.contains(self._camera.screen(stop.place)):
            self._move(self._camera.centred(stop.place))

    def _is_sized(self) -> bool:
        return self._camera.width > 100

    def _selected_stop(self) -> MapStop | None:
        return next((stop for stop in self._stops if stop.id == self._selected), None)

    # --- painting -------------------------------------------------------------------------

    @Slot()
    def _redress(self) -> None:
        self._ink = Ink(self.devicePixelRatioF())
        self._redraw()

    @Slot()
    def _redraw(self) -> None:
        self._sheet = self._labels = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._ink.ratio != self.devicePixelRatioF():
            self._redress()
        if self._sheet is None or not self._sheet_covers():
            self._draw_sheet()
        assert self._sheet is not None
        corner = self._camera.screen((self._sheet_camera.x, self._sheet_camera.y)) - QPointF(
            self._sheet_camera.width / 2, self._sheet_camera.height / 2
        )
        with QPainter(self) as painter:
            painter.drawPixmap(corner, self._sheet)
            self._paint_scale(painter)
            if self.hasFocus():
                marks.focus_ring(painter, QRectF(self.rect()), 0)

    def _sheet_covers(self) -> bool:
        sheet, here = self._sheet_camera, self._camera
        return sheet.zoom == here.zoom and sheet.seen().contains(here.seen())

    def _draw_sheet(self) -> None:
        """A new sheet around the view; what the old one still shows is copied, not drawn."""
        camera = self._camera.sized(self.width() + 2 * EDGE, self.height() + 2 * EDGE)
        old, old_camera = self._sheet, self._sheet_camera
        changed = self._dots.settle(camera)
        fresh = [QRectF(0, 0, camera.width, camera.height)]
        shift = QPointF()
        if old is not None and not changed and old_camera.zoom == camera.zoom:
            camera, shift = _whole_pixels_from(old_camera, camera)
            fresh = uncovered(fresh[0], fresh[0].translated(shift))
        sheet = self._blank_sheet(camera)
        with QPainter(sheet) as painter:
            if old is not None:
                painter.drawPixmap(shift, old)
            for area in fresh:
                self._paint_area(painter, camera, area)
        self._sheet, self._sheet_camera = sheet, camera

    def _blank_sheet(self, camera: Camera) -> QPixmap:
        ratio = self.devicePixelRatioF()
        sheet = QPixmap(round(camera.width * ratio), round(camera.height * ratio))
        sheet.setDevicePixelRatio(ratio)
        return sheet

    def _paint_area(self, painter: QPainter, camera: Camera, area: QRectF) -> None:
        painter.setClipRect(area)
        painter.fillRect(area, theme().color("mapLand"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._tiles is not None:
            self._tiles.paint(painter, camera)
        else:
            paint_scenery(painter, self._scenery, camera, self._ink, area)
            paint_names(painter, self._scenery, camera, self._ink, area)
        self._dots.paint(painter, camera, self._ink, area)
        route.paint_legs(painter, self._stops, camera, self._ink)
        for label in self._labels_at(camera):
            painter.drawPixmap(camera.screen(label.stop.place) + label.offset, label.image)
        route.paint_markers(painter, self._stops, camera, self._ink, self._selected)

    def _labels_at(self, camera: Camera) -> Sequence[route.Label]:
        """Where names go; it depends on the zoom, not on where the view is."""
        if self._labels is None or self._labels[0] != camera.zoom:
            words = [] if self._tiles else name_boxes(self._scenery, camera)
            placed = route.place_labels(self._stops, camera, self._ink, self._selected, words)
            self._labels = (camera.zoom, placed)
        return self._labels[1]

    def _paint_scale(self, painter: QPainter) -> None:
        metres, length = scale_step(self._camera.metres_per_pixel())
        text = self.tr("{0} m").format(metres)
        if metres >= 1000:
            text = self.tr("{0} km").format(metres // 1000)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_scale(painter, self.width() - 24.0, self.height() - 24.0, text, length)

    # --- where the furniture stands ---------------------------------------------------------

    def _arrange(self) -> None:
        for piece in (self.legend, self.pill):
            piece.resize(piece.sizeHint())
        right = self.width() - 10
        self._zooming.move(right - self._zooming.width(), 10)
        self._finding.move(right - self._finding.width(), 10 + self._zooming.height())
        legend_right = right - self._zooming.width() - 4
        self.legend.move(max(8, legend_right - self.legend.width()), 10)
        self.pill.move(8, self.height() - self.pill.height() - 8)

    def _arrange_callout(self) -> None:
        if self._callout is None or self._anchor is None:
            return
        at, size = self._camera.screen(self._anchor), route.HALO
        room = QRectF(self.rect())
        self._callout.setVisible(room.contains(at))
        marker = QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size)
        others = [
            QRectF(where.x() - 40, where.y() - 16, 80, 44)
            for where in (self._camera.screen(other.place) for other in self._stops)
        ]
        furniture = [
            QRectF(piece.geometry())
            for piece in (self.legend, self._zooming, self._finding, self.pill)
        ]
        self._callout.point_at(marker, room, [*furniture, *furniture, *others])

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._camera = self._camera.sized(self.width(), self.height())
        self._sheet = None
        self._arrange()
        if self._fit_when_sized:
            self.show_all()
            self._bring_into_view()
        self._arrange_callout()

    def sizeHint(self) -> QSize:
        return QSize(800, 600)

    # --- hands ----------------------------------------------------------------------------

    def stop_at(self, point: QPointF) -> MapStop | None:
        for stop in self._stops:
            away = self._camera.screen(stop.place) - point
            if abs(away.x()) <= route.RADIUS_SELECTED and abs(away.y()) <= route.RADIUS_SELECTED:
                return stop
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = (event.position(), self._camera)
            self._dragged = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            over = self.stop_at(event.position()) or self._dots.near(event.position(), self._camera)
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.OpenHandCursor
            if self.cursor().shape() != shape:
                self.setCursor(shape)
            return
        start, camera = self._held
        away = start - event.position()
        self._dragged = self._dragged or away.manhattanLength() > CLICK_WITHIN
        if self._dragged:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._move(camera.panned(away.x(), away.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._held = self._held, None
        if held is not None and not self._dragged:
            self._click(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.stop_at(event.position()) is None:
            self.zoom_by(1.0, event.position())

    def _click(self, point: QPointF) -> None:
        stop = self.stop_at(point)
        if stop is not None:
            self.stop_chosen.emit(stop.id)
            return
        dot = self._dots.near(point, self._camera)
        cluster = self._dots.cluster_near(point, self._camera)
        if dot is not None:
            self.dot_chosen.emit(dot.id)
        elif cluster is not None and cluster.count > 1:
            self.zoom_by(1.5, point)
        else:
            self.ground_clicked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(event.angleDelta().y() / 120.0 * ZOOM_STEP, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrows = {
            Qt.Key.Key_Left: (-KEY_STEP, 0.0),
            Qt.Key.Key_Right: (KEY_STEP, 0.0),
            Qt.Key.Key_Up: (0.0, -KEY_STEP),
            Qt.Key.Key_Down: (0.0, KEY_STEP),
        }
        key = Qt.Key(event.key())
        if key in arrows and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.pan(*arrows[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(1.0)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(-1.0)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.show_all()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._step(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        if not self._stops:
            return
        ids = [stop.id for stop in self._stops]
        at = ids.index(self._selected) + by if self._selected in ids else 0
        self.stop_chosen.emit(ids[min(max(at, 0), len(ids) - 1)])

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            point = QPointF(event.pos())
            stop, dot = self.stop_at(point), self._dots.near(point, self._camera)
            name = stop.name if stop is not None else dot.name if dot is not None else ""
            QToolTip.showText(event.globalPos(), name, self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._name_everything()
        super().changeEvent(event)
