"""A bad line: an HTTP proxy on the loopback that delays, drops, doubles, cuts and garbles.

Each request meets one fate, drawn from a seed in the order in which requests arrive. Heads of HTTP
pass as they are; bodies are cut anywhere and flipped anywhere, on the way up and on the way down.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle
from random import Random
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from tests.support.patience import PATIENCE

HEAD = 65_536
SLOWEST = 0.4  # seconds a delayed request waits
REFUSED = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Message:
    """One request or answer, as it came."""

    head: bytes
    body: bytes

    @property
    def whole(self) -> bytes:
        return self.head + self.body

    def cut(self, chance: Random) -> bytes:
        """All but the end; of a message with a body, somewhere in the body."""
        if self.body:
            return self.head + self.body[: chance.randrange(len(self.body))]
        return self.head[: chance.randrange(len(self.head))]

    def flipped(self, chance: Random) -> bytes:
        """One bit of the body the other way round."""
        if not self.body:
            return self.whole
        body = bytearray(self.body)
        body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
        return self.head + bytes(body)


class Broken(Exception):
    """The line is gone; whoever spoke hears nothing more."""


class BadLine:
    """Forwards to these addresses in turn, request by request.

    `fates` counts what happened; with `bad` 0 it is an honest line. `only` restricts what
    may happen.
    """

    def __init__(
        self,
        url: str | Sequence[str],
        seed: int,
        bad: float = 0.35,
        only: Sequence[str] = (),
    ) -> None:
        urls = map(urlsplit, [url] if isinstance(url, str) else url)
        self._targets = cycle([(each.hostname or "", each.port or 80) for each in urls])
        self._chance = Random(seed)
        self.bad = bad
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._tasks: set[asyncio.Task[None]] = set()
        self.fates: Counter[str] = Counter()
        self.url = ""
        self._heard = self._asked_at = 0
        self._asked_by: object = None
        self._kinds: dict[str, Callable[[Message], Coroutine[Any, Any, bytes]]] = {
            "delayed": self._delayed,
            "doubled": self._doubled,
            "request dropped": self._request_dropped,
            "request cut": self._request_cut,
            "request flipped": self._request_flipped,
            "answer dropped": self._answer_dropped,
            "answer cut": self._answer_cut,
            "answer flipped": self._answer_flipped,
        }
        self._drawn = list(only or self._kinds)

    def heard_since(self, who: object) -> bool:
        """Whether a request has arrived since this one asked for the first time."""
        if who is not self._asked_by:
            self._asked_by, self._asked_at = who, self._heard
        return self._heard > self._asked_at

    def __enter__(self) -> "BadLine":
        self._thread.start()
        starting = asyncio.start_server(self._serve, "127.0.0.1", 0, limit=HEAD)
        self._server = asyncio.run_coroutine_threadsafe(starting, self._loop).result(10)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()

    async def _stop(self) -> None:
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            while True:
                request = await _read(reader)
                writer.write(await self._answer(request))
                await writer.drain()
        except _Last as last:
            with suppress(OSError):
                writer.write(last.said)
                await writer.drain()
        except (Broken, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # the line is cut
        except asyncio.CancelledError:
            pass  # the whole line ends
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _answer(self, request: Message) -> bytes:
        self._heard += 1
        fate = "passed"
        if self._chance.random() < self.bad:
            fate = self._chance.choice(self._drawn)
        self.fates[fate] += 1
        if fate == "passed":
            return (await self._ask(request.whole)).whole
        return await self._kinds[fate](request)

    async def _ask(self, sent: bytes) -> Message:
        """The answer of the centre; while it is down, what a gateway would say."""
        try:
            reader, writer = await asyncio.open_connection(*next(self._targets), limit=HEAD)
        except OSError:
            raise _Last(REFUSED) from None
        try:
            writer.write(sent)
            await writer.drain()
            return await _read(reader)
        finally:
            writer.close()

    async def _delayed(self, request: Message) -> bytes:
        await asyncio.sleep(self._chance.random() * SLOWEST)
        return (await self._ask(request.whole)).whole

    async def _doubled(self, request: Message) -> bytes:
        """The same request twice at once, as an impatient gateway does; one answer comes back."""
        both = await asyncio.gather(
            self._ask(request.whole), self._ask(request.whole), return_exceptions=True
        )
        answers = [each for each in both if isinstance(each, Message)]
        if not answers:
            raise Broken
        return self._chance.choice(answers).whole

    async def _request_dropped(self, request: Message) -> bytes:
        raise Broken

    async def _request_cut(self, request: Message) -> bytes:
        _, writer = await asyncio.open_connection(*next(self._targets))
        writer.write(request.cut(self._chance))
        await writer.drain()
        writer.close()
        raise Broken

    async def _request_flipped(self, request: Message) -> bytes:
        return (await self._ask(request.flipped(self._chance))).whole

    async def _answer_dropped(self, request: Message) -> bytes:
        await self._ask(request.whole)
        raise Broken

    async def _answer_cut(self, request: Message) -> bytes:
        raise _Last((await self._ask(request.whole)).cut(self._chance))

    async def _answer_flipped(self, request: Message) -> bytes:
        return (await self._ask(request.whole)).flipped(self._chance)


class CountingLine(BadLine):
    """Counts the bytes of every answer, by method and path; spoils the n-th answer to a path.

    `spoil` {path's beginning: (how many pass, what then)}: `cut` once in the middle of the body, or
    `hold` until the line is closed, so that whoever waits can be killed.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url, 0, bad=0.0)
        self.down: list[tuple[str, int]] = []
        self.spoil: dict[str, tuple[int, str]] = {}
        self.holding = threading.Event()

    def bytes_of(self, path: str) -> int:
        return sum(size for each, size in self.down if each.startswith(path))

    async def _answer(self, request: Message) -> bytes:
        path = request.head.split(b" ", 2)[1].decode()
        answer = await self._ask(request.whole)
        self.down.append((path, len(answer.body)))
        for start, (left, fate) in self.spoil.items():
            if path.startswith(start):
                self.spoil[start] = (left - 1, fate)
                if left == 0 and fate == "cut":
                    raise _Last(answer.head + answer.body[: len(answer.body) // 2])
                if left == 0:
                    self.holding.set()
                    await asyncio.sleep(3_600)
        return answer.whole


class _Last(Exception):
    """What is still said before the line is closed."""

    def __init__(self, said: bytes) -> None:
        super().__init__()
        self.said = said


async def _read(reader: asyncio.StreamReader) -> Message:
    """One message with a Content-Length, or none; raises IncompleteReadError at its end."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    return Message(head, await reader.readexactly(length) if length else b"")
