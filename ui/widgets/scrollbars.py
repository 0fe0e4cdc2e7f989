"""A scroll bar that lies over what it scrolls and takes no room from it."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from ui.theme import theme
from ui.widgets import marks

WIDTH = 10
SHORTEST = 32


class OverlayScrollBar(QWidget):
    """Shows where the area's own (hidden) vertical bar stands, and leads it when dragged."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area, self._below = area, 0
        self._held: float | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._led = area.verticalScrollBar()
        self._led.rangeChanged.connect(self._follow)
        self._led.valueChanged.connect(self.update)
        area.installEventFilter(self)
        self._follow()

    def set_below(self, below: int) -> None:
        """`below` px at the top stay free (a table's header)."""
        self._below = below
        self._place()

    @Slot()
    def _follow(self) -> None:
        self.setVisible(self._led.maximum() > self._led.minimum())
        self._place()
        self.update()

    def _place(self) -> None:
        area = self._area
        self.setGeometry(area.width() - WIDTH, self._below, WIDTH, area.height() - self._below)
        self.raise_()

    def _handle(self) -> QRectF:
        span = self._led.maximum() - self._led.minimum()
        page = max(1, self._led.pageStep())
        tall = self.height() - 4
        length = min(tall, max(SHORTEST, tall * page / (span + page)))
        top = 2 + (tall - length) * (self._led.value() - self._led.minimum()) / max(1, span)
        return QRectF(2, top, WIDTH - 4, length)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            lit = self._held is not None or self.underMouse()
            fill = theme().color("line3" if lit else "line2")
            marks.round_rect(painter, self._handle(), 3, fill=fill)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        handle, y = self._handle(), event.position().y()
        if handle.top() <= y <= handle.bottom():
            self._held = y - handle.top()
        else:
            way = -1 if y < handle.top() else 1
            self._led.setValue(self._led.value() + way * self._led.pageStep())
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        room = self.height() - 4 - self._handle().height()
        share = (event.position().y() - self._held - 2) / max(1.0, room)
        span = self._led.maximum() - self._led.minimum()
        self._led.setValue(round(self._led.minimum() + span * min(1.0, max(0.0, share))))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._led, event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._follow()
        return False
