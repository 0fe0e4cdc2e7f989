"""Choosing a record inside a form: type, and the likely ones stand below the line."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.queries.offered import Known
from ui.widgets.containers import clear
from ui.widgets.inputs import LineField
from ui.widgets.menu import MenuRow

Find = Callable[[str], Sequence[Known]]
Name = Callable[[str], str]


class Picker(QWidget):
    """Enter takes the first that is offered, the arrows go through them.

    With `name` the value is the id of the one that was taken; without it the words themselves,
    whether they were taken or typed. `taken` tells the `Known` that was chosen, None as soon as
    the words are typed over.
    """

    changed = Signal()
    taken = Signal(object)

    def __init__(
        self,
        find: Find,
        parent: QWidget,
        *,
        called: str = "",
        hint: str = "",
        name: Name | None = None,
        icon: str = "building-store",
    ) -> None:
        super().__init__(parent)
        self._find, self._name, self._icon, self._id = find, name, icon, ""
        self._offered: list[Known] = []
        self._buttons: list[MenuRow] = []
        self._line = LineField(hint, self)
        self._line.setAccessibleName(called)
        self._line.textEdited.connect(self._typed)
        self._line.installEventFilter(self)
        self.setFocusProxy(self._line)
        self._offers = QVBoxLayout()
        self._offers.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._line)
        column.addLayout(self._offers)

    def call(self, called: str, hint: str) -> None:
        """Its name for a screen reader, and what stands in it while it is empty."""
        self._line.setPlaceholderText(hint)
        self._line.setAccessibleName(called)

    def _typed(self, text: str) -> None:
        self._id = ""
        self._offer(self._find(text.strip()) if text.strip() else ())
        self.taken.emit(None)
        self.changed.emit()

    def _offer(self, known: Sequence[Known]) -> None:
        clear(self._offers)
        self._offered, self._buttons = list(known), []
        for one in known:
            words = f"{one.name} · {one.note}" if one.note else one.name
            button = MenuRow(words, icon=self._icon, parent=self)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setToolTip(words)  # its place may be narrower than its words
            button.clicked.connect(self._taking(one))
            button.installEventFilter(self)
            self._buttons.append(button)
            self._offers.addWidget(button)
            button.show()  # at once: the key that brought it goes on to it

    def _taking(self, one: Known) -> Callable[[], None]:
        return lambda: self._take(one)

    def _take(self, one: Known) -> None:
        self._id = one.id
        self._line.setText(one.name)
        self._offer(())
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.taken.emit(one)
        self.changed.emit()

    # --- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched is self._line and self._id:
            self._line.selectAll()  # the next word is another one, not the rest of this one
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return not event.modifiers() and self._pressed(watched, event)
        return False

    def _pressed(self, at: QObject, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        place = next((n for n, button in enumerate(self._buttons) if button is at), -1)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._offered:
            self._take(self._offered[max(0, place)])
            return True
        if key == Qt.Key.Key_Escape and self._offered:
            self._offer(())
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key)
        return step is not None and self._step(place + step)

    def _step(self, place: int) -> bool:
        """To that offer; above the first is the line. Down in an empty line offers some."""
        if not self._offered and place == 0 and not self._line.text():
            self._offer(self._find(""))
        if place < 0 or not self._buttons:
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            at = self._buttons[min(place, len(self._buttons) - 1)]
            at.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    # --- what a form needs of a control

    def text(self) -> str:
        return self._line.text()

    def unmatched(self) -> str:
        """What was typed and is none of the records, where one must be chosen."""
        return "" if self._id or self._name is None else self._line.text().strip()

    def value(self) -> Any:
        return (self._id if self._name is not None else self._line.text().strip()) or None

    def set_value(self, value: Any) -> None:
        if value == self.value() and value:
            return
        if self._name is None:
            self._line.setText(str(value or ""))
        else:
            self._id = str(value or "")
            self._line.setText(self._name(self._id) if self._id else "")
        self._offer(())

    def say(self, words: str) -> None:
        """Words that stand for no record, as they are."""
        self._id = ""
        self._line.setText(words)
        self._offer(())

    def set_invalid(self, invalid: bool) -> None:
        self._line.set_invalid(invalid)

    def set_read_only(self, read_only: bool) -> None:
        self._line.setReadOnly(read_only)
        self._line.setEnabled(not read_only)

    def focus_target(self) -> QWidget:
        return self._line
