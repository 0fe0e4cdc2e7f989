"""The rulings one by one: who holds a post, who may decide, up to how much, and who looks alike."""

from typing import Any

import pytest

from sync.rulings.authority import beyond, given_up_to, in_charge, is_away
from sync.rulings.likeness import alike, keys
from sync.rulings.posts import above, holder, responsible
from sync.rulings.visits import counted, visited
from tests.support.small_world import TODAY, World

YESTERDAY, TOMORROW = "2026-11-20", "2026-11-22"


@pytest.fixture
def world() -> World:
    return World()


# --- who holds a post -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, True),
        (TODAY, None, True),
        (None, TODAY, True),
        (TOMORROW, None, False),
        (None, YESTERDAY, False),
    ],
)
def test_a_post_is_held_from_its_first_day_to_its_last(
    world: World, since: str | None, until: str | None, holds: bool
) -> None:
    world.put("post_assignment", "ann", person="ann", post="r1", since=since, until=until)
    assert holder(world, "r1", TODAY) == ("ann" if holds else None)


def test_who_holds_a_post_comes_before_who_acts_in_it_and_the_latest_before_the_others(
    world: World,
) -> None:
    world.put("post_assignment", "ann", person="ann", post="r1", since="2026-01-01")
    world.put("post_assignment", "z1", person="zoe", post="r1", since="2026-11-01", acting=True)
    assert holder(world, "r1", TODAY) == "ann"
    world.put("post_assignment", "b1", person="ben", post="r1", since="2026-06-01")
    assert holder(world, "r1", TODAY) == "ben"


@pytest.mark.parametrize("status", ["left", "inactive"])
def test_who_has_left_holds_nothing(world: World, status: str) -> None:
    world.put("person", "ann", name="ann", status=status)
    assert holder(world, "r1", TODAY) is None


def test_superiors_are_told_from_the_direct_one_up_and_a_circle_ends_the_walk(world: World) -> None:
    assert list(above(world, "r1")) == ["mgr", "gm"]
    world.put("post", "gm", title="gm", superior="r1")
    assert list(above(world, "r1")) == ["mgr", "gm"]


def test_a_territory_without_a_holder_is_the_next_superiors(world: World) -> None:
    world.put("post", "r1", title="r1", superior="mgr", territories=["t1"])
    assert responsible(world, "t1", TODAY) == "ann"
    world.put("person", "ann", name="ann", status="left")
    assert responsible(world, "t1", TODAY) == "cat"
    assert responsible(world, "nowhere", TODAY) is None


# --- who may decide ---------------------------------------------------------------------------


def may(world: World, person: str, post: str | None, kind: str = "credit") -> bool:
    return in_charge(world, person, post, "mgr", kind, TODAY)


def leave(world: World, person: str, first: str, last: str) -> None:
    world.put("absence", "l1", person=person, first=first, last=last)


def give(world: World, id: str = "g1", /, **terms: Any) -> None:
    own = {"post": "mgr", "person": "cat", "delegate": "eve", "delegate_post": "peer"}
    world.put("delegation", id, **(own | {"since": TODAY, "until": TODAY} | terms))


def test_the_post_itself_decides_and_nobody_without_a_post(world: World) -> None:
    assert may(world, "cat", "mgr")
    assert not may(world, "dan", "gm")
    assert not may(world, "zoe", None)


@pytest.mark.parametrize(
    ("terms", "counts"),
    [
        ({}, True),
        ({"kinds": ["credit"]}, True),
        ({"kinds": ["expense"]}, False),
        ({"since": TOMORROW, "until": TOMORROW}, False),
        ({"since": YESTERDAY, "until": YESTERDAY}, False),
        ({"ended_at": "2026-11-21T07:00:00.000000Z"}, False),
        ({"delegate": "ben"}, False),
    ],
)
def test_a_stand_in_decides_on_the_days_and_the_kinds_that_were_given(
    world: World, terms: dict[str, Any], counts: bool
) -> None:
    give(world, **terms)
    assert may(world, "eve", "peer") is counts


@pytest.mark.parametrize(
    ("first", "last", "away"),
    [
        (TODAY, TODAY, True),
        (YESTERDAY, TOMORROW, True),
        (TOMORROW, TOMORROW, False),
        (YESTERDAY, YESTERDAY, False),
    ],
)
def test_while_the_approver_is_on_leave_the_next_one_up_decides(
    world: World, first: str, last: str, away: bool
) -> None:
    leave(world, "cat", first, last)
    assert is_away(world, "mgr", TODAY) is away
    assert may(world, "dan", "gm") is away


def test_an_empty_post_is_decided_for_by_the_first_above_it_that_is_not_empty(world: World) -> None:
    world.put("post", "top", title="top", superior=None)
    world.put("post", "gm", title="gm", superior="top")
    world.put("post_assignment", "zoe", person="zoe", post="top")
    world.put("person", "cat", name="cat", status="left")
    assert may(world, "dan", "gm")
    assert not may(world, "zoe", "top")
    world.put("person", "dan", name="dan", status="left")
    assert may(world, "zoe", "top")


# --- up to how much ---------------------------------------------------------------------------


def exceeded(world: World, amount: str | None) -> str | None:
    return given_up_to(world, "eve", "peer", "mgr", {"kind": "credit", "amount": amount}, TODAY)


def test_a_stand_in_is_bound_by_the_most_generous_of_what_runs_today(world: World) -> None:
    give(world, "g1", up_to="5000.00")
    give(world, "g2", up_to="900.00")
    give(world, "g3", up_to="99999.00", since=TOMORROW, until=TOMORROW)
    give(world, "g4", up_to="99999.00", delegate="ben")
    assert exceeded(world, "5000.00") is None
    assert exceeded(world, "5000.01") == "5000.00"
    assert exceeded(world, None) is None
    give(world, "g5", up_to=None)
    assert exceeded(world, "70000.00") is None


def test_who_holds_the_post_is_bound_by_no_delegation(world: World) -> None:
    give(world, up_to="1.00", delegate="cat", delegate_post="mgr")
    asked = {"kind": "credit", "amount": "2.00"}
    assert given_up_to(world, "cat", "mgr", "mgr", asked, TODAY) is None
    assert given_up_to(world, "dan", "gm", "mgr", asked, TODAY) is None


@pytest.mark.parametrize(
    ("limits", "asked", "over"),
    [
        ({"expense": "1000"}, {"kind": "expense", "amount": "1000.00"}, None),
        ({"expense": "1000"}, {"kind": "expense", "amount": "1000.01"}, "1000"),
        ({"expense": "1000"}, {"kind": "expense"}, "1000"),
        ({"expense": "1000"}, {"kind": "expense", "amount": "NaN"}, "1000"),
        ({"expense": "1000"}, {"kind": "credit", "amount": "9999999"}, None),
        (None, {"kind": "expense", "amount": "9999999"}, None),
        ({"discount": "0.85"}, {"kind": "discount", "facts": {"discount": "0.85"}}, None),
        ({"discount": "0.85"}, {"kind": "discount", "facts": {"discount": "0.84"}}, "0.85"),
        ({"discount": "0.85"}, {"kind": "discount", "amount": "1.00", "facts": {}}, "0.85"),
        (
            {"special_price": "0.80"},
            {"kind": "special_price", "amount": "1", "facts": {"discount": "0.9"}},
            None,
        ),
    ],
)
def test_a_limit_is_an_amount_not_to_exceed_or_a_rate_not_to_fall_below(
    limits: dict[str, str] | None, asked: dict[str, Any], over: str | None
) -> None:
    assert beyond(limits, asked) == over


# --- who looks alike --------------------------------------------------------------------------

SHOP = {"name": "天天便利店有限公司", "region": "杭州", "phone": "+86 571 8765 4321"}


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"name": "天天便利店", "region": "杭州"}, True),
        ({"name": "天天 便利店（有限公司）", "phone": "0571-87654321"}, True),
        ({"name": "天天便利店", "region": "宁波", "phone": "057187654320"}, False),
        ({"name": "天天便利店"}, False),
        ({"name": "美美便利店", "region": "杭州", "phone": "0571-87654321"}, False),
        ({"region": "杭州"}, False),
    ],
)
def test_one_name_in_one_region_or_with_one_phone_is_one_customer(
    other: dict[str, str], same: bool
) -> None:
    assert alike(SHOP, other) is alike(other, SHOP) is same
    assert not same or keys(SHOP) & keys(other), "what looks alike is found by a common key"


def test_two_without_a_name_are_not_the_same_for_lying_in_one_region() -> None:
    assert not alike({"region": "杭州"}, {"region": "杭州"})


def test_a_phone_too_short_to_tell_anything_makes_nobody_alike() -> None:
    assert not alike({"name": "甲", "phone": "123456"}, {"name": "甲", "phone": "123456"})
    assert alike({"name": "甲", "phone": "1234567"}, {"name": "甲", "phone": "1234567"})


def test_one_credit_code_is_one_customer_whatever_the_names() -> None:
    one, other = (
        {"name": "甲", "credit_code": "9133-01"},
        {"name": "乙", "credit_code": "９１３３０１"},
    )
    assert alike(one, other)
    assert keys(one) & keys(other)
    assert not alike({"name": "甲", "credit_code": ""}, {"name": "乙", "credit_code": ""})
    assert keys({}) == frozenset()


# --- what a card says of visits ---------------------------------------------------------------


def test_an_amendment_is_no_visit_of_its_own(world: World) -> None:
    for id, started, amends in (("v1", "08", None), ("v2", "09", None), ("v3", "10", "v1")):
        world.put(
            "visit", id, customer="c1", post="r1",
            started_at=f"2026-11-20T{started}:00:00.000000Z", amends=amends,
        )  # fmt: skip
    assert visited(world, "c1") == {
        "visit_count": 2, "last_visit_at": "2026-11-20T09:00:00.000000Z",
    }  # fmt: skip
    assert visited(world, "d1") == {"visit_count": None, "last_visit_at": None}
    assert counted([]) == {"visit_count": None, "last_visit_at": None}
