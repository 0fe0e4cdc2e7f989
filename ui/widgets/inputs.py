"""Fields to type in: one line, many lines, search, a choice."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui import fonts, icons
from ui.theme import theme
from ui.widgets import marks


class LineField(QLineEdit):
    """One line of text; Esc gives up the focus; `set_invalid` draws the red line."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(fonts.font("body"))
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)

    def set_invalid(self, invalid: bool) -> None:
        _set_invalid(self, invalid)


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
        self.setTextMargins(24, 0, 20, 0)

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
    """Several lines that grow with their words up to a limit; `saved` on leaving if changed."""

    edited = Signal()  # after each change by the person, a moment later
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
        self.setFont(fonts.font("body"))
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._grow)
        self.textChanged.connect(self.edited)
        self._grow()

    def text(self) -> str:
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        if text != self.toPlainText():
            self.setPlainText(text)

    def set_invalid(self, invalid: bool) -> None:
        _set_invalid(self, invalid)

    def _grow(self) -> None:
        lines = max(self._lines, min(self._most, round(self.document().size().height())))
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing() + 22))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finished.emit()

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._grow()


class Choice(QComboBox):
    """One of a few named values; `chosen` tells the value."""

    chosen = Signal(object)

    def __init__(
        self, choices: Sequence[tuple[object, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFont(fonts.font("body"))
        self.set_choices(choices)
        self.activated.connect(lambda: self.chosen.emit(self.value()))

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        kept = self.value() if self.count() else None
        self.clear()
        for value, words in choices:
            self.addItem(words, value)
        self.set_value(kept)

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
        return QSize(super().sizeHint().width() + 8, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            at = QPointF(self.width() - 24, self.height() / 2 - 7)
            icons.paint(painter, "chevron-down", theme().color("text3"), at.x(), at.y(), 14)


def _set_invalid(widget: QWidget, invalid: bool) -> None:
    if bool(widget.property("invalid")) != invalid:
        widget.setProperty("invalid", invalid)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
