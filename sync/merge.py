"""Merging one record's edit per field, by base version and never by clock.

A field changed since the author's base when its last change has a higher sequence number and
was not the author's own. What then happens is the field's merge class (sync/README.md, Merge).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sync.catalogue import Merge, Value, record_type
from sync.errors import Refused
from sync.mutations.model import Record, value_at

COMPUTED = frozenset({Merge.DERIVED, Merge.DELTA})


@dataclass(frozen=True, slots=True)
class Clash:
    """A conflict in one field: `theirs` is in force, `mine` is kept in a conflict record."""

    path: str
    base: Value
    mine: Value
    theirs: Value


@dataclass(slots=True)
class Merged:
    """`writes` go into the record; `merged`: others had changed it since the author's base."""

    writes: dict[str, Value] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    merged: bool = False


def merge(
    current: Record,
    edit: Mapping[str, Value],
    was: Mapping[str, Value],
    changed: Callable[[str], bool],
) -> Merged:
    """Merges each field of an edit; `changed(path)`: whether others set it since the base.

    Raises Refused("stale") when a guarded field was touched: the whole mutation is refused.
    Raises Refused("said_once") for a field of a fact.
    """
    result = Merged()
    record = record_type(current.type)
    for path, value in edit.items():
        kind = record.field(path).merge
        if kind is Merge.APPEND:
            raise Refused("said_once", type=current.type, id=current.id, field=path)
        standing = value_at(current.fields, path)
        if kind in COMPUTED or not changed(path):
            result.writes[path] = value
            continue
        result.merged = True
        if standing == value:
            continue
        if kind is Merge.SET and value is None:
            continue  # an addition that the author has not seen stays
        if kind is Merge.GUARD:
            raise Refused("stale", type=current.type, id=current.id, field=path, standing=standing)
        if kind is Merge.SET:
            result.writes[path] = value
        elif kind is Merge.NOTE:
            result.writes[path] = both(was.get(path), standing, value)
        else:
            result.clashes.append(Clash(path, was.get(path), value, standing))
    return result


def both(base: Value, standing: Value, mine: Value) -> str:
    """Both versions of a long text, one after the other, without repeating their common prefix."""
    base, standing, mine = (str(text or "") for text in (base, standing, mine))
    added = mine[len(base) :] if base and mine.startswith(base) else mine
    return f"{standing.rstrip()}\n{added.lstrip()}".strip()
