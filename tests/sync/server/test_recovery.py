"""After a restore, and when copies differ: what the centre says, in its own words."""

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import signing, wire
from sync.catalogue import canonical
from sync.clock import Clock
from sync.server import keeping
from sync.server.database import Database
from tests.support import centre
from tests.support.centre import Refusal, first_eight


def restored(url: str, backup: Path) -> None:
    database = Database(url)
    keeping.restore(database, backup, Clock())
    database.dispose()


def signed(laptop, *parts) -> str:
    key = Ed25519PrivateKey.from_private_bytes(laptop.key)
    return base64.b64encode(key.sign(canonical(list(parts)).encode())).decode()


def renewed(laptop) -> None:
    sig = signed(laptop, "renew", laptop.device, laptop.epoch)
    asked = wire.encode(wire.Renew(laptop.device, laptop.epoch, sig))
    laptop.tokens = wire.decode(laptop.call("POST", "/v1/renew", asked), wire.Tokens)


def recover(laptop, *push, upto=0) -> wire.Recovered:
    asked = wire.encode(wire.Recover(laptop.epoch, list(push), upto))
    return wire.decode(laptop.authorised("POST", "/v1/recover", asked), wire.Recovered)


def check(laptop, **asked) -> wire.Checked:
    body = laptop.authorised("POST", "/v1/digest", wire.encode(wire.Check(**asked)))
    return wire.decode(body, wire.Checked)


def test_a_restored_centre_takes_again_what_it_lost_once_under_its_number(url, tmp_path):
    file = tmp_path / "backup.db"
    with centre.town(url) as town:
        ann = town.laptop("ann")
        ann.do("customer.edit", "c1", phone="before")
        keeping.backup(town.centre.database, file)
        visit = ann.envelope("visit.record", "v1", customer="c1", started_at="2026-11-20T01:00:00Z")
        edit = ann.envelope("customer.edit", "c1", phone="after")
        ann.sync(visit, edit)
    restored(url, file)
    with centre.town(url) as town:
        ann.address = town.address
        with pytest.raises(Refusal) as caught:
            ann.say()
        assert caught.value.problem in ("not_signed_in", "new_epoch")
        renewed(ann)
        with pytest.raises(Refusal) as caught:
            ann.say()
        assert (caught.value.status, caught.value.problem) == (409, "new_epoch")
        assert recover(ann).last == 1
        first = recover(ann, visit, edit)
        assert [each.status for each in first.results] == ["applied", "applied"]
        assert recover(ann, visit, edit).results == first.results
        assert recover(ann, upto=7).last == 7
        assert town.read("customer", "c1").fields["phone"] == "after"
        assert town.read("customer", "c1").fields["visit_count"] == 1
        with pytest.raises(Refusal) as caught:
            renewed(ann)
        assert caught.value.status == 401, "its tokens work by now"
        assert all(line["ok"] for line in keeping.check(town.centre.database))


def test_what_others_changed_in_the_new_history_is_not_overwritten(url, tmp_path):
    file = tmp_path / "backup.db"
    with centre.town(url) as town:
        ann, cat = town.laptop("ann"), town.laptop("cat")
        keeping.backup(town.centre.database, file)
        edit = ann.envelope("customer.edit", "c1", phone="hers")
        ann.sync(edit)
        second = ann.envelope("customer.edit", "c1", address="hers")
        ann.sync(second)
    restored(url, file)
    with centre.town(url) as town:
        for laptop in (ann, cat):
            laptop.address = town.address
            renewed(laptop)
        theirs = cat.envelope("customer.edit", "c1", phone="his")
        assert recover(cat, theirs).results[0].status == "applied"
        results = recover(ann, edit, second).results
        assert [each.status for each in results] == ["conflict", "applied"]
        assert town.read("customer", "c1").fields["phone"] == "his"
        assert town.read("customer", "c1").fields["address"] == "hers"


def test_a_history_that_was_silently_put_back_is_noticed_by_the_chain(url, tmp_path):
    file = tmp_path / "backup.db"
    with centre.town(url) as town:
        ann = town.laptop("ann")
        keeping.backup(town.centre.database, file)
        ann.do("customer.edit", "c1", phone="lost")
        cursor, h = ann.cursor, ann.h
    restored(url, file)
    with centre.town(url) as town:
        ann.address = town.address
        ben = town.laptop("ben")  # the same numbers, other commits
        ben.do("customer.edit", "d1", phone="new")
        ben.do("customer.edit", "d1", phone="newer")
        renewed(ann)
        with pytest.raises(Refusal) as caught:
            ann.say(epoch=town.centre.head().epoch, cursor=cursor, h=h)
        assert (caught.value.status, caught.value.problem) == (409, "new_epoch")
        assert town.centre.head().seq >= cursor


def test_only_the_bucket_that_differs_comes_again(town):
    ann = town.laptop("ann")
    assert ann.checked
    sums = {part: ann.sum_of(part) for part in ann.parts}
    assert check(ann, parts=sums).parts == []
    ann.rows["customer", "c1"]["phone"] = "spoilt"
    assert check(ann, parts={part: ann.sum_of(part) for part in ann.parts}).parts == ["terr:t1"]
    found = check(ann, buckets={"terr:t1": ann.buckets_of("terr:t1")})
    place = first_eight("customer/c1") >> 56
    assert found.buckets == {"terr:t1": [place]}
    assert {id for group in found.groups for id in group.ids if group.type == "customer"} == {"c1"}
    assert not found.more


def test_partitions_out_of_scope_tell_nothing(town):
    ann = town.laptop("ann")
    assert check(ann, parts={"terr:t2": "9:00"}).parts == []
    assert check(ann, buckets={"terr:t2": ["0"] * 256}).groups == []
    with pytest.raises(Refusal) as caught:
        check(ann, buckets={"terr:t1": ["0"]})
    assert caught.value.status == 400


def test_a_copied_store_becomes_a_device_of_its_own_and_nothing_is_done_twice(town):
    ann = town.laptop("ann")
    made = ann.envelope("visit.record", "v1", customer="c1", started_at="2026-11-20T01:00:00Z")
    ann.sync(made)
    asked = wire.encode(wire.NewDevice(signing.public(ann.key), "copy"))
    told = wire.decode(ann.authorised("POST", "/v1/device", asked), wire.Enrolled)
    assert told.person == "ann"
    assert told.device != ann.device
    copy = town.laptop("ann")
    again = copy.envelope("visit.record", "v1", customer="c1", started_at="2026-11-20T01:00:00Z")
    again.at = made.at
    again.sig = resigned(copy, again)
    result = copy.say(again).results[0]
    assert (result.status, result.problem) == ("applied", "")
    assert town.read("customer", "c1").fields["visit_count"] == 1
    other = copy.envelope("visit.record", "v1", customer="c2", started_at="2026-11-20T01:00:00Z")
    assert copy.say(other).results[0].problem == "id_taken"


def resigned(laptop, envelope) -> str:
    return signing.sign(Ed25519PrivateKey.from_private_bytes(laptop.key), laptop.device, envelope)
