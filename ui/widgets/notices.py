"""What the program says on its own: a toast, a banner over a record, an empty page."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QEnterEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import fonts, icons
from ui.keys import keys
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.buttons import Button, PaintedButton
from ui.widgets.labels import Label
from ui.widgets.roles import Role

SHOWN_FOR = 5000
PADDING = 14
SHADE = marks.SHADE
LEFT, BOTTOM = 14 - SHADE, 46 - SHADE  # where a toast floats in its pane
LEAST_WORDS = 135  # px of a banner beside its verb
WIDEST = 360  # of the words of an empty place


class Toast(PaintedButton):
    """A sentence in the past tense with undo and its key; 5 s, longer while the mouse is on it.

    The whole toast is the undo button when it has something to undo. It lies at the bottom left,
    but never over `foot`, the verbs of what is in front."""

    undone = Signal()
    hidden = Signal()

    def __init__(self, parent: QWidget, foot: Callable[[], QWidget | None]) -> None:
        super().__init__("", parent)
        self._foot = foot
        self._above: QWidget | None = None
        self._icon, self._tint, self._action, self._key, self._detail = (
            "circle-check",
            "",
            "",
            "",
            "",
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)
        self.clicked.connect(self._press)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        parent.installEventFilter(self)

    def say(
        self, text: str, *, action: str = "", key: str = "", detail: str = "", bad: bool = False
    ) -> None:
        """Show the sentence; `action` (撤销) makes it a button, `detail` is a second line."""
        self._icon = "alert-circle" if bad else "circle-check"
        self._tint = "toastBad" if bad else "toastOk"
        self._action, self._key, self._detail = action, key, detail
        self.setText(text)
        cap = keys().shown(key)
        self.setAccessibleName(" ".join(part for part in (text, detail, action, cap) if part))
        self._read_out(bad)
        self.resize(self.sizeHint())
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_FOR * (2 if bad else 1))

    def _read_out(self, bad: bool) -> None:
        """A toast takes no focus: a screen reader is told of it."""
        told = QAccessibleAnnouncementEvent(self, self.accessibleName())
        if bad:
            told.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(told)

    @Slot()
    def _press(self) -> None:
        self._leave()
        if self._action:
            self.undone.emit()

    @Slot()
    def _leave(self) -> None:
        self._timer.stop()
        self.hide()
        self.hidden.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start(SHOWN_FOR // 2)
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        width = min(self.sizeHint().width(), parent.width() - 2 * LEFT)
        top = parent.height() - self.height() - BOTTOM
        foot = self._watch(self._foot())
        if foot is not None:
            corner = foot.mapTo(parent, QPoint(0, 0))
            if LEFT + width - SHADE > corner.x():
                top = min(top, corner.y() - self.height())
        self.setGeometry(LEFT, top, width, self.height())

    def _watch(self, foot: QWidget | None) -> QWidget | None:
        """A foot that grows pushes the toast up."""
        if foot is not self._above:
            if self._above is not None:
                self._above.removeEventFilter(self)
            if foot is not None:
                foot.installEventFilter(self)
            self._above = foot
        return foot

    def sizeHint(self) -> QSize:
        width = 2 * PADDING + 26 + fonts.width(self.text(), "body", 500)
        if self._action:
            width += 20 + fonts.width(self._action, "body", 500) + 10
            width += marks.key_width(self._key) if self._key else 0
        if self._detail:
            width = max(width, 2 * PADDING + 26 + fonts.width(self._detail, "cap"))
        height = 62 if self._detail else 44
        return QSize(round(max(280, width + 1)) + 2 * SHADE, height + 2 * SHADE)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, colors = QRectF(self.rect()).adjusted(SHADE, SHADE, -SHADE, -SHADE), theme()
            marks.shadow(painter, box, 8)
            marks.round_rect(painter, box, 8, fill=colors.color("toast"))
            painter.translate(box.topLeft())
            middle = 22.0
            icons.paint(painter, self._icon, colors.color(self._tint), PADDING, 13, 18)
            left = PADDING + 26
            tail = 0.0
            if self._action:
                tail = 20 + fonts.width(self._action, "body", 500)
                tail += 10 + marks.key_width(self._key) if self._key else 0
            room = QRectF(left, middle - 10, box.width() - left - tail - PADDING, 20)
            width = marks.text(painter, room, self.text(), "body", "toastText", weight=500)
            if self._action:
                x = left + width + 20
                spot = QRectF(x, middle - 10, box.width() - x, 20)
                done = marks.text(painter, spot, self._action, "body", "toastAccent", weight=500)
                if self._key:
                    marks.key_cap(painter, x + done + 10, middle, self._key, "toast")
            if self._detail:
                below = QRectF(left, 34, box.width() - left - PADDING, 18)
                marks.text(painter, below, self._detail, "cap", "toastText")


class Banner(QWidget):
    """A lasting fact about the record shown, with the one thing to do about it."""

    ROLE = Role.AlertMessage

    acted = Signal()

    def __init__(
        self,
        title: str = "",
        text: str = "",
        action: str = "",
        *,
        tint: str = "bad",
        icon: str = "git-merge",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tint, self._icon = tint, icon
        self._title = Label(title, "body", tint, weight=600, wrap=True, parent=self)
        self._text = Label(text, "cap", "text2", wrap=True, parent=self)
        self._button = Button(action, parent=self)
        self._button.clicked.connect(self.acted)
        self._lay_out()
        self.set(title, text, action)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._text)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(38, 8, 10, 8)
        self._row.setSpacing(8)
        self._row.addLayout(words, 1)
        self._row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The verb goes below where it would leave too little to the words."""
        super().resizeEvent(event)
        beside = event.size().width() - 56 - self._button.sizeHint().width()
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if beside >= LEAST_WORDS else way.TopToBottom)

    def set(self, title: str, text: str = "", action: str = "") -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._button.setText(action)
        self._button.setVisible(bool(action))

    def set_tint(self, tint: str, icon: str) -> None:
        self._tint, self._icon = tint, icon
        self._title.set_ink(tint)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            ground = theme().color(self._tint + "Tint")
            marks.round_rect(painter, QRectF(self.rect()), 8, fill=ground)
            icons.paint(painter, self._icon, theme().color(self._tint), 12, 10, 18)


class EmptyState(QWidget):
    """Why there is nothing here, and the one thing that would change it."""

    acted = Signal()

    def __init__(
        self,
        text: str = "",
        action: str = "",
        *,
        icon: str = "circle-dot",
        detail: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._text = Label(text, "read", "text2", wrap=True, parent=self)
        self._detail = Label(detail, "cap", "text3", wrap=True, parent=self)
        self._button = Button(action, parent=self)
        self._button.clicked.connect(self.acted)
        for label in (self._text, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setMaximumWidth(WIDEST)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(1)
        column.addSpacing(44)
        for widget in (self._text, self._detail, self._button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.set(text, action, detail)

    def set(self, text: str, action: str = "", detail: str = "", icon: str | None = None) -> None:
        self._icon = icon or self._icon
        for label, said, style in ((self._text, text, "read"), (self._detail, detail, "cap")):
            label.setText(said)
            # a wrapped label centred in a column needs to be told how large its words are
            wide = round(min(WIDEST, fonts.width(said, style) + 8))
            label.setMinimumSize(wide, max(0, label.heightForWidth(wide)))
        self._detail.setVisible(bool(detail))
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            x, y = self.width() / 2 - 16, self._text.y() - 44
            if self._text.text():  # a place that is not read yet shows nothing
                icons.paint(painter, self._icon, theme().color("line3"), x, y, 32)
