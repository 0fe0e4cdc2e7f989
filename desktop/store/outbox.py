"""The outbox: each local change is applied to the rows and queued in the same transaction.

A row with unsent changes is computed from its shadow (what the centre last confirmed) by applying
those changes in order ("drawn"). When one is taken back or answered, the row is drawn again.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from desktop.store import digests, ledger, state
from desktop.store.entry_state import EntryState
from desktop.store.rows import Rows, applied, listed, slices
from desktop.store.tables import LIVE, OUTBOX, SHADOW, TOUCH
from sync import partitions
from sync.catalogue import CATALOGUE, Type, Value, canonical
from sync.clock import from_text, instant_text
from sync.errors import Refused
from sync.merge import COMPUTED
from sync.mutations.model import Delete, Insert, Op, Record, Update, value_at

GONE = 9  # shadow.deleted: the row left this device's scope while changes were unsent
Name = tuple[str, str]  # (type, id)
# Asked in every synchronisation, therefore plain SQL.
IN_LIST = "IN (SELECT value FROM json_each(?))"
_COUNTED = (
    "SELECT id, ver, (SELECT count(*) FROM touch "
    "WHERE touch.type = shadow.type AND touch.id = shadow.id) "
    f"FROM shadow WHERE deleted = ? AND type = ? AND id {IN_LIST}"
)
_DROP_SHADOWS = f"DELETE FROM shadow WHERE type = ? AND id {IN_LIST}"
_SHADOWS = f"SELECT id, fields, part, ver, deleted FROM shadow WHERE type = ? AND id {IN_LIST}"
_TOUCH = "INSERT OR IGNORE INTO touch (type, id, entry) VALUES (?, ?, ?)"
_TOUCHING = "SELECT count(*) FROM touch WHERE type = ? AND id = ?"
_LAYERS = (
    "SELECT touch.id, outbox.key, outbox.ops, outbox.mseq, "
    f"CASE outbox.state WHEN '{EntryState.PROVISIONAL}' THEN outbox.arguments END FROM touch "
    "JOIN outbox ON touch.entry = outbox.key "
    f"WHERE touch.type = ? AND touch.id {IN_LIST} ORDER BY outbox.key"
)
_INSERT = insert(SHADOW)
_SAVE = _INSERT.on_conflict_do_update(
    ["type", "id"],
    set_={name: _INSERT.excluded[name] for name in ("fields", "part", "ver", "deleted")},
)
_ENTRY = "key, name, record, arguments, ops, at, state, again"
_SENT = f"SELECT mseq, {_ENTRY} FROM outbox WHERE mseq {IN_LIST}"
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


class Base(NamedTuple):
    """What the centre last confirmed of a row, and whether it has left our scope since."""

    record: Record | None
    gone: bool = False


class _Layer(NamedTuple):
    """An entry as it is applied to a row when the row is drawn.

    `provisional`: a colleague's change which the centre has not seen. `replaced`: by path, the
    highest mseq of one's own changes that its author had seen when replacing them.
    """

    ops: tuple[Op, ...]
    mseq: int | None
    provisional: bool
    replaced: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One unsent change."""

    key: int
    name: str
    record: str
    arguments_json: str
    ops: tuple[Op, ...]
    at: str
    state: EntryState
    again: str | None = None

    @property
    def arguments(self) -> Mapping[str, Value]:
        return msgspec.json.decode(self.arguments_json, type=dict[str, Value])


def encode_ops(ops: Sequence[Op]) -> str:
    kinds = {Insert: "I", Update: "U", Delete: "D"}
    return canonical([[kinds[type(op)], op.type, op.id, dict(op.set)] for op in ops])


def decode_ops(text: str) -> tuple[Op, ...]:
    return tuple(_op(*parts) for parts in msgspec.json.decode(text))


def _op(kind: str, type: str, id: str, set: dict[str, Value]) -> Op:
    if kind == "D":
        return Delete(type, id)
    return Insert(type, id, set) if kind == "I" else Update(type, id, set)


def _ops_of(name: Name, layers: Sequence[_Layer]) -> list[Op]:
    """The operations a row is drawn from, in order: one's own, then colleagues' provisional ones,
    then what one wrote oneself once more, except where they had seen it when replacing it."""
    own = [layer for layer in layers if not layer.provisional]
    provisional = [layer for layer in layers if layer.provisional]
    replaced = {path: mseq for layer in provisional for path, mseq in layer.replaced.items()}
    ops = [op for layer in (*own, *provisional) for op in layer.ops]
    if provisional:
        ops += [_as_written(op, layer.mseq, replaced) for layer in own for op in layer.ops]
    return [op for op in ops if (op.type, op.id) == name]


def _as_written(op: Op, mseq: int | None, replaced: Mapping[str, int]) -> Op:
    """The operation as its author wrote it, key by key, without computed or replaced fields."""
    if isinstance(op, Delete):
        return op
    record, paths = CATALOGUE[op.type], dict[str, Value]()
    for path, value in op.set.items():
        field = record.field(path)
        if isinstance(value, Mapping) and field.type is Type.MAP and "." not in path:
            paths |= {f"{path}.{key}": each for key, each in value.items()}
        elif field.merge not in COMPUTED:
            paths[path] = value
    return Update(
        op.type, op.id, {p: v for p, v in paths.items() if not _is_replaced(p, mseq, replaced)}
    )


def _is_replaced(path: str, mseq: int | None, replaced: Mapping[str, int]) -> bool:
    seen = max(replaced.get(path, 0), replaced.get(path.partition(".")[0], 0))
    return mseq is not None and mseq <= seen


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

    def add_provisional(
        self,
        op: Op,
        at: str,
        by: Sequence[tuple[str, int]],
        replaced: Mapping[str, int],
    ) -> None:
        """A colleague's change, never sent from here; the caller redraws the row.

        `by`: device and mseq of the mutations it comes from. `replaced`: see `_Layer`.
        """
        provisional = EntryState.PROVISIONAL
        row = {"name": provisional, "record": op.id, "base": "{}", "was": "{}"}
        row["arguments"] = canonical(dict(replaced))
        row |= {"ops": encode_ops([op]), "at": at, "state": provisional}
        row["after"] = canonical({f"{op.type}/{op.id}": [list(each) for each in by]})
        result = self.connection.execute(OUTBOX.insert().values(row))
        assert result.inserted_primary_key is not None
        before = self.rows.get(op.type, op.id)
        self._touch(int(result.inserted_primary_key[0]), op.type, op.id, before)

    def entry(self, key: int) -> Entry | None:
        found = self.connection.exec_driver_sql(
            f"SELECT {_ENTRY} FROM outbox WHERE key = ?", (key,)
        )
        row = found.first()
        return None if row is None else _entry_of(*row)

    def sent(self, mseqs: Collection[int]) -> dict[int, Entry]:
        """Entries by mseq; those that were answered before are no longer there."""
        rows = self.connection.exec_driver_sql(_SENT, (listed(mseqs),)).all()
        return {mseq: _entry_of(*entry) for mseq, *entry in rows}

    def withdraw(self, key: int) -> bool:
        """Takes back an entry; False if it was sent, or later entries depend on it."""
        entry = self.entry(key)
        if entry is None or entry.state != EntryState.WAITING:
            return False
        if self._built_upon(key) or self._referred_to(entry):
            return False
        ledger.withdrawn(self.connection, [key])
        self.forget(key)
        for type, id in {(op.type, op.id) for op in entry.ops}:
            self.redraw(type, id)
        return True

    def forget(self, *keys: int) -> None:
        """Deletes entries and their touches; the caller redraws the rows."""
        some = (listed(keys),)
        self.connection.exec_driver_sql(f"DELETE FROM touch WHERE entry {IN_LIST}", some)
        self.connection.exec_driver_sql(f"DELETE FROM outbox WHERE key {IN_LIST}", some)

    def redraw(self, type: str, id: str) -> None:
        """Computes the visible row again from its shadow and the unsent changes that touch it."""
        self.redraw_all({(type, id): self.base(type, id)})

    def redraw_all(self, bases: Mapping[Name, Base]) -> None:
        """Draws rows on these bases, which are kept as shadows while there are unsent changes."""
        layers = self._layers_of(bases)
        left: list[Name] = []
        shown: list[tuple[Record, int]] = []
        for name, base in bases.items():
            row = base.record
            for op in _ops_of(name, layers.get(name, ())):
                row = self.after(row, op)
            if row is None or (base.gone and name not in layers):
                left.append(name)
            else:
                shown.append((row, len(layers.get(name, ()))))
        for type, ids in _by_type(left):
            self.rows.erase(type, ids)
        self.rows.put_all(shown)
        self._save_bases({name: bases[name] for name in layers})
        for type, ids in _by_type(name for name in bases if name not in layers):
            self._drop_shadows(type, ids)

    def only_touched_once(
        self, versions: Mapping[Name, tuple[int, str]]
    ) -> dict[Name, tuple[int, str]]:
        """Those of the rows that have a single unsent change and an older version here."""
        found = {}
        for type, ids in _by_type(versions):
            rows = self.connection.exec_driver_sql(_COUNTED, (LIVE, type, listed(ids))).all()
            for id, ver, touches in rows:
                if touches == 1 and ver < versions[type, id][0]:
                    found[type, id] = versions[type, id]
        return found

    def confirm(self, rows: Mapping[Name, tuple[int, str]]) -> None:
        """Marks rows without unsent changes as confirmed: by name the version and partition."""
        for type, ids in _by_type(rows):
            digests.confirm(self.connection, type, {id: rows[type, id] for id in ids})

    def _drop_shadows(self, type: str, ids: Sequence[str]) -> None:
        """Of rows without unsent changes: the row itself is what was confirmed."""
        self.connection.exec_driver_sql(_DROP_SHADOWS, (type, listed(ids)))

    def base(self, type: str, id: str) -> Base:
        return self.bases([(type, id)])[type, id]

    def bases(self, names: Collection[Name]) -> dict[Name, Base]:
        """The shadow of each row; of a row without unsent changes, the row itself."""
        found: dict[Name, Base] = {}
        for type, ids in _by_type(names):
            for id, *row in self.connection.exec_driver_sql(_SHADOWS, (type, listed(ids))):
                found[type, id] = _base(type, id, *row)
            rest = [id for id in ids if (type, id) not in found]
            there = self.rows.several(type, rest)
            found |= {(type, id): Base(there.get(id)) for id in rest}
        return found

    def set_base(self, type: str, id: str, record: Record | None, gone: bool = False) -> None:
        self._save_bases({(type, id): Base(record, gone)})

    def _save_bases(self, bases: Mapping[Name, Base]) -> None:
        rows = [_shadow(*name, base) for name, base in bases.items()]
        if rows:
            self.connection.execute(_SAVE, rows)

    def shadowed(self, type: str) -> frozenset[str]:
        """Ids of the rows with unsent changes."""
        found = self.connection.exec_driver_sql("SELECT id FROM shadow WHERE type = ?", (type,))
        return frozenset(found.scalars())

    def _admit(self, ops: Sequence[Op], before: Mapping[tuple[str, str], Record | None]) -> None:
        for op in ops:
            taken = before[op.type, op.id]
            if isinstance(op, Insert) and taken is not None and not taken.deleted:
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
        after, waits = self._provisional_below(ops)
        for op in ops:
            seen = before[op.type, op.id]
            if isinstance(op, Insert) or seen is None:
                continue
            base[f"{op.type}/{op.id}"] = seen.ver
            paths = seen.fields if isinstance(op, Delete) else op.set
            was[f"{op.type}/{op.id}"] = {path: value_at(seen.fields, path) for path in paths}
        result = self.connection.execute(
            OUTBOX.insert().values(
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
        )
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
        self.connection.exec_driver_sql(_TOUCH, (type, id, key))
        if self.connection.exec_driver_sql(_SHADOWS, (type, listed([id]))).first() is None:
            self.set_base(type, id, before)

    def _apply(self, op: Op) -> None:
        row = self.after(self.rows.get(op.type, op.id), op)
        if row is not None:
            self.rows.put(row, self._touching(op.type, op.id))

    def after(self, row: Record | None, op: Op) -> Record | None:
        """The record after this operation; None where there is none to change."""
        if isinstance(op, Insert):
            if row is not None and not row.deleted:  # the centre has the record by now
                return applied(row, op.set)
            ver = 0 if row is None else row.ver
            return Record(op.type, op.id, dict(op.set), self._home(op), ver)
        if row is None:
            return None
        if isinstance(op, Delete):
            return Record(row.type, row.id, row.fields, row.part, row.ver, True)
        return applied(row, op.set)

    def _home(self, op: Insert) -> str:
        """The partition as far as this laptop can tell; the centre's result replaces it."""
        try:
            return partitions.home_of(op.type, op.set, self.rows)
        except Refused:  # the parent is no longer in scope
            return ""

    def _layers_of(self, names: Collection[Name]) -> dict[Name, list[_Layer]]:
        """The entries over each row that has any, oldest first."""
        read: dict[int, _Layer] = {}
        found: dict[Name, list[_Layer]] = {}
        for type, ids in _by_type(names):
            rows = self.connection.exec_driver_sql(_LAYERS, (type, listed(ids)))
            for id, key, ops, mseq, replaced in rows:
                if key not in read:
                    provisional = replaced is not None
                    seen = json.loads(replaced) if provisional else {}
                    read[key] = _Layer(decode_ops(ops), mseq, provisional, seen)
                found.setdefault((type, id), []).append(read[key])
        return found

    def _touching(self, type: str, id: str) -> int:
        return int(self.connection.exec_driver_sql(_TOUCHING, (type, id)).scalar_one())

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


def _by_type(names: Iterable[Name]) -> Iterable[tuple[str, list[str]]]:
    ids: dict[str, list[str]] = {}
    for type, id in names:
        ids.setdefault(type, []).append(id)
    return ids.items()


def _entry_of(
    key: int, name: str, record: str, arguments: str, ops: str, at: str, state: str, again: str
) -> Entry:
    return Entry(key, name, record, arguments, decode_ops(ops), at, EntryState(state), again)


def _base(type: str, id: str, fields: str | None, part: str, ver: int, deleted: int) -> Base:
    if fields is None:
        return Base(None)
    record = Record(type, id, msgspec.json.decode(fields), part, ver, deleted == 1)
    return Base(record, deleted == GONE)


def _shadow(type: str, id: str, base: Base) -> dict[str, Any]:
    record = base.record
    if record is None:
        return {"type": type, "id": id, "fields": None, "part": "", "ver": 0, "deleted": 0}
    return {
        "type": type,
        "id": id,
        "fields": canonical(dict(record.fields)),
        "part": record.part,
        "ver": record.ver,
        "deleted": GONE if base.gone else int(record.deleted),
    }


def unsent(connection: Connection) -> int:
    return int(connection.exec_driver_sql(_COUNT_OURS).scalar_one())


def mark_sent(connection: Connection, sent: Sequence[tuple[int, int, str, int]]) -> None:
    """Numbers entries, given as (mseq, v, base, key); what is sent of each is final from now on."""
    statement = (
        f"UPDATE outbox SET state = '{EntryState.SENT}', mseq = ?, v = ?, base = ? WHERE key = ?"
    )
    connection.exec_driver_sql(statement, sent)


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
