"""Who decides in my place, or agrees before me: a short list under its button, by keyboard too."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.queries.approvals import Station
from ui.widgets.containers import clear
from ui.widgets.labels import Label
from ui.widgets.menu import EDGE, Menu, MenuHead, MenuRow


class PeopleMenu(QWidget):
    """Says `chosen(verdict, post)`; itself it shows nothing."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._list: Menu | None = None
        self.offered: list[MenuRow] = []

    def offer(self, verdict: str, people: Sequence[Station], below: QWidget) -> None:
        if self._list is None:
            self._list = Menu(self.window(), width=280)
        clear(self._list.column)
        titles = {"delegate": self.tr("Pass on to"), "add_signer": self.tr("Who agrees first")}
        self._list.column.addWidget(MenuHead(titles[verdict]))
        if not people:
            nobody = self.tr("Nobody of your rank or above is known here")
            said = Label(nobody, "body", "text2", wrap=True)
            said.setContentsMargins(EDGE, 2, EDGE, 6)
            self._list.column.addWidget(said)
        self.offered = [self._line(verdict, station) for station in people]
        self._list.open_below(below)
        if self.offered:
            self.offered[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _line(self, verdict: str, station: Station) -> MenuRow:
        assert self._list is not None
        name = f"{station.holder} · {station.title}"
        return self._list.offer(name, "user", lambda: self.chosen.emit(verdict, station.post))
