"""The bar at the top: the way to everything, how the connection stands, and the settings."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import icons
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets import marks
from ui.widgets.buttons import IconButton, PaintedButton
from ui.widgets.chips import StatusPill
from ui.widgets.containers import Pane

HEIGHT = 48


class SearchDoor(PaintedButton):
    """Looks like a search field and opens the palette, which is where one types."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(440)

    def sizeHint(self) -> QSize:
        return QSize(440, 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, colors = QRectF(self.rect()), theme()
            ground = colors.color("hover" if self.underMouse() else "sunken")
            marks.round_rect(painter, box, 6, ground, colors.color("line2"))
            icons.paint(painter, "search", colors.color("text2"), 10, 7, 18)
            cap = marks.key_width("palette")
            room = QRectF(36, 0, box.width() - 36 - cap - 24, box.height())
            marks.text(painter, room, self.text(), "body", "text3")
            marks.key_cap(painter, box.right() - cap - 15, box.height() / 2, "palette")
            if self.shows_ring:
                marks.focus_ring(painter, box, 6)


class TopBar(Retranslated, Pane):
    """Tells what was pressed; the window does it."""

    search_pressed = Signal()
    pill_pressed = Signal()
    print_pressed = Signal()
    bell_pressed = Signal()
    settings_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "b", parent)
        self.search = SearchDoor(self)
        self.pill = StatusPill(parent=self)
        self.print = IconButton("printer", "", parent=self)
        self.bell = IconButton("bell", "", parent=self)
        self.settings = IconButton("settings", "", key="settings", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 1)
        row.setSpacing(4)
        row.addWidget(self.search, 1)
        row.addStretch(1)
        row.addWidget(self.pill)
        row.addSpacing(8)
        for button in (self.print, self.bell, self.settings):
            row.addWidget(button)
        self.setFixedHeight(HEIGHT)
        for pressed, signal in (
            (self.search, self.search_pressed), (self.pill, self.pill_pressed),
            (self.print, self.print_pressed), (self.bell, self.bell_pressed),
            (self.settings, self.settings_pressed),
        ):  # fmt: skip
            pressed.clicked.connect(signal)
        self.retranslate()

    def allow_print(self, there: bool) -> None:
        """A grey printer says why."""
        self.print.setEnabled(there)
        nothing = self.tr("Print: this page has nothing to print")
        self.print.set_name(self.tr("Print") if there else nothing)

    def retranslate(self) -> None:
        self.search.setText(self.tr("Search customers and reports, or type a command"))
        self.search.setAccessibleName(self.search.text())
        self.allow_print(self.print.isEnabled())
        self.bell.set_name(self.tr("Notices"))
        self.settings.set_name(self.tr("Settings"))
