"""A damaged store: salvages the unsent changes and sets the file aside; nothing is deleted.

What can be read is sealed to the centre, as of a revoked device; the same person, signed in here
again, gets it back and downloads the rest.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert
from sqlcipher3 import dbapi2 as sqlcipher

from desktop import credentials
from desktop.errors import StoreLocked
from desktop.paths import Profile
from desktop.store import migrate, state
from desktop.store.contents import Contents
from desktop.store.database import Database
from desktop.store.tables import OUTBOX, REFUSED, STATE
from desktop.usecases.kept_work import keep
from desktop.usecases.synchronise import one_at_a_time
from sync.clock import Clock
from sync.errors import Problem, Refused

WANTED = (STATE, OUTBOX, REFUSED)
MOST_SKIPPED = 2_000  # rows in a row that cannot be read, before a table is given up


@dataclass(frozen=True, slots=True)
class Rescued:
    """`kept`: changes and files that wait for the next sign-in; `whole`: all could be read."""

    kept: int
    whole: bool
    aside: Path
    server: str
    user: str

    def told(self) -> Problem:
        """What a person should know of it, in sentences of its own."""
        kind = "rescued" if self.whole else "rescued_partly"
        return Problem(kind if self.kept or not self.whole else "rescued_nothing", **self.facts())

    def facts(self) -> dict[str, Any]:
        return {"kept": self.kept, "whole": self.whole, "aside": str(self.aside)}


def rescue(folder: Path, ask: credentials.Ask) -> Rescued:
    """Makes room for signing in again.

    Raises StoreLocked for a wrong passphrase, no profile, or a folder that cannot be written to,
    Refused("store_sound") where nothing is damaged.
    """
    profile = Profile(folder)
    if not profile.exists:
        raise StoreLocked("no_profile", path=str(folder))
    key = credentials.load(profile, ask)
    clock = Clock()
    if _is_sound(profile.store, key):
        raise Refused("store_sound")
    with one_at_a_time(profile):
        with tempfile.TemporaryDirectory(dir=folder) as fresh:
            database = Database(Path(fresh) / "store.db", key)
            migrate.upgrade(database)
            known, whole = _copied(profile.store, key, database)
            kept = 0
            try:
                kept = keep(profile, database, Contents(profile.files, key), clock)
            except (Problem, KeyError, ValueError):  # the keys of the device could not be read
                whole = False
            database.close()
        aside = _set_aside(profile, clock.now_text())
    return Rescued(kept, whole, aside, known.get("server", ""), known.get("user", ""))


def _is_sound(path: Path, key: bytes) -> bool:
    try:
        database = Database(path, key)
        try:
            with database.unlocked() as connection:
                return bool(connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)])
        finally:
            database.close()
    except StoreLocked as error:
        if error.kind == "store_read_only":
            raise
        return False
    except sqlcipher.DatabaseError:
        return False


def _copied(damaged: Path, key: bytes, database: Database) -> tuple[dict[str, Any], bool]:
    """Copies what can be read; returns the table `state`, and whether every row was readable."""
    whole = True
    for table in WANTED:
        reading = _Reading(damaged, key.hex(), table)
        with database.write() as connection:
            for row in reading.rows():
                connection.execute(insert(table).prefix_with("OR IGNORE").values(row))
        whole = whole and reading.whole
    with database.read() as connection:
        return state.everything(connection), whole


class _Reading:
    """Iterates over the readable rows of one table, skipping damaged pages."""

    def __init__(self, path: Path, key: str, table: Table) -> None:
        self._path, self._key, self._table = path, key, table
        self.whole = True

    def rows(self) -> Iterator[dict[str, Any]]:
        after, skipped = 0, 0
        while skipped < MOST_SKIPPED:
            try:
                for number, row in self._after(after):
                    after, skipped = number, 0
                    yield row
                return
            except (sqlcipher.DatabaseError, sqlite3.DatabaseError):
                self.whole = False
                after, skipped = after + 1, skipped + 1

    def _after(self, number: int) -> Iterator[tuple[int, dict[str, Any]]]:
        """The rows after this one, on a new connection: one that met damage reads no more."""
        with closing(self._open()) as connection:
            asked = f"SELECT rowid, * FROM {self._table.name} WHERE rowid > ? ORDER BY rowid"
            found = connection.execute(asked, (number,))
            names = [each[0] for each in found.description]
            for values in found:
                row = dict(zip(names[1:], values[1:], strict=True))
                yield values[0], {name: row[name] for name in row if name in self._table.c}

    def _open(self) -> Any:
        connection = sqlcipher.connect(str(self._path), isolation_level=None)
        connection.execute(f"PRAGMA key = \"x'{self._key}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("PRAGMA writable_schema = ON")  # else a file cut short is not opened
        return connection


def _set_aside(profile: Profile, now: str) -> Path:
    """The damaged store with its key, where nothing looks for a store."""
    stamp = "".join(letter for letter in now[:19] if letter.isdigit())
    aside = profile.folder / f"damaged-{stamp}"
    aside.mkdir(mode=0o700)
    for path in (*profile.folder.glob("store.db*"), profile.key, profile.files):
        if path.exists():
            shutil.move(path, aside / path.name)
    return aside
