"""Everybody gets what is theirs to see, learns nothing of the rest, and follows what moves."""

import gzip
import json

import pytest

from sync import signing, wire
from sync.server.admin import Administration
from sync.wire import Fix, Request
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


def test_edits_made_before_a_move_become_a_proposal_to_who_has_the_customer_now(town):
    ann, ben, cat = (town.laptop(name) for name in ("ann", "ben", "cat"))
    edit = ann.envelope("customer.edit", "c1", phone="late")
    Administration(town.centre.database, town.clock).move("c1", "t2")
    (result,) = ann.sync(edit)
    as_before = Fix("customer", "c1", set={"phone": "0571-1"}, ver=1)
    assert (result.status, result.fix) == ("conflict", [as_before])
    assert town.read("customer", "c1").fields["phone"] == "0571-1"
    ben.sync()
    ((type, id),) = [key for key in ben.rows if key[0] == "conflict"]
    said = {name: ben.rows[type, id].get(name) for name in ("kind", "mine", "base", "author")}
    assert said == {
        "kind": "proposal",
        "mine": {"phone": "late"},
        "base": {"phone": "0571-1"},
        "author": "ann",
    }
    assert "theirs" not in ben.rows[type, id]
    assert ann.do("conflict.resolve", id, take="mine").problem == "not_found"
    assert ben.do("conflict.resolve", id, take="mine").status == "applied"
    ann.sync()
    assert ann.rows[type, id]["taken"] == "mine"  # the author learns the outcome
    assert ("customer", "c1") not in ann.rows
    assert town.read("customer", "c1").fields["phone"] == "late"
    cat.sync()
    for name, laptop in (("ann", ann), ("ben", ben), ("cat", cat)):
        assert laptop.dump() == town.dump(as_user=name)


def test_a_declined_proposal_changes_nothing_and_its_author_hears_of_it(town):
    ann, ben = town.laptop("ann"), town.laptop("ben")
    edit = ann.envelope("contact.edit", "k1", phone="late")
    Administration(town.centre.database, town.clock).move("c1", "t2")
    ann.sync(edit)
    ben.sync()
    ((_, id),) = [key for key in ben.rows if key[0] == "conflict"]
    assert ben.do("conflict.resolve", id, take="theirs").status == "applied"
    ann.sync()
    assert ann.rows["conflict", id]["taken"] == "theirs"
    assert town.read("contact", "k1").fields["phone"] is None


def test_what_is_neither_a_fact_nor_an_edit_is_refused_after_a_move_and_kept(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    new = ann.envelope("contact.create", "n1", customer="c1", name="x")
    plan = ann.envelope("plan.add", "p1", customer="c1", date="2026-11-21")
    back = cat.envelope("customer.move", "c2", territory="t2", owner="ben")
    Administration(town.centre.database, town.clock).move("c1", "t2")
    assert {(each.status, each.problem) for each in ann.sync(new, plan)} == {
        ("refused", "not_found")
    }
    assert town.received(ann.device) == [(1, "refused"), (2, "refused")]
    assert cat.sync(back)[0].status == "applied"


def test_a_visit_with_a_next_date_is_a_fact_and_the_date_a_proposal(town):
    ann, ben = town.laptop("ann"), town.laptop("ben")
    at = "2026-11-20T01:00:00Z"
    visit = ann.envelope(
        "visit.record", "v1", customer="c1", started_at=at, next_visit="2026-12-01"
    )
    Administration(town.centre.database, town.clock).move("c1", "t2")
    assert ann.sync(visit)[0].status == "conflict"
    ben.sync()
    assert ("visit", "v1") in ben.rows
    assert ben.rows["customer", "c1"]["visit_count"] == 1
    (kept,) = [row for (type, _), row in ben.rows.items() if type == "conflict"]
    assert kept["mine"] == {"next_visit": "2026-12-01"}


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
    assert reply.results[0].status == "conflict"
    assert reply.groups == []
    assert reply.cursor == ann.cursor
    ann.sync(edit)  # the answer was not believed: it is said again
    assert {id for type, id in ann.rows if type == "customer"} == {"d1"}
    assert ann.dump() == town.dump(as_user="ann")
    (proposal,) = [row for (type, _), row in ann.rows.items() if type == "conflict"]
    assert (proposal["kind"], proposal["mine"]) == ("proposal", {"phone": "2"})


def test_a_post_that_changes_hands_keeps_its_history_and_what_the_old_holder_had_done(town):
    ann = town.laptop("ann")
    ann.do("visit.record", "v1", customer="c1", started_at="2026-11-20T01:00:00Z")
    ann.do("plan.add", "p1", customer="c1", date="2026-11-21")
    late = ann.envelope("visit.record", "v2", customer="c1", started_at="2026-11-20T02:00:00Z")
    plan = ann.envelope("plan.edit", "p1", purpose="collect")
    people = [
        {"id": "ann", "name": "ann", "post": "r2"},
        {"id": "ben", "name": "ben", "post": "r1"},
    ]
    town.load({"people": people})
    results = ann.sync(late, plan)
    assert [each.status for each in results] == ["applied", "refused"]
    assert town.read("visit", "v2").fields["post"] == "r1"  # made in that post
    ben = town.laptop("ben")
    assert {("visit", "v1"), ("visit", "v2"), ("plan_item", "p1")} <= set(ben.rows)
    assert ben.rows["visit", "v2"]["person"] == "ann"
    assert ben.rows["customer", "c1"]["visit_count"] == 2
    assert ("visit", "v2") not in ann.rows
    for name, laptop in (("ann", ann), ("ben", ben)):
        assert laptop.dump() == town.dump(as_user=name)


def test_who_leaves_the_company_loses_everything_but_their_last_visits_are_kept(town):
    ann = town.laptop("ann")
    late = ann.envelope("visit.record", "v1", customer="c1", started_at="2026-11-20T01:00:00Z")
    town.load({"people": [{"id": "ann", "name": "ann", "post": "r1", "until": "2020-01-01"}]})
    assert [each.status for each in ann.sync(late)] == ["applied"]
    assert not [key for key in ann.rows if key[0] in ("customer", "visit", "contact")]
    assert ann.dump() == town.dump(as_user="ann")
    assert town.read("visit", "v1").fields["person"] == "ann"
    assert ann.do("visit.record", "v2", customer="c1", started_at=late.at).problem == "not_found"


def test_a_territory_that_is_taken_away_leaves_and_one_that_is_added_comes(town):
    ann = town.laptop("ann")
    post = {"id": "r1", "title": "x"}
    town.load({"posts": [{**post, "territories": ["t1", "t2"]}]})
    ann.sync()
    assert {id for type, id in ann.rows if type == "customer"} == {"c1", "c2", "d1"}
    late = ann.envelope("visit.record", "v1", customer="c1", started_at="2026-11-20T01:00:00Z")
    town.load({"posts": [{**post, "territories": ["t2"]}]})
    assert ann.sync(late)[0].status == "applied"
    assert {id for type, id in ann.rows if type == "customer"} == {"d1"}
    assert ann.dump() == town.dump(as_user="ann")


def test_an_answer_heard_after_a_territory_went_and_came_back_is_of_what_is_there_now(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    r1 = {"id": "r1", "title": "业务员"}
    town.load({"posts": [{**r1, "territories": []}]})
    late = cat.envelope("customer.archive", "c1")
    cat.say(late)  # a proposal; the answer is lost
    town.load({"posts": [{**r1, "territories": ["t1"]}]})
    assert cat.sync(late)[0].status == "conflict"
    assert cat.rows["customer", "c1"]["archived"] is False
    assert cat.dump() == town.dump(as_user="cat")
    ann.sync()
    assert ann.dump() == town.dump(as_user="ann")


def test_what_was_made_before_one_knew_of_another_post_is_put_where_it_belongs(town):
    ann = town.laptop("ann")
    new = ann.envelope("customer.create", "n1", name="新店")
    town.load({"posts": [{"id": "r1", "title": "业务员", "territories": ["t2"]}]})
    ann.sync()  # it knows by now, but what it made it made before
    ann.sync(new)
    assert ann.rows["customer", "n1"]["territory"] == "t2"
    assert ann.dump() == town.dump(as_user="ann")


def test_what_only_the_author_would_have_changed_is_put_right(town):
    """The customer is there already; so nobody new is to look after it."""
    cat = town.laptop("cat")
    move = cat.envelope("customer.move", "c1", territory="t2")
    Administration(town.centre.database, town.clock).move("c1", "t2")
    cat.sync()
    cat.sync(move)
    assert cat.rows["customer", "c1"].get("owner") is None
    assert cat.dump() == town.dump(as_user="cat")


def test_a_moved_customer_without_a_named_owner_is_the_new_territorys_reps(town):
    cat = town.laptop("cat")
    assert cat.do("customer.move", "c1", territory="t2").status == "applied"
    assert town.read("customer", "c1").fields["owner"] == "ben"
    town.load({"people": [{"id": "ann", "name": "ann", "post": "r1", "until": "2020-01-01"}]})
    cat.sync()
    cat.do("customer.move", "c1", territory="t1")  # nobody holds r1: its superior
    assert town.read("customer", "c1").fields["owner"] == "cat"


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
