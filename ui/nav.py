"""The column at the left: workspaces, favourites, the connection, and who works here."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, workspaces
from ui.shell import Favourite
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets import marks
from ui.widgets.buttons import IconButton, PaintedButton
from ui.widgets.chips import Mark
from ui.widgets.containers import Pane
from ui.widgets.figures import ProgressBar
from ui.widgets.labels import Label
from ui.widgets.nav_button import NavButton
from ui.workspaces import WORKSPACES

WIDTH, NARROW = 204, 56


class Logo(Mark):
    """The mark of the book: a place on a blue ground."""

    def sizeHint(self) -> QSize:
        return QSize(26, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            ground = theme().color("accentFill")
            marks.round_rect(painter, QRectF(1, 1, 24, 24), 6, fill=ground)
            icons.paint(painter, "map-pin", theme().color("onAccent"), 5, 5, 16)


class ConnectionCard(PaintedButton):
    """Where the work stands: connected or not, what waits, when it was last in step."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._icon, self._ink, self._lines = "cloud-check", "ok", ("", "", "")
        self._bar = ProgressBar(0, parent=self)
        self._bar.hide()
        self._stop = IconButton("x", "", size=22, icon_size=14, parent=self)
        self._stop.hide()
        self._stop.clicked.connect(self.cancelled)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, icon: str, ink: str, headline: str, first: str, second: str) -> None:
        self._icon, self._ink, self._lines = icon, ink, (headline, first, second)
        self.setAccessibleName(". ".join(part for part in self._lines if part))
        self.update()

    def set_progress(self, share: float | None, running: bool, stop: str) -> None:
        """The thin bar while something is being sent or fetched, and the cross that stops it."""
        self._bar.setVisible(running)
        self._stop.setVisible(running)
        self._stop.set_name(stop)
        if running:
            self._bar.set_share(share)

    def sizeHint(self) -> QSize:
        return QSize(180, 76)

    def resizeEvent(self, event: object) -> None:
        self._bar.setGeometry(12, self.height() - 7, self.width() - 24, 3)
        self._stop.move(self.width() - 28, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, colors = QRectF(self.rect()), theme()
            ground = colors.color("hover" if self.underMouse() else "surface")
            marks.round_rect(painter, box, 8, ground, colors.color("line"))
            icons.paint(painter, self._icon, colors.color(self._ink), 12, 11, 18)
            room = QRectF(36, 10, box.width() - 44, 20)
            marks.text(painter, room, self._lines[0], "body", "text", weight=600)
            for number, words in enumerate(self._lines[1:]):
                line = QRectF(12, 32 + 18 * number, box.width() - 20, 18)
                ink = "text2" if number == 0 else "text3"
                marks.text(painter, line, words, "cap", ink)
            if self.shows_ring:
                marks.focus_ring(painter, box, 8)


class PersonLine(Mark):
    """Who works here and at which post."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._post, self._compact = "", "", False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_person(self, name: str, post: str) -> None:
        self._name, self._post = name, post
        self._show(f"{name} {post}")

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.setToolTip(f"{self._name}\n{self._post}" if compact else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(40, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            x = (self.width() - 34) / 2 if self._compact else 2
            marks.face(painter, x, 3, 34, self._name)
            if self._compact:
                return
            room = self.width() - 48
            marks.text(painter, QRectF(44, 1, room, 20), self._name, "body", "text", weight=600)
            marks.text(painter, QRectF(44, 20, room, 18), self._post, "cap", "text3")


class Nav(Retranslated, Pane):
    """Tells what was chosen; shows what it is told."""

    chosen = Signal(str)
    favourite_chosen = Signal(object)
    narrowed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("nav", "r", parent)
        self._narrow, self._favourites = False, list[NavButton]()
        self._buttons = {space.name: NavButton(space.icon, parent=self) for space in WORKSPACES}
        self._name = Label("", "head", parent=self)
        self._fold = IconButton("layout-sidebar-left-collapse", "", parent=self)
        self._fold.clicked.connect(lambda: self.set_narrow(not self._narrow))
        self._starred = Label("", "cap", "text3", parent=self)
        self._starred.hide()
        self.card = ConnectionCard(self)
        self.person = PersonLine(self)
        self._lay_out()
        self.setFixedWidth(WIDTH)
        self.retranslate()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(15, 0, 6, 0)
        top.setSpacing(9)
        self._logo = Logo(self)
        for widget in (self._logo, self._name):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self._fold)
        self._top = top
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 9, 1, 14)
        column.setSpacing(0)
        column.addLayout(top)
        column.addSpacing(12)
        lines = QVBoxLayout()
        lines.setContentsMargins(8, 8, 8, 0)
        lines.setSpacing(4)
        for name, button in self._buttons.items():
            button.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            lines.addWidget(button)
        lines.addSpacing(20)
        self._starred.setContentsMargins(11, 0, 0, 0)
        lines.addWidget(self._starred)
        self._places = QVBoxLayout()
        self._places.setSpacing(2)
        lines.addLayout(self._places)
        column.addLayout(lines)
        column.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 0, 12, 0)
        foot.setSpacing(10)
        foot.addWidget(self.card)
        foot.addWidget(self.person)
        column.addLayout(foot)

    def show_current(self, name: str) -> None:
        for each, button in self._buttons.items():
            button.setChecked(each == name)

    def show_counts(self, counts: dict[str, tuple[int, str]]) -> None:
        for name, (count, tint) in counts.items():
            if name in self._buttons:
                self._buttons[name].set_count(count, tint)

    def show_favourites(self, favourites: Sequence[Favourite]) -> None:
        for old in self._favourites:
            self._places.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._favourites = []
        for favourite in favourites[:6]:
            button = NavButton(favourite.icon, favourite.title, quiet=True, parent=self)
            button.clicked.connect(lambda _=False, f=favourite: self.favourite_chosen.emit(f))
            button.set_compact(self._narrow)
            self._places.addWidget(button)
            self._favourites.append(button)
        self._starred.setVisible(bool(favourites) and not self._narrow)

    def set_narrow(self, narrow: bool) -> None:
        """Only icons, for small screens and wide maps."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDTH)
        for button in (*self._buttons.values(), *self._favourites):
            button.set_compact(narrow)
        for widget in (self._name, self.card, self._logo):
            widget.setVisible(not narrow)
        self._starred.setVisible(bool(self._favourites) and not narrow)
        self.person.set_compact(narrow)
        self._top.setContentsMargins(*((12, 0, 12, 0) if narrow else (15, 0, 6, 0)))
        way = "expand" if narrow else "collapse"
        self._fold.set_icon(f"layout-sidebar-left-{way}")
        self.retranslate()
        self.narrowed.emit(narrow)

    def retranslate(self) -> None:
        self._name.setText(self.tr("Routebook"))
        self._starred.setText(self.tr("Favourites"))
        fold = self.tr("Unfold the navigation") if self._narrow else self.tr("Fold the navigation")
        self._fold.set_name(fold)
        for number, (name, button) in enumerate(self._buttons.items(), start=1):
            button.setText(workspaces.title(name))
            button.setAccessibleDescription(f"Ctrl+{number}")
