"""A field of a record, read as text and edited where it stands.

Click it, or press E or Enter on it: the field gets its ring. Enter saves, Esc restores, Tab or
leaving saves. Nothing is asked and no bar appears; a hint line says what the keys do.
An empty date offers the company's day: Enter takes it, leaving it as it is leaves the field empty.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

from PySide6.QtCore import (
    QCoreApplication,
    QDate,
    QEvent,
    QLocale,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDoubleValidator,
    QFocusEvent,
    QIntValidator,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import fonts
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.chips import Chip, KeyCap
from ui.widgets.inputs import Choice, DateField, LineField, TextArea
from ui.widgets.labels import Label
from ui.widgets.roles import Role

translate = QCoreApplication.translate

Kind = Literal["text", "choice", "date", "number", "multiline", "readonly"]
LABEL_WIDTH = {True: 86, False: 116}  # Chinese, or a language of longer words
ROW_HEIGHT = 36
LEAST = 80  # px of the value
CONTROL = Qt.KeyboardModifier.ControlModifier


class FieldRow(QWidget):
    """Label, value, and the editor that takes the value's place.

    `saved(text)` gives the new value as text ("" = none; dates as YYYY-MM-DD; choices as their
    value); it is not emitted when nothing changed. The owner stores it and calls `set_value`, or
    `refuse` where a rule says no."""

    ROLE = Role.EditableText

    saved = Signal(str)
    editing_started = Signal()
    editing_finished = Signal()

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        kind: Kind = "text",
        choices: Sequence[tuple[str, str]] = (),
        show: Callable[[str], str] | None = None,
        today: Callable[[], date] | None = None,
        placeholder: str = "",
        label_width: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`show` turns the stored text into what is read (a date, an amount); `today` is the
        company's day, for a date."""
        super().__init__(parent)
        self._kind, self._choices, self._render = kind, tuple(choices), show
        self._today = today
        self._value, self._placeholder = "", placeholder
        self._before = ""  # the value that stood when the last one was given up by `saved`
        self._refused: str | None = None
        self._is_offer = False  # the day in the editor is the program's, nobody touched it
        self._editor: QWidget | None = None
        self._hint: QWidget | None = None
        self._action: QWidget | None = None
        self._label_width = label_width
        self._label = Label(label, "body", "text3", elide=True, parent=self)
        self._label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._shown = Label("", "body", "text", wrap=True, weight=500, parent=self)
        self._chip = Chip(parent=self)
        self._chip.hide()
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if kind != "readonly":
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.IBeamCursor)
        self.set_label(label)
        self.set_value(value)

    def _lay_out(self) -> None:
        self._line = QHBoxLayout()
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._line.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        self._place = QHBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(10)
        self._place.addWidget(self._shown)
        self._place.addWidget(self._chip)
        self._place.addStretch(0)
        self._line.addLayout(self._place, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addLayout(self._line)
        for widget in (self._label, self._shown):
            widget.setMinimumHeight(ROW_HEIGHT)
            widget.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._shown.setContentsMargins(0, 0, 0, 0)

    # --- what it shows

    def set_label(self, label: str) -> None:
        chinese = QLocale().language() == QLocale.Language.Chinese
        self._label.setFixedWidth(self._label_width or LABEL_WIDTH[chinese])
        self._label.setText(label)
        self._label.setToolTip(label)
        self.setAccessibleName(label)

    def set_value(self, value: str | None) -> None:
        """Show a stored value; one that is being edited stays as it is typed."""
        self._value = value or ""
        words = self._words(self._value)
        self._shown.setText(words or self._placeholder or "—")
        self._shown.set_ink("text" if words else "text3")
        self.setAccessibleDescription(words)
        # as wide as the words while they fit, so that a chip can stand beside them
        self._fit()

    def value(self) -> str:
        return self._value

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        self._choices = tuple(choices)
        if isinstance(self._editor, Choice):
            self._editor.set_choices(self._choices)
        self.set_value(self._value)

    def set_chip(self, text: str, tint: str = "bad") -> None:
        """A word beside the value (2 个版本); "" takes it away."""
        self._chip.set(text, tint)
        self._chip.setVisible(bool(text))
        self._fit()

    def set_action(self, widget: QWidget) -> None:
        """A control at the right end of the row (navigate, call)."""
        self._action = widget
        self._line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._fit()

    def _words(self, value: str) -> str:
        if self._kind == "choice":
            return dict(self._choices).get(value, value)
        return self._render(value) if self._render and value else value

    def _fit(self) -> None:
        room = max(60, self.width() - self._label.width() - 12)
        if not self._chip.isHidden():
            room -= self._chip.sizeHint().width() + 10
        if self._action is not None:
            room -= self._action.sizeHint().width()
        natural = round(fonts.width(self._shown.text(), "body", 500)) + 6
        self._shown.setFixedWidth(max(20, min(natural, room)))

    def resizeEvent(self, event: QEvent) -> None:
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._refused is None:
            self._say_hint()

    def _say_hint(self) -> None:
        """What the keys do, below the editor."""
        if self._hint is not None:
            self._column.removeWidget(self._hint)
            self._hint.hide()
            self._hint.deleteLater()
            self._hint = None
        if self._editor is not None:
            self._hint = _hint(self, self._label.width(), self._kind, bool(self._value))
            self._column.addWidget(self._hint)

    # --- editing

    @property
    def is_editing(self) -> bool:
        return self._editor is not None

    def edit(self) -> None:
        """Put the editor in the value's place, with everything selected."""
        if self._editor is not None or self._kind == "readonly":
            return
        editor = _editor(self._kind, self._value, self._choices, self)
        if isinstance(editor, DateField):
            self._offer_today(editor)
        self._editor = editor
        editor.setAccessibleName(self.accessibleName())
        editor.installEventFilter(self)
        if isinstance(editor, Choice):
            editor.chosen.connect(lambda _: self._save())
        for widget in (self._shown, self._chip):
            widget.hide()
        self._place.insertWidget(0, editor, 100)
        self._say_hint()
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()
        self.editing_started.emit()

    def _offer_today(self, editor: DateField) -> None:
        """Where no day stands yet."""
        if self._value or self._today is None:
            return
        offered = self._today()
        editor.setDate(QDate(offered.year, offered.month, offered.day))
        self._is_offer = True
        editor.dateChanged.connect(self._touched)
        editor.lineEdit().textEdited.connect(self._touched)

    def _touched(self) -> None:
        self._is_offer = False

    def refuse(self, why: str) -> None:
        """What `saved` gave was not taken: it stands in the editor again, the reason below it.

        Enter tries it again; Esc, or leaving it as it is, brings back the value that stands."""
        typed = self._value
        self.set_value(self._before)
        self.edit()
        if self._editor is None or self._hint is None:
            return
        _write(self._editor, typed)
        self._refused = typed
        self._column.removeWidget(self._hint)
        self._hint.deleteLater()
        self._hint = Label(why, "cap", "bad", wrap=True, parent=self)
        self._hint.setContentsMargins(self._label.width(), 0, 0, 4)
        self._column.addWidget(self._hint)

    def _save(self) -> None:
        if self._editor is None:
            return
        value = _value_of(self._editor)
        if value is not None:
            self._take(value)

    def _take(self, value: str) -> None:
        changed = value != self._value
        self._close()
        if changed:
            self._before = self._value
            self.set_value(value)
            self.saved.emit(value)

    def _leave(self) -> None:
        """The focus went elsewhere: what was refused already, or only offered, is given up, all
        else is saved."""
        if self._editor is None:
            return
        if self._is_offer or self._refused == _value_of(self._editor):
            self._close()
        else:
            self._save()

    def _close(self) -> None:
        editor, hint, self._editor, self._hint = self._editor, self._hint, None, None
        self._refused, self._is_offer = None, False
        for widget in (editor, hint):
            if widget is not None:
                widget.removeEventFilter(self)
                widget.hide()
                widget.deleteLater()
        self._shown.show()
        self._chip.setVisible(bool(self._chip.text()))
        self._fit()
        self.editing_finished.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._editor:
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._typed(event)
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            kept = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if event.reason() not in kept:
                self._leave()
        return False

    def _typed(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        many = isinstance(self._editor, QPlainTextEdit)
        if key == Qt.Key.Key_Escape:
            self._close()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (not many or held):
            self._save()
            if self._editor is None:
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if self._kind == "date" and key == Qt.Key.Key_Delete and held == CONTROL:
            self._take("")
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if key == Qt.Key.Key_Tab:
            if self._is_offer:
                self._close()
            self._save()
            if self._editor is not None:
                return True
            following = self._following()
            if following is not None:
                following.edit()
            else:
                self.setFocus(Qt.FocusReason.TabFocusReason)
                self.focusNextChild()
            return True
        return False

    @property
    def editable(self) -> bool:
        return self._kind != "readonly"

    def _following(self) -> "FieldRow | None":
        """The next row of the same form that can be edited."""
        widget: QWidget | None = self.nextInFocusChain()
        while widget is not None and widget is not self:
            beside = widget.parent() is self.parent() and widget.isVisible()
            if beside and isinstance(widget, FieldRow) and widget.editable:
                return widget
            widget = widget.nextInFocusChain()
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_E, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
        if event.key() in keys and not event.modifiers():
            self.edit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = event.position().x() > self._label.width()
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.edit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._editor is not None or self._kind == "readonly":
            return
        left = self._label.width() - 10
        box = QRectF(left, 2, self.width() - left, self.height() - 4)
        with QPainter(self) as painter:
            if self.underMouse():
                marks.round_rect(painter, box, 6, fill=theme().color("hover"))
            if self.hasFocus():
                marks.focus_ring(painter, box, 6)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(ROW_HEIGHT, hint.height()))

    def minimumSizeHint(self) -> QSize:
        """As narrow as its pane is made: the words follow, they do not hold it open."""
        return QSize(self._label.width() + LEAST, super().minimumSizeHint().height())


def _editor(kind: Kind, value: str, choices: Sequence[tuple[str, str]], parent: QWidget) -> QWidget:
    if kind == "choice":
        choice = Choice(choices, parent)
        choice.set_value(value)
        return choice
    if kind == "date":
        day = DateField(parent)
        if value:
            day.setDate(QDate.fromString(value, "yyyy-MM-dd"))
        return day
    if kind == "multiline":
        area = TextArea(lines=2, parent=parent)
        area.set_text(value)
        return area
    line = LineField(parent=parent)
    line.setText(value)
    if kind == "number":
        whole = "." not in value
        line.setValidator(QIntValidator(parent) if whole else QDoubleValidator(parent))
    return line


def _value_of(editor: QWidget) -> str | None:
    """What was typed, as text; None while it is not yet a value."""
    if isinstance(editor, QComboBox):
        return str(editor.currentData() or "")
    if isinstance(editor, QDateEdit):
        return editor.date().toString("yyyy-MM-dd")
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText().strip()
    assert isinstance(editor, QLineEdit)
    if editor.text() and not editor.hasAcceptableInput():
        return None
    return editor.text().strip()


def _write(editor: QWidget, value: str) -> None:
    if isinstance(editor, QLineEdit):
        editor.setText(value)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(value)
    elif isinstance(editor, QDateEdit):
        editor.setDate(QDate.fromString(value, "yyyy-MM-dd"))
    elif isinstance(editor, Choice):
        editor.set_value(value)


def _hint(row: FieldRow, indent: int, kind: Kind, filled: bool) -> QWidget:
    """先存本机，联网后上传 · Enter 保存 · Esc 取消; for a day there is: Ctrl Del 清空 first."""
    hint = QWidget(row)
    line = QHBoxLayout(hint)
    line.setContentsMargins(indent, 0, 0, 4)
    line.setSpacing(5)
    if kind == "date" and filled:  # what a date editor shows is always a day
        line.addStretch(1)
        line.addWidget(KeyCap("Ctrl Del"))
        line.addWidget(Label(translate("FieldRow", "clear"), "cap", "text3"))
        line.addSpacing(6)
    else:
        first = Label(translate("FieldRow", "Saved here first"), "cap", "text3", elide=True)
        line.addWidget(first, 1)
    line.addWidget(KeyCap("Ctrl Enter" if kind == "multiline" else "Enter"))
    line.addWidget(Label(translate("FieldRow", "save"), "cap", "text3"))
    line.addSpacing(6)
    line.addWidget(KeyCap("Esc"))
    line.addWidget(Label(translate("FieldRow", "cancel"), "cap", "text3"))
    return hint
