"""Typing in the search while 100,000 customers come in, beside the same with nothing coming."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from desktop.usecases.sign_in import Credentials, sign_in
from sync.server import digests
from sync.server.bulk import insert_rows
from sync.server.database import Database
from sync.server.tables import RECORDS
from tests.benchmarks.figures import Figure
from tests.benchmarks.filled import LOGIN, filled
from tests.support.processes import PACK, PASSPHRASE, ROOT, Laptop, environment, run, serving

CUSTOMERS = 100_000


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = f"sqlite:///{folder / 'centre.db'}"
        filled(database, CUSTOMERS)
        laptop, port = _enrolled(folder, database)
        yield from _told("a first download", _typed(laptop, database, port), rows=False)
        _another_territory(folder, database)
        yield from _told("another territory", _typed(laptop, database, port), rows=True)


def _enrolled(folder: Path, database: str) -> tuple[Laptop, int]:
    """Signed in, with nothing downloaded yet, and opened on the customers."""
    laptop = Laptop(folder / "zhou", "zhou")
    with serving(database) as url:
        given = Credentials(url, laptop.user, LOGIN, "benchmark")
        sign_in(laptop.folder, given, lambda: PASSPHRASE).close()
        port = int(url.rpartition(":")[2])
    (laptop.folder / "window.json").write_text(json.dumps({"workspace": "customers"}))
    return laptop, port


def _another_territory(folder: Path, database: str) -> None:
    """The rep's post gets a second territory with as many customers again."""
    table = RECORDS["customer"]
    names = [column.name for column in table.columns]
    centre = Database(database)
    with centre.write() as connection:
        rows = connection.execute(table.select().where(table.c.part == "terr:hz1")).mappings()
        other = {"territory": "hz2", "part": "terr:hz2"}
        again = [dict(row) | other | {"id": f"{row['id']}-2"} for row in rows]
        insert_rows(connection, table, [tuple(row[name] for name in names) for row in again])
        digests.rebuild(connection)
    centre.dispose()
    posts = [
        {**post, "territories": ["hz1", "hz2"]} if post["id"] == "rep1" else post
        for post in PACK["posts"]
    ]
    pack = folder / "pack.json"
    pack.write_text(json.dumps({**PACK, "posts": posts, "customers": []}), "utf-8")
    done = run("sync.server", "company", "load", str(pack), "--database", database)
    assert done.code == 0, done.said


def _typed(laptop: Laptop, database: str, port: int) -> Mapping[str, Any]:
    """A window without a line; the line comes while somebody types."""
    where = {**environment(), "QT_QPA_PLATFORM": os.environ.get("BENCHMARK_QPA", "offscreen")}
    window = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.arriving_window", str(laptop.folder)],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env=where,
    )  # fmt: skip
    assert window.stdout is not None
    assert window.stdout.readline().strip() == "alone", "the window did not open"
    with serving(database, port):
        up = time.time()
        answer, _ = window.communicate()
    assert window.returncode == 0, f"the window ended with {window.returncode}: {answer}"
    found: dict[str, Any] = json.loads(answer.splitlines()[-1])
    return found | {"noticed": found["began"] - up}


def _told(work: str, seen: Mapping[str, Any], *, rows: bool) -> Iterator[Figure]:
    count = f"{CUSTOMERS:,} customers come in ({work}, {seen['seconds']:.0f} s)"
    noticed = seen["noticed"]
    yield Figure(
        f"{count}: it begins by itself after the line is back",
        noticed,
        "s",
        "≤ 40 s",
        noticed <= 40,
    )
    kinds = [("the letter", "echo"), *([("the rows", "answer")] if rows else [])]
    for shown, what in kinds:
        meanwhile, alone = seen["meanwhile"][what], seen["alone"][what]
        yield Figure(
            f"meanwhile, keystroke to the paint of {shown}, p95 of {seen['keys']}", meanwhile, "ms",
            "≤ 80 ms", meanwhile <= 80, meanwhile / alone, f"nothing coming in ({alone:.0f} ms)",
        )  # fmt: skip
    worst, usual = seen["meanwhile"]["silence"], seen["alone"]["silence"]
    yield Figure(
        "meanwhile, longest silence of the event loop", worst, "ms", "≤ 50 ms", worst <= 50,
        worst / usual, f"nothing coming in ({usual:.0f} ms)",
    )  # fmt: skip
    lost = seen["lost"]
    yield Figure("meanwhile, letters lost", lost, "", "0", lost == 0)
