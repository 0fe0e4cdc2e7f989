"""200 laptops against one server on this machine: 10 changes every 10 s each, on both databases.

The laptops are coroutines of one process that speak nothing but the protocol, over kept
connections: envelopes are signed as they go, answers decoded, cursors moved. What their process
spends is told beside what the server spends, since they share the cores.
"""

import asyncio
import itertools
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync import signing, wire
from sync.clock import Clock
from sync.wire import Envelope, Reply, Request
from tests.benchmarks.figures import Figure
from tests.support import centre, postgres
from tests.support.centre import Laptop
from tests.support.servers import Server

LAPTOPS = 200
TERRITORIES = 20
CUSTOMERS = 50  # a territory
CHANGES = 10
EVERY = 10.0  # seconds
SECONDS = 40.0  # measured, after one round to warm up


def pack() -> dict[str, Any]:
    """20 territories with ten reps each, who all see each other's work."""
    rounds = range(TERRITORIES)
    reps = range(LAPTOPS)
    return {
        "company": {"id": "many", "name": "多人公司", "timezone": "Asia/Shanghai"},
        "units": [{"id": "hq", "name": "总部", "kind": "company"}],
        "territories": [{"id": f"t{n}", "name": f"{n} 片", "unit": "hq"} for n in rounds],
        "posts": [{"id": "gm", "title": "总经理", "unit": "hq"}]
        + [
            {"id": f"p{n}", "title": "业务员", "superior": "gm", "territories": [f"t{n % 20}"]}
            for n in reps
        ],
        "people": [
            {"id": f"r{n}", "name": f"r{n}", "user": f"r{n}", "password": "-", "post": f"p{n}"}
            for n in reps
        ],
        "customers": [
            {"id": f"c{n}-{m}", "name": f"客户 {n}-{m}", "territory": f"t{n}", "class": "A"}
            for n in rounds
            for m in range(CUSTOMERS)
        ],
    }


@dataclass
class Rep:
    """One laptop: what it needs to speak, and how long each exchange took."""

    number: int
    said: Laptop
    key: Ed25519PrivateKey
    times: list[float] = field(default_factory=list)
    failed: int = 0

    def request(self) -> bytes:
        said = self.said
        push = [self._change(said) for _ in range(CHANGES)]
        asked = Request(said.epoch, said.cursor, said.scope, push, joined=said.joined)
        return wire.encode(asked)

    def hear(self, body: bytes) -> bool:
        """Whether there is more to ask for at once."""
        reply = wire.decode(body, Reply)
        self.failed += sum(result.status in ("refused", "quarantined") for result in reply.results)
        self.said.cursor, self.said.scope = reply.cursor, reply.scope
        return reply.more or reply.parts is not None

    def _place(self, mseq: int) -> int:
        """One of five customers of their own; every tenth time anybody's of the territory."""
        if mseq % 10 == 0:
            return mseq * 7 % CUSTOMERS
        return self.number // TERRITORIES * 5 + mseq % 5

    def _change(self, said: Laptop) -> Envelope:
        said.mseq += 1
        place = self._place(said.mseq)
        customer, now = f"c{self.number % TERRITORIES}-{place}", said.clock.now_text()
        if said.mseq % 2:
            fields = {"phone": f"0571-{self.number:04d}{said.mseq:04d}"}
            made = Envelope(said.mseq, "customer.edit", customer, fields, now)
        else:
            fields = {"customer": customer, "started_at": now, "purpose": "service"}
            made = Envelope(said.mseq, "visit.record", f"v{self.number}-{said.mseq}", fields, now)
        made.base = {f"customer/{customer}": said.cursor}
        made.sig = signing.sign(self.key, said.device, made)
        return made


def measure() -> Iterator[Figure]:
    for kind in ("SQLite", "PostgreSQL"):
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            url = f"sqlite:///{folder / 'centre.db'}"
            if kind == "PostgreSQL":
                url = postgres.create(stack.enter_context(postgres.cluster(safe=True)), "many")
            centre.found(url, pack())
            server = Server(url, folder / "log")
            address = server.start()
            stack.callback(server.kill)
            yield from _figures(kind, asyncio.run(_run(address, server.pid)))


def _figures(kind: str, run: "Run") -> Iterator[Figure]:
    work = f"{LAPTOPS} laptops, {CHANGES} changes every {EVERY:.0f} s, {kind}"
    cuts = statistics.quantiles(run.times, n=100)
    yield Figure(f"{work}: p50", 1e3 * cuts[49], "ms", "–", True)
    yield Figure(f"{work}: p99", 1e3 * cuts[98], "ms", "≤ 1,000 ms", cuts[98] <= 1)
    yield Figure(f"{work}: exchanges", len(run.times), "", "all answered", not run.failed)
    for who, spent in (("the server", run.server), ("the laptops together", run.own)):
        yield Figure(f"{work}: CPU of {who}", 100 * spent / run.seconds, "% of a core", "–", True)


@dataclass
class Run:
    times: list[float]
    failed: int
    seconds: float
    own: float
    server: float


async def _run(url: str, pid: int) -> Run:
    reps = [_enrolled(url, number) for number in range(LAPTOPS)]
    until = time.monotonic() + EVERY + SECONDS
    jobs = [asyncio.create_task(_rep(url, rep, until)) for rep in reps]
    await asyncio.sleep(EVERY)
    for rep in reps:
        rep.times.clear()
    process = psutil.Process(pid)
    began, own, theirs = time.monotonic(), time.process_time(), _cpu(process)
    await asyncio.gather(*jobs)
    return Run(
        times=list(itertools.chain.from_iterable(rep.times for rep in reps)),
        failed=sum(rep.failed for rep in reps),
        seconds=time.monotonic() - began,
        own=time.process_time() - own,
        server=_cpu(process) - theirs,
    )


def _cpu(process: psutil.Process) -> float:
    spent = process.cpu_times()
    return spent.user + spent.system


def _enrolled(url: str, number: int) -> Rep:
    said = Laptop(url, Clock())
    said.enrol(f"r{number}", f"pw-r{number}")
    reply = said.say()
    said.parts, said.scope = reply.parts or [], reply.scope
    wanted = wire.encode(wire.Wanted(said.parts))
    seq = wire.decode(said.authorised("POST", "/v1/snapshot", wanted), wire.Manifest).seq
    said.cursor = seq
    return Rep(number, said, Ed25519PrivateKey.from_private_bytes(said.key))


async def _rep(url: str, rep: Rep, until: float) -> None:
    """Evenly spread over the ten seconds; one that is late does not catch up."""
    where = urlsplit(url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port, limit=2**22)
    next_at = time.monotonic() + EVERY * rep.number / LAPTOPS
    while next_at < until:
        await asyncio.sleep(max(next_at - time.monotonic(), 0))
        next_at += EVERY
        body, more = rep.request(), True
        began = time.monotonic()
        while more:
            more = rep.hear(await _ask(reader, writer, rep, body))
            body = wire.encode(Request(rep.said.epoch, rep.said.cursor, rep.said.scope))
        rep.times.append(time.monotonic() - began)
    writer.close()


async def _ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, rep: Rep, body: bytes
) -> bytes:
    assert rep.said.tokens is not None
    packed = wire.pack(body)
    head = (
        f"POST /v1/sync HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {rep.said.tokens.access}\r\n"
        "Accept-Encoding: gzip\r\nContent-Encoding: gzip\r\n"
        f"Content-Length: {len(packed)}\r\n\r\n"
    )
    writer.write(head.encode() + packed)
    answer = await reader.readuntil(b"\r\n\r\n")
    lines = answer.decode().lower().split("\r\n")
    assert " 200 " in lines[0], answer
    heads = dict(line.split(": ", 1) for line in lines[1:] if line)
    received = await reader.readexactly(int(heads["content-length"]))
    return wire.unpack(received) if heads.get("content-encoding") == "gzip" else received
