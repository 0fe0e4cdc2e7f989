"""The first download: a fresh encrypted file beside the store, swapped in when it is whole.

The empty store stays usable meanwhile. Rows go in without a journal, each with its places in the
indexes: the wide ones grow at their ends, the pages of the narrow ones are at hand, and nothing is
sorted in memory. A download that breaks off leaves the store as it was, and the next one begins the
file anew.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import select

from desktop.store import search
from desktop.store.database import Database, told_of_the_disk
from desktop.store.digests import TOTAL
from desktop.store.shadows import Shadows
from desktop.store.tables import LIVE, RECORDS, SEARCHED, TOUCH
from sync.catalogue import CATALOGUE
from sync.catalogue.columns import column_to_sql
from sync.digest import MODULUS, record_numbers, signed, weight
from sync.errors import Problem
from sync.wire import Group

CACHE = 8  # MiB: the narrow indexes of 100,000 customers
HASH = 2 * 1024 * 1024  # bytes of search entries gathered before they are written
MERGED_AT_ONCE = 16  # pieces of the search index, each of HASH
OWN = ("outbox", "sent", "touch", "shadow", "refused", "ledger", "state", "alembic_version")


class Bootstrap:
    """One first download: `add` the records of each chunk, then `finish` once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._path = database.path.with_suffix(".next")
        self._path.unlink(missing_ok=True)
        self._keys = {name: count(1) for name in RECORDS}
        self._file = sqlcipher.connect(str(self._path), isolation_level=None)
        self._total = 0  # of the digests of all rows
        self._twice = False
        self._triggers: list[str] = []
        self._prepare()

    def add(self, groups: Iterable[Group]) -> None:
        """Whole records of a snapshot; a record that was added before is skipped.

        Raises Problem("disk_full"); the next download begins the file anew.
        """
        with self._abandoned_when_full():
            self._add(groups)

    @contextmanager
    def _abandoned_when_full(self) -> Iterator[None]:
        """Deletes the unfinished file if the disk is full."""
        try:
            with told_of_the_disk(self._path):
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
            self._twice |= self._file.total_changes - before < len(keys)
            if group.type in SEARCHED:
                self._index(group, keys)

    def finish(self, state: dict[str, str]) -> None:
        """Copies the tables that are not downloaded, and replaces the store.

        `state`: rows of the table `state` that change with this download, by name, as JSON. Writers
        are locked out from the copying to the swap: what they wrote would be lost.
        """
        with self._abandoned_when_full():
            self._finish(state)

    def _finish(self, state: dict[str, str]) -> None:
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
            self._rebase_unsent()

    def _sync(self) -> None:
        """The file was written with PRAGMA synchronous = OFF: fsync it now."""
        with self._path.open("rb+") as file:
            os.fsync(file.fileno())

    def _held(self) -> int:
        """The sum of all digests; read back from the rows if some records were added twice."""
        if not self._twice:
            return self._total
        sums = (self._file.execute(f"SELECT digest FROM {name}").fetchall() for name in RECORDS)
        return sum(digest for rows in sums for (digest,) in rows)

    def _take_over(self) -> int:
        """Copies the tables in OWN, and which keys were given (sqlite_sequence).

        Returns the schema version (PRAGMA user_version).
        """
        with self._database.unlocked() as old:
            self._file.execute("DELETE FROM sqlite_sequence")
            for name in ("sqlite_sequence", *OWN):
                rows = old.execute(f"SELECT * FROM {name}").fetchall()
                if rows:
                    marks = ", ".join("?" * len(rows[0]))
                    self._file.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
            return int(old.execute("PRAGMA user_version").fetchone()[0])

    def _rebase_unsent(self) -> None:
        """Applies the unsent changes to the downloaded rows, which become their shadows."""
        with self._database.write() as connection:
            shadows = Shadows(connection)
            for type, id in connection.execute(select(TOUCH.c.type, TOUCH.c.id).distinct()).all():
                confirmed = shadows.rows.get(type, id)
                if confirmed is not None:
                    shadows.set_base(type, id, confirmed)
                shadows.reapply([(type, id)])

    def _prepare(self) -> None:
        """Creates the tables and indexes in the new file; the triggers come at the end."""
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
                "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            ).fetchall()
        self._file.execute("BEGIN")
        made = tuple(f"{name}_fts_" for name in SEARCHED)
        for kind, name, sql in schema:
            if kind == "trigger":
                self._triggers.append(sql)
            elif not name.startswith(("sqlite_", *made)):
                self._file.execute(sql)
        bulk = {"hashsize": HASH, "automerge": MERGED_AT_ONCE, "pgsz": search.PAGE}
        for name in SEARCHED:
            for setting, value in bulk.items():
                self._file.execute(search.setting(name, setting, value))

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
    """What each record adds to the digest that is compared with the centre's (sync/digest.py)."""
    times = weight(group.part)
    numbers = record_numbers(group.type, group.ids, group.seqs, group.fields, group.values)
    return [signed(number * times) for number in numbers]


def _pairs(group: Group) -> Iterable[tuple[str, list[Any]]]:
    return zip(group.fields, group.values, strict=True)
