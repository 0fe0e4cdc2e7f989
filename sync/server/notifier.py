"""Long polling: one query of the log for all waiting clients.

Commits of this process are looked at right away, those of other processes by polling every half
second while anybody waits. A waiting client costs no thread and, after its first request, no
statement of its own: one query returns the partitions touched, and by which device.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import Connection, and_, case, select
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from sync.server.accounts import Device
from sync.server.centre import Centre
from sync.server.database import head
from sync.server.tables import CHANGE, CHANGE_PART, COMMIT_LOG

log = logging.getLogger(__name__)
LOOK_EVERY = 0.5  # seconds; another process may have committed
TOGETHER = 0.01  # seconds; commits that follow closely are looked at together


@dataclass(frozen=True, slots=True)
class _Touched:
    """The commits in (before, seq]: (partition, device that made it and need not be woken)."""

    seq: int
    everyone: bool = False
    parts: frozenset[tuple[str, str | None]] = frozenset()


@dataclass(eq=False, slots=True)
class _Waiter:
    device: str
    reads: frozenset[str]
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def concerned(self, touched: _Touched) -> bool:
        return touched.everyone or any(
            part in self.reads and device != self.device for part, device in touched.parts
        )


class Notifier:
    """Lives in one event loop; only `notify` and `notify_all` may be called from elsewhere."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._waiting: set[_Waiter] = set()
        self._woken = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watch: asyncio.Task[None] | None = None
        self._seen = 0
        self._closed = False
        centre.database.written = self.notify

    def notify(self) -> None:
        """To be called after this process has committed; from any thread."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._woken.set)

    def notify_all(self) -> None:
        """Wakes every waiting client, for news outside any partition; from any thread."""

        def wake() -> None:
            for waiter in self._waiting:
                waiter.news.set()

        if self._loop is not None:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(wake)

    def close(self) -> None:
        """Answers all waiting clients; later ones are answered at once."""
        self._closed = True
        for waiter in self._waiting:
            waiter.news.set()
        if self._watch is not None:
            self._watch.cancel()

    async def wait(self, device: Device, cursor: int, seconds: float) -> bool:
        """Whether something beyond the cursor concerns the device, as soon as it does."""
        await self._begin()
        scope = await run_in_threadpool(self._centre.scope, device.person)
        waiter = _Waiter(device.id, scope.reads)
        self._waiting.add(waiter)  # first: what is committed from here on rings
        try:
            if await run_in_threadpool(self._centre.news, device, cursor):
                return True
            with suppress(TimeoutError):
                await asyncio.wait_for(waiter.news.wait(), seconds)
            return waiter.news.is_set() and not self._closed
        finally:
            self._waiting.discard(waiter)

    async def _begin(self) -> None:
        """A watch, beginning where the sequence stands now."""
        self._loop = asyncio.get_running_loop()
        if self._watch is None or self._watch.done():
            seen = (await run_in_threadpool(self._centre.head)).seq
            if self._watch is None or self._watch.done():
                self._seen = seen
                self._watch = self._loop.create_task(self._keep_watch())

    async def _keep_watch(self) -> None:
        quiet = 0
        while quiet < 2 and not self._closed:  # one who just began may not be listed yet
            self._woken.clear()
            try:
                await self._look()
            except SQLAlchemyError:
                log.warning("no look at the sequence", exc_info=True)  # the next look may do
            quiet = 0 if self._waiting else quiet + 1
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), LOOK_EVERY)
                await asyncio.sleep(TOGETHER)

    async def _look(self) -> None:
        parts = frozenset().union(*(waiter.reads for waiter in self._waiting))
        touched = await run_in_threadpool(self._touched, self._seen, parts)
        for waiter in self._waiting:
            if waiter.concerned(touched):
                waiter.news.set()
        if all(waiter.reads <= parts for waiter in self._waiting):
            self._seen = touched.seq
        else:
            self._woken.set()  # who came meanwhile reads more: look from the same place again

    def _touched(self, after: int, parts: frozenset[str]) -> _Touched:
        with self._centre.database.read() as connection:
            now = head(connection)
            if now.seq <= after:
                return _Touched(after)
            if now.org > after:
                return _Touched(now.seq, everyone=True)  # scopes may have changed
            return _Touched(now.seq, parts=_changed(connection, after, parts))


def _changed(
    connection: Connection, after: int, parts: frozenset[str]
) -> frozenset[tuple[str, str | None]]:
    silent_for = case((CHANGE.c.echo == 1, COMMIT_LOG.c.device))
    found = connection.execute(
        select(CHANGE_PART.c.part, silent_for)
        .join(CHANGE, and_(CHANGE.c.seq == CHANGE_PART.c.seq, CHANGE.c.n == CHANGE_PART.c.n))
        .join(COMMIT_LOG, COMMIT_LOG.c.seq == CHANGE_PART.c.seq)
        .where(CHANGE_PART.c.part.in_(sorted(parts)), CHANGE_PART.c.seq > after)
        .distinct()
    )
    return frozenset((part, device) for part, device in found)
