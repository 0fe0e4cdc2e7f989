"""A form on the screen: its sections in one column, drawn from the definition and nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.forms import Fault, Form, FormField, Section, totals
from ui.forms.derived import AutoMark, DerivedFigures, DerivedRows
from ui.forms.editors import Editors, editor_for
from ui.forms.lines import TableEditor
from ui.forms.picking import Picker
from ui.widgets.containers import ScrollPage, clear
from ui.widgets.labels import Label, SectionHeader
from ui.widgets.tabbing import tab_here

translate = QCoreApplication.translate
WIDTH, PADDING = 720, 24


class FieldBlock(QWidget):
    """A label, the control below it, and what is wrong with it."""

    def __init__(
        self, field: FormField, language: str, editors: Editors, alone: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.field = field
        label = field.label.text(language) + (" *" if field.required else "")
        self._label = Label(label, "cap", "text2", parent=self)
        if field.type == "table":
            self.editor: Any = TableEditor(field, language, self, editors)
        else:
            self.editor = editors.get(field.type, editor_for)(field, language, self)
        self._fault = Label("", "cap", "bad", wrap=True, parent=self)
        self._fault.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(self.editor)
        column.addWidget(self._fault)
        self._label.setVisible(not alone)

    def set_fault(self, fault: Fault | None) -> None:
        typed = self.editor.unmatched() if isinstance(self.editor, Picker) else ""
        self._fault.setText(reason(fault, typed) if fault else "")
        self._fault.setVisible(fault is not None)
        if isinstance(self.editor, TableEditor):
            column = str(fault.facts.get("column", "")) if fault else ""
            self.editor.set_invalid(fault is not None, fault.row if fault else -1, column)
        else:
            self.editor.set_invalid(fault is not None)
        self.editor.setAccessibleDescription(self._fault.text())

    def take_focus(self, fault: Fault | None = None) -> QWidget:
        if fault is not None and isinstance(self.editor, TableEditor):
            return self.editor.focus_cell(fault.row, str(fault.facts.get("column", "")))
        target: QWidget = self.editor.focus_target()
        return target


def reason(fault: Fault, typed: str = "") -> str:
    """Why an answer does not fit, in a sentence; `typed`: words that name no record."""
    if typed and fault.reason == "needed":
        return translate("Forms", "“{typed}” is not in the list; choose one below.").format(
            typed=typed
        )
    said = {
        "needed": translate("Forms", "This is required."),
        "too_short": translate("Forms", "At least {least} characters."),
        "too_long": translate("Forms", "At most {longest} characters."),
        "not_money": translate("Forms", "An amount like 1280 or 1280.50."),
        "not_number": translate("Forms", "A whole number."),
        "not_date": translate("Forms", "A day like 2026-12-31."),
        "not_time": translate("Forms", "A time like 08:30."),
        "not_a_choice": translate("Forms", "Choose one of these."),
        "too_low": translate("Forms", "Not less than {lowest}."),
        "too_high": translate("Forms", "Not more than {highest}."),
        "too_few": translate("Forms", "At least {fewest} lines."),
        "too_many": translate("Forms", "At most {most} lines."),
    }
    return said.get(fault.reason, fault.reason).format_map(dict(fault.facts))


class FormPage(ScrollPage):
    """Shows a form with its answers and figures; says what changed, one key at a time."""

    answered = Signal(str)  # the key of a field whose answer changed
    source_wanted = Signal(str, str, object)  # rows, label, anchor
    section_entered = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, editors: Editors | None = None) -> None:
        super().__init__(parent, padding=PADDING, spacing=0)
        self._editors: Editors = editors or {}
        self._form: Form | None = None
        self._blocks: dict[str, FieldBlock] = {}
        self._derived: list[DerivedFigures | DerivedRows] = []
        self._heads: dict[str, QWidget] = {}
        self._read_only = False
        self._inner = QWidget(self)
        self._inner.setMaximumWidth(WIDTH)
        self.lines = QVBoxLayout(self._inner)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(10)
        self.column.addWidget(self._inner)
        self.column.addStretch(1)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        program = QApplication.instance()
        if isinstance(program, QApplication):
            program.focusChanged.connect(self._focused)

    # --- building

    def set_form(self, form: Form, language: str) -> None:
        """Draw another form, or the same in another language."""
        self._inner.hide()  # what is set out in a hidden page comes with it at once
        clear(self.lines)
        self._form, self._blocks, self._derived, self._heads = form, {}, [], {}
        for section in form.sections:
            self._add_section(section, language)
        self._inner.show()

    def _add_section(self, section: Section, language: str) -> None:
        head = SectionHeader(section.title.text(language), parent=self._inner)
        if any(field.is_derived for field in section.fields):
            head.add(AutoMark(head))
        if self._heads:
            self.lines.addSpacing(12)
        self.lines.addWidget(head)
        self._heads[section.key] = head
        for group in _groups(section.fields):
            if group[0].is_derived and group[0].type != "rows":
                self._add_derived(DerivedFigures(group, language, self._inner))
            elif group[0].is_derived:
                self._add_derived(DerivedRows(group[0], language, self._inner))
            else:
                title = section.title.text(language)
                alone = len(section.fields) == 1 and group[0].label.text(language) == title
                self._add_field(group[0], language, alone)

    def _add_derived(self, widget: DerivedFigures | DerivedRows) -> None:
        widget.source_wanted.connect(self.source_wanted)
        self._derived.append(widget)
        self.lines.addWidget(widget)

    def _add_field(self, field: FormField, language: str, alone: bool) -> None:
        block = FieldBlock(field, language, self._editors, alone, self._inner)
        block.editor.changed.connect(lambda: self._changed(field))
        self._blocks[field.key] = block
        self.lines.addWidget(block)

    # --- answers

    def show_report(
        self, answers: Mapping[str, Any], derived: Mapping[str, Any], *, read_only: bool = False
    ) -> None:
        """Fill it in; what is shown already is left alone, so that typing is not disturbed."""
        self._read_only = read_only
        for key, block in self._blocks.items():
            usual = None if block.field.type == "date" else block.field.default
            value = answers.get(key, usual)
            if block.editor.value() != value:
                block.editor.set_value(value)
            block.editor.set_read_only(read_only)
        self.show_derived(derived)
        self._sum_up()
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Down the page, though figures and lines are made later than what stands below them."""
        order: list[QWidget] = []
        for number in range(self.lines.count()):
            item = self.lines.itemAt(number)
            block = item.widget() if item is not None else None
            if isinstance(block, FieldBlock) and isinstance(block.editor, TableEditor):
                order += block.editor.parts()
            elif block is not None:
                order.append(block)
        tab_here(self, order)

    def show_derived(self, derived: Mapping[str, Any]) -> None:
        for widget in self._derived:
            widget.show_derived(derived)
        self.measure()

    def answers(self) -> dict[str, Any]:
        """Every answer there is; what is empty is left out."""
        found = {key: block.editor.value() for key, block in self._blocks.items()}
        return {key: value for key, value in found.items() if value is not None}

    def answer(self, key: str) -> Any:
        return self._blocks[key].editor.value() if key in self._blocks else None

    def set_answer(self, key: str, value: Any) -> None:
        """Fill one field as if it had been typed."""
        if key in self._blocks and not self._read_only:
            self._blocks[key].editor.set_value(value)
            self._changed(self._blocks[key].field)

    def _changed(self, field: FormField) -> None:
        self._blocks[field.key].set_fault(None)
        self._sum_up()
        self.answered.emit(field.key)

    def _sum_up(self) -> None:
        if self._form is not None:
            for key, total in totals(self._form, self.answers()).items():
                self._blocks[key].editor.set_value(total)

    # --- faults and focus

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Say each under its field, and go to the first."""
        by_field = {fault.field: fault for fault in faults}
        for key, block in self._blocks.items():
            block.set_fault(by_field.get(key))
        if faults and faults[0].field in self._blocks:
            target = self._blocks[faults[0].field].take_focus(faults[0])
            target.setFocus()
            self._settle()
            self.ensureWidgetVisible(target, 20, 140)
            self._focused(None, target)  # the rail names the field's section, not the topmost one

    def focus_field(self, key: str) -> bool:
        if key not in self._blocks:
            return False
        target = self._blocks[key].take_focus()
        target.setFocus()
        self._settle()
        self.ensureWidgetVisible(target, 20, 80)
        self._focused(None, target)  # as above
        return True

    def place(self) -> tuple[int, str]:
        """How far it is scrolled, and the key of the field that has the focus."""
        return self.verticalScrollBar().value(), self.field_of(QApplication.focusWidget())

    def return_to(self, place: tuple[int, str]) -> None:
        """Where one was before it was drawn anew."""
        scrolled, key = place
        if key in self._blocks:
            self._blocks[key].take_focus().setFocus()
        self._settle()
        self.verticalScrollBar().setValue(scrolled)

    def field_of(self, widget: QWidget | None) -> str:
        """The key of the field in which a widget stands."""
        for key, block in self._blocks.items():
            if widget is not None and block.isAncestorOf(widget):
                return key
        return ""

    def scroll_to(self, section: str) -> None:
        head = self._heads.get(section)
        if head is not None:
            self._settle()
            top = self._top_of(head)
            self.verticalScrollBar().setValue(max(0, top - PADDING))
            self.section_entered.emit(section)

    def _settle(self) -> None:
        """Lay a form that was just set out now: where nothing has a place yet, nothing is found."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def _top_of(self, head: QWidget) -> int:
        page = self.widget()
        return head.mapTo(page, QPoint(0, 0)).y() if page is not None else 0

    def _focused(self, _: QObject | None, now: QWidget | None) -> None:
        key = self.field_of(now)
        section = self._form.section_of(key) if self._form and key else None
        if section is not None:
            self.section_entered.emit(section.key)

    def _scrolled(self, value: int) -> None:
        passed = ""
        for key, head in self._heads.items():
            if self._top_of(head) <= value + 60:
                passed = key
        at_end = value >= self.verticalScrollBar().maximum() > 0
        if at_end and self._heads:
            passed = list(self._heads)[-1]
        if passed:
            self.section_entered.emit(passed)


def _groups(fields: Sequence[FormField]) -> Iterator[list[FormField]]:
    """Derived figures that follow each other stand together; everything else alone."""
    group: list[FormField] = []
    for field in fields:
        is_figure = field.is_derived and field.type != "rows"
        if group and not is_figure:
            yield group
            group = []
        if is_figure:
            group.append(field)
        else:
            yield [field]
    if group:
        yield group
