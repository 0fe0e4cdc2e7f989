"""A rep writes an order in the customer's card: sums are worked out, nothing pops up, Ctrl Z."""

import json

import pytest
from PySide6.QtCore import Qt

from tests.support.customer_records import add_order, add_product, fill_book
from tests.support.laptops import receive
from tests.support.real_laptops import held
from ui.screens.customers import Screen
from ui.screens.customers.order_form import OrderForm
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Label

LINE = {"product": "p2", "name": "稻花香米", "unit": "袋", "quantity": 5, "price": "57.00"}


@pytest.fixture
def screen(app, shell, qtbot, translations, in_front):
    translations.use("zh_CN")
    fill_book(app)
    add_product(app)
    rice = {"code": "A-200", "name": "稻花香米", "unit": "袋", "list_price": "62.00"}
    receive(app, "product", {"p2": ("all", rice)}, 8)
    receive(app, "post", {"rep1": ("all", {"limits": {"discount": "0.90"}})}, 8, "U")
    add_order(app, "1", "c1", "2026-10-01", "285.00", lines=[LINE])
    made = in_front(Screen(app, shell))
    with qtbot.waitSignal(made.list.shown):
        made.activate()
    made.open("c1")
    qtbot.waitUntil(lambda: made.card.card is not None and made.card.card.id == "c1")
    return made


def begun(qtbot, screen) -> OrderForm:
    screen.shell.commands.run("customers.order")
    form = screen.card.findChild(OrderForm)
    qtbot.waitUntil(form.lines[0].product.focus_target().hasFocus)
    return form


def taken(qtbot, line, letters: str) -> None:
    """A product as it is taken: a few letters of it, and Enter."""
    qtbot.keyClicks(line.product.focus_target(), letters)
    qtbot.keyClick(line.product.focus_target(), Qt.Key.Key_Return)
    qtbot.waitUntil(line.quantity.hasFocus)


def typed(qtbot, field, text: str) -> None:
    field.clear()
    qtbot.keyClicks(field, text)


def ours(app) -> list[dict]:
    return [row for row in held(app, "sales_order").values() if not row["source"]]


def test_goods_and_numbers_are_typed_and_the_head_is_their_sum(qtbot, app, screen):
    form = begun(qtbot, screen)
    taken(qtbot, form.lines[0], "yjzl")
    assert form.lines[0].product.text() == "有机杂粮礼盒"
    assert form.lines[0].price.text() == "379.00", "the list price where none was paid before"
    typed(qtbot, form.lines[0].quantity, "3")
    form.more.click()
    second = form.lines[1]
    taken(qtbot, second, "dhx")
    assert second.price.text() == "57.00", "what this customer paid last"
    typed(qtbot, second.quantity, "1.5")
    typed(qtbot, second.price, "56.99")
    assert form.total.text() == "2 行 · ¥1,222.49"
    qtbot.keyClick(second.price, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (order,) = ours(app)
    lines = json.loads(order["lines"])
    assert (order["amount"], order["state"], order["person"]) == (122249, "placed", "zhou")
    assert [(line["product"], line["quantity"], line["price"]) for line in lines] == [
        ("p1", "3", "379.00"), ("p2", "1.5", "56.99"),
    ]  # fmt: skip
    assert screen.card.tabs.current() == "orders"
    assert order["id"] in screen.card.orders.lines
    assert screen.card.orders.head._title.text() == "本年 1 单 · ¥285", "as the books have it"
    assert app.status().unsent == 1
    screen.shell.undo()
    assert ours(app) == []


def test_the_cross_of_a_line_stays_where_it_is_while_products_are_offered(qtbot, screen):
    line = begun(qtbot, screen).lines[0]
    cross = line.findChild(IconButton)

    def centres() -> tuple[int, int]:
        field = line.product.focus_target()
        return tuple(one.mapTo(line, one.rect().center()).y() for one in (cross, field))

    before, height = centres(), line.height()
    assert before[0] == before[1]
    qtbot.keyClicks(line.product.focus_target(), "yj")
    qtbot.waitUntil(lambda: line.height() > height)
    assert centres() == before


def test_what_is_no_number_is_pointed_at_and_nothing_is_lost(qtbot, app, screen):
    form = begun(qtbot, screen)
    form.save_button.click()
    assert form.lines[0].product.focus_target().property("invalid")
    assert form.trouble.text().startswith("请选择产品")
    taken(qtbot, form.lines[0], "A-200")
    typed(qtbot, form.lines[0].quantity, "3x")
    form.save_button.click()
    assert form.lines[0].quantity.property("invalid")
    assert form.trouble.text().startswith("数量和单价")
    assert ours(app) == []
    typed(qtbot, form.lines[0].quantity, "2")
    screen.open("c2")
    qtbot.waitUntil(lambda: screen.card.card.id == "c2")
    screen.open("c1")
    qtbot.waitUntil(lambda: screen.card.findChild(OrderForm) is not None)
    assert screen.card.findChild(OrderForm).lines[0].quantity.text() == "2"


def test_an_order_of_ours_is_changed_and_cancelled_those_of_the_books_are_not(qtbot, app, screen):
    line = {"product": "p1", "quantity": "2", "price": "379.00"}
    made = app.perform("order.place", set={"customer": "c1", "lines": [line]}).id
    screen.shell.changed.emit()
    page = screen.card.orders
    screen.card._turn("orders")
    page.open("1")
    said = [each.text() for each in page.findChildren(Label)]
    assert not [each for each in said if "修改" in each]
    page.open(made)
    page.change_pressed.emit(page._orders[made])
    form = screen.card.findChild(OrderForm)
    typed(qtbot, form.lines[0].quantity, "4")
    form.save()
    assert ours(app)[0]["amount"] == 151600
    page._cancel(page._orders[made])
    assert ours(app)[0]["state"] == "cancelled"
    screen.shell.undo()
    assert ours(app)[0]["state"] == "placed"
