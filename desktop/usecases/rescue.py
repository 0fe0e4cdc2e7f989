"""A damaged store: salvages the unsent changes and sets the file aside; nothing is deleted.

What can be read is sealed to the centre, as of a revoked device; the same person, signed in here
again, gets it back and downloads the rest.
"""

import json
import re
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, Text, insert
from sqlcipher3 import dbapi2 as sqlcipher

from desktop import credentials
from desktop.errors import StoreLocked
from desktop.paths import Profile
from desktop.store import migrate, state
from desktop.store.contents import Contents
from desktop.store.database import Database
from desktop.store.entry_state import EntryState
from desktop.store.pages import Pages
from desktop.store.tables import DISCARDED, OUTBOX, REFUSED, STATE
from desktop.usecases.kept_work import keep
from desktop.usecases.synchronise import one_at_a_time
from sync.clock import Clock, from_text
from sync.errors import Problem, Refused
from sync.mutations import MUTATIONS
from sync.wire import Status

WANTED = (STATE, OUTBOX, REFUSED)
STATE_NAME = re.compile(r"[a-z_]+\Z")


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
    torn = [table for table in WANTED if not _read(damaged, key, database, table)]
    if torn:
        _pick_up(damaged, key, database, torn)
    with database.read() as connection:
        return state.everything(connection), not torn


def _read(damaged: Path, key: bytes, database: Database, table: Table) -> bool:
    """Copies the rows of a table up to the first damaged page; whether that was all of them."""
    try:
        with closing(_open(damaged, key)) as source, database.write() as connection:
            found = source.execute(f"SELECT * FROM {table.name} ORDER BY rowid")
            names = [each[0] for each in found.description]
            for values in found:
                _add(connection, table, dict(zip(names, values, strict=True)))
    except (sqlcipher.DatabaseError, sqlite3.DatabaseError):
        return False
    return True


def _pick_up(damaged: Path, key: bytes, database: Database, tables: list[Table]) -> None:
    """Adds the rows of these tables from every page that is as it was written.

    Of a page that SQLite let go of before the damage, too: what was answered since is known again
    by its name, its author and its time when it is sent again.
    """
    with database.write() as connection:
        columns = {
            table: [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
            for table in tables
        }
        for number, values in Pages(damaged, key).rows():
            for table, names in columns.items():
                row = dict(zip(names, values, strict=False))
                if "key" in row:
                    row["key"] = number
                if len(values) == len(names) and _belongs(table, row):
                    _add(connection, table, row)


def _belongs(table: Table, row: dict[str, Any]) -> bool:
    """Whether this is a row of that table, by its types and by what only such a row says."""
    for column in table.c:
        value, wanted = row.get(column.name), str if isinstance(column.type, Text) else int
        if not isinstance(value, wanted) and not (value is None and column.nullable):
            return False
    try:
        if table is STATE:
            json.loads(row["value"])
            return bool(STATE_NAME.match(row["name"]))
        from_text(row["at"])
    except ValueError:
        return False
    known = [*EntryState] if table is OUTBOX else [*Status, DISCARDED]
    return row["name"] in MUTATIONS and row["state" if table is OUTBOX else "status"] in known


def _add(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    known = {name: value for name, value in row.items() if name in table.c}
    connection.execute(insert(table).prefix_with("OR IGNORE").values(known))


def _open(path: Path, key: bytes) -> Any:
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
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
