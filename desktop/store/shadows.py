"""Shadows: what the centre last confirmed of the rows that have unsent changes.

A visible row is its shadow with the unsent changes of its record applied again, in order (rebased).
A row without unsent changes has no shadow: it is what the centre confirmed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from desktop.store import digests, layers, plain
from desktop.store.rows import IN_LIST, Rows, applied, listed
from desktop.store.tables import LIVE, SHADOW
from sync import partitions
from sync.catalogue import canonical
from sync.errors import Refused
from sync.mutations.model import Delete, Insert, Op, Record

GONE = 9  # shadow.deleted: the row left this device's scope while changes were unsent
Name = tuple[str, str]  # (type, id)
# Asked in every synchronisation, therefore plain SQL.
_COUNTED = (
    "SELECT id, ver, (SELECT count(*) FROM touch "
    "WHERE touch.type = shadow.type AND touch.id = shadow.id) "
    f"FROM shadow WHERE deleted = ? AND type = ? AND id {IN_LIST}"
)
_DROP_SHADOWS = f"DELETE FROM shadow WHERE type = ? AND id {IN_LIST}"
_SHADOWS = f"SELECT id, fields, part, ver, deleted FROM shadow WHERE type = ? AND id {IN_LIST}"
_TOUCHING = "SELECT count(*) FROM touch WHERE type = ? AND id = ?"
_INSERT = insert(SHADOW)
_SAVE = _INSERT.on_conflict_do_update(
    ["type", "id"],
    set_={name: _INSERT.excluded[name] for name in ("fields", "part", "ver", "deleted")},
)


class Base(NamedTuple):
    """What the centre last confirmed of a row, and whether it has left our scope since."""

    record: Record | None
    gone: bool = False


class Shadows:
    """The shadows, and the visible rows computed from them, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.rows = Rows(connection)

    def base(self, type: str, id: str) -> Base:
        return self.bases([(type, id)])[type, id]

    def bases(self, names: Collection[Name]) -> dict[Name, Base]:
        """The shadow of each row; of a row without unsent changes, the row itself."""
        found: dict[Name, Base] = {}
        for type, ids in _by_type(names):
            for id, *row in plain.run(self.connection, _SHADOWS, (type, listed(ids))):
                found[type, id] = _base(type, id, *row)
            rest = [id for id in ids if (type, id) not in found]
            there = self.rows.several(type, rest)
            found |= {(type, id): Base(there.get(id)) for id in rest}
        return found

    def set_base(self, type: str, id: str, record: Record | None, *, gone: bool = False) -> None:
        self._save({(type, id): Base(record, gone)})

    def keep(self, type: str, id: str, record: Record | None) -> None:
        """Makes this the shadow of a row that has none yet."""
        if plain.run(self.connection, _SHADOWS, (type, listed([id]))).fetchone() is None:
            self.set_base(type, id, record)

    def shadowed(self, type: str) -> frozenset[str]:
        """Ids of the rows with unsent changes."""
        found = plain.values(self.connection, "SELECT id FROM shadow WHERE type = ?", (type,))
        return frozenset(found)

    def reapply(self, names: Collection[Name]) -> None:
        """Computes rows again, after a change to their shadows or to what is unsent."""
        self.rebase(self.bases(names))

    def rebase(self, bases: Mapping[Name, Base]) -> None:
        """Computes rows from these bases, which are kept where a row has unsent changes."""
        over = {
            (type, id): found
            for type, ids in _by_type(bases)
            for id, found in layers.read(self.connection, type, ids).items()
        }
        left: list[Name] = []
        shown: list[tuple[Record, int]] = []
        for name, base in bases.items():
            row = base.record
            for op in layers.operations(*name, over.get(name, ())):
                row = self.after(row, op)
            if row is None or (base.gone and name not in over):
                left.append(name)
            else:
                shown.append((row, len(over.get(name, ()))))
        for type, ids in _by_type(left):
            self.rows.erase(type, ids)
        self.rows.put_all(shown)
        self._save({name: bases[name] for name in over})
        for type, ids in _by_type(name for name in bases if name not in over):
            self._drop(type, ids)

    def apply(self, op: Op) -> None:
        """Applies a new change, whose touch is stored already, to the visible row."""
        row = self.after(self.rows.get(op.type, op.id), op)
        if row is not None:
            touches = plain.value(self.connection, _TOUCHING, (op.type, op.id))
            self.rows.put(row, int(touches))

    def only_touched_once(
        self, versions: Mapping[Name, tuple[int, str]]
    ) -> dict[Name, tuple[int, str]]:
        """Those of the rows that have a single unsent change and an older version here."""
        found = {}
        for type, ids in _by_type(versions):
            rows = plain.run(self.connection, _COUNTED, (LIVE, type, listed(ids))).fetchall()
            for id, ver, touches in rows:
                if touches == 1 and ver < versions[type, id][0]:
                    found[type, id] = versions[type, id]
        return found

    def confirm(self, rows: Mapping[Name, tuple[int, str]]) -> None:
        """Marks rows without unsent changes as confirmed: by name the version and partition."""
        for type, ids in _by_type(rows):
            digests.confirm(self.connection, type, {id: rows[type, id] for id in ids})

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

    def _save(self, bases: Mapping[Name, Base]) -> None:
        rows = [_shadow(*name, base) for name, base in bases.items()]
        if rows:
            self.connection.execute(_SAVE, rows)

    def _drop(self, type: str, ids: Sequence[str]) -> None:
        """Of rows without unsent changes: the row itself is what was confirmed."""
        plain.run(self.connection, _DROP_SHADOWS, (type, listed(ids)))

    def _home(self, op: Insert) -> str:
        """The partition as far as this laptop can tell; the centre's result replaces it."""
        try:
            return partitions.home_of(op.type, op.set, self.rows)
        except Refused:  # the parent is no longer in scope
            return ""


def _by_type(names: Iterable[Name]) -> Iterable[tuple[str, list[str]]]:
    ids: dict[str, list[str]] = {}
    for type, id in names:
        ids.setdefault(type, []).append(id)
    return ids.items()


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
