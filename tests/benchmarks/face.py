"""The face at work: switching, sorting, following, deciding, panning; beside the SQL alone."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from desktop import credentials
from desktop.application import Application
from tests.benchmarks.figures import Figure
from tests.benchmarks.window import CUSTOMERS, child, fill
from tests.support.demo_laptop import demo_laptop
from tests.support.processes import PASSPHRASE

UNSENT = 200


def measure() -> Iterator[Figure]:
    book, desk = Path(tempfile.mkdtemp()), Path(tempfile.mkdtemp())
    fill(book)
    _edit(book)
    _sixty(desk)
    seen = child("face_window", str(book), "book")
    said = f"{CUSTOMERS:,} customers, {UNSENT} unsent edits"
    yield _at_most(
        f"switch of workspace, painted, the slowest of seven; {said}", seen["switch"], 100
    )
    for column in ("indexed", "unindexed"):
        took, sql = seen[column], seen[f"{column}_sql"]
        yield Figure(
            f"sort by an {column} column, painted", took, "ms", "≤ 300 ms", took <= 300,
            took / sql, f"the SQL alone ({sql:.0f} ms)",
        )  # fmt: skip
    yield _at_most("longest silence of the event loop while sorting", seen["silence"], 50)
    yield _at_most("J to the card of the next row, painted, p95", seen["follow"], 50)
    yield _at_most("map pan, CPU of a frame with 2,000 customers, p95", seen["pan"], 25)
    megabytes = seen["megabytes"]
    yield Figure("memory of the window after that", megabytes, "MB", "≤ 300 MB", megabytes <= 300)
    done = child("face_window", str(desk), "desk")
    yield _at_most(
        f"A to the next of {done['count']:.0f} requests, painted, p95", done["next"], 100
    )


def _at_most(work: str, milliseconds: float, reach: int) -> Figure:
    return Figure(work, milliseconds, "ms", f"≤ {reach} ms", milliseconds <= reach)


def _edit(folder: Path) -> None:
    """Edits of customers all over the list that no centre has taken."""
    app = Application.open(folder, lambda: PASSPHRASE)
    with app.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT id FROM customer ORDER BY id").fetchall()
    for number in range(UNSENT):
        id = rows[number * len(rows) // UNSENT][0]
        app.perform("customer.edit", id, {"remark": f"店长换人 {number}"})
    app.close()


def _sixty(folder: Path) -> None:
    app = demo_laptop(folder, "zhang")
    credentials.wrap(app.profile, app.database.key, lambda: PASSPHRASE)
    app.close()
    (folder / "window.json").write_text(json.dumps({"workspace": "approvals"}))
