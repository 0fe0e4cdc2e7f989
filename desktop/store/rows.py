"""The record tables: reading, writing, and indexing for full-text search."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, delete, select

from desktop.store import plain, search
from desktop.store.tables import DELETED, LIVE, RECORDS, SEARCHED, column_names
from sync.catalogue import CATALOGUE, Type, Value
from sync.catalogue.columns import fields_in, values_of
from sync.mutations.model import Record, with_paths
from sync.rulings.records import holds


class Rows:
    """The visible records in one transaction; a Reader (sync/mutations) on the laptop."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def get(self, type: str, id: str) -> Record | None:
        return self.several(type, [id]).get(id) if type in RECORDS else None

    def several(self, type: str, ids: Iterable[str]) -> dict[str, Record]:
        """Those of the records that are here, tombstones included, by id."""
        found = {}
        for some in slices(ids):
            rows = plain.run(self.connection, _several(type), (DELETED, listed(some)))
            for id, part, ver, deleted, *values in rows:
                gone = deleted == DELETED
                found[id] = Record(type, id, fields_in(type, values), part, ver, gone)
        return found

    def find(self, type: str, field: str, value: Value) -> list[Record]:
        """The live records whose field is this value, or a list that holds it; by id."""
        table, kind = RECORDS[type], CATALOGUE[type].field(field)
        column = table.c[field]
        like = column.contains(f'"{value}"', autoescape=True)
        condition = like if kind.type is Type.LIST else column == kind.to_sql(value)
        ids = self.connection.scalars(select(table.c.id).where(condition, table.c.deleted == LIVE))
        found = self.several(type, sorted(ids))
        return [row for _, row in sorted(found.items()) if holds(row, field, value)]

    def pending(self, type: str, id: str) -> int:
        table = RECORDS[type]
        found = self.connection.execute(select(table.c.pending).where(table.c.id == id)).scalar()
        return int(found or 0)

    def put(self, record: Record, pending: int) -> None:
        """Writes the whole row, keeping its local key; and its search entry."""
        self.put_all([(record, pending)])

    def put_all(self, records: Sequence[tuple[Record, int]]) -> None:
        """Writes whole rows, each with its number of unsent changes; and their search entries."""
        by_type: dict[str, list[tuple[Record, int]]] = {}
        for record, pending in records:
            by_type.setdefault(record.type, []).append((record, pending))
        for type, mine in by_type.items():
            stale = self._stale(type, mine) if type in SEARCHED else []
            rows = [_row(record, pending) for record, pending in mine]
            plain.run(self.connection, _put(type), rows)
            index(self.connection, type, stale)

    def _stale(self, type: str, records: Sequence[tuple[Record, int]]) -> list[str]:
        """Ids of the records whose searched fields differ from what the table holds."""
        names = CATALOGUE[type].search
        columns = ", ".join(f'"{name}"' for name in names)
        statement = f"SELECT id, {columns} FROM {type} WHERE id {IN_LIST}"
        before: dict[str, list[Any]] = {}
        for some in slices([record.id for record, _ in records]):
            rows = plain.run(self.connection, statement, (listed(some),))
            before |= {id: values for id, *values in rows}
        fields = [CATALOGUE[type].field(name) for name in names]
        return [
            record.id
            for record, _ in records
            if before.get(record.id)
            != [each.to_sql(record.fields.get(each.name)) for each in fields]
        ]

    def erase(self, type: str, ids: Sequence[str]) -> None:
        """Deletes rows without a tombstone: they were never confirmed, or are out of scope."""
        table = RECORDS[type]
        for some in slices(ids):
            if type in SEARCHED:
                keys = select(table.c.key).where(table.c.id.in_(some))
                unindex(self.connection, type, self.connection.scalars(keys).all())
            self.connection.execute(delete(table).where(table.c.id.in_(some)))

    def mark_deleted(self, type: str, vers: Mapping[str, int]) -> None:
        """Turns rows into tombstones of these versions, by id, where those are newer."""
        statement = f"UPDATE {type} SET deleted = {DELETED}, ver = ? WHERE id = ? AND ver < ?"
        rows = [(ver, id, ver) for id, ver in vers.items()]
        plain.run(self.connection, statement, rows)


SLICE = 500
IN_LIST = "IN (SELECT value FROM json_each(?))"
_INDEXED = f"DELETE FROM search_due WHERE type = ? AND key {IN_LIST}"
MERGED_AT_ONCE = 96  # pages of the search index


T = TypeVar("T")


def listed(values: Iterable[Any]) -> str:
    """The parameter of IN_LIST: a JSON array, which holds any number of values."""
    return msgspec.json.encode(list(values)).decode()


def slices(ids: Iterable[T]) -> Iterable[list[T]]:
    every = list(ids)
    return (every[at : at + SLICE] for at in range(0, len(every), SLICE))


def index(connection: Connection, type: str, ids: Iterable[str]) -> None:
    """Writes the search entries of these records."""
    for some in slices(ids):
        _index(connection, type, "id", listed(some))


def _index(connection: Connection, type: str, by: str, some: str) -> None:
    names = CATALOGUE[type].search
    columns = ", ".join(f'"{name}"' for name in names)
    statement = f"SELECT key, {columns} FROM {type} WHERE {by} {IN_LIST}"
    found = plain.run(connection, statement, (some,)).fetchall()
    if not found:
        return
    keys, *values = zip(*found, strict=True)
    fields: dict[str, Sequence[Any]] = dict(zip(names, values, strict=True))
    for name in names:
        if CATALOGUE[type].field(name).type is Type.MAP:
            fields[name] = [json.loads(value or "{}") for value in fields[name]]
    if type == search.LISTED:
        placed = zip(keys, search.places(fields), strict=True)
        plain.run(connection, search.PLACE, [(key, *place) for key, place in placed])
    entries = zip(keys, search.entries(fields), strict=True)
    into = f"INSERT OR REPLACE INTO {type}_fts(rowid, words, grams) VALUES (?, ?, ?)"
    plain.run(connection, into, [(key, *entry) for key, entry in entries])


def due(connection: Connection, type: str, ids: Iterable[str]) -> None:
    """Marks search entries as due; `index_due` writes them in a later transaction."""
    if type not in SEARCHED:
        return
    statement = (
        f"INSERT OR IGNORE INTO search_due (type, key) SELECT '{type}', key FROM {type} "
        f"WHERE id {IN_LIST}"
    )
    plain.run(connection, statement, (listed(ids),))


def index_due(connection: Connection, most: int) -> int:
    """Writes up to `most` search entries that are due; returns how many it wrote."""
    found = plain.run(connection, "SELECT type, key FROM search_due LIMIT ?", (most,)).fetchall()
    for type in {type for type, _ in found}:
        keys = listed(key for kind, key in found if kind == type)
        _index(connection, type, "key", keys)
        plain.run(connection, _INDEXED, (type, keys))
    return len(found)


def tidy(connection: Connection, pages: int = MERGED_AT_ONCE) -> bool:
    """Merges up to `pages` pages of the FTS5 index; False when nothing was left to merge.

    To be called after writing or deleting entries: automatic merging is off.
    """
    driver = connection.connection.driver_connection
    assert driver is not None
    for type in SEARCHED:
        before = driver.total_changes
        plain.run(connection, search.merge(type, pages))
        if driver.total_changes - before > 1:
            return True
    return False


def unindex(connection: Connection, type: str, keys: Sequence[int]) -> None:
    if keys:
        these = [(key,) for key in keys]
        plain.run(connection, f"DELETE FROM {type}_fts WHERE rowid = ?", these)
        if type == search.LISTED:
            plain.run(connection, "DELETE FROM customer_place WHERE key = ?", these)


@cache
def _several(type: str) -> str:
    return (
        f"SELECT id, part, ver, deleted, {column_names(type)} FROM {type} "
        f"WHERE deleted <= ? AND id {IN_LIST}"
    )


@cache
def _put(type: str) -> str:
    """An upsert of whole rows, as `_row` returns them; an existing row keeps its local key."""
    names = [f'"{name}"' for name in ("part", "ver", "deleted", "pending", *CATALOGUE[type].names)]
    assignments = ", ".join(f"{name} = excluded.{name}" for name in names)
    return (
        f"INSERT INTO {type} (id, {', '.join(names)}) VALUES ({', '.join('?' * (len(names) + 1))}) "
        f"ON CONFLICT (id) DO UPDATE SET {assignments}"
    )


def _row(record: Record, pending: int) -> tuple[Any, ...]:
    deleted = DELETED if record.deleted else LIVE
    values = values_of(record.type, record.fields)
    return (record.id, record.part, record.ver, deleted, pending, *values)


def applied(record: Record, paths: Mapping[str, Value]) -> Record:
    """The record with these paths set."""
    fields = with_paths(record.fields, paths)
    return Record(record.type, record.id, fields, record.part, record.ver, record.deleted)
