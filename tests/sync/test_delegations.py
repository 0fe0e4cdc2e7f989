"""Who stands in for whom, what an edited request keeps, and what an approval brings about."""

from typing import Any

import pytest

from sync.errors import BadValue, Problem, Refused
from sync.mutations import Context, Insert, Op, Update, mutation
from tests.support.small_world import AT, HELD, TODAY, World

YESTERDAY, TOMORROW = "2026-11-20", "2026-11-22"


@pytest.fixture
def world() -> World:
    return World()


def asked(world: World, id: str = "q", /, **fields: Any) -> None:
    own = {"kind": "credit", "requester": "ann", "post": "r1", "approver": "mgr", "path": ["mgr"]}
    world.put("approval_request", id, **(own | {"state": "pending", "step": 1, "rev": 1} | fields))


def give(world: World, **terms: Any) -> list[Op]:
    said = {"delegate": "eve", "since": TODAY, "until": TOMORROW} | terms
    return list(world.do("cat", "delegation.give", "g1", **said))


def refused(kind: type[Problem], world: World, **terms: Any) -> str:
    with pytest.raises(kind) as caught:
        give(world, **terms)
    return caught.value.kind


# --- giving and ending ------------------------------------------------------------------------


def test_a_delegation_names_both_posts_and_shows_the_open_requests_it_is_for(world: World) -> None:
    asked(world, "q1", informed=["gm"])
    asked(world, "q2", kind="expense")
    asked(world, "q3", state="approved")
    asked(world, "q4", informed=["peer"])
    made, *shown = give(world, kinds=["credit"])
    assert isinstance(made, Insert)
    assert (made.set["post"], made.set["person"], made.set["delegate_post"]) == (
        "mgr", "cat", "peer",
    )  # fmt: skip
    assert [(op.id, dict(op.set)) for op in shown if isinstance(op, Update)] == [
        ("q1", {"informed": ["gm", "peer"]})
    ]
    assert len(shown) == 1


def test_one_for_all_kinds_shows_every_open_request(world: World) -> None:
    asked(world, "q1")
    asked(world, "q2", kind="expense")
    assert [op.id for op in give(world)[1:]] == ["q1", "q2"]


def test_only_somebody_else_with_a_post_stands_in(world: World) -> None:
    assert refused(Refused, world, delegate="zoe") == "delegate_needed"
    assert refused(Refused, world, delegate="cat") == "delegate_needed"
    world.put("post_assignment", "z1", person="zoe", post="mgr", acting=True)
    assert refused(Refused, world, delegate="zoe") == "delegate_needed"


def test_its_days_and_its_amount_have_to_make_sense(world: World) -> None:
    assert give(world, since=TODAY, until=TODAY, up_to="0.01")
    refused(BadValue, world, since=TODAY, until=YESTERDAY)
    refused(BadValue, world, up_to="0.00")


@pytest.mark.parametrize(("person", "may"), [("cat", True), ("zoe", True), ("ann", False)])
def test_who_gave_it_ends_it_or_who_holds_the_post_by_then(
    world: World, person: str, may: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(HELD, "zoe", "mgr")
    own = {"post": "mgr", "person": "cat", "delegate": "eve", "delegate_post": "peer"}
    world.put("delegation", "g1", since=TODAY, until=TOMORROW, **own)
    if may:
        (op,) = world.do(person, "delegation.end", "g1")
        assert op.set == {"ended_at": AT}
        return
    with pytest.raises(Refused) as caught:
        world.do(person, "delegation.end", "g1")
    assert caught.value.kind == "not_yours"


# --- editing ----------------------------------------------------------------------------------


def test_a_revision_lists_what_changed_and_nothing_else(world: World) -> None:
    asked(world, amount="10.00", reason="旧", title="甲")
    ops = world.do("ann", "approval.edit", "q", amount="12.00", reason="旧", title="甲")
    (op,) = ops
    assert op.set["rev"] == 2
    assert op.set["revisions"] == [{"rev": 2, "at": AT, "changed": {"amount": ["10.00", "12.00"]}}]
    assert "reason" not in op.set
    assert world.do("ann", "approval.edit", "q", amount="10.00", reason="旧") == []


# --- what an approval brings about ------------------------------------------------------------


def brought(world: World) -> list[Op]:
    follows = mutation("approval.decide").follows
    assert follows is not None
    return list(follows(Context(world.actor("cat"), world, AT, TODAY), "d1", {"request": "q"}))


def approved(world: World, kind: str, amount: str | None = None, **facts: Any) -> None:
    subject = {"subject_type": "customer", "subject": "c1", "amount": amount}
    asked(world, kind=kind, state="approved", facts=facts, **subject)


def test_approved_credit_is_the_customers_limit_from_now_on(world: World) -> None:
    world.put("customer", "c1", name="甲店", territory="t1", credit_limit="1000.00")
    numbers = {"limit_now": "1000", "limit_asked": "5000"}
    approved(world, "credit", amount="4000.00", **numbers, until=TOMORROW, idle="x")
    made, booked = brought(world)
    assert isinstance(made, Insert)
    assert (made.type, made.id, made.set["kind"]) == ("effect", "d1", "credit_booked")
    assert made.set["facts"] == {"limit_now": "1000", "limit_asked": "5000", "until": TOMORROW}
    assert booked == Update("customer", "c1", {"credit_limit": "5000.00"})


def test_credit_without_a_limit_or_of_a_customer_that_went_changes_no_card(world: World) -> None:
    approved(world, "credit")
    assert [op.type for op in brought(world)] == ["effect"]
    approved(world, "credit", amount="5000.00", limit_asked="5000")
    world.gone("customer", "c1")
    assert [op.type for op in brought(world)] == ["effect"]


def test_approved_leave_is_an_absence_of_its_days(world: World) -> None:
    approved(world, "leave", **{"from": TODAY, "to": TOMORROW, "days": 2})
    effect, absence = brought(world)
    assert effect.type == "effect"
    days = {"person": "ann", "first": TODAY, "last": TOMORROW}
    assert absence == Insert("absence", "d1", days)
    approved(world, "leave", **{"from": TODAY})
    assert [op.type for op in brought(world)] == ["effect"]


@pytest.mark.parametrize(("kind", "state"), [("credit", "pending"), ("expense", "approved")])
def test_what_is_not_approved_or_of_another_kind_has_no_effect(
    world: World, kind: str, state: str
) -> None:
    asked(world, kind=kind, state=state)
    assert brought(world) == []
