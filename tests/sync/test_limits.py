"""Who may decide how much: a limit that is not there is no licence (BR-APR-01, BR-APR-02)."""

from typing import Any

import pytest

from sync.errors import BadValue, Refused
from sync.mutations.approvals import content_hash
from sync.words import explain
from tests.support.small_world import TODAY, World

LIMITS = {
    "mgr": {"expense": "2000.00", "discount": "0.80"}, "peer": {"expense": "5000.00"},
    "r1": {"discount": "0.95"}, "gm": None, "r2": None,
}  # fmt: skip


@pytest.fixture
def world() -> World:
    made = World()
    for post, limits in LIMITS.items():
        limited(made, post, limits)
    return made


def limited(world: World, post: str, limits: dict[str, str] | None) -> None:
    known = world.rows["post", post].fields
    world.put("post", post, **{**known, "limits": limits})


def asked(world: World, kind: str = "expense", amount: str | None = "100.00", **more: Any) -> None:
    content = {"kind": kind, "amount": amount, "facts": more.pop("facts", {})}
    begun = {"state": "pending", "step": 1, "path": ["mgr"], "approver": "mgr", "rev": 1}
    own = {"post": "r1", "requester": "ann", "content_hash": content_hash(content)}
    world.put("approval_request", "q", **(content | begun | own | more))


def decided(world: World, person: str, verdict: str, **set: Any) -> str:
    """What became of it: a state, the post it went to, or the refusal with its limit."""
    standing = world.rows["approval_request", "q"].fields
    seen = {"on_hash": standing["content_hash"], "on_ver": 1, "on_step": standing["step"]}
    try:
        ops = world.do(person, "approval.decide", "d", request="q", verdict=verdict, **seen, **set)
    except Refused as refusal:
        return f"{refusal.kind} {refusal.facts.get('limit')}"
    return str(ops[1].set.get("approver") or ops[1].set["state"])


@pytest.mark.parametrize(
    ("kind", "amount", "rate", "told"),
    [
        ("expense", "2000.00", None, "approved"),
        ("expense", "2000.01", None, "over_limit 2000.00"),
        ("discount", None, "0.80", "approved"),
        ("discount", None, "0.79", "over_limit 0.80"),
        ("credit", "999999.00", None, "approved"),  # nobody has a limit of it: no limits at all
        ("leave", None, None, "approved"),
    ],
)
def test_a_post_decides_within_its_limit(world, kind, amount, rate, told):
    asked(world, kind, amount, facts={"discount": rate})
    assert decided(world, "cat", "approve") == told


@pytest.mark.parametrize(("kind", "least"), [("expense", "0.00"), ("discount", "1.00")])
def test_who_is_given_no_limit_of_a_limited_kind_decides_nothing_of_it(world, kind, least):
    limited(world, "mgr", {"credit": "1.00"})
    limited(world, "gm", {"expense": "9000.00", "discount": "0.50"})
    asked(world, kind, "0.01", facts={"discount": "0.99"})
    assert decided(world, "cat", "approve") == f"over_limit {least}"
    assert decided(world, "cat", "endorse") == "gm"
    asked(world, kind, "0.01", facts={"discount": "0.99"}, approver="gm", step=2)
    assert decided(world, "dan", "approve") == "approved"


def test_the_head_of_the_chain_needs_no_limit_and_is_bound_by_one_that_is_given(world):
    asked(world, amount="900000.00", approver="gm", step=2)
    assert decided(world, "dan", "approve") == "approved"
    limited(world, "gm", {"expense": "100000.00"})
    assert decided(world, "dan", "approve") == "over_limit 100000.00"


def test_a_request_is_passed_on_to_a_post_that_could_decide_it_and_to_no_other(world):
    asked(world, amount="1500.00")
    assert decided(world, "cat", "delegate", delegate_to="r2") == "over_limit 0.00"
    assert decided(world, "cat", "delegate", delegate_to="peer") == "peer"
    asked(world, amount="3000.00")  # more than who passes it on may decide: it is endorsed
    assert decided(world, "cat", "delegate", delegate_to="peer") == "over_limit 2000.00"
    assert decided(world, "cat", "delegate", delegate_to="gm") == "over_limit 2000.00"


def test_what_was_passed_on_to_somebody_without_a_limit_is_not_approved_there(world):
    asked(world, amount="15000.00", approver="r2", path=["mgr", "r2"], step=2)
    assert decided(world, "ben", "approve") == "over_limit 0.00"
    asked(world, "discount", None, facts={"discount": "0.10"}, approver="r2", step=2)
    assert decided(world, "ben", "approve") == "over_limit 1.00"


def test_a_stand_in_decides_within_the_tighter_of_both_limits(world):
    own = {"post": "mgr", "person": "cat", "since": TODAY, "until": TODAY}
    world.put("delegation", "g1", **own, delegate="ben", delegate_post="r2")
    world.put("delegation", "g2", **own, delegate="eve", delegate_post="peer")
    asked(world, amount="0.01")
    assert decided(world, "ben", "approve") == "over_limit 0.00"
    asked(world, amount="2000.01")
    assert decided(world, "eve", "approve") == "over_limit 2000.00"


def test_an_added_signer_agrees_whatever_their_limit(world):
    asked(world, amount="1500.00")
    assert decided(world, "cat", "add_signer", delegate_to="r2") == "r2"
    asked(world, amount="1500.00", approver="r2", waiting=["mgr"], step=2)
    assert decided(world, "ben", "approve") == "mgr"


@pytest.mark.parametrize("kind", ["Expense", "nonsense", "expense "])
def test_a_kind_that_nobody_knows_is_not_asked_for(world, kind):
    with pytest.raises(BadValue) as caught:
        world.do("ann", "approval.request", "q", kind=kind, amount="99999999.00")
    assert caught.value.kind == "unknown_kind"
    with pytest.raises(BadValue):
        world.do("cat", "delegation.give", "g", delegate="eve", since=TODAY, until=TODAY,
                 kinds=["expense", kind])  # fmt: skip


def test_a_kind_of_the_companys_own_is_one_that_it_gives_a_limit_to(world):
    limited(world, "mgr", {"堆头费": "800.00"})
    world.do("ann", "approval.request", "q", kind="堆头费", amount="900.00")
    asked(world, "堆头费", "900.00")
    assert decided(world, "cat", "approve") == "over_limit 800.00"


def test_a_refusal_beyond_the_limit_says_the_rate_that_was_asked_for(world):
    asked(world, "discount", None, facts={"discount": "0.79"})
    standing = world.rows["approval_request", "q"].fields["content_hash"]
    seen = {"on_hash": standing, "on_ver": 1, "on_step": 1}
    with pytest.raises(Refused) as caught:
        world.do("cat", "approval.decide", "d", request="q", verdict="approve", **seen)
    assert explain(caught.value).text == "0.79 超出了审批权限 0.80。"
