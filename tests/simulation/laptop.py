"""A real laptop of the simulator: a profile on the disk, the program, and a clock of its own."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from desktop.application import Application
from desktop.paths import Profile
from desktop.store import outbox, provisional, state
from desktop.store.database import Database as Store
from desktop.store.replica import LaptopReplica
from desktop.usecases import revoked
from sync import session
from sync.clock import Clock
from tests.simulation import reading
from tests.simulation.copies import Lives
from tests.simulation.crash import Fuse
from tests.simulation.line import Line

if TYPE_CHECKING:
    from tests.simulation.world import World

FIRST: dict[str, Engine] = {}
STORE_KEY = bytes(range(32))
START = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
LAPTOPS = {"ann1": "ann", "ann2": "ann", "ben1": "ben", "cat1": "cat", "dan1": "dan"}
OURS = "SELECT key FROM outbox WHERE state != 'theirs'"


class Time(Clock):
    """The one time of a world; each clock is off by its own `offset`."""

    moment = START

    def __init__(self, world: "World | None" = None) -> None:
        super().__init__()
        self._world = world

    def now(self) -> datetime:
        return (self._world.moment if self._world else START) + self.offset


@dataclass(repr=False)
class Laptop:
    """A profile on the disk, opened; `done` are the mutations its person made, with their key."""

    name: str
    folder: Path
    clock: Time
    line: Line
    lan: Line  # to the branch hub
    done: dict[int, dict[str, Any]] = field(default_factory=dict)
    cursor: int = 0
    epoch: str = ""
    rotten: set[tuple[str, str]] = field(default_factory=set)  # changed where nobody wrote them
    gone: bool = False  # revoked, and everything taken away
    lives: Lives = field(default_factory=Lives)

    @property
    def device(self) -> str:
        """What it speaks as: its name, until it has to become another (I21)."""
        return self.line.device

    @property
    def devices(self) -> list[str]:
        """All that it has ever been."""
        return [self.name, *self.lives.devices]

    @property
    def person(self) -> str:
        return LAPTOPS[self.name]

    def __post_init__(self) -> None:
        self._store = Store(Profile(self.folder).store, STORE_KEY)
        self.fuse = Fuse(self._store._writer)
        self._app: Application | None = None
        share_statements(self._store._writer, self._store._reader)

    @property
    def app(self) -> Application:
        """The program, started when it is first needed."""
        if self._app is None:
            self._store._check()
            self._app = Application(Profile(self.folder), self._store, self.clock)
            self.line.device = self.lan.device = self.told("device")
        return self._app

    @property
    def store(self) -> Store:
        return self.app.database

    def close(self) -> None:
        if self._app is not None:
            self._app.contents.close()
        self._store.close()
        self._app = None

    def told(self, name: str) -> Any:
        with self.store.read() as connection:
            return state.get(connection, name)

    @property
    def key(self) -> Ed25519PrivateKey:
        """What its device signs with."""
        with self.store.read() as connection:
            return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(state.get(connection, "key")))

    def do(self, name: str, id: str, /, **set: Any) -> None:
        """Raises Problem; what was done is remembered apart from the product."""
        before = self.keys()
        self.app.perform(name, id, set)
        self.learn(before)

    def keys(self) -> frozenset[int]:
        with self.store.read() as connection:
            return frozenset(key for (key,) in reading.rows(connection, OURS))

    def learn(self, before: frozenset[int]) -> None:
        """What was just done, as it was written down; what was taken back was not done."""
        now = self.keys()
        for key in before - now:
            del self.done[key]
        with self.store.read() as connection:
            for key in now - before:
                entry = outbox.Outbox(connection).entry(key)
                assert entry is not None
                self.done[key] = {
                    "name": entry.name, "id": entry.record,
                    "set": dict(entry.arguments), "at": entry.at,
                }  # fmt: skip

    def sync(self, watch: session.Watch = lambda done, total: None) -> session.Outcome:
        replica = LaptopReplica(self.store, self.clock)
        try:
            outcome = session.run(replica, self.line, watch)
            provisional.show(self.store, [], self.clock.now_text())  # the centre has spoken
            return outcome
        finally:
            self.lan.device = self.line.device
            self.app.refresh_me()

    def wipe(self) -> list[Path]:
        """What is left when the centre has revoked it, as the program does it."""
        revoked.lock_away(self.app)
        self.close()
        revoked.finish(Profile(self.folder))
        self.gone = True
        return sorted(self.folder.iterdir())

    def rot(self, id: str, value: str) -> None:
        """A value of a customer changes on the disk, where nobody wrote it."""
        with self.store.write() as connection:
            changed = connection.exec_driver_sql(
                "UPDATE customer SET region = ? WHERE id = ? AND pending = 0", (value, id)
            )
        if changed.rowcount:
            self.rotten.add(("customer", id))

    def behind(self, head: int) -> bool:
        """Whether there is something to say or to hear."""
        with self.store.read() as connection:
            waiting = outbox.unsent(connection)
            cursor = int(state.get(connection, "cursor", 0))
        return bool(waiting or self.rotten) or cursor != head


def share_statements(*engines: Engine) -> None:
    """Every statement is compiled once a process, and not once for each laptop."""
    first = FIRST.setdefault("engine", engines[0])
    for engine in engines:
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
