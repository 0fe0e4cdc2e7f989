"""I13: what was never sent when the centre was put back rests on what its author saw, no more.

Numbers of versions of the lost history mean nothing in the one that stands.
"""

import pytest

from tests.promises.telling import conflicts, everyone_syncs, record, shown, states, tries
from tests.simulation import checks
from tests.simulation.laptop import Laptop
from tests.simulation.world import World

RECOVERS = [("", 0)] * 6  # asks, is told of the other history, recovers in three, repairs in two
NUMBERED = ["sent"] * 3  # the next push, which is made before the reply is here


class LidClosed(Exception):
    """In the middle of a synchronisation."""


def closes(done: int, total: int) -> None:
    raise LidClosed


def fill(laptop: Laptop, word: str = "") -> None:
    """As many changes as go out at once."""
    for number in range(3):
        laptop.do("customer.edit", "c1", address=f"{word}{number}")


def away(world: World, words: str) -> Laptop:
    """d1 was ann's for a while, in commits that the centre is about to lose; what she wrote on it
    last waits, without a number, when it goes from her again."""
    ann, ben = world.laptops["ann1"], world.laptops["ben1"]
    ben.do("customer.edit", "d1", phone="old")
    ben.sync()
    world.backup()
    for number in range(9):
        ben.do("customer.edit", "d1", remark=f"{number}")
        ben.sync()
    world.grant("r1", ["t1", "t2"])
    ann.sync()
    for word in words:
        fill(ann, word)
    ann.do("customer.edit", "d1", phone="ann's")
    world.grant("r1", ["t1"])
    with pytest.raises(LidClosed):
        ann.sync(closes)
    assert states(ann) == [*NUMBERED, *["waiting"] * (3 * len(words) - 5)]
    world.restore()
    return ann


def test_i13_what_was_out_of_sight_meanwhile_overwrites_nothing_unseen(world: World) -> None:
    ann, cat = away(world, "ABC"), world.laptops["cat1"]
    cat.sync()
    cat.do("customer.edit", "d1", phone="cat's")
    cat.sync()
    assert tries(ann, *RECOVERS, ("drop request", 0)) == "unreachable"
    assert states(ann) == ["sent"]
    world.grant("r1", ["t1", "t2"])
    everyone_syncs(world)
    phones = {record(cat, "customer", "d1")["phone"], *(each["mine"] for each in conflicts(cat))}
    assert phones == {"cat's", "ann's"}
    checks.at_rest(world)


def test_i13_what_was_out_of_sight_meanwhile_is_no_conflict_when_nobody_changed_it(
    world: World,
) -> None:
    ann, cat = away(world, "ABC"), world.laptops["cat1"]
    assert tries(ann, *RECOVERS, ("drop request", 0)) == "unreachable"
    assert states(ann) == ["sent"]
    world.grant("r1", ["t1", "t2"])
    everyone_syncs(world)
    assert record(cat, "customer", "d1")["phone"] == "ann's"
    assert not conflicts(cat)
    checks.at_rest(world)


def test_i13_what_comes_back_under_unsent_words_is_what_stands(world: World) -> None:
    """And not what it was when it went, under a number that the centre has yet to reach."""
    ann, dan = away(world, "ABCDE"), world.laptops["dan1"]
    dan.do("customer.edit", "d1", address="dan's")
    dan.sync()
    tries(ann, *RECOVERS, ("drop request", 0))
    world.grant("r1", ["t1", "t2"])
    with pytest.raises(LidClosed):
        ann.sync(closes)
    assert states(ann) == [*NUMBERED, "waiting"]
    checks.after_a_step(world, ann)
    everyone_syncs(world)
    assert record(ann, "customer", "d1")["address"] == "dan's"
    assert record(ann, "customer", "d1")["phone"] == "ann's"
    checks.at_rest(world)


def test_i13_what_hangs_on_a_colleagues_lost_work_is_no_conflict_when_that_is_back(
    world: World,
) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    world.backup()
    cat.do("contact.create", "n1", customer="c1", name="Kim", phone="cat's")
    cat.sync()
    ann.sync()
    ann.do("contact.edit", "n1", phone="ann's")
    ann.sync()
    world.restore()
    ann.sync()
    assert states(ann) == ["deferred"]
    everyone_syncs(world)
    assert record(cat, "contact", "n1")["phone"] == "ann's"
    assert not conflicts(cat)
    checks.at_rest(world)


def test_i13_what_was_written_while_the_recovering_stick_was_away_is_no_conflict(
    world: World,
) -> None:
    ann, sticks = world.laptops["ann1"], world.sticks
    world.backup()
    world.restore()
    for step in (sticks.pack, sticks.answer):
        step(ann)
    ann.do("customer.edit", "c1", phone="ann's")
    sticks.bring_back(ann)
    assert states(ann) == ["waiting"]
    everyone_syncs(world)
    assert record(ann, "customer", "c1")["phone"] == "ann's"
    assert not conflicts(ann)
    checks.at_rest(world)


def test_i13_a_deletion_takes_nothing_along_that_its_author_did_not_see(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    world.backup()
    for word in "AB":
        fill(ann, word)
    ann.do("contact.delete", "k1")
    cat.do("contact.edit", "k1", phone="cat's")
    cat.sync()
    world.restore()
    cat.sync()
    everyone_syncs(world)
    assert shown(cat)["contact", "k1"]["phone"] == "cat's"
    checks.at_rest(world)


def test_i13_a_deletion_of_what_stands_as_its_author_saw_it_is_done(world: World) -> None:
    ann = world.laptops["ann1"]
    world.backup()
    ann.do("contact.edit", "k1", phone="ann's")
    fill(ann)
    ann.do("contact.delete", "k1")
    world.restore()
    everyone_syncs(world)
    assert ("contact", "k1") not in shown(ann)
    checks.at_rest(world)


def test_i5_what_a_territory_that_came_meanwhile_holds_stays_while_a_copy_is_mended(
    world: World,
) -> None:
    """Where its reader had it before: the new partition is not here yet."""
    cat = world.laptops["cat1"]
    world.grant("r1", [])
    cat.do("site.edit", "s1", access_notes="said too late")
    cat.sync()
    cat.sync()
    (kept,) = conflicts(cat)
    world.backup()
    world.restore()
    world.grant("r1", ["t1", "t2"])
    assert tries(cat, *RECOVERS, ("drop request", 0)) == "unreachable"
    assert conflicts(cat) == [kept]
    checks.after_a_step(world, cat)
    cat.sync()
    everyone_syncs(world)
    checks.at_rest(world)


def test_i13_an_edit_overwrites_nothing_that_its_author_did_not_see(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    world.backup()
    for word in "AB":
        fill(ann, word)
    ann.do("contact.edit", "k1", phone="ann's")
    cat.do("contact.edit", "k1", phone="cat's")
    cat.sync()
    world.restore()
    cat.sync()
    everyone_syncs(world)
    phones = {record(cat, "contact", "k1")["phone"], *(each["mine"] for each in conflicts(cat))}
    assert phones == {"cat's", "ann's"}
    checks.at_rest(world)
