"""Orders of a rep: the head is the sum of the lines, whatever was said; prices have a floor."""

from decimal import Decimal
from typing import Any

import pytest

from sync.errors import BadValue, Refused
from tests.support.small_world import TODAY, World

RICE = {"product": "p1", "quantity": "12", "price": "38.50"}


@pytest.fixture
def world() -> World:
    made = World()
    made.put("product", "p1", name="稻花香米", unit="袋", list_price="40.00")
    limited(made, "0.95")
    return made


def limited(world: World, rate: str | None) -> None:
    limits = None if rate is None else {"discount": rate}
    world.put("post", "r1", title="r1", superior="mgr", territories=["t1"], limits=limits)


def placed(world: World, *lines: dict[str, Any], **set: Any) -> dict[str, Any]:
    (op,) = world.do("ann", "order.place", "o-12ab", customer="c1", lines=list(lines), **set)
    return dict(op.set)


def refused(world: World, name: str, id: str, /, **set: Any) -> str:
    with pytest.raises((Refused, BadValue)) as caught:
        world.do("ann", name, id, **set)
    return caught.value.kind


def test_the_head_is_the_sum_of_the_lines_each_rounded_to_the_cent(world):
    free = {"name": "样品", "quantity": 1, "price": "0"}
    odd = {"name": "散装枣", "quantity": "1.255", "price": "9.99"}
    order = placed(world, RICE, odd, free)
    assert order["amount"] == "474.54"  # 462.00 + 12.54 (12.53745) + 0.00
    assert (order["state"], order["date"], order["person"]) == ("placed", TODAY, "ann")
    assert order["number"] == "XD-20261121-12AB"
    assert order["lines"][0] == {
        "product": "p1", "name": "稻花香米", "unit": "袋", "quantity": "12", "price": "38.50",
    }  # fmt: skip
    assert placed(world, {"product": "p1", "quantity": 2})["amount"] == "80.00"  # the list price


def test_a_sum_that_is_said_is_not_believed(world):
    assert refused(world, "order.place", "o1", customer="c1", lines=[RICE], amount="1.00") == (
        "unknown_field"
    )
    ops = world.do("ann", "order.place", "o1", customer="c1", lines=[RICE | {"amount": "1"}])
    assert ops[0].set["amount"] == "462.00"


@pytest.mark.parametrize(
    "line",
    [
        {"product": "p1", "quantity": "0"},
        {"product": "p1", "quantity": "-1"},
        {"product": "p1", "quantity": "1", "price": "9.999"},
        {"product": "p1", "quantity": "1", "price": "-1"},
        {"product": "nobody", "quantity": "1"},
        {"quantity": "1", "price": "1"},
        {"name": "x", "quantity": "1e30", "price": "1"},
        {"name": "x", "quantity": True, "price": "1"},
        "p1",
    ],
)
def test_a_line_that_makes_no_sense_is_refused(world, line):
    assert refused(world, "order.place", "o1", customer="c1", lines=[line])
    assert refused(world, "order.place", "o1", customer="c1", lines=[])


def test_below_the_limit_of_the_post_a_price_is_asked_for_first(world):
    low = RICE | {"price": "37.99"}
    assert placed(world, RICE | {"price": "38.00"})["amount"] == "456.00"
    assert refused(world, "order.place", "o1", customer="c1", lines=[low]) == "price_below_limit"
    world.put("approval_request", "q1", post="r1", requester="ann", kind="special_price")
    asked = {"lines": [{"product": "p1", "asked": "36.00"}]}
    world.put("effect", "e1", request="q1", kind="price_released", subject="c1", facts=asked)
    assert placed(world, low)["amount"] == "455.88"
    assert refused(world, "order.place", "o1", customer="c1",
                   lines=[RICE | {"price": "35.99"}]) == "price_below_limit"  # fmt: skip


def test_without_a_limit_of_its_own_a_post_sells_at_the_list_price(world):
    """BR-PRC-01: a rep's own limit is 100 % unless the company says otherwise."""
    limited(world, None)
    assert placed(world, RICE | {"price": "40.00"})["amount"] == "480.00"
    assert refused(world, "order.place", "o1", customer="c1",
                   lines=[RICE | {"price": "39.99"}]) == "price_below_limit"  # fmt: skip
    world.put("post", "r1", title="r1", superior=None, territories=["t1"])  # the head of the chain
    assert placed(world, RICE | {"price": "0.01"})["amount"] == "0.12"


@pytest.mark.parametrize(
    ("list_price", "rate", "lowest"),
    [("0.33", "0.95", "0.32"), ("0.33", None, "0.33"), ("40.00", "0.95", "38.00"),
     ("9.99", "0.7", "7.00"), ("0.01", "0.95", "0.01"), ("379.00", "0.333", "126.21")],
)  # fmt: skip
def test_a_price_is_held_against_the_unrounded_share_of_the_list_price(
    world, list_price, rate, lowest
):
    """BR-PRC-01: 0.31 of 0.33 is 93.9 %, below 95 %."""
    limited(world, rate)
    world.put("product", "p1", name="小包装", unit="包", list_price=list_price)
    line = {"product": "p1", "quantity": "1000"}
    assert placed(world, line | {"price": lowest})["lines"][0]["price"] == lowest
    less = f"{Decimal(lowest) - Decimal('0.01'):.2f}"
    with pytest.raises(Refused) as caught:
        placed(world, line | {"price": less})
    assert caught.value.facts["lowest"] == lowest


def test_an_order_is_changed_and_cancelled_only_while_it_is_ours_and_placed(world):
    world.put("sales_order", "o1", **placed(world, RICE))
    (op,) = world.do("ann", "order.edit", "o1", lines=[RICE | {"quantity": "2"}])
    assert (op.set["amount"], op.set["lines"][0]["quantity"]) == ("77.00", "2")
    (op,) = world.do("ann", "order.cancel", "o1")
    assert op.set == {"state": "cancelled"}
    world.put("sales_order", "o2", **{**placed(world, RICE), "state": "shipped"})
    world.put("sales_order", "o3", **{**placed(world, RICE), "source": "财务系统"})
    assert refused(world, "order.edit", "o2", note="x") == "already_decided"
    assert refused(world, "order.cancel", "o3") == "of_the_books"
    world.put("customer", "c1", name="甲店", territory="t1", archived=True)
    assert refused(world, "order.place", "o4", customer="c1", lines=[RICE]) == "is_archived"


@pytest.mark.parametrize(
    ("line", "field", "wanted"),
    [
        ({"quantity": "-1"}, "lines.quantity", "> 0"),
        ({"quantity": "1", "price": "-1"}, "lines.price", "0 or more"),
        ({"quantity": "9" * 20}, "lines.quantity", "a smaller number"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_of_its_own_field(world, line, field, wanted):
    with pytest.raises(BadValue) as caught:
        placed(world, {"product": "p1", **line})
    assert (caught.value.facts["field"], caught.value.facts["wanted"]) == (field, wanted)
