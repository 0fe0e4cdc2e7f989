"""Records in their tables: read, written and indexed for search one way for everybody."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, text, update
from sqlalchemy.dialects.sqlite import insert

from desktop.store import search
from desktop.store.tables import DELETED, LIVE, RECORDS, SEARCHED
from sync.catalogue import CATALOGUE, Type, Value
from sync.catalogue.columns import fields_of, row_of
from sync.mutations.model import Record, with_paths


class Rows:
    """The visible records of one transaction; also the reader that mutations ask."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def get(self, type: str, id: str) -> Record | None:
        if type not in RECORDS:
            return None
        table = RECORDS[type]
        row = self.connection.execute(select(table).where(table.c.id == id)).mappings().first()
        if row is None or row["deleted"] > DELETED:
            return None
        fields = fields_of(CATALOGUE[type], dict(row))
        return Record(type, id, fields, row["part"], row["ver"], row["deleted"] == DELETED)

    def pending(self, type: str, id: str) -> int:
        table = RECORDS[type]
        found = self.connection.execute(select(table.c.pending).where(table.c.id == id)).scalar()
        return int(found or 0)

    def put(self, record: Record, pending: int) -> None:
        """Writes the whole row, keeping its local key; and its search entry."""
        table = RECORDS[record.type]
        values = {
            **row_of(CATALOGUE[record.type], record.fields),
            "part": record.part,
            "ver": record.ver,
            "deleted": DELETED if record.deleted else LIVE,
            "pending": pending,
        }
        statement = insert(table).values(id=record.id, **values)
        self.connection.execute(statement.on_conflict_do_update(["id"], set_=values))
        if record.type in SEARCHED:
            index(self.connection, record.type, [record.id])

    def erase(self, type: str, ids: Sequence[str]) -> None:
        """Takes rows away without a trace: they were never confirmed, or left our scope."""
        table = RECORDS[type]
        for some in slices(ids):
            if type in SEARCHED:
                keys = select(table.c.key).where(table.c.id.in_(some))
                unindex(self.connection, type, self.connection.scalars(keys).all())
            self.connection.execute(delete(table).where(table.c.id.in_(some)))

    def set_plain(self, type: str, paths: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
        """UPDATE of whole fields for many rows at once; rows hold `_id`, `_ver` and the paths."""
        table = RECORDS[type]
        names: dict[str, Any] = {path: bindparam(f"v_{path}") for path in paths}
        statement = (
            update(table)
            .where(table.c.id == bindparam("_id"), table.c.ver < bindparam("_ver"))
            .values(ver=bindparam("_ver"), **names)
        )
        self.connection.execute(statement, list(rows))


SLICE = 500


def slices(ids: Iterable[str]) -> Iterable[list[str]]:
    every = list(ids)
    return (every[at : at + SLICE] for at in range(0, len(every), SLICE))


def index(connection: Connection, type: str, ids: Collection[str]) -> None:
    """Makes the search entries of these records anew."""
    table, names = RECORDS[type], CATALOGUE[type].search
    columns = [table.c[name] for name in names]
    statement = f"INSERT OR REPLACE INTO {type}_fts(rowid, words, grams) VALUES (?, ?, ?)"
    maps = [name for name in names if CATALOGUE[type].field(name).type is Type.MAP]
    for some in slices(ids):
        found = connection.execute(select(table.c.key, *columns).where(table.c.id.in_(some)))
        entries = []
        for key, *values in found:
            fields = dict(zip(names, values, strict=True))
            for name in maps:
                fields[name] = json.loads(fields[name] or "{}")
            entries.append((key, *search.entry(fields, names)))
        if entries:
            connection.exec_driver_sql(statement, entries)


def unindex(connection: Connection, type: str, keys: Sequence[int]) -> None:
    if keys:
        connection.exec_driver_sql(
            f"DELETE FROM {type}_fts WHERE rowid = ?", [(key,) for key in keys]
        )


def applied(record: Record, paths: Mapping[str, Value]) -> Record:
    """The record after setting these paths."""
    fields = with_paths(record.fields, paths)
    return Record(record.type, record.id, fields, record.part, record.ver, record.deleted)


def count(connection: Connection, statement: str, **values: Any) -> int:
    return int(connection.execute(text(statement), values).scalar() or 0)
