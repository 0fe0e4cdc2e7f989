"""What the palette offers of customers for what is typed, and of orders: by number, by customer."""

from PySide6.QtCore import QCoreApplication

from desktop.application import Application
from desktop.queries import anywhere, customers
from desktop.queries.anywhere import Ordered
from ui import words
from ui.finding import Found
from ui.screens.customers.book_page import booked_as
from ui.screens.customers.question import view_at

translate = QCoreApplication.translate
MOST = 8
LIKELY = 3  # customers whose orders are offered


def find(app: Application, typed: str) -> list[Found]:
    view = view_at("all", app.clock, None)
    with app.database.read() as connection:
        keys = customers.customer_keys(connection, view, text=typed, limit=MOST)
        rows = customers.customer_rows(connection, keys, view)
        seen = [rows[key] for key in keys if key in rows]
        orders = anywhere.orders(connection, typed, [row.id for row in seen[:LIKELY]], app.clock)
    shown = [Found(row.name, row.region, "building-store", "customers", row.id) for row in seen]
    return [*shown, *(_found(order, app) for order in orders)]


def _found(order: Ordered, app: Application) -> Found:
    state, _, _ = booked_as(order.state)
    day = words.plain_day(order.date, app.clock.today())
    said = words.amount(order.amount, sign=True)
    unsent = translate("History", "not sent yet") if order.pending else ""
    told = (order.customer_name, said, day, state, unsent)
    return Found(
        order.number or translate("OrdersPage", "Noted at a visit"),
        " · ".join(part for part in told if part),
        "receipt",
        "customers",
        order.customer,
        group=translate("Palette", "Orders"),
        what={"order": order.id},
    )
