"""Unsent work: each change is applied to the rows and written down in the same transaction.

A row with unsent changes is drawn from its shadow (what the centre last confirmed) plus those
changes, in order. Taking one back, or hearing its result, redraws the row the same way.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from desktop.store import ledger
from desktop.store.rows import Rows, applied
from desktop.store.tables import OUTBOX, SHADOW, TOUCH
from sync import partitions
from sync.catalogue import Value, canonical
from sync.errors import Refused
from sync.mutations.model import Delete, Insert, Op, Record, Update, value_at

GONE = 9  # shadow.deleted: the row left this device's scope while changes were unsent


@dataclass(frozen=True, slots=True)
class Entry:
    """One unsent change."""

    key: int
    name: str
    record: str
    arguments: Mapping[str, Value]
    ops: tuple[Op, ...]
    at: str
    state: str


def encode_ops(ops: Sequence[Op]) -> str:
    kinds = {Insert: "I", Update: "U", Delete: "D"}
    return canonical([[kinds[type(op)], op.type, op.id, dict(op.set)] for op in ops])


def decode_ops(text: str) -> tuple[Op, ...]:
    return tuple(_op(*parts) for parts in json.loads(text))


def _op(kind: str, type: str, id: str, set: dict[str, Value]) -> Op:
    if kind == "D":
        return Delete(type, id)
    return Insert(type, id, set) if kind == "I" else Update(type, id, set)


class Outbox:
    """The unsent changes of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.rows = Rows(connection)

    def add(
        self,
        name: str,
        record: str,
        arguments: Mapping[str, Value],
        ops: Sequence[Op],
        at: str,
        urgency: int,
    ) -> int:
        """Applies the operations to the visible rows; returns the entry's key."""
        before = {(op.type, op.id): self.rows.get(op.type, op.id) for op in ops}
        self._admit(ops, before)
        key = self._write(name, record, arguments, ops, before, at, urgency)
        for op in ops:
            self._touch(key, op.type, op.id, before[op.type, op.id])
            self._apply(op)
        return key

    def entry(self, key: int) -> Entry | None:
        row = self.connection.execute(select(OUTBOX).where(OUTBOX.c.key == key)).mappings().first()
        if row is None:
            return None
        return Entry(
            row["key"],
            row["name"],
            row["record"],
            json.loads(row["arguments"]),
            decode_ops(row["ops"]),
            row["at"],
            row["state"],
        )

    def withdraw(self, key: int) -> bool:
        """Takes an unsent change back; False when it was sent or later changes build on it."""
        entry = self.entry(key)
        if entry is None or entry.state != "waiting":
            return False
        if self._built_upon(key) or self._referred_to(entry):
            return False
        ledger.withdrawn(self.connection, key, key)
        self.forget(key)
        for type, id in {(op.type, op.id) for op in entry.ops}:
            self.redraw(type, id)
        return True

    def forget(self, key: int) -> None:
        """Removes the entry and what it touches; the caller redraws the rows."""
        self.connection.execute(delete(TOUCH).where(TOUCH.c.entry == key))
        self.connection.execute(delete(OUTBOX).where(OUTBOX.c.key == key))

    def redraw(self, type: str, id: str) -> None:
        """The visible row again: its shadow, plus the unsent changes that touch it."""
        base, gone = self.shadow(type, id)
        entries = self._entries(type, id)
        row = base
        for ops in entries:
            for op in ops:
                if (op.type, op.id) == (type, id):
                    row = self.after(row, op)
        if row is None or (gone and not entries):
            self.rows.erase(type, [id])
        else:
            self.rows.put(row, len(entries))
        if not entries:
            where = (SHADOW.c.type == type) & (SHADOW.c.id == id)
            self.connection.execute(delete(SHADOW).where(where))

    def shadow(self, type: str, id: str) -> tuple[Record | None, bool]:
        """(the confirmed row, whether it has left our scope)."""
        where = (SHADOW.c.type == type) & (SHADOW.c.id == id)
        row = self.connection.execute(select(SHADOW).where(where)).mappings().first()
        if row is None:
            return self.rows.get(type, id), False
        if row["fields"] is None:
            return None, False
        fields = json.loads(row["fields"])
        record = Record(type, id, fields, row["part"], row["ver"], row["deleted"] == 1)
        return record, row["deleted"] == GONE

    def set_shadow(self, type: str, id: str, record: Record | None, gone: bool = False) -> None:
        values: dict[str, Any] = {"fields": None, "part": "", "ver": 0, "deleted": 0}
        if record is not None:
            values = {
                "fields": canonical(dict(record.fields)),
                "part": record.part,
                "ver": record.ver,
                "deleted": GONE if gone else int(record.deleted),
            }
        statement = insert(SHADOW).values(type=type, id=id, **values)
        self.connection.execute(statement.on_conflict_do_update(["type", "id"], set_=values))

    def shadowed(self, type: str) -> frozenset[str]:
        """Ids of the rows with unsent changes."""
        return frozenset(self.connection.scalars(select(SHADOW.c.id).where(SHADOW.c.type == type)))

    def _admit(self, ops: Sequence[Op], before: Mapping[tuple[str, str], Record | None]) -> None:
        for op in ops:
            taken = before[op.type, op.id]
            if isinstance(op, Insert) and taken is not None:
                raise Refused("id_taken", type=op.type, id=op.id)

    def _write(
        self,
        name: str,
        record: str,
        arguments: Mapping[str, Value],
        ops: Sequence[Op],
        before: Mapping[tuple[str, str], Record | None],
        at: str,
        urgency: int,
    ) -> int:
        base, was = {}, {}
        for op in ops:
            seen = before[op.type, op.id]
            if isinstance(op, Insert) or seen is None:
                continue
            base[f"{op.type}/{op.id}"] = seen.ver
            was[f"{op.type}/{op.id}"] = {path: value_at(seen.fields, path) for path in op.set}
        result = self.connection.execute(
            OUTBOX.insert().values(
                name=name,
                record=record,
                arguments=canonical(dict(arguments)),
                ops=encode_ops(ops),
                base=canonical(base),
                was=canonical(was),
                at=at,
                urgency=urgency,
            )
        )
        assert result.inserted_primary_key is not None
        return int(result.inserted_primary_key[0])

    def _touch(self, key: int, type: str, id: str, before: Record | None) -> None:
        self.connection.execute(
            insert(TOUCH).values(type=type, id=id, entry=key).on_conflict_do_nothing()
        )
        where = (SHADOW.c.type == type) & (SHADOW.c.id == id)
        if self.connection.execute(select(SHADOW.c.id).where(where)).first() is None:
            self.set_shadow(type, id, before)

    def _apply(self, op: Op) -> None:
        row = self.after(self.rows.get(op.type, op.id), op)
        if row is not None:
            self.rows.put(row, self._touching(op.type, op.id))

    def after(self, row: Record | None, op: Op) -> Record | None:
        if isinstance(op, Insert):
            if row is not None:  # the centre knows it by now
                return applied(row, op.set)
            return Record(op.type, op.id, dict(op.set), self._home(op))
        if row is None:
            return None
        if isinstance(op, Delete):
            return Record(row.type, row.id, row.fields, row.part, row.ver, True)
        return applied(row, op.set)

    def _home(self, op: Insert) -> str:
        """The partition as far as this laptop can tell; the centre's word replaces it."""
        try:
            return partitions.home_of(op.type, op.set, self.rows)
        except Refused:  # the parent has left our scope meanwhile
            return ""

    def _entries(self, type: str, id: str) -> list[tuple[Op, ...]]:
        statement = (
            select(OUTBOX.c.ops)
            .join(TOUCH, TOUCH.c.entry == OUTBOX.c.key)
            .where(TOUCH.c.type == type, TOUCH.c.id == id)
            .order_by(OUTBOX.c.key)
        )
        return [decode_ops(text) for text in self.connection.scalars(statement)]

    def _touching(self, type: str, id: str) -> int:
        where = (TOUCH.c.type == type) & (TOUCH.c.id == id)
        found = self.connection.execute(select(func.count()).select_from(TOUCH).where(where))
        return int(found.scalar_one())

    def _built_upon(self, key: int) -> bool:
        mine = select(TOUCH.c.type, TOUCH.c.id).where(TOUCH.c.entry == key).subquery()
        later = (
            select(TOUCH.c.entry)
            .join(mine, (TOUCH.c.type == mine.c.type) & (TOUCH.c.id == mine.c.id))
            .where(TOUCH.c.entry > key)
        )
        return self.connection.execute(later.limit(1)).first() is not None

    def _referred_to(self, entry: Entry) -> bool:
        """Whether a later change hangs something on a record that this one made."""
        made = [op.id for op in entry.ops if isinstance(op, Insert)]
        later = [
            select(OUTBOX.c.key).where(
                OUTBOX.c.key > entry.key, func.instr(OUTBOX.c.ops, f'"{id}"') > 0
            )
            for id in made
        ]
        return any(self.connection.execute(each.limit(1)).first() for each in later)


def unsent(connection: Connection) -> int:
    statement = select(func.count()).select_from(OUTBOX).where(OUTBOX.c.state != "staged")
    return int(connection.execute(statement).scalar_one())


def mark_sent(connection: Connection, key: int, mseq: int, body: str) -> None:
    values = {"state": "sent", "mseq": mseq, "body": body}
    connection.execute(update(OUTBOX).where(OUTBOX.c.key == key).values(**values))


def send_again(connection: Connection) -> None:
    """This laptop has become another device: what was on its way is numbered anew."""
    values = {"state": "waiting", "mseq": None, "body": None}
    connection.execute(update(OUTBOX).where(OUTBOX.c.state == "sent").values(**values))
