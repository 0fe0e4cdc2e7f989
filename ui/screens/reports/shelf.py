"""The left side: everything one writes by kind and state, with what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import icons
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets import marks
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import SegmentedPills
from ui.widgets.containers import KeyLine, Pane, Rule
from ui.widgets.labels import Label, PaneTitle
from ui.widgets.list import RowList
from ui.widgets.notices import EmptyState

WIDTH, ROW, HEADING = 300, 56, 34


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the shelf: a period of mine, or somebody's report."""

    key: int
    id: str  # of the report, "" when there is none yet
    period: str
    title: str
    note: str
    chip: str
    tint: str
    face: str = ""
    unsent: bool = False
    code: str = ""  # of the form, or of the group a heading stands for
    is_heading: bool = False
    folded: bool = False
    is_rest: bool = False  # opens what is not listed of a group
    due: bool = False  # now, and by me

    @property
    def spoken(self) -> str:
        return " ".join(part for part in (self.title, self.note, self.chip) if part)


class Groups(RowList[Entry]):
    """A list with low headings between its rows."""

    def set_headings(self, entries: Sequence[Entry]) -> None:
        for number, entry in enumerate(entries):
            height = HEADING if entry.is_heading else ROW
            if self.rowHeight(number) != height:
                self.setRowHeight(number, height)


class Shelf(Retranslated, Pane):
    """Mine or the team's, by stage; the groups below; a day to turn for the team's roll call."""

    kind_chosen = Signal(str)
    stage_chosen = Signal(str)
    new_wanted = Signal()
    current_changed = Signal(object)
    day_turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "r", parent)
        self._entries: Mapping[int, Entry] = {}
        self._title = PaneTitle("", "", self)
        self.new = Button("", "secondary", icon="plus", key="reports.new", size="sm", parent=self)
        self.new.clicked.connect(self.new_wanted)
        self.pills = SegmentedPills(self, wraps=True)
        self.pills.chosen.connect(self.kind_chosen)
        self.stages = SegmentedPills(self, wraps=True)
        self.stages.chosen.connect(self.stage_chosen)
        self._turning = QWidget(self)
        self._day = Label("", "body", "text2", weight=500, parent=self._turning)
        self._handed = Label("", "cap", "text3", parent=self._turning)
        self._back = IconButton("chevron-left", "", size=28, framed=True, parent=self._turning)
        self._on = IconButton("chevron-right", "", size=28, framed=True, parent=self._turning)
        self._back.clicked.connect(lambda: self.day_turned.emit(-1))
        self._on.clicked.connect(lambda: self.day_turned.emit(1))
        self.list = Groups(
            paint_entry,
            lambda entry: entry.spoken,
            lambda keys: {key: self._entries[key] for key in keys if key in self._entries},
            row_height=ROW,
            inset=20,
            checks=False,
            parent=self,
        )
        self.list.current_changed.connect(self.current_changed)
        self.empty = EmptyState("", icon="clipboard-data")
        self.list.set_placeholder(self.empty)
        self.keys = KeyLine(self)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        turning = QHBoxLayout(self._turning)
        turning.setContentsMargins(20, 0, 16, 8)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self._day)
        said.addWidget(self._handed)
        turning.addLayout(said, 1)
        turning.addWidget(self._back)
        turning.addWidget(self._on)
        self._title.setContentsMargins(20, 16, 8, 0)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 16, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self.new, 0, Qt.AlignmentFlag.AlignBottom)
        pills = QVBoxLayout()
        pills.setContentsMargins(20, 10, 16, 10)
        pills.setSpacing(8)
        pills.addWidget(self.pills)
        pills.addWidget(self.stages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(pills)
        column.addWidget(self._turning)
        column.addWidget(Rule(self))
        column.addWidget(self.list, 1)
        column.addWidget(self.keys)
        self._turning.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the remark beside the title needs the room of the icon."""
        super().resizeEvent(event)
        self.new.set_icon("plus" if event.size().width() >= WIDTH - 20 else None)

    def retranslate(self) -> None:
        self._title.set_title(self.tr("Reports"))
        self._back.set_name(self.tr("The period before"))
        self._on.set_name(self.tr("The period after"))
        self.list.setAccessibleName(self.tr("Reports"))
        self.new.setText(self.tr("New"))
        self.empty.set(self.tr("No form in this view"))
        self.keys.set_keys([("J K", self.tr("move")), ("Enter", self.tr("write"))])

    def set_note(self, note: str) -> None:
        self._title.set_note(note)

    def set_day(self, day: str, handed: str = "", may_go_on: bool = True) -> None:
        """The day of the roll call and how many handed theirs in; "" hides the turning."""
        self._day.setText(day)
        self._handed.setText(handed)
        self._on.setEnabled(may_go_on)
        self._turning.setVisible(bool(day))

    def show_entries(self, entries: Sequence[Entry]) -> None:
        same = [entry.key for entry in entries] == list(self._entries)
        self._entries = {entry.key: entry for entry in entries}
        if same:
            self.list.refresh()
        else:
            self.list.show_keys(list(self._entries))
        self.list.set_headings(entries)
        current = self.entry(self.list.current_key())
        if not same and (current is None or (current.is_heading and not self.list.hasFocus())):
            self.select_first()

    def select_first(self, code: str = "") -> bool:
        """What is due now, else the first line, of that form if one is named; False: none."""
        lines = [one for one in self._entries.values() if not one.is_heading]
        found = [one for one in lines if code in ("", one.code)]
        first = next((one for one in found if one.due), found[0] if found else None)
        return first is not None and self.list.select_key(first.key)

    def step(self, by: int) -> None:
        """The next line or the one before, over the headings."""
        entries, place = list(self._entries.values()), self.list.current_number() + by
        while 0 <= place < len(entries) and entries[place].is_heading:
            place += by
        if 0 <= place < len(entries):
            self.list.select_number(place)

    def entry(self, key: object) -> Entry | None:
        return self._entries.get(key) if isinstance(key, int) else None

    def key_of(self, *, id: str = "", code: str = "", period: str = "") -> int | None:
        for entry in self._entries.values():
            of_period = period and entry.period == period and code == entry.code
            if (id and entry.id == id) or of_period:
                return entry.key
        return None


def paint_entry(painter: QPainter, box: QRectF, entry: Entry) -> None:
    if entry.is_heading:
        paint_heading(painter, box, entry)
        return
    left, right = 20.0, box.right() - 16
    if entry.face:
        marks.face(painter, 16, box.top() + 12, 32, entry.face)
        left = 58.0
    if entry.unsent:
        marks.ring(painter, left - 10 if entry.face else 10, box.top() + 41 if entry.face else 19)
    width = marks.chip_width(entry.chip) if entry.chip else 0
    if entry.chip:
        marks.chip(painter, right - width, box.top() + 19, entry.chip, entry.tint)
    title = QRectF(left, box.top() + 9, right - width - 8 - left, 20)
    marks.text(painter, title, entry.title, "body", "text", weight=500)
    note = QRectF(left, box.top() + 29, right - left, 18)
    marks.text(painter, note, entry.note, "cap", "text3")


def paint_heading(painter: QPainter, box: QRectF, entry: Entry) -> None:
    if not entry.is_rest:
        icon = "chevron-right" if entry.folded else "chevron-down"
        icons.paint(painter, icon, theme().color("text3"), 16, box.center().y() - 7, 14)
    room = QRectF(36, box.top(), box.width() - 52, box.height())
    width = marks.text(painter, room, entry.note, "cap", "text3", marks.RIGHT)
    left = QRectF(36, box.top(), room.width() - width - 8, box.height())
    ink, weight = ("accent", 500) if entry.is_rest else ("text2", 600)
    marks.text(painter, left, entry.title, "cap", ink, weight=weight)
