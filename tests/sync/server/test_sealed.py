"""A push under one signature is worth what its mutations are worth, each signed by itself."""

from itertools import permutations

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.store.replica import LaptopReplica
from desktop.usecases.synchronise import line
from sync import session, signing, wire
from sync.client.http import HttpPeer
from tests.support import real_laptops
from tests.support.centre import Laptop, Refusal, Town
from tests.support.office import differences


def sealed(laptop: Laptop, *push: wire.Envelope) -> str:
    key = Ed25519PrivateKey.from_private_bytes(laptop.key)
    return signing.seal(key, laptop.device, push)


def bare(envelope: wire.Envelope, **other: object) -> wire.Envelope:
    return msgspec.structs.replace(envelope, sig="", **other)


def two_edits(town: Town) -> tuple[Laptop, list[wire.Envelope]]:
    ann = town.laptop("ann")
    first = ann.envelope("customer.edit", "c1", phone="1")
    return ann, [first, ann.envelope("customer.edit", "c2", phone="2")]


def test_a_sealed_push_is_done_and_is_the_same_when_each_is_signed_by_itself(town):
    ann, push = two_edits(town)
    seal = sealed(ann, *push)
    first = ann.say(*map(bare, push), seal=seal)
    assert [result.status for result in first.results] == ["applied", "applied"]
    before = town.dump()
    assert ann.say(*push).results == first.results
    assert ann.say(*map(bare, push), seal=seal).results == first.results
    assert town.dump() == before


def test_a_seal_is_of_these_mutations_whole_and_in_this_order(town):
    ann, push = two_edits(town)
    third = ann.envelope("customer.edit", "c1", phone="3")
    seal = sealed(ann, *push)
    first, second = map(bare, push)
    other = bare(push[0], set={"phone": "9"})
    wrong = [[other, second], [first], [first, second, bare(third)], [second, first]]
    before = town.dump()
    for forged in wrong:
        with pytest.raises(Refusal) as caught:
            ann.say(*forged, seal=seal)
        assert (caught.value.status, caught.value.problem) == (403, "bad_signature")
    assert town.dump() == before
    assert town.received(ann.device) == []


def test_a_seal_of_nothing_is_nothing(town):
    assert town.laptop("ann").say(seal="bm9uZQ==").results == []


def test_nobody_seals_for_another_device(town):
    ann, push = two_edits(town)
    again = town.laptop("ann")
    for device, key in permutations((ann, again), 2):
        secret = Ed25519PrivateKey.from_private_bytes(key.key)
        seal = signing.seal(secret, device.device, push)
        with pytest.raises(Refusal) as caught:
            ann.say(*map(bare, push), seal=seal)
        assert caught.value.problem == "bad_signature"
    with pytest.raises(Refusal):
        ann.say(*map(bare, push))


class Older(HttpPeer):
    """A centre to which a seal is a member that it does not know."""

    def sync(self, request: wire.Request) -> wire.Reply:
        return super().sync(msgspec.structs.replace(request, seal=""))


def test_a_laptop_signs_each_for_a_centre_that_does_not_know_of_seals(town, tmp_path):
    app = real_laptops.signed_in(tmp_path / "ann", town.address, "ann")
    for phone in ("1", "2", "3"):
        app.perform("customer.edit", "c1", {"phone": phone})
    tokens = wire.Tokens(*real_laptops.known(app, "tokens"))
    peer = Older(town.address, tokens, lambda tokens: None)
    replica = LaptopReplica(app.database, app.clock)
    told = session.run(replica, peer, lambda done, total: None)
    assert (told.pushed, told.refused) == (3, 0)
    assert town.read("customer", "c1").fields["phone"] == "3"
    peer.close()
    app.close()


def test_what_a_laptop_seals_the_centre_takes_in_one_exchange(town, tmp_path):
    app = real_laptops.signed_in(tmp_path / "ann", town.address, "ann")
    made = {"latitude": 30.1, "longitude": 120.0, "extra": {"渠道": "直营\u2028"}}
    app.perform("customer.create", "n1", {"name": "丁店", **made})
    app.perform("customer.edit", "c1", {"remark": "改"})
    with app.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar() == 2
    replica, peer = LaptopReplica(app.database, app.clock), line(app.database)
    request = replica.request()
    assert request.seal
    assert {each.sig for each in request.push} == {""}
    reply = peer.sync(request)
    fixes = [it for each in reply.results for it in each.fix]
    worked_out = {path: value for it in fixes for path, value in it.set.items()}
    assert worked_out == {"state": "prospect", "owner": "ann", "archived": False, "territory": "t1"}
    replica.apply(request, reply)  # what both ends worked out alike stands as it was drawn
    assert replica.unsent() == 0
    assert replica.digest() == reply.digest != ""
    assert differences(town, app) == set()
    assert town.read("customer", "n1").fields["extra"] == made["extra"]
    peer.close()
    app.close()
