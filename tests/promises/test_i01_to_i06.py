"""I1-I6: convergence, conservation, exactly once, atomicity, prefix, own writes."""

import pytest
from sqlalchemy import select

from desktop.store.tables import OUTBOX, REFUSED
from tests.promises.telling import centre_rows, dies, everyone_syncs, files, record, shown, tries
from tests.simulation import checks
from tests.simulation.laptop import Laptop
from tests.simulation.world import World

VISIT = {"customer": "c1", "started_at": "2026-11-19T01:00:00Z"}


def busy(world: World) -> Laptop:
    """Ann comes home with work of every kind; others were busy meanwhile."""
    ann, ben, cat = (world.laptops[name] for name in ("ann1", "ben1", "cat1"))
    cat.do("customer.edit", "c1", phone="绿", remark="新")
    cat.do("contact.delete", "k1")
    cat.sync()
    ben.do("customer.edit", "d1", phone="蓝")
    ben.sync()
    ann.do("customer.edit", "c1", phone="红", address="路口")
    ann.do("visit.record", "v1", **VISIT)
    ann.do("contact.create", "n1", customer="c1", name="赵")
    ann.do("contact.edit", "k1", phone="1")
    ann.do("approval.request", "q1", kind="credit", amount="1.00")
    return ann


def test_i1_everybody_ends_with_exactly_what_they_may_hold(world: World) -> None:
    busy(world)
    everyone_syncs(world)
    for laptop in world.laptops.values():
        assert shown(laptop) == world.oracle.visible(laptop.person)
    assert shown(world.laptops["ann1"])["customer", "c1"]["phone"] == "绿"
    checks.at_rest(world)


def test_i1_the_largest_values_that_are_taken_reach_everybody(world: World) -> None:
    """What one laptop may write and the centre takes, no other may refuse for ever."""
    edges = {"collected": "92233720368547758.07", "ordered": "-92233720368547758.07"}
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    ann.do("visit.record", "v1", **VISIT, **edges)
    ann.do("visit.record", "v2", customer="c1", started_at="9998-12-31T23:59:59.999999Z")
    ann.do("customer.edit", "c1", terms_days=2**63 - 1, latitude=-0.0, extra={"数": 10**30})
    everyone_syncs(world)
    for laptop in world.laptops.values():
        assert shown(laptop) == world.oracle.visible(laptop.person)
    assert shown(cat)["visit", "v1"].items() >= edges.items()
    checks.at_rest(world)


def test_i2_every_change_ends_once_as_done_or_kept(world: World) -> None:
    ann = busy(world)
    for number in range(8):
        tries(ann, ("drop reply", 0), ("twice", 0)) if number % 2 else dies(world, ann, number * 3)
        checks.after_a_step(world, ann)
    everyone_syncs(world)
    assert sorted((e["id"], status) for status, _, e in world.oracle.ledger["ann1"].values()) == [
        ("c1", "conflict"),
        ("k1", "conflict"),
        ("n1", "applied"),
        ("q1", "applied"),
        ("v1", "applied"),
    ]
    with ann.store.read() as connection:
        assert connection.execute(select(OUTBOX.c.key)).all() == []
        assert connection.execute(select(REFUSED.c.record)).all() == []


def test_i2_what_was_refused_is_kept_with_its_author(world: World) -> None:
    cat, dan = world.laptops["cat1"], world.laptops["dan1"]
    cat.do("customer.move", "c1", territory="t2")
    cat.sync()
    dan.do("customer.move", "c1", territory="t1", owner="ann")
    tries(dan, ("drop reply", 0))
    dan.sync()
    checks.after_a_step(world, dan)
    with dan.store.read() as connection:
        kept = connection.execute(select(REFUSED.c.record, REFUSED.c.problem)).all()
    assert kept == [("c1", "stale")]


@pytest.mark.parametrize("fault", ["twice", "drop reply", "late", "centre dies"])
def test_i3_a_request_that_comes_again_changes_nothing(world: World, fault: str) -> None:
    ann = busy(world)
    ann.sync()
    everyone_syncs(world)
    wanted, seen = centre_rows(world, ["enrolment"]), shown(ann)
    world.again()
    ann = busy(world)
    for number in range(4):
        tries(ann, (fault, 6 + number))
    ann.sync()
    ann.line.deliver()
    everyone_syncs(world)
    assert centre_rows(world, ["enrolment"]) == wanted
    assert shown(ann) == seen


def test_i3_old_requests_in_any_order_change_nothing(world: World) -> None:
    ann = busy(world)
    tries(ann, ("late", 0))
    ann.sync()
    ann.do("customer.edit", "c2", phone="2")
    tries(ann, ("late", 0))
    ann.do("customer.edit", "c2", phone="3")
    ann.sync()
    everyone_syncs(world)
    before = centre_rows(world, ["enrolment"])
    ann.line.held.reverse()
    assert ann.line.deliver() == 2
    assert centre_rows(world, ["enrolment"]) == before


def test_i4_a_laptop_killed_at_any_write_shows_no_half_commit(world: World) -> None:
    for after in range(200):
        world.again()
        ann, cat = world.laptops["ann1"], world.laptops["cat1"]
        ann.do("visit.record", "v1", **VISIT)
        ann.sync()
        killed = dies(world, cat, after)
        visits = [id for type, id in shown(cat) if type == "visit"]
        assert len(visits) == (record(cat, "customer", "c1").get("visit_count") or 0)
        checks.after_a_step(world, cat)
        cat.sync()
        assert shown(cat) == world.oracle.visible("cat")
        if not killed:
            break
    assert after > 4


def test_i4_a_centre_killed_at_any_write_did_all_of_a_mutation_or_none(world: World) -> None:
    for after in range(200):
        world.again()
        ann = world.laptops["ann1"]
        ann.do("visit.record", "v1", **VISIT)
        tries(ann, ("centre dies", after))
        checks.centre_is(world)
        ann.sync()
        assert world.oracle.ledger["ann1"][1][0] == "applied"
        checks.centre_is(world)
        if world.restarts == 0:
            break
    assert after > 4


def test_i4_an_answer_cut_anywhere_changes_nothing(world: World) -> None:
    ben, ann = world.laptops["cat1"], world.laptops["ann1"]
    ann.do("customer.edit", "c1", remark="新" * 40)
    ann.sync()
    before = files(ben)
    for end in range(0, 400, 9):
        assert tries(ben, ("cut reply", end)) != "done"
    assert files(ben) == before


def test_i5_a_laptop_is_always_a_moment_of_the_centre(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    for number in range(8):
        cat.do("customer.edit", ("c1", "c2", "d1")[number % 3], phone=str(number))
        cat.do("visit.record", f"v{number}", customer="c1", started_at=VISIT["started_at"])
    cat.sync()
    cursors = []
    while ann.behind(world.centre.head().seq):
        tries(ann, ("", 0), ("drop request", 0))  # one page at a time
        checks.after_a_step(world, ann)
        cursors.append(ann.cursor)
    assert cursors == sorted(set(cursors))
    assert len(cursors) > 3
    assert shown(ann) == world.oracle.visible("ann")


def test_i5_a_page_takes_nothing_back_of_what_an_answer_told(world: World) -> None:
    """The answer to one's own change is ahead of the page that comes with it."""
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    for number in range(8):
        cat.do("customer.edit", "c1", extra={"渠道": str(number)})
        cat.do("visit.record", f"v{number}", customer="c1", started_at=VISIT["started_at"])
    cat.sync()
    ann.do("customer.edit", "c1", remark="改")
    told = []
    while ann.behind(world.centre.head().seq):
        tries(ann, ("", 0), ("drop request", 0))  # one page at a time
        checks.after_a_step(world, ann)
        told.append(record(ann, "customer", "c1")["extra"]["渠道"])
    assert len(told) > 3
    assert set(told) == {"7"}


def test_i6_a_row_says_how_many_changes_of_it_are_unsent(world: World) -> None:
    ann = world.laptops["ann1"]
    for word in ("红", "绿", "蓝"):
        ann.do("customer.edit", "c1", phone=word)
        checks.after_a_step(world, ann)
    tries(ann, ("drop reply", 0))
    checks.after_a_step(world, ann)
    everyone_syncs(world)
    checks.at_rest(world)


def test_i6_ones_own_words_show_until_they_are_answered(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    ann.do("customer.edit", "c1", phone="红")
    tries(ann, ("drop request", 0))
    cat.do("customer.edit", "c1", phone="绿", remark="新")
    cat.sync()
    late = world.laptops["ann1"].store
    with late.write() as connection:  # hear the others before saying one's own
        connection.exec_driver_sql("UPDATE outbox SET state = 'staged'")
    ann.sync()
    with late.write() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'sent'")
    assert (record(ann, "customer", "c1")["phone"], record(ann, "customer", "c1")["remark"]) == (
        "红",
        "新",
    )
    ann.sync()
    assert record(ann, "customer", "c1")["phone"] == "绿"


def test_i5_what_others_had_done_already_is_their_version_whoever_is_killed(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    for write in range(9, 14):
        cat.do("customer.edit", "c1", phone=f"{write}", remark=f"{write}")
        cat.sync()
        ann.do("customer.edit", "c1", phone=f"{write}")
        dies(world, ann, write)
        checks.after_a_step(world, ann)


def test_i5_an_owner_that_only_the_laptop_worked_out_is_put_right_by_the_answer(
    world: World,
) -> None:
    """To the laptop the customer comes home, to its territory's rep; at the centre it is there."""
    cat = world.laptops["cat1"]
    cat.do("customer.move", "c2", territory="t2")
    everyone_syncs(world)
    world.move("c2", "t1")
    cat.do("customer.move", "c2", territory="t1", owner=None)
    assert record(cat, "customer", "c2")["owner"] == "ann"
    everyone_syncs(world)
    assert "owner" not in record(cat, "customer", "c2")
    checks.at_rest(world)
