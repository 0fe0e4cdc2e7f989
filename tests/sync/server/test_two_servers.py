"""Several server processes on one database are one centre: numbers are commit order, no gap."""

import itertools
import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import text

from sync.clock import Clock
from sync.server.database import Database
from tests.support import centre, postgres
from tests.support.centre import Laptop
from tests.support.faults import BadLine
from tests.support.patience import PATIENCE
from tests.support.processes import ROOT, environment
from tests.support.servers import Server, command_line

cluster = pytest.fixture(scope="session", name="postgres")(postgres.cluster_of_session)
PUSHES, AT_ONCE = 6, 4
USERS = ("ann", "ben", "ann", "ben")
# Every commit dawdles while it holds its turn, some longer than those that wait behind it.
SLEEPY = """
CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_sleep(0.02 * random()); RETURN NEW; END $$;
CREATE TRIGGER dawdle BEFORE INSERT ON commit_log FOR EACH STATEMENT EXECUTE FUNCTION dawdle();
"""


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    made = Database(postgres_url)
    with made.engine.begin() as connection:
        connection.execute(text(SLEEPY))
    yield made
    made.dispose()


@pytest.fixture
def postgres_url(postgres: str) -> str:
    url = centre_url(postgres)
    centre.found(url)
    return url


def centre_url(socket: str, numbers: Iterator[int] = itertools.count(1)) -> str:  # noqa: B008
    return postgres.create(socket, f"two{next(numbers)}")


def enrolled(url: str, user: str) -> Laptop:
    laptop = Laptop(url, Clock())
    laptop.enrol(user, f"pw-{user}")
    laptop.sync()
    return laptop


def pushing(laptop: Laptop, name: str, statuses: list[str]) -> None:
    where = "d1" if laptop.person == "ben" else "c1"
    for _ in range(PUSHES):
        batch = [
            laptop.envelope("customer.edit", where, phone=f"{name}{n}") for n in range(AT_ONCE)
        ]
        statuses += [result.status for result in laptop.sync(*batch)]


class Reader(threading.Thread):
    """Looks again and again at what is committed, and asks a server for what is new."""

    def __init__(self, database: Database, laptop: Laptop) -> None:
        super().__init__()
        self.done = threading.Event()
        self.gaps: list[tuple[int, int]] = []
        self.back: list[tuple[int, int]] = []
        self._database = database
        self.laptop = laptop

    def run(self) -> None:
        last = 0
        while not self.done.is_set():
            with self._database.read() as connection:
                count, top = connection.execute(
                    text("SELECT count(*), coalesce(max(seq), 0) FROM commit_log")
                ).one()
            if count != top:
                self.gaps.append((count, top))
            self.laptop.sync()
            if self.laptop.cursor < last:
                self.back.append((last, self.laptop.cursor))
            last = self.laptop.cursor


@pytest.mark.postgres
def test_pushes_to_two_processes_take_turns_and_no_reader_sees_a_gap(
    database: Database, postgres_url: str, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        servers = [Server(postgres_url, tmp_path / f"{n}.log") for n in range(2)]
        urls = [server.start() for server in servers]
        for server in servers:
            stack.callback(server.kill)
        line = stack.enter_context(BadLine(urls, seed=1, bad=0.0))  # one address, in turn
        reader = Reader(database, enrolled(line.url, "cat"))
        laptops = [enrolled(line.url, user) for user in USERS]
        statuses: list[str] = []
        writers = [
            threading.Thread(target=pushing, args=(laptop, f"{n}-", statuses))
            for n, laptop in enumerate(laptops)
        ]
        for thread in (reader, *writers):
            thread.start()
        for writer in writers:
            writer.join(PATIENCE)
        reader.done.set()
        reader.join(PATIENCE)
        for laptop in (reader.laptop, *laptops):
            laptop.sync()
        assert (reader.gaps, reader.back) == ([], [])
        assert len(statuses) == len(USERS) * PUSHES * AT_ONCE
        assert set(statuses) <= {"applied", "merged", "conflict"}
        assert all(server.bugs() == [] for server in servers)
        mine = {laptop.person: laptop.dump() for laptop in (reader.laptop, *laptops[:2])}
        with centre.town(postgres_url) as town:
            assert mine == {user: town.dump(as_user=user) for user in mine}


def waiting(laptop: Laptop, heard: list[bytes]) -> threading.Thread:
    """Asks for news, as the window does; the centre answers false when it has none for 25 s."""

    def ask() -> None:
        heard.append(laptop.authorised("GET", f"/v1/wait?cursor={laptop.cursor}"))

    thread = threading.Thread(target=ask)
    thread.start()
    return thread


@pytest.mark.postgres
def test_who_waits_at_one_process_hears_what_another_took(
    postgres_url: str, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        servers = [Server(postgres_url, tmp_path / f"{n}.log") for n in range(2)]
        one, other = (server.start() for server in servers)
        for server in servers:
            stack.callback(server.kill)
        writer, reader = enrolled(one, "ann"), enrolled(other, "cat")
        for said in ("0571-2", "0571-3"):
            heard: list[bytes] = []
            thread = waiting(reader, heard)
            writer.do("customer.edit", "c1", phone=said)
            thread.join(PATIENCE)
            assert heard == [b'{"news":true}']
            reader.sync()
            assert reader.rows["customer", "c1"]["phone"] == said


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def begun(pid: int, number: int, without: int = 0) -> list[int]:
    """The processes it has begun, once there are so many."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = children(pid)
        if len(found) == number and without not in found:
            return found
        time.sleep(0.05)
    raise AssertionError(children(pid))


@pytest.mark.postgres
def test_one_command_serves_with_several_processes_and_replaces_one_that_dies(
    postgres_url: str, tmp_path: Path
) -> None:
    with (tmp_path / "log").open("w") as log:
        serving = subprocess.Popen(
            [*command_line("sync.server", "serve", "--workers", "2"), "--database", postgres_url],
            stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT, env=environment(),
        )  # fmt: skip
    assert serving.stdout is not None
    try:
        url = str(json.loads(serving.stdout.readline())["listening"])
        laptop = enrolled(url, "ann")
        first = begun(serving.pid, 2)
        os.kill(first[0], signal.SIGKILL)
        assert laptop.do("customer.edit", "c1", phone="0571-4").status == "applied"
        second = begun(serving.pid, 2, without=first[0])
        assert first[1] in second
        assert laptop.do("customer.edit", "c1", phone="0571-5").status == "applied"
        serving.send_signal(signal.SIGTERM)
        assert serving.wait(PATIENCE) == 0
        assert not any(Path(f"/proc/{each}").exists() for each in second)
    finally:
        serving.kill()
        serving.wait(PATIENCE)
        serving.stdout.close()
