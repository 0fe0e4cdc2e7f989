"""The palette over the real window: customers, requests and papers, opened or not, old or new."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from desktop.queries import anywhere
from tests.support import papers
from tests.support.laptops import receive
from tests.support.papers import request
from ui.window import Window

OLD = 60  # more than 审批 lists of what one decided


@pytest.fixture
def app(tmp_path):
    application = papers.desk(tmp_path / "desk", "zhang")
    for number in range(OLD):
        day = papers.DAY - timedelta(days=number + 1)
        id = f"TJ-2026{number:04d}"
        request(application, id, title=f"堆头特价 {number}", state="approved",
                submitted_at=papers.at(9, day=day))  # fmt: skip
        said = {"request": id, "decider": "zhang", "verdict": "approve", "step": 1, "rev": 1,
                "decided_at": papers.at(10, day=day)}  # fmt: skip
        receive(application, "decision", {f"d{number}": ("post:rep1", said)}, 30)
    papers.sealed_report(application, "r1")
    yield application
    application.close()


@pytest.fixture
def window(shell, app, in_front, translations):
    translations.use("zh_CN")
    return in_front(Window(app, shell))


def look_for(window, typed: str) -> list[tuple[str, str]]:
    window.open_palette()
    window.palette_overlay.field.setText(typed)
    entries = window.palette_overlay._model.entries
    return [(entry.title, entry.note) for entry in entries if entry.run is not None]


def test_a_decided_request_is_found_by_its_number_and_opened_however_old(window, qtbot):
    assert look_for(window, "tj-20260059") == [("堆头特价 59", "已同意 · 周婷 · TJ-20260059")]
    qtbot.keyClick(window.palette_overlay.field, Qt.Key.Key_Return)
    assert window.current == "approvals"
    screen = window.built("approvals")
    assert screen._current().id == "TJ-20260059"
    assert screen._detail.isVisible()


def test_a_request_is_found_by_the_initials_of_its_title(window):
    assert "堆头特价 0" in [title for title, _ in look_for(window, "dttj")]


def test_letters_that_are_strewn_over_a_number_find_no_request(window):
    assert look_for(window, "t9%") == []


@pytest.fixture
def orders(app):
    """Two of one customer's, the second cancelled by the centre, and one of another's."""
    for id, number, customer, day in (
        ("o1", "DD-2603618", "c1", 3), ("o2", "DD-2603492", "c1", 2), ("o3", "DD-2600077", "c2", 1),
    ):  # fmt: skip
        said = {"number": number, "customer": customer, "date": f"2026-11-{day:02d}",
                "amount": "760.00", "state": "done", "source": "财务账套", "lines": []}  # fmt: skip
        receive(app, "sales_order", {id: ("terr:hz1", said)}, 31)


@pytest.mark.parametrize("typed", ["DD-2603492", "dd-26034", "3492"])
def test_an_order_is_found_by_a_piece_of_its_number_and_opened(window, orders, qtbot, typed):
    found = look_for(window, typed)
    assert found == [("DD-2603492", "联佳超市文三路店 · ¥760 · 11 月 2 日 · 已送达")]
    qtbot.keyClick(window.palette_overlay.field, Qt.Key.Key_Return)
    card = window.built("customers").card
    assert (window.current, card.card.id, card.tabs.current()) == ("customers", "c1", "orders")
    assert [id for id, line in card.orders.lines.items() if line.isChecked()] == ["o2"]


def test_a_customer_s_newest_orders_stand_under_a_heading_of_their_own(window, orders):
    found = look_for(window, "ljcs")
    assert [title for title, _ in found if title.startswith("DD-")] == ["DD-2603618", "DD-2603492"]
    titles = [entry.title for entry in window.palette_overlay._model.entries]
    assert titles.index("客户") < titles.index("订单") < titles.index("DD-2603618")


def test_an_order_that_was_just_placed_here_is_found_as_not_sent(window, orders, app):
    lines = [{"product": "", "name": "礼盒", "unit": "盒", "quantity": "2", "price": "50.00"}]
    placed = app.perform("order.place", set={"customer": "c1", "lines": lines})
    number = orders_of(app, placed.id)
    for typed in (number, "ljcs"):
        found = dict(look_for(window, typed))
        assert found[number].endswith("已下单 · 未上传"), typed


def orders_of(app, id):
    with app.database.read() as connection:
        return connection.exec_driver_sql(
            "SELECT number FROM sales_order WHERE id = ?", (id,)
        ).scalar()


def test_an_order_that_only_a_visit_tells_of_is_found_by_its_customer_and_opened(
    window, orders, app, qtbot
):
    said = {"customer": "c1", "started_at": papers.at(9), "ended_at": papers.at(10),
            "purpose": "order", "outcome": "要货", "next_step": "送货",
            "ordered": "1234.00"}  # fmt: skip
    visit = app.perform("visit.record", set=said)
    found = look_for(window, "ljcs")
    told = [note for title, note in found if title == "拜访时记下" and "¥1,234" in note]
    assert len(told) == 1
    assert told[0].endswith("未入账 · 未上传")
    next(each for each in window.palette_overlay._model.entries if each.note == told[0]).run()
    card = window.built("customers").card
    assert [id for id, line in card.orders.lines.items() if line.isChecked()] == [visit.id]


def test_two_letters_of_a_number_are_none(window, orders):
    assert not [title for title, _ in look_for(window, "92") if title.startswith("DD-")]


def test_no_row_is_read_but_those_that_are_shown(app):
    asked = {anywhere._NUMBERED: {"like": "%3492%", "most": 6},
             anywhere._LATEST.replace(":customers", "('c1', 'c2')"): {"most": 3},
             anywhere._TOLD.replace(":customers", "('c1', 'c2')"): {"most": 3}}  # fmt: skip
    with app.database.read() as connection:
        plans = [
            [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)]
            for sql, given in asked.items()
        ]
    scans = [step for plan in plans for step in plan if step.startswith("SCAN")]
    whole = "SCAN sales_order USING COVERING INDEX sales_order_by_number"
    assert scans == [whole, "SCAN n", "SCAN n"], "the numbers alone, and those that were found"


def test_customers_and_reports_are_found_before_their_workspaces_were_opened(window, app):
    assert "联佳超市文三路店" in [title for title, _ in look_for(window, "ljcs")]
    titles = [title for title, _ in look_for(window, "日销售报告")]
    assert any("周婷" in title for title in titles)
    assert window.built("reports") is None
