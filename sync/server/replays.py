"""Mutations that arrive again: after a restore of the centre, or from a copy of a device's store.

Version numbers of a lost history mean nothing here. What an author saw in a field (`was`) does: if
that is what stands, nobody else has changed it as far as the author could tell.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import select

from sync import wire
from sync.catalogue import CATALOGUE, Merge, Value
from sync.mutations.model import value_at
from sync.server.rows import Row, Rows, shown_part
from sync.server.tables import CHANGE, COMMIT_LOG
from sync.wire import Fix, Result


@dataclass(frozen=True, slots=True)
class Told:
    """Identifies a mutation: who did what, when; the same in every copy of it."""

    person: str
    name: str
    at: str


def unlike(fields: Mapping[str, Value], was: Mapping[str, Value]) -> Callable[[str], bool]:
    """Whether the value of a path differs from the one its author saw."""
    return lambda path: value_at(fields, path) != was.get(path)


def unless_seen(
    changed: Callable[[str], bool], row: Row, was: Mapping[str, Value]
) -> Callable[[str], bool]:
    """Of a change without a base: what its author says they saw, and stands, is not changed; but
    what is guarded is compared by its version alone."""

    def after_all(path: str) -> bool:
        compares = CATALOGUE[row.type].field(path).merge is not Merge.GUARD and path in was
        return changed(path) and not (compares and value_at(row.fields, path) == was[path])

    return after_all


def as_done(rows: Rows, told: Told, reads: frozenset[str], taken: Mapping[str, Value]) -> list[Fix]:
    """The current records, if the id is taken because this mutation was applied before."""
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


def carried(stored: str, hash: str) -> Result:
    """A stored result to be relayed: adds the hash of the envelope that it answers."""
    return msgspec.structs.replace(wire.decode(stored.encode(), Result), of=hash)


def in_sight(rows: Rows, reads: frozenset[str], result: Result) -> Result:
    """A stored result with its fixes as of the device's present scope.

    A record that left the scope is `gone`, one that came back is whole: no page would bring it.
    """
    if all(not fix.gone and (not fix.part or fix.part in reads) for fix in result.fix):
        return result
    return msgspec.structs.replace(result, fix=[_as_now(rows, reads, fix) for fix in result.fix])


def _as_now(rows: Rows, reads: frozenset[str], fix: Fix) -> Fix:
    if not fix.gone and (not fix.part or fix.part in reads):
        return fix
    row = rows.get(fix.type, fix.id)
    if row is None:
        return fix
    if row.deleted or not row.readable(reads):
        return Fix(fix.type, fix.id, gone=True)
    return _whole(row, reads) if fix.gone else fix


def _whole(row: Row, reads: frozenset[str]) -> Fix:
    return Fix(row.type, row.id, shown_part(row, reads), dict(row.fields), row.ver)
