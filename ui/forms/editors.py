"""The controls a person answers with: each has a value, says when it changed, and shows a fault."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.forms import FormField
from desktop.queries.approval_checks import number
from ui.forms import words
from ui.translations import Retranslated
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import SegmentedPills
from ui.widgets.inputs import Choice, LineField, TextArea
from ui.widgets.labels import Label

MOST_PILLS = 6
Finder = Callable[[str, str], Sequence[tuple[str, str, str]]]  # (type, text) -> id, name, note


class Editor(Protocol):
    """What a form needs of a control."""

    def value(self) -> Any: ...

    def set_value(self, value: Any) -> None: ...

    def set_invalid(self, invalid: bool) -> None: ...

    def set_read_only(self, read_only: bool) -> None: ...

    def focus_target(self) -> QWidget: ...


class LineEditor(LineField):
    """One line: words, an amount, a whole number, a day."""

    changed = Signal()

    def __init__(self, field: FormField, language: str, parent: QWidget | None = None) -> None:
        super().__init__(field.hint.text(language), parent)
        self._type = field.type
        self.setAccessibleName(field.label.text(language))
        if field.type == "date" and not self.placeholderText():
            self.setPlaceholderText("2026-12-31")
        if field.type in ("money", "integer"):
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setMaximumWidth(180)
        elif field.type == "date":
            self.setMaximumWidth(180)
        self.textEdited.connect(self.changed)

    def value(self) -> Any:
        text = self.text().strip()
        if not text:
            return None
        if self._type == "money":
            amount = number(text.replace(",", "").replace("¥", ""))
            return text if amount is None else f"{amount:.2f}"
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


class WordsEditor(TextArea):
    """Several lines that grow as they are written."""

    changed = Signal()

    def __init__(self, field: FormField, language: str, parent: QWidget | None = None) -> None:
        super().__init__(field.hint.text(language), lines=3, most=14, parent=parent)
        self.setAccessibleName(field.label.text(language))
        self._quiet = False
        self.textChanged.connect(self._tell)

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


class PillsEditor(SegmentedPills):
    """One of a few answers."""

    changed = Signal()

    def __init__(self, field: FormField, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_items([(one.code, one.words.text(language)) for one in field.choices])
        self.setAccessibleName(field.label.text(language))
        self.chosen.connect(lambda _: self.changed.emit())
        self.set_value(field.default)

    def value(self) -> Any:
        return self.current() or None

    def set_value(self, value: Any) -> None:
        self.set_current(str(value or ""))

    def set_invalid(self, invalid: bool) -> None:
        self.setProperty("invalid", invalid)

    def set_read_only(self, read_only: bool) -> None:
        self.setEnabled(not read_only)

    def focus_target(self) -> QWidget:
        chosen = self._pills.get(self.current())
        return chosen or next(iter(self._pills.values()), self)


class ChoiceEditor(Choice):
    """One of many answers."""

    changed = Signal()

    def __init__(self, field: FormField, language: str, parent: QWidget | None = None) -> None:
        super().__init__([(one.code, one.words.text(language)) for one in field.choices], parent)
        self.setAccessibleName(field.label.text(language))
        self.chosen.connect(lambda _: self.changed.emit())

    def set_invalid(self, invalid: bool) -> None:
        self.setProperty("invalid", invalid)

    def set_read_only(self, read_only: bool) -> None:
        self.setEnabled(not read_only)

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
        self.setText(words.money(value or 0))

    def set_invalid(self, invalid: bool) -> None:
        self.set_ink("bad" if invalid else "text")

    def set_read_only(self, read_only: bool) -> None:
        pass

    def focus_target(self) -> QWidget:
        return self


class TableEditor(Retranslated, QWidget):
    """Lines that are added and taken away; an empty last line is no line."""

    changed = Signal()

    def __init__(self, field: FormField, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field, self._language = field, language
        self._lines: list[TableLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._add = Button("", "link", icon="plus", parent=self)
        self._add.clicked.connect(self._begin_line)
        self._column.addWidget(self._add)
        self.retranslate()

    def retranslate(self) -> None:
        self._add.setText(self.tr("Add a line"))

    def value(self) -> Any:
        return [value for line in self._lines if (value := line.value())] or None

    def set_value(self, value: Any) -> None:
        rows = [row for row in value or () if isinstance(row, Mapping)]
        if rows == (self.value() or []):
            return
        for line in tuple(self._lines):
            self._drop(line)
        for row in rows:
            self._append(row)

    def set_invalid(self, invalid: bool, row: int = -1, column: str = "") -> None:
        for place, line in enumerate(self._lines):
            line.set_invalid(column if invalid and place == row else "")

    def set_read_only(self, read_only: bool) -> None:
        self._add.setVisible(not read_only)
        for line in self._lines:
            line.set_read_only(read_only)

    def focus_target(self) -> QWidget:
        return self._lines[0].first() if self._lines else self._add

    def focus_cell(self, row: int, column: str) -> QWidget:
        if 0 <= row < len(self._lines):
            return self._lines[row].editor(column)
        return self.focus_target()

    def _begin_line(self) -> None:
        line = self._append({})
        line.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self, row: Mapping[str, Any]) -> "TableLine":
        line = TableLine(self._field.columns, self._language, self)
        line.set_value(row)
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._remove(line))
        self._lines.append(line)
        self._column.insertWidget(self._column.count() - 1, line)
        order = [self._add, *line.parts(), self._add]
        for before, after in pairwise(order):  # from the line above, through this one, to the verb
            QWidget.setTabOrder(before, after)
        return line

    def _remove(self, line: "TableLine") -> None:
        number = self._lines.index(line)
        self._drop(line)
        follow = self._lines[min(number, len(self._lines) - 1)].first() if self._lines else None
        (follow or self._add).setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, line: "TableLine") -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()


class TableLine(Retranslated, QWidget):
    """One line of a table."""

    changed = Signal()
    removed = Signal()

    def __init__(self, columns: Sequence[FormField], language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._editors: dict[str, LineEditor] = {}
        self._kept: dict[str, Any] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for column in columns:
            editor = LineEditor(column, language, self)
            if not editor.placeholderText():
                editor.setPlaceholderText(column.label.text(language))
            editor.changed.connect(self.changed)
            row.addWidget(editor, 0 if column.type in ("money", "integer") else 1)
            if column.type in ("money", "integer"):
                editor.setFixedWidth(110)
            self._editors[column.key] = editor
        self._away = IconButton("x", "", parent=self)
        self._away.clicked.connect(self.removed)
        row.addWidget(self._away)
        self.retranslate()

    def retranslate(self) -> None:
        self._away.set_name(self.tr("Remove this line"))

    def value(self) -> dict[str, Any]:
        found = {key: editor.value() for key, editor in self._editors.items()}
        kept = {key: value for key, value in found.items() if value is not None}
        return {**self._kept, **kept} if kept else {}

    def set_value(self, row: Mapping[str, Any]) -> None:
        self._kept = {key: value for key, value in row.items() if key not in self._editors}
        for key, editor in self._editors.items():
            editor.set_value(row.get(key))

    def set_invalid(self, column: str) -> None:
        for key, editor in self._editors.items():
            editor.set_invalid(key == column)

    def set_read_only(self, read_only: bool) -> None:
        self._away.setVisible(not read_only)
        for editor in self._editors.values():
            editor.set_read_only(read_only)

    def first(self) -> QWidget:
        return next(iter(self._editors.values()))

    def parts(self) -> list[QWidget]:
        """What Tab goes through, in its order."""
        return [*self._editors.values(), self._away]

    def editor(self, column: str) -> QWidget:
        return self._editors.get(column) or self.first()


def editor_for(field: FormField, language: str, parent: QWidget) -> Any:
    """The control for a field's type; it satisfies Editor and has a `changed` signal."""
    if field.type == "long_text":
        return WordsEditor(field, language, parent)
    if field.type == "choice":
        few = len(field.choices) <= MOST_PILLS
        return (PillsEditor if few else ChoiceEditor)(field, language, parent)
    if field.type == "table":
        return TableEditor(field, language, parent)
    if field.type == "sum":
        return SumLabel(field, language, parent)
    return LineEditor(field, language, parent)
