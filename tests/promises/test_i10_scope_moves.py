"""I10: a move is complete: the new owner has all of it, the old one none, unsent work is kept."""

import pytest

from tests.promises.telling import conflicts, dies, everyone_syncs, files, record, shown, tries
from tests.simulation import checks
from tests.simulation.crash import Killed
from tests.simulation.routes import through_hub
from tests.simulation.world import World

VISIT = {"customer": "c1", "started_at": "2026-11-19T01:00:00Z"}
OF_C1 = {("customer", "c1"), ("contact", "k1"), ("site", "s1"), ("visit", "v1")}


def test_i10_a_moved_customer_takes_everything_along(world: World) -> None:
    ann, ben = world.laptops["ann1"], world.laptops["ben1"]
    ann.do("visit.record", "v1", **VISIT)
    everyone_syncs(world)
    assert shown(ann).keys() >= OF_C1
    world.move("c1", "t2")
    everyone_syncs(world)
    assert OF_C1 & shown(ann).keys() == {("visit", "v1")}  # it stays its author's
    assert shown(ben).keys() >= OF_C1
    checks.at_rest(world)


def test_i10_what_was_written_before_the_move_is_kept_with_its_author(world: World) -> None:
    ann, ben = world.laptops["ann1"], world.laptops["ben1"]
    ann.do("customer.edit", "c1", phone="红")
    ann.do("visit.record", "v1", **VISIT)
    world.move("c1", "t2")
    everyone_syncs(world)
    assert record(ben, "visit", "v1")["person"] == "ann"
    assert record(ben, "customer", "c1")["phone"] == "0571-1"
    (proposal,) = [row for (type, _), row in shown(ben).items() if type == "conflict"]
    assert (proposal["kind"], proposal["author"]) == ("proposal", "ann")
    assert proposal["mine"] == {"phone": "红"}
    assert proposal in shown(ann).values()  # who hears what becomes of it
    checks.at_rest(world)


def test_i10_an_answer_heard_after_a_territory_went_and_came_back_is_of_now(world: World) -> None:
    dan = world.laptops["dan1"]
    dan.do("customer.archive", "c1")
    world.grant("r1", [])
    tries(dan, ("drop reply", 0))  # a proposal by now
    world.grant("r1", ["t1"])
    assert dan.sync().repaired == 0
    assert record(dan, "customer", "c1")["archived"] is False
    checks.after_a_step(world, dan)


def test_i10_what_only_its_author_would_have_changed_is_put_right(world: World) -> None:
    cat = world.laptops["cat1"]
    cat.sync()
    cat.do("customer.move", "c1", territory="t2")  # and so it would become ben's
    world.move("c1", "t2")
    world.sticks.pack(cat)  # under its number; what is new is heard before it is sent
    world.sticks.answer(cat)
    world.sticks.bring_back(cat)
    assert cat.sync().repaired == 0
    assert "owner" not in record(cat, "customer", "c1")


def test_i10_nor_does_it_stay_when_its_request_was_lost_once(world: World) -> None:
    cat = world.laptops["cat1"]
    cat.sync()
    cat.do("customer.move", "c1", territory="t2")  # and so it would become ben's
    tries(cat, ("drop request", 0))
    world.move("c1", "t2")
    assert cat.sync().repaired == 0
    assert "owner" not in record(cat, "customer", "c1")


def test_i10_what_left_lies_in_no_table_and_is_not_found(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.do("customer.edit", "c1", remark="保密的话", name="隐名店")
    everyone_syncs(world)
    assert "保密的话" in str(files(ann))
    world.grant("r1", [])
    everyone_syncs(world)
    assert "保密的话" not in str(files(ann))
    with ann.store.read() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM customer_fts").scalar()
    assert found == 0
    checks.at_rest(world)


def test_i10_what_is_edited_in_the_push_that_moves_it_is_held_where_it_lives(world: World) -> None:
    cat = world.laptops["cat1"]
    cat.do("customer.move", "c1", territory="t2")
    cat.do("site.edit", "s1", access_notes="走后门，按铃")
    cat.sync()
    with cat.store.read() as connection:
        part = connection.exec_driver_sql("SELECT part FROM site WHERE id = 's1'").scalar()
    assert part == "terr:t2"
    everyone_syncs(world)
    checks.at_rest(world)


def test_i10_what_was_made_in_a_scope_that_is_gone_again_does_not_stay(world: World) -> None:
    """The territories changed and changed back while an answer was lost."""
    ann = world.laptops["ann1"]
    world.grant("r1", ["t2"])
    ann.do("customer.create", "n1", name="新店")
    tries(ann, ("drop reply", 0))
    world.grant("r1", ["t1"])
    everyone_syncs(world)
    assert ("customer", "n1") not in shown(ann)
    checks.at_rest(world)


@pytest.mark.parametrize("way", ["stick", "hub"])
def test_i10_nor_does_it_when_its_answer_comes_another_way(world: World, way: str) -> None:
    ann = world.laptops["ann1"]
    world.grant("r1", ["t2"])
    ann.do("customer.create", "n1", name="新店")
    if way == "hub":
        through_hub(ann)
        world.branch.meet()
        world.grant("r1", ["t1"])
        world.branch.meet()
        through_hub(ann)
    else:
        world.sticks.pack(ann)
        world.sticks.hand_in(ann)
        world.grant("r1", ["t1"])
        world.sticks.answer(ann)
        world.sticks.bring_back(ann)
    assert ("customer", "n1") not in shown(ann)
    everyone_syncs(world)
    checks.at_rest(world)


def test_i10_a_visit_in_a_territory_known_only_from_the_hub_is_done(world: World) -> None:
    """The hub told of it, the office took it away again, and the centre was never asked."""
    ann = world.laptops["ann1"]
    world.grant("r1", ["t1", "t2"])
    world.branch.meet()
    through_hub(ann)
    ann.do("visit.record", "v1", customer="d1", started_at="2026-11-19T01:00:00Z")
    world.grant("r1", ["t1"])
    everyone_syncs(world)
    assert record(world.laptops["cat1"], "visit", "v1")["customer"] == "d1"
    checks.at_rest(world)


def test_i10_a_territory_that_comes_back_while_it_is_being_taken_away_is_whole(
    world: World,
) -> None:
    """Killed at any write of it: the scope is then the one it was, and nothing tells of a gap."""
    cat = world.laptops["cat1"]
    after = 0
    while True:
        world.grant("r1", [])
        if not dies(world, cat, after):
            break
        world.grant("r1", ["t1"])
        assert cat.sync().repaired == 0, f"killed at write {after}"
        after += 2
    assert after > 10
    world.grant("r1", ["t1"])
    everyone_syncs(world)
    checks.at_rest(world)


@pytest.mark.parametrize("says", [True, False])
def test_i10_a_territory_taken_away_while_it_is_being_downloaded_leaves_nothing(
    world: World, says: bool
) -> None:
    """Killed at any write of it: neither what was downloaded stays nor what one made there.

    Also for whoever hears it from a hub, which brings no sum to notice it by.
    """
    ben = world.laptops["ben1"]
    for after in range(3, 43):
        if says:
            ben.do("customer.create", f"n{after}", name="新店")  # in the first of the territories
        world.grant("r2", ["t1", "t2"])
        assert dies(world, ben, after)
        world.grant("r2", ["t2"])
        world.branch.meet()
        through_hub(ben)
        left = [row for row in files(ben)["customer"] if "terr:t1" in row]
        assert not left, f"killed at write {after}"
        assert ben.sync().repaired == 0, f"killed at write {after}"


def test_i10_nor_does_an_answer_that_a_stick_brings_though_its_reader_is_killed(
    world: World,
) -> None:
    ben = world.laptops["ben1"]
    ben.sync()
    for after in range(3, 43, 2):
        ben.do("customer.create", f"n{after}", name="新店")  # in the first of the territories
        world.grant("r2", ["t1", "t2"])
        world.sticks.pack(ben)
        world.sticks.hand_in(ben)
        world.sticks.answer(ben)
        ben.fuse.light(after)
        with pytest.raises(Killed):
            world.sticks.bring_back(ben)
        world.reopen(ben)
        world.grant("r2", ["t2"])
        world.branch.meet()
        through_hub(ben)
        left = [row for row in files(ben)["customer"] if "terr:t1" in row]
        assert not left, f"killed at write {after}"
        assert ben.sync().repaired == 0, f"killed at write {after}"


def test_i10_a_territory_that_was_away_during_a_repair_is_not_as_it_was_before(
    world: World,
) -> None:
    """The repair could not compare it, and neither hub nor stick brings a sum to notice it by."""
    ben, dan = world.laptops["ben1"], world.laptops["dan1"]
    world.backup()
    world.restore()
    world.grant("r2", [])
    world.grant("r1", ["t1", "t2"])
    dan.sync()
    dan.do("customer.edit", "d1", phone="dan's")
    dan.sync()
    everything_of_the_repair = [("", 0)] * 5
    assert tries(ben, *everything_of_the_repair, ("drop request", 0)) == "unreachable"
    assert not [row for row in files(ben)["customer"] if "terr:t2" in row]
    world.grant("r2", ["t2"])
    world.sticks.there_and_back(ben)
    assert record(ben, "customer", "d1")["phone"] == "dan's"
    checks.after_a_step(world, ben)
    assert ben.sync().repaired == 0
    everyone_syncs(world)
    checks.at_rest(world)


def test_i10_an_edit_of_what_was_deleted_and_made_again_elsewhere_is_kept(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.sync()
    ann.do("contact.edit", "k1", phone="红")
    cat.do("contact.delete", "k1")
    cat.do("contact.create", "k1", customer="d1", name="王")
    cat.sync()
    world.forget(0)
    everyone_syncs(world, repairs=True)
    assert [each["mine"] for each in conflicts(cat)] == [{"phone": "红"}]
    checks.at_rest(world)


def test_i10_what_was_deleted_here_and_made_again_elsewhere_comes_with_its_territory(
    world: World,
) -> None:
    cat, ben = world.laptops["cat1"], world.laptops["ben1"]
    cat.do("contact.delete", "k2")  # of t2
    cat.do("contact.create", "k2", customer="c1", name="Kim")  # of t1
    cat.sync()
    ben.sync()
    assert ("contact", "k2") not in shown(ben)
    world.grant("r2", ["t1"])
    assert ben.sync().repaired == 0
    assert record(ben, "contact", "k2")["name"] == "Kim"
    checks.after_a_step(world, ben)


def test_i10_what_is_made_after_a_move_was_broken_off_stays(world: World) -> None:
    """It is of the new territory, whose download had begun and begins anew."""
    ann = world.laptops["ann1"]
    for after in range(2, 27, 4):
        world.grant("r1", ["t1"])
        ann.sync()
        world.grant("r1", ["t2"])
        assert dies(world, ann, after)
        ann.do("customer.create", f"n{after}", name=f"第{after}店")
        assert ann.sync().repaired == 0, f"killed at write {after}"
        assert record(ann, "customer", f"n{after}")["territory"] == "t2"
    everyone_syncs(world)
    checks.at_rest(world)


def test_i10_what_is_not_ones_own_comes_although_one_had_deleted_ones_own_of_that_id(
    world: World,
) -> None:
    """One's own was refused: the id was taken in a territory out of sight."""
    ann = world.laptops["ann1"]
    ann.do("contact.create", "k2", customer="c1", name="Kim")
    ann.do("customer.delete", "c1")  # and k2 with it
    world.move("d1", "t1")
    assert ann.sync().repaired == 0
    assert record(ann, "contact", "k2")["customer"] == "d1"
    checks.after_a_step(world, ann)
