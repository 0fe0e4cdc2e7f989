"""What the domain refuses whoever says it: purposes, blanks, places, states, leave, amounts."""

from typing import Any

import pytest

from sync.catalogue import record_type
from sync.errors import BadValue, Refused
from tests.support.small_world import AT, TODAY, World

SEVEN = ("develop", "research", "collect", "service", "complaint", "order", "other")
RICE = {"name": "米", "quantity": "1", "price": "3.00"}


@pytest.fixture
def world() -> World:
    made = World()
    made.put("post", "r1", title="r1", superior="mgr", territories=["t1"])
    return made


def answer(world: World, person: str, name: str, id: str = "x1", /, **set: Any) -> str:
    try:
        world.do(person, name, id, **set)
    except (BadValue, Refused) as problem:
        return f"{problem.kind} {problem.facts.get('field', '')}".strip()
    return "yes"


@pytest.mark.parametrize("purpose", [*SEVEN, None])
def test_a_visit_is_for_one_of_the_seven_purposes_or_none_is_said(world, purpose):
    said = {"customer": "c1", "purpose": purpose}
    assert answer(world, "ann", "visit.record", "v1", started_at=AT, **said) == "yes"
    assert answer(world, "ann", "plan.add", "p1", date=TODAY, **said) == "yes"


@pytest.mark.parametrize("purpose", ["乱写目的", "Order", "order "])
def test_another_purpose_is_refused(world, purpose):
    said = {"customer": "c1", "purpose": purpose}
    assert answer(world, "ann", "visit.record", "v1", started_at=AT, **said) == "bad_value purpose"
    assert answer(world, "ann", "plan.add", "p1", date=TODAY, **said) == "bad_value purpose"


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("name", ["甲", " 甲 "], ["   ", "\t\n", "\u3000"]),
        ("latitude", [-90, 90, 30.28], [90.001, -95.5]),
        ("longitude", [-180, 180], [180.5, -500]),
        ("terms_days", [0, 30], [-1, -30]),
    ],
)
def test_a_card_says_nothing_that_cannot_be(world, field, good, bad):
    for value in good:
        assert answer(world, "ann", "customer.edit", "c1", **{field: value}) == "yes"
    for value in bad:
        assert answer(world, "ann", "customer.edit", "c1", **{field: value}) == f"bad_value {field}"
        with pytest.raises(BadValue):  # as the centre checks what it writes
            record_type("customer").check(field, value)


def test_a_customer_is_closed_and_opened_again_by_a_manager(world):
    """Domain E3."""
    for person, told in (("ann", "manager_needed"), ("cat", "yes"), ("dan", "yes")):
        assert answer(world, person, "customer.edit", "c1", state="closed") == told
    world.put("customer", "c1", name="甲店", territory="t1", state="closed")
    for person, told in (("ann", "manager_needed"), ("cat", "yes")):
        assert answer(world, person, "customer.edit", "c1", state="active") == told
    assert answer(world, "ann", "customer.edit", "c1", state="closed", phone="1") == "yes"
    assert answer(world, "ann", "customer.edit", "c1", phone="1") == "yes"


def test_a_customer_is_made_as_a_closed_one_by_a_manager(world):
    for person, told in (("ann", "manager_needed"), ("cat", "yes")):
        said = {"name": "丁店", "territory": "t1", "state": "closed"}
        assert answer(world, person, "customer.create", "n1", **said) == told
    assert answer(world, "ann", "customer.create", "n1", name="丁店", state="dormant") == "yes"


def test_who_is_alone_in_the_company_closes_their_own_customers(world):
    world.put("post", "r1", title="r1", superior=None, territories=["t1"])
    assert answer(world, "ann", "customer.edit", "c1", state="closed") == "yes"


def test_nor_does_a_rep_close_one_by_a_conflict_or_a_merge(world):
    about = {"type": "customer", "record": "c1", "state": "open"}
    world.put("conflict", "k1", field="state", base="active", mine="closed", theirs="won", **about)
    world.put("conflict", "k2", kind="proposal", mine={"state": "closed"}, author="ben", **about)
    world.put("conflict", "k3", field="state", base="active", mine="lost", theirs="won", **about)
    world.put("customer", "c2", name="乙店", territory="t1", state="closed", archived=False)
    merged = {"other": "c2", "take": ["state"]}
    closing: list[tuple[str, str, dict[str, Any]]] = [
        ("conflict.resolve", "k1", {"take": "mine"}),
        ("conflict.resolve", "k2", {"take": "mine"}),
        ("conflict.resolve", "k3", {"take": "value", "value": "closed"}),
        ("customer.merge", "c1", merged),
    ]
    for name, id, set in closing:
        assert answer(world, "ann", name, id, **set) == "manager_needed"
        assert answer(world, "cat", name, id, **set) == "yes"
    assert answer(world, "ann", "conflict.resolve", "k3", take="mine") == "yes"
    assert answer(world, "ann", "customer.merge", "c1", other="c2") == "yes"


def test_nothing_is_ordered_for_a_closed_customer(world):
    assert answer(world, "ann", "order.place", "o1", customer="c1", lines=[RICE]) == "yes"
    world.put("customer", "c1", name="甲店", territory="t1", state="closed")
    assert answer(world, "ann", "order.place", "o1", customer="c1", lines=[RICE]) == "is_closed"


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"from": "2026-12-01", "to": "2026-12-01"}, "yes"),
        ({"from": "2026-12-01", "to": "2026-12-03", "leave_type": "annual"}, "yes"),
        ({"from": "2026-12-03", "to": "2026-12-01"}, "bad_value facts.to"),
        ({"from": "2026-12-03"}, "bad_value facts.to"),
        ({"since": "2026-12-01", "until": "2026-12-03"}, "bad_value facts.from"),
        ({"from": "下周一", "to": "2026-12-01"}, "bad_value facts.from"),
        (None, "bad_value facts.from"),
    ],
)
def test_leave_says_from_which_day_to_which(world, facts, told):
    assert answer(world, "ann", "approval.request", "q", kind="leave", facts=facts) == told
    asked = {"kind": "leave", "requester": "ann", "post": "r1", "state": "pending", "rev": 1}
    world.put("approval_request", "q", **asked, facts={"from": TODAY, "to": TODAY})
    assert answer(world, "ann", "approval.edit", "q", facts=facts) == told


@pytest.mark.parametrize("kind", ["expense", "gift", "other", "special_price"])
def test_nobody_asks_for_less_than_nothing(world, kind):
    assert answer(world, "ann", "approval.request", "q", kind=kind, amount="0.00") == "yes"
    assert answer(world, "ann", "approval.request", "q", kind=kind, amount="-100000.00") == (
        "bad_value amount"
    )
