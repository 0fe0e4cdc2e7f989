"""The orders of a customer: those of the books, those placed here, those a visit just brought."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import books
from desktop.queries.books import Line, Order
from sync.catalogue.states import OrderState
from ui import words
from ui.screens.customers.book_line import Facts, Told
from ui.screens.customers.book_page import BookPage, booked_as
from ui.shell import Shell
from ui.widgets.buttons import Button


class OrdersPage(BookPage):
    """The newest first; below an opened one its goods, delivery and who took it."""

    new_pressed = Signal()
    change_pressed = Signal(object)  # Order

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(app, shell, parent)
        self._orders: dict[str, Order] = {}
        self.new = Button("", icon="plus", key="customers.order", size="sm", parent=self)
        self.new.clicked.connect(self.new_pressed)
        row = QHBoxLayout()
        row.addWidget(self.new)
        row.addStretch(1)
        self.above.addLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.new.setText(self.tr("New order"))
        self.nothing.set(
            self.tr("No orders from this customer"),
            detail=self.tr("An order placed or noted at a visit stands here at once."),
        )

    def show_customer(self, customer: str) -> None:
        with self.app.database.read() as connection:
            found = books.orders(connection, customer, self.app.clock)
        self._orders = {order.id: order for order in found}
        self._say_head(found)
        self.show_lines(customer, [self._told_of(order) for order in found])

    def _say_head(self, found: list[Order]) -> None:
        """The year's sum is that of the card: what the books hold and was not cancelled."""
        year = str(self.app.clock.today().year)
        counted = [
            order
            for order in found
            if order.date.startswith(year) and order.source and order.state != OrderState.CANCELLED
        ]
        total = words.amount(sum((order.amount for order in counted), Decimal()), sign=True)
        said = self.tr("%n this year", "", len(counted))
        self.head.set_title(f"{said} · {total}")
        booked = [order for order in found if order.as_of]
        last = max(booked, key=lambda order: order.as_of, default=None)
        self.say_source(last.source if last else "", last.as_of if last else "")

    def _told_of(self, order: Order) -> Told:
        day = self.day(order.date)
        goods = [line.name for line in order.lines[:2]] or [order.note]
        more = "…" if len(order.lines) > 2 else ""
        title = order.number or self.tr("Noted at a visit")
        below = " · ".join(filter(None, (day, "、".join(goods) + more)))
        amount = words.amount(order.amount, sign=True)
        ink = "text3" if order.state == OrderState.CANCELLED else "text"
        return Told(order.id, title, below, amount, booked_as(order.state), ink)

    def below(self, id: str) -> QWidget:
        order = self._orders[id]
        facts = [
            (self.tr("Ordered on"), self.day(order.date)),
            (self.tr("Delivery"), self.day(order.deliver_on)),
            (self.tr("Taken by"), order.person),
            (self.tr("Note"), order.note),
            (self.tr("Source"), self._source(order)),
        ]
        told = [(label, value) for label, value in facts if value]
        shown = Facts(told, [_goods(line) for line in order.lines], self)
        return (
            shown
            if order.source or order.state != OrderState.PLACED
            else self._with_verbs(shown, order)
        )

    def _with_verbs(self, shown: QWidget, order: Order) -> QWidget:
        """What can be done with an order of ours that the office has not confirmed."""
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(2)
        column.addWidget(shown)
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 0, 0)
        change = Button(self.tr("Change"), "link", icon="edit", size="sm", parent=box)
        change.clicked.connect(lambda: self.change_pressed.emit(order))
        cancel = Button(self.tr("Cancel the order"), "link", icon="ban", size="sm", parent=box)
        cancel.clicked.connect(lambda: self._cancel(order))
        for button in (change, cancel):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return box

    def _cancel(self, order: Order) -> None:
        said = self.tr("Order {number} cancelled").format(number=order.number)
        self.shell.perform("order.cancel", order.id, {}, said=said)

    def _source(self, order: Order) -> str:
        if order.state == books.REPORTED:
            waits = order.pending
            return self.tr("a visit, not sent yet") if waits else self.tr("a visit")
        if not order.source:
            return (
                self.tr("placed here, not sent yet") if order.pending else self.tr("placed by us")
            )
        at_visit = self.tr("taken at a visit") if order.visit else ""
        return " · ".join(filter(None, (order.source, at_visit)))


def _goods(line: Line) -> tuple[str, str, str]:
    count = f"{words.amount(line.quantity)} {line.unit}".strip()
    return line.name, f"{count} × {words.amount(line.price)}", words.amount(line.amount)
