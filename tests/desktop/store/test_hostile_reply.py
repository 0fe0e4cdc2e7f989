"""What a centre may not say is refused whole: a problem, never a crash, and nothing changed."""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from desktop.application import Application
from desktop.store.replica import LaptopReplica
from sync import session, wire
from sync.errors import PeerMisbehaved, Refused
from sync.wire import Check, Checked, Chunk, Fix, Group, Manifest, Reply, Request, Result, Tokens
from tests.support.laptops import laptop

HUGE = 10**30
EMPTY = wire.pack(b"[]")
GROUPS = {
    "an unknown type": Group("secret", "I", ["c9"], [9]),
    "an unknown operation": Group("customer", "", ["c9"], [9]),
    "two operations": Group("customer", "IU", ["c9"], [9]),
    "an unknown field": Group("customer", "U", ["c1"], [9], "", ["nonsense"], [["x"]]),
    "a field that is none": Group("customer", "I", ["c9"], [9], "", ["extra.a) --"], [["x"]]),
    "a field twice": Group("customer", "U", ["c1"], [9], "", ["phone", "phone"], [["1"], ["2"]]),
    "a bad id": Group("customer", "I", ["a b"], [9], "terr:hz1", ["name"], [["x"]]),
    "two ids in one": Group("customer", "I", ["c8\nc9"], [9], "terr:hz1", ["name"], [["x"]]),
    "a negative version": Group("customer", "U", ["c1"], [-9], "", ["phone"], [["1"]]),
    "a huge version": Group("customer", "U", ["c1"], [HUGE], "", ["phone"], [["1"]]),
    "a number for a text": Group("customer", "U", ["c1"], [9], "", ["phone"], [[5]]),
    "a map for a text": Group("customer", "U", ["c1"], [9], "", ["phone"], [[{}]]),
    "a text for a map": Group("customer", "U", ["c1"], [9], "", ["extra"], [["x"]]),
    "no money": Group("customer", "U", ["c1"], [9], "", ["credit_limit"], [["abc"]]),
    "two amounts in one": Group(
        "customer", "U", ["c1"], [9], "", ["credit_limit"], [["1.00\n2.00"]]
    ),
    "an empty amount": Group("customer", "U", ["c1"], [9], "", ["credit_limit"], [[""]]),
    "huge money": Group("customer", "U", ["c1"], [9], "", ["credit_limit"], [["9" * 40 + ".00"]]),
    "a huge number": Group("customer", "U", ["c1"], [9], "", ["terms_days"], [[HUGE]]),
    "too few values": Group("customer", "U", ["c1", "c2"], [9, 9], "", ["phone"], [["1"]]),
}
RESULTS = {
    "a result for nothing": Result(77, "applied", 9),
    "an unknown status": Result(1, "fine", 9),
    "a huge commit": Result(1, "applied", HUGE),
    "an unknown field": Result(1, "applied", 9, fix=[Fix("customer", "c1", "", {"nonsense": 1})]),
    "a wrong value": Result(1, "applied", 9, fix=[Fix("customer", "c1", "", {"phone": 5})]),
}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    application = laptop(tmp_path)
    application.perform("customer.edit", "c1", {"phone": "139"})
    yield application
    application.close()


def hear(app: Application, **said: object) -> None:
    replica = LaptopReplica(app.database, app.clock)
    request = replica.request()
    facts = {"epoch": "e1", "cursor": request.cursor, "scope": "", "time": app.clock.now_text()}
    replica.apply(request, Reply(**(facts | said)))  # type: ignore[arg-type]


@pytest.mark.parametrize("group", GROUPS.values(), ids=list(GROUPS))
def test_changes_that_do_not_fit_are_refused_whole(app: Application, group: Group) -> None:
    good = Group("customer", "U", ["c2"], [9], "", ["phone"], [["555"]])
    with pytest.raises(PeerMisbehaved):
        hear(app, groups=[good, group], cursor=9)
    with app.database.read() as connection:
        phones = connection.exec_driver_sql("SELECT phone FROM customer ORDER BY id").scalars()
        assert list(phones) == ["139", None]
    assert app.status().unsent == 1


@pytest.mark.parametrize("group", GROUPS.values(), ids=list(GROUPS))
def test_a_repair_that_does_not_fit_is_refused_whole(app: Application, group: Group) -> None:
    good = Group("customer", "I", ["c2"], [9], "terr:hz1", ["name"], [["别的"]])
    found = Checked("e1", 9, "", buckets={"terr:hz1": list(range(256))}, groups=[good, group])
    with pytest.raises(PeerMisbehaved):
        LaptopReplica(app.database, app.clock).repair(found)
    with app.database.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM customer ORDER BY id").scalars()
        assert list(names) == ["联佳超市文三路店", "仁济大药房凤起路店"]


@pytest.mark.parametrize("result", RESULTS.values(), ids=list(RESULTS))
def test_results_that_do_not_fit_leave_the_change_unsent(app: Application, result: Result) -> None:
    with pytest.raises(PeerMisbehaved):
        hear(app, results=[result])
    assert app.status().unsent == 1


@pytest.mark.parametrize("result", RESULTS.values(), ids=list(RESULTS))
def test_nor_do_those_of_a_recovery(app: Application, result: Result) -> None:
    replica = LaptopReplica(app.database, app.clock)
    assert replica.request().push[0].mseq == 1
    with pytest.raises(PeerMisbehaved):
        replica.settled([result], lost=True)
    assert app.status().unsent == 1


@pytest.mark.parametrize("cursor", [-1, 0, HUGE])
def test_the_cursor_neither_goes_back_nor_out_of_the_world(app: Application, cursor: int) -> None:
    with pytest.raises(PeerMisbehaved):
        hear(app, cursor=cursor)


class Endless:
    """A peer that always has more, and never anything."""

    round_trips = bytes_up = bytes_down = 0

    def begin(self, request: Request) -> Callable[[], Reply]:
        return partial(self.sync, request)

    def sync(self, request: Request) -> Reply:
        self.round_trips += 1
        return Reply("e1", request.cursor, "", "2026-11-21T08:00:00.000000Z", more=True)

    def snapshot(self, parts: list[str], have: int) -> Manifest:
        raise AssertionError

    def chunk(self, sid: str, number: int) -> bytes:
        raise AssertionError


class Liar(Endless):
    """Its digest is never that of what it sends."""

    def sync(self, request: Request) -> Reply:
        self.round_trips += 1
        results = [Result(each.mseq, "applied", 9) for each in request.push]
        time = "2026-11-21T08:00:00.000000Z"
        return Reply("e1", 9, "", time, results=results, digest="0" * 16)

    def check(self, check: Check) -> Checked:
        self.round_trips += 1
        places = {part: [0] for part in check.buckets} if self.round_trips < 4 else {}
        return Checked("e1", 9, "", parts=list(check.parts), buckets=places, more=True)


def test_a_peer_whose_digest_is_never_right_costs_a_few_requests_and_no_rows(
    app: Application,
) -> None:
    peer = Liar()
    replica = LaptopReplica(app.database, app.clock)
    told = session.run(replica, peer, lambda done, total: None)  # type: ignore[arg-type]
    assert peer.round_trips < 8
    assert told.repaired == 0
    with app.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM customer").scalar() == 2


def test_a_peer_that_never_ends_is_left(app: Application) -> None:
    peer = Endless()
    with pytest.raises(PeerMisbehaved):
        session.run(LaptopReplica(app.database, app.clock), peer, lambda done, total: None)
    assert peer.round_trips == 1


class Restless(Endless):
    """Its person may read something else each time it is asked."""

    def sync(self, request: Request) -> Reply:
        self.round_trips += 1
        scope, time = f"s{self.round_trips}", "2026-11-21T08:00:00.000000Z"
        return Reply("e1", request.cursor, scope, time, parts=[])


def test_a_peer_whose_scopes_never_end_is_left_and_the_work_waits(app: Application) -> None:
    peer = Restless()
    with pytest.raises(PeerMisbehaved):
        session.run(LaptopReplica(app.database, app.clock), peer, lambda done, total: None)
    assert peer.round_trips < 30
    assert app.status().unsent == 1


class Growing(Endless):
    """Its snapshot is never whole: `step` more chunks each time it is asked, all the same."""

    def __init__(self, step: int) -> None:
        self.step = step

    def sync(self, request: Request) -> Reply:
        parts = ["all", "terr:new"]
        return Reply("e1", request.cursor, "s1", "2026-11-21T08:00:00.000000Z", parts=parts)

    def snapshot(self, parts: list[str], have: int) -> Manifest:
        self.round_trips += 1
        assert self.round_trips < 30
        same = Chunk(hashlib.sha256(EMPTY).hexdigest(), len(EMPTY), -3)
        return Manifest("s", 9, [same] * (self.step * self.round_trips), whole=False)

    def chunk(self, sid: str, number: int) -> bytes:
        return EMPTY


@pytest.mark.parametrize("step", [0, 1])
def test_a_peer_whose_snapshot_never_ends_is_left(app: Application, step: int) -> None:
    peer = Growing(step)
    with pytest.raises(PeerMisbehaved):
        session.run(LaptopReplica(app.database, app.clock), peer, lambda done, total: None)
    assert app.status().unsent == 1


class Boundless(Liar):
    """Everything differs, also what nobody has heard of."""

    def check(self, check: Check) -> Checked:
        assert not check.buckets.keys() - check.parts.keys()
        many = [f"terr:t{number}" for number in range(1_000)]
        return Checked("e1", 9, "", parts=many)


def test_only_what_was_compared_is_said_to_differ(app: Application) -> None:
    told = session.run(LaptopReplica(app.database, app.clock), Boundless(), lambda *_: None)
    assert told.repaired == 0


class Insistent(Liar):
    """One bucket always differs, and there is always more."""

    def check(self, check: Check) -> Checked:
        self.round_trips += 1
        places = {part: [0] for part in check.buckets}
        return Checked("e1", 9, "", parts=list(check.parts), buckets=places, more=True)


def test_a_peer_that_tells_the_same_difference_again_is_asked_no_more(app: Application) -> None:
    peer = Insistent()
    session.run(LaptopReplica(app.database, app.clock), peer, lambda *_: None)
    assert peer.round_trips < 8


class Forked(Endless):
    """It says that a number was used for something else, and which in no number."""

    def sync(self, request: Request) -> Reply:
        raise Refused("fork", mseq="abc")


def test_a_fork_at_no_number_is_malformed(app: Application) -> None:
    with pytest.raises(PeerMisbehaved):
        session.run(LaptopReplica(app.database, app.clock), Forked(), lambda *_: None)
    assert app.status().unsent == 1


def test_tokens_that_last_longer_than_anybody_counts_are_malformed() -> None:
    said = b'{"access":"a","refresh":"b","expires_in":1%s}' % (b"0" * 400)
    with pytest.raises(PeerMisbehaved):
        wire.decode(said, Tokens)


class Confused(Endless):
    """Its clock says what no clock says."""

    def __init__(self, time: str) -> None:
        self.time = time

    def sync(self, request: Request) -> Reply:
        results = [Result(each.mseq, "applied", 9) for each in request.push]
        return Reply("e1", 9, "", self.time, results=results)


@pytest.mark.parametrize("time", ["yesterday", "9999-12-31T23:59:59.999999Z"])
def test_a_peer_with_an_impossible_clock_settles_nothing(app: Application, time: str) -> None:
    replica = LaptopReplica(app.database, app.clock)
    with pytest.raises(PeerMisbehaved):
        session.run(replica, Confused(time), lambda done, total: None)
    assert app.status().unsent == 1
