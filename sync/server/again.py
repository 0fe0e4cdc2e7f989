"""Mutations heard again: in another history after a restore, or from a copy of a device's store.

Version numbers of a lost history mean nothing here. What an author saw in a field (`was`) does: if
that is what stands, nobody else has changed it as far as the author could tell.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from sync.catalogue import Value
from sync.mutations.model import value_at
from sync.server.rows import Row, Rows, shown_part
from sync.server.tables import CHANGE, COMMIT_LOG
from sync.wire import Fix


@dataclass(frozen=True, slots=True)
class Told:
    """Who did what, when: the same in every copy of a mutation."""

    person: str
    name: str
    at: str


def unlike(fields: Mapping[str, Value], was: Mapping[str, Value]) -> Callable[[str], bool]:
    """Whether something else stands in a path than its author saw."""
    return lambda path: value_at(fields, path) != was.get(path)


def as_done(rows: Rows, told: Told, reads: frozenset[str], taken: Mapping[str, Value]) -> list[Fix]:
    """The records as they stand, if the taken id was made by this very mutation; else none."""
    row = rows.get(str(taken.get("type")), str(taken.get("id")))
    if row is None or not row.fver.get(""):
        return []
    seq = row.fver[""]
    made = rows.connection.execute(select(COMMIT_LOG).where(COMMIT_LOG.c.seq == seq)).first()
    if made is None or Told(made.actor, made.name, made.at) != told:
        return []
    with_it = select(CHANGE.c.type, CHANGE.c.id).where(CHANGE.c.seq == seq)
    keys = {(row.type, row.id), *(tuple(key) for key in rows.connection.execute(with_it))}
    found = (rows.get(*key) for key in sorted(keys))
    return [_whole(each, reads) for each in found if each is not None and each.readable(reads)]


def _whole(row: Row, reads: frozenset[str]) -> Fix:
    return Fix(row.type, row.id, shown_part(row, reads), dict(row.fields), row.ver)
