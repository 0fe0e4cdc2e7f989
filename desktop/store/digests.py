"""The digest of all confirmed records, to be compared with the centre's (sync/digest.py).

Maintained incrementally: triggers note in `dirty` and `erased` which rows changed, whatever changed
them, and before a comparison the digests of those are computed again. What is confirmed of a row
with unsent changes is its shadow, and of any other row the row itself.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, delete

from desktop.store import plain, state
from desktop.store.database import Database
from desktop.store.rows import IN_LIST, listed
from desktop.store.tables import ERASED, LIVE, RECORDS, column_names
from sync.catalogue import CATALOGUE
from sync.catalogue.columns import column_from_sql, fields_in
from sync.digest import (
    MODULUS,
    number_text,
    record_number,
    record_numbers,
    signed,
    weight,
)
from sync.mutations.model import Record

AT_ONCE = 400  # rows counted in one transaction, about 20 ms
_DIRTY = "SELECT type, id FROM dirty LIMIT ?"
_CLEAN = f"DELETE FROM dirty WHERE type = ? AND id {IN_LIST}"
_UNDER = f"SELECT id, fields, part, ver, deleted FROM shadow WHERE type = ? AND id {IN_LIST}"
_UNCOVER = f"DELETE FROM shadow WHERE type = ? AND id {IN_LIST}"
_SHADOWS = "SELECT type, id, fields, part, ver, deleted FROM shadow"
_STANDING = (
    "SELECT EXISTS (SELECT 1 FROM dirty) OR EXISTS (SELECT 1 FROM erased), "
    "(SELECT value FROM state WHERE name = ?)"
)
TOTAL = "digest"


def watch(execute: Callable[[str], object]) -> None:
    for sql in triggers().values():
        execute(sql)


def unwatch(execute: Callable[[str], object]) -> None:
    for name in triggers():
        execute(f"DROP TRIGGER IF EXISTS {name}")


def triggers() -> Mapping[str, str]:
    """CREATE statements by name; an UPDATE that sets `digest` does not mark its row dirty again."""

    def mark(type: str, id: str) -> str:  # within an upsert OR IGNORE is not heeded
        known = f"SELECT 1 FROM dirty WHERE type = {type} AND id = {id}"
        return f"BEGIN INSERT INTO dirty SELECT {type}, {id} WHERE NOT EXISTS ({known}); END"

    made: dict[str, str] = {}
    for name in RECORDS:
        seen = mark(f"'{name}'", "NEW.id")
        made[f"{name}_added"] = (
            f"CREATE TRIGGER {name}_added AFTER INSERT ON {name} WHEN NEW.ver > 0 {seen}"
        )
        made[f"{name}_changed"] = (
            f"CREATE TRIGGER {name}_changed AFTER UPDATE ON {name} "
            f"WHEN NEW.digest = OLD.digest AND (NEW.ver > 0 OR OLD.ver > 0) {seen}"
        )
        made[f"{name}_erased"] = (
            f"CREATE TRIGGER {name}_erased AFTER DELETE ON {name} WHEN OLD.digest != 0 "
            "BEGIN INSERT INTO erased(digest) VALUES (OLD.digest); END"
        )
    for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        name = f"shadow_{event.lower()}"
        made[name] = (
            f"CREATE TRIGGER {name} AFTER {event} ON shadow WHEN {row}.ver > 0 "
            f"{mark(f'{row}.type', f'{row}.id')}"
        )
    return made


def count_all(connection: Connection) -> None:
    """Marks every confirmed row dirty: the digest is computed anew from all of them."""
    connection.execute(delete(ERASED))
    state.put(connection, TOTAL, 0)
    for name in RECORDS:
        plain.run(
            connection,
            f"INSERT OR IGNORE INTO dirty(type, id) SELECT '{name}', id FROM {name} WHERE ver > 0",
        )
        plain.run(connection, f"UPDATE {name} SET digest = 0 WHERE digest != 0")


def counted(database: Database) -> str:
    """The digest of all confirmed records, 16 hexadecimal digits; works off dirty rows first."""
    while True:
        with database.read() as connection:
            due, total = plain.run(connection, _STANDING, (TOTAL,)).fetchone()
        if not due:
            return number_text(json.loads(total or "0"))
        with database.write() as connection:
            count_some(connection, AT_ONCE)


def count_some(connection: Connection, most: int) -> None:
    """Updates the digest for up to `most` dirty rows and for all erased ones."""
    gone = plain.values(connection, "SELECT digest FROM erased")
    changed = plain.run(connection, _DIRTY, (most,)).fetchall()
    if not gone and not changed:
        return
    if gone:
        plain.run(connection, "DELETE FROM erased")
    change = -sum(gone)
    ids: dict[str, list[str]] = {}
    for type, id in changed:
        ids.setdefault(type, []).append(id)
    for type, some in ids.items():
        change += _count(connection, type, some)
        plain.run(connection, _CLEAN, (type, listed(some)))
    _add(connection, change)


def confirm(connection: Connection, type: str, versions: Mapping[str, tuple[int, str]]) -> None:
    """Marks rows as confirmed: by id the version and the partition ("": unchanged).

    Drops their shadows and updates the digest with the same write of each row.
    """
    some = listed(versions)
    rows = []
    for key, id, part, _, *rest in plain.run(connection, _rows(type), (some,)).fetchall():
        ver, home = versions[id]
        rows.append((key, id, home or part, ver, *rest))
    live = [row for row in rows if row[4] == LIVE]
    now = _numbers(type, live) if live else {}
    plain.run(connection, _UNCOVER, (type, some))
    plain.run(
        connection,
        f"UPDATE {type} SET ver = ?, part = ?, pending = 0, digest = ? WHERE key = ?",
        [(ver, part, now.get(id, 0), key) for key, id, part, ver, *_ in rows],
    )
    plain.run(connection, _CLEAN, (type, some))
    _add(connection, sum(now.values()) - sum(row[5] for row in rows))


def receive(
    connection: Connection,
    type: str,
    names: Sequence[str],
    updates: Mapping[str, tuple[int, Sequence[Any]]],
) -> None:
    """Updates rows without unsent changes: by id the version and the values of the columns `names`.

    Older versions than the row's are ignored; the digest is updated with the same write."""
    places = [_HEAD + CATALOGUE[type].names.index(name) for name in names]
    rows = []
    for row in plain.run(connection, _rows(type), (listed(updates),)).fetchall():
        ver, values = updates[row[1]]
        if row[3] < ver:
            newer = [*row[:3], ver, *row[4:]]
            for place, value in zip(places, values, strict=True):
                newer[place] = value
            rows.append(newer)
    if not rows:
        return
    live = [row for row in rows if row[4] == LIVE]
    now = _numbers(type, live) if live else {}
    assignments = ", ".join(f'"{name}" = ?' for name in (*names, "ver", "digest"))
    plain.run(
        connection,
        f"UPDATE {type} SET {assignments} WHERE key = ?",
        [(*(row[at] for at in places), row[3], now.get(row[1], 0), row[0]) for row in rows],
    )
    _add(connection, sum(now.values()) - sum(row[5] for row in rows))


def _add(connection: Connection, change: int) -> None:
    total = state.get(connection, TOTAL, 0)
    state.put(connection, TOTAL, (total + change) % MODULUS)


def _count(connection: Connection, type: str, ids: Sequence[str]) -> int:
    """Recomputes the digests of these rows; returns by how much their sum has changed."""
    some = listed(ids)
    under = {row[0]: row for row in plain.run(connection, _UNDER, (type, some))}
    rows = plain.run(connection, _rows(type), (some,)).fetchall()
    confirmed = [row for row in rows if row[4] == LIVE and row[3] > 0 and row[1] not in under]
    now = _numbers(type, confirmed) if confirmed else {}
    now |= {id: _shadowed(type, *row) for id, row in under.items()}
    change, new = 0, []
    for key, id, _, _, _, before, *_ in rows:
        after = now.get(id, 0)
        if after != before:
            change += after - before
            new.append((after, key))
    if new:
        plain.run(connection, f"UPDATE {type} SET digest = ? WHERE key = ?", new)
    return change


def _numbers(type: str, rows: Sequence[Sequence[Any]]) -> dict[str, int]:
    """The digests of rows without unsent changes, by id; computed column by column."""
    _, ids, parts, vers, _, _, *columns = zip(*rows, strict=True)
    fields = CATALOGUE[type].fields
    values = list(map(column_from_sql, fields, columns))
    numbers = record_numbers(type, ids, vers, CATALOGUE[type].names, values)
    return {
        id: signed(number * weight(part))
        for id, number, part in zip(ids, numbers, parts, strict=True)
    }


def _shadowed(type: str, id: str, fields: str | None, part: str, ver: int, deleted: int) -> int:
    if fields is None or deleted != LIVE or ver <= 0:
        return 0
    return signed(record_number(type, id, ver, json.loads(fields)) * weight(part))


_HEAD = 6  # columns before those of the fields


@cache
def _rows(type: str) -> str:
    return (
        f"SELECT key, id, part, ver, deleted, digest, {column_names(type)} FROM {type} "
        f"WHERE id {IN_LIST}"
    )


def everything(connection: Connection) -> Iterator[Record]:
    """Every live record as the centre last confirmed it."""
    shadows = plain.run(connection, _SHADOWS).fetchall()
    under = {(type, id) for type, id, *_ in shadows}
    for type in RECORDS:
        for id, part, ver, *values in plain.run(connection, _confirmed(type)):
            if (type, id) not in under:
                yield Record(type, id, fields_in(type, values), part, ver)
    for type, id, fields, part, ver, deleted in shadows:
        if fields is not None and deleted == LIVE and ver > 0:
            yield Record(type, id, json.loads(fields), part, ver)


@cache
def _confirmed(type: str) -> str:
    return (
        f"SELECT id, part, ver, {column_names(type)} FROM {type} WHERE deleted = {LIVE} AND ver > 0"
    )


def number_of(record: Record) -> int:
    return record_number(record.type, record.id, record.ver, record.fields)
