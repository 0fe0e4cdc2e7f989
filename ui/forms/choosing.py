"""Answering by choosing: one of a few, several of them, one of many, a mark from one to five."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.forms import FormField
from ui.widgets.chips import Pill
from ui.widgets.flow import Flow
from ui.widgets.inputs import Choice

MOST_PILLS = 8


class Pills(QWidget):
    """Pills that go on in the next line; left and right move the focus, space chooses."""

    changed = Signal()

    def __init__(self, name: str, items: Sequence[tuple[str, str]], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._flow = Flow(self, gap=6, line=30)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._pills: dict[str, Pill] = {}
        for code, words in items:
            pill = Pill(words, self)
            pill.setAccessibleName(f"{name} {words}")
            pill.clicked.connect(lambda _=False, code=code: self._press(code))
            self._pills[code] = pill
            self._flow.addWidget(pill)

    def _press(self, code: str) -> None:
        raise NotImplementedError

    def set_invalid(self, invalid: bool) -> None:
        self.setProperty("invalid", invalid)

    def set_read_only(self, read_only: bool) -> None:
        self.setEnabled(not read_only)

    def focus_target(self) -> QWidget:
        chosen = (pill for pill in self._pills.values() if pill.isChecked())
        return next(chosen, next(iter(self._pills.values()), self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        pills = list(self._pills.values())
        here = next((n for n, pill in enumerate(pills) if pill.hasFocus()), -1)
        if step is None or here < 0:
            super().keyPressEvent(event)
            return
        place = max(0, min(len(pills) - 1, here + step))
        pills[place].setFocus(Qt.FocusReason.TabFocusReason)


class PillsEditor(Pills):
    """One of a few answers; pressing the chosen one again takes it back where it may be empty."""

    def __init__(self, field: FormField, language: str, parent: QWidget | None = None) -> None:
        items = [(one.code, one.words.text(language)) for one in field.choices]
        super().__init__(field.label.text(language), items, parent)
        self._required, self._chosen = field.required, ""
        self.set_value(field.default)

    def _press(self, code: str) -> None:
        self.set_value("" if code == self._chosen and not self._required else code)
        self.changed.emit()

    def value(self) -> Any:
        return self._chosen or None

    def set_value(self, value: Any) -> None:
        self._chosen = str(value or "")
        for code, pill in self._pills.items():
            pill.setChecked(code == self._chosen)


class ManyEditor(Pills):
    """Any number of a few answers, kept in the order in which they are offered."""

    def __init__(self, field: FormField, language: str, parent: QWidget | None = None) -> None:
        items = [(one.code, one.words.text(language)) for one in field.choices]
        super().__init__(field.label.text(language), items, parent)
        self.set_value(field.default)

    def _press(self, code: str) -> None:
        self.changed.emit()

    def value(self) -> Any:
        return [code for code, pill in self._pills.items() if pill.isChecked()] or None

    def set_value(self, value: Any) -> None:
        chosen = {str(one) for one in value} if isinstance(value, list) else set()
        for code, pill in self._pills.items():
            pill.setChecked(code in chosen)


class RatingEditor(Pills):
    """A mark from one to the best; a digit gives it."""

    def __init__(self, field: FormField, language: str, parent: QWidget | None = None) -> None:
        items = [(str(mark), str(mark)) for mark in range(1, field.best + 1)]
        super().__init__(field.label.text(language), items, parent)
        self._mark: int | None = None

    def _press(self, code: str) -> None:
        self.set_value(int(code))
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in self._pills:
            self._press(event.text())
            return
        super().keyPressEvent(event)

    def value(self) -> Any:
        return self._mark

    def set_value(self, value: Any) -> None:
        self._mark = int(value) if str(value or "").isdecimal() else None
        for code, pill in self._pills.items():
            pill.setChecked(code == str(self._mark))


class ChoiceEditor(Choice):
    """One of many answers, or none yet."""

    changed = Signal()

    def __init__(self, field: FormField, language: str, parent: QWidget | None = None) -> None:
        items = [(one.code, one.words.text(language)) for one in field.choices]
        super().__init__([("", "—"), *items], parent)
        self.setAccessibleName(field.label.text(language))
        self.chosen.connect(lambda _: self.changed.emit())

    def value(self) -> Any:
        return super().value() or None

    def set_value(self, value: Any) -> None:
        super().set_value(str(value or ""))

    def set_invalid(self, invalid: bool) -> None:
        self.setProperty("invalid", invalid)
        self.update()

    def set_read_only(self, read_only: bool) -> None:
        self.setEnabled(not read_only)

    def focus_target(self) -> QWidget:
        return self
