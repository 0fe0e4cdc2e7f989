"""The filters in force as chips, and the two small windows that add a filter or keep a view."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.queries.customer_fields import OwnField
from desktop.queries.customers import OWN, STANDINGS, Filter
from sync.clock import Clock
from ui import words
from ui.screens.customers.columns import all_columns
from ui.screens.customers.question import SavedView, field_label, filter_words
from ui.translations import Retranslated
from ui.widgets.buttons import Button, IconButton
from ui.widgets.checks import Check
from ui.widgets.chips import FilterChip
from ui.widgets.containers import Popover
from ui.widgets.flow import Flow
from ui.widgets.inputs import LineField, SearchField
from ui.widgets.labels import Label
from ui.widgets.menu import MenuHead, MenuRow

Offers = Callable[[str], Sequence[tuple[str, int]]]
MOST_OFFERED, MOST_OWN, MOST_COLUMNS, MOST_GROUPS = 14, 8, 20, 14
VERB_ICONS = ("route", "archive", "download")
LISTED = ("region", "class", "standing", "industry")


class FilterBar(Retranslated, QWidget):
    """Chips of the filters, "add filter", the field that searches within, and two choosers."""

    removed = Signal(int)
    pressed = Signal(int)
    add_pressed = Signal()
    views_pressed = Signal()
    columns_pressed = Signal()
    group_pressed = Signal()
    ungrouped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: list[FilterChip] = []
        self.search = SearchField(key="customers.search", parent=self)
        self.search.setFixedSize(176, 28)
        self.add = Button("", "link", icon="plus", key="customers.filter", parent=self)
        self.add.clicked.connect(self.add_pressed)
        self.views = IconButton("adjustments-horizontal", "", parent=self)
        self.views.clicked.connect(self.views_pressed)
        self.group = IconButton("list-tree", "", key="customers.group", parent=self)
        self.group.clicked.connect(self.group_pressed)
        self.columns = IconButton("columns", "", parent=self)
        self.columns.clicked.connect(self.columns_pressed)
        self._flow = Flow()
        self._flow.addWidget(self.add)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 14, 8)
        row.setSpacing(4)
        row.addLayout(self._flow, 1)
        for widget in (self.search, self.views, self.group, self.columns):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self._filters: Sequence[Filter] = ()
        self._group = ""
        self.retranslate()

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search this list"))
        self.add.setText(self.tr("Add filter"))
        self.views.set_name(self.tr("Views"))
        self.group.set_name(self.tr("Group"))
        self.columns.set_name(self.tr("Columns"))
        self.show_filters(self._filters, self._group)

    def show_filters(self, filters: Sequence[Filter], group: str = "") -> None:
        self._filters, self._group = filters, group
        held = any(chip.hasFocus() for chip in self.chips)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(number, wanted) for number, wanted in enumerate(filters)]
        if group:
            chip = FilterChip(self.tr("Grouped by"), field_label(group), parent=self)
            chip.removed.connect(self.ungrouped)
            chip.clicked.connect(self.group_pressed)
            self.chips.append(chip)
        self._flow.removeWidget(self.add)
        for widget in (*self.chips, self.add):
            self._flow.addWidget(widget)
        for before, after in pairwise((*self.chips, self.add)):
            QWidget.setTabOrder(before, after)
        if held:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chip(self, number: int, wanted: Filter) -> FilterChip:
        chip = FilterChip(*filter_words(wanted), parent=self)
        chip.removed.connect(lambda: self.removed.emit(number))
        chip.clicked.connect(lambda: self.pressed.emit(number))
        return chip


class FieldChooser(Popover):
    """By what to filter: fields that offer their values, and conditions that are ready to use."""

    field_chosen = Signal(str)
    changed = Signal(object)  # Filter

    def __init__(self, window: QWidget, own: Sequence[OwnField] = ()) -> None:
        super().__init__(window, width=220, padding=6)
        self.column.setSpacing(0)
        self.column.addWidget(MenuHead(self.tr("Filter by")))
        for name in (*LISTED, *(field.id for field in own[:MOST_OWN])):
            self._offer(field_label(name), partial(self._choose, name))
        for label, wanted in self._ready():
            self._offer(label, partial(self._take, wanted))

    def _ready(self) -> list[tuple[str, Filter]]:
        return [
            (self.tr("Receivable above zero"), Filter("receivable", ">", ("0.00",))),
            (self.tr("Overdue more than 30 days"), Filter("overdue_days", ">", (30,))),
            (self.tr("Not sent yet"), Filter("pending", ">", (0,))),
            (self.tr("Archived"), Filter("archived", "=", (True,))),
        ]

    def _offer(self, text: str, run: Callable[[], object]) -> None:
        button = MenuRow(text, parent=self)
        button.clicked.connect(lambda: run())
        self.column.addWidget(button)

    def _choose(self, name: str) -> None:
        self.dismiss()
        self.field_chosen.emit(name)

    def _take(self, wanted: Filter) -> None:
        self.dismiss()
        self.changed.emit(wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _stepped(self, event):
            super().keyPressEvent(event)


class ValueChooser(Popover):
    """The values of one field; ticking one applies at once."""

    changed = Signal(object)  # Filter; without values when nothing is ticked

    def __init__(self, window: QWidget, field: str, offers: Offers, held: Sequence[object]) -> None:
        super().__init__(window, width=240)
        self.column.setSpacing(0)
        self._field = field
        self.boxes: dict[str, Check] = {}
        self.column.addWidget(Label(field_label(field), "cap", "text3"))
        for value, text, number in self._values(offers):
            box = Check(text, self, note=f"{number:,}" if number else "")
            box.setChecked(value in held)
            box.toggled.connect(self._tell)
            self.boxes[value] = box
            self.column.addWidget(box)

    def _values(self, offers: Offers) -> list[tuple[str, str, int]]:
        if self._field == "standing":
            return [(code, words.standing(code), 0) for code in STANDINGS]
        return [(name, name, number) for name, number in offers(self._field)[:MOST_OFFERED]]

    def _tell(self) -> None:
        values = tuple(value for value, box in self.boxes.items() if box.isChecked())
        self.changed.emit(Filter(self._field, "=", values))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.dismiss()
        elif not _stepped(self, event):
            super().keyPressEvent(event)


def _stepped(popover: Popover, event: QKeyEvent) -> bool:
    """Up and down move the focus, as in a menu."""
    key = event.key()
    if key not in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        return False
    popover.focusNextPrevChild(key == Qt.Key.Key_Down)
    return True


class ColumnChooser(Popover):
    """Which columns the list has: the card's, then the company's and one's own."""

    changed = Signal(list)
    add_pressed = Signal()

    def __init__(
        self, window: QWidget, clock: Clock, chosen: Sequence[str], own: Sequence[OwnField]
    ) -> None:
        super().__init__(window, width=340)
        self.column.setSpacing(2)
        self.column.addWidget(Label(self.tr("Columns"), "cap", "text3"))
        self._kept = [id for id in chosen if id.startswith(OWN)]
        self.boxes: dict[str, Check] = {}
        usual = [one for one in all_columns(clock) if one.id != "name"]
        self._offer([(one.id, one.title) for one in usual], chosen)
        if own:
            self.column.addSpacing(4)
            self.column.addWidget(Label(self.tr("Own fields"), "cap", "text3"))
        self._offer([(field.id, field.name) for field in own[:MOST_COLUMNS]], chosen)
        add = Button(self.tr("Add a field"), "link", icon="plus", size="sm", parent=self)
        add.clicked.connect(self._add)
        self.column.addWidget(add)

    def _offer(self, columns: Sequence[tuple[str, str]], chosen: Sequence[str]) -> None:
        """Two side by side, so that all fit into a low window."""
        grid = QGridLayout()
        grid.setSpacing(2)
        for number, (id, title) in enumerate(columns):
            box = Check(title, self)
            box.setChecked(id in chosen)
            box.toggled.connect(lambda: self.changed.emit(self.chosen()))
            self.boxes[id] = box
            grid.addWidget(box, number // 2, number % 2)
        self.column.addLayout(grid)

    def _add(self) -> None:
        self.dismiss()
        self.add_pressed.emit()

    def chosen(self) -> list[str]:
        """Columns that are not offered here stay as they were."""
        held = [id for id, box in self.boxes.items() if box.isChecked()]
        return [*held, *(id for id in self._kept if id not in self.boxes)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _stepped(self, event):
            super().keyPressEvent(event)


class GroupChooser(Popover):
    """By what the list is cut into groups."""

    chosen = Signal(str)

    def __init__(self, window: QWidget, offers: Sequence[tuple[str, str]], current: str) -> None:
        super().__init__(window, width=200, padding=6)
        self.column.setSpacing(0)
        self.column.addWidget(MenuHead(self.tr("Group by")))
        for field, title in (("", self.tr("No groups")), *offers[:MOST_GROUPS]):
            icon = "check" if field == current else None
            button = MenuRow(title, icon=icon, pictured=True, parent=self)
            button.clicked.connect(partial(self._choose, field))
            self.column.addWidget(button)

    def _choose(self, field: str) -> None:
        self.dismiss()
        self.chosen.emit(field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _stepped(self, event):
            super().keyPressEvent(event)


class ViewKeeper(Popover):
    """Gives the present question a name, and forgets kept ones."""

    kept = Signal(str)
    forgotten = Signal(str)

    def __init__(self, window: QWidget, views: Sequence[SavedView], current: str = "") -> None:
        super().__init__(window, width=280)
        self.column.addWidget(Label(self.tr("Save this list as a view"), "cap", "text3"))
        self.name = LineField(self.tr("Name of the view"), parent=self)
        self.name.setText(current)
        self.name.returnPressed.connect(self._keep)
        save = Button(self.tr("Save"), "primary", size="sm", parent=self)
        save.clicked.connect(self._keep)
        line = QHBoxLayout()
        line.addWidget(self.name, 1)
        line.addWidget(save)
        self.column.addLayout(line)
        said = self.tr("Filters, sorting, groups and columns are saved with it.")
        self.column.addWidget(Label(said, "cap", "text3", wrap=True))
        for view in views:
            self.column.addLayout(self._line(view))

    def _line(self, view: SavedView) -> QHBoxLayout:
        line = QHBoxLayout()
        cross = IconButton("x", self.tr("Delete view “{name}”").format(name=view.name), size=24)
        cross.clicked.connect(lambda: self._forget(view.name))
        line.addWidget(Label(view.name, elide=True), 1)
        line.addWidget(cross)
        return line

    def _keep(self) -> None:
        if self.name.text().strip():
            self.dismiss()
            self.kept.emit(self.name.text().strip())

    def _forget(self, name: str) -> None:
        self.dismiss()
        self.forgotten.emit(name)


class BatchBar(Retranslated, QWidget):
    """What can be done with the checked customers; takes the filters' place."""

    route_pressed = Signal()
    archive_pressed = Signal()
    export_pressed = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checked = 0
        self._count = Label("", "body", "text", weight=600, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 14, 6)
        row.setSpacing(8)
        row.addWidget(self._count)
        row.addSpacing(8)
        self._verbs = [Button("", icon=icon, size="sm", parent=self) for icon in VERB_ICONS]
        signals = (self.route_pressed, self.archive_pressed, self.export_pressed)
        for button, signal in zip(self._verbs, signals, strict=True):
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch(1)
        self._clear = Button("", "ghost", key="Esc", size="sm", parent=self)
        self._clear.clicked.connect(self.cleared)
        row.addWidget(self._clear)
        self.retranslate()

    def retranslate(self) -> None:
        said = (self.tr("Add to route"), self.tr("Archive"), self.tr("Export"))
        for button, text in zip(self._verbs, said, strict=True):
            button.setText(text)
        self._clear.setText(self.tr("Clear"))
        self.set_count(self._checked)

    def set_count(self, count: int) -> None:
        self._checked = count
        self._count.setText(self.tr("%n selected", "", count))
