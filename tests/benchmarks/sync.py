"""w1-w5: first download, 1,000 changed down, 1,000 up, nothing, one field; each a fresh process.

The store is opened before the clock starts. Wall time is the median of three runs; bytes and
requests, heads of HTTP included, come from a fourth run through a counting line.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.benchmarks.changes import Colleague
from tests.benchmarks.counting import Counting
from tests.benchmarks.figures import Figure
from tests.benchmarks.filled import LOGIN, filled
from tests.support.processes import ROOT, environment
from tests.support.servers import Server

CUSTOMERS = 50_000
RUNS = 3
Ran = Mapping[str, Any]


def measure() -> Iterator[Figure]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        bench = stack.enter_context(Bench.of(folder, CUSTOMERS))
        yield from bench.download()
        yield from bench.nothing()
        yield from bench.changed_elsewhere(1_000, "w2 pull of 1,000 changed records", 120, 40_000)
        yield from bench.changed_here(1_000, "w3 push of 1,000 records", 200, 120_000)
        yield from bench.changed_elsewhere(1, "w5 one field down", 20, 1_000)
        yield from bench.changed_here(1, "w5 one field up", 20, 1_000)
        yield from bench.broken_off()


class Bench:
    """A centre with customers, a laptop that holds them, and a colleague who changes them."""

    def __init__(self, folder: Path, url: str, customers: int, server: int) -> None:
        self.folder = folder
        self.server = server  # the number of its process
        self.url = url
        self.customers = customers
        self.laptop = folder / "laptop0"
        self.colleague = Colleague(url)

    @staticmethod
    def of(folder: Path, customers: int) -> "Opened":
        return Opened(folder, customers)

    def download(self) -> Iterator[Figure]:
        """w1, beside the raw limit in the same run; memory is what it takes over an idle client."""
        downloads, raws = [], []
        for run in range(RUNS):
            fresh = Path(tempfile.mkdtemp(dir=self.folder))
            raws.append(child("baseline", str(fresh), str(self.customers)))
            shutil.rmtree(fresh)
            downloads.append(child("first", str(self.folder / f"laptop{run}"), self.url))
        work = f"w1 first download of {self.customers:,} customers"
        raw, seconds = median(raws, "seconds"), median(downloads, "seconds")
        yield Figure(
            f"{work}, wall", seconds, "s", "≤ 2x raw executemany, 3 indexes", seconds <= 2 * raw,
            seconds / raw, f"raw ({raw:.2f} s)",
        )  # fmt: skip
        floor = median(raws, "encrypted")
        yield Figure(
            f"{work}, wall", seconds, "s", "–", True, seconds / floor,
            f"the same, encrypted ({floor:.2f} s)",
        )  # fmt: skip
        yield Figure(f"{work}, CPU of the client", median(downloads, "cpu"), "s", "–", True)
        peak, idle = median(downloads, "megabytes"), median(downloads, "idle")
        yield Figure(f"{work}, memory", peak, "MB", "≤ 96 MB", peak <= 96)
        yield Figure(f"{work}, over idle", peak - idle, "MB", "≤ 64 MB", peak - idle <= 64)
        with Counting(self.url) as line:
            child("first", str(self.folder / "counted"), line.url)
        shutil.rmtree(self.folder / "counted")
        megabytes = line.down / 1e6
        limit = 4 * self.customers / CUSTOMERS
        yield Figure(f"{work}, down", megabytes, "MB", f"≤ {limit:.0f} MB", megabytes <= limit)
        yield Figure(f"{work}, requests", line.requests, "", "1 + chunks + enrolling", True)

    def nothing(self) -> Iterator[Figure]:
        yield from self._measured("w4 nothing to do", lambda: None, 15, 600)

    def changed_elsewhere(self, number: int, work: str, ms: float, most: int) -> Iterator[Figure]:
        yield from self._measured(work, lambda: self.colleague.edit(number), ms, most)

    def changed_here(self, number: int, work: str, ms: float, most: int) -> Iterator[Figure]:
        yield from self._measured(work, lambda: self._offline(number), ms, most)

    def delta(self) -> float:
        """CPU milliseconds of a laptop that pulls 1,000 changes."""
        runs = []
        for _ in range(RUNS):
            self.colleague.edit(1_000)
            runs.append(child("once", str(self.laptop), self.url))
        return 1e3 * median(runs, "cpu")

    def broken_off(self) -> Iterator[Figure]:
        """A download that is cut at its middle goes on: what comes twice is a chunk at most."""
        laptop = self.folder / "cut"
        with Counting(self.url) as line:
            child("first", str(laptop), line.url)
            whole = line.down
        shutil.rmtree(laptop)
        with Counting(self.url) as line:
            line.cut_after = whole // 2
            child("first", str(laptop), line.url, fails=True)
            line.cut_after = 0
            child("once", str(laptop), line.url)
            repeated = max(line.down - whole, 0)
        most = 300_000
        work = "a download cut at its middle: bytes that came twice"
        yield Figure(work, repeated / 1e3, "kB", f"≤ {most / 1e3:.0f} kB", repeated <= most)

    def _measured(
        self, work: str, prepare: Callable[[], object], ms: float, most: int
    ) -> Iterator[Figure]:
        runs = []
        for _ in range(RUNS):
            prepare()
            runs.append(child("once", str(self.laptop), self.url))
        wall, cpu = 1e3 * median(runs, "seconds"), 1e3 * median(runs, "cpu")
        yield Figure(f"{work}, wall", wall, "ms", f"≤ {ms:g} ms", wall <= ms)
        yield Figure(f"{work}, CPU of the client", cpu, "ms", "–", True)
        prepare()
        with Counting(self.url) as line:
            child("once", str(self.laptop), line.url)
        size = line.bytes
        yield Figure(f"{work}, bytes", size / 1e3, "kB", f"≤ {most / 1e3:g} kB", size <= most)
        yield Figure(f"{work}, requests", line.requests, "", "–", True)

    def _offline(self, number: int) -> None:
        child("offline", str(self.laptop), str(number))


class Opened:
    """Context of a Bench: its centre runs as long as it."""

    def __init__(self, folder: Path, customers: int) -> None:
        self._folder = folder
        self._customers = customers
        self._stack = ExitStack()

    def __enter__(self) -> Bench:
        database = f"sqlite:///{self._folder / 'centre.db'}"
        filled(database, self._customers)
        server = Server(database, self._folder / "centre.log")
        url = server.start()
        self._stack.callback(server.kill)
        return Bench(self._folder, url, self._customers, server.pid)

    def __exit__(self, *ended: object) -> None:
        self._stack.close()


def median(runs: list[Ran], name: str) -> float:
    return statistics.median(run[name] for run in runs)


def child(module: str, *arguments: str, fails: bool = False) -> Ran:
    """Each measurement in a process of its own, so that memory is its own too."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments],
        capture_output=True, text=True, check=False, cwd=ROOT,
        env={**environment(), "BENCHMARK_PASSWORD": LOGIN},
    )  # fmt: skip
    assert (done.returncode != 0) == fails, done.stderr[-3_000:]
    return {} if fails else json.loads(done.stdout.splitlines()[-1])
