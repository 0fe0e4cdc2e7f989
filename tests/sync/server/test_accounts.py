"""Who comes in: passwords, tokens that rotate, devices that are turned away."""

from datetime import timedelta

import pytest

from sync import signing, wire
from sync.clock import from_text
from sync.server.admin import Administration
from sync.wire import Request
from tests.support.centre import Laptop, Refusal


def refused(call, *arguments, **named):
    with pytest.raises(Refusal) as caught:
        call(*arguments, **named)
    return caught.value.status, caught.value.problem


def renewing(laptop, refresh):
    """A sync that asks for new tokens."""
    body = wire.encode(Request(laptop.epoch, laptop.cursor, laptop.scope))
    answer = laptop.call("POST", "/v1/sync", body, {"Authorization": f"Refresh {refresh}"})
    return wire.decode(answer, wire.Reply).tokens


def test_a_wrong_password_and_an_unknown_user_get_the_same_answer(town):
    stranger = Laptop(town.address, town.clock)
    answers = {refused(stranger.enrol, user, "wrong") for user in ("ann", "nobody", "")}
    assert answers == {(401, "wrong_credentials")}
    assert refused(stranger.enrol, "a\x00b", "x")[0] in (400, 401)


def test_guessing_passwords_becomes_slow_even_for_who_then_knows_it(town):
    stranger = Laptop(town.address, town.clock)
    for _ in range(5):
        assert refused(stranger.enrol, "ann", "wrong") == (401, "wrong_credentials")
    assert refused(stranger.enrol, "ann", "pw-ann") == (429, "too_many_attempts")
    town.clock.offset = timedelta(minutes=16)
    stranger.enrol("ann", "pw-ann")
    assert refused(stranger.enrol, "ann", "wrong") == (401, "wrong_credentials")
    stranger.enrol("ann", "pw-ann")


def test_a_key_that_is_none_is_refused(town):
    wanted = wire.Enrol("ann", "pw-ann", "laptop", "bm90IGEga2V5")
    stranger = Laptop(town.address, town.clock)
    answer = refused(stranger.call, "POST", "/v1/enrol", wire.encode(wanted))
    assert answer == (400, "bad_value")


def test_the_laptop_itself_is_a_record_its_person_holds(town):
    ann = town.laptop("ann")
    assert ann.rows["device", ann.device]["name"] == "ann laptop"
    assert ("device", ann.device) not in town.laptop("cat").rows


def test_without_a_token_there_is_nothing(town):
    ann = town.laptop("ann")
    for method, path in (
        ("POST", "/v1/sync"),
        ("POST", "/v1/snapshot"),
        ("GET", "/v1/snapshot/x/0"),
        ("GET", "/v1/wait?cursor=0"),
        ("GET", "/v1/blob/" + "0" * 64),
        ("POST", "/v1/refresh"),
    ):
        for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic x"}):
            answer = refused(ann.call, method, path, b"{}", headers)
            assert answer == (401, "not_signed_in")


def test_an_expired_access_token_is_renewed_in_passing(town):
    ann = town.laptop("ann")
    town.clock.offset = timedelta(minutes=16)
    assert refused(ann.say) == (401, "token_expired")
    first = ann.tokens
    ann.tokens = renewing(ann, first.refresh)
    ann.say()
    assert ann.tokens.access != first.access
    assert refused(renewing, ann, first.refresh) == (401, "not_signed_in")


def test_a_refresh_token_works_until_its_successor_was_used(town):
    ann = town.laptop("ann")
    old = ann.tokens.refresh
    lost = renewing(ann, old)  # the answer never arrives
    ann.tokens = renewing(ann, old)
    ann.say()
    assert refused(renewing, ann, old) == (401, "not_signed_in")
    assert refused(renewing, ann, lost.refresh) == (401, "not_signed_in")
    ann.tokens = renewing(ann, ann.tokens.refresh)
    ann.say()


def test_a_refresh_token_renews_without_a_sync_too(town):
    ann = town.laptop("ann")
    asking = {"Authorization": f"Refresh {ann.tokens.refresh}"}
    ann.tokens = wire.decode(ann.call("POST", "/v1/refresh", b"", asking), wire.Tokens)
    ann.say()


def test_new_tokens_of_one_device_retire_nobody_elses(town):
    ann, other = town.laptop("ann"), town.laptop("ann")
    ann.tokens = renewing(ann, ann.tokens.refresh)
    ann.say()
    other.say()
    other.tokens = renewing(other, other.tokens.refresh)
    other.say()


def test_what_renews_does_not_sign_in_and_what_signs_in_does_not_renew(town):
    ann = town.laptop("ann")
    assert refused(renewing, ann, ann.tokens.access) == (401, "not_signed_in")
    ann.tokens = wire.Tokens(ann.tokens.refresh, ann.tokens.access, 900)
    assert refused(ann.say) == (401, "not_signed_in")


def test_tokens_are_forgotten_a_day_after_their_end_each_device_its_own(town):
    ann, ben = town.laptop("ann"), town.laptop("ben")
    first = ann.tokens
    town.clock.offset = timedelta(days=2)
    assert refused(ann.say) == (401, "token_expired")
    renewing(ann, first.refresh)
    assert refused(ann.say) == (401, "not_signed_in")
    assert refused(ben.say) == (401, "token_expired")
    ben.tokens = renewing(ben, ben.tokens.refresh)
    ben.say()


def test_the_centre_knows_when_a_device_was_last_there(town):
    ann, ben = town.laptop("ann"), town.laptop("ben")
    town.clock.offset = timedelta(days=3)
    renewing(ann, ann.tokens.refresh)
    listed = Administration(town.centre.database, town.clock).devices()
    seen = {one["id"]: from_text(one["seen_at"]) for one in listed}
    assert timedelta(days=2, hours=23) < seen[ann.device] - seen[ben.device] < timedelta(days=4)


def test_a_revoked_device_gets_nothing_more_and_the_other_goes_on(town):
    lost, kept = town.laptop("ann"), town.laptop("ann")
    Administration(town.centre.database, town.clock).revoke(lost.device)
    edit = lost.envelope("customer.edit", "c1", phone="1")
    assert refused(lost.say, edit) == (401, "revoked")
    assert refused(renewing, lost, lost.tokens.refresh) == (401, "revoked")
    kept.sync()
    assert kept.rows["device", lost.device]["revoked"] is True
    assert town.read("customer", "c1").fields["phone"] == "0571-1"


def test_a_disabled_account_is_out_at_once(town):
    ann = town.laptop("ann")
    Administration(town.centre.database, town.clock).disable("ann")
    assert refused(ann.say) == (401, "not_signed_in")
    stranger = Laptop(town.address, town.clock)
    assert refused(stranger.enrol, "ann", "pw-ann") == (401, "wrong_credentials")


def test_a_new_user_can_sign_in_and_holds_the_post(town):
    Administration(town.centre.database, town.clock).add_user("fay", "费", "r2", "pw-fay")
    fay = town.laptop("fay")
    assert ("customer", "d1") in fay.rows
    assert fay.dump() == town.dump(as_user="fay")


def test_nothing_secret_lies_in_the_database(town):
    ann = town.laptop("ann")
    with town.centre.database.read() as connection:
        from sqlalchemy import select

        from sync.server.tables import ACCOUNT, TOKEN

        kept = [*connection.execute(select(TOKEN)), *connection.execute(select(ACCOUNT))]
    everything = repr(kept)
    assert ann.tokens.access not in everything
    assert ann.tokens.refresh not in everything
    assert "pw-ann" not in everything
    assert signing.public(ann.key) not in everything
