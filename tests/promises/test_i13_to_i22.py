"""I13, I14, I22: a centre that was put back, a cut download, a copy that differs."""

from datetime import timedelta

import pytest

from desktop.store import repair, state
from desktop.store.replica import LaptopReplica
from sync.errors import PeerMisbehaved
from sync.server import keeping
from sync.server.compacting import compact
from sync.wire import Reply
from tests.promises.telling import (
    centre_rows,
    conflicts,
    dies,
    everyone_syncs,
    files,
    record,
    shown,
    states,
    tries,
)
from tests.promises.test_i01_to_i06 import busy
from tests.simulation import checks
from tests.simulation.routes import through_hub
from tests.simulation.world import World


def test_i13_what_a_restored_centre_has_lost_comes_back(world: World) -> None:
    cat = world.laptops["cat1"]
    world.backup()
    busy(world)
    everyone_syncs(world)
    seen = shown(cat)
    world.restore()
    assert ("visit", "v1") not in world.oracle.cards
    everyone_syncs(world)
    assert shown(cat).keys() >= {("visit", "v1"), ("contact", "n1"), ("approval_request", "q1")}
    assert record(cat, "customer", "d1") == seen["customer", "d1"]
    assert record(cat, "customer", "c1")["visit_count"] == 1
    phones = {record(cat, "customer", "c1")["phone"], *(each["mine"] for each in conflicts(cat))}
    assert phones == {"红", "绿"}
    checks.at_rest(world)


def test_i13_what_is_not_there_any_more_is_not_found_either(world: World) -> None:
    cat = world.laptops["cat1"]
    cat.do("contact.delete", "k1")
    cat.sync()
    world.backup()
    world.restore()
    everyone_syncs(world)
    checks.at_rest(world)


def test_i13_what_a_restored_centre_is_given_back_is_counted_like_any_other_change(
    world: World,
) -> None:
    ann, ben = world.laptops["ann1"], world.laptops["ben1"]
    world.backup()
    ann.do("customer.edit", "c1", phone="taken once")
    ann.sync()
    ben.do("approval.request", "q1", kind="credit", amount="10.00")
    ben.sync()
    world.restore()
    ann.do("customer.edit", "c1", remark="new")
    ben.do("approval.withdraw", "q1")
    assert ann.sync().pushed == 2
    assert ben.sync().pushed == 2


def test_i14_a_lost_answer_costs_one_batch_and_doubles_nothing(world: World) -> None:
    ann = world.laptops["ann1"]
    for number in range(7):
        ann.do("visit.record", f"v{number}", customer="c1", started_at="2026-11-19T01:00:00Z")
    tries(ann, ("", 0), ("drop reply", 0))
    trips = ann.line.round_trips
    ann.sync()
    assert ann.line.round_trips - trips == 2  # the second batch again, and the third
    assert record(ann, "customer", "c1")["visit_count"] == 7
    assert len(world.oracle.ledger["ann1"]) == 7


@pytest.mark.parametrize("place", ["c1", "c2"])
def test_i22_a_copy_that_differs_is_found_and_mended_at_the_next_synchronisation(
    world: World, place: str
) -> None:
    ann = world.laptops["ann1"]
    ann.rot(place, "从未写过")
    outcome = ann.sync()
    assert outcome.repaired == 1
    assert outcome.bytes_down < 3_000
    assert "region" not in record(ann, "customer", place)
    assert ann.sync().repaired == 0
    checks.after_a_step(world, ann)


def test_i22_a_repair_that_is_killed_between_its_pieces_is_finished_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repair, "REPAIRED_AT_ONCE", 1)
    ann = world.laptops["ann1"]
    left: set[int] = set()
    for write in range(0, 100, 2):
        ann.rot("c1", f"从未写过{write}")
        ann.rot("c2", f"从未写过{write}")
        if not dies(world, ann, write):
            break
        regions = [record(ann, "customer", id).get("region") for id in ("c1", "c2")]
        left.add(sum(region is not None for region in regions))
    assert left == {0, 1, 2}  # one was mended already, and the other not yet
    assert shown(ann) == world.oracle.visible("ann")
    assert ann.sync().repaired == 0


def test_i22_a_laptop_killed_while_it_heard_its_answers_still_notices(world: World) -> None:
    ann = world.laptops["ann1"]
    for write in range(9, 15):
        ann.do("customer.edit", "c1", remark=f"第{write}次")
        dies(world, ann, write)
        ann.rot("c2", f"从未写过{write}")
        assert ann.sync().repaired == 1, f"killed at write {write}"


def test_i22_a_row_that_is_missing_or_was_never_there_is_mended_too(world: World) -> None:
    ann = world.laptops["ann1"]
    with ann.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM contact WHERE id = 'k1'")
        connection.exec_driver_sql("UPDATE customer SET id = 'c9' WHERE id = 'c2'")
    assert ann.sync().repaired == 3
    assert shown(ann) == world.oracle.visible("ann")


def test_i22_the_centres_own_sums_are_those_of_its_records(world: World) -> None:
    busy(world)
    world.move("c1", "t2")
    everyone_syncs(world)
    assert all(line["ok"] for line in keeping.check(world.database))


def test_i5_a_cursor_of_a_time_to_come_is_not_believed(world: World) -> None:
    ann = world.laptops["ann1"]
    before = centre_rows(world)
    with ann.store.write() as connection:
        state.put(connection, "cursor", 999)
    ann.sync()
    with ann.store.read() as connection:
        assert state.get(connection, "cursor") == world.centre.head().seq
    assert shown(ann) == world.oracle.visible("ann")
    assert centre_rows(world, ["enrolment"])["commit_log"] == before["commit_log"]


def test_i15_whoever_was_away_when_the_log_was_let_go_ends_where_all_do(world: World) -> None:
    busy(world)
    for name in ("cat1", "ann1", "ben1"):
        world.laptops[name].sync()
    world.moment += timedelta(days=1)
    compact(world.database, world.clock, keep_days=0)
    everyone_syncs(world, repairs=True)
    checks.at_rest(world)


def test_i15_work_that_arrives_after_the_log_was_let_go_is_done_as_before(world: World) -> None:
    """The visit was made where the customer was then; others changed the card, and the site."""
    ann, other, cat = (world.laptops[name] for name in ("ann1", "ann2", "cat1"))
    other.sync()
    ann.do("visit.record", "v1", customer="c1", started_at="2026-11-19T01:00:00Z")
    other.do("customer.edit", "c2", phone="other's")
    other.do("contact.delete", "k1")
    world.move("c1", "t2")
    cat.sync()
    cat.do("customer.edit", "c1", phone="cat's")
    cat.do("customer.edit", "c2", remark="cat's")
    cat.sync()
    world.moment += timedelta(days=1)
    compact(world.database, world.clock, keep_days=0)
    ann.do("customer.edit", "c2", phone="ann's", address="ann's")
    everyone_syncs(world, repairs=True)
    checks.at_rest(world)
    assert record(cat, "visit", "v1")["customer"] == "c1"
    assert record(ann, "customer", "c2")["remark"] == "cat's"


def test_i15_what_others_wrote_is_not_deleted_unseen_when_the_log_was_let_go(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.sync()
    cat.do("contact.edit", "k1", phone="cat's")
    cat.sync()
    ann.do("contact.edit", "k1", name="ann's")
    assert tries(ann, ("drop reply", 0)) == "unreachable"
    world.moment += timedelta(days=1)
    compact(world.database, world.clock, keep_days=0)  # what ann did is the last change of k1
    ann.do("contact.delete", "k1")
    everyone_syncs(world, repairs=True)
    checks.at_rest(world)
    assert record(ann, "contact", "k1")["phone"] == "cat's"


def test_i15_what_was_deleted_is_settled_although_a_repair_took_its_traces_away(
    world: World,
) -> None:
    """The push was done, and instead of its result the laptop heard that the log is let go."""
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.sync()
    ann.do("customer.edit", "c1", phone="ann's")
    ann.sync()
    cat.do("contact.delete", "k1")
    world.moment += timedelta(days=1)
    compact(world.database, world.clock, keep_days=0)
    everyone_syncs(world, repairs=True)
    checks.at_rest(world)
    assert ("contact", "k1") not in shown(cat)


def edit_of_a_contact_only_the_hub_has_shown(world: World) -> None:
    """Ann's contact n1 is at the hub alone; cat has seen it there and edits it."""
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    ann.do("contact.create", "n1", customer="c1", name="红")
    through_hub(ann)
    cat.sync()
    through_hub(cat)
    cat.do("contact.edit", "n1", phone="绿")


@pytest.mark.parametrize("way", ["line", "stick"])
def test_i15_what_hangs_on_a_colleagues_work_is_sent_when_a_repair_brings_that(
    world: World, way: str
) -> None:
    """It was refused at the centre once, before the colleague came to it."""
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    edit_of_a_contact_only_the_hub_has_shown(world)
    cat.sync()
    assert states(cat) == ["deferred"]
    ann.sync()
    world.moment += timedelta(days=1)
    compact(world.database, world.clock, keep_days=0)
    for _ in range(2):
        cat.sync() if way == "line" else world.sticks.there_and_back(cat)
    assert states(cat) == []
    everyone_syncs(world, repairs=True)
    assert record(ann, "contact", "n1")["phone"] == "绿"
    checks.at_rest(world)


def test_i15_what_was_refused_before_a_repair_brought_a_colleagues_work_is_sent_again(
    world: World,
) -> None:
    """The refusal was lost on the way and is told again when that work is here already."""
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    edit_of_a_contact_only_the_hub_has_shown(world)
    tries(cat, ("drop reply", 0))
    ann.sync()
    world.moment += timedelta(days=1)
    compact(world.database, world.clock, keep_days=0)
    cat.sync()
    assert states(cat) == []
    everyone_syncs(world, repairs=True)
    assert record(ann, "contact", "n1")["phone"] == "绿"
    checks.at_rest(world)


def test_i5_an_answer_of_an_earlier_moment_is_refused(world: World) -> None:
    ann = world.laptops["ann1"]
    replica = LaptopReplica(ann.store, ann.clock)
    request = replica.request()
    earlier = Reply("first", request.cursor - 1, request.scope, "2026-11-20T01:00:00.000000Z")
    before = files(ann)
    with pytest.raises(PeerMisbehaved, match="cursor_went_back"):
        replica.apply(request, earlier)
    assert files(ann) == before
