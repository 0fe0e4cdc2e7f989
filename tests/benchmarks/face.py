"""The face at work: switching, sorting, following, moving, deciding; beside the SQL alone."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop import credentials
from desktop.application import Application
from tests.benchmarks.figures import Figure
from tests.benchmarks.window import CUSTOMERS, child, fill
from tests.support.demo_laptop import demo_laptop
from tests.support.processes import PASSPHRASE

UNSENT = 200
MORE = ("KH-001003", "KH-001006", "KH-001015")


def measure() -> Iterator[Figure]:
    book, desk, road = (Path(tempfile.mkdtemp()) for _ in range(3))
    fill(book)
    _edit(book)
    _demo(desk, "zhang", "approvals")
    _demo(road, "zhou", "routes", MORE)
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
    yield _at_most("palette open, painted, the slowest of ten", seen["palette"], 50)
    yield _at_most("another period of 业绩, painted, the slowest of three", seen["board"], 500)
    yield _at_most("map pan, CPU of a frame with 2,000 customers, p95", seen["pan"], 25)
    megabytes = seen["megabytes"]
    yield Figure("memory of the window after that", megabytes, "MB", "≤ 300 MB", megabytes <= 300)
    moved = child("face_window", str(road), "road")
    yield _at_most(
        f"a stop moved among {moved['count']:.0f}, map and list painted, p95", moved["move"], 100
    )
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


def _demo(folder: Path, person: str, workspace: str, more: Sequence[str] = ()) -> None:
    """The demo's laptop, opened last in that workspace, with more stops of its own today."""
    app = demo_laptop(folder, person)
    today = app.clock.today().isoformat()
    for customer in more:
        app.perform("plan.add", None, {"customer": customer, "date": today, "purpose": "service"})
    credentials.wrap(app.profile, app.database.key, lambda: PASSPHRASE)
    app.close()
    (folder / "window.json").write_text(json.dumps({"workspace": workspace}))
