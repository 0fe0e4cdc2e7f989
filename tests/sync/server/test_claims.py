"""Requests at the centre: bound to what was seen, decided by who is in charge, effective once."""

from datetime import timedelta

import pytest

from tests.support.centre import Laptop, Town

CREDIT = {
    "kind": "credit",
    "subject_type": "customer",
    "subject": "c1",
    "amount": "30000.00",
    "facts": {"limit_asked": "30000.00"},
}
LESS = {"amount": "10000.00", "facts": {"limit_asked": "10000.00"}}


def ask(laptop: Laptop, id: str = "q1", **changes) -> None:
    assert laptop.do("approval.request", id, **{**CREDIT, **changes}).status == "applied"


def decide(laptop: Laptop, id: str, verdict: str, request: str = "q1", **set):
    laptop.sync()
    return laptop.do("approval.decide", id, request=request, verdict=verdict, **set)


def days(town: Town, first: int, last: int) -> tuple[str, str]:
    today = town.clock.today()
    return tuple(str(today + timedelta(days=each)) for each in (first, last))  # type: ignore[return-value]


def in_step(town: Town, **laptops: Laptop) -> None:
    for name, laptop in laptops.items():
        laptop.sync()
        assert laptop.dump() == town.dump(as_user=name)


def test_a_decision_that_does_not_say_what_it_saw_is_refused(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    ask(ann)
    cat.sync()
    for part in ({"on_hash": None}, {"on_hash": "0" * 64, "on_ver": 1}):
        result = cat.do("approval.decide", "d1", request="q1", verdict="approve", **part)
        assert (result.status, result.problem) == ("refused", "stale_subject")
    assert town.read("approval_request", "q1").fields["state"] == "pending"


def test_other_content_begins_the_way_anew_and_a_decision_on_the_old_is_told_what_changed(town):
    ann, cat, dan = (town.laptop(name) for name in ("ann", "cat", "dan"))
    ask(ann)
    assert decide(cat, "d1", "endorse").status == "applied"
    dan.sync()
    late = dan.envelope("approval.decide", "d2", request="q1", verdict="approve")
    ann.sync()
    assert ann.do("approval.edit", "q1", **LESS).status == "applied"
    (result,) = dan.sync(late)
    assert result.problem == "not_the_approver"  # it is before its first station again
    cat.sync()
    old = cat.envelope("approval.decide", "d3", request="q1", verdict="approve")
    ann.do("approval.edit", "q1", reason="急")
    (result,) = cat.sync(old)
    assert result.problem == "stale_subject"
    assert result.facts == {"on_ver": 2, "rev": 3, "changed": {"reason": [None, "急"]}}
    row = town.read("approval_request", "q1").fields
    assert (row["rev"], row["step"], row["approver"], row["path"]) == (3, 1, "mgr", ["mgr"])
    assert decide(cat, "d4", "approve").status == "applied"
    in_step(town, ann=ann, cat=cat, dan=dan)


def test_a_late_decision_is_kept_as_an_opinion_and_has_no_effect(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    ask(ann)
    cat.sync()
    other = town.laptop("cat")
    late = other.envelope("approval.decide", "d2", request="q1", verdict="approve")
    decide(cat, "d1", "reject", comment="不")
    (result,) = other.sync(late)
    assert (result.status, result.problem) == ("refused", "already_decided")
    kept = town.read("decision", "d2").fields
    assert (kept["verdict"], kept["decider"], kept["effective"]) == ("approve", "cat", False)
    assert other.rows["decision", "d2"]["effective"] is False
    assert town.read("approval_request", "q1").fields["state"] == "rejected"
    assert not [key for key in town.records() if key[0] == "effect"]
    in_step(town, ann=ann, cat=cat)


def test_credit_is_booked_once_in_the_decisions_commit(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    ask(ann)
    cat.sync()
    said = cat.envelope("approval.decide", "d1", request="q1", verdict="approve")
    first = cat.say(said)
    assert town.read("customer", "c1").fields["credit_limit"] == "30000.00"
    again = cat.say(said)
    cat.hear(again)
    assert again.results == first.results
    effect = town.read("effect", "d1")
    assert (effect.fields["kind"], effect.ver) == ("credit_booked", first.results[0].seq)
    assert effect.fields["facts"]["limit_asked"] == "30000.00"
    assert [id for type, id in town.records() if type == "effect"] == ["d1"]
    cat.sync()
    in_step(town, ann=ann, cat=cat)


def test_who_is_beyond_their_limit_endorses_to_the_next_one_up(town):
    posts = [{"id": "mgr", "title": "区域经理", "superior": "gm", "limits": {"credit": "20000.00"}}]
    town.load({"posts": posts})
    ann, cat, dan = (town.laptop(name) for name in ("ann", "cat", "dan"))
    ask(ann)
    result = decide(cat, "d1", "approve")
    assert (result.status, result.problem) == ("refused", "over_limit")
    assert result.facts == {"limit": "20000.00", "amount": "30000.00"}
    assert decide(cat, "d2", "endorse").status == "applied"
    assert decide(dan, "d3", "approve").status == "applied"
    in_step(town, ann=ann, cat=cat, dan=dan)


def test_a_discount_below_the_lowest_rate_of_the_post_is_beyond_its_limit(town):
    posts = [{"id": "mgr", "title": "x", "superior": "gm", "limits": {"special_price": "0.80"}}]
    town.load({"posts": posts})
    ann, cat = town.laptop("ann"), town.laptop("cat")
    ask(ann, "q1", kind="special_price", facts={"discount": "0.799"})
    ask(ann, "q2", kind="special_price", facts={"discount": "0.80"})
    assert decide(cat, "d1", "approve").problem == "over_limit"
    assert decide(cat, "d2", "approve", "q2").status == "applied"
    assert town.read("effect", "d2").fields["kind"] == "price_released"


def test_a_named_person_decides_within_the_days_and_kinds_they_were_named_for(town):
    ann, cat, eve = (town.laptop(name) for name in ("ann", "cat", "eve"))
    ask(ann)
    first, last = days(town, 0, 2)
    given = {"delegate": "eve", "since": first, "until": last, "kinds": ["credit"]}
    cat.sync()
    assert cat.do("delegation.give", "g1", **given).status == "applied"
    ask(ann, "q2")
    ask(ann, "q3", kind="expense")
    eve.sync()
    assert {id for type, id in eve.rows if type == "approval_request"} == {"q1", "q2"}
    assert decide(eve, "d1", "approve").status == "applied"
    assert town.read("decision", "d1").fields["on_behalf"] == "mgr"
    assert cat.do("delegation.end", "g1").status == "applied"
    result = decide(eve, "d2", "approve", "q2")
    assert (result.status, result.problem) == ("refused", "not_the_approver")
    in_step(town, ann=ann, cat=cat, eve=eve)


@pytest.mark.parametrize(("first", "last"), [(1, 3), (-3, -1)])
def test_before_and_after_its_days_a_delegation_counts_for_nothing(town, first, last):
    ann, cat, eve = (town.laptop(name) for name in ("ann", "cat", "eve"))
    since, until = days(town, first, last)
    cat.do("delegation.give", "g1", delegate="eve", since=since, until=until)
    ask(ann)
    eve.sync()
    seen = cat.sync() or cat.rows["approval_request", "q1"]
    bound = {"on_hash": seen["content_hash"], "on_ver": seen["rev"], "on_step": seen["step"]}
    said = {"request": "q1", "verdict": "approve", **bound}
    assert eve.do("approval.decide", "d1", **said).status == "refused"


def test_while_a_superior_is_on_leave_the_next_one_up_decides(town):
    ann, cat, dan = (town.laptop(name) for name in ("ann", "cat", "dan"))
    first, last = days(town, 0, 1)
    cat.do("approval.request", "leave", kind="leave", facts={"from": first, "to": last})
    ask(ann)
    assert decide(dan, "d1", "approve").problem == "not_the_approver"
    assert decide(dan, "d2", "approve", "leave").status == "applied"
    assert town.read("absence", "d2").fields == {"person": "cat", "first": first, "last": last}
    assert decide(dan, "d3", "approve").status == "applied"
    assert town.read("decision", "d3").fields["on_behalf"] == "mgr"
    in_step(town, ann=ann, cat=cat, dan=dan)


def test_an_empty_post_is_decided_for_by_the_next_one_up(town):
    ann, dan = town.laptop("ann"), town.laptop("dan")
    ask(ann)
    town.load({"people": [{"id": "cat", "name": "cat", "post": "mgr", "until": "2020-01-01"}]})
    assert decide(dan, "d1", "approve").status == "applied"
    in_step(town, ann=ann, dan=dan)


def test_an_added_signer_agrees_and_it_comes_back(town):
    ann, cat, eve = (town.laptop(name) for name in ("ann", "cat", "eve"))
    ask(ann)
    assert decide(cat, "d1", "add_signer", delegate_to="peer").status == "applied"
    assert decide(cat, "d2", "approve").problem == "not_the_approver"
    assert decide(eve, "d3", "approve", comment="可以").status == "applied"
    row = town.read("approval_request", "q1").fields
    assert (row["state"], row["approver"], row["step"]) == ("pending", "mgr", 3)
    assert decide(cat, "d4", "approve").status == "applied"
    assert town.read("approval_request", "q1").fields["state"] == "approved"
    in_step(town, ann=ann, cat=cat, eve=eve)


def test_an_added_signers_no_is_a_no(town):
    ann, cat, eve = (town.laptop(name) for name in ("ann", "cat", "eve"))
    ask(ann)
    decide(cat, "d1", "add_signer", delegate_to="peer")
    assert decide(eve, "d2", "reject", comment="不").status == "applied"
    assert town.read("approval_request", "q1").fields["state"] == "rejected"


def test_a_stand_in_approves_up_to_the_amount_that_was_given_and_no_further(town):
    ann, cat, eve = (town.laptop(name) for name in ("ann", "cat", "eve"))
    since, until = days(town, 0, 3)
    given = {"delegate": "eve", "since": since, "until": until, "up_to": "5000.00"}
    assert cat.do("delegation.give", "g1", **given).status == "applied"
    gift = {"kind": "gift", "subject_type": None, "subject": None, "facts": {}}
    ask(ann, "q1", **gift, amount="5000.00")
    ask(ann, "q2", **gift, amount="5000.01")
    assert decide(eve, "e1", "approve", "q1").status == "applied"
    result = decide(eve, "e2", "approve", "q2")
    assert (result.problem, result.facts) == (
        "over_limit", {"limit": "5000.00", "amount": "5000.01"},
    )  # fmt: skip
    assert decide(eve, "e3", "endorse", "q2").status == "applied"
    assert town.read("approval_request", "q2").fields["approver"] == "gm"
    ask(ann, "q3", **gift, amount="9000.00")
    assert decide(cat, "e4", "approve", "q3").status == "applied"  # who gave it is not bound
    in_step(town, ann=ann, cat=cat, eve=eve)
