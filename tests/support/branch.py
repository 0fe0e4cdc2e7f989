"""A branch hub in this process, over real HTTP, that looks upstream only when it is told to."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sync.server import hub_running
from sync.server.database import Database
from sync.server.hub_running import Running
from sync.server.hubs import Hubs
from sync.server.serving import Where
from tests.support import centre
from tests.support.centre import Town
from tests.support.patience import PATIENCE

LOOPBACK = Where()


@cache
def _founded() -> bytes:
    """The company of tests/support/centre.py, everybody in one branch; founded once a process."""
    posts = [{**each, "unit": "hq"} for each in centre.PACK["posts"]]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "centre.db"
        centre.found(f"sqlite:///{file}", {**centre.PACK, "posts": posts})
        return file.read_bytes()


def company(folder: Path) -> str:
    """The address of a new centre's database in this folder."""
    file = folder / "centre.db"
    file.write_bytes(_founded())
    return f"sqlite:///{file}"


@contextlib.contextmanager
def hub_of(
    folder: Path, town: Town, unit: str = "east", where: Where = LOOPBACK
) -> Iterator["BranchHub"]:
    """A hub that looks upstream only when it is told to."""
    added, word = Hubs(town.centre).add(unit, "分部")
    database = hub_running.opened(Database(f"sqlite:///{folder / 'hub.db'}"))
    hub_running.enrol(database, town.address, f"{added['hub']}:{word}", where)
    try:
        with answering(database, town, where) as hub:
            yield hub
    finally:
        database.dispose()


@contextlib.contextmanager
def answering(database: Database, town: Town, where: Where) -> Iterator["BranchHub"]:
    up, said = threading.Event(), []

    def ready(address: str) -> None:
        said.append(address)
        up.set()

    running = Running(database, town.address, where, ready)
    thread = threading.Thread(target=running.service.serve_forever)
    thread.start()
    try:
        assert up.wait(PATIENCE)
        yield BranchHub(running, said[0], database)
    finally:
        running.service.stop()
        thread.join(PATIENCE)


@dataclass(frozen=True)
class BranchHub:
    running: Running
    address: str
    database: Database

    @property
    def id(self) -> str:
        """As the centre knows it."""
        return hub_running.name(self.database)

    def follow(self) -> None:
        """Everything there is to hand in and to hear."""
        while self.running.upstream.once():
            pass
