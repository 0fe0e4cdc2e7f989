"""The records in one transaction (identity map): read once, changed in memory, written in bulk."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, bindparam, select

from sync.catalogue import CATALOGUE, Type, Value
from sync.catalogue.columns import fields_in, values_of
from sync.catalogue.model import RecordType
from sync.rulings.records import Record, holds
from sync.server.any_of import any_of
from sync.server.bulk import insert_rows, update_rows
from sync.server.tables import AUDIENCE, RECORDS

Key = tuple[str, str]
NOBODY = frozenset[str]()
SLICE = 900  # ids in one statement
FVER = msgspec.json.Decoder(dict[str, int])


@dataclass(slots=True)
class Row:
    """A record with what only the centre keeps: versions by path, and who else may read it."""

    type: str
    id: str
    fields: dict[str, Value]
    part: str = ""
    ver: int = 0
    fver: dict[str, int] = field(default_factory=dict)
    deleted: bool = False
    audience: frozenset[str] = frozenset()

    @property
    def readers(self) -> frozenset[str]:
        return NOBODY if self.deleted else self.audience | {self.part}

    def readable(self, reads: frozenset[str]) -> bool:
        return self.part in reads or not self.audience.isdisjoint(reads)

    def record(self) -> Record:
        return Record(self.type, self.id, self.fields, self.part, self.ver, self.deleted)


@cache
def shared(type: str) -> bool:
    """Whether records of this type can have readers beside those of their own partition."""
    record = CATALOGUE[type]
    if record.audience or record.home.type_field or type == "approval_request":
        return True
    if record.home.rule != "parent":
        return False
    return shared(record.field(record.home.field).target or "")


@cache
def children(type: str) -> tuple[tuple[RecordType, str], ...]:
    """The child types of a type, each with the field that names the parent."""
    found = []
    for record in CATALOGUE.values():
        home = record.home
        if home.rule == "parent" and (home.type_field or record.field(home.field).target == type):
            found.append((record, home.field))
        if record.audience and record.field(record.audience).target == type:
            found.append((record, record.audience))
    return tuple(found)


class Rows:
    """The rows this transaction has read or will write, by type and id."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._known: dict[Key, Row | None] = {}
        self._new: set[Key] = set()
        self._dirty: dict[Key, None] = {}
        self._audience: dict[Key, frozenset[str]] = {}
        self._began: dict[Key, int] = {}

    def get(self, type: str, id: str) -> Row | None:
        key = (type, id)
        if key not in self._known:
            if type not in RECORDS:
                return None
            self._load(type, [id])
        return self._known[key]

    def known(self, type: str, id: str) -> Row | None:
        """The record if it was read before; without a query."""
        return self._known.get((type, id))

    def began(self, row: Row) -> int:
        """The version this record had when the transaction began; 0 if it was not there."""
        return self._began.get((row.type, row.id), 0)

    def prefetch(self, keys: Iterable[Key]) -> None:
        """Reads many rows in few statements; absent ones are remembered as absent."""
        wanted: dict[str, dict[str, None]] = {}
        for type, id in keys:
            if type in RECORDS and (type, id) not in self._known:
                wanted.setdefault(type, {})[id] = None
        for type, ids in wanted.items():
            self._load(type, list(ids))

    def following(self, type: str, id: str) -> list[Row]:
        """The records whose partitions depend on this one."""
        found: dict[Key, Row] = {}
        for record, name in children(type):
            table = RECORDS[record.name]
            condition = table.c[name] == id
            if record.home.type_field and name == record.home.field:
                condition &= table.c[record.home.type_field] == type
            ids = list(self.connection.scalars(select(table.c.id).where(condition)))
            self.prefetch((record.name, each) for each in ids)
            unwritten = [each for kind, each in self._dirty if kind == record.name]
            for each in (*ids, *unwritten):
                row = self._known[record.name, each]
                if row is not None and _follows(record, name, row, (type, id)):
                    found[row.type, row.id] = row
        return list(found.values())

    def find(self, type: str, field: str, value: Value) -> list[Row]:
        """The live records whose field is this value, or a list that holds it; by id."""
        table, kind = RECORDS[type], CATALOGUE[type].field(field)
        column = table.c[field]
        like = column.contains(f'"{value}"', autoescape=True)
        condition = like if kind.type is Type.LIST else column == kind.to_sql(value)
        known = select(table.c.id).where(condition, table.c.deleted == 0)
        ids = list(self.connection.scalars(known))
        self.prefetch((type, each) for each in ids)
        unwritten = [each for name, each in self._dirty if name == type]
        rows = (self._known[type, each] for each in sorted({*ids, *unwritten}))
        return [row for row in rows if row is not None and holds(row.record(), field, value)]

    def put(self, row: Row) -> None:
        key = (row.type, row.id)
        if self._known.get(key) is None:
            self._new.add(key)
        self._known[key] = row
        self._dirty[key] = None

    def flush(self) -> None:
        """Writes what was put, many rows a statement."""
        by_type: dict[str, tuple[list[Row], list[Row]]] = {}
        for key in self._dirty:
            row = self._known[key]
            assert row is not None
            fresh, known = by_type.setdefault(row.type, ([], []))
            (fresh if key in self._new else known).append(row)
        for type, (fresh, known) in by_type.items():
            table = RECORDS[type]
            insert_rows(self.connection, table, [(row.id, *_values(row)) for row in fresh])
            update_rows(self.connection, table, [(*_values(row), row.id) for row in known])
            if shared(type):
                self._write_audience(type, fresh + known)
        self._dirty.clear()
        self._new.clear()

    def forget(self) -> None:
        """Drops what was read; for work on more rows than fit in memory."""
        assert not self._dirty
        self._known.clear()

    def _load(self, type: str, ids: list[str]) -> None:
        for start in range(0, len(ids), SLICE):
            some = ids[start : start + SLICE]
            for each in some:
                self._known[type, each] = None
            for row in read_rows(self.connection, type, some):
                self._known[type, row.id] = row
                self._audience[type, row.id] = row.audience
                self._began[type, row.id] = row.ver

    def _write_audience(self, type: str, rows: list[Row]) -> None:
        gone: dict[str, list[str]] = {}
        come = []
        for row in rows:
            before = self._audience.get((type, row.id), frozenset())
            for part in before - row.audience:
                gone.setdefault(part, []).append(row.id)
            come += [(type, row.id, part) for part in row.audience - before]
            self._audience[type, row.id] = row.audience
        for part, ids in gone.items():
            for start in range(0, len(ids), SLICE):
                some = AUDIENCE.c.id.in_(ids[start : start + SLICE])
                where = (AUDIENCE.c.type == type) & (AUDIENCE.c.part == part) & some
                self.connection.execute(AUDIENCE.delete().where(where))
        insert_rows(self.connection, AUDIENCE, come)


def _follows(record: RecordType, name: str, row: Row, leader: Key) -> bool:
    kind = record.home.type_field if name == record.home.field else ""
    same_type = not kind or row.fields.get(kind) == leader[0]
    return same_type and row.fields.get(name) == leader[1]


def shown_part(row: Row, reads: frozenset[str]) -> str:
    """The partition under which a reader holds the record: its home, if they read that."""
    return row.part if row.part in reads else min(row.audience & reads)


_AUDIENCE = select(AUDIENCE.c.id, AUDIENCE.c.part).where(
    AUDIENCE.c.type == bindparam("type"), any_of(AUDIENCE.c.id, "ids")
)


@cache
def _whole(type: str) -> Select[Any]:
    table = RECORDS[type]
    return select(table).where(any_of(table.c.id, "ids"))


def read_rows(connection: Connection, type: str, ids: Sequence[str]) -> Iterator[Row]:
    found = connection.execute(_whole(type), {"ids": ids}).all()
    audiences: dict[str, frozenset[str]] = {}
    if found and shared(type):
        for id, part in connection.execute(
            _AUDIENCE, {"type": type, "ids": [it[0] for it in found]}
        ):
            audiences[id] = audiences.get(id, frozenset()) | {part}
    for id, part, ver, fver, deleted, *values in found:
        fields = fields_in(type, values)
        yield Row(
            type,
            id,
            fields,
            part,
            ver,
            FVER.decode(fver),
            bool(deleted),
            audiences.get(id, frozenset()),
        )


def _values(row: Row) -> list[Any]:
    """Every column but the id."""
    fver = msgspec.json.encode(row.fver).decode()
    return [row.part, row.ver, fver, int(row.deleted), *values_of(row.type, row.fields)]
