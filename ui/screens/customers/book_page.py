"""A page of the books in the card: a head, lines that open one at a time, and where it is from."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.application import Application
from sync.catalogue.states import OrderState
from ui import words
from ui.screens.customers.book_line import BookLine, Told
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.containers import clear
from ui.widgets.labels import Label, SectionHeader
from ui.widgets.notices import EmptyState

translate = QCoreApplication.translate
AT_FIRST = 30  # lines


class BookPage(Retranslated, QWidget):
    """What orders and receivables have in common; the page says what opens below a line."""

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app, self.shell = app, shell
        self.lines: dict[str, BookLine] = {}
        self._told: Sequence[Told] = ()
        self._customer, self._chosen, self._most = "", "", AT_FIRST
        self.head = SectionHeader("", parent=self)
        self.source = Label("", "cap", "text3", parent=self)
        self.head.add(self.source)
        self.nothing = EmptyState(icon="receipt")
        self.more = Button("", "link", size="sm", parent=self)
        self.more.clicked.connect(self._show_all)
        self.above = QVBoxLayout()
        self.above.setSpacing(8)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 14, 20, 20)
        self._column.setSpacing(8)
        self._column.addWidget(self.head)
        self._column.addLayout(self.above)
        self._column.addLayout(self._list)
        self._column.addLayout(foot)
        self._column.addWidget(self.nothing)

    def retranslate(self) -> None:
        """The lines again: the one that is open stays so."""
        self._fill()

    def show_lines(self, customer: str, told: Sequence[Told]) -> None:
        """Of this customer; the line that is open stays so while the customer is the same."""
        if customer != self._customer:
            self._customer, self._chosen, self._most = customer, "", AT_FIRST
        elif told == self._told:
            return
        self._told = told
        self._fill()

    def _fill(self) -> None:
        focused = next((id for id, line in self.lines.items() if line.hasFocus()), "")
        clear(self._list)
        self.lines = {}
        for told in self._told[: self._most]:
            line = BookLine(told, self)
            line.clicked.connect(partial(self.choose, told.id))
            line.setChecked(told.id == self._chosen)
            self.lines[told.id] = line
            self._list.addWidget(line)
            if told.id == self._chosen:
                self._list.addWidget(self.below(told.id))
        left = len(self._told) - self._most
        self.more.setText(self.tr("Show %n more", "", left))
        self.more.setVisible(left > 0)
        self.head.setVisible(bool(self._told))
        self.nothing.setVisible(not self._told)
        if focused in self.lines:
            self.lines[focused].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose(self, id: str) -> None:
        """Open the line, or close it."""
        self._chosen = "" if self._chosen == id else id
        self._fill()

    def open(self, id: str) -> None:
        """Another page points at this line."""
        self._chosen, self._most = id, max(self._most, len(self._told))
        self._fill()
        if id in self.lines:
            self.lines[id].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_all(self) -> None:
        self._most = len(self._told)
        self._fill()

    def day(self, text: str) -> str:
        return words.plain_day(text, self.app.clock.today())

    def below(self, id: str) -> QWidget:
        raise NotImplementedError

    def say_source(self, source: str, as_of: str) -> None:
        """Whose figures these are, and of which day."""
        day = self.day(as_of)
        parts = (source, self.tr("as of {day}").format(day=day) if day else "")
        self.source.setText(" · ".join(filter(None, parts)))


def booked_as(state: str) -> tuple[str, str, str]:
    """The chip of an order's state."""
    return {
        OrderState.PLACED: (translate("Books", "placed"), "accent", ""),
        OrderState.CONFIRMED: (translate("Books", "confirmed"), "accent", ""),
        OrderState.SHIPPED: (translate("Books", "on its way"), "teal", ""),
        OrderState.DONE: (translate("Books", "delivered"), "ok", ""),
        OrderState.CANCELLED: (translate("Books", "cancelled"), "gray", ""),
        "reported": (translate("Books", "not in the books yet"), "warn", "hourglass"),
    }.get(state, (state, "gray", ""))


def aged_as(late: int) -> tuple[str, str, str]:
    """The chip of an invoice by the days it is late."""
    if late <= 0:
        return translate("Books", "not due"), "gray", ""
    said = translate("Books", "{days} days late").format(days=late)
    return said, "warn" if late <= 30 else "bad", "alert-circle"
