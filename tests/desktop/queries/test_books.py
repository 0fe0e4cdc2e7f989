"""The books of one customer: its orders, those only a visit tells of, and what is still open."""

from datetime import date
from decimal import Decimal

import pytest

from desktop.queries import books
from desktop.queries.customer_card import card
from desktop.queries.customers import View
from tests.support.customer_records import add_invoice, add_order, add_visit, fill_book
from tests.support.laptops import laptop, receive

TODAY = date(2026, 11, 20)


@pytest.fixture
def app(tmp_path):
    made = laptop(tmp_path)
    fill_book(made)
    yield made
    made.close()


def orders(app, customer="c1"):
    with app.database.read() as connection:
        return books.orders(connection, customer, app.clock)


def invoices(app, customer="c1"):
    with app.database.read() as connection:
        return books.invoices(connection, customer, TODAY)


def test_orders_come_newest_first_with_their_lines_and_source(app):
    lines = [{"name": "芝麻香油", "unit": "瓶", "quantity": 12, "price": "28.50"}, {"name": "折让"}]
    add_order(app, "o1", "c1", "2026-10-08", "342.00", lines=lines)
    add_order(app, "o2", "c1", "2026-11-02", "90.00", state="cancelled")
    add_order(app, "o3", "c2", "2026-11-03", "70.00")
    found = orders(app)
    assert [(one.id, one.amount, one.state) for one in found] == [
        ("o2", Decimal("90.00"), "cancelled"),
        ("o1", Decimal("342.00"), "confirmed"),
    ]
    assert [line.amount for line in found[1].lines] == [Decimal("342.00"), Decimal(0)]
    assert (found[1].source, found[1].as_of) == ("财务账套", "2026-11-20")


def test_a_line_with_a_quantity_that_is_none_comes_to_nothing(app):
    wrong = ["--5", "²", "NaN", "many", "1e99", [], None]
    lines = [{"name": "香油", "quantity": said, "price": "2"} for said in (*wrong, "3")]
    add_order(app, "o1", "c1", "2026-10-08", "342.00", lines=lines)
    (found,) = orders(app)
    assert [line.amount for line in found.lines] == [*[Decimal(0)] * len(wrong), Decimal(6)]


def test_an_order_noted_at_a_visit_stands_there_until_the_books_have_it(app):
    add_visit(app, "v1", "c1", "2026-11-19T02:00:00.000000Z", "补货")
    receive(app, "visit", {"v1": ("post:rep1", {"ordered": "860.00"})}, 7, "U")
    told = orders(app)
    assert [(one.state, one.amount, one.date) for one in told] == [
        (books.REPORTED, Decimal("860.00"), "2026-11-19")
    ]
    add_order(app, "o1", "c1", "2026-11-19", "860.00", visit="v1")
    assert [(one.id, one.state) for one in orders(app)] == [("o1", "confirmed")]


def test_what_is_open_is_aged_by_the_day_of_the_books(app):
    for id, due, unpaid in (
        ("i1", "2026-11-20", "10.00"),
        ("i2", "2026-11-19", "20.00"),
        ("i3", "2026-10-20", "30.00"),
        ("i4", "2026-09-20", "40.00"),
        ("i5", "2026-01-01", "0.00"),
    ):
        add_invoice(app, id, "c1", due, unpaid)
    found = invoices(app)
    assert [(one.id, one.late) for one in found] == [
        ("i4", 61), ("i3", 31), ("i2", 1), ("i1", 0),
    ]  # fmt: skip
    assert books.ageing(found) == (Decimal(10), Decimal(20), Decimal(30), Decimal(40))


def test_the_card_counts_what_the_pages_show(app):
    add_order(app, "o1", "c1", "2026-11-19", "860.00")
    add_invoice(app, "i1", "c1", "2026-11-20", "10.00")
    add_invoice(app, "i2", "c1", "2026-11-20", "0.00")
    add_visit(app, "v1", "c1", "2026-11-19T02:00:00.000000Z")
    receive(app, "visit", {"v1": ("post:rep1", {"ordered": "5.00"})}, 7, "U")
    with app.database.read() as connection:
        found = card(connection, "c1", View())
    assert (found.orders, found.invoices) == (len(orders(app)), len(invoices(app))) == (2, 1)
