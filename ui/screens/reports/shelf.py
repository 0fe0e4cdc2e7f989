"""The left side: which kind of report, and its periods with what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.translations import Retranslated
from ui.widgets import marks
from ui.widgets.buttons import IconButton
from ui.widgets.chips import SegmentedPills
from ui.widgets.containers import KeyLine, Pane, Rule
from ui.widgets.labels import Label, PaneTitle
from ui.widgets.list import RowList
from ui.widgets.notices import EmptyState

WIDTH = 300


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

    @property
    def spoken(self) -> str:
        return " ".join(part for part in (self.title, self.note, self.chip) if part)


class Shelf(Retranslated, Pane):
    """Pills for the kinds, the list below them; a day to turn for the team's roll call."""

    kind_chosen = Signal(str)
    current_changed = Signal(object)
    day_turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "r", parent)
        self._entries: Mapping[int, Entry] = {}
        self._title = PaneTitle("", "", self)
        self.pills = SegmentedPills(self)
        self.pills.chosen.connect(self.kind_chosen)
        self._turning = QWidget(self)
        self._day = Label("", "body", "text2", weight=500, parent=self._turning)
        self._back = IconButton("chevron-left", "", size=28, framed=True, parent=self._turning)
        self._on = IconButton("chevron-right", "", size=28, framed=True, parent=self._turning)
        self._back.clicked.connect(lambda: self.day_turned.emit(-1))
        self._on.clicked.connect(lambda: self.day_turned.emit(1))
        self.list: RowList[Entry] = RowList(
            paint_entry,
            lambda entry: entry.spoken,
            lambda keys: {key: self._entries[key] for key in keys if key in self._entries},
            row_height=56,
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
        turning.addWidget(self._day, 1)
        turning.addWidget(self._back)
        turning.addWidget(self._on)
        self._title.setContentsMargins(20, 16, 16, 0)
        pills = QHBoxLayout()
        pills.setContentsMargins(20, 8, 12, 10)
        pills.addWidget(self.pills)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addLayout(pills)
        column.addWidget(self._turning)
        column.addWidget(Rule(self))
        column.addWidget(self.list, 1)
        column.addWidget(self.keys)
        self._turning.hide()

    def retranslate(self) -> None:
        self._title.set_title(self.tr("Reports"))
        self._back.set_name(self.tr("The period before"))
        self._on.set_name(self.tr("The period after"))
        self.list.setAccessibleName(self.tr("Reports"))
        self.keys.set_keys([("J K", self.tr("move")), ("Enter", self.tr("write"))])

    def set_note(self, note: str) -> None:
        self._title.set_note(note)

    def set_day(self, words: str, may_go_on: bool = True) -> None:
        """The period of the roll call; "" hides the turning."""
        self._day.setText(words)
        self._on.setEnabled(may_go_on)
        self._turning.setVisible(bool(words))

    def show_entries(self, entries: Sequence[Entry]) -> None:
        same = [entry.key for entry in entries] == list(self._entries)
        self._entries = {entry.key: entry for entry in entries}
        if same:
            self.list.refresh()
        else:
            self.list.show_keys(list(self._entries))

    def entry(self, key: object) -> Entry | None:
        return self._entries.get(key) if isinstance(key, int) else None

    def key_of(self, *, id: str = "", period: str = "") -> int | None:
        for entry in self._entries.values():
            if (id and entry.id == id) or (period and entry.period == period):
                return entry.key
        return None


def paint_entry(painter: QPainter, box: QRectF, entry: Entry) -> None:
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
