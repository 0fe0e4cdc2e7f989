"""Who decides in my place, or agrees before me: a short list under its button, by keyboard too."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.queries.approvals import Station
from ui.widgets.containers import Popover, clear
from ui.widgets.labels import Label
from ui.widgets.menu import EDGE, MenuHead, MenuRow


class PeopleMenu(QWidget):
    """Says `chosen(verdict, post)`; itself it shows nothing."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._list: Popover | None = None
        self.offered: list[MenuRow] = []

    def offer(self, verdict: str, people: Sequence[Station], below: QWidget) -> None:
        if self._list is None:
            self._list = Popover(self.window(), width=280, padding=6)
            self._list.column.setSpacing(0)
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
        row = MenuRow(f"{station.holder} · {station.title}", icon="user")
        row.clicked.connect(self._choose(verdict, station.post))
        self._list.column.addWidget(row)
        return row

    def _choose(self, verdict: str, post: str) -> Callable[[], None]:
        def choose() -> None:
            assert self._list is not None
            self._list.dismiss()
            self.chosen.emit(verdict, post)

        return choose
