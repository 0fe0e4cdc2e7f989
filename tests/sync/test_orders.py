"""Orders of a rep: the head is the sum of the lines, whatever was said; prices have a floor."""

from typing import Any

import pytest

from sync.errors import BadValue, Refused
from tests.support.small_world import TODAY, World

RICE = {"product": "p1", "quantity": "12", "price": "38.50"}


@pytest.fixture
def world() -> World:
    made = World()
    made.put("product", "p1", name="稻花香米", unit="袋", list_price="40.00")
    return made


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
    world.put("post", "r1", title="r1", superior="mgr", territories=["t1"],
              limits={"discount": "0.95"})  # fmt: skip
    low = RICE | {"price": "37.99"}
    assert placed(world, RICE | {"price": "38.00"})["amount"] == "456.00"
    assert refused(world, "order.place", "o1", customer="c1", lines=[low]) == "price_below_limit"
    world.put("approval_request", "q1", post="r1", requester="ann", kind="special_price")
    asked = {"lines": [{"product": "p1", "asked": "36.00"}]}
    world.put("effect", "e1", request="q1", kind="price_released", subject="c1", facts=asked)
    assert placed(world, low)["amount"] == "455.88"
    assert refused(world, "order.place", "o1", customer="c1",
                   lines=[RICE | {"price": "35.99"}]) == "price_below_limit"  # fmt: skip


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
