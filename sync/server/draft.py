"""A draft: the rows that one commit would change, in memory, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sync.catalogue import CATALOGUE, Value
from sync.mutations.model import Reader, Record, with_paths
from sync.partitions import audiences_of, home_of, parent_of
from sync.rulings.records import holds
from sync.server.rows import Key, Row, Rows, children
from sync.wire import Operation


@dataclass(slots=True)
class Touched:
    """One row of the draft. `echo`: its author's device has the change already."""

    old: Row | None
    new: Row
    op: Operation
    delta: dict[str, Value] = field(default_factory=dict)
    echo: bool = True


class Draft:
    """Collects the effects of one mutation; discarding the draft discards them."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.touched: dict[Key, Touched] = {}

    def get(self, type: str, id: str) -> Row | None:
        found = self.touched.get((type, id))
        return self.rows.get(type, id) if found is None else found.new

    def find(self, type: str, field: str, value: Value) -> list[Row]:
        """As Rows.find, with what this draft has changed."""
        found = {row.id: row for row in self.rows.find(type, field, value)}
        for (kind, id), touched in self.touched.items():
            if kind == type:
                found.pop(id, None)
                if holds(touched.new.record(), field, value):
                    found[id] = touched.new
        return [found[id] for id in sorted(found)]

    def insert(self, type: str, id: str, fields: dict[str, Value], echo: bool = True) -> None:
        """A record that is not there, or was deleted."""
        delta = {name: value for name, value in fields.items() if value is not None}
        old = self.rows.get(type, id)
        self.touched[type, id] = Touched(old, Row(type, id, fields), Operation.INSERT, delta, echo)

    def update(self, row: Row, paths: Mapping[str, Value], echo: bool = True) -> None:
        """Sets paths of a record that is there."""
        touched = self._touch(row, echo)
        touched.new.fields = with_paths(touched.new.fields, paths)
        for path, value in paths.items():
            if touched.op == Operation.INSERT:
                touched.delta = {k: v for k, v in touched.new.fields.items() if v is not None}
            else:
                touched.delta[path] = value

    def delete(self, row: Row) -> None:
        touched = self._touch(row, echo=True)
        touched.new.deleted = True
        touched.op, touched.delta = Operation.DELETE, {}

    def place(self) -> None:
        """Derives the partitions of every touched row and of the rows that depend on it."""
        reader = Everything(self)
        placed: set[Key] = set()
        waiting = list(self.touched)
        while waiting:
            key = waiting.pop()
            self._place(key, reader, placed)
            waiting += self._newly_followed(key)

    def _place(self, key: Key, reader: Reader, placed: set[Key]) -> None:
        """Places the rows it depends on first; tolerates cycles in bad data."""
        if key in placed or key not in self.touched:
            return
        placed.add(key)
        new = self.touched[key].new
        for other in _leaders(new):
            self._place(other, reader, placed)
        new.part = home_of(new.type, new.fields, reader)
        new.audience = audiences_of(new.type, new.fields, reader) - {new.part}

    def _newly_followed(self, key: Key) -> list[Key]:
        """Untouched records that move because this one did."""
        touched = self.touched[key]
        if touched.old is None or not children(key[0]) or touched.new.deleted:
            return []
        if touched.old.readers == touched.new.readers:
            return []
        found = [
            row
            for row in self.rows.following(*key)
            if not row.deleted and (row.type, row.id) not in self.touched
        ]
        for row in found:
            self._touch(row, echo=False)
        return [(row.type, row.id) for row in found]

    def _touch(self, row: Row, echo: bool) -> Touched:
        key = (row.type, row.id)
        if key not in self.touched:
            new = Row(
                row.type,
                row.id,
                row.fields,
                row.part,
                row.ver,
                row.fver,
                row.deleted,
                row.audience,
            )
            self.touched[key] = Touched(row, new, Operation.UPDATE, {}, echo)
        return self.touched[key]


def _leaders(row: Row) -> list[Key]:
    """The records that determine the partitions of this one."""
    record = CATALOGUE[row.type]
    parent = parent_of(row.type, row.fields)
    leaders = [] if parent is None else [parent]
    if record.audience:
        target = record.field(record.audience).target or ""
        leaders.append((target, str(row.fields.get(record.audience))))
    return leaders


class Everything:
    """Reads a draft without access checks; for the centre's own derivations."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft

    def get(self, type: str, id: str) -> Record | None:
        row = self._draft.get(type, id)
        return None if row is None else row.record()

    def find(self, type: str, field: str, value: Value) -> list[Record]:
        return [row.record() for row in self._draft.find(type, field, value)]


class Readable:
    """Reads a draft within the actor's scope: other records do not exist."""

    def __init__(self, draft: Draft, reads: frozenset[str]) -> None:
        self._draft = draft
        self._reads = reads

    def get(self, type: str, id: str) -> Record | None:
        row = self._draft.get(type, id)
        return row.record() if row is not None and self._sees(row) else None

    def find(self, type: str, field: str, value: Value) -> list[Record]:
        return [row.record() for row in self._draft.find(type, field, value) if self._sees(row)]

    def _sees(self, row: Row) -> bool:
        return row.part == "" or row.readable(self._reads)
