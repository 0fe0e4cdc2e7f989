"""What a request for credit asks is one number, and is about a customer that is its author's."""

from typing import Any

import pytest

from sync.errors import BadValue, Problem, Refused
from tests.support.small_world import World

ABOUT = {"kind": "credit", "subject_type": "customer", "subject": "c1"}
WRONG = [
    {"amount": "50000.00", "facts": {"limit_asked": "900000.00"}},
    {"amount": "1.00", "facts": {"limit_asked": "777.00", "limit_now": "0.00"}},
    {"amount": "900000.00", "facts": {"limit_asked": "900000.00", "limit_now": "50000"}},
    {"amount": "0.00", "facts": {"limit_asked": "900000.00"}},
    {"amount": None, "facts": {"limit_asked": "900000.00"}},
]


@pytest.fixture
def world() -> World:
    world = World()
    content = {**ABOUT, "amount": "2.00", "facts": {"limit_asked": "2.00"}}
    route = {"state": "pending", "step": 1, "rev": 1, "approver": "mgr", "path": ["mgr"]}
    world.put("approval_request", "q", requester="ann", post="r1", **content, **route)
    return world


def refused(world: World, name: str, id: str, **set: Any) -> Problem:
    with pytest.raises((Refused, BadValue)) as caught:
        world.do("ann", name, id, **set)
    assert isinstance(caught.value, Problem)
    return caught.value


@pytest.mark.parametrize("said", WRONG)
def test_an_amount_that_is_not_the_raise_is_refused(world: World, said: dict[str, Any]) -> None:
    assert refused(world, "approval.request", "n", **ABOUT, **said).kind == "amount_disagrees"
    assert refused(world, "approval.edit", "q", **said).kind == "amount_disagrees"


def test_the_amount_is_the_raise_also_of_a_limit_that_goes_down(world: World) -> None:
    for amount, asked, now in (("40.00", "120", 80), ("-80", "0.00", "80.00"), ("5.00", 5, None)):
        facts = {"limit_asked": asked, "limit_now": now}
        assert world.do("ann", "approval.request", "n", **ABOUT, amount=amount, facts=facts)


@pytest.mark.parametrize("asked", ["-5.00", "lots", [], "1E+40", "NaN"])
def test_a_limit_is_a_sum_of_money_and_never_negative(world: World, asked: Any) -> None:
    for facts in ({"limit_asked": asked}, {"limit_asked": "1.00", "limit_now": asked}):
        problem = refused(world, "approval.request", "n", **ABOUT, amount="0.00", facts=facts)
        assert problem.kind == "bad_value"
        assert str(problem.facts["field"]).startswith("limit_")


@pytest.mark.parametrize("about", [("customer", "nobody"), (None, "nobody"), ("no_type", "c1")])
def test_a_request_is_about_a_record_that_is_there(world: World, about: tuple[Any, str]) -> None:
    named = {"subject_type": about[0], "subject": about[1]}
    for name, id, kind in (("request", "n", {"kind": "other"}), ("edit", "q", {})):
        problem = refused(world, f"approval.{name}", id, **kind, **named)
        assert (problem.kind, problem.facts["id"]) == ("not_found", about[1])
