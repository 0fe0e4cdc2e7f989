"""One customer registered by two reps: both accepted, the second flagged, merged without loss."""

import pytest

from tests.support.centre import Laptop, Town

SHOP = {"name": "天天（杭州）便利店有限公司", "region": "杭州", "phone": "0571-8800 1234"}


def twins(town: Town) -> tuple[Laptop, Laptop, Laptop]:
    ann, ben, cat = (town.laptop(name) for name in ("ann", "ben", "cat"))
    first = ann.envelope("customer.create", "n1", **SHOP)
    second = ben.envelope("customer.create", "n2", name="天天(杭州)便利店", region="杭州 ")
    assert ann.sync(first)[0].status == "applied"
    assert ben.sync(second)[0].status == "applied"
    for laptop in (ann, ben, cat):
        laptop.sync()
    return ann, ben, cat


def flagged(laptop: Laptop) -> list[tuple[str, str]]:
    return [
        (row["record"], row["other"])
        for (type, _), row in laptop.rows.items()
        if type == "conflict" and row.get("kind") == "duplicate" and row["state"] == "open"
    ]


def in_step(town: Town, **laptops: Laptop) -> None:
    for name, laptop in laptops.items():
        laptop.sync()
        assert laptop.dump() == town.dump(as_user=name)


def test_both_are_accepted_and_both_reps_and_their_superior_see_the_pair(town):
    ann, ben, cat = twins(town)
    assert ben.rows["customer", "n2"]["duplicate_of"] == "n1"
    for laptop in (ann, ben, cat):
        assert flagged(laptop) == [("n2", "n1")]
    assert ("customer", "n1") not in ben.rows
    assert ("customer", "n2") not in ann.rows
    (row,) = [row for (type, _), row in ann.rows.items() if type == "conflict"]
    assert not {"mine", "theirs", "base"} & row.keys()  # no word of the other's card
    in_step(town, ann=ann, ben=ben, cat=cat)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            {"name": "甲", "credit_code": "9133-01 A"},
            {"name": "乙", "credit_code": "913301a"},
            True,
        ),
        (
            {"name": "甲店", "phone": "0571-88001234"},
            {"name": "甲店", "phone": "57188001234"},
            True,
        ),
        ({"name": "甲店", "region": "杭州"}, {"name": "甲店", "region": "宁波"}, False),
        ({"name": "甲店"}, {"name": "甲店"}, False),
        ({"name": "甲店", "region": "杭州"}, {"name": "乙店", "region": "杭州"}, False),
    ],
)
def test_what_looks_alike(town, one, other, same):
    ann, ben = town.laptop("ann"), town.laptop("ben")
    ann.do("customer.create", "n1", **one)
    ben.do("customer.create", "n2", **other)
    assert flagged(ben) == ([("n2", "n1")] if same else [])


def test_an_edit_may_show_that_two_are_one(town):
    ann, ben = town.laptop("ann"), town.laptop("ben")
    ann.do("customer.create", "n1", name="甲", credit_code="9133")
    ben.do("customer.create", "n2", name="乙")
    ben.do("customer.edit", "n2", credit_code="9133")
    assert flagged(ben) == [("n2", "n1")]
    in_step(town, ann=ann, ben=ben)


def test_two_in_one_push_are_found_too(town):
    ann = town.laptop("ann")
    made = [ann.envelope("customer.create", id, **SHOP) for id in ("n1", "n2")]
    ann.sync(*made)
    assert flagged(ann) == [("n2", "n1")]
    in_step(town, ann=ann)


def test_merging_hangs_everything_on_the_one_that_stays_and_deletes_nothing(town):
    ann, ben, cat = twins(town)
    ben.do("contact.create", "x1", customer="n2", name="王")
    ben.do("plan.add", "p1", customer="n2", date="2026-11-21")
    ben.do("visit.record", "v2", customer="n2", started_at="2026-11-20T01:00:00Z")
    ann.do("visit.record", "v1", customer="n1", started_at="2026-11-19T01:00:00Z")
    ben.do("customer.edit", "n2", address="新址")
    ben.do("credit.enter", "e1", customer="n2", amount="8.00", reason="order")
    late = ben.envelope("visit.record", "v3", customer="n2", started_at="2026-11-20T02:00:00Z")
    cat.sync()
    merged = cat.do("customer.merge", "n1", other="n2", take=["address"])
    assert merged.status in ("applied", "merged")
    kept, gone = town.read("customer", "n1").fields, town.read("customer", "n2")
    assert (kept["address"], kept["phone"], kept["visit_count"]) == ("新址", SHOP["phone"], 2)
    assert (kept["credit_used"], gone.fields["credit_used"]) == ("8.00", None)
    assert kept["last_visit_at"] == "2026-11-20T01:00:00.000000Z"
    assert (gone.deleted, gone.fields["archived"], gone.fields["merged_into"]) == (
        False,
        True,
        "n1",
    )
    for type, id in (("contact", "x1"), ("visit", "v2"), ("plan_item", "p1")):
        assert town.read(type, id).fields["customer"] == "n1"
    assert town.read("visit", "v2").fields["person"] == "ben"  # a fact stays what it said
    in_step(town, ann=ann, cat=cat)
    assert flagged(ann) == []
    assert ben.sync(late)[0].status in ("applied", "merged")
    assert town.read("visit", "v3").fields["customer"] == "n1"
    assert town.read("customer", "n1").fields["visit_count"] == 3
    in_step(town, ann=ann, ben=ben, cat=cat)


def test_a_rep_does_not_merge_what_is_not_theirs_and_nobody_merges_twice(town):
    ann, _, cat = twins(town)
    assert ann.do("customer.merge", "n1", other="n2").problem == "not_found"
    assert cat.do("customer.merge", "n1", other="n2").status == "applied"
    assert cat.do("customer.merge", "n1", other="n2").problem == "already_resolved"


def test_that_they_are_two_is_said_once(town):
    ann, ben, cat = twins(town)
    ((_, id),) = [key for key in cat.rows if key[0] == "conflict"]
    assert ann.do("conflict.resolve", id, take="theirs").status == "refused"
    assert cat.do("conflict.resolve", id, take="theirs").status == "applied"
    assert town.read("customer", "n2").fields["duplicate_of"] is None
    ben.sync()
    assert flagged(ben) == []
    in_step(town, ann=ann, ben=ben, cat=cat)
