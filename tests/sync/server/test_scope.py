"""Everybody gets what is theirs to see, learns nothing of the rest, and follows what moves."""

import gzip
import json

import pytest

from sync import signing, wire
from sync.server.admin import Administration
from sync.wire import Request
from tests.support.centre import Refusal


def test_a_rep_holds_the_own_territory_and_a_superior_everything_below(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    assert {id for type, id in ann.rows if type == "customer"} == {"c1", "c2"}
    assert {id for type, id in cat.rows if type == "customer"} == {"c1", "c2", "d1"}
    assert ann.dump() == town.dump(as_user="ann")
    assert cat.dump() == town.dump(as_user="cat")
    assert {id for type, id in town.laptop("eve").rows if type == "customer"} == set()


def test_a_moved_customer_leaves_one_rep_and_reaches_the_other_with_all_that_hangs_on_it(town):
    ann, ben, cat = (town.laptop(name) for name in ("ann", "ben", "cat"))
    ann.do("visit.record", "v1", customer="c1", started_at="2026-11-20T01:00:00Z")
    photo = {"subject_type": "visit", "subject": "v1", "name": "a.jpg", "sha256": "0" * 64}
    ann.do("attachment.add", "p1", **photo)
    cat.sync()
    cat.do("customer.edit", "c1", phone="x")
    ann.do("customer.edit", "c1", phone="y")  # leaves a conflict
    Administration(town.centre.database, town.clock).move("c1", "t2")
    for laptop in (ann, ben, cat):
        laptop.sync()
    moved = {("customer", "c1"), ("contact", "k1"), ("site", "s1"), ("visit", "v1")}
    assert moved | {("attachment", "p1")} <= set(ben.rows)
    assert ben.homes["visit", "v1"] == "terr:t2"
    assert set(ann.rows) & moved == {("visit", "v1")}  # the author keeps the own visit
    assert not [key for key in ann.rows if key[0] == "conflict"]
    for name, laptop in (("ann", ann), ("ben", ben), ("cat", cat)):
        assert laptop.dump() == town.dump(as_user=name)


def test_edits_made_before_a_move_are_refused_and_kept(town):
    ann = town.laptop("ann")
    edit = ann.envelope("customer.edit", "c1", phone="late")
    Administration(town.centre.database, town.clock).move("c1", "t2")
    (result,) = ann.sync(edit)
    assert (result.status, result.problem) == ("refused", "not_found")
    assert town.received(ann.device) == [(1, "refused")]
    assert ann.dump() == town.dump(as_user="ann")


def test_a_visit_made_before_the_customer_moved_is_a_fact_and_stays_one(town):
    ann, ben = town.laptop("ann"), town.laptop("ben")
    visit = ann.envelope("visit.record", "v1", customer="c1", started_at="2026-11-20T01:00:00Z")
    again = ann.envelope("visit.record", "v2", customer="d1", started_at="2026-11-20T01:00:00Z")
    Administration(town.centre.database, town.clock).move("c1", "t2")
    results = ann.sync(visit, again)
    assert [result.status for result in results] == ["applied", "refused"]
    ben.sync()
    assert ben.rows["visit", "v1"]["person"] == "ann"
    assert ben.rows["customer", "c1"]["visit_count"] == 1
    for name, laptop in (("ann", ann), ("ben", ben)):
        assert laptop.dump() == town.dump(as_user=name)


def test_a_person_in_another_post_gets_the_new_territory_and_drops_the_old(town):
    ann = town.laptop("ann")
    ann.do("customer.edit", "c1", phone="1")
    town.load({"people": [{"id": "ann", "name": "ann", "post": "r2"}]})
    edit = ann.envelope("customer.edit", "c1", phone="2")
    reply = ann.say(edit)
    assert reply.results[0].status == "refused"
    assert reply.groups == []
    assert reply.cursor == ann.cursor
    ann.said.clear()
    ann.sync()
    assert {id for type, id in ann.rows if type == "customer"} == {"d1"}
    assert ann.dump() == town.dump(as_user="ann")


def test_a_snapshot_joins_the_cursor_without_losing_or_repeating_a_change(town):
    ann, ben = town.laptop("ann"), town.laptop("ben")
    town.load({"posts": [{"id": "r1", "title": "业务员", "territories": ["t1", "t2"]}]})
    Administration(town.centre.database, town.clock).move("c1", "t2")
    ben.sync()
    ben.do("customer.edit", "c1", phone="ben's")
    Administration(town.centre.database, town.clock).move("d1", "t1")
    ann.sync()
    ben.do("customer.edit", "c1", phone="ben's again")
    ann.sync()
    assert ann.dump() == town.dump(as_user="ann")
    assert {"c1", "c2", "d1"} <= {id for type, id in ann.rows if type == "customer"}


def test_who_is_asked_to_decide_sees_the_request_and_nothing_beside_it(town):
    ann, cat, eve = (town.laptop(name) for name in ("ann", "cat", "eve"))
    ann.do("approval.request", "a1", kind="credit", amount="100.00", subject="c1")
    cat.sync()
    assert ("approval_request", "a1") not in eve.rows
    cat.do("approval.decide", "q1", request="a1", verdict="delegate", delegate_to="peer")
    eve.sync()
    assert ("decision", "q1") in eve.rows
    assert ("customer", "c1") not in eve.rows
    assert eve.do("approval.decide", "q2", request="a1", verdict="approve").status == "applied"
    ann.sync()
    assert ann.rows["approval_request", "a1"]["state"] == "approved"
    for name, laptop in (("ann", ann), ("eve", eve)):
        assert laptop.dump() == town.dump(as_user=name)


def test_two_managers_decide_and_only_the_first_counts(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    ann.do("approval.request", "a1", kind="credit")
    cat.sync()
    other = town.laptop("cat")
    late = other.envelope("approval.decide", "q2", request="a1", verdict="approve")
    cat.do("approval.decide", "q1", request="a1", verdict="reject", comment="no")
    (result,) = other.sync(late)
    assert (result.status, result.problem) == ("refused", "already_decided")


# --- somebody who does not keep to the rules ---------------------------------------------------


def test_another_territory_is_exactly_like_nothing_at_all(town):
    ben = town.laptop("ben")
    answers = []
    for id in ("c1", "nowhere"):
        result = ben.do("customer.edit", id, phone="1")
        contact = ben.do("contact.create", f"new-{id}", customer=id, name="x")
        plan = ben.do("plan.add", f"plan-{id}", customer=id, date="2026-11-21")
        told = [json.dumps(wire.msgspec.to_builtins(each)) for each in (result, contact, plan)]
        answers.append([each.replace(id, "?").split(",", 1)[1] for each in told])
    assert answers[0] == answers[1]
    assert town.read("customer", "c1").fields["phone"] == "0571-1"


def test_a_foreign_partition_gives_no_snapshot_and_no_hint(town):
    ben = town.laptop("ben")
    told = []
    for part in ("terr:t1", "terr:nowhere", "post:r1", "user:ann"):
        with pytest.raises(Refusal) as caught:
            ben.authorised("POST", "/v1/snapshot", wire.encode(wire.Wanted(["all", part])))
        told.append((caught.value.status, caught.value.problem, caught.value.facts))
    assert set(map(str, told)) == {str((403, "not_in_scope", {}))}


def test_another_devices_snapshot_is_not_there(town):
    ann, ben = town.laptop("ann"), town.laptop("ben")
    body = ann.authorised("POST", "/v1/snapshot", wire.encode(wire.Wanted(["all"])))
    sid = wire.decode(body, wire.Manifest).sid
    with pytest.raises(Refusal) as caught:
        ben.authorised("GET", f"/v1/snapshot/{sid}/0")
    assert caught.value.status == 404


def test_claiming_to_hold_what_one_does_not_brings_nothing(town):
    ben = town.laptop("ben")
    reply = ben.say(cursor=0, joined={"terr:t1": 0})
    assert not [g for g in reply.groups for id in g.ids if id in ("c1", "c2", "k1", "s1")]


def test_a_wrong_signature_does_nothing_and_uses_no_number(town):
    ann, ben = town.laptop("ann"), town.laptop("ben")
    forged = ann.envelope("customer.edit", "c1", phone="forged")
    forged.set["phone"] = "changed on the way"
    with pytest.raises(Refusal) as caught:
        ann.say(forged)
    assert (caught.value.status, caught.value.problem) == (403, "bad_signature")
    ben.mseq, ben.device = 0, ann.device
    ben.key, key = signing.new_key(), ben.key
    with pytest.raises(Refusal):
        ann.say(ben.envelope("customer.edit", "c1", phone="forged"))
    assert town.read("customer", "c1").fields["phone"] == "0571-1"
    assert town.received(ann.device) == []
    ben.key = key


def test_anothers_mutations_cannot_be_sent_with_ones_own_token(town):
    ann, ben = town.laptop("ann"), town.laptop("ben")
    stolen = ann.envelope("customer.edit", "c1", phone="1")
    with pytest.raises(Refusal) as caught:
        ben.say(stolen)
    assert caught.value.problem == "bad_signature"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff\xfe",
        b'{"epoch":1}',
        b'{"epoch":"","cursor":"x"}',
        b'{"epoch":"","cursor":0,"push":[{"mseq":"1"}]}',
        b"[" * 100_000,
        b'{"epoch":"","cursor":-1}',
        b'{"epoch":"","cursor":' + b"9" * 400 + b"}",
    ],
)
def test_rubbish_is_refused_politely(town, body):
    ann = town.laptop("ann")
    with pytest.raises(Refusal) as caught:
        ann.authorised("POST", "/v1/sync", body)
    assert caught.value.status in (400, 409)


def test_a_bomb_and_an_endless_body_are_refused(town):
    ann = town.laptop("ann")
    token = {"Authorization": f"Bearer {ann.tokens.access}", "Content-Encoding": "gzip"}
    bomb = gzip.compress(b" " * (64 * 2**20))
    for body in (bomb, b"not gzip", bomb[:1000]):
        with pytest.raises(Refusal) as caught:
            ann.call("POST", "/v1/sync", body, token)
        assert caught.value.problem in ("too_large", "damaged", "truncated")
    with pytest.raises((Refusal, OSError)):
        ann.call("POST", "/v1/sync", b" " * (9 * 2**20), token)
    ann.sync()


def test_a_cursor_of_another_history_is_told_so(town):
    ann = town.laptop("ann")
    for request in (Request("other", 0), Request(ann.epoch, 10_000)):
        with pytest.raises(Refusal) as caught:
            ann.say(epoch=request.epoch, cursor=request.cursor)
        assert (caught.value.status, caught.value.problem) == (409, "new_epoch")


def test_paths_and_methods_that_do_not_exist_are_failures_too(town):
    ann = town.laptop("ann")
    for method, path in (("GET", "/"), ("GET", "/v1/sync"), ("POST", "/v1/blob/x"), ("GET", "/x")):
        with pytest.raises(Refusal) as caught:
            ann.call(method, path)
        assert caught.value.status in (404, 405)
