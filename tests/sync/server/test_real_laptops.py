"""The rulings at both ends: real stores, the real centre, HTTP between them."""

import pytest

from desktop.queries import sync_state
from sync.errors import Refused
from sync.server.admin import Administration
from tests.support.office import differences, do, held, nobody_watches, open_laptop, refused, sync


@pytest.fixture
def office(town, tmp_path):
    opened = []

    def open_one(user):
        opened.append(open_laptop(town, tmp_path / f"{user}{len(opened)}", user))
        return opened[-1]

    yield open_one
    for laptop in opened:
        laptop.close()


def test_an_edit_of_a_deleted_contact_comes_back_when_somebody_restores_it(town, office):
    ann, cat = office("ann"), office("cat")
    do(ann, "contact.edit", "k1", phone="1")
    do(cat, "contact.delete", "k1")
    sync(cat, ann)
    for laptop in (ann, cat):
        assert not held(laptop, "contact").get("k1")
        ((id, kept),) = held(laptop, "conflict").items()
        assert (kept["kind"], kept["mine"]) == ("deleted", {"phone": "1"})
        assert differences(town, laptop) == set()
    do(cat, "conflict.resolve", id, take="mine")
    assert held(cat, "contact")["k1"]["phone"] == "1"  # at once
    sync(cat, ann)
    assert held(ann, "contact")["k1"]["phone"] == "1"
    for laptop in (ann, cat):
        assert differences(town, laptop) == set()


def test_a_moved_customers_edit_becomes_a_proposal_and_its_visit_a_fact(town, office):
    ann, ben = office("ann"), office("ben")
    do(ann, "customer.edit", "c1", phone="late")
    do(ann, "visit.record", "v1", customer="c1", started_at="2026-11-20T01:00:00Z")
    Administration(town.centre.database, town.clock).move("c1", "t2")
    sync(ann, ben)
    assert held(ben, "customer")["c1"]["visit_count"] == 1
    ((id, proposal),) = held(ben, "conflict").items()
    assert (proposal["kind"], proposal["mine"]) == ("proposal", {"phone": "late"})
    do(ben, "conflict.resolve", id, take="mine")
    sync(ben, ann)
    assert held(ann, "conflict")[id]["taken"] == "mine"
    for laptop in (ann, ben):
        assert differences(town, laptop) == set()


def test_a_post_that_changes_hands_leaves_nothing_with_the_old_holder(town, office):
    ann = office("ann")
    do(ann, "plan.add", "p1", customer="c1", date="2026-11-21")
    sync(ann)
    do(ann, "visit.record", "v1", customer="c1", started_at="2026-11-20T01:00:00Z")
    do(ann, "plan.edit", "p1", purpose="collect")
    town.load({"people": [{"id": "ann", "name": "ann", "post": "r2"}]})
    sync(ann)
    assert refused(ann) == [("plan.edit", "not_found")]  # kept, with its reason
    assert differences(town, ann) == set()
    assert town.read("visit", "v1").fields["post"] == "r1"


def test_what_must_be_refused_is_refused_at_once(office):
    ann, cat = office("ann"), office("cat")
    do(ann, "plan.add", "p1", customer="c1", date="2026-11-21")
    sync(ann, cat)
    with pytest.raises(Refused) as caught:
        do(cat, "plan.edit", "p1", purpose="collect")  # a superior only reads it
    assert caught.value.kind == "not_yours"
    with pytest.raises(Refused):
        do(ann, "customer.move", "c1", territory="t2")
    assert cat.status().unsent == ann.status().unsent == 0


def test_a_route_saved_with_fewer_stops_loses_them_everywhere(town, office):
    ann, again = office("ann"), office("ann")
    do(ann, "route.save", "w1", name="周一", stops=["c1", "c2"])
    sync(ann, again)
    do(ann, "route.save", "w1", stops=["c2"])
    assert {row["customer"] for row in held(ann, "route_stop").values()} == {"c2"}
    sync(ann, again)
    do(again, "route.save", "w1", stops=["c2", "c1"])
    sync(again, ann)
    for laptop in (ann, again):
        assert {id: row["customer"] for id, row in held(laptop, "route_stop").items()} == {
            "w1.1": "c2",
            "w1.2": "c1",
        }
        assert differences(town, laptop) == set()


def test_two_cards_of_one_customer_are_found_and_merged(town, office):
    ann, cat = office("ann"), office("cat")
    shop = {"region": "杭州", "credit_code": "9133"}
    ann.perform("customer.create", "n1", {"name": "天天便利店", **shop})
    cat.perform("customer.create", "n2", {"name": "天天便利", "territory": "t2", **shop})
    sync(ann, cat)
    with cat.database.read() as connection:
        (pair,) = sync_state.clashes(connection)
    assert (pair.kind, pair.record, pair.title, pair.other, pair.other_title) == (
        "duplicate", "n2", "天天便利", "n1", "天天便利店",
    )  # fmt: skip
    do(cat, "contact.create", "x1", customer="n2", name="王")
    do(cat, "customer.merge", "n1", other="n2", take=["name"])
    assert held(cat, "contact")["x1"]["customer"] == "n1"
    sync(cat, ann)
    assert held(ann, "customer")["n1"]["name"] == "天天便利"
    assert held(ann, "contact")["x1"]["name"] == "王"
    with cat.database.read() as connection:
        assert sync_state.clashes(connection) == []
    for laptop in (ann, cat):
        assert differences(town, laptop) == set()


def test_who_stands_in_no_longer_is_not_left_informed_by_the_laptop_that_asks(town, office):
    """It takes the delegation for running, and at the centre it has ended."""
    ann, cat = office("ann"), office("cat")
    today = str(town.clock.today())
    delegation = do(cat, "delegation.give", None, delegate="dan", since=today, until=today)
    sync(cat, ann)
    do(cat, "delegation.end", delegation)
    sync(cat)
    asked = do(ann, "approval.request", kind="expense", amount="10.00")
    assert held(ann, "approval_request")[asked]["informed"] == ["gm"]
    assert ann.synchronise(nobody_watches).repaired == 0
    assert held(ann, "approval_request")[asked]["informed"] is None
    assert differences(town, ann) == set()
