"""What the palette offers of customers for what is typed."""

from desktop.application import Application
from desktop.queries import customers
from ui.finding import Found
from ui.screens.customers.question import view_at

MOST = 8


def find(app: Application, typed: str) -> list[Found]:
    view = view_at("all", app.clock, None)
    with app.database.read() as connection:
        keys = customers.customer_keys(connection, view, text=typed, limit=MOST)
        rows = customers.customer_rows(connection, keys, view)
    return [
        Found(rows[key].name, rows[key].region, "building-store", "customers", rows[key].id)
        for key in keys
        if key in rows
    ]
