"""Waiting for news: woken at once, by whichever process committed, at the cost of one look."""

import asyncio
import threading
import time
from urllib.parse import urlsplit

from sqlalchemy import event

from tests.support import centre
from tests.support.patience import PATIENCE, until

MANY = 200
EACH = 3  # statements at least until somebody waits: who it is, what they read, what there is
OWN_COST = 40  # statements of one push and a few looks; far from one a person


class Waiters:
    """Many questions at once, each on a connection of its own, in one thread."""

    def __init__(self, address: str, asked: list) -> None:
        parts = urlsplit(address)
        self.host, self.port, self.asked = parts.hostname, parts.port, asked
        self.answers: dict[int, bytes] = {}
        self.sent = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._all()), daemon=True)

    def __enter__(self):
        self.thread.start()
        assert self.sent.wait(PATIENCE)
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.stop.set)
        self.thread.join(PATIENCE)

    async def _all(self):
        self.loop, self.stop = asyncio.get_running_loop(), asyncio.Event()
        tasks = [asyncio.create_task(self._one(n, *each)) for n, each in enumerate(self.asked)]
        while len(self.ready) < len(tasks):
            await asyncio.sleep(0.01)
        self.sent.set()
        await self.stop.wait()
        for task in tasks:
            task.cancel()

    @property
    def ready(self) -> set[int]:
        return self.__dict__.setdefault("_ready", set())

    async def _one(self, number, token, cursor):
        read, write = await asyncio.open_connection(self.host, self.port)
        write.write(
            f"GET /v1/wait?cursor={cursor} HTTP/1.1\r\nHost: x\r\n"
            f"Authorization: Bearer {token}\r\n\r\n".encode()
        )
        await write.drain()
        self.ready.add(number)
        try:
            head = await read.readuntil(b"\r\n\r\n")
            size = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            self.answers[number] = await read.readexactly(size)
        finally:
            write.close()

    def answered(self, numbers) -> bool:
        return until(lambda: set(numbers) <= set(self.answers), f"answers to {numbers}", 20)


def asked(laptop, times):
    return [(laptop.tokens.access, laptop.cursor)] * times


class Spent:
    """Statements executed so far."""

    def __init__(self, engine) -> None:
        self.count = 0
        event.listen(engine, "before_cursor_execute", self._add)

    def _add(self, *_) -> None:
        self.count += 1

    def until_quiet(self, least: int) -> int:
        """So many have been spent, and only the watch is left."""
        until(lambda: self.count >= least, f"{least} statements")
        seen = -1
        while self.count - seen > 4:
            seen = self.count
            time.sleep(0.5)
        return self.count


def test_two_hundred_who_wait_cost_one_look_and_no_threads(town):
    ann, ben, cat = (town.laptop(name) for name in ("ann", "ben", "cat"))
    spent = Spent(town.centre.database.engine)
    with Waiters(town.address, asked(cat, MANY) + asked(ben, 1)) as waiters:
        before, threads = spent.until_quiet(EACH * MANY), threading.active_count()
        assert ann.do("customer.edit", "c1", phone="news").status == "applied"
        assert waiters.answered(range(MANY))
        cost = spent.count - before
        assert cost < OWN_COST
        assert threading.active_count() <= threads + 2
        assert set(waiters.answers.values()) == {b'{"news":true}'}
        assert MANY not in waiters.answers  # ben works elsewhere


def test_who_changed_something_hears_no_echo(town):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    with Waiters(town.address, asked(ann, 1) + asked(cat, 1)) as waiters:
        ann.do("customer.edit", "c1", phone="mine")
        assert waiters.answered([1])
        assert 0 not in waiters.answers


def test_a_commit_of_another_process_is_heard(town, url):
    cat = town.laptop("cat")
    with (
        centre.town(url) as other,
        Waiters(town.address, asked(cat, 1)) as waiters,
    ):
        ann = other.laptop("ann")
        ann.do("customer.edit", "c1", phone="elsewhere")
        assert waiters.answered([0])
        assert waiters.answers[0] == b'{"news":true}'


def test_a_change_of_the_organisation_wakes_everybody(town):
    ben = town.laptop("ben")
    with Waiters(town.address, asked(ben, 1)) as waiters:
        town.load({"posts": [{"id": "r3", "title": "新岗", "superior": "mgr"}]})
        assert waiters.answered([0])
