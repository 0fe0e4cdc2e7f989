"""I17, I23: direct, through the hub, by stick, in any mix and order: the same end, done once."""

from datetime import timedelta

import pytest

from sync.server.compacting import compact
from sync.session import Outcome
from tests.promises.telling import centre_rows, everyone_syncs, record, shown, states, tries
from tests.simulation import checks
from tests.simulation.routes import through_hub
from tests.simulation.world import World


def hub(world: World, *laptops: str) -> list[Outcome]:
    outcomes = [through_hub(world.laptops[name]) for name in laptops]
    for name in laptops:
        checks.after_a_step(world, world.laptops[name])
    return outcomes


def stick(world: World, name: str) -> None:
    """There and back."""
    laptop, sticks = world.laptops[name], world.sticks
    sticks.pack(laptop)
    sticks.hand_in(laptop)
    sticks.answer(laptop)
    sticks.bring_back(laptop)
    assert states(laptop) == []  # every answer was on it
    checks.after_a_step(world, laptop)


def test_i17_the_same_edits_by_every_way_end_alike(world: World) -> None:
    ann, ben, cat = (world.laptops[name] for name in ("ann1", "ben1", "cat1"))
    ann.do("customer.edit", "c1", phone="1", remark="hub")
    cat.do("customer.edit", "c1", phone="2", address="stick")
    ben.do("visit.record", "v1", customer="d1", started_at="2026-11-20T01:00:00Z")
    hub(world, "ann1", "ben1")
    stick(world, "cat1")
    world.branch.meet()
    ann.sync()
    hub(world, "ben1", "cat1")
    everyone_syncs(world)
    checks.at_rest(world)
    assert record(cat, "customer", "c1")["remark"] == "hub"
    assert record(ann, "customer", "c1")["address"] == "stick"
    assert record(ben, "customer", "d1")["visit_count"] == 1


def test_i17_a_hub_brings_what_others_did_and_each_answer(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.do("customer.move", "d1", territory="t1")
    cat.do("contact.edit", "k1", phone="2")
    cat.sync()
    ann.do("contact.edit", "k1", phone="1")
    hub(world, "ann1")
    world.branch.meet()
    world.branch.meet()
    (outcome,) = hub(world, "ann1")
    assert (outcome.conflicts, states(ann)) == (1, [])
    assert shown(ann) == world.oracle.visible("ann")
    checks.centre_is(world)


def test_i17_what_is_done_upon_a_colleagues_work_at_a_hub_is_no_conflict(world: World) -> None:
    """Neither refused for want of it: the hub hands in what hangs on it afterwards."""
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.do("contact.create", "k7", customer="c1", name="Kim", phone="1")
    cat.do("customer.edit", "c1", phone="cat's")
    hub(world, "cat1", "ann1")
    ann.do("contact.edit", "k7", phone="2")
    ann.do("customer.edit", "c1", phone="ann's")
    hub(world, "ann1")
    world.branch.meet()
    everyone_syncs(world)
    checks.at_rest(world)
    assert record(cat, "contact", "k7")["phone"] == "2"
    assert record(cat, "customer", "c1")["phone"] == "ann's"
    assert not [key for key in shown(ann) if key[0] == "conflict"]


def test_i17_a_card_begun_and_changed_at_a_hub_is_the_centres_after_ones_own_answer(
    world: World,
) -> None:
    """The answer makes the colleague's card known, with one's own change in it."""
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    ann.do("customer.create", "n1", name="新店")
    hub(world, "ann1", "cat1")
    cat.do("customer.edit", "n1", address="cat's way")
    hub(world, "cat1")
    world.branch.meet()
    assert (ann.sync().repaired, cat.sync().repaired) == (0, 0)
    assert record(cat, "customer", "n1")["address"] == "cat's way"
    everyone_syncs(world)
    checks.at_rest(world)


def test_i6_ones_own_words_show_above_what_colleagues_handed_to_the_hub_after_them(
    world: World,
) -> None:
    """And everybody else sees what the centre will make of both."""
    ann, other, cat = (world.laptops[name] for name in ("ann1", "ann2", "cat1"))
    other.sync()
    ann.do("customer.edit", "c1", phone="ann's")
    ann.do("site.edit", "s1", access_notes="ann's way")
    other.do("customer.edit", "c1", phone="other's", remark="other's")
    other.do("site.edit", "s1", access_notes="other's way")
    hub(world, "ann1", "ann2", "ann1", "cat1")
    assert record(ann, "customer", "c1")["phone"] == "ann's"
    assert record(ann, "customer", "c1")["remark"] == "other's"
    assert record(ann, "site", "s1")["access_notes"] == "ann's way"
    before = record(cat, "customer", "c1"), record(cat, "site", "s1")
    assert before[0]["phone"] == "ann's"
    world.branch.meet()
    everyone_syncs(world)
    checks.at_rest(world)
    assert (record(cat, "customer", "c1"), record(cat, "site", "s1")) == before


def test_i17_what_a_colleague_wrote_over_ones_own_words_knowing_them_shows_at_once(
    world: World,
) -> None:
    """Until one writes again: that is newer, and nobody has seen it yet."""
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    ann.do("customer.edit", "c1", phone="ann's", remark="ann's")
    ann.do("site.edit", "s1", access_notes="ann's way")
    ann.do("report.draft", "r1", kind="daily", date="2026-11-20")
    ann.do("report.seal", "r1", answers={"reflections": "quiet", "attendance": "full"})
    hub(world, "ann1", "cat1")
    cat.do("customer.edit", "c1", phone="cat's")
    cat.do("site.edit", "s1", access_notes="cat's way")
    cat.do("report.review", "r1", verdict="sign", comment="seen")
    hub(world, "cat1", "ann1")
    card = record(ann, "customer", "c1")
    assert (card["phone"], card["remark"]) == ("cat's", "ann's")
    assert record(ann, "site", "s1")["access_notes"] == "cat's way"
    assert record(ann, "report", "r1")["state"] == "signed"
    ann.do("customer.edit", "c1", phone="ann's again")
    hub(world, "ann1")
    assert record(ann, "customer", "c1")["phone"] == "ann's again"
    world.branch.meet()
    everyone_syncs(world)
    checks.at_rest(world)
    assert record(cat, "customer", "c1")["phone"] == "ann's again"
    assert record(ann, "report", "r1")["state"] == "signed"


def test_i17_a_request_made_at_a_hub_is_seen_decided_there(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    ann.do("approval.request", "q1", kind="credit", amount="10.00")
    hub(world, "ann1", "cat1")
    cat.do("approval.decide", "v1", request="q1", verdict="approve")
    assert record(cat, "approval_request", "q1")["state"] == "approved"
    hub(world, "cat1", "ann1")
    assert record(ann, "approval_request", "q1")["state"] == "approved"
    world.branch.meet()
    assert cat.sync().repaired == 0
    assert record(cat, "approval_request", "q1")["state"] == "approved"
    everyone_syncs(world)
    checks.at_rest(world)


def test_i7_what_somebody_else_did_meanwhile_is_still_a_conflict_behind_a_hub(
    world: World,
) -> None:
    ann, other, cat = (world.laptops[name] for name in ("ann1", "ann2", "cat1"))
    cat.do("customer.edit", "c1", phone="cat's", remark="cat's")
    hub(world, "cat1", "ann1")
    ann.do("customer.edit", "c1", phone="ann's", remark="ann's")
    other.sync()
    other.do("customer.edit", "c1", phone="other's")
    other.sync()
    hub(world, "ann1")
    world.branch.meet()
    everyone_syncs(world)
    checks.at_rest(world)
    assert record(cat, "customer", "c1")["phone"] == "other's"
    assert record(cat, "customer", "c1")["remark"] == "ann's"
    mine = [row["mine"] for key, row in shown(ann).items() if key[0] == "conflict"]
    assert sorted(mine) == ["ann's", "cat's"]


def test_i17_what_hangs_on_a_colleagues_work_waits_for_it_when_the_hub_burns(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.do("contact.create", "k7", customer="c1", name="Kim", phone="1")
    hub(world, "cat1", "ann1")
    ann.do("contact.edit", "k7", phone="2")
    ann.sync()  # before cat, and the hub never hands in anything
    assert states(ann) == ["deferred"]
    cat.sync()
    everyone_syncs(world)
    checks.at_rest(world)
    assert record(cat, "contact", "k7")["phone"] == "2"


def test_i17_what_hangs_on_a_colleagues_work_that_was_refused_does_not_wait_for_it(
    world: World,
) -> None:
    """A refusal is no commit, and nothing of it is told to others: any later commit is a reason
    to ask again, also one that shows nothing here."""
    ann, cat, dan = (world.laptops[name] for name in ("ann1", "cat1", "dan1"))
    ann.do("customer.create", "n5", name="新店", territory="t1")
    hub(world, "ann1", "cat1")
    cat.do("customer.edit", "n5", address="东")
    world.grant("r2", ["t1", "t2"])
    world.grant("r1", [])
    cat.sync()
    assert states(cat) == ["deferred"]
    ann.sync()
    cat.sync()
    assert states(cat) == ["deferred"]
    dan.do("report.draft", "dan-1", kind="daily", date="2026-11-02", answers={})
    dan.sync()
    cat.sync()
    cat.sync()
    assert states(cat) == []
    everyone_syncs(world)
    checks.at_rest(world)


def test_i10_what_hangs_on_a_colleagues_work_that_is_here_waits_for_nothing(world: World) -> None:
    """Refused for another reason: it is kept at once, and what left the scope is gone."""
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.do("contact.create", "k7", customer="c1", name="Kim", phone="1")
    hub(world, "cat1", "ann1")
    ann.do("customer.move", "c1", territory="t1", owner="ann")
    ann.do("contact.delete", "k7")
    cat.do("contact.delete", "k7")
    cat.sync()
    world.grant("r1", [])
    ann.sync()
    assert states(ann) == []
    everyone_syncs(world)
    checks.at_rest(world)


def test_i10_what_left_the_scope_is_gone_although_a_colleagues_work_may_yet_come(
    world: World,
) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.do("customer.edit", "c1", phone="cat's")
    hub(world, "cat1", "ann1")
    ann.do("customer.move", "c1", territory="t1", owner="ann")
    world.grant("r1", [])
    ann.sync()  # before cat: this was done upon what the centre has not seen
    assert (states(ann), ("customer", "c1") in shown(ann)) == ([], False)
    everyone_syncs(world)
    checks.at_rest(world)


def test_i10_what_only_a_hub_had_shown_waits_for_nothing_when_its_territory_is_gone(
    world: World,
) -> None:
    """The centre has never told of it, nor will: nothing would ever take the change up."""
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    world.grant("r2", ["t1", "t2"])
    cat.do("customer.create", "n1", name="东店", territory="t1")
    hub(world, "cat1", "ann1")
    ann.do("customer.edit", "n1", address="东")
    world.grant("r1", [])
    ann.sync()  # before cat
    assert states(ann) == []
    everyone_syncs(world)
    checks.at_rest(world)


def test_i5_a_page_does_not_take_back_what_was_heard_with_an_answer(world: World) -> None:
    """The answer is of a later commit than the colleague's change that the page tells of."""
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.do("customer.edit", "c1", extra={"a": "cat's"})
    hub(world, "cat1", "ann1")
    ann.do("customer.edit", "c1", extra={"a": "ann's"})
    cat.sync()
    assert ann.sync().repaired == 0
    assert record(ann, "customer", "c1")["extra"] == {"a": "ann's"}


def test_i17_what_a_hub_serves_late_takes_nobody_back(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.do("customer.edit", "c1", phone="2")
    cat.sync()
    ann.sync()
    before = shown(ann)
    hub(world, "ann1")  # it has not heard of that yet
    assert shown(ann) == before
    assert record(ann, "customer", "c1")["phone"] == "2"


def test_i17_what_a_hub_held_of_a_lost_history_is_handed_in_again(world: World) -> None:
    """Its author has recovered before the hub heard of the restore, and said more since."""
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.do("customer.edit", "c2", phone="2")
    cat.sync()
    world.moment += timedelta(days=1)
    compact(world.database, world.clock, keep_days=0)
    world.branch.meet()
    ann.do("customer.edit", "c1", phone="1")
    through_hub(ann)
    world.backup()
    cat.do("customer.edit", "c2", phone="3")
    cat.sync()
    world.restore()
    through_hub(ann)
    world.branch.meet()
    ann.do("customer.edit", "c1", remark="more")
    for _ in range(2):
        hub(world, "ann1")
        world.branch.meet()
    hub(world, "ann1")
    assert states(ann) == []
    assert world.oracle.cards["customer", "c1"].fields["phone"] == "1"
    checks.centre_is(world)


def test_i23_what_a_hub_has_taken_is_relayed_and_not_done(world: World) -> None:
    ann = world.laptops["ann1"]
    ann.do("customer.edit", "c1", phone="1")
    (outcome,) = hub(world, "ann1")
    assert (outcome.relayed, outcome.pushed) == (1, 0)
    assert states(ann) == ["relayed"]
    ann.sync()  # the hub may have burnt down
    assert states(ann) == []
    assert world.oracle.cards["customer", "c1"].fields["phone"] == "1"
    world.branch.meet()  # it had not
    checks.centre_is(world)


def test_i3_a_stick_that_is_read_again_changes_nothing(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    ann.do("customer.edit", "c1", phone="1")
    world.sticks.pack(ann)
    stick(world, "ann1")
    at_centre, here = centre_rows(world, ["enrolment", "reach"]), shown(ann)
    world.sticks.hand_in(ann)
    world.sticks.bring_back(ann)
    assert centre_rows(world, ["enrolment", "reach"]) == at_centre
    assert shown(ann) == here
    cat.do("customer.move", "c2", territory="t2")
    cat.sync()
    ann.sync()
    world.sticks.bring_back(ann)  # of a time before the move
    assert ("customer", "c2") not in shown(ann)
    everyone_syncs(world)
    checks.at_rest(world)


def test_i17_a_stick_brings_what_others_did_after_ones_own_changes_on_it(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    ann.do("customer.edit", "c1", phone="1")
    ann.do("customer.create", "n1", name="新店")
    world.sticks.pack(ann)
    world.sticks.hand_in(ann)
    cat.sync()
    cat.do("customer.edit", "c1", address="后")
    cat.do("customer.edit", "n1", address="东")
    cat.sync()
    world.sticks.answer(ann)
    world.sticks.bring_back(ann)
    checks.after_a_step(world, ann)
    assert shown(ann) == world.oracle.visible("ann")


def test_i15_whoever_has_only_sticks_gets_all_anew_when_the_log_was_let_go(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    stick(world, "ann1")
    cat.do("contact.delete", "k1")
    cat.do("customer.edit", "c1", phone="cat's")
    cat.sync()
    ann.do("customer.edit", "c1", remark="ann's")
    world.move("c2", "t2")
    world.moment += timedelta(days=1)
    compact(world.database, world.clock, keep_days=0)
    stick(world, "ann1")
    assert shown(ann) == world.oracle.visible("ann")
    assert record(ann, "customer", "c1")["phone"] == "cat's"
    cat.sync()
    stick(world, "ann1")  # and goes on from there
    assert ann.sync().repaired == 0


def test_i15_whoever_has_only_a_hub_is_mended_through_it_when_the_log_was_let_go(
    world: World,
) -> None:
    """The hub's copy was made anew meanwhile, and tells nothing of what was before."""
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.do("contact.delete", "k1")
    cat.do("customer.edit", "c1", phone="cat's")
    cat.sync()
    ann.do("customer.edit", "c1", remark="ann's")
    world.moment += timedelta(days=1)
    compact(world.database, world.clock, keep_days=0)
    world.branch.meet()
    (outcome,) = hub(world, "ann1")
    assert outcome.relayed == 1
    world.branch.meet()
    hub(world, "ann1")
    assert states(ann) == []
    hub(world, "ann1")
    assert shown(ann) == world.oracle.visible("ann")
    assert ann.sync().repaired == 0


def test_i15_what_its_author_heard_of_elsewhere_waits_nowhere_when_the_log_was_let_go(
    world: World,
) -> None:
    """The centre has no answer any more for what still lies on a hub and on a stick."""
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    ann.do("customer.edit", "c1", phone="ann's")
    hub(world, "ann1")
    world.sticks.pack(ann)
    ann.sync()
    ann.do("customer.edit", "c1", remark="ann's")
    ann.sync()
    cat.sync()
    cat.do("customer.edit", "c1", phone="cat's")
    cat.sync()
    world.moment += timedelta(days=1)
    compact(world.database, world.clock, keep_days=0)
    world.branch.meet()
    hub(world, "cat1")
    assert record(cat, "customer", "c1")["phone"] == "cat's"
    assert world.sticks.hand_in(ann) == "0 changes"
    everyone_syncs(world, repairs=True)  # the log does not tell it any more
    checks.at_rest(world)


def test_i7_what_went_along_with_ones_own_move_is_nobody_elses_change(world: World) -> None:
    dan = world.laptops["dan1"]
    dan.do("customer.move", "d1", territory="t1")
    assert tries(dan, ("drop reply", 0)) == "unreachable"
    dan.do("contact.delete", "k2")  # it has not heard that this went along
    dan.sync()
    assert ("contact", "k2") not in shown(dan)
    everyone_syncs(world)
    checks.at_rest(world)


@pytest.mark.parametrize("by_hub", [False, True])
def test_i17_a_card_that_only_the_hub_had_shown_stays_deleted(world: World, by_hub: bool) -> None:
    """Its creation is heard with the answer to its deletion; at the hub it is gone."""
    cat, dan = world.laptops["cat1"], world.laptops["dan1"]
    cat.do("customer.create", "n1", name="东店", territory="t1")
    through_hub(cat)
    through_hub(dan)
    dan.do("customer.delete", "n1")
    if by_hub:
        hub(world, "dan1", "dan1")
    cat.sync()
    assert dan.sync().repaired == 0
    assert ("customer", "n1") not in shown(dan)


def test_i17_ones_own_edit_between_a_colleagues_creation_and_change_stays(world: World) -> None:
    """All three are heard on one page, from which one's own is left out."""
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.do("customer.create", "n1", name="西店", territory="t1")
    through_hub(cat)
    through_hub(ann)
    ann.do("customer.edit", "n1", address="西")
    through_hub(ann)
    world.branch.meet()
    cat.sync()
    cat.do("customer.edit", "n1", phone="红")
    cat.sync()
    world.branch.meet()
    hub(world, "ann1")
    assert record(ann, "customer", "n1")["address"] == "西"
    assert ann.sync().repaired == 0
