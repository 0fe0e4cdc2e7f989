"""A request for credit: what is decided is booked, of a customer that is the requester's."""

import pytest

from sync.server.admin import Administration
from tests.support.centre import Laptop, Town

POSTS = [
    {"id": id, "title": id, "superior": "gm", "limits": {"credit": "50000.00"}}
    for id in ("mgr", "peer")
]


@pytest.fixture
def laptops(town: Town) -> tuple[Laptop, Laptop]:
    town.load({"posts": POSTS})
    return town.laptop("ann"), town.laptop("cat")


def raise_to(asked: str, amount: str | None, now: str | None = None, **changes) -> dict:
    facts = {"limit_asked": asked, **({"limit_now": now} if now else {})}
    about = {"subject_type": "customer", "subject": "c1"}
    return {"kind": "credit", **about, "amount": amount, "facts": facts} | changes


def approve(laptop: Laptop, id: str = "d1", request: str = "q1"):
    laptop.sync()
    return laptop.do("approval.decide", id, request=request, verdict="approve")


def limit(town: Town, customer: str = "c1"):
    return town.read("customer", customer).fields["credit_limit"]


def test_a_raise_over_another_limit_than_the_customer_has_is_not_approved(town, laptops):
    ann, cat = laptops
    for id, amount in (("q1", "30000.00"), ("q2", "40000.00")):
        assert ann.do("approval.request", id, **raise_to(amount, amount)).status == "applied"
    lied = raise_to("900000.00", "100.00", "899900.00")
    assert ann.do("approval.request", "q3", **lied).status == "applied"
    assert approve(cat).status == "applied"
    for request, said in (("q2", "0.00"), ("q3", "899900.00")):
        result = approve(cat, "d2", request)
        assert (result.status, result.problem) == ("refused", "limit_moved")
        assert result.facts == {"said": said, "stands": "30000.00"}
    assert limit(town) == "30000.00"
    anew = raise_to("40000.00", "10000.00", "30000.00")
    ann.do("approval.edit", "q2", facts=anew["facts"], amount=anew["amount"])
    assert approve(cat, "d2", "q2").status == "applied"
    assert limit(town) == "40000.00"
    cat.sync()
    assert cat.dump() == town.dump(as_user="cat")


def test_who_cannot_see_the_customer_is_held_to_its_limit_all_the_same(town, laptops):
    ann, cat = laptops
    eve = town.laptop("eve")
    ann.do("approval.request", "q1", **raise_to("900000.00", "100.00", "899900.00"))
    cat.sync()
    cat.do("approval.decide", "d1", request="q1", verdict="delegate", delegate_to="peer")
    assert approve(eve, "d2").problem == "limit_moved"
    assert limit(town) is None


def test_a_request_about_what_its_requester_cannot_read_is_about_nothing(town, laptops):
    ann, _ = laptops
    for id, type in (("d1", "customer"), ("nowhere", "customer"), ("d1", None)):
        wanted = raise_to("777.00", "777.00", subject=id, subject_type=type)
        result = ann.do("approval.request", "q1", **wanted)
        assert (result.status, result.problem) == ("refused", "not_found")
        assert result.facts == {"type": "customer", "id": id}
    ann.do("approval.request", "q2", **raise_to("777.00", "777.00"))
    assert ann.do("approval.edit", "q2", subject="d1").problem == "not_found"


def test_a_customer_that_went_to_another_is_not_changed_by_what_the_first_one_asked(town, laptops):
    ann, cat = laptops
    ann.do("approval.request", "q1", **raise_to("777.00", "777.00"))
    base = {"customer/c1": ann.vers["customer", "c1"]}
    late = ann.envelope("approval.request", "q2", base=base, **raise_to("777.00", "777.00"))
    Administration(town.centre.database, town.clock).move("c1", "t2")
    result = approve(cat)
    assert (result.status, result.problem) == ("refused", "not_found")
    assert (limit(town), town.read("approval_request", "q1").fields["state"]) == (None, "pending")
    assert ann.sync(late)[0].problem == "not_found"
    Administration(town.centre.database, town.clock).move("c1", "t1")
    assert approve(cat, "d2").status == "applied"
    assert limit(town) == "777.00"
