"""The other ways to the centre: a branch hub on the LAN, and sticks that people carry."""

import dataclasses
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from desktop.store import ruling, state
from desktop.store.relaying import ThroughHub
from desktop.usecases import sync_by_file
from desktop.usecases.through_hub import rulings
from sync import relay, session, signing, wire
from sync.errors import NotSignedIn, PeerMisbehaved
from sync.relay import HubEnrol, HubEnrolled, Pass, Passed, Rule, Ruled
from sync.server import hub_running
from sync.server.accounts import Device
from sync.server.bundles import Carrier
from sync.server.database import Database, head
from sync.server.hub import Hub
from sync.server.hub_copy import known, remember
from sync.server.tables import ENROLMENT
from sync.server.upstream import Membership, Upstream
from sync.session import Outcome
from sync.wire import Check, Checked, Envelope, Recover, Recovered, Request, Wanted
from tests.simulation import files
from tests.simulation.crash import Fuse
from tests.simulation.files import Bytes
from tests.simulation.leases import Rulings
from tests.simulation.line import EXPECTED, Line

if TYPE_CHECKING:
    from sync.server.centre import Centre
    from tests.simulation.laptop import Laptop
    from tests.simulation.world import World

T = TypeVar("T")
NAME = "hub"
LOOKS = 120  # exchanges at a meeting; a copy takes one a type, and may have to be made twice


class UpLine:
    """In the place of `sync.server.upstream.Line`: the same messages over the bad line."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def ask(self, what: str, message: object, shape: type[T], membership: Membership) -> T:
        return wire.decode(self._line._call(f"hub {what}", wire.encode(message)), shape)


class HubLine(Line):
    """A laptop's line to the hub, which carries what only the centre can answer, both ends
    signing, as `sync.client.hub.HubPeer`."""

    def __init__(self, device: str, world: "World") -> None:
        super().__init__(device, world.branch.answer)
        self._world = world

    def recover(self, asked: Recover) -> Recovered:
        return wire.decode(self._pass("recover", wire.encode(asked)), Recovered)

    def check(self, check: Check) -> Checked:
        return wire.decode(self._pass("digest", wire.encode(check)), Checked)

    @property
    def hub(self) -> str:
        return self._world.branch.id

    def rule(self, asked: Rule) -> str:
        return wire.decode(self._call("rule", wire.encode(asked)), Ruled).ruling

    def _pass(self, what: str, asked: bytes) -> bytes:
        key = self._world.owner(self.device).key
        sig = signing.signature(key, relay.passing(self.device, what, asked))
        said = wire.decode(self._call("pass", wire.encode(Pass(what, asked, sig))), Passed)
        centre = signing.public_key(self._world.centre.keys.public.key)
        content = relay.passed(self.device, asked, said.body)
        if not signing.holds(centre, content, said.sig):
            raise PeerMisbehaved("damaged")
        return said.body


class Branch:
    """The hub of all laptops; it is started when somebody first speaks to it."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self.database = Database(f"sqlite:///{world.folder / 'hub.db'}")
        self.fuse = Fuse(self.database.engine)
        self.rulings = Rulings()
        self.handed_in: list[tuple[str, Envelope]] = []  # ever, by which device
        self.end()

    def end(self) -> None:
        self.database.dispose()
        self.hub: Hub | None = None
        self.upline = Line(NAME, self._world.answer)
        self._upstream: Upstream | None = None

    @property
    def id(self) -> str:
        """What the centre calls it."""
        with self.database.read() as connection:
            return str(known(connection, "membership")["hub"])

    @property
    def key(self) -> bytes:
        """What it signs with."""
        with self.database.read() as connection:
            return bytes.fromhex(known(connection, "hub_key")["key"])

    @property
    def used(self) -> bool:
        return self.hub is not None

    def started(self) -> Hub:
        if self.hub is None:
            with self.database.read() as connection:
                member = known(connection, "membership")
            self.secret = f"Hub {member['hub']}:{member['secret']}"
            membership = Membership(member["hub"], member["secret"], "http://127.0.0.1:9")
            self.hub = Hub(self.database, self.key, lambda: None, self._world.clock)
            clock = self._world.clock
            self._upstream = Upstream(self.database, membership, clock, lambda: None)
            self._upstream._line = UpLine(self.upline)  # type: ignore[assignment]
            self._upstream._passing._centre = Bytes(self.upline)
            self.hub.upwards = partial(self._passed_on, membership)
        return self.hub

    def has_met(self, epoch: str) -> bool:
        """Whether it knows that history: of another it cannot say that it is over."""
        with self.database.read() as connection:
            left = known(connection, "histories").get("left", [])
            return epoch in (*left, head(connection).epoch)

    def _passed_on(self, membership: Membership, asked: Pass) -> Passed:
        return UpLine(self.upline).ask("pass", asked, Passed, membership)

    def meet(self) -> int:
        """Hands in what waits and hears what is new; how many exchanges it took."""
        self.started()
        assert self._upstream is not None
        self._upstream._passing._resting.clear()  # it comes again later
        for looks in range(1, LOOKS):
            if not self._upstream.once():
                return looks
        raise AssertionError("the hub never comes to an end")

    def answer(self, device: str, what: str, packed: bytes) -> tuple[int, bytes]:
        """The hub's side of a laptop's line on the LAN."""
        name, _, dies = device.partition("!")
        hub = self.started()

        def work() -> bytes:
            body = wire.unpack(packed)
            if dies:
                self.fuse.light(int(dies))
            return self._work(hub, name, what, body)

        try:
            return self._world.answered(work, self.end)
        finally:
            self.fuse.put_out()

    def _work(self, hub: Hub, name: str, what: str, body: bytes) -> bytes:
        with self.database.read() as connection:
            row = connection.execute(select(ENROLMENT).where(ENROLMENT.c.id == name)).first()
        if row is None or row.revoked:
            raise NotSignedIn("revoked" if row else "not_signed_in")
        device = Device(row.id, row.person, row.key, "", "access", False)
        if what == "sync":
            request = wire.decode(body, Request)
            self.handed_in += [(name, each) for each in request.push]
            return wire.encode(hub.sync(device, request))
        if what == "snapshot":
            return wire.encode(hub.snapshot(device, wire.decode(body, Wanted)))
        if what.startswith("chunk "):
            _, sid, number = what.split(" ")
            return hub.snapshots.chunk(name, sid, int(number))
        if what == "pass":
            said = wire.decode(body, Pass)
            said.device = device.id
            return wire.encode(hub.upwards(said))
        if what == "rule":
            return wire.encode(self.rulings.ask(hub, device, wire.decode(body, Rule)))
        if what.startswith("blob "):
            return files.answer(hub.blobs, hub.scope(device.person), device.id, what, body)
        return self._world.nowhere()


def through_hub(laptop: "Laptop") -> Outcome:
    """As `desktop.usecases.through_hub.through`."""
    replica = ThroughHub(laptop.store, laptop.clock, NAME)

    def once() -> Outcome:
        return session.run(replica, laptop.lan, lambda done, total: None)

    try:
        rulings(laptop.store, laptop.lan)  # type: ignore[arg-type]
        outcome = once()
        before = -1
        while replica.unsent() and replica.relayed > before:
            before = replica.relayed
            once()
    finally:
        laptop.app.refresh_me()
    return dataclasses.replace(outcome, relayed=replica.relayed)


def forge_rulings(world: "World", laptop: "Laptop", stolen: bool) -> int:
    """Somebody signs whatever waits: with the hub's key, or with one of their own."""
    key = world.branch.key if stolen else signing.new_key()
    with laptop.store.write() as connection:
        waiting = ruling.unruled(connection)
        for entry in waiting:
            sig = world.branch.rulings.forge(key, entry, stolen)
            ruling.give(connection, entry.key, sig)
    return len(waiting)


def ask_for_rulings(world: "World", laptop: "Laptop") -> None:
    """What waits for the hub's word gets it, or comes back."""
    with laptop.store.read() as connection:
        waits = bool(ruling.unruled(connection))
    if waits:
        world.branch.meet()
        rulings(laptop.store, laptop.lan)  # type: ignore[arg-type]


class Sticks:
    """One stick a laptop and way; it may be read late, twice, or never."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._recovering: dict[str, bool] = {}  # whether its stick is to bring back what was lost

    def _file(self, laptop: "Laptop", way: str) -> Path:
        return self._world.folder / f"{laptop.name}-{way}.syncb"

    def pack(self, laptop: "Laptop") -> str:
        """What waits goes onto the stick."""
        file = self._file(laptop, "up")
        app = laptop.app
        with app.database.read() as connection:
            self._recovering[laptop.name] = state.get(connection, "restored") is not None
        done = sync_by_file.write(app.profile, app.database, app.contents, app.clock, file, _nobody)
        return f"{done.changes} changes"

    def hand_in(self, laptop: "Laptop") -> str:
        file = self._file(laptop, "up")
        if not file.exists():
            return ""
        done = Carrier(self._world.centre).take(file)
        if self._recovering[laptop.name]:
            self._world.adopt()
        else:
            self._world.hear_received()
        return f"{done['changes']} changes"

    def answer(self, laptop: "Laptop") -> str:
        done = Carrier(self._world.centre).give(laptop.device, self._file(laptop, "down"))
        return f"{done['from']} to {done['to']}"

    def bring_back(self, laptop: "Laptop") -> str:
        file = self._file(laptop, "down")
        if not file.exists():
            return ""
        try:
            done = sync_by_file.read(
                laptop.app.profile, laptop.store, laptop.clock, file, _nobody, laptop.app.contents
            )
        finally:
            laptop.app.refresh_me()
        return f"{done.answered} answered, {done.pulled} down, as of {done.cursor}"

    def there_and_back(self, laptop: "Laptop") -> None:
        for step in (self.pack, self.hand_in, self.answer, self.bring_back):
            try:
                step(laptop)
            except EXPECTED:  # a stick of another history; the next one is not
                continue


def _nobody(done: int, total: int) -> None:
    pass


def enrolled_hub(folder: Path, centre: "Centre") -> None:
    """A hub in a database of its own, known to the centre; it has heard nothing yet."""
    database = hub_running.opened(Database(f"sqlite:///{folder / 'hub.db'}"))
    about, code = centre.hubs.add("hq", "支店")
    with database.read() as connection:
        key = bytes.fromhex(known(connection, "hub_key")["key"])
    asked = HubEnrol(about["hub"], code, signing.public(key), "")
    told = wire.decode(centre.hubs.answer("enrol", "", wire.encode(asked)), HubEnrolled)
    with database.write() as connection:
        remember(connection, "membership", {"hub": about["hub"], "secret": told.secret})
        remember(connection, "centre", msgspec.to_builtins(told.keys))
    database.dispose()


def keys_exchanged(centre: "Centre", device: Device, key: bytes) -> dict[str, Any]:
    """What a laptop writes down after `exchange_keys`."""
    from sync import sealing

    box = sealing.new_key()
    mine = sealing.public(box)
    signed = signing.sign_box(Ed25519PrivateKey.from_private_bytes(key), device.id, mine)
    theirs = centre.exchange_keys(device, wire.Box(mine, signed))
    return {"box": box.hex(), "centre": {"key": theirs.key, "box": theirs.box}}
