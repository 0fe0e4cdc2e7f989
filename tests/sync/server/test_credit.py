"""Credit used is the sum of its ledger; a limit is never overspent, and an allotment is sure."""

from datetime import timedelta

import pytest

LIMITED = {"customers": [{"id": "c1", "name": "甲店", "territory": "t1", "credit_limit": "100.00"}]}


@pytest.fixture
def three(town):
    town.load(LIMITED)
    return town.laptop("ann"), town.laptop("cat"), town.laptop("dan")


def order(laptop, id, amount, reason="order"):
    return laptop.envelope("credit.enter", id, customer="c1", amount=amount, reason=reason)


def used(town):
    return town.read("customer", "c1").fields["credit_used"]


def in_step(town, *laptops):
    for laptop in laptops:
        laptop.sync()
        assert laptop.dump() == town.dump(as_user=laptop.person)


def test_the_total_is_the_sum_of_what_everybody_entered(town, three):
    ann, cat, dan = three
    mine, theirs = order(ann, "e1", "30.00"), order(cat, "e2", "20.00")
    assert ann.sync(mine)[0].status == "applied"
    assert cat.sync(theirs)[0].status in ("applied", "merged")
    assert used(town) == "50.00"
    dan.sync()
    dan.sync(order(dan, "e3", "-10.00", "payment"))
    assert used(town) == "40.00"
    in_step(town, ann, cat, dan)


def test_what_is_beyond_the_limit_is_refused_and_kept(town, three):
    ann, cat, _ = three
    mine, theirs = order(ann, "e1", "70.00"), order(cat, "e2", "40.00")
    ann.sync(mine)
    (result,) = cat.sync(theirs)
    assert (result.status, result.problem) == ("refused", "over_limit")
    assert result.facts == {"limit": "30.00", "amount": "40.00"}
    assert (used(town), town.received(cat.device)) == ("70.00", [(1, "refused")])
    in_step(town, ann, cat)


def test_an_allotment_is_sure_whoever_comes_first(town, three):
    ann, cat, dan = three
    day = str(town.clock.today() + timedelta(days=3))
    given = {"customer": "c1", "person": "ann", "amount": "60.00", "until": day}
    assert cat.do("allotment.give", "a1", **given).status == "applied"
    assert cat.do("allotment.give", "a2", **given).problem == "over_limit"
    ann.sync()
    dan.sync()
    late = order(ann, "e1", "60.00")
    assert dan.sync(order(dan, "e2", "41.00"))[0].problem == "over_limit"
    assert dan.sync(order(dan, "e3", "40.00"))[0].status == "applied"
    assert ann.sync(late)[0].status in ("applied", "merged")
    assert (used(town), town.read("allotment", "a1").fields["used"]) == ("100.00", "60.00")
    assert ann.sync(order(ann, "e4", "0.01"))[0].problem == "over_limit"
    in_step(town, ann, cat, dan)


def test_a_closed_allotment_holds_nothing_back(town, three):
    ann, cat, dan = three
    day = str(town.clock.today())
    cat.do("allotment.give", "a1", customer="c1", person="ann", amount="60.00", until=day)
    cat.do("allotment.close", "a1")
    dan.sync()
    assert dan.sync(order(dan, "e1", "100.00"))[0].status == "applied"
    in_step(town, ann, cat, dan)


def test_nobody_allots_to_themselves(town, three):
    _, cat, _ = three
    day = str(town.clock.today())
    given = {"customer": "c1", "person": "cat", "amount": "1.00", "until": day}
    assert cat.do("allotment.give", "a1", **given).problem == "own_request"
