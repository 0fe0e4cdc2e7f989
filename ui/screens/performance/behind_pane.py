"""The rows behind a figure: what was counted, each one a way to its record."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.queries.performance import MOST_ROWS, Behind
from sync.catalogue.states import PlanState, ReportState
from sync.clock import Clock
from ui import words
from ui.translations import Retranslated
from ui.widgets import marks
from ui.widgets.buttons import IconButton
from ui.widgets.containers import KeyLine, Pane
from ui.widgets.labels import PaneTitle
from ui.widgets.list import RowList
from ui.widgets.notices import EmptyState

WIDTH = 372
TINTS = {
    PlanState.DONE: "ok", PlanState.PLANNED: "accent", PlanState.SKIPPED: "warn",
    ReportState.SEALED: "ok", ReportState.SIGNED: "ok",
    ReportState.DRAFT: "gray", ReportState.RETURNED: "warn",
    "visited": "ok", "unvisited": "warn",
    "ordered": "accent", "collected": "ok",
}  # fmt: skip


class BehindPane(Retranslated, Pane):
    """A list beside the charts; Enter opens the record, Esc closes."""

    closed = Signal()
    record_wanted = Signal(str, str)

    def __init__(self, clock: Clock, parent: QWidget) -> None:
        super().__init__("surface", "l", parent)
        self._clock = clock
        self._rows: Sequence[Behind] = ()
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget(self)
        inner = QVBoxLayout(head)
        inner.setContentsMargins(20, 16, 12, 12)
        self._title = PaneTitle(parent=head)
        self._cross = IconButton("x", "", size=28, parent=head)
        self._cross.clicked.connect(self.closed)
        self._title.add(self._cross)
        inner.addWidget(self._title)
        column.addWidget(head)
        self.list = RowList(
            self._paint, self._spoken, self._rows_for, row_height=56, inset=20, checks=False,
            parent=self,
        )  # fmt: skip
        self._nothing = EmptyState(icon="list-check")
        self.list.set_placeholder(self._nothing)
        self.list.opened.connect(self._open)
        column.addWidget(self.list, 1)
        self._keys = KeyLine(self)
        column.addWidget(self._keys)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self._cross.set_name(self.tr("Close (Esc)"))
        self._nothing.set(self.tr("Nothing in this period yet"))
        self._keys.set_keys([("Enter", self.tr("open")), ("Esc", self.tr("close"))])

    def show_rows(self, title: str, rows: Sequence[Behind]) -> None:
        self._rows = rows
        self._title.set_title(title)
        count = self.tr("%n row(s)", "", len(rows))
        if len(rows) >= MOST_ROWS:
            count = self.tr("first {n} rows").format(n=len(rows))
        self._title.set_note(count)
        self.list.setAccessibleName(title)
        self.list.show_keys(list(range(len(rows))))
        self.list.refresh()
        self.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rows_for(self, keys: Sequence[int]) -> Mapping[int, Behind]:
        return {key: self._rows[key] for key in keys if key < len(self._rows)}

    def _spoken(self, row: Behind) -> str:
        return f"{row.title}, {row.person}, {self._when(row)}, {self._state(row)}"

    def _when(self, row: Behind) -> str:
        if not row.on:
            return self.tr("never visited")
        if "T" in row.on:
            return words.short_moment(row.on, self._clock)
        return words.coming_day(row.on, self._clock.today())

    def _state(self, row: Behind) -> str:
        return {
            PlanState.DONE: self.tr("done"),
            PlanState.PLANNED: self.tr("planned"),
            PlanState.SKIPPED: self.tr("skipped"),
            ReportState.DRAFT: self.tr("draft"),
            ReportState.SEALED: self.tr("sealed"),
            ReportState.SIGNED: self.tr("signed"),
            ReportState.RETURNED: self.tr("returned"),
            "ordered": self.tr("order"),
            "collected": self.tr("payment"),
            "visited": self.tr("visited"),
            "unvisited": self.tr("not visited"),
        }.get(row.state) or words.purpose(row.state)

    def _paint(self, painter: QPainter, box: QRectF, row: Behind) -> None:
        upper = QRectF(box.left() + 20, box.top() + 8, box.width() - 36, 20)
        lower = upper.translated(0, 21)
        state = self._state(row)
        tint = TINTS.get(row.state, "gray")
        wide = marks.chip_width(state)
        marks.chip(painter, upper.right() - wide, upper.center().y() + 1, state, tint)
        marks.text(painter, upper.adjusted(0, 0, -wide - 10, 0), row.title, "body", weight=500)
        said = " · ".join(part for part in (row.person, self._when(row)) if part != row.title)
        marks.text(painter, lower, said, "cap", "text3")
        if row.amount:
            amount = words.amount(row.amount, sign=True)
            marks.text(painter, lower, amount, "cap", "text", marks.RIGHT, 500)

    @Slot(object)
    def _open(self, key: object) -> None:
        assert isinstance(key, int)
        self.record_wanted.emit(self._rows[key].workspace, self._rows[key].record)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
