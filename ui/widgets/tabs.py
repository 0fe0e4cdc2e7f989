"""A line of tabs with counts; the chosen one is underlined."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import fonts
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.keyboard_focus import KeyboardFocus, take_keyboard
from ui.widgets.roles import Role

GAP, LEAST_GAP = 20, 8
APART, LEAST_APART = 8, 5  # a title and its count
HEIGHT = 40


@dataclass(frozen=True, slots=True)
class Tab:
    id: str
    title: str
    count: int | None = None


class Tabs(KeyboardFocus, QWidget):
    """Tabs painted in one widget; left and right move, `chosen` says which."""

    ROLE = Role.PageTabList

    chosen = Signal(str)

    def __init__(
        self, parent: QWidget | None = None, *, margin: int = 0, line: bool = True
    ) -> None:
        super().__init__(parent)
        self._tabs: Sequence[Tab] = ()
        self._current, self._over, self._margin, self._line = "", "", margin, line
        self._apart, self._is_tight = APART, False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        self._tabs = tuple(tabs)
        if tabs and self._current not in {tab.id for tab in tabs}:
            self._current = tabs[0].id
        self._describe()
        self.updateGeometry()
        self.update()

    def current(self) -> str:
        return self._current

    def set_current(self, id: str) -> None:
        self._current = id
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, HEIGHT)

    def _describe(self) -> None:
        title = next((tab.title for tab in self._tabs if tab.id == self._current), "")
        self.setAccessibleName(title)

    def _boxes(self) -> list[tuple[Tab, QRectF]]:
        """Nearer to each other in little room; then pushed until the current one shows."""
        self._is_tight = False
        self._is_tight = self._room(APART) < LEAST_GAP * (len(self._tabs) - 1)
        self._apart = LEAST_APART if self._is_tight else APART
        widths, room = (
            [self._width(tab, self._apart) for tab in self._tabs],
            self._room(self._apart),
        )
        gap = max(LEAST_GAP, min(GAP, room / max(1, len(widths) - 1)))
        boxes, x = [], float(self._margin)
        for tab, width in zip(self._tabs, widths, strict=True):
            boxes.append((tab, QRectF(x, 0, width, HEIGHT)))
            x += width + gap
        current = next((box for tab, box in boxes if tab.id == self._current), QRectF())
        beyond = current.right() + self._margin - self.width()
        return [(tab, box.translated(-max(0.0, beyond), 0)) for tab, box in boxes]

    def _room(self, apart: int) -> float:
        """What the tabs leave free for gaps."""
        wide = sum(self._width(tab, apart) for tab in self._tabs)
        return self.width() - 2 * self._margin - wide

    def _width(self, tab: Tab, apart: int) -> float:
        """As if it were chosen, so that choosing moves nothing; in little room as it is."""
        plain = self._is_tight and tab.id != self._current
        width = fonts.width(tab.title, "body", 400 if plain else 600)
        return width if tab.count is None else width + apart + marks.badge_width(f"{tab.count:,}")

    def _at(self, x: float) -> str:
        for tab, box in self._boxes():
            if box.left() - GAP / 2 <= x <= box.right() + GAP / 2:
                return tab.id
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            colors = theme()
            if self._line:
                painter.fillRect(0, self.height() - 1, self.width(), 1, colors.color("line"))
            for tab, box in self._boxes():
                self._paint_tab(painter, tab, box)

    def _paint_tab(self, painter: QPainter, tab: Tab, box: QRectF) -> None:
        chosen = tab.id == self._current
        ink = "text" if chosen or tab.id == self._over else "text2"
        room = QRectF(box.x(), 0, box.width() + 1, box.height() - 2)
        width = marks.text(painter, room, tab.title, "body", ink, weight=600 if chosen else 400)
        if tab.count is not None:
            tint = "accent" if chosen else "gray"
            marks.badge(
                painter, box.x() + width + self._apart, room.center().y(), f"{tab.count:,}", tint
            )
        if chosen:
            under = QRectF(box.x(), self.height() - 2.5, box.width(), 2.5)
            marks.round_rect(painter, under, 1, fill=theme().color("accentFill"))
            if self.shows_ring:
                marks.focus_ring(painter, box.adjusted(-6, 6, 6, -6), 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        take_keyboard(self)
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position().x())
        if over != self._over:
            self._over = over
            hand = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            self.setCursor(hand)
            self.update()

    def leaveEvent(self, event: object) -> None:
        self._over = ""
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._tabs:
            super().keyPressEvent(event)
            return
        ids = [tab.id for tab in self._tabs]
        self._choose(ids[(ids.index(self._current) + step) % len(ids)])

    def _choose(self, id: str) -> None:
        if id and id != self._current:
            self.set_current(id)
            self.chosen.emit(id)
