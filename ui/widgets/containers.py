"""Grounds that other widgets stand on: panes, cards, popovers, scrolling pages, rules."""

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QSplitterHandle,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui.theme import theme
from ui.widgets import marks
from ui.widgets.chips import KeyCap
from ui.widgets.labels import Label
from ui.widgets.scrollbars import OverlayScrollBar

SHADE = marks.SHADE


class Pane(QWidget):
    """A ground of one token with hair lines on the named sides ("lrtb")."""

    def __init__(
        self, ground: str = "surface", lines: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ground, self._lines = ground, lines

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme().color(self._ground))
            line, width, height = theme().color("line"), self.width(), self.height()
            sides = {
                "l": (0, 0, 1, height), "r": (width - 1, 0, 1, height),
                "t": (0, 0, width, 1), "b": (0, height - 1, width, 1),
            }  # fmt: skip
            for side in self._lines:
                painter.fillRect(*sides[side], line)


class Rule(QWidget):
    """A hair line."""

    def __init__(self, parent: QWidget | None = None, *, upright: bool = False) -> None:
        super().__init__(parent)
        fixed, wide = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        if upright:
            self.setFixedWidth(1)
            self.setSizePolicy(fixed, wide)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(wide, fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme().color("line"))


class Card(QWidget):
    """A rounded box with a line around it and a column of widgets inside."""

    def __init__(
        self, parent: QWidget | None = None, *, padding: int = 16, ground: str = "surface"
    ) -> None:
        super().__init__(parent)
        self._ground = ground
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(padding, padding, padding, padding)
        self.column.setSpacing(8)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, colors = QRectF(self.rect()), theme()
            ground = colors.color(self._ground)
            marks.round_rect(painter, box, 8, ground, colors.color("line"))


def _program() -> QCoreApplication:
    program = QCoreApplication.instance()
    assert program is not None
    return program


class Popover(QFrame):
    """A child that floats over its window with a soft shadow; Esc, a press outside, another
    workspace and the keyboard's going elsewhere close it, so there is never more than one.

    Never a Qt.Popup: input methods do not compose in one on Windows."""

    closed = Signal()

    def __init__(self, window: QWidget, *, width: int = 280, padding: int = 12) -> None:
        super().__init__(window)
        self._before: QWidget | None = None
        self.setFixedWidth(width + 2 * SHADE)
        edge = padding + SHADE
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(edge, edge, edge, edge)
        self.column.setSpacing(8)
        self.hide()

    def open_below(self, anchor: QWidget, *, right: bool = False) -> None:
        """Open under a widget, at its left or right edge, inside the window."""
        window = self.parentWidget()
        assert window is not None
        dismiss_popover()
        self._before = window.window().focusWidget()
        self.adjustSize()
        corner = anchor.mapTo(window, QPoint(0, anchor.height() + 6))
        x = corner.x() - SHADE
        if right:
            x = corner.x() + anchor.width() - self.width() + SHADE
        x = max(8 - SHADE, min(x, window.width() - self.width() + SHADE - 8))
        y = min(corner.y() - SHADE, window.height() - self.height() + SHADE - 8)
        self.move(x, max(8 - SHADE, y))
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.focusNextChild()
        _program().installEventFilter(self)
        _open.append(self)

    def dismiss(self) -> None:
        """Close it; the keyboard goes back to where it was."""
        before = self._before
        if self._close() and before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _close(self) -> bool:
        if self not in _open:
            return False
        _open.remove(self)
        _program().removeEventFilter(self)
        self._before = None
        self.hide()
        self.closed.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn):
            return False
        outside = (
            isinstance(watched, QWidget)
            and watched.window() is self.window()
            and watched is not self
            and not self.isAncestorOf(watched)
        )
        if outside and event.type() == QEvent.Type.FocusIn:
            self._close()  # the keyboard stays where it went
        elif outside:
            self.dismiss()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, colors = QRectF(self.rect()).adjusted(SHADE, SHADE, -SHADE, -SHADE), theme()
            marks.shadow(painter, box, 10)
            marks.round_rect(painter, box, 10, colors.color("surface"), colors.color("line2"))


_open: list[Popover] = []


def dismiss_popover() -> None:
    """The one that is open, if one is."""
    if _open and isValid(_open[-1]):
        _open[-1].dismiss()
    _open.clear()


class ScrollPage(QScrollArea):
    """A page that scrolls down: put widgets into `column`; never scrolls sideways."""

    def __init__(
        self, parent: QWidget | None = None, *, padding: int = 20, spacing: int = 16
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = page = QWidget()
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(padding, padding, padding, padding)
        self.column.setSpacing(spacing)
        self.setWidget(page)
        self.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        self.scroll_bar = OverlayScrollBar(self)

    def measure(self) -> None:
        """As soon as the present event is over the page is as tall as what stands on it now.

        A page whose rows are as tall as their words is not always told by Qt that they grew."""
        QTimer.singleShot(0, self, self._measure)

    def _measure(self) -> None:
        page = self.widget()
        if page is None:
            return
        for layout in page.findChildren(QLayout):
            layout.activate()
        self.column.activate()
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))


class _Border(QSplitterHandle):
    """Can be dragged and is not seen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the line is a pane's."""


class Panes(QSplitter):
    """Panes side by side whose border the person may drag.

    The hair line between them is one of the panes' own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._wanted: list[tuple[int, int]] = []
        self._spread = False
        self.setHandleWidth(0)
        self.setChildrenCollapsible(False)

    def add(self, pane: QWidget, width: int, stretch: int = 0) -> None:
        """Panes without stretch get the width asked for, the others share what is left."""
        self.addWidget(pane)
        self.setStretchFactor(self.count() - 1, stretch)
        self._wanted.append((width, stretch))
        self._spread = False

    def createHandle(self) -> QSplitterHandle:
        return _Border(self.orientation(), self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width()
        if not self._spread and room > 0 and self.isVisible():
            self._spread = True
            self.setSizes(self._shares(room))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._spread:
            self._spread = True
            self.setSizes(self._shares(self.width()))

    def _shares(self, room: int) -> list[int]:
        elastic = sum(stretch for _, stretch in self._wanted)
        free = room - sum(width for width, stretch in self._wanted if not stretch)
        return [
            max(width if not elastic else 0, free * stretch // elastic) if stretch else width
            for width, stretch in self._wanted
        ]


class KeyLine(QWidget):
    """The line under a list: where one is at the left, what the keys do at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = Label("", "cap", "text3", elide=True, parent=self)
        self._keys: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 16, 0)
        self._row.setSpacing(6)
        self._row.addWidget(self._note, 1)
        self.setFixedHeight(30)

    def set_note(self, text: str) -> None:
        self._note.setText(text)

    def set_keys(self, keys: list[tuple[str, str]]) -> None:
        """Each a cap and what it does."""
        while self._row.count() > 1:  # the note stays; caps, words and the gaps between them go
            self._row.takeAt(1)
        for widget in self._keys:
            widget.hide()
            widget.deleteLater()
        self._keys = []
        for cap, words in keys:
            self._keys += [KeyCap(cap, self), Label(words, "cap", "text3", parent=self)]
            self._row.addWidget(self._keys[-2])
            self._row.addWidget(self._keys[-1])
            self._row.addSpacing(4)

    def sizeHint(self) -> QSize:
        return QSize(200, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme().color("sunken"))
            painter.fillRect(0, 0, self.width(), 1, theme().color("line"))


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
