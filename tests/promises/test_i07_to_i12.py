"""I7-I9, I11, I12: conflicts, approvals, non-interference, facts, clocks."""

import gzip
import itertools
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import signing, wire
from sync.errors import Problem, Refused
from sync.wire import Envelope, Reply, Request
from tests.promises.telling import conflicts, everyone_syncs, files, record, shown, tries
from tests.simulation import checks
from tests.simulation.world import World, key_of

AT = "2026-11-20T01:00:00.000000Z"
OFF = {"早": -3650, "准": 0, "晚": 3650}  # days


def test_i7_two_values_of_one_field_are_both_kept_and_shown_once(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    ann.do("customer.edit", "c1", phone="红")
    cat.do("customer.edit", "c1", phone="绿")
    cat.sync()
    everyone_syncs(world)
    for laptop in (ann, cat):
        (kept,) = conflicts(laptop)
        told = {name: kept.get(name) for name in ("record", "field", "base", "mine", "theirs")}
        assert told == {
            "record": "c1", "field": "phone", "base": "0571-1", "mine": "红", "theirs": "绿",
        }  # fmt: skip
        assert (kept["author"], kept["stood_by"]) == ("ann", "cat")
        assert record(laptop, "customer", "c1")["phone"] == "绿"


def test_i7_edits_of_different_fields_and_keys_both_survive(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    ann.do("customer.edit", "c1", phone="红", extra={"a": "1"})
    cat.do("customer.edit", "c1", address="绿", extra={"b": "2"})
    cat.sync()
    everyone_syncs(world)
    fields = record(cat, "customer", "c1")
    assert (fields["phone"], fields["address"]) == ("红", "绿")
    assert fields["extra"] == {"a": "1", "b": "2"}
    assert conflicts(cat) == []


def test_i7_the_same_words_from_two_people_are_no_conflict(world: World) -> None:
    for name in ("cat1", "ann1"):
        world.laptops[name].do("customer.edit", "c1", phone="红")
    world.laptops["cat1"].sync()
    everyone_syncs(world)
    assert world.oracle.ledger["ann1"][1][0] == "merged"
    assert conflicts(world.laptops["ann1"]) == []
    checks.at_rest(world)


def test_i7_one_does_not_disagree_with_oneself(world: World) -> None:
    ann = world.laptops["ann1"]
    ann.do("customer.edit", "c1", phone="红")
    tries(ann, ("drop reply", 0))
    ann.do("customer.edit", "c1", phone="绿")
    everyone_syncs(world)
    assert (record(ann, "customer", "c1")["phone"], conflicts(ann)) == ("绿", [])
    checks.at_rest(world)


def test_i7_two_versions_of_a_note_both_stand(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    ann.do("site.edit", "s1", access_notes="走后门，按铃")
    cat.do("site.edit", "s1", access_notes="走后门，找老李")
    cat.sync()
    everyone_syncs(world)
    for laptop in (ann, cat):
        assert record(laptop, "site", "s1")["access_notes"] == "走后门，找老李\n，按铃"


def test_i7_what_is_guarded_is_refused_when_it_has_changed(world: World) -> None:
    cat, dan = world.laptops["cat1"], world.laptops["dan1"]
    cat.do("customer.move", "c1", territory="t2")
    dan.do("customer.move", "d1", territory="t1")
    dan.do("customer.move", "c1", territory="t1", owner="ann")
    dan.do("contact.delete", "k2")
    cat.do("contact.edit", "k2", phone="1")
    cat.sync()
    everyone_syncs(world)
    became = [status for status, _, _ in world.oracle.ledger["dan1"].values()]
    assert became == ["applied", "refused stale", "refused stale"]
    assert record(dan, "customer", "c1")["territory"] == "t2"
    assert record(dan, "contact", "k2")["phone"] == "1"


def test_i7_a_conflict_is_resolved_once_and_the_losing_value_stays_in_it(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    ann.do("customer.edit", "c1", phone="红")
    cat.do("customer.edit", "c1", phone="绿")
    cat.sync()
    everyone_syncs(world)
    id = next(id for type, id in shown(ann) if type == "conflict")
    ann.do("conflict.resolve", id, take="mine")
    cat.do("conflict.resolve", id, take="theirs")
    ann.sync()
    everyone_syncs(world)
    (kept,) = conflicts(cat, "resolved")
    assert (kept["taken"], kept["resolved_by"], kept["theirs"]) == ("mine", "ann", "绿")
    assert record(cat, "customer", "c1")["phone"] == "红"
    checks.at_rest(world)


ORDERS = list(itertools.permutations(("ann1", "cat1", "dan1")))


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
@pytest.mark.parametrize("verdict", ["approve", "endorse"])
def test_i8_one_decision_a_step_takes_effect_whoever_comes_first(
    world: World, order: tuple[str, ...], verdict: str
) -> None:
    laptops = world.laptops
    laptops["ann1"].do("approval.request", "q1", kind="credit", amount="1.00")
    for name in ("ann1", "cat1", "dan1"):
        laptops[name].sync()
    laptops["cat1"].do("approval.decide", "d1", request="q1", verdict=verdict, comment="好")
    laptops["ann1"].do("approval.withdraw", "q1")
    for name in order:
        laptops[name].sync()
        _decide_if_asked(world, name)
        laptops[name].sync()
    everyone_syncs(world)
    decided = [each for (type, _), each in shown(laptops["dan1"]).items() if type == "decision"]
    steps = Counter(each["step"] for each in decided if each.get("effective"))
    assert all(count == 1 for count in steps.values())
    cat_first = order.index("cat1") < order.index("ann1")
    ends = {"approve": {"approved"}, "endorse": {"approved", "pending"}}
    state = record(laptops["dan1"], "approval_request", "q1")["state"]
    assert state in (ends[verdict] if cat_first else {"withdrawn"})
    assert bool(steps[1]) == cat_first


def _decide_if_asked(world: World, name: str) -> None:
    """The general manager says yes as soon as it is theirs to say."""
    if name == "dan1":
        with suppress(Problem):
            said = {"request": "q1", "verdict": "approve", "comment": "好"}
            world.laptops[name].do("approval.decide", "d2", **said)


def test_i9_what_a_device_hears_does_not_depend_on_what_it_may_not_read(world: World) -> None:
    heard = []
    for word in ("午", "另外一个长得多的词" * 9):
        world.again()
        ann, ben = world.laptops["ann1"], world.laptops["ben1"]
        ben.do("customer.edit", "d1", phone=word, remark=word)
        ben.do("contact.create", "n1", customer="d1", name=word)
        ben.do("visit.record", "v1", customer="d1", started_at="2026-11-19T01:00:00Z")
        ben.sync()
        ann.do("customer.edit", "c1", phone="红")
        ann.sync()
        heard.append([_without_cursor(answer) for answer in ann.line.seen])
        assert word not in str(files(ann))
    assert heard[0] == heard[1]


def test_i9_what_one_may_not_read_cannot_be_changed_or_referred_to(world: World) -> None:
    ann = world.laptops["ann1"]
    forged = [
        Envelope(1, "customer.edit", "d1", {"phone": "9"}, AT, {"customer/d1": 99}),
        Envelope(2, "contact.create", "n1", {"customer": "d1", "name": "赵"}, AT),
        Envelope(3, "customer.move", "c1", {"territory": "t2"}, AT, {"customer/c1": 99}),
    ]
    assert sent(world, "ann1", forged) == ["not_found", "not_found", "not_yours"]
    assert ann.line.seen == []
    checks.centre_is(world)


def test_i9_a_superior_reads_a_reps_plan_and_does_not_change_it(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    ann.do("plan.add", "p1", customer="c1", date="2026-11-23")
    ann.sync()
    cat.sync()
    with pytest.raises(Refused):  # at once, without the centre
        cat.do("plan.edit", "p1", purpose="order")
    forged = Envelope(1, "plan.edit", "p1", {"purpose": "order"}, AT, {"plan_item/p1": 99})
    assert sent(world, "cat1", [forged]) == ["not_yours"]
    cat.sync()
    assert "purpose" not in record(cat, "plan_item", "p1")
    checks.centre_is(world)


def sent(world: World, device: str, forged: list[Envelope]) -> list[str]:
    """What the centre objects to in what no honest laptop says."""
    key = Ed25519PrivateKey.from_private_bytes(key_of(device))
    for each in forged:
        each.sig = signing.sign(key, device, each)
    body = gzip.compress(wire.encode(Request("first", 0, push=forged)), mtime=0)
    status, answer = world.answer(device, "sync", body)
    assert status == 200
    return [each.problem for each in wire.decode(answer, Reply).results]


def _without_cursor(answer: bytes) -> Any:
    told = msgspec.json.decode(answer)
    assert isinstance(told, dict)
    told.pop("h", None)  # the chain of all commits: opaque
    return told


def test_i11_facts_stay_as_they_are_and_figures_are_their_sum(world: World) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    for number in range(3):
        at = f"2026-11-1{number}T01:00:00Z"
        (ann, cat)[number % 2].do("visit.record", f"v{number}", customer="c1", started_at=at)
    cat.sync()
    ann.do("visit.amend", "v9", amends="v0", outcome="更正")
    everyone_syncs(world)
    told = record(cat, "visit", "v0")
    assert "outcome" not in told
    assert record(cat, "visit", "v9")["amends"] == "v0"
    figures = record(cat, "customer", "c1")
    assert (figures["visit_count"], figures["last_visit_at"]) == (3, "2026-11-12T01:00:00.000000Z")


def test_i12_clocks_decide_nothing() -> None:
    from tests.promises.test_i01_to_i06 import busy
    from tests.simulation.world import one_world

    ends = []
    for ann, cat, ben in (("准", "准", "准"), ("晚", "早", "准"), ("早", "晚", "早")):
        world = one_world().again()
        try:
            for name, off in (("ann1", ann), ("cat1", cat), ("ben1", ben)):
                world.laptops[name].clock.offset = timedelta(days=OFF[off])
            busy(world)
            everyone_syncs(world)
            ends.append(_without_times(world))
        finally:
            world.end()
    assert ends[0] == ends[1] == ends[2]


def _without_times(world: World) -> list[str]:
    """What everybody holds, and what became of every change, without any instant."""
    held = [
        str((name, key[0], sorted((n, v) for n, v in fields.items() if not n.endswith("_at"))))
        for name, laptop in world.laptops.items()
        for key, fields in shown(laptop).items()
    ]
    became = [
        str((device, each["id"], status))
        for device, several in world.oracle.ledger.items()
        for status, _, each in several.values()
    ]
    return sorted(held) + sorted(became)
