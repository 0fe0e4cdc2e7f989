"""A company on one machine: the real centre, real laptops, and a clock that only we turn."""

import atexit
import copy
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select, text, update

from desktop.store import replica as replicas
from desktop.store import sending
from desktop.usecases import attaching, carrying_files
from sync import wire
from sync.errors import NotSignedIn, PeerMisbehaved, Problem, Refused
from sync.scope import Scope
from sync.server import bundles, compacting, company, hub_files, keeping, pack, pull, snapshots
from sync.server.accounts import Device
from sync.server.admin import Administration
from sync.server.centre import Centre
from sync.server.database import Database
from sync.server.tables import APPLIED, COMMIT_LOG, RECEIVED, SEQ_HEAD
from sync.wire import Check, Failure, Recover, Request, Wanted
from tests.simulation import files, reading
from tests.simulation.beginning import enrol, key_of, profiles
from tests.simulation.copies import Lives, another
from tests.simulation.crash import Fuse, Killed
from tests.simulation.files import Attached
from tests.simulation.laptop import LAPTOPS, START, Laptop, Time
from tests.simulation.leases import Leases, Rulings, world_day
from tests.simulation.line import Line
from tests.simulation.oracle import Card, Oracle
from tests.simulation.plain import Fields, Key
from tests.simulation.routes import (
    NAME,
    Branch,
    HubLine,
    Sticks,
    enrolled_hub,
    keys_exchanged,
)
from tests.support.centre import PACK

NEW = frozenset({"ann2"})  # those that have downloaded nothing yet
IN_ORDER = "received.rowid"
SAME = (APPLIED.c.device == RECEIVED.c.device) & (APPLIED.c.mseq == RECEIVED.c.mseq)
# Everything large is small here, so that a few records make many pages, chunks and batches.
SMALL: tuple[tuple[Any, str, Any], ...] = (
    (pull, "PAGE_ROWS", 3),
    (pull, "WINDOW", 4),
    (snapshots, "CHUNK_ROWS", 9),
    (sending, "BATCH", 3),
    (replicas, "SETTLED_AT_ONCE", 2),
    (replicas, "STAGED_AT_ONCE", 2),
    *((module, "PIECE", files.PIECE) for module in (attaching, carrying_files, hub_files)),
    *((module, "AT_ONCE", 2) for module in (carrying_files, hub_files)),
    (bundles, "FILE_PIECE", files.PIECE),
    (compacting, "ANSWERS_KEPT", timedelta(minutes=20)),
)


class World:
    """One centre, five laptops, and the oracle that hears what the centre hears.

    Opening databases anew for each story would cost more than the story: `again` puts the files of
    the beginning back under the same (closed) databases.
    """

    def __init__(self, begin: Path | None = None) -> None:
        self._begin = begin or template()
        self.folder = Path(tempfile.mkdtemp(prefix="routebook-world-", dir=memory()))
        self._put_files()
        self.clock = Time(self)
        self.moment = START
        self.database = Database(f"sqlite:///{self.folder / 'centre.db'}")
        self.fuse = Fuse(self.database.engine)
        self.branch = Branch(self)
        self.sticks = Sticks(self)
        self.laptops = {
            name: Laptop(name, self.folder / name, Time(self), *self._lines(name))
            for name in LAPTOPS
        }
        self._start()

    def _lines(self, name: str) -> tuple[Line, Line]:
        return Line(name, self.answer), HubLine(name, self)

    @property
    def present(self) -> list[Laptop]:
        """All but those that were revoked and know it."""
        return [each for each in self.laptops.values() if not each.gone]

    def owner(self, device: str) -> Laptop:
        """The laptop that speaks as this device now."""
        return next(each for each in self.laptops.values() if each.line.device == device)

    def again(self) -> "World":
        """The same world at its beginning."""
        self.end()
        self._put_files()
        for laptop in self.laptops.values():
            laptop.clock.offset = timedelta(0)
            laptop.line, laptop.lan = self._lines(laptop.name)
            laptop.done, laptop.cursor, laptop.epoch = {}, 0, ""
            laptop.rotten.clear()
            laptop.gone, laptop.lives = False, Lives()
            laptop.fuse.put_out()
        self._start()
        return self

    def _start(self) -> None:
        self.moment = self.began = START
        self.branch.rulings, self.branch.handed_in = Rulings(), []
        self.centre = Centre(self.database, self.clock)
        began = copy.deepcopy(cards_of(self.centre))
        self.oracle = Oracle(began, self.centre.head().seq, dict(LAPTOPS))
        self.seen: Counter[str] = Counter()
        self.restarts = 0
        self.then: Oracle | None = None  # what it knew at the last backup
        self.oracle.rulings = self.branch.rulings
        self.leases = Leases(self)
        self.attached: dict[str, Attached] = {}
        self.let_go: set[str] = set()  # contents that nobody named when the log was let go
        self.locked_away: set[str] = set()  # contents kept of revoked laptops
        self.lost = False  # whether the centre was put back: then some of its past is another
        self.checked = 0  # the commit as of which the centre was last compared
        self._large = [(module, name, getattr(module, name)) for module, name, _ in SMALL]
        _set(SMALL)

    def _put_files(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self._begin, self.folder)

    def close(self) -> None:
        self.end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def end(self) -> None:
        """Everybody goes home; the files stay."""
        for laptop in self.laptops.values():
            laptop.close()
        self.branch.end()
        self.database.dispose()
        _set(self._large)

    def restart(self) -> None:
        """The centre's process ends and another one begins."""
        self.restarts += 1
        self.database.dispose()
        self.centre = Centre(self.database, self.clock)

    def reopen(self, laptop: Laptop) -> None:
        """The laptop's program was killed; it is started again when it is needed."""
        laptop.close()

    # --- the centre's side of the line ---------------------------------------------------------

    def answer(self, device: str, what: str, packed: bytes) -> tuple[int, bytes]:
        """Status and body, as the web would carry them; the oracle hears of every push."""
        device, _, dies = device.partition("!")
        body = b""

        def work() -> bytes:
            nonlocal body
            body = wire.unpack(packed)
            if dies:
                self.fuse.light(int(dies))
            return self._work(device, what, body)

        def died() -> None:
            self.restart()
            if what.startswith("blob "):
                pass
            elif device == NAME:
                self.hear_received()
            else:
                self._hear(device, body)

        try:
            return self.answered(work, died)
        finally:
            self.fuse.put_out()

    def answered(self, work: Callable[[], bytes], died: Callable[[], None]) -> tuple[int, bytes]:
        """What the web makes of it, whatever comes of the work."""
        try:
            return 200, work()
        except Killed:
            died()
            return 500, wire.encode(Failure("unreachable"))
        except NotSignedIn as problem:
            return 401, wire.encode(Failure(problem.kind))
        except PeerMisbehaved as problem:
            return 400, wire.encode(Failure(problem.kind))
        except Problem as problem:
            return 409, wire.encode(Failure(problem.kind, problem.rule, dict(problem.facts)))

    def nowhere(self) -> bytes:
        """What a hub has no answer to."""
        raise Refused("not_found")

    def _work(self, name: str, what: str, body: bytes) -> bytes:
        if what.startswith("blob "):
            scope, reader = self._reader(name)
            return files.answer(self.centre.blobs, scope, reader, what, body)
        if name == NAME:
            return self._feed(what.removeprefix("hub "), body)
        device = self.device(name)
        if what == "snapshot":
            return wire.encode(self.centre.snapshot(device, wire.decode(body, Wanted)))
        if what.startswith("chunk "):
            _, sid, number = what.split(" ")
            return self.centre.snapshots.chunk(name, sid, int(number))
        if what == "recover":
            answer = self.centre.recovery.recover(device, wire.decode(body, Recover))
            self.adopt()
            return wire.encode(answer)
        if what == "device":
            return wire.encode(another(self, device, body))
        if what == "digest":
            return wire.encode(self.centre.recovery.check(device, wire.decode(body, Check)))
        try:
            reply = self.centre.sync(device, wire.decode(body, Request))
        except Refused as refusal:
            if refusal.kind == "resync":  # the push was done all the same
                self._hear(name, body)
            raise
        expected = self._hear(name, body)
        told = [(_status(each), each.seq) for each in reply.results]
        assert told == expected, f"results of {name}: {told}, expected {expected}"
        return wire.encode(reply)

    def _reader(self, name: str) -> tuple[Scope, str]:
        """Who reads and writes contents of files: a device, or the hub for its branch."""
        if name == NAME:
            return self.centre.hubs.reader(self.branch.secret)
        device = self.device(name)
        return self.centre.scope(device.person), device.id

    def _feed(self, what: str, body: bytes) -> bytes:
        answer = self.centre.hubs.answer(what, self.branch.secret, body)
        if what == "pass":  # the one thing of which it has to be told what came of it
            self.adopt()
        else:
            self.hear_received()
        return answer

    def hear_received(self) -> None:
        """What came by hub or stick: the oracle hears it in the order it was done."""
        said = [
            (row.device, msgspec.json.decode(row.body), row.result)
            for row in self._received()
            if row.mseq not in self.oracle.ledger.get(row.device, {})
        ]
        for device, envelope, answer in said:
            result = wire.decode(answer.encode(), wire.Result)
            told, expected = (_status(result), result.seq), self._judged(device, [envelope])
            assert [told] == expected, f"result of {device}: {told}, expected {expected}"
        self._name_conflicts()

    def _received(self) -> list[Any]:
        with self.database.read() as connection:
            rows = select(APPLIED.c.result, RECEIVED).join(RECEIVED, SAME).order_by(text(IN_ORDER))
            return list(connection.execute(rows).all())

    def _hear(self, name: str, body: bytes) -> list[tuple[str, int]]:
        """What was received of a push goes to the oracle; the centre may have died before."""
        push = msgspec.json.decode(body).get("push", []) if body else []
        with self.centre.database.read() as connection:
            mine = f"SELECT last_mseq FROM enrolment WHERE id = '{name}'"
            last = max((each for (each,) in reading.rows(connection, mine)), default=0)
        told = self._judged(name, [each for each in push if each["mseq"] <= last])
        self.seen.update(status.split(" ")[0] for status, _ in told)
        self._name_conflicts()
        return told

    def _judged(self, device: str, push: list[Fields]) -> list[tuple[str, int]]:
        self.oracle.today = str(world_day(self))
        return self.oracle.push(device, push)

    def cards(self, type: str) -> dict[Key, Card]:
        return cards_of(self.centre, type)

    def _name_conflicts(self) -> None:
        """New conflicts, matched by everything that is in them: exactly one each."""
        if not self.oracle.nameless:
            return
        theirs = cards_of(self.centre, "conflict")
        new = {id: card for (_, id), card in theirs.items() if ("conflict", id) not in self.known}
        names = {}
        for wanted in self.oracle.nameless:
            name = wanted.pop("name")
            fits = [id for id, card in new.items() if card.fields == wanted and id not in names]
            fits = [id for id in fits if id not in names.values()]
            assert fits, f"no conflict record keeps {wanted}"
            names[name] = fits[0]
        self.oracle.name(names)

    @property
    def known(self) -> dict[tuple[str, str], Card]:
        return self.oracle.cards

    def device(self, name: str) -> Device:
        return device_of(self.centre, name)

    # --- a centre that was put back ------------------------------------------------------------

    def backup(self) -> None:
        """As `keeping.backup`, which has its own tests; SQLite does it in a tenth of the time."""
        files = (self.folder / "centre.db", self.folder / "backup")
        with closing(sqlite3.connect(files[0])) as now, closing(sqlite3.connect(files[1])) as kept:
            now.backup(kept)
        self.then = copy.deepcopy(self.oracle)

    def forget(self, minutes: int) -> int:
        """The log before so many minutes ago is let go; the oracle forgets nothing."""
        cards = self.oracle.cards.values()
        named = {each.fields.get("sha256") for each in cards if not each.gone}
        self.let_go |= {each.sha256 for each in self.attached.values()} - named
        then = Time(self)
        then.offset = -timedelta(minutes=minutes)
        return int(compacting.compact(self.database, then, keep_days=0)["horizon"])

    def restore(self) -> bool:
        """The centre goes on from its backup; what comes back is not foreseen, but adopted."""
        if self.then is None:
            return False
        keeping.restore(self.database, self.folder / "backup", self.clock)
        self.restart()
        self.lost = True
        self.oracle = copy.deepcopy(self.then)
        self.oracle.rulings = self.branch.rulings  # the hub's word stands
        self.checked = 0
        return True

    def adopt(self) -> None:
        """The oracle takes over what the centre holds and what it says became of every change."""
        oracle, oracle.seq = self.oracle, self.centre.head().seq
        found = cards_of(self.centre)
        for key, card in found.items():
            if oracle.cards.get(key) != card:
                older = [each for each in oracle.versions.get(key, []) if each.ver < card.ver]
                oracle.versions[key] = [*older, copy.deepcopy(card)]
        oracle.cards = found
        with self.database.read() as connection:
            commits = connection.execute(select(COMMIT_LOG)).all()
            oracle.commits = {row.seq: (row.device, row.actor, row.at) for row in commits}
            known, oracle.ledger = oracle.ledger, {}
            for device, mseq in connection.execute(select(RECEIVED.c.device, RECEIVED.c.mseq)):
                if mseq in known.get(device, {}):  # its answer may have been let go
                    oracle.ledger.setdefault(device, {})[mseq] = known[device][mseq]
            for row in self._received():
                result = wire.decode(row.result.encode(), wire.Result)
                body = msgspec.json.decode(row.body)
                body.pop("sig", None)  # it may come again among others under one signature
                told = (_status(result), result.seq, body)
                oracle.ledger.setdefault(row.device, {})[row.mseq] = told

    # --- what the office does ------------------------------------------------------------------

    def move(self, customer: str, territory: str) -> None:
        """Known only for records that are there."""
        done = Administration(self.centre.database, self.clock).move(customer, territory)
        seq = self.oracle.central("customer", customer, {"territory": territory})
        assert done["seq"] == seq, f"moved by commit {done['seq']}, expected {seq}"

    def revoke(self, device: str) -> None:
        if not self.revoked(device):
            Administration(self.centre.database, self.clock).revoke(device)
            self.oracle.central("device", device, {"revoked": True})

    def revoked(self, device: str) -> bool:
        return bool(self.oracle.cards["device", device].fields["revoked"])

    def grant(self, post: str, territories: list[str]) -> None:
        lists = {"posts": [{"id": post, "title": "业务员", "territories": territories}]}
        said = pack.understood(lists, Path())
        company.load(self.centre.database, self.clock, said)
        self.oracle.central("post", post, {"territories": territories})


def _status(result: wire.Result) -> str:
    return f"{result.status} {result.problem}".strip()


def device_of(centre: Centre, name: str) -> Device:
    known = f"SELECT id, person, key, revoked FROM enrolment WHERE id = '{name}'"
    with centre.database.read() as connection:
        ((id, person, key, revoked),) = reading.rows(connection, known)
    if revoked:
        raise NotSignedIn("revoked")
    return Device(id, person, key, "", "access", False)


def memory() -> str | None:
    """A folder that needs no disk, where there is one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def cards_of(centre: Centre, only: str = "") -> dict[tuple[str, str], Card]:
    """Every record of the centre, straight from its tables."""
    with centre.database.read() as connection:
        return reading.at_centre(connection, only)


def _set(sizes: Iterable[tuple[Any, str, Any]]) -> None:
    for module, name, value in sizes:
        setattr(module, name, value)


@cache
def template() -> Path:
    """A founded centre with enrolled laptops that are in step, made once a process."""
    folder = Path(tempfile.mkdtemp(prefix="routebook-begin-", dir=memory()))
    database = Database(f"sqlite:///{folder / 'centre.db'}")
    keeping.found(database)
    clock = Time()
    posts = [{**each, "unit": "hq"} for each in PACK["posts"]]
    company.load(database, clock, pack.understood({**PACK, "posts": posts}, Path()))
    with database.write() as connection:
        connection.execute(update(SEQ_HEAD).values(epoch="first"))
    centre = Centre(database, clock)
    for name, person in LAPTOPS.items():
        enrol(centre, name, person)
    keys = {name: keys_exchanged(centre, device_of(centre, name), key_of(name)) for name in LAPTOPS}
    enrolled_hub(folder, centre)
    database.dispose()
    profiles(folder, keys)
    world = World(folder)
    world.branch.meet()
    for name in LAPTOPS.keys() - NEW:
        world.laptops[name].sync()
    world.end()
    shutil.rmtree(folder)
    atexit.register(shutil.rmtree, world.folder, ignore_errors=True)
    return world.folder


@cache
def one_world() -> World:
    """The world of this process; every story begins it `again`."""
    world = World()
    world.end()
    atexit.register(shutil.rmtree, world.folder, ignore_errors=True)
    return world
