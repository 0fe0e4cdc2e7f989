"""A scroll bar that lies over what it scrolls and takes no room from it."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

WIDTH = 10


class OverlayScrollBar(QScrollBar):
    """Follows the area's own (hidden) vertical bar, and leads it when dragged."""

    def __init__(self, area: QAbstractScrollArea, *, below: int = 0) -> None:
        """`below` px at the top stay free (a table's header)."""
        super().__init__(Qt.Orientation.Vertical, area)
        self._area, self._below = area, below
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        led = area.verticalScrollBar()
        led.rangeChanged.connect(self._range)
        led.valueChanged.connect(self.setValue)
        self.valueChanged.connect(led.setValue)
        area.installEventFilter(self)
        self._range()

    def set_below(self, below: int) -> None:
        self._below = below
        self._place()

    @Slot()
    def _range(self) -> None:
        led = self._area.verticalScrollBar()
        self.setPageStep(led.pageStep())
        self.setSingleStep(led.singleStep())
        self.setRange(led.minimum(), led.maximum())
        self.setValue(led.value())
        self.setVisible(led.maximum() > led.minimum())
        self._place()

    def _place(self) -> None:
        area = self._area
        self.setGeometry(area.width() - WIDTH, self._below, WIDTH, area.height() - self._below)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._range()
        return False
