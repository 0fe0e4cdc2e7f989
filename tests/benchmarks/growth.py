"""What must not grow with the store: 50,000 against 500,000 records, a delta and the memory."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.sync import Bench, child

FEW, MANY = 50_000, 500_000
RATIO = 1.2
LIMIT = 64  # MB (I19)


def measure() -> Iterator[Figure]:
    every = {}
    for customers in (FEW, MANY):
        every[customers] = _measured(customers)
        most = every[customers]["client"]
        yield Figure(
            f"first download of {customers:,}: memory of the client over idle", most, "MB",
            f"≤ {LIMIT} MB", most <= LIMIT,
        )  # fmt: skip
    few, many = every[FEW], every[MANY]
    works = (
        ("a delta of 1,000, CPU of the client", "ms"),
        ("memory of the client over idle", "client"),
        ("memory of the server over idle", "server"),
    )
    for work, what in works:
        before, after, unit = few[what], many[what], "ms" if what == "ms" else "MB"
        ratio = after / before
        yield Figure(
            f"{MANY:,} against {FEW:,} records: {work}", after, unit, f"≤ {RATIO}x",
            ratio <= RATIO, ratio, f"{FEW:,} ({before:.0f} {unit})",
        )  # fmt: skip
    yield Figure(f"first download of {MANY:,}", many["s"], "s", "–", True, many["s"] / few["s"])


def _measured(customers: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder, Bench.of(Path(folder), customers) as bench:
        first = child("first", str(bench.laptop), bench.url, str(bench.server))
        return {
            "ms": bench.delta(),
            "client": first["megabytes"] - first["idle"],
            "server": first["server"],
            "s": first["seconds"],
        }
