"""What is pushed is done exactly once, whole or not at all, and merged field by field."""

from datetime import timedelta
from functools import reduce

import pytest

from tests.support.centre import Refusal, Town

DEEP = reduce(lambda inner, _: {"k": [inner]}, range(300), {})


def fields(town: Town, type: str, id: str) -> dict:
    return dict(town.read(type, id).fields)


def test_the_same_push_twice_changes_nothing_and_answers_the_same(town):
    ann = town.laptop("ann")
    edit = ann.envelope("customer.edit", "c1", phone="1")
    visit = ann.envelope("visit.record", "v1", customer="c1", started_at="2026-11-20T01:00:00Z")
    first = ann.say(edit, visit)
    before = town.dump()
    again = ann.say(edit, visit)
    assert again.results == first.results
    assert town.dump() == before
    assert fields(town, "customer", "c1")["visit_count"] == 1


def test_after_a_lost_reply_the_device_hears_what_became_of_it(town):
    ann = town.laptop("ann")
    edit = ann.envelope("customer.edit", "c1", phone="1")
    ann.say(edit)  # the answer never arrives
    later = ann.envelope("customer.edit", "c1", address="x")
    results = ann.sync(edit, later)
    assert [result.status for result in results] == ["applied", "applied"]
    assert fields(town, "customer", "c1")["address"] == "x"


def test_a_result_tells_the_device_where_its_new_record_lives_and_nothing_it_knows(town):
    ann = town.laptop("ann")
    made = ann.do("contact.create", "x1", customer="c1", name="王")
    assert [(fix.type, fix.id, fix.part, fix.ver) for fix in made.fix] == [
        ("contact", "x1", "terr:t1", 0)
    ]
    assert ann.do("contact.edit", "x1", name="李").fix == []


def test_another_mutation_under_a_used_number_is_a_fork(town):
    ann = town.laptop("ann")
    ann.do("customer.edit", "c1", phone="1")
    ann.mseq -= 1
    with pytest.raises(Refusal) as caught:
        ann.say(ann.envelope("customer.edit", "c1", phone="2"))
    assert (caught.value.status, caught.value.problem) == (409, "fork")
    assert fields(town, "customer", "c1")["phone"] == "1"


def test_a_skipped_number_is_a_gap_and_nothing_is_done(town):
    ann = town.laptop("ann")
    ann.mseq += 1
    with pytest.raises(Refusal) as caught:
        ann.say(ann.envelope("customer.edit", "c1", phone="2"))
    assert (caught.value.problem, caught.value.facts) == ("gap", {"last": 0})
    assert fields(town, "customer", "c1")["phone"] == "0571-1"


def test_edits_of_different_fields_both_survive(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    assert ann.do("customer.edit", "c1", phone="1").status == "applied"
    assert cat.do("customer.edit", "c1", address="路").status == "applied"
    ann.sync()
    now = fields(town, "customer", "c1")
    assert (now["phone"], now["address"]) == ("1", "路")
    assert ann.rows["customer", "c1"]["address"] == "路"


def test_edits_of_different_keys_of_a_map_both_survive(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    ann.do("customer.edit", "c1", extra={"甲": 1})
    assert cat.do("customer.edit", "c1", extra={"乙": 2}).status == "applied"
    assert fields(town, "customer", "c1")["extra"] == {"甲": 1, "乙": 2}


def test_two_edits_of_one_field_keep_both_values_and_both_people_see_them(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    ann.do("customer.edit", "c1", phone="ann's")
    result = cat.do("customer.edit", "c1", phone="cat's", remark="only cat's")
    ann.sync()
    assert result.status == "conflict"
    now = fields(town, "customer", "c1")
    assert (now["phone"], now["remark"]) == ("ann's", "only cat's")
    for laptop in (ann, cat):
        (conflict,) = [row for (type, _), row in laptop.rows.items() if type == "conflict"]
        kept = {name: conflict[name] for name in ("base", "mine", "theirs", "author", "stood_by")}
        assert kept == {
            "base": "0571-1",
            "mine": "cat's",
            "theirs": "ann's",
            "author": "cat",
            "stood_by": "ann",
        }
        assert laptop.rows["customer", "c1"]["phone"] == "ann's"


def test_a_conflict_is_resolved_once_by_whoever_comes_first(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    ann.do("customer.edit", "c1", phone="ann's")
    cat.do("customer.edit", "c1", phone="cat's")
    ann.sync()
    (id,) = [id for type, id in ann.rows if type == "conflict"]
    assert cat.do("conflict.resolve", id, take="mine").status == "applied"
    late = ann.do("conflict.resolve", id, take="theirs")
    assert (late.status, late.problem) == ("refused", "already_resolved")
    assert fields(town, "customer", "c1")["phone"] == "cat's"
    assert fields(town, "conflict", id)["state"] == "resolved"


def test_the_same_value_from_two_people_is_no_conflict(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    ann.do("customer.edit", "c1", phone="same")
    assert cat.do("customer.edit", "c1", phone="same").status == "merged"
    assert not [key for key in town.records() if key[0] == "conflict"]


def test_what_others_have_done_already_brings_the_record_to_their_version(town):
    """A laptop killed before the page that follows holds no mixture of two versions."""
    ann, cat = town.laptop("ann"), town.laptop("cat")
    same = ann.envelope("customer.edit", "c1", phone="1")
    cat.do("customer.edit", "c1", phone="1", remark="also")
    (result,) = ann.say(same).results
    assert (result.status, result.seq) == ("merged", 0)
    ann.settle(result)
    row = town.read("customer", "c1")
    assert ann.vers["customer", "c1"] == row.ver
    assert ann.rows["customer", "c1"] == {k: v for k, v in row.fields.items() if v is not None}


def test_two_versions_of_a_note_stand_one_after_the_other(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    ann.do("site.edit", "s1", access_notes="走后门\n带工牌")
    assert cat.do("site.edit", "s1", access_notes="走后门\n找保安").status == "merged"
    assert fields(town, "site", "s1")["access_notes"] == "走后门\n带工牌\n找保安"


def test_a_stale_edit_of_a_guarded_field_is_refused_with_what_stands(town):
    cat = town.laptop("cat")
    cat.do("customer.move", "c1", territory="t1", owner="cat")
    other = town.laptop("cat")
    late = other.envelope("customer.move", "c1", base={}, territory="t1", owner="ann")
    (result,) = other.sync(late)
    assert (result.status, result.problem) == ("refused", "stale")
    assert result.facts["standing"] == "cat"
    assert fields(town, "customer", "c1")["owner"] == "cat"


def test_deleting_what_somebody_changed_meanwhile_is_refused(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    cat.do("contact.edit", "k1", phone="1")
    result = ann.do("contact.delete", "k1")
    assert (result.status, result.problem) == ("refused", "stale")
    ann.sync()
    assert ann.do("contact.delete", "k1").status == "applied"
    cat.sync()
    assert ("contact", "k1") not in cat.rows


@pytest.mark.parametrize(
    ("name", "id", "set", "status"),
    [
        ("customer.explode", "c1", {}, "quarantined"),
        ("customer.edit", "c1", {"colour": "red"}, "quarantined"),
        ("customer.edit", "c1", {"latitude": 10**400}, "quarantined"),
        ("customer.edit", "c1", {"latitude": "north"}, "quarantined"),
        ("customer.edit", "c1", {"name": ""}, "quarantined"),
        ("customer.edit", "c1", {"extra": {"k": "a\x00b"}}, "applied"),
        ("customer.edit", "c1", {"extra": {"": 1}}, "quarantined"),
        ("customer.edit", "c1", {"extra": DEEP}, "quarantined"),
        ("customer.edit", "c1", {"terms_days": 2**63}, "quarantined"),
        ("customer.edit", "c1; DROP TABLE customer", {"phone": "1"}, "quarantined"),
        ("customer.edit", "nobody", {"phone": "1"}, "refused"),
        ("customer.create", "c1", {"name": "again"}, "refused"),
        ("report.draft", "r", {"kind": "daily", "date": "yesterday"}, "quarantined"),
        ("route.save", "w", {"stops": [{"a": 1}], "name": "x"}, "quarantined"),
        ("route.save", "w", {"stops": ["d1"], "name": "x"}, "refused"),
    ],
)
def test_a_bad_mutation_is_kept_and_the_next_one_goes_through(town, name, id, set, status):
    ann = town.laptop("ann")
    bad = ann.envelope(name, id, **set)
    good = ann.envelope("customer.edit", "c2", phone="after")
    results = ann.sync(bad, good)
    assert [result.status for result in results] == [status, "applied"]
    assert fields(town, "customer", "c2")["phone"] == "after"
    assert town.received(ann.device) == [(1, status), (2, "applied")]


def test_all_operations_of_a_mutation_apply_or_none(town):
    ann = town.laptop("ann")
    result = ann.do(
        "visit.record", "v1", customer="c1", started_at="2026-11-20T01:00:00Z", plan_item="none"
    )
    assert result.status == "refused"
    assert fields(town, "customer", "c1")["visit_count"] is None
    assert ("visit", "v1") not in town.records()


@pytest.mark.parametrize("years", [-10, 10])
def test_clocks_decide_nothing(town, years):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    cat.clock.offset = timedelta(days=365 * years)
    late = cat.envelope("customer.edit", "c1", phone="cat's")
    ann.do("customer.edit", "c1", phone="ann's")
    assert cat.sync(late)[0].status == "conflict"
    assert fields(town, "customer", "c1")["phone"] == "ann's"


def test_what_a_device_hears_of_a_row_makes_it_the_row_of_the_centre(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    cat.do("customer.edit", "c1", address="路", phone="2")
    cat.do("visit.record", "v1", customer="c1", started_at="2026-11-20T01:00:00Z")
    visit = ann.envelope("visit.record", "v2", customer="c1", started_at="2026-11-19T01:00:00Z")
    edit = ann.envelope("customer.edit", "c1", phone="3", remark="r")
    for result in ann.say(visit, edit).results:
        ann.settle(result)
    standing = {name: v for name, v in fields(town, "customer", "c1").items() if v is not None}
    assert {name: v for name, v in ann.rows["customer", "c1"].items() if v is not None} == standing
    assert standing["visit_count"] == 2


def test_what_a_later_change_derived_from_a_refused_one_is_put_right(town):
    ann = town.laptop("ann")
    at = "2026-11-20T01:00:00Z"
    ann.do("plan.add", "p1", customer="c1", date="2026-11-20")
    gone = town.laptop("ann")
    ann.schema = 1  # an older program: what reaches a deleted record is refused
    first = ann.envelope("visit.record", "v1", customer="c1", started_at=at, plan_item="p1")
    second = ann.envelope("visit.record", "v2", customer="c1", started_at=at)
    gone.do("plan.remove", "p1")
    assert [result.status for result in ann.sync(first, second)] == ["refused", "applied"]
    assert fields(town, "customer", "c1")["visit_count"] == 1
    assert ann.rows["customer", "c1"]["visit_count"] == 1


def test_everybody_ends_with_what_the_centre_says_they_may_hold(town):
    ann, ben, cat = (town.laptop(name) for name in ("ann", "ben", "cat"))
    ann.do("visit.record", "v1", customer="c1", started_at="2026-11-20T01:00:00Z")
    cat.do("customer.edit", "c1", phone="1", extra={"a": 1})
    ann.do("customer.edit", "c1", phone="2", extra={"b": 2})
    ann.do("report.draft", "r", kind="daily", date="2026-11-20", answers={"reflections": "好"})
    ann.do("report.seal", "r", answers={"reflections": "今天很好"})
    ann.do("approval.request", "a1", kind="discount", amount="10.00", facts={"lines": []})
    cat.sync()
    cat.do("report.review", "r", verdict="sign", comment="阅")
    cat.do("approval.decide", "q1", request="a1", verdict="approve")
    ben.do("customer.create", "n1", name="新店")
    for laptop in (ann, ben, cat, ann, ben, cat):
        laptop.sync()
    for name, laptop in (("ann", ann), ("ben", ben), ("cat", cat)):
        assert laptop.dump() == town.dump(as_user=name)
        assert town.laptop(name).dump() == town.dump(as_user=name)
