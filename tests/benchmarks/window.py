"""The window on 100,000 customers: start, search, wheel, jump, memory; beside an empty window."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from desktop import credentials
from desktop.demo.scale import customers
from desktop.store.bootstrap import Bootstrap
from sync.wire import Group
from tests.benchmarks.figures import Figure
from tests.support.laptops import COMPANY, laptop
from tests.support.processes import PASSPHRASE, ROOT, environment

CUSTOMERS = 100_000
RUNS = 3


def measure() -> Iterator[Figure]:
    folder = Path(tempfile.mkdtemp())
    fill(folder)
    runs = [(child("empty_window"), child("cold_start", str(folder))) for _ in range(RUNS)]
    empty = statistics.median(run["seconds"] for run, _ in runs)
    start = statistics.median(run["start"] for _, run in runs)
    yield Figure(
        f"window with rows, cold start, {CUSTOMERS:,} customers", start, "s",
        "≤ 1.5 s, ≤ 3x empty window", start <= 1.5 and start <= 3 * empty, start / empty,
        f"empty window ({empty:.2f} s)",
    )  # fmt: skip
    last = runs[-1][1]
    for length in ("1", "2", "4"):
        value = last["search"][length]
        work = f"search, keystroke to paint, {length} characters, p95"
        yield Figure(work, value, "ms", "≤ 80 ms", value <= 80)
    yield Figure("wheel frame, CPU, p95", last["wheel"], "ms", "≤ 16 ms", last["wheel"] <= 16)
    yield Figure(
        "jump to the last row, painted", last["jump"], "ms", "≤ 100 ms", last["jump"] <= 100
    )
    memory = last["megabytes"]
    yield Figure("memory of the window after that", memory, "MB", "≤ 300 MB", memory <= 300)


def fill(folder: Path) -> None:
    """A signed-in profile whose key a passphrase wraps, opened on the customers."""
    app = laptop(folder)
    credentials.wrap(app.profile, app.database.key, lambda: PASSPHRASE)
    rows = customers(CUSTOMERS, territories=("hz1",), owner="zhou")
    fields = sorted({name for row in rows for name in row} - {"id"})
    first = Bootstrap(app.database)
    for start in range(0, len(rows), 2_000):
        some = rows[start : start + 2_000]
        values = [[row.get(name) for row in some] for name in fields]
        ids = [row["id"] for row in some]
        first.add([Group("customer", "I", ids, [1] * len(ids), "terr:hz1", fields, values)])
    for group in _others():
        first.add([group])
    first.finish({"parts": '["all","terr:hz1"]'})
    app.close()
    (folder / "window.json").write_text(json.dumps({"workspace": "customers"}))


def _others() -> list[Group]:
    """The small company of the fixture, once more: the fresh file starts from nothing."""
    groups = []
    for type, rows in COMPANY.items():
        if type == "customer":
            continue
        names = sorted({name for _, fields in rows.values() for name in fields})
        values = [[fields.get(name) for _, fields in rows.values()] for name in names]
        groups.append(Group(type, "I", list(rows), [1] * len(rows), "all", names, values))
    return groups


def child(module: str, *arguments: str) -> Mapping[str, Any]:
    """Each start in a process of its own, told when it began; compiled modules are kept, as
    a laptop keeps them after its first start."""
    environ = {**environment(), "QT_QPA_PLATFORM": os.environ.get("BENCHMARK_QPA", "offscreen")}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments, repr(time.time())],
        capture_output=True, text=True, cwd=ROOT, env=environ, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2_000:]
    answer: Mapping[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer
