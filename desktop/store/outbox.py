"""The outbox: each local change is applied to the rows and queued in the same transaction.

Queued changes ("entries") are sent in the order of their keys, and removed once they are answered.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from desktop.store import ledger, plain, state
from desktop.store.entries import COLUMNS, Entry, encode_ops, entry_of
from desktop.store.entry_state import EntryState
from desktop.store.rows import IN_LIST, listed, slices
from desktop.store.shadows import Name, Shadows
from desktop.store.tables import OUTBOX, TOUCH
from sync.catalogue import Value, canonical
from sync.clock import from_text, instant_text
from sync.errors import Refused
from sync.mutations.model import Delete, Insert, Op, Record, value_at

# Asked in every synchronisation, therefore plain SQL.
_TOUCH = "INSERT OR IGNORE INTO touch (type, id, entry) VALUES (?, ?, ?)"
_SENT = f"SELECT mseq, {COLUMNS} FROM outbox WHERE mseq {IN_LIST}"
_COUNT_OURS = (
    "SELECT count(*) FROM outbox "
    f"WHERE state NOT IN ('{EntryState.STAGED}', '{EntryState.PROVISIONAL}')"
)
WAITS_FOR = timedelta(days=30)  # for a colleague's change that the centre has yet to see
_PROVISIONAL = (
    select(OUTBOX.c.after)
    .join(TOUCH, TOUCH.c.entry == OUTBOX.c.key)
    .where(
        OUTBOX.c.state == EntryState.PROVISIONAL, TOUCH.c.id.in_(bindparam("ids", expanding=True))
    )
)


class Outbox:
    """The unsent changes of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.shadows = Shadows(connection)
        self.rows = self.shadows.rows

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
        _check_new(ops, before)
        base, was = _seen(ops, before)
        after, waits = self._provisional_below(ops)
        key = self._insert(
            name=name,
            record=record,
            arguments=canonical(dict(arguments)),
            ops=encode_ops(ops),
            base=canonical(base),
            was=canonical(was),
            after=canonical(after),
            again=instant_text(from_text(at) + WAITS_FOR) if waits else None,
            at=at,
            urgency=urgency,
        )
        for op in ops:
            self._touch(key, op.type, op.id, before[op.type, op.id])
            self.shadows.apply(op)
        return key

    def add_provisional(
        self,
        op: Op,
        at: str,
        by: Sequence[tuple[str, int]],
        replaced: Mapping[str, int],
    ) -> None:
        """A colleague's change, never sent from here; the caller rebases the row.

        `by`: device and mseq of the mutations it comes from. `replaced`: see `layers.Layer`.
        """
        key = self._insert(
            name=EntryState.PROVISIONAL,
            record=op.id,
            arguments=canonical(dict(replaced)),
            ops=encode_ops([op]),
            base="{}",
            was="{}",
            after=canonical({f"{op.type}/{op.id}": [list(each) for each in by]}),
            at=at,
            state=EntryState.PROVISIONAL,
        )
        self._touch(key, op.type, op.id, self.rows.get(op.type, op.id))

    def entry(self, key: int) -> Entry | None:
        found = plain.run(self.connection, f"SELECT {COLUMNS} FROM outbox WHERE key = ?", (key,))
        row = found.fetchone()
        return None if row is None else entry_of(*row)

    def sent(self, mseqs: Collection[int]) -> dict[int, Entry]:
        """Entries by mseq; those that were answered before are no longer there."""
        rows = plain.run(self.connection, _SENT, (listed(mseqs),)).fetchall()
        return {mseq: entry_of(*entry) for mseq, *entry in rows}

    def withdraw(self, key: int) -> bool:
        """Takes back an entry; False if it was sent, or later entries depend on it."""
        entry = self.entry(key)
        if entry is None or entry.state != EntryState.WAITING:
            return False
        if self._built_upon(key) or self._referred_to(entry):
            return False
        ledger.withdrawn(self.connection, [key])
        self.forget(key)
        self.shadows.reapply({(op.type, op.id) for op in entry.ops})
        return True

    def forget(self, *keys: int) -> None:
        """Deletes entries and their touches; the caller rebases the rows."""
        parameters = (listed(keys),)
        plain.run(self.connection, f"DELETE FROM touch WHERE entry {IN_LIST}", parameters)
        plain.run(self.connection, f"DELETE FROM outbox WHERE key {IN_LIST}", parameters)

    def _insert(self, **values: str | int | None) -> int:
        """Stores an entry; returns its key."""
        result = self.connection.execute(OUTBOX.insert().values(values))
        assert result.inserted_primary_key is not None
        return int(result.inserted_primary_key[0])

    def _provisional_below(self, ops: Sequence[Op]) -> tuple[dict[str, Any], bool]:
        """The provisional changes of colleagues in the records touched and in those they name,
        for the envelope's `after`; and whether there are any, since these operations may reach
        the centre before them."""
        values = [value for op in ops if not isinstance(op, Delete) for value in op.set.values()]
        ids = {op.id for op in ops} | {value for value in values if isinstance(value, str)}
        after: dict[str, Any] = {}
        waits = False
        for some in slices(ids):
            for text in self.connection.scalars(_PROVISIONAL, {"ids": some}):
                waits = True
                after |= json.loads(text)
        return after, waits

    def _touch(self, key: int, type: str, id: str, before: Record | None) -> None:
        plain.run(self.connection, _TOUCH, (type, id, key))
        self.shadows.keep(type, id, before)

    def _built_upon(self, key: int) -> bool:
        mine = select(TOUCH.c.type, TOUCH.c.id).where(TOUCH.c.entry == key).subquery()
        later = (
            select(TOUCH.c.entry)
            .join(mine, (TOUCH.c.type == mine.c.type) & (TOUCH.c.id == mine.c.id))
            .where(TOUCH.c.entry > key)
        )
        return self.connection.execute(later.limit(1)).first() is not None

    def _referred_to(self, entry: Entry) -> bool:
        """Whether a later change refers to a record that this one made."""
        made = [op.id for op in entry.ops if isinstance(op, Insert)]
        later = [
            select(OUTBOX.c.key).where(
                OUTBOX.c.key > entry.key, func.instr(OUTBOX.c.ops, f'"{id}"') > 0
            )
            for id in made
        ]
        return any(self.connection.execute(each.limit(1)).first() for each in later)


def _check_new(ops: Sequence[Op], before: Mapping[Name, Record | None]) -> None:
    """Raises Refused("id_taken") for an insert of a record that is here."""
    for op in ops:
        taken = before[op.type, op.id]
        if isinstance(op, Insert) and taken is not None and not taken.deleted:
            raise Refused("id_taken", type=op.type, id=op.id)


def _seen(
    ops: Sequence[Op], before: Mapping[Name, Record | None]
) -> tuple[dict[str, int], dict[str, dict[str, Value]]]:
    """The versions and values that the author saw of what the operations change: the envelope's
    `base` and `was`."""
    base, was = {}, {}
    for op in ops:
        seen = before[op.type, op.id]
        if isinstance(op, Insert) or seen is None:
            continue
        base[f"{op.type}/{op.id}"] = seen.ver
        paths = seen.fields if isinstance(op, Delete) else op.set
        was[f"{op.type}/{op.id}"] = {path: value_at(seen.fields, path) for path in paths}
    return base, was


def unsent(connection: Connection) -> int:
    return int(plain.value(connection, _COUNT_OURS))


def mark_sent(connection: Connection, sent: Sequence[tuple[int, int, str, int]]) -> None:
    """Numbers entries, given as (mseq, v, base, key); what is sent of each is final from now on."""
    statement = (
        f"UPDATE outbox SET state = '{EntryState.SENT}', mseq = ?, v = ?, base = ? WHERE key = ?"
    )
    plain.run(connection, statement, sent)


def send_again(connection: Connection) -> None:
    """This store has become another device: entries that were sent lose their numbers."""
    values = {"state": EntryState.WAITING, "mseq": None, "v": None}
    sent = OUTBOX.c.state.in_((EntryState.SENT, EntryState.RELAYED))
    connection.execute(update(OUTBOX).where(sent).values(**values))
    state.forget(connection, "relay")  # the hub's watermark counts the other device's numbers


def mark_relayed(connection: Connection, first: int, last: int) -> None:
    """A hub or a file has taken these numbers; they stay unsent until the centre answers."""
    carried = (OUTBOX.c.state == EntryState.SENT) & OUTBOX.c.mseq.between(first, last)
    connection.execute(update(OUTBOX).where(carried).values(state=EntryState.RELAYED))
