"""The base versions of unsent changes after the centre was restored from a backup.

A version number of the lost history means nothing in the new one, but the values the author saw
(`was`) do. A change is based on the version that is current when it is numbered, if the record
still holds the values its author saw, and otherwise on version 0: none.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from msgspec.json import decode
from sqlalchemy import Connection, update

from desktop.store import plain
from desktop.store.entries import decode_ops
from desktop.store.entry_state import EntryState
from desktop.store.shadows import GONE, Base, Name, Shadows
from desktop.store.tables import OUTBOX
from sync.catalogue import canonical
from sync.mutations.model import Record, value_at

UNNUMBERED = (EntryState.WAITING, EntryState.DEFERRED, EntryState.STAGED)
_BEFORE = (
    "SELECT ops FROM outbox JOIN touch ON entry = key "
    f"WHERE type = ? AND id = ? AND key < ? AND state != '{EntryState.PROVISIONAL}' ORDER BY key"
)
_LEFT = "SELECT type, id FROM shadow WHERE deleted = ?"


def discard(connection: Connection) -> None:
    """Discards the base versions of every entry without a number, and those of the shadows."""
    unnumbered = OUTBOX.c.state.in_(UNNUMBERED)
    connection.execute(update(OUTBOX).where(unnumbered).values(base=canonical({})))
    shadows = Shadows(connection)
    left = [(type, id) for type, id in plain.run(connection, _LEFT, (GONE,))]
    unseen = {
        name: Base(replace(base.record, ver=0), gone=True)
        for name, base in shadows.bases(left).items()
        if base.record is not None
    }
    shadows.rebase(unseen)


def base_versions(connection: Connection, row: Mapping[str, Any]) -> dict[str, int]:
    """The base version of each record an entry changes, by "type/id"; 0 where there is none."""
    base: dict[str, int] = decode(row["base"])
    was: dict[str, dict[str, Any]] = decode(row["was"])
    unknown = [text for text in was if not base.get(text)]
    if not unknown:
        return base
    shadows = Shadows(connection)
    return base | {text: _version(shadows, row["key"], _name(text), was[text]) for text in unknown}


def _version(shadows: Shadows, key: int, name: Name, was: Mapping[str, Any]) -> int:
    record, gone = shadows.base(*name)
    if record is None or record.deleted or gone:
        return 0
    return record.ver if _as_seen(_before(shadows, key, name, record), was) else 0


def _before(shadows: Shadows, key: int, name: Name, record: Record) -> Record | None:
    """The confirmed record with the earlier unsent changes of this laptop applied."""
    row: Record | None = record
    for ops in plain.values(shadows.connection, _BEFORE, (*name, key)):
        for op in decode_ops(ops):
            if (op.type, op.id) == name:
                row = shadows.after(row, op)
    return row


def _as_seen(record: Record | None, was: Mapping[str, Any]) -> bool:
    if record is None or not was:
        return False
    return all(value_at(record.fields, path) == value for path, value in was.items())


def _name(text: str) -> Name:
    type, _, id = text.partition("/")
    return type, id
