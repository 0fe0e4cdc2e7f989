"""What reaches a deleted record is not lost: it lies beside it until somebody chooses."""

import pytest

from tests.support.centre import Laptop, Town


def conflict(laptop: Laptop) -> tuple[str, dict]:
    ((key, row),) = [(key, row) for key, row in laptop.rows.items() if key[0] == "conflict"]
    return key[1], row


def in_step(town: Town, **laptops: Laptop) -> None:
    for name, laptop in laptops.items():
        laptop.sync()
        assert laptop.dump() == town.dump(as_user=name)


def test_an_edit_of_a_deleted_record_is_kept_beside_it_with_both_sides(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    late = ann.envelope("contact.edit", "k1", phone="1", position="店长")
    cat.do("contact.delete", "k1")
    (result,) = ann.sync(late)
    assert result.status == "conflict"
    cat.sync()
    for laptop in (ann, cat):
        _, row = conflict(laptop)
        assert (row["kind"], row["type"], row["record"]) == ("deleted", "contact", "k1")
        assert row["mine"] == {"phone": "1", "position": "店长"}
        assert row["base"] == {"phone": None, "position": None}
        assert row["theirs"] == {"customer": "c1", "name": "王", "archived": False}
        assert (row["author"], row["stood_by"]) == ("ann", "cat")
        assert row["stood_at"]
        assert ("contact", "k1") not in laptop.rows
    assert not [key for key in town.laptop("ben").rows if key[0] == "conflict"]
    in_step(town, ann=ann, cat=cat)


def test_restoring_brings_the_record_back_with_the_edit(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    late = ann.envelope("contact.edit", "k1", phone="1")
    cat.do("contact.delete", "k1")
    ann.sync(late)
    third = town.laptop("cat")  # has never seen the contact
    id, _ = conflict(third)
    assert third.do("conflict.resolve", id, take="mine").status == "applied"
    back = town.read("contact", "k1")
    assert (back.deleted, back.fields["phone"], back.fields["name"]) == (False, "1", "王")
    in_step(town, ann=ann, cat=cat)
    in_step(town, cat=third)
    assert ann.do("contact.edit", "k1", phone="2").status == "applied"


def test_keeping_it_deleted_closes_the_conflict(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    late = ann.envelope("contact.edit", "k1", phone="1")
    cat.do("contact.delete", "k1")
    ann.sync(late)
    id, _ = conflict(ann)
    assert ann.do("conflict.resolve", id, take="theirs").status == "applied"
    assert town.read("contact", "k1").deleted
    cat.sync()
    assert cat.do("conflict.resolve", id, take="mine").problem == "already_resolved"
    in_step(town, ann=ann, cat=cat)


def test_two_edits_of_a_deleted_record_both_come_back(town):
    ann, cat, dan = (town.laptop(name) for name in ("ann", "cat", "dan"))
    first = ann.envelope("contact.edit", "k1", phone="1")
    second = dan.envelope("contact.edit", "k1", email="x@y")
    cat.do("contact.delete", "k1")
    ann.sync(first)
    dan.sync(second)
    cat.sync()
    for id in [id for type, id in cat.rows if type == "conflict"]:
        assert cat.do("conflict.resolve", id, take="mine").status == "applied"
    back = town.read("contact", "k1").fields
    assert (back["phone"], back["email"]) == ("1", "x@y")
    in_step(town, ann=ann, cat=cat, dan=dan)


def test_a_visit_at_a_deleted_customer_did_take_place(town):
    cat = town.laptop("cat")
    cat.do("customer.create", "n1", name="新店", territory="t1")
    ann = town.laptop("ann")
    visit = ann.envelope("visit.record", "v1", customer="n1", started_at="2026-11-20T01:00:00Z")
    contact = ann.envelope("contact.create", "x1", customer="n1", name="王")
    cat.sync()
    cat.do("customer.delete", "n1")
    assert [each.status for each in ann.sync(visit, contact)] == ["conflict", "conflict"]
    assert town.read("visit", "v1").fields["customer"] == "n1"
    assert town.read("contact", "x1").fields["name"] == "王"
    cat.sync()
    for id in [id for type, id in cat.rows if type == "conflict"]:
        assert cat.do("conflict.resolve", id, take="mine").status == "applied"
    assert town.read("customer", "n1").fields["visit_count"] == 1
    in_step(town, ann=ann, cat=cat)


def test_who_knew_of_the_deletion_is_refused_and_so_is_an_older_program(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    held = dict(ann.rows["contact", "k1"])
    ann.schema = 1
    old = ann.envelope("contact.edit", "k1", phone="1")
    cat.do("contact.delete", "k1")
    assert ann.sync(old)[0].problem == "not_found"
    ann.schema = 2
    ann.rows["contact", "k1"], ann.vers["contact", "k1"] = held, town.centre.head().seq
    late = ann.say(ann.envelope("contact.edit", "k1", phone="2"))
    assert late.results[0].problem == "not_found"
    assert not [key for key in town.records() if key[0] == "conflict"]


def test_somebody_elses_deleted_record_is_like_nothing_at_all(town):
    ben, ann = town.laptop("ben"), town.laptop("ann")
    ann.do("contact.delete", "k1")
    told = [
        ben.sync(ben.envelope("contact.edit", id, base={f"contact/{id}": 1}, phone="1"))[0]
        for id in ("k1", "nowhere")
    ]
    assert {(each.status, each.problem) for each in told} == {("refused", "not_found")}


def test_two_who_delete_the_same_record_agree(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    late = ann.envelope("contact.delete", "k1")
    cat.do("contact.delete", "k1")
    assert ann.sync(late)[0].status == "merged"
    in_step(town, ann=ann, cat=cat)


def test_deleting_is_a_guard_on_the_whole_record(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    late = ann.envelope("contact.delete", "k1")
    cat.do("contact.edit", "k1", phone="1")
    (result,) = ann.sync(late)
    assert (result.status, result.problem) == ("refused", "stale")
    in_step(town, ann=ann, cat=cat)


def test_what_followed_ones_own_move_is_nobody_elses_change(town):
    dan = town.laptop("dan")
    move = dan.envelope("customer.move", "d1", territory="t1")
    delete = dan.envelope("contact.delete", "k2")
    dan.say(move)  # the answer is lost
    assert [each.status for each in dan.sync(move, delete)] == ["applied", "applied"]
    in_step(town, dan=dan)


@pytest.mark.parametrize("what", ["visit.record", "approval.request", "plan.add"])
def test_a_customer_with_a_history_is_archived_and_not_deleted(town, what):
    ann = town.laptop("ann")
    said = {
        "visit.record": {"customer": "c2", "started_at": "2026-11-20T01:00:00Z"},
        "approval.request": {"kind": "credit", "subject_type": "customer", "subject": "c2"},
        "plan.add": {"customer": "c2", "date": "2026-11-21"},
    }
    ann.do(what, "x1", **said[what])
    result = ann.do("customer.delete", "c2")
    assert (result.status, result.problem) == ("refused", "has_history")
    assert ann.do("customer.archive", "c2").status == "applied"


def test_a_deleted_customer_takes_its_contacts_and_sites_along(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    assert ann.do("customer.delete", "c1").status == "applied"
    in_step(town, ann=ann, cat=cat)
    assert not {("contact", "k1"), ("site", "s1"), ("customer", "c1")} & set(cat.rows)


def test_a_route_saved_with_fewer_stops_drops_the_rest_and_may_take_them_back(town):
    ann, other = town.laptop("ann"), town.laptop("ann")
    ann.do("route.save", "w1", name="周一", stops=["c1", "c2"])
    ann.do("route.save", "w1", stops=["c2"])
    other.sync()
    assert [row["customer"] for key, row in other.rows.items() if key[0] == "route_stop"] == ["c2"]
    assert ann.do("route.save", "w1", name="周二").status == "applied"  # the stops stay
    assert ann.do("route.save", "w1", stops=["c2", "c1"]).status == "applied"
    in_step(town, ann=ann)
    in_step(town, ann=other)
    stops = {id: row["customer"] for (type, id), row in other.rows.items() if type == "route_stop"}
    assert stops == {"w1.1": "c2", "w1.2": "c1"}


def test_labels_are_added_and_removed_one_by_one_and_an_unseen_addition_wins(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    ann.do("customer.tag", "c1", add=["连锁", "账期长"])
    cat.sync()
    mine = cat.envelope("customer.tag", "c1", add=["重点"], remove=["账期长"])
    ann.do("customer.tag", "c1", add=["新店"], remove=["连锁"])
    assert cat.sync(mine)[0].status in ("applied", "merged")
    assert town.read("customer", "c1").fields["tags"] == {"重点": True, "新店": True}
    taken = ann.envelope("customer.tag", "c1", remove=["重点"])  # it has not seen that one
    cat.do("customer.tag", "c1", add=["连锁"])
    ann.sync(taken)
    assert town.read("customer", "c1").fields["tags"].get("连锁")
    in_step(town, ann=ann, cat=cat)
