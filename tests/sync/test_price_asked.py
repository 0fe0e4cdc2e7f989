"""The rate that is decided on is that of the prices which an approval releases (BR-APR-01)."""

from typing import Any

import pytest

from sync.errors import Refused
from tests.support.small_world import World


@pytest.fixture
def world() -> World:
    made = World()
    made.put("product", "p1", name="稻花香米", unit="袋", list_price="40.00")
    made.put("product", "p2", name="散装枣", unit="袋", list_price="10.00")
    return made


def lines(*asked: tuple[str, int, str]) -> list[dict[str, Any]]:
    return [
        {"product": product, "quantity": quantity, "asked": price, "standard": "0.01"}
        for product, quantity, price in asked
    ]


def ask(world: World, rate: str, said: list[dict[str, Any]], kind: str = "discount") -> None:
    facts = {"discount": rate, "lines": said}
    world.do("ann", "approval.request", "q1", kind=kind, title="折扣", facts=facts)


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        ("0.90", lines(("p1", 3, "36.00"))),
        ("0.90", lines(("p1", 1, "38.00"), ("p2", 2, "8.00"))),  # 54 of 60
        ("0.50", lines(("p1", 1, "40.00"))),  # less is asked for than what is decided
        ("0.90", []),
        ("0.90", [{"name": "样品", "quantity": 1, "asked": "9.00", "standard": "10.00"}]),
    ],
)
def test_a_rate_that_the_lines_come_to_may_be_asked_for(world, rate, said):
    ask(world, rate, said)


@pytest.mark.parametrize(
    ("rate", "said", "really"),
    [
        ("0.95", lines(("p1", 1, "0.01")), "0.0002"),
        ("0.90", lines(("p1", 1, "38.00"), ("p2", 2, "7.99")), "0.8996"),
        ("0.90", [{"name": "样品", "asked": "8.00", "standard": "10.00"}], "0.8000"),
    ],
)
@pytest.mark.parametrize("kind", ["discount", "special_price"])
def test_a_rate_that_hides_lower_prices_is_refused(world, rate, said, really, kind):
    with pytest.raises(Refused) as caught:
        ask(world, rate, said, kind)
    assert (caught.value.kind, caught.value.facts["really"]) == ("rate_disagrees", really)


def test_new_content_is_held_to_it_too(world):
    ask(world, "0.90", lines(("p1", 3, "36.00")))
    world.put("approval_request", "q1", kind="discount", requester="ann", post="r1",
              state="pending", rev=1, facts={"discount": "0.90"})  # fmt: skip
    facts = {"discount": "0.90", "lines": lines(("p1", 3, "20.00"))}
    with pytest.raises(Refused) as caught:
        world.do("ann", "approval.edit", "q1", facts=facts)
    assert caught.value.kind == "rate_disagrees"
