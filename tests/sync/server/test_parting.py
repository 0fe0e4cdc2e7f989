"""A merge that was sent is taken back: both cards, and all that hangs on them, as they were."""

from typing import Any

import pytest

from tests.support.centre import Laptop, Town
from tests.support.real_laptops import held, signed_in, synchronised

SHOP = {"name": "天天（杭州）便利店有限公司", "region": "杭州", "phone": "0571-8800 1234"}
HERE = ("customer", "contact", "visit", "plan_item", "credit_entry", "conflict")


@pytest.fixture
def copies(sqlite_copies):
    """The rules of a mutation are the same on every database."""
    return sqlite_copies


def twins(town: Town) -> tuple[Laptop, Laptop, Laptop]:
    """Ann's n1 and ben's n2 look alike; both have a past. Cat is over both."""
    ann, ben, cat = (town.laptop(name) for name in ("ann", "ben", "cat"))
    ann.do("customer.create", "n1", **SHOP)
    ann.do("visit.record", "v1", customer="n1", started_at="2026-11-19T01:00:00Z")
    ben.do("customer.create", "n2", name="天天(杭州)便利店", region="杭州 ", address="旧址")
    ben.do("contact.create", "x1", customer="n2", name="王")
    ben.do("plan.add", "p1", customer="n2", date="2026-11-21")
    ben.do("visit.record", "v2", customer="n2", started_at="2026-11-20T01:00:00Z")
    ben.do("credit.enter", "e1", customer="n2", amount="8.00", reason="order")
    return ann, ben, cat


def standing(town: Town) -> dict[tuple[str, str], Any]:
    return {
        key: {name: value for name, value in town.read(*key).fields.items() if value is not None}
        for key in town.records()
        if key[0] in HERE
    }


def in_step(town: Town, **laptops: Laptop) -> None:
    for name, laptop in laptops.items():
        laptop.sync()
        assert laptop.dump() == town.dump(as_user=name)


def test_everything_is_where_it_was_and_the_question_is_open_again(town):
    ann, ben, cat = twins(town)
    before = standing(town)
    cat.sync()
    assert cat.do("customer.merge", "n1", other="n2", take=["address"]).status == "applied"
    assert town.read("customer", "n1").fields["address"] == "旧址"
    assert cat.do("customer.part", "n2").status == "applied"
    assert standing(town) == before
    in_step(town, ann=ann, ben=ben, cat=cat)


def test_what_was_done_meanwhile_stays_and_a_late_visit_goes_back_too(town):
    ann, ben, cat = twins(town)
    late = ben.envelope("visit.record", "v3", customer="n2", started_at="2026-11-20T02:00:00Z")
    cat.sync()
    cat.do("customer.merge", "n1", other="n2", take=["address"])
    ben.sync(late)
    ann.sync()
    ann.do("customer.edit", "n1", address="新址")
    ann.do("visit.record", "v4", customer="n1", started_at="2026-11-20T03:00:00Z")
    cat.sync()
    assert cat.do("customer.part", "n2").status in ("applied", "merged")
    kept, other = town.read("customer", "n1").fields, town.read("customer", "n2").fields
    assert (kept["address"], kept["visit_count"], kept["credit_used"]) == ("新址", 2, None)
    assert (other["visit_count"], other["credit_used"], other["joined"]) == (2, "8.00", None)
    assert other["last_visit_at"] == "2026-11-20T02:00:00.000000Z"
    assert [town.read("visit", id).fields["customer"] for id in ("v3", "v4")] == ["n2", "n1"]
    in_step(town, ann=ann, ben=ben, cat=cat)


def test_who_does_not_work_with_both_parts_nothing_and_nobody_parts_twice(town):
    ann, ben, cat = twins(town)
    cat.sync()
    assert cat.do("customer.part", "n2").problem == "not_merged"
    cat.do("customer.merge", "n1", other="n2")
    ben.sync()
    assert ben.do("customer.part", "n2").problem in ("not_found", "not_yours")
    assert cat.do("customer.merge", "c1", other="n1").status == "applied"
    assert cat.do("customer.part", "n2").problem == "merged_further"
    assert cat.do("customer.part", "n1").status == "applied"
    assert cat.do("customer.part", "n2").status == "applied"
    assert cat.do("customer.part", "n2").problem == "not_merged"
    in_step(town, ann=ann, ben=ben, cat=cat)


def test_what_its_author_does_not_see_goes_back_too(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    cat.do("plan.add", "p9", customer="c2", date="2026-11-21")
    ann.do("customer.merge", "c1", other="c2")
    assert ("plan_item", "p9") not in ann.rows
    assert town.read("plan_item", "p9").fields["customer"] == "c1"
    assert ann.do("customer.part", "c2").status == "applied"
    assert town.read("plan_item", "p9").fields["customer"] == "c2"
    assert town.read("customer", "c2").fields["joined"] is None
    in_step(town, ann=ann, cat=cat)


def test_undo_in_the_program_takes_back_a_merge_that_was_sent(town, tmp_path):
    ann = signed_in(tmp_path / "ann", town.address, "ann")
    ann.perform("visit.record", set={"customer": "c2", "started_at": "2026-11-20T01:00:00Z"})
    synchronised(ann)
    before = {type: _without_ver(held(ann, type)) for type in ("customer", "visit")}
    ann.perform("customer.merge", "c1", {"other": "c2", "take": ["remark"]})
    assert held(ann, "customer")["c1"]["remark"] == "旧"
    synchronised(ann)
    undone = ann.undo()
    assert undone is not None
    assert undone.name == "customer.merge"
    synchronised(ann)
    assert {type: _without_ver(held(ann, type)) for type in before} == before
    assert town.read("customer", "c2").fields["merged_into"] is None
    ann.close()


def _without_ver(rows: dict[str, Any]) -> dict[str, Any]:
    apart = ("ver", "digest", "key", "pending")
    return {id: {n: v for n, v in row.items() if n not in apart} for id, row in rows.items()}
