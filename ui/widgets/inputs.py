"""Fields to type in: one line, many lines, search, a choice, a day."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import fonts, icons
from ui.theme import CONTROL, theme
from ui.widgets import marks
from ui.widgets.scrollbars import OverlayScrollBar

HEIGHT = CONTROL["md"]


def paint_box(painter: QPainter, field: QWidget) -> None:
    """The frame of a field: at rest, focused, invalid or out of use; none for a bare one."""
    if field.property("bare"):
        return
    colors, box = theme(), QRectF(field.rect())
    ground = colors.color("surface" if field.isEnabled() else "sunken")
    if field.property("invalid"):
        marks.round_rect(painter, box, 6, ground, colors.color("bad"), 2)
    elif field.hasFocus() and field.isEnabled():
        marks.round_rect(painter, box, 6, ground, colors.color("accent"), 2)
    else:
        marks.round_rect(painter, box, 6, ground, colors.color("line2"))


def clear_ground(field: QWidget) -> None:
    """Qt's own ground becomes glass, so that the painted frame shows through."""
    palette = QPalette()
    for group in (QPalette.ColorGroup.All, QPalette.ColorGroup.Disabled):
        palette.setColor(group, QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
    field.setPalette(palette)
    field.setFont(fonts.font("body"))


def set_invalid(field: QWidget, invalid: bool) -> None:
    if bool(field.property("invalid")) != invalid:
        field.setProperty("invalid", invalid)
        field.update()


class LineField(QLineEdit):
    """One line of text; `set_invalid` draws the red line."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrame(False)
        clear_ground(self)
        self.setTextMargins(9, 0, 9, 0)
        self.setMinimumHeight(HEIGHT)
        self.setPlaceholderText(placeholder)

    def setPlaceholderText(self, words: str) -> None:
        """The name for a screen reader, too, where nobody gives another."""
        if self.accessibleName() in ("", self.placeholderText()):
            self.setAccessibleName(words)
        super().setPlaceholderText(words)

    def set_invalid(self, invalid: bool) -> None:
        set_invalid(self, invalid)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_box(painter, self)
        super().paintEvent(event)


class SearchField(LineField):
    """A line with a magnifier that tells what was typed, a moment after each key."""

    searched = Signal(str)
    left = Signal()  # Esc or Down: back to the list

    def __init__(
        self,
        placeholder: str = "",
        *,
        key: str = "",
        delay: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, parent)
        self._key = key
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(delay)
        self._wait.timeout.connect(lambda: self.searched.emit(self.text()))
        self.textChanged.connect(lambda: self._wait.start())
        self.setTextMargins(33, 0, 29, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.text() and event.position().x() > self.width() - 28:
            self.clear()
            return
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            middle = self.height() / 2
            icons.paint(painter, "search", theme().color("text3"), 10, round(middle - 8), 16)
            if self.text():
                cross = self.width() - 24
                icons.paint(painter, "x", theme().color("text3"), cross, round(middle - 7), 14)
            elif self._key and not self.hasFocus():
                x = self.width() - marks.key_width(self._key) - 8
                marks.key_cap(painter, x, middle, self._key)


class TextArea(QPlainTextEdit):
    """Several lines that grow with their words up to a limit."""

    edited = Signal()  # after each change of the words, not of the letters being composed
    finished = Signal()  # Ctrl Enter, or the focus left
    cancelled = Signal()  # Esc

    def __init__(
        self,
        placeholder: str = "",
        *,
        lines: int = 3,
        most: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines, self._most = lines, most
        self.setFrameShape(QFrame.Shape.NoFrame)
        clear_ground(self)
        self.viewport().setAutoFillBackground(False)
        self.setViewportMargins(6, 5, 6, 5)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_bar = OverlayScrollBar(self)
        self._told = ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._grow)
        self.textChanged.connect(self._tell_words)
        self._grow()

    def setPlaceholderText(self, words: str) -> None:
        self._placeholder = words
        super().setPlaceholderText(words)

    def text(self) -> str:
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        if text != self.toPlainText():
            self.setPlainText(text)

    def set_invalid(self, invalid: bool) -> None:
        set_invalid(self, invalid)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Qt would leave the placeholder under the letters being composed."""
        super().inputMethodEvent(event)
        super().setPlaceholderText("" if event.preeditString() else self._placeholder)

    def _tell_words(self) -> None:
        if (words := self.toPlainText()) != self._told:
            self._told = words
            self.edited.emit()

    def _grow(self) -> None:
        lines = max(self._lines, min(self._most, round(self.document().size().height())))
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing() + 22))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:  # the frame's; the viewport has its own
            with QPainter(self) as painter:
                paint_box(painter, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            event.ignore()  # also the key of the form around it
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.finished.emit()
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finished.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()


class _Lines(QStyledItemDelegate):
    """The list of a choice has room to point at."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(super().sizeHint(option, index).width(), 30)


class Choice(QComboBox):
    """One of a few named values; `chosen` tells the value."""

    chosen = Signal(object)

    def __init__(
        self, choices: Sequence[tuple[object, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFont(fonts.font("body"))
        self.setItemDelegate(_Lines(self))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_choices(choices)
        self.activated.connect(lambda: self.chosen.emit(self.value()))

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        kept = self.value() if self.count() else None
        self.clear()
        for value, words in choices:
            self.addItem(words, value)
        self.set_value(kept)
        self.updateGeometry()  # as wide as the widest of these

    def value(self) -> object:
        return self.currentData()

    def set_value(self, value: object) -> None:
        for number in range(self.count()):
            if self.itemData(number) == value:
                self.setCurrentIndex(number)
                return
        if value is None:
            self.setCurrentIndex(-1 if self.placeholderText() else 0)

    def sizeHint(self) -> QSize:
        words = (self.itemText(number) for number in range(self.count()))
        widest = max((fonts.width(each) for each in words), default=60)
        return QSize(round(widest) + 46, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(90, self.sizeHint().width()), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_box(painter, self)
            room = QRectF(self.rect()).adjusted(10, 0, -28, 0)
            shown = self.currentText() or self.placeholderText()
            ink = "text" if self.currentText() and self.isEnabled() else "text3"
            marks.text(painter, room, shown, "body", ink)
            x, y = self.width() - 24, self.height() / 2 - 7
            icons.paint(painter, "chevron-down", theme().color("text3"), x, y, 14)


class DateField(QDateEdit):
    """A day, typed or stepped with the arrow keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
        self.setDisplayFormat("yyyy-MM-dd")
        clear_ground(self)
        self.lineEdit().setTextMargins(8, 0, 26, 0)
        self.setMinimumHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(130, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_box(painter, self)
            x, y = self.width() - 26, self.height() / 2 - 8
            icons.paint(painter, "calendar", theme().color("text2"), x, y, 16)
