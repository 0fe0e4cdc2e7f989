"""Programs of several versions at one centre: the older never harms what it does not know."""

import pytest

from sync import wire
from sync.catalogue import CATALOGUE, SCHEMA
from tests.support.centre import Laptop, Refusal, Town

LATER = {
    (record.name, field.name)
    for record in CATALOGUE.values()
    for field in record.fields
    if max(field.since, record.since) > 1
}


def old(town: Town, user: str) -> Laptop:
    laptop = Laptop(town.address, town.clock, schema=1)
    laptop.enrol(user, f"pw-{user}")
    laptop.sync()
    return laptop


def test_an_old_program_never_hears_of_later_fields_and_never_blanks_them(town):
    new, ann = town.laptop("ann"), old(town, "ann")
    assert new.do("customer.tag", "c1", add=["重点"]).status == "applied"
    new.do("customer.edit", "c1", phone="1")
    new.do("customer.edit", "c1", remark="x")
    ann.sync()
    assert ann.rows["customer", "c1"]["phone"] == "1"
    held = {(type, field) for (type, _), row in ann.rows.items() for field in row}
    assert held & LATER == set()
    assert ann.do("customer.edit", "c1", phone="2", address="old").status == "applied"
    late = old(town, "cat")
    assert {(type, field) for (type, _), row in late.rows.items() for field in row} & LATER == set()
    card = town.read("customer", "c1").fields
    assert card["tags"] == {"重点": True}
    assert (card["phone"], card["address"]) == ("2", "old")
    new.sync()
    assert new.rows["customer", "c1"]["address"] == "old"


def test_after_its_upgrade_a_program_gets_the_fields_it_never_had(town):
    new, ann = town.laptop("ann"), old(town, "ann")
    new.do("customer.tag", "c1", add=["重点"])
    ann.sync()
    assert not ann.checked
    ann.schema = SCHEMA
    reply = ann.say()
    assert reply.digest != ann.digest()
    ann.repair()
    ann.sync()
    assert ann.checked
    assert ann.dump() == town.dump(as_user="ann")


def test_copies_of_an_old_program_are_compared_as_far_as_it_knows(town):
    new, ann = town.laptop("ann"), old(town, "ann")
    new.do("customer.tag", "c1", add=["重点"])
    ann.sync()
    sums = {part: ann.sum_of(part) for part in ann.parts}
    assert ann.check(wire.Check(sums, schema=1)).parts == []
    ann.rows["customer", "c1"]["phone"] = "spoilt"
    spoilt = {part: ann.sum_of(part) for part in ann.parts}
    assert ann.check(wire.Check(spoilt, schema=1)).parts == ["terr:t1"]
    found = ann.check(wire.Check(buckets={"terr:t1": ann.buckets_of("terr:t1")}, schema=1))
    assert "tags" not in {field for group in found.groups for field in group.fields}


def test_below_the_oldest_version_what_is_unsent_is_still_taken(town):
    ann = town.laptop("ann")
    edit = ann.envelope("customer.edit", "c1", phone="from a museum")
    for _ in range(2):
        with pytest.raises(Refusal) as caught:
            ann.say(edit, schema=0)
        assert (caught.value.status, caught.value.problem) == (426, "other_version")
        assert [each["status"] for each in caught.value.facts["results"]] == ["applied"]
    assert town.read("customer", "c1").fields["phone"] == "from a museum"
    with pytest.raises(Refusal) as caught:
        ann.say(schema=SCHEMA + 1)
    assert caught.value.status == 426
