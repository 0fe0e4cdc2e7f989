"""The controls a person answers with: each has a value, says when it changed, and shows a fault."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.amounts import number
from desktop.forms import FormField
from ui.forms import words
from ui.forms.choosing import MOST_PILLS, ChoiceEditor, ManyEditor, PillsEditor, RatingEditor
from ui.widgets.inputs import LineField, TextArea
from ui.widgets.labels import Label

NUMBERS = ("money", "integer", "number")


class Editor(Protocol):
    """What a form needs of a control."""

    def value(self) -> Any: ...

    def set_value(self, value: Any) -> None: ...

    def set_invalid(self, invalid: bool) -> None: ...

    def set_read_only(self, read_only: bool) -> None: ...

    def focus_target(self) -> QWidget: ...


# By the type of a field: the control, where the program knows more than words about it.
Editors = Mapping[str, Callable[[FormField, str, QWidget], Any]]


class LineEditor(LineField):
    """One line: words, an amount, a whole number, a day."""

    changed = Signal()

    def __init__(self, field: FormField, language: str, parent: QWidget | None = None) -> None:
        super().__init__(field.hint.text(language), parent)
        self._type = field.type
        self.setAccessibleName(field.label.text(language))
        if field.type == "date" and not self.placeholderText():
            self.setPlaceholderText("2026-12-31")
        if field.type == "time" and not self.placeholderText():
            self.setPlaceholderText("08:30")
        if field.type in NUMBERS:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if field.type in (*NUMBERS, "date", "time"):
            self.setMaximumWidth(180)
        self.textEdited.connect(self.changed)

    def value(self) -> Any:
        text = self.text().strip()
        if not text:
            return None
        if self._type == "money":
            amount = number(text.replace(",", "").replace("¥", ""))
            return text if amount is None else f"{amount:.2f}"
        if self._type == "number":
            amount = number(text.replace(",", ""))
            return text if amount is None else f"{amount:f}"
        if self._type in ("date", "time"):
            return _tidy(text, self._type)
        if self._type == "integer" and text.lstrip("-").isdecimal():
            return int(text)
        return text

    def set_value(self, value: Any) -> None:
        text = "" if value is None else str(value)
        if self._type == "money" and value is not None:
            text = text.removesuffix(".00")
        if text != self.text():
            self.setText(text)

    def set_read_only(self, read_only: bool) -> None:
        self.setReadOnly(read_only)
        self.setEnabled(not read_only)

    def focus_target(self) -> QWidget:
        return self


def _tidy(text: str, type: str) -> str:
    """2026/12/3, 12-3 and 8:30 as they are kept; what is neither stays as it was typed."""
    parts = text.replace("/", "-").replace(".", "-").split("-")
    if type == "date" and len(parts) == 3 and all(part.isdecimal() for part in parts):
        return f"{int(parts[0]):04d}-{int(parts[1]):02d}-{int(parts[2]):02d}"
    hours, colon, minutes = text.replace("：", ":").partition(":")
    if type == "time" and colon and hours.isdecimal() and len(minutes) == 2:
        return f"{int(hours):02d}:{minutes}"
    return text


class WordsEditor(TextArea):
    """Several lines that grow as they are written."""

    changed = Signal()

    def __init__(self, field: FormField, language: str, parent: QWidget | None = None) -> None:
        super().__init__(field.hint.text(language), lines=3, most=14, parent=parent)
        self.setAccessibleName(field.label.text(language))
        self._quiet = False
        self.edited.connect(self._tell)

    def _tell(self) -> None:
        if not self._quiet:
            self.changed.emit()

    def value(self) -> Any:
        return self.text() or None

    def set_value(self, value: Any) -> None:
        self._quiet = True
        self.set_text(str(value or ""))
        self._quiet = False

    def set_read_only(self, read_only: bool) -> None:
        self.setReadOnly(read_only)

    def focus_target(self) -> QWidget:
        return self


class SumLabel(Label):
    """A total that adds itself up."""

    changed = Signal()

    def __init__(self, field: FormField, language: str, parent: QWidget | None = None) -> None:
        super().__init__("", "sub", parent=parent)
        self._value: Any = None
        self.set_value(None)

    def value(self) -> Any:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value = value
        self.setText(self._text_of(value))

    def _text_of(self, value: Any) -> str:
        return words.money(value or 0)

    def set_invalid(self, invalid: bool) -> None:
        self.set_ink("bad" if invalid else "text")

    def set_read_only(self, read_only: bool) -> None:
        pass

    def focus_target(self) -> QWidget:
        return self


class ScoreLabel(SumLabel):
    """The weighted marks, out of a hundred; a dash until every mark is given."""

    def _text_of(self, value: Any) -> str:
        return words.DASH if value is None else f"{value} / 100"


def editor_for(field: FormField, language: str, parent: QWidget) -> Any:
    """The control for a field's type; it satisfies Editor and has a `changed` signal."""
    if field.type == "choice":
        few = len(field.choices) <= MOST_PILLS
        return (PillsEditor if few else ChoiceEditor)(field, language, parent)
    made: Callable[[FormField, str, QWidget], Any] = _EDITORS.get(field.type, LineEditor)
    return made(field, language, parent)


_EDITORS: Mapping[str, Callable[[FormField, str, QWidget], Any]] = {
    "long_text": WordsEditor,
    "choices": ManyEditor,
    "rating": RatingEditor,
    "sum": SumLabel,
    "score": ScoreLabel,
}
