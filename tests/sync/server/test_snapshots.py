"""A first download is the dump of one moment, in pieces that can be fetched again."""

import hashlib

import pytest

from sync import signing, wire
from sync.catalogue import SCHEMA
from sync.client.http import HttpPeer
from sync.errors import PeerUnreachable
from sync.server import snapshots
from sync.wire import Enrol, Request
from tests.support.centre import Laptop, Refusal
from tests.support.faults import BadLine
from tests.support.patience import until


def wanted(laptop, *parts):
    body = laptop.authorised("POST", "/v1/snapshot", wire.encode(wire.Wanted(list(parts))))
    return wire.decode(body, wire.Manifest)


def test_a_snapshot_holds_every_record_once_and_nothing_deleted(town, monkeypatch):
    monkeypatch.setattr(snapshots, "CHUNK_ROWS", 3)
    ann = town.laptop("ann")
    ann.do("visit.record", "v1", customer="c1", started_at="2026-11-20T01:00:00Z")
    ann.do("contact.delete", "k1")
    cat = town.laptop("cat")
    manifest = wanted(cat, *cat.parts)
    assert len(manifest.chunks) > 3
    keys = []
    for number, chunk in enumerate(manifest.chunks):
        body = cat.authorised("GET", f"/v1/snapshot/{manifest.sid}/{number}")
        assert hashlib.sha256(body).hexdigest() == chunk.sha256
        assert len(body) == chunk.size
        groups = wire.decode(wire.unpack(body), list[wire.Group])
        assert sum(len(group.ids) for group in groups) == chunk.rows
        keys += [(group.type, id) for group in groups for id in group.ids]
    assert len(keys) == len(set(keys))
    assert cat.dump() == town.dump(as_user="cat")
    assert ("contact", "k1") not in keys


def test_asking_again_gives_the_same_snapshot_so_that_a_cut_download_goes_on(town):
    ann = Laptop(town.address, town.clock)
    ann.enrol("ann", "pw-ann")
    ann.parts = ann.say().parts
    first = wanted(ann, *ann.parts)
    assert wanted(ann, *reversed(ann.parts)) == first
    assert wanted(ann, "all").sid != first.sid
    assert wanted(town.laptop("ann"), *ann.parts).sid != first.sid


def begun(address):
    """A laptop's own line, and the whole snapshot of all it may read."""
    peer = HttpPeer(address, None, lambda tokens: None)
    peer.enrol(Enrol("ann", "pw-ann", "laptop", signing.public(signing.new_key())))
    parts = peer.sync(Request("", 0, schema=SCHEMA)).parts
    manifest = peer.snapshot(parts, 0)
    while not manifest.whole:
        manifest = peer.snapshot(parts, len(manifest.chunks))
    return peer, manifest


def test_a_laptop_fetches_each_chunk_once_though_the_next_comes_meanwhile(town, monkeypatch):
    monkeypatch.setattr(snapshots, "CHUNK_ROWS", 3)
    peer, manifest = begun(town.address)
    asked = peer.round_trips
    for number, chunk in enumerate(manifest.chunks):
        assert hashlib.sha256(peer.chunk(manifest.sid, number)).hexdigest() == chunk.sha256
    assert peer.round_trips - asked == len(manifest.chunks) > 3
    peer.close()


def test_a_line_that_breaks_while_the_next_chunk_comes_is_told_when_it_is_wanted(town, monkeypatch):
    monkeypatch.setattr(snapshots, "CHUNK_ROWS", 3)
    with BadLine(town.address, seed=3, bad=0.0, only=["answer cut"]) as line:
        peer, manifest = begun(line.url)
        fetched = peer.bytes_down
        peer.chunk(manifest.sid, 0)
        both = fetched + sum(chunk.size for chunk in manifest.chunks[:2])
        until(lambda: peer.bytes_down >= both, "the next one, before it is asked for")
        line.bad = 1.0
        peer.chunk(manifest.sid, 1)
        with pytest.raises(PeerUnreachable):
            peer.chunk(manifest.sid, 2)
        line.bad = 0.0
        for number, chunk in enumerate(manifest.chunks):
            assert hashlib.sha256(peer.chunk(manifest.sid, number)).hexdigest() == chunk.sha256
        peer.close()


def test_a_chunk_beyond_the_last_is_not_there(town):
    ann = town.laptop("ann")
    manifest = wanted(ann, "all")
    for number in (len(manifest.chunks), 10**30):
        with pytest.raises(Refusal) as caught:
            ann.authorised("GET", f"/v1/snapshot/{manifest.sid}/{number}")
        assert caught.value.status == 404


def test_a_territory_that_comes_back_comes_as_it_is_now(town):
    """A snapshot made before the cursor went on must not be handed out again."""

    def give(*territories):
        town.load({"posts": [{"id": "r1", "title": "业务员", "territories": list(territories)}]})

    ann, ben = town.laptop("ann"), town.laptop("ben")
    give("t1", "t2")
    ann.sync()
    give("t1")
    ann.sync()
    ben.do("customer.edit", "d1", phone="meanwhile")
    ann.sync()
    give("t1", "t2")
    ann.sync()
    assert ann.rows["customer", "d1"]["phone"] == "meanwhile"
    assert ann.dump() == town.dump(as_user="ann")
