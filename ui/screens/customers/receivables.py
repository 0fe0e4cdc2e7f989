"""What a customer still owes, invoice by invoice, and how old it is."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import books
from desktop.queries.books import Invoice
from desktop.queries.customer_card import Card
from ui import words
from ui.screens.customers.book_line import Facts, Told
from ui.screens.customers.book_page import BookPage, aged_as
from ui.screens.customers.overview import ageing_parts
from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.figures import AgeingBar
from ui.widgets.labels import Label


class ReceivablesPage(BookPage):
    """The latest first; where the sum is not the card's, the page says so."""

    order_pressed = Signal(str)
    collect_pressed = Signal()

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(app, shell, parent)
        self._invoices: dict[str, Invoice] = {}
        self.ageing = AgeingBar(self)
        self.differs = Label("", "cap", "warn", wrap=True, parent=self)
        self.above.addWidget(self.ageing)
        self.above.addWidget(self.differs)

    def show_card(self, card: Card) -> None:
        with self.app.database.read() as connection:
            found = books.invoices(connection, card.id, self.app.clock.today())
        self._invoices = {each.id: each for each in found}
        self._say_head(card, found)
        self.show_lines(card.id, [self._told_of(each) for each in found])

    def _say_head(self, card: Card, found: list[Invoice]) -> None:
        ages, owed = books.ageing(found), card.receivable or Decimal()
        added = sum(ages, Decimal())
        self.ageing.set_parts(ageing_parts(ages))
        self.ageing.setVisible(bool(found))
        said = self.tr("%n open", "", len(found))
        self.head.set_title(f"{said} · {words.amount(added, sign=True)}")
        newest = max(found, key=lambda each: each.as_of, default=None)
        self.say_source(newest.source if newest else "", newest.as_of if newest else "")
        whole = words.amount(owed, sign=True)
        differ = self.tr("The books' total is {total}; these invoices add up to {sum}.")
        self.differs.setText(differ.format(total=whole, sum=words.amount(added, sign=True)))
        self.differs.setVisible(bool(found) and added != owed)
        self.nothing.set(self.tr("Nothing is owed"))
        if owed > 0:
            told = self.tr("The books give the total only: {total}").format(total=whole)
            self.nothing.set(told, detail=self.tr("Invoices are shown once the office sends them."))

    def _told_of(self, each: Invoice) -> Told:
        due = self.tr("due {day}").format(day=self.day(each.due))
        below = " · ".join(filter(None, (due, each.order_number)))
        ink = "bad" if each.late > 0 else "text"
        unpaid = words.amount(each.unpaid, sign=True)
        return Told(each.id, each.number, below, unpaid, aged_as(each.late), ink)

    def below(self, id: str) -> QWidget:
        each = self._invoices[id]
        paid = each.amount - each.unpaid
        facts = [
            (self.tr("Invoiced on"), self.day(each.date)),
            (self.tr("Amount"), words.amount(each.amount, sign=True)),
            (self.tr("Paid so far"), words.amount(paid, sign=True)),
            (self.tr("In charge"), each.person),
            (self.tr("Note"), each.note),
        ]
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        column.addWidget(Facts([(label, value) for label, value in facts if value], (), box))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        collect = self.collect_pressed.emit
        self._offer(row, self.tr("Record a collection"), "cash", collect)
        if each.order_number:
            show = partial(self.order_pressed.emit, each.order)
            self._offer(row, self.tr("Show the order"), "shopping-cart", show)
        row.addStretch(1)
        column.addLayout(row)
        return box

    def _offer(self, row: QHBoxLayout, text: str, icon: str, run: Callable[[], object]) -> None:
        button = Button(text, "ghost", icon=icon, size="sm", parent=self)
        button.clicked.connect(lambda: run())
        row.addWidget(button)
