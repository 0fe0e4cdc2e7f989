"""How long the store's write transactions take while long work goes on beside the window.

What a person does waits for at most one of them. Each work is done on an encrypted store with
search, on real rows; the time is the whole turn of the writer, commit included.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from desktop.application import Application
from desktop.demo.scale import customers
from desktop.store.database import Database
from desktop.store.replica import LaptopReplica
from sync import garbage
from sync.digest import bucket
from sync.wire import Checked, Group, Reply, Result
from tests.benchmarks.figures import Figure
from tests.support.laptops import laptop

REACH = 50  # ms
ROWS = 5_000
WHOLE, CHANGED = 500, 1_000  # rows of a page: its bytes are limited, too
PUSHED = 500
REPAIRED = 4_000  # rows of one answer


class Watched:
    """The writer's turns, in ms."""

    def __init__(self, database: Database) -> None:
        self.took: list[float] = []
        write = database.write

        @contextmanager
        def watched(*, flushed: bool = True) -> Iterator[Connection]:
            started = time.perf_counter()
            with write(flushed=flushed) as connection:
                yield connection
            self.took.append((time.perf_counter() - started) * 1000)

        database.write = watched  # type: ignore[method-assign]

    def figure(self, work: str, do: Callable[[], Any]) -> Figure:
        self.took.clear()
        do()
        worst = max(self.took)
        name = f"{work}: longest of {len(self.took)} write transactions"
        middle, high = statistics.median(self.took), statistics.quantiles(self.took, n=20)[-1]
        beside = f"median {middle:.0f} ms, p95 {high:.0f} ms"
        return Figure(name, worst, "ms", f"≤ {REACH} ms", worst <= REACH, baseline=beside)


def measure() -> Iterator[Figure]:
    app = laptop(Path(tempfile.mkdtemp()), parts=("all", "terr:hz1"))
    watched = Watched(app.database)
    replica = LaptopReplica(app.database, app.clock)
    rows = customers(ROWS, territories=("hz1",), owner="zhou")
    yield watched.figure(
        f"a colleague's {ROWS:,} new customers arrive", lambda: _pull(app, replica, rows)
    )
    yield watched.figure(f"{ROWS:,} of them change", lambda: _change(app, replica, rows))
    for number in range(PUSHED):
        app.perform("customer.edit", rows[number]["id"], {"remark": f"补记{number}"})
    work = f"a push of {PUSHED} edits is signed and answered"
    yield watched.figure(work, lambda: _push(app, replica))
    first, again = _listing("A"), _listing("B")
    yield watched.figure(f"import of {ROWS:,} rows", lambda: _import(app, first))
    yield watched.figure("the same rows again, each changed", lambda: _import(app, again))
    yield watched.figure("taking that back", app.undo)
    yield watched.figure("taking the import back", app.undo)
    yield watched.figure(f"repair of {REPAIRED:,} rows", lambda: _repair(replica, rows[:REPAIRED]))
    yield watched.figure(
        f"a territory of {ROWS:,} customers leaves", lambda: replica.rescope(["all"], "s2")
    )
    app.close()


@garbage.collected_rarely()  # as the application synchronises
def _pull(app: Application, replica: LaptopReplica, rows: list[dict[str, Any]]) -> None:
    fields = sorted({name for row in rows for name in row} - {"id"})
    for start in range(0, len(rows), WHOLE):
        some = rows[start : start + WHOLE]
        values = [[row.get(name) for row in some] for name in fields]
        _hear(
            app, replica, Group("customer", "I", *_ids(replica, some), "terr:hz1", fields, values)
        )


@garbage.collected_rarely()  # as the application synchronises
def _change(app: Application, replica: LaptopReplica, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), CHANGED):
        some = rows[start : start + CHANGED]
        phones = [f"139{start + place:08}" for place in range(len(some))]
        ids, seqs = _ids(replica, some)
        _hear(app, replica, Group("customer", "U", ids, seqs, "", ["phone"], [phones]))


def _ids(replica: LaptopReplica, rows: list[dict[str, Any]]) -> tuple[list[str], list[int]]:
    first = replica.request().cursor + 1
    return [row["id"] for row in rows], list(range(first, first + len(rows)))


def _hear(app: Application, replica: LaptopReplica, group: Group) -> None:
    request = replica.request()
    reply = Reply(request.epoch, group.seqs[-1], "", app.clock.now_text(), groups=[group])
    replica.apply(request, reply)


@garbage.collected_rarely()  # as the application synchronises
def _push(app: Application, replica: LaptopReplica) -> None:
    request = replica.request()
    results = [Result(each.mseq, "applied", request.cursor + each.mseq) for each in request.push]
    cursor = request.cursor + len(results)
    replica.apply(request, Reply(request.epoch, cursor, "", app.clock.now_text(), results))


@garbage.collected_rarely()  # as the application synchronises
def _repair(replica: LaptopReplica, rows: list[dict[str, Any]]) -> None:
    """Of buckets that differ in every row."""
    places = sorted({bucket("customer", row["id"]) for row in rows})
    fields = sorted({name for row in rows for name in row} - {"id"})
    values = [[f"{row.get(name)}改" if name == "name" else row.get(name) for row in rows]
              for name in fields]  # fmt: skip
    ids, seqs = _ids(replica, rows)
    group = Group("customer", "I", ids, seqs, "terr:hz1", fields, values)
    found = Checked("e1", seqs[-1], "", buckets={"terr:hz1": places}, groups=[group])
    assert replica.repair(found) >= len(rows)


def _listing(klass: str) -> Path:
    path = Path(tempfile.mkdtemp()) / "list.csv"
    lines = [f"第{n}商店,0571-88{n:06d},文三路{n}号,{klass}\n" for n in range(ROWS)]
    path.write_text("客户名称,电话,地址,等级\n" + "".join(lines), encoding="utf-8")
    return path


def _import(app: Application, path: Path) -> None:
    def nobody_watches(_done: int, _total: int) -> None: ...

    app.import_records(app.preview_import(path, "customer", None, nobody_watches), nobody_watches)
