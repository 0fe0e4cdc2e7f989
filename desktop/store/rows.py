"""Records in their tables: read, written and indexed for search one way for everybody."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, literal, select, update
from sqlalchemy.dialects.sqlite import insert

from desktop.store import search
from desktop.store.tables import DELETED, LIVE, RECORDS, SEARCH_DUE, SEARCHED
from sync.catalogue import CATALOGUE, Type, Value
from sync.catalogue.columns import fields_of, row_of
from sync.mutations.model import Record, with_paths
from sync.rulings.records import holds


class Rows:
    """The visible records of one transaction; also the reader that mutations ask."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def get(self, type: str, id: str) -> Record | None:
        return self.several(type, [id]).get(id) if type in RECORDS else None

    def several(self, type: str, ids: Iterable[str]) -> dict[str, Record]:
        """Those of the records that are here, deleted ones too."""
        table, found = RECORDS[type], {}
        for some in slices(ids):
            rows = self.connection.execute(
                select(table).where(table.c.id.in_(some), table.c.deleted <= DELETED)
            )
            for row in rows.mappings():
                fields = fields_of(CATALOGUE[type], dict(row))
                gone = row["deleted"] == DELETED
                found[row["id"]] = Record(type, row["id"], fields, row["part"], row["ver"], gone)
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

    def confirm(self, type: str, rows: Sequence[tuple[str, int, str]]) -> None:
        """(id, version, partition or ""): nothing unsent is in these rows any more."""
        statement = (
            f"UPDATE {type} SET ver = ?, part = coalesce(nullif(?, ''), part), pending = 0 "
            "WHERE id = ?"
        )
        said = [(ver, part, id) for id, ver, part in rows]
        self.connection.exec_driver_sql(statement, said)

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
            statement = insert(RECORDS[type])
            rows = [_row(record, pending) for record, pending in mine]
            new = {name: statement.excluded[name] for name in rows[0] if name != "id"}
            self.connection.execute(statement.on_conflict_do_update(["id"], set_=new), rows)
            index(self.connection, type, stale)

    def _stale(self, type: str, records: Sequence[tuple[Record, int]]) -> list[str]:
        """Those whose search entries will not tell what they hold any more."""
        names = CATALOGUE[type].search
        table = RECORDS[type]
        before: dict[str, list[Any]] = {}
        for some in slices([record.id for record, _ in records]):
            columns = [table.c[name] for name in names]
            rows = self.connection.execute(select(table.c.id, *columns).where(table.c.id.in_(some)))
            before |= {id: values for id, *values in rows}
        fields = [CATALOGUE[type].field(name) for name in names]
        return [
            record.id
            for record, _ in records
            if before.get(record.id)
            != [each.to_sql(record.fields.get(each.name)) for each in fields]
        ]

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
MERGED_AT_ONCE = 96  # pages of the search index


T = TypeVar("T")


def slices(ids: Iterable[T]) -> Iterable[list[T]]:
    every = list(ids)
    return (every[at : at + SLICE] for at in range(0, len(every), SLICE))


def index(connection: Connection, type: str, ids: Iterable[str]) -> None:
    """Makes the search entries of these records anew."""
    table, names = RECORDS[type], CATALOGUE[type].search
    columns = [table.c[name] for name in names]
    statement = f"INSERT OR REPLACE INTO {type}_fts(rowid, words, grams) VALUES (?, ?, ?)"
    maps = [name for name in names if CATALOGUE[type].field(name).type is Type.MAP]
    for some in slices(ids):
        found = connection.execute(select(table.c.key, *columns).where(table.c.id.in_(some))).all()
        if not found:
            continue
        keys, *values = zip(*found, strict=True)
        fields: dict[str, Sequence[Any]] = dict(zip(names, values, strict=True))
        for name in maps:
            fields[name] = [json.loads(value or "{}") for value in fields[name]]
        if type == search.LISTED:
            placed = zip(keys, search.places(fields), strict=True)
            connection.exec_driver_sql(search.PLACE, [(key, *place) for key, place in placed])
        entries = zip(keys, search.entries(fields), strict=True)
        connection.exec_driver_sql(statement, [(key, *entry) for key, entry in entries])


def due(connection: Connection, type: str, ids: Iterable[str]) -> None:
    """Their search entries will be made by `index_due`, after this transaction."""
    if type not in SEARCHED:
        return
    for some in slices(ids):
        keys = select(literal(type), RECORDS[type].c.key).where(RECORDS[type].c.id.in_(some))
        statement = insert(SEARCH_DUE).from_select(["type", "key"], keys)
        connection.execute(statement.prefix_with("OR IGNORE"))


def index_due(connection: Connection, most: int) -> int:
    """Makes up to so many search entries that are due; how many it made."""
    found = connection.execute(select(SEARCH_DUE).limit(most)).all()
    for type in {row.type for row in found}:
        keys = [row.key for row in found if row.type == type]
        table = RECORDS[type]
        index(connection, type, connection.scalars(select(table.c.id).where(table.c.key.in_(keys))))
        mine = (SEARCH_DUE.c.type == type) & SEARCH_DUE.c.key.in_(keys)
        connection.execute(delete(SEARCH_DUE).where(mine))
    return len(found)


def tidy(connection: Connection, pages: int = MERGED_AT_ONCE) -> bool:
    """Merges a little of the search index; False when nothing was left to do.

    Whoever makes or deletes entries sees to it: the index does not merge by itself.
    """
    driver = connection.connection.driver_connection
    assert driver is not None
    for type in SEARCHED:
        before = driver.total_changes
        connection.exec_driver_sql(search.merge(type, pages))
        if driver.total_changes - before > 1:
            return True
    return False


def unindex(connection: Connection, type: str, keys: Sequence[int]) -> None:
    if keys:
        these = [(key,) for key in keys]
        connection.exec_driver_sql(f"DELETE FROM {type}_fts WHERE rowid = ?", these)
        if type == search.LISTED:
            connection.exec_driver_sql("DELETE FROM customer_place WHERE key = ?", these)


def _row(record: Record, pending: int) -> dict[str, Any]:
    return {
        "id": record.id,
        **row_of(CATALOGUE[record.type], record.fields),
        "part": record.part,
        "ver": record.ver,
        "deleted": DELETED if record.deleted else LIVE,
        "pending": pending,
    }


def _values(record: Record, names: Sequence[str]) -> list[Any]:
    """Some fields as the database holds them."""
    fields = [CATALOGUE[record.type].field(name) for name in names]
    return [field.to_sql(record.fields.get(field.name)) for field in fields]


def applied(record: Record, paths: Mapping[str, Value]) -> Record:
    """The record after setting these paths."""
    fields = with_paths(record.fields, paths)
    return Record(record.type, record.id, fields, record.part, record.ver, record.deleted)
