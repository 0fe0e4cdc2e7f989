"""The first download: a fresh encrypted file beside the store, swapped in when it is whole.

The empty store stays usable meanwhile. Rows go in without secondary indexes and without a
journal; indexes are built once at the end. A download that breaks off leaves the store as it
was, and the next one begins the file anew.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import select

from desktop.store import search
from desktop.store.database import Database, told_when_full
from desktop.store.digests import TOTAL
from desktop.store.outbox import Outbox
from desktop.store.tables import LIVE, RECORDS, SEARCHED, TOUCH
from sync.catalogue import CATALOGUE
from sync.catalogue.columns import column_to_sql
from sync.digest import MODULUS, record_numbers, signed, weight
from sync.errors import Problem
from sync.wire import Group

CACHE = 4  # MiB
HASH = 2 * 1024 * 1024  # bytes of search entries gathered before they are written
MERGED_AT_ONCE = 16  # pieces of the search index, each of HASH
SORTED_AT_ONCE = 60_000  # rows of a table; SQLite sorts in memory
OWN = ("outbox", "sent", "touch", "shadow", "refused", "ledger", "state", "alembic_version")


class Bootstrap:
    """One first download."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._path = database.path.with_suffix(".next")
        self._path.unlink(missing_ok=True)
        self._keys = {name: count(1) for name in RECORDS}
        self._file = sqlcipher.connect(str(self._path), isolation_level=None)
        self._total = 0  # of the digests of all rows
        self._twice = False
        self._indexes: dict[str, list[str]] = {}  # by table, those that are still to be built
        self._triggers: list[str] = []
        self._prepare()

    def add(self, groups: Iterable[Group]) -> None:
        """Whole records of a snapshot; one that came before is passed over.

        Raises Problem("disk_full"); the next download begins the file anew.
        """
        with self._abandoned_when_full():
            self._add(groups)

    @contextmanager
    def _abandoned_when_full(self) -> Iterator[None]:
        """Half a download gives its room back to the disk."""
        try:
            with told_when_full(self._path):
                yield
        except Problem:
            self._file.close()
            self._path.unlink(missing_ok=True)
            raise

    def _add(self, groups: Iterable[Group]) -> None:
        for group in groups:
            field = CATALOGUE[group.type].field
            columns = [column_to_sql(field(path), values) for path, values in _pairs(group)]
            keys = [next(self._keys[group.type]) for _ in group.ids]
            names = ", ".join(group.fields)
            marks = ", ".join("?" * (len(group.fields) + 6))
            digests = _digests(group)
            before = self._file.total_changes
            same: list[list[Any]] = [[group.part] * len(keys), [LIVE] * len(keys)]
            rows = zip(keys, group.ids, group.seqs, *same, digests, *columns, strict=True)
            self._file.executemany(
                f"INSERT OR IGNORE INTO {group.type}(key, id, ver, part, deleted, digest"
                f"{', ' + names if names else ''}) VALUES ({marks})",
                rows,
            )
            self._total += sum(digests)
            if keys[-1] > SORTED_AT_ONCE:
                self._build_indexes(group.type)
            self._twice |= self._file.total_changes - before < len(keys)
            if group.type in SEARCHED:
                self._index(group, keys)

    def finish(self, state: dict[str, str]) -> None:
        """Builds the indexes, takes over what the store knew, and becomes the store.

        `state`: names and JSON values that change with this download. Nobody writes into the
        old file once it was read: that would be lost.
        """
        with self._abandoned_when_full():
            self._finish(state)

    def _finish(self, state: dict[str, str]) -> None:
        for type in list(self._indexes):
            self._build_indexes(type)
        for sql in self._triggers:
            self._file.execute(sql)
        for sql in (sql for name in SEARCHED for sql in search.settings(name)):
            self._file.execute(sql)
        state = {**state, TOTAL: str(self._held() % MODULUS)}
        self._file.execute("COMMIT")
        self._sync()  # before anybody has to wait for it
        self._file.execute("BEGIN")
        with self._database.alone():
            version = self._take_over()
            self._file.executemany(
                "INSERT OR REPLACE INTO state VALUES (?, ?)", list(state.items())
            )
            self._file.execute("COMMIT")
            self._file.execute(f"PRAGMA user_version = {version}")
            self._file.execute("PRAGMA journal_mode = DELETE")
            self._file.close()
            self._sync()
            self._database.become(self._path)
            self._draw_unsent()

    def _build_indexes(self, table: str) -> None:
        """Many rows are sorted at once, as far as memory goes; what comes after finds its place."""
        for sql in self._indexes.pop(table, ()):
            self._file.execute(sql)

    def _sync(self) -> None:
        """The file was written without any synchronisation."""
        with self._path.open("rb+") as file:
            os.fsync(file.fileno())

    def _held(self) -> int:
        """The sum of the digests; from the rows, if some of them came twice."""
        if not self._twice:
            return self._total
        sums = (self._file.execute(f"SELECT digest FROM {name}").fetchall() for name in RECORDS)
        return sum(digest for rows in sums for (digest,) in rows)

    def _take_over(self) -> int:
        """Copies what is not downloaded; the number of the schema."""
        with self._database.unlocked() as old:
            for name in OWN:
                rows = old.execute(f"SELECT * FROM {name}").fetchall()
                if rows:
                    marks = ", ".join("?" * len(rows[0]))
                    self._file.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
            return int(old.execute("PRAGMA user_version").fetchone()[0])

    def _draw_unsent(self) -> None:
        """What was done during the download shows in the new store as it did in the old."""
        with self._database.write() as connection:
            box = Outbox(connection)
            for type, id in connection.execute(select(TOUCH.c.type, TOUCH.c.id).distinct()).all():
                confirmed = box.rows.get(type, id)
                if confirmed is not None:
                    box.set_base(type, id, confirmed)
                box.redraw(type, id)

    def _prepare(self) -> None:
        """The store's own schema; its indexes and triggers come later."""
        self._file.execute(f"PRAGMA key = \"x'{self._database.key.hex()}'\"")
        for pragma in (
            "journal_mode = OFF",
            "synchronous = OFF",
            "temp_store = MEMORY",
            f"cache_size = -{CACHE * 1024}",
            "locking_mode = EXCLUSIVE",
        ):
            self._file.execute(f"PRAGMA {pragma}")
        with self._database.unlocked() as connection:
            schema = connection.execute(
                "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            ).fetchall()
        self._file.execute("BEGIN")
        made = tuple(f"{name}_fts_" for name in SEARCHED)
        for kind, name, table, sql in schema:
            if kind == "index" and " WHERE " not in sql:  # one of few rows costs nothing
                self._indexes.setdefault(table, []).append(sql)
            elif kind == "trigger":
                self._triggers.append(sql)
            elif not name.startswith(("sqlite_", *made)):
                self._file.execute(sql)
        for name in SEARCHED:
            self._file.execute(
                f"INSERT INTO {name}_fts({name}_fts, rank) "
                f"VALUES ('hashsize', {HASH}), ('automerge', {MERGED_AT_ONCE})"
            )

    def _index(self, group: Group, keys: list[int]) -> None:
        known = dict(_pairs(group))
        columns = {name: known[name] for name in CATALOGUE[group.type].search if name in known}
        if not columns:
            return
        entries = zip(keys, search.entries(columns), strict=True)
        self._file.executemany(
            f"INSERT OR IGNORE INTO {group.type}_fts(rowid, words, grams) VALUES (?, ?, ?)",
            [(key, *entry) for key, entry in entries],
        )
        if group.type == search.LISTED:
            placed = zip(keys, search.places(columns), strict=True)
            self._file.executemany(search.PLACE, [(key, *place) for key, place in placed])


def _digests(group: Group) -> list[int]:
    """What each record adds to the sum that is compared with the centre's."""
    times = weight(group.part)
    numbers = record_numbers(group.type, group.ids, group.seqs, group.fields, group.values)
    return [signed(number * times) for number in numbers]


def _pairs(group: Group) -> Iterable[tuple[str, list[Any]]]:
    return zip(group.fields, group.values, strict=True)
