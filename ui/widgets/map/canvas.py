"""The offline map: ground, customers and the day's route, moved by hand, wheel or keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
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
    scale_room,
    scale_step,
)
from ui.widgets.map.route import MapStop
from ui.widgets.map.scenery import Scenery
from ui.widgets.map.sheet import Sheet
from ui.widgets.map.tiles import Fetch, TileGround
from ui.widgets.roles import Role

CLICK_WITHIN = 4.0
KEY_STEP = 80.0
ZOOM_STEP = 0.5
AROUND = Margins(left=56, top=84, right=84, bottom=72)
KEEP_INSIDE = 36.0
DOT_REACH = 10.0
FIXED = 20  # times worse to hide what lies on the map than a stop
QUEUED = Qt.ConnectionType.QueuedConnection


class MapCanvas(QWidget):
    """A map of one day; says which stop or customer was chosen."""

    ROLE = Role.Canvas

    stop_chosen = Signal(str)
    dot_chosen = Signal(str)
    ground_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._camera = Camera.over(120.17, 30.26, 11.5)
        self._sheet = Sheet(self._camera)
        self._held: tuple[QPointF, Camera] | None = None
        self._dragged = False
        self._is_fitted = False
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
        closer.clicked.connect(lambda: self.zoom_by(1.0))
        farther.clicked.connect(lambda: self.zoom_by(-1.0))
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
        return self._sheet.selected

    @property
    def callout(self) -> Callout | None:
        return self._callout

    def show_legend(self, entries: Sequence[LegendEntry]) -> None:
        self.legend.show_entries(entries)
        self._arrange()

    def show_scenery(self, scenery: Scenery) -> None:
        self._sheet.scenery = scenery
        self._say_ground()
        self._redraw()

    def show_pack(self, pack: MapPack, fetch: Fetch) -> None:
        """Lay a map pack under the route; tiles come through `fetch`."""
        self._sheet.tiles = TileGround(pack, fetch, self)
        self._sheet.tiles.tiles_arrived.connect(self._redraw, QUEUED)
        self._say_ground()
        self._redraw()

    def show_dots(self, dots: Sequence[MapDot]) -> None:
        self._sheet.dots.marked = None
        if list(dots) != list(self._sheet.dots.dots):
            self._sheet.dots = Dots(dots)
            self._redraw()

    def show_stops(self, stops: Sequence[MapStop], *, fit: bool) -> None:
        still = self._sheet.selected in {stop.id for stop in stops}
        self._sheet.show_route(stops, self._sheet.selected if still else None)
        self._drop_callout()
        if fit:
            self.show_all()
        self.update()

    def select(self, stop: str | None, callout: QWidget | None = None) -> None:
        """Mark a stop and point the callout at it; the ground moves only if it must."""
        self._mark(stop, None)
        chosen = self._sheet.selected_stop()
        self._point(callout, chosen.place if chosen else None)
        self._bring_into_view()

    def select_dot(self, dot: str, callout: QWidget) -> None:
        """Point the callout at a customer beside the way."""
        self._mark(None, dot)
        self._point(callout, self._sheet.dots.place_of(dot))

    def _mark(self, stop: str | None, dot: str | None) -> None:
        self._sheet.show_route(self._sheet.stops, stop)
        self._sheet.dots.marked = dot
        self.update()

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
        if self._sheet.tiles is not None:
            pack = self._sheet.tiles.pack
            said = self.tr("Offline map · {name} {edition} · {datum} · {size} MB").format(
                name=pack.name,
                edition=pack.edition,
                datum=pack.datum,
                size=round(pack.size / 1_000_000),
            )
            if pack.approval:
                said += " · " + pack.approval
            self.pill.say(said, "circle-check", "ok", pack.source)
        elif self._sheet.scenery.title:
            said = self.tr("{place}: schematic, not a surveyed map")
            tip = self.tr(
                "Water and roads are sketched by hand. Install a map pack for a real map."
            )
            self.pill.say(said.format(place=self._sheet.scenery.title), "map", "text3", tip)
        else:
            self.pill.say(self.tr("No map pack installed"), "map", "text3", "")
        self._arrange()

    # --- movement -------------------------------------------------------------------------

    @Slot()
    def show_all(self) -> None:
        """Fit the route, or the customers when there is no route."""
        places = [stop.place for stop in self._sheet.stops] or self._sheet.dots.places
        self._move(self._camera.fitted(places, AROUND, closest=14.0))
        self._is_fitted = True

    def zoom_by(self, steps: float, about: QPointF | None = None) -> None:
        middle = QPointF(self.width() / 2, self.height() / 2)
        self._move(self._camera.zoomed(steps, middle if about is None else about))

    def pan(self, right: float, down: float) -> None:
        self._move(self._camera.panned(right, down))

    def _move(self, camera: Camera) -> None:
        self._camera, self._is_fitted = camera, False
        self._arrange_callout()
        self.update()

    def _bring_into_view(self) -> None:
        stop = self._sheet.selected_stop()
        if stop is None or not self._is_sized():
            return
        room = QRectF(self.rect()).adjusted(KEEP_INSIDE, KEEP_INSIDE, -KEEP_INSIDE, -KEEP_INSIDE)
        if not room.contains(self._camera.screen(stop.place)):
            self._move(self._camera.centred(stop.place))

    def _is_sized(self) -> bool:
        return self._camera.width > 100

    # --- painting -------------------------------------------------------------------------

    @Slot()
    def _redress(self) -> None:
        self._sheet.spoil(words=True)
        self.update()

    @Slot()
    def _redraw(self) -> None:
        self._sheet.spoil()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._sheet.paint(painter, self._camera, self.devicePixelRatioF())
            self._paint_scale(painter)
            if self.hasFocus():
                marks.focus_ring(painter, QRectF(self.rect()), 0)

    def _paint_scale(self, painter: QPainter) -> None:
        metres, length = scale_step(self._camera.metres_per_pixel())
        text = self.tr("{0} m").format(metres)
        if metres >= 1000:
            text = self.tr("{0} km").format(metres // 1000)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corner = scale_room(self.width(), self.height()).bottomRight()
        paint_scale(painter, corner.x(), corner.y(), text, length)

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
        at = self._camera.screen(self._anchor)
        size = DOT_REACH if self._sheet.dots.marked else route.HALO
        room = QRectF(self.rect())
        self._callout.setVisible(room.contains(at))
        marker = QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size)
        others = [
            QRectF(where.x() - 40, where.y() - 16, 80, 44)
            for where in (self._camera.screen(other.place) for other in self._sheet.stops)
        ]
        furniture = [
            QRectF(piece.geometry())
            for piece in (self.legend, self._zooming, self._finding, self.pill)
        ]
        furniture.append(scale_room(self.width(), self.height()))
        self._callout.point_at(marker, room, [*furniture * FIXED, *others])

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._camera = self._camera.sized(self.width(), self.height())
        self._sheet.spoil()
        self._arrange()
        if self._is_fitted:
            self.show_all()
            self._bring_into_view()
        self._arrange_callout()

    def sizeHint(self) -> QSize:
        return QSize(800, 600)

    # --- hands ----------------------------------------------------------------------------

    def stop_at(self, point: QPointF) -> MapStop | None:
        for stop in self._sheet.stops:
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
            over = self.stop_at(event.position()) or self._sheet.dots.near(
                event.position(), self._camera
            )
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
        dot = self._sheet.dots.near(point, self._camera)
        cluster = self._sheet.dots.cluster_near(point, self._camera)
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
        if not self._sheet.stops:
            return
        ids = [stop.id for stop in self._sheet.stops]
        at = ids.index(self._sheet.selected) + by if self._sheet.selected in ids else 0
        self.stop_chosen.emit(ids[min(max(at, 0), len(ids) - 1)])

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            point = QPointF(event.pos())
            stop, dot = self.stop_at(point), self._sheet.dots.near(point, self._camera)
            name = stop.name if stop is not None else dot.name if dot is not None else ""
            QToolTip.showText(event.globalPos(), name, self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._name_everything()
        super().changeEvent(event)
