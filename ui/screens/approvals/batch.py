"""Approving several at once: exactly which, before anything happens; then what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import icons
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets import marks
from ui.widgets.buttons import Button
from ui.widgets.containers import Pane
from ui.widgets.labels import Label
from ui.widgets.list import RowList

DONE = "done"


@dataclass(frozen=True, slots=True)
class Item:
    """A request that would be approved, or was: `result` is "", `DONE`, or a sentence why not."""

    key: int
    name: str
    title: str
    measure: str
    evidence: str
    result: str = ""


class BatchPanel(Retranslated, Pane):
    """Enter approves what is ticked, Esc leaves; afterwards every item says its result."""

    confirmed = Signal(list)  # keys
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "", parent)
        self._items: Mapping[int, Item] = {}
        self._kind, self._over, self._low = "", False, True
        self._title = Label("", "title", parent=self)
        self._note = Label("", "body", "text2", wrap=True, parent=self)
        self.list: RowList[Item] = RowList(
            paint_item,
            lambda item: f"{item.name} {item.title} {item.measure} {item.result}",
            lambda keys: {key: self._items[key] for key in keys if key in self._items},
            row_height=52,
            inset=44,
            parent=self,
        )
        self.list.checked_changed.connect(lambda _: self._count())
        self.list.opened.connect(lambda _: self.confirm())
        self._go = Button("", "primary", icon="check", key="Enter", size="lg", parent=self)
        self._go.clicked.connect(self.confirm)
        self._leave = Button("", icon="x", key="Esc", size="lg", parent=self)
        self._leave.clicked.connect(self.closed)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._go)
        row.addWidget(self._leave)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 14)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._note)
        column.addWidget(self.list, 1)
        column.addLayout(row)

    def retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Requests to approve"))
        self._count()

    def offer(self, items: Sequence[Item], kind: str, low_risk: bool) -> None:
        """List what would be approved, everything ticked; the focus waits for Enter.

        `kind` is empty where they are of several."""
        self._items = {item.key: item for item in items}
        self._kind, self._over, self._low = kind, False, low_risk
        self.list.show_keys([item.key for item in items])
        self.list.set_checked([item.key for item in items])
        self._count()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_results(self, items: Sequence[Item]) -> None:
        self._items = {item.key: item for item in items}
        self._over = True
        self.list.set_checked(())
        self.list.refresh()
        self._count()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _count(self) -> None:
        ticked = len(self.list.checked())
        self._go.setVisible(not self._over)
        self._go.setEnabled(ticked > 0)
        if self._over:
            done = sum(1 for item in self._items.values() if item.result == DONE)
            self._title.setText(self.tr("{count} approved").format(count=done))
            failed = len(self._items) - done
            said = self.tr("Press Z to take all of them back before they are sent.")
            if failed:
                said = self.tr("{count} not done, each with its reason.").format(count=failed)
            self._note.setText(said)
            self._leave.setText(self.tr("Back to the list"))
            return
        self._leave.setText(self.tr("Cancel"))
        self._go.setText(self.tr("Approve {count}").format(count=ticked))
        words = self.tr("Approve {count} of several kinds")
        if self._kind:
            words = self.tr("Approve {count} of “{kind}”")
        self._title.setText(words.format(count=ticked, kind=self._kind))
        self._note.setText(
            self.tr("Every rule passed for these. X takes one out; Enter approves exactly these.")
            if self._low
            else self.tr("You chose these. X takes one out; Enter approves exactly these.")
        )

    def confirm(self) -> None:
        if self._over:
            self.closed.emit()
        elif self.list.checked():
            ticked = set(self.list.checked())
            self.confirmed.emit([key for key in self._items if key in ticked])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        else:
            super().keyPressEvent(event)


def paint_item(painter: QPainter, box: QRectF, item: Item) -> None:
    right = box.right() - 12
    above = QRectF(44, 6, right - 44, 20)
    below = QRectF(44, 26, right - 44, 18)
    if item.result:
        done = item.result == DONE
        icon, ink = ("circle-check", "ok") if done else ("circle-x", "bad")
        icons.paint(painter, icon, theme().color(ink), 12, 16, 18)
    width = marks.text(painter, above, item.measure, "body", "text", marks.RIGHT, 600)
    above.setRight(right - width - 12)
    name = marks.text(painter, above, item.name, "body", "text", weight=600)
    above.setLeft(44 + name + 10)
    marks.text(painter, above, item.title, "body", "text2")
    failed = item.result not in ("", DONE)
    note = item.result if failed else item.evidence
    marks.text(painter, below, note, "cap", "bad" if failed else "text3")
