"""A table that is filled in: lines that are added and taken away, a cell a column."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.forms import FormField
from desktop.queries.offered import Known
from ui.forms.choosing import ChoiceEditor
from ui.forms.editors import Editors, LineEditor
from ui.forms.picking import Picker
from ui.translations import Retranslated
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Label

WIDTHS = {"money": 104, "integer": 84, "number": 84, "date": 112, "time": 72, "choice": 104}
Cell = LineEditor | ChoiceEditor | Picker
HEADED = 3  # columns from which on their names stand above the lines


class TableEditor(Retranslated, QWidget):
    """Lines that are added and taken away; an empty last line is no line."""

    changed = Signal()

    def __init__(
        self,
        field: FormField,
        language: str,
        parent: QWidget | None = None,
        editors: Editors | None = None,
    ) -> None:
        super().__init__(parent)
        self._field, self._language, self._editors = field, language, editors or {}
        self._lines: list[TableLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._head = TableHead(field.columns, language, self)
        self._headed = len(field.columns) >= HEADED
        self._head.hide()
        self._column.addWidget(self._head)
        self._read_only = False
        self._add = Button("", "link", icon="plus", parent=self)
        self._add.clicked.connect(self._begin_line)
        self._column.addWidget(self._add)
        self.retranslate()
        self._begin()

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
        self._begin()

    def _begin(self) -> None:
        """Where a line is needed, the first is there to be filled."""
        if self._field.required and not self._lines and not self._read_only:
            self._append({})

    def set_invalid(self, invalid: bool, row: int = -1, column: str = "") -> None:
        for place, line in enumerate(self._lines):
            line.set_invalid(column if invalid and place == row else "")

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for line in tuple(self._lines):
            if read_only and not line.value():
                self._drop(line)
            else:
                line.set_read_only(read_only)
        self._begin()
        self._tidy()

    def focus_target(self) -> QWidget:
        return self._lines[0].first() if self._lines else self._add

    def focus_cell(self, row: int, column: str) -> QWidget:
        if 0 <= row < len(self._lines):
            return self._lines[row].editor(column)
        return self.focus_target()

    def parts(self) -> list[QWidget]:
        """What Tab goes through, in its order."""
        return [*(part for line in self._lines for part in line.parts()), self._add]

    def _begin_line(self) -> None:
        line = self._append({})
        line.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self, row: Mapping[str, Any]) -> "TableLine":
        line = TableLine(self._field.columns, self._language, self._editors, self)
        line.set_value(row)
        line.set_read_only(self._read_only)
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._remove(line))
        self._lines.append(line)
        self._column.insertWidget(self._column.count() - 1, line)
        order = [self._add, *line.parts(), self._add]
        for before, after in pairwise(order):  # from the line above, through this one, to the verb
            QWidget.setTabOrder(before, after)
        self._tidy()
        return line

    def _tidy(self) -> None:
        """Names above the lines where there are lines; no more lines than may be."""
        full = bool(self._field.most) and len(self._lines) >= self._field.most
        self._add.setVisible(not self._read_only and not full)
        self._head.setVisible(self._headed and bool(self._lines))

    def _remove(self, line: "TableLine") -> None:
        number = self._lines.index(line)
        self._drop(line)
        self._begin()
        follow = self._lines[min(number, len(self._lines) - 1)].first() if self._lines else None
        (follow or self._add).setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, line: "TableLine") -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._tidy()


class TableHead(QWidget):
    """The names of the columns, each over its cells."""

    def __init__(self, columns: Sequence[FormField], language: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 38, 0)
        row.setSpacing(8)
        for column in columns:
            words = column.label.text(language) + (" *" if column.required else "")
            has_width = column.type in WIDTHS
            label = Label(words, "cap", "text3", elide=not has_width, parent=self)
            row.addWidget(label, 0 if has_width else 1)
            if has_width:
                label.setFixedWidth(WIDTHS[column.type])


def _cell(column: FormField, language: str, named: bool, editors: Editors, parent: QWidget) -> Cell:
    if column.type == "choice":
        return ChoiceEditor(column, language, parent)
    if column.type in editors:
        made: Picker = editors[column.type](column, language, parent)
        return made
    editor = LineEditor(column, language, parent)
    if named and not editor.placeholderText():
        editor.setPlaceholderText(column.label.text(language))
    return editor


class TableLine(Retranslated, QWidget):
    """One line of a table."""

    changed = Signal()
    removed = Signal()

    def __init__(
        self, columns: Sequence[FormField], language: str, editors: Editors, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._editors: dict[str, Cell] = {}
        self._kept: dict[str, Any] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for column in columns:
            editor = _cell(column, language, len(columns) < HEADED, editors, self)
            editor.changed.connect(self.changed)
            if isinstance(editor, Picker):
                editor.taken.connect(self._fill)
            row.addWidget(editor, 0 if column.type in WIDTHS else 1, Qt.AlignmentFlag.AlignTop)
            if column.type in WIDTHS:
                editor.setFixedWidth(WIDTHS[column.type])
            self._editors[column.key] = editor
        self._away = IconButton("x", "", size=32, parent=self)
        self._away.clicked.connect(self.removed)
        row.addWidget(self._away, 0, Qt.AlignmentFlag.AlignTop)
        self.retranslate()

    def _fill(self, known: Known | None) -> None:
        """What is known of the record goes into the cells beside it, and with the line."""
        self._kept = {}
        for key, value in (known.fills if known else {}).items():
            if key in self._editors:
                self._editors[key].set_value(value)
            else:
                self._kept[key] = value

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
        return [*(editor.focus_target() for editor in self._editors.values()), self._away]

    def editor(self, column: str) -> QWidget:
        return self._editors.get(column) or self.first()
