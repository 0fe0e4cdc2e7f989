"""In which order the pile stands and by what it is divided: a short list under its button."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.preferences import Preferences
from ui.screens.approvals.pills import Division
from ui.widgets.containers import clear
from ui.widgets.menu import Menu, MenuHead, MenuRow

KEPT = "approvals.arrangement"


@dataclass(frozen=True, slots=True)
class Arrangement:
    due_first: bool = True  # or the newest first
    by: Division = "kind"


def kept(settings: Preferences) -> Arrangement:
    """As it was left; as it begins where that cannot be read."""
    found: Any = settings.get(KEPT, {})
    if not isinstance(found, dict):
        return Arrangement()
    by: Division = "risk" if found.get("by") == "risk" else "kind"
    return Arrangement(bool(found.get("due_first", True)), by)


def keep(settings: Preferences, arrangement: Arrangement) -> None:
    settings.set(KEPT, {"due_first": arrangement.due_first, "by": arrangement.by})


class ArrangeMenu(QWidget):
    """Says `chosen(arrangement)`; itself it shows nothing."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._list: Menu | None = None
        self.offered: list[MenuRow] = []

    def offer(self, now: Arrangement, below: QWidget) -> None:
        if self._list is None:
            self._list = Menu(self.window(), width=220)
        clear(self._list.column)
        self.offered = []
        self._head(self.tr("Order"))
        self._line(self.tr("Due first"), replace(now, due_first=True), now)
        self._line(self.tr("Newest first"), replace(now, due_first=False), now)
        self._head(self.tr("Groups"))
        self._line(self.tr("By kind"), replace(now, by="kind"), now)
        self._line(self.tr("By risk"), replace(now, by="risk"), now)
        self._list.open_below(below)
        self.offered[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _head(self, words: str) -> None:
        assert self._list is not None
        self._list.column.addWidget(MenuHead(words))

    def _line(self, words: str, wanted: Arrangement, now: Arrangement) -> None:
        assert self._list is not None
        stands = wanted == now
        icon = "circle-dot" if stands else "circle"
        row = self._list.offer(words, icon, lambda: self.chosen.emit(wanted))
        if stands:
            row.setAccessibleName(self.tr("{choice}, chosen").format(choice=words))
        self.offered.append(row)
