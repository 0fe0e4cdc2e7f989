"""Choosing a customer inside a form: type, and the likely ones stand below the line."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms import FormField
from desktop.queries.approvals import Known
from ui.widgets.buttons import Button
from ui.widgets.containers import clear
from ui.widgets.inputs import LineField

Find = Callable[[str], Sequence[Known]]
Name = Callable[[str], str]


class CustomerEditor(QWidget):
    """A line whose value is a customer's id; Enter takes the first that is offered."""

    changed = Signal()

    def __init__(
        self, field: FormField, language: str, find: Find, name: Name, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._find, self._name, self._id = find, name, ""
        self._offered: list[Known] = []
        self._line = LineField(field.hint.text(language), self)
        self._line.setAccessibleName(field.label.text(language))
        self._line.textEdited.connect(self._typed)
        self._line.installEventFilter(self)
        self._offers = QVBoxLayout()
        self._offers.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._line)
        column.addLayout(self._offers)

    def _typed(self, text: str) -> None:
        self._id = ""
        self._offer(self._find(text.strip()) if text.strip() else ())
        self.changed.emit()

    def _offer(self, known: Sequence[Known]) -> None:
        clear(self._offers)
        self._offered = list(known)
        for one in known:
            words = f"{one.name} · {one.note}" if one.note else one.name
            button = Button(words, "ghost", icon="building-store", size="sm", parent=self)
            button.clicked.connect(self._taking(one))
            self._offers.addWidget(button)

    def _taking(self, one: Known) -> Callable[[], None]:
        return lambda: self._take(one)

    def _take(self, one: Known) -> None:
        self._id = one.id
        self._line.setText(one.name)
        self._offer(())
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._offered and not event.modifiers():
            self._take(self._offered[0])
            return True
        return False

    def value(self) -> Any:
        return self._id or None

    def set_value(self, value: Any) -> None:
        if value == self._id and value:
            return
        self._id = str(value or "")
        self._line.setText(self._name(self._id) if self._id else "")
        self._offer(())

    def set_invalid(self, invalid: bool) -> None:
        self._line.set_invalid(invalid)

    def set_read_only(self, read_only: bool) -> None:
        self._line.setReadOnly(read_only)
        self._line.setEnabled(not read_only)

    def focus_target(self) -> QWidget:
        return self._line
