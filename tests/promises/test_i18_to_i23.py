"""I18, I20, I21, I23: integrity, the sequence, copied devices, revoked ones."""

import gzip
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from desktop.store.replica import LaptopReplica
from sync import wire
from sync.errors import NotSignedIn
from sync.server.admin import Administration
from sync.server.tables import COMMIT_LOG
from sync.wire import Request
from tests.promises.telling import centre_rows, everyone_syncs, files, shown, states, tries
from tests.promises.test_i01_to_i06 import busy
from tests.simulation import checks, copies
from tests.simulation.laptop import Laptop
from tests.simulation.routes import through_hub
from tests.simulation.world import World


def said(world: World, laptop: Laptop, request: Request) -> tuple[int, Any]:
    body = gzip.compress(wire.encode(request), mtime=0)
    status, answer = world.answer(laptop.name, "sync", body)
    return status, msgspec.json.decode(answer)


def asks(laptop: Laptop, *, sealed: bool = True) -> Request:
    """What it would say next: its changes under one signature, or each under its own."""
    replica = LaptopReplica(laptop.store, laptop.clock)
    if not sealed:
        replica.sign_each()
    return replica.request()


@pytest.mark.parametrize("way", ["flip reply", "flip request", "cut request"])
def test_i18_a_damaged_message_is_refused_and_changes_nothing(world: World, way: str) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.do("customer.edit", "c1", remark="新的话", phone="绿")
    cat.sync()
    ann.do("customer.edit", "c2", phone="红")
    tries(ann, ("drop request", 0))
    mine, theirs = files(ann), centre_rows(world)
    for number in range(-1, -1400, -57):  # from the end: the first bytes say nothing
        assert tries(ann, (way, number)) != "done"
    assert files(ann) == mine
    if way != "flip reply":
        assert centre_rows(world) == theirs


@pytest.mark.parametrize("sealed", [True, False])
def test_i18_a_changed_mutation_is_not_its_devices_any_more(world: World, sealed: bool) -> None:
    ann = busy(world)
    request = asks(ann, sealed=sealed)
    assert bool(request.seal) == sealed
    before = centre_rows(world)
    unsigned = msgspec.structs.replace(request.push[0], sig="")
    bare = msgspec.structs.replace(request, seal="", push=[unsigned, *request.push[1:]])
    assert said(world, ann, bare)[1]["problem"] == "bad_signature"
    for name, value in (("set", {"phone": "9"}), ("id", "c2"), ("at", "2020-01-01T00:00:00Z"),
                        ("base", {}), ("was", {}), ("mseq", 2)):  # fmt: skip
        changed = [msgspec.structs.replace(request.push[0], **{name: value}), *request.push[1:]]
        status, told = said(world, ann, msgspec.structs.replace(request, push=changed))
        assert (status, told["problem"]) == (409, "bad_signature")
    assert centre_rows(world) == before


def test_i20_commits_are_numbered_without_gaps_in_the_order_they_were_made(world: World) -> None:
    busy(world)
    everyone_syncs(world)
    with world.database.read() as connection:
        seqs = connection.scalars(select(COMMIT_LOG.c.seq)).all()
    assert sorted(seqs) == list(range(1, world.centre.head().seq + 1))


def test_i20_a_skipped_number_is_a_gap_and_nothing_is_done(world: World) -> None:
    ann = busy(world)
    request = asks(ann, sealed=False)
    before = centre_rows(world)
    status, told = said(world, ann, msgspec.structs.replace(request, push=request.push[1:]))
    assert (status, told["problem"], told["facts"]["last"]) == (409, "gap", 0)
    assert centre_rows(world) == before


def test_i21_a_number_that_was_used_for_something_else_is_noticed(world: World) -> None:
    ann = world.laptops["ann1"]
    kept = ann.folder.with_name("copy")
    ann.close()
    kept.mkdir()
    for file in ann.folder.iterdir():
        (kept / file.name).write_bytes(file.read_bytes())
    ann.do("customer.edit", "c1", phone="红")
    ann.sync()
    ann.close()
    for file in kept.iterdir():
        (ann.folder / file.name).write_bytes(file.read_bytes())
    ann.app.perform("customer.edit", "c1", {"phone": "绿"})
    before = centre_rows(world)
    status, told = said(world, ann, asks(ann))
    assert (status, told["problem"], told["facts"]["mseq"]) == (409, "fork", 1)
    assert centre_rows(world) == before


def test_i23_a_revoked_device_gets_nothing_and_keeps_what_is_unsent(world: World) -> None:
    ann, cat = busy(world), world.laptops["cat1"]
    cat.do("customer.edit", "c2", remark="保密的话")
    cat.sync()
    Administration(world.database, world.clock).revoke("ann1")
    with pytest.raises(NotSignedIn, match="revoked"):
        ann.sync()
    assert "保密的话" not in str(files(ann))
    assert len(files(ann)["outbox"]) == 5
    assert "ann1" not in world.oracle.ledger
    assert ("visit", "v1") in shown(ann)


def test_i23_what_a_revoked_device_handed_to_a_hub_is_shown_to_nobody(world: World) -> None:
    ann, other = world.laptops["ann1"], world.laptops["ann2"]
    world.branch.meet()
    ann.do("visit.record", "v1", customer="c1", started_at="2026-11-19T01:00:00Z")
    through_hub(ann)
    through_hub(other)
    assert ("visit", "v1") in shown(other)  # foreseen, for it may be taken
    world.revoke("ann1")
    world.branch.meet()
    through_hub(other)
    assert ("visit", "v1") not in shown(other)


def test_i2_what_hangs_on_the_work_of_a_revoked_device_is_kept_and_waits_for_nothing(
    world: World,
) -> None:
    ann, cat = world.laptops["ann1"], world.laptops["cat1"]
    cat.sync()
    ann.do("contact.create", "n1", customer="c1", name="Kim")
    through_hub(ann)
    through_hub(cat)
    cat.do("contact.edit", "n1", phone="绿")
    world.revoke("ann1")
    cat.sync()
    assert states(cat) == []
    assert ("contact", "n1") not in shown(cat)
    assert "绿" in str(files(cat)["refused"])


def test_i23_a_device_revoked_while_its_request_was_on_its_way_changes_nothing(
    world: World,
) -> None:
    ann = busy(world)
    request, device = asks(ann), world.device("ann1")
    Administration(world.database, world.clock).revoke("ann1")
    before = centre_rows(world)
    with pytest.raises(NotSignedIn, match="revoked"):
        world.centre.sync(device, request)
    assert centre_rows(world) == before


def test_i21_a_store_put_back_that_has_nothing_to_say_is_noticed_too(world: World) -> None:
    """It is not told what it did itself, and would never hear of it."""
    ann = world.laptops["ann1"]
    copies.keep(world, ann)
    ann.do("visit.record", "v1", customer="c1", started_at="2026-11-20T01:00:00Z")
    ann.sync()
    copies.put_back(ann)
    everyone_syncs(world, repairs=True)
    assert ("visit", "v1") in shown(ann)
    assert ann.device != "ann1"
    ann.do("customer.edit", "c1", phone="ann's")
    everyone_syncs(world, repairs=True)
    checks.at_rest(world)
