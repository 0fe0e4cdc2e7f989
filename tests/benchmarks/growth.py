"""What must not grow with the store: 50,000 against 500,000 records, a delta and the memory."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.sync import Bench, child

FEW, MANY = 50_000, 500_000
RATIO = 1.2


def measure() -> Iterator[Figure]:
    few, many = _measured(FEW), _measured(MANY)
    for work, unit in (("a delta of 1,000, CPU of the client", "ms"), ("memory over idle", "MB")):
        before, after = few[unit], many[unit]
        ratio = after / before
        yield Figure(
            f"{MANY:,} against {FEW:,} records: {work}", after, unit, f"≤ {RATIO}x",
            ratio <= RATIO, ratio, f"{FEW:,} ({before:.0f} {unit})",
        )  # fmt: skip
    yield Figure(f"first download of {MANY:,}", many["s"], "s", "–", True, many["s"] / few["s"])


def _measured(customers: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder, Bench.of(Path(folder), customers) as bench:
        first = child("first", str(bench.laptop), bench.url)
        return {
            "ms": bench.delta(),
            "MB": first["megabytes"] - first["idle"],
            "s": first["seconds"],
        }
