"""Guessing is slow for who guesses; whoever knows their password comes in all the same."""

import http.client
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from sync import signing, wire
from sync.clock import Clock
from sync.errors import NotSignedIn, Refused
from sync.server import attempts
from sync.server.admin import Administration
from sync.server.attempts import ConcurrentSignIns, address_of
from sync.server.serving import Where
from sync.wire import Enrol
from tests.support import centre


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time goes on when a test says so: nobody's wait is over because the machine is busy."""
    moment = datetime.now(UTC)
    monkeypatch.setattr(Clock, "now", lambda clock: moment + clock.offset)


def enrol(town, password, address, user="ann"):
    key = signing.public(signing.new_key())
    return town.centre.enrol(Enrol(user, password, "laptop", key), address)


def seconds(town, password, address, user="ann"):
    """How long they are told to wait."""
    with pytest.raises(Refused) as caught:
        enrol(town, password, address, user)
    assert caught.value.kind == "too_many_attempts"
    return caught.value.facts["seconds"]


def guess(town, address, times=5, user="ann"):
    for _ in range(times):
        with pytest.raises(NotSignedIn):
            enrol(town, "wrong", address, user)


def test_who_guesses_waits_and_nobody_else(town):
    guess(town, "10.0.0.1")
    assert 20 < seconds(town, "pw-ann", "10.0.0.1") <= 33
    enrol(town, "pw-ann", "10.0.0.2")
    town.clock.offset = timedelta(seconds=40)
    guess(town, "10.0.0.1", times=1)
    assert seconds(town, "pw-ann", "10.0.0.1") > 40


def test_where_many_guess_all_strangers_wait_together_longer_each_time(town):
    for number in range(4):
        guess(town, f"10.1.0.{number}")
    assert 0 < seconds(town, "pw-ann", "10.0.0.2") <= 33
    town.clock.offset = timedelta(seconds=40)
    guess(town, "10.1.0.9", times=1)
    assert 40 < seconds(town, "pw-ann", "10.0.0.2") <= 65
    town.clock.offset += timedelta(seconds=66)
    enrol(town, "pw-ann", "10.0.0.2")


def test_who_came_in_before_does_not_wait_for_strangers_and_lets_them_try_again(town):
    enrol(town, "pw-ann", "10.0.0.1")
    for number in range(4):
        guess(town, f"10.1.0.{number}")
    guess(town, "10.0.0.1", times=1)  # a slip of the finger
    assert seconds(town, "pw-ann", "10.0.0.2") > 0
    enrol(town, "pw-ann", "10.0.0.1")
    enrol(town, "pw-ann", "10.0.0.2")


def test_an_address_that_tries_name_after_name_waits_too_but_never_long(town, monkeypatch):
    monkeypatch.setattr(attempts, "FREE_IN_ALL", 3)
    guess(town, "10.0.0.1", times=3, user="nobody")
    assert 0 < seconds(town, "pw-ann", "10.0.0.1") <= 3
    town.clock.offset = timedelta(seconds=10)
    enrol(town, "pw-ann", "10.0.0.1")


def test_nobody_waits_for_years_because_the_clock_of_the_centre_was_set_right(town):
    town.clock.offset = timedelta(days=3_650)
    for number in range(4):  # enough for all strangers to wait, too
        guess(town, f"10.1.0.{number}")
    assert 0 < seconds(town, "pw-ann", "10.1.0.3") <= 33
    town.clock.offset = timedelta()
    for address in ("10.1.0.3", "10.9.0.1"):
        enrol(town, "pw-ann", address)
    guess(town, "10.1.0.2", times=1)  # what was counted before counts on
    assert 0 < seconds(town, "pw-ann", "10.1.0.2") <= 900


def test_a_new_password_from_the_office_ends_the_waiting(town):
    guess(town, "10.0.0.1")
    Administration(town.centre.database, town.clock).set_password("ann", "pw-new")
    enrol(town, "pw-new", "10.0.0.1")


def asked(town, *whence):
    """Status and Retry-After of a wrong password from each address that a proxy names."""
    where, said = urlsplit(town.address), []
    body = wire.encode(Enrol("ann", "wrong", "laptop", signing.public(signing.new_key())))
    line = http.client.HTTPConnection(where.hostname, where.port, timeout=20)
    for address in whence:
        line.request("POST", "/v1/enrol", body, {"X-Forwarded-For": address})
        answer = line.getresponse()
        seconds = wire.decode(answer.read(), wire.Failure).facts.get("seconds")
        assert answer.headers["Retry-After"] == (None if seconds is None else str(seconds))
        said.append(answer.status)
    line.close()
    return said


def test_the_answer_says_when_to_come_again_whoever_one_says_to_be(town):
    assert asked(town, *(f"10.0.0.{number}" for number in range(6))) == [401] * 5 + [429]


def test_behind_a_proxy_an_address_is_what_the_proxy_says(sqlite_copies):
    with centre.town(sqlite_copies(), Where(behind_proxy=True)) as town:
        assert asked(town, *["10.0.0.1"] * 6, "10.0.0.2") == [401] * 5 + [429, 401]


def test_one_address_does_not_fill_the_door():
    sign_ins = ConcurrentSignIns()
    with ExitStack() as inside:
        for _ in range(4):
            inside.enter_context(sign_ins.slot("10.0.0.1"))
        with pytest.raises(Refused):
            inside.enter_context(sign_ins.slot("10.0.0.1"))
        for number in range(28):
            inside.enter_context(sign_ins.slot(f"10.0.1.{number}"))
        with pytest.raises(Refused):
            inside.enter_context(sign_ins.slot("10.0.0.2"))
    with sign_ins.slot("10.0.0.1"):
        pass


def test_a_network_of_ipv6_is_one_address():
    assert address_of("2001:db8:1:2:3::4") == address_of("2001:db8:1:2::9") == "2001:db8:1:2::/64"
    assert address_of("::ffff:10.0.0.1") == address_of("10.0.0.1") == "10.0.0.1"
    assert address_of("x" * 100) == "x" * 64
