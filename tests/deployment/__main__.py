"""Kills the primary under load: python -m tests.deployment [--kills N] [--seconds S].

Two server processes behind one address, laptops that push all the time. Every change that was
acknowledged must be in the ledger of the cluster afterwards, with the same fate and number.
"""

import argparse
import http.client
import json
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from sync.clock import Clock
from sync.server import keeping
from sync.server.database import Database
from sync.server.ledger import lines
from sync.wire import Result
from tests.deployment.cluster import Cluster, Missing, cluster, wait_until
from tests.support import centre
from tests.support.centre import Laptop, Refusal
from tests.support.faults import BadLine
from tests.support.servers import Server

USERS = ("ann", "ben", "cat", "ann", "ben", "cat")
PAUSE = 0.3  # seconds until something that failed is said again


@dataclass
class Pusher:
    """A laptop that pushes one change after another, and says again what was not answered."""

    laptop: Laptop
    acknowledged: dict[int, tuple[Result, float]] = field(default_factory=dict)
    failures: int = 0

    def until(self, stop: threading.Event) -> None:
        said = self.laptop
        envelope = None
        while not stop.is_set() or envelope is not None:
            envelope = envelope or said.envelope("customer.edit", self._customer(), phone=_now())
            try:
                reply = said.say(envelope)
            except (Refusal, OSError, http.client.HTTPException) as error:
                if isinstance(error, Refusal) and error.status < 500:
                    raise  # the centre did answer, and wrongly
                self.failures += 1
                time.sleep(PAUSE)
                continue
            (result,) = reply.results
            self.acknowledged[result.mseq] = (result, time.monotonic())
            said.cursor, said.h, said.scope, envelope = reply.cursor, reply.h, reply.scope, None

    def _customer(self) -> str:
        return "d1" if self.laptop.person == "ben" else "c1"


def _now() -> str:
    return str(time.monotonic_ns())


def main() -> int:
    asked = _arguments()
    try:
        with ExitStack() as stack:
            began = time.monotonic()
            nodes = stack.enter_context(cluster())
            print(f"three nodes after {time.monotonic() - began:.1f} s", file=sys.stderr)
            url = nodes.database("company")
            centre.found(url)
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            servers = [Server(url, folder / f"server{n}") for n in range(2)]
            urls = [server.start() for server in servers]
            for server in servers:
                stack.callback(server.kill)
            line = stack.enter_context(BadLine(urls, 1, bad=0.0))
            pushers = [Pusher(_enrolled(line.url, user)) for user in USERS]
            outages = _under_load(nodes, pushers, asked)
            wrong = _account(url, pushers)
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 2
    report = {
        "acknowledged": sum(len(each.acknowledged) for each in pushers),
        "said again": sum(each.failures for each in pushers),
        "primaries killed": len(outages),
        "seconds without an acknowledgement": [round(each, 1) for each in outages],
        "wrong": wrong,
    }
    print(json.dumps(report, ensure_ascii=False))
    return 1 if wrong else 0


def _under_load(nodes: Cluster, pushers: list[Pusher], asked: argparse.Namespace) -> list[float]:
    """How long nobody was acknowledged anything, for each primary killed."""
    stop = threading.Event()
    jobs = [threading.Thread(target=pusher.until, args=(stop,)) for pusher in pushers]
    for job in jobs:
        job.daemon = True
        job.start()
    outages = []
    try:
        for _ in range(asked.kills):
            time.sleep(asked.seconds)
            killed_at, name = time.monotonic(), nodes.kill_primary()
            print(f"killed {name}", file=sys.stderr)
            wait_until(lambda at=killed_at: _last(pushers) > at + 1.0, "writes again")  # type: ignore[misc]
            outages.append(_longest_gap(pushers, killed_at))
            print(f"acknowledged again after {outages[-1]:.1f} s", file=sys.stderr)
            nodes.start_node(name)
            wait_until(nodes.whole, "the killed node as a standby")
        time.sleep(asked.seconds)
    finally:
        stop.set()
        for job in jobs:
            job.join()
    return outages


def _last(pushers: list[Pusher]) -> float:
    times = [at for each in pushers for _, at in list(each.acknowledged.values())[-1:]]
    return max(times, default=0.0)


def _longest_gap(pushers: list[Pusher], since: float) -> float:
    times = sorted(at for each in pushers for _, at in list(each.acknowledged.values()))
    near = [since, *(at for at in times if at > since)]
    return max(after - before for before, after in pairwise(near))


def _account(url: str, pushers: list[Pusher]) -> list[str]:
    database = Database(url)
    there = {(x["device"], x["mseq"]): (x["status"], x["seq"]) for x in lines(database)}
    wrong = [str(each) for each in keeping.check(database) if not each["ok"]]
    for pusher in pushers:
        device = pusher.laptop.device
        wrong += [
            f"{device} {mseq}: acknowledged {result.status} {result.seq}, "
            f"the centre says {there.get((device, mseq))}"
            for mseq, (result, _) in pusher.acknowledged.items()
            if there.get((device, mseq)) != (result.status, result.seq)
        ]
    database.dispose()
    return wrong


def _enrolled(url: str, user: str) -> Laptop:
    laptop = Laptop(url, Clock())
    laptop.enrol(user, f"pw-{user}")
    laptop.sync()
    return laptop


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.deployment", description=__doc__)
    parser.add_argument("--kills", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10, help="of load around each kill")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
