"""What a hub may approve by itself: whose requests, which kinds, up to how much, until when."""

from typing import Any

import pytest

from sync.errors import Refused
from sync.rulings.allotments import covering, left_of, take
from sync.rulings.records import Record
from tests.support.small_world import TODAY, World

TERMS = {
    "hub": "h1", "signer": "k", "unit": "east", "kinds": ["expense"], "each": "500.00",
    "amount": "1000.00", "used": "300.00", "until": TODAY,
}  # fmt: skip
ASKED = {"kind": "expense", "amount": "500.00", "post": "r1"}
LATER = "2026-11-28"  # seven days after


@pytest.fixture
def world() -> World:
    made = World()
    for unit, parent in (("all", None), ("east", "all"), ("shop", "east"), ("west", "all")):
        made.put("org_unit", unit, name=unit, parent=parent)
    made.put("post", "r1", title="r1", superior="mgr", unit="shop")
    made.put("post", "mgr", title="mgr", superior="gm", unit="west")
    return made


def lease(**terms: Any) -> Record:
    return Record("branch_allotment", "a1", TERMS | terms)


def fits(world: World, terms: dict[str, Any], asked: dict[str, Any]) -> bool:
    return covering(world, [lease(**terms)], ASKED | asked, TODAY) is not None


@pytest.mark.parametrize(
    ("terms", "asked", "covered"),
    [
        ({}, {}, True),
        ({}, {"amount": "500.01"}, False),
        ({"each": None}, {"amount": "700.00"}, True),
        ({"each": None}, {"amount": "700.01"}, False),  # 300 of the thousand are used
        ({"used": None, "each": None}, {"amount": "1000.00"}, True),
        ({}, {"amount": "0.00"}, False),
        ({}, {"amount": None}, False),
        ({}, {"kind": "leave"}, False),
        ({"closed": True}, {}, False),
        ({"until": "2026-11-20"}, {}, False),
        ({"unit": "shop"}, {}, True),
        ({"unit": "all"}, {}, True),
        ({"unit": "west"}, {}, False),
        ({}, {"post": "nobody"}, False),
    ],
)
def test_a_request_is_covered_within_its_bounds_and_in_its_unit_or_below(
    world: World, terms: dict[str, Any], asked: dict[str, Any], covered: bool
) -> None:
    assert fits(world, terms, asked) is covered


def test_a_post_without_a_unit_is_of_its_first_superior_who_has_one(world: World) -> None:
    world.put("post", "r1", title="r1", superior="mgr")
    assert fits(world, {"unit": "west"}, {})
    assert not fits(world, {"unit": "east"}, {})


def test_units_in_a_circle_end_the_walk(world: World) -> None:
    world.put("org_unit", "all", name="all", parent="shop")
    assert not fits(world, {"unit": "west"}, {})


def refusal(world: World, today: str = TODAY, **terms: Any) -> str:
    with pytest.raises(Refused) as refused:
        take(world, lease(**terms), ASKED, today)
    return refused.value.kind


def test_the_centre_takes_what_was_ruled_until_a_week_after_the_last_day(world: World) -> None:
    assert f"{take(world, lease(), ASKED, LATER):.2f}" == "500.00"
    assert refusal(world, "2026-11-29") == "allotment_over"
    assert refusal(world, closed=True) == "allotment_over"
    assert refusal(world, kinds=["leave"]) == "not_allotted"
    assert refusal(world, used="500.01") == "over_limit"
    assert f"{left_of(lease(used='500.01')):.2f}" == "499.99"
