"""The list of requests with its title, the day's progress, the pills by kind and the key line."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.approvals.lines import FACE, HEIGHT, INSET, Line, paint_line
from ui.translations import Retranslated
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import SegmentedPills
from ui.widgets.containers import KeyLine, Pane, Rule
from ui.widgets.figures import ProgressBar
from ui.widgets.labels import Label, PaneTitle
from ui.widgets.list import RowList
from ui.widgets.notices import EmptyState

WIDTH, NARROW = 436, 330


class Inbox(Retranslated, Pane):
    """Shows lines by key; which they are is the screen's business."""

    pill_chosen = Signal(str)
    current_changed = Signal(object)
    order_wanted = Signal()
    new_wanted = Signal()
    stand_in_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "r", parent)
        self._rows: Mapping[int, Line] = {}
        self._title = PaneTitle("", "", self)
        self._progress = ProgressBar(0.0, fill="okFill", thickness=6, parent=self)
        self._progress.setFixedWidth(60)
        self._done = Label("", "cap", "text3", parent=self)
        self._stand_in = IconButton("user-share", "", key="approvals.stand_in", parent=self)
        self._stand_in.clicked.connect(self.stand_in_wanted)
        self._new = Button("", icon="plus", key="approvals.new", size="sm", parent=self)
        self._new.clicked.connect(self.new_wanted)
        self.pills = SegmentedPills(self, wraps=True)
        self.pills.setContentsMargins(20, 8, 12, 8)
        self.pills.chosen.connect(self.pill_chosen)
        self.order = IconButton("adjustments-horizontal", "", parent=self)
        self.order.clicked.connect(self.order_wanted)
        self.list: RowList[Line] = RowList(
            paint_line,
            lambda line: line.spoken,
            self._rows_for,
            row_height=HEIGHT,
            inset=INSET,
            face=FACE,
            parent=self,
        )
        self.list.current_changed.connect(self.current_changed)
        self.empty = EmptyState("", icon="clipboard-check")
        self.list.set_placeholder(self.empty)
        self.keys = KeyLine(self)
        self._said_keys: list[tuple[str, str]] = []
        self.setMinimumWidth(NARROW)
        self._lay_out()
        self.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 600)

    def _rows_for(self, keys: Sequence[int]) -> Mapping[int, Line]:
        return {key: self._rows[key] for key in keys if key in self._rows}

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.setContentsMargins(20, 16, 12, 0)
        title.setSpacing(8)
        title.addWidget(self._title, 1)
        for widget in (self._progress, self._done, self._stand_in, self._new, self.order):
            title.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(title)
        column.addWidget(self.pills)
        column.addWidget(Rule(self))
        column.addWidget(self.list, 1)
        column.addWidget(self.keys)

    def retranslate(self) -> None:
        self._title.set_title(self.tr("Approvals"))
        self._new.setText(self.tr("New request"))
        self.order.set_name(self.tr("Order and groups"))
        self._stand_in.set_name(self.tr("Stand-in while you are away"))
        self.list.setAccessibleName(self.tr("Requests"))

    def set_place(self, note: str, handled: int, left: int, manages: bool) -> None:
        """The remark beside the title, and how far the day's pile has come down."""
        self._title.set_note(note)
        whole = handled + left
        self._progress.set_share(handled / whole if whole else 0.0)
        self._done.setText(self.tr("{count} done").format(count=handled))
        for widget in (self._progress, self._done):
            widget.setVisible(manages)
        self._new.setVisible(not manages)
        self._stand_in.setVisible(manages)

    def set_keys(self, keys: list[tuple[str, str]]) -> None:
        if keys != self._said_keys:
            self._said_keys = keys
            self.keys.set_keys(keys)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Other lines; when only their words changed the list keeps its place."""
        keys = [line.key for line in lines]
        same = keys == list(self._rows)
        self._rows = {line.key: line for line in lines}
        if same:
            self.list.refresh()
        else:
            self.list.show_keys(keys)
