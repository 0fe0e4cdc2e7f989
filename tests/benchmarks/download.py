"""First download of 50,000 customers into the encrypted store; then no change, and one change."""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop.demo.scale import customers
from tests.benchmarks.counting import Counting
from tests.benchmarks.figures import Figure
from tests.support.processes import PACK, PASSWORDS, ROOT, Laptop, centre, environment

CUSTOMERS = 50_000
RUNS = 3


def measure() -> Iterator[Figure]:
    folder = Path(tempfile.mkdtemp())
    pack = {**PACK, "customers": _customers()}
    with centre(folder, pack) as where:
        downloads, raws = [], []
        for run in range(RUNS):
            raws.append(_child("baseline", str(_fresh(folder)), str(CUSTOMERS))["seconds"])
            downloads.append(_child("first", str(folder / f"laptop{run}"), where.url))
        seconds = statistics.median(run["seconds"] for run in downloads)
        raw = statistics.median(raws)
        yield Figure(
            f"first download of {CUSTOMERS:,} customers",
            seconds,
            "s",
            "≤ 4x raw executemany",
            seconds <= 4 * raw,
            seconds / raw,
            f"raw ({raw:.2f} s)",
        )
        memory = statistics.median(run["megabytes"] for run in downloads)
        yield Figure("memory of that download", memory, "MB", "≤ 128 MB", memory <= 128)
        yield from _traffic(Laptop(folder / "laptop0", "zhou"), where.url)
    shutil.rmtree(folder, ignore_errors=True)


def _traffic(laptop: Laptop, url: str) -> Iterator[Figure]:
    """Bytes on the wire with their HTTP heads, both ways, through a counting line."""
    with _counted(laptop, url) as line:
        laptop.sync()
    yield from _one("a sync with nothing to do", line, 600)
    laptop.apply({"do": "customer.edit", "id": "KH-0000001", "set": {"phone": "0571-86000001"}})
    with _counted(laptop, url) as line:
        laptop.sync()
    yield from _one("one changed field", line, 1_000)


def _one(work: str, line: Counting, most: int) -> Iterator[Figure]:
    yield Figure(f"{work}: requests", line.requests, "", "1", line.requests == 1)
    yield Figure(f"{work}: bytes", line.bytes, "B", f"≤ {most} B", line.bytes <= most)


@contextmanager
def _counted(laptop: Laptop, url: str) -> Iterator[Counting]:
    with Counting(url) as line:
        laptop.run("sync", "--peer", line.url)  # from now on through this line
        line.reset()
        yield line


def _customers() -> list[dict[str, Any]]:
    return customers(CUSTOMERS, territories=("hz1",), owner="zhou")


def _fresh(folder: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=folder))


def _child(module: str, *arguments: str) -> Mapping[str, Any]:
    """Each measurement in a process of its own, so that memory is its own too."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**environment(), "BENCHMARK_PASSWORD": PASSWORDS["zhou"]},
    )
    answer: Mapping[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer
