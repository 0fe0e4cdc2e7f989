"""What an unsent change rests on, where the version that its author saw is of a lost history.

What they saw in the record (`was`) means something in every history: a change rests on the version
that stands when it is numbered, if that is what they saw, and on none otherwise.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from msgspec.json import decode
from sqlalchemy import Connection, update

from desktop.store.outbox import GONE, Base, Name, Outbox, decode_ops
from desktop.store.tables import OUTBOX
from sync.catalogue import canonical
from sync.mutations.model import Record, value_at

UNNUMBERED = ("waiting", "deferred", "staged")
_BEFORE = (
    "SELECT ops FROM outbox JOIN touch ON entry = key "
    "WHERE type = ? AND id = ? AND key < ? AND state != 'theirs' ORDER BY key"
)
_LEFT = "SELECT type, id FROM shadow WHERE deleted = ?"


def lose(connection: Connection) -> None:
    """No version that is known here means anything any more to what has no number yet."""
    unnumbered = OUTBOX.c.state.in_(UNNUMBERED)
    connection.execute(update(OUTBOX).where(unnumbered).values(base=canonical({})))
    box = Outbox(connection)
    left = [(type, id) for type, id in connection.exec_driver_sql(_LEFT, (GONE,))]
    unseen = {
        name: Base(replace(base.record, ver=0), gone=True)
        for name, base in box.bases(left).items()
        if base.record is not None
    }
    box.redraw_all(unseen)


def found(connection: Connection, row: Mapping[str, Any]) -> dict[str, int]:
    """The versions that an entry rests on, by "type/id"; 0: none."""
    base: dict[str, int] = decode(row["base"])
    was: dict[str, dict[str, Any]] = decode(row["was"])
    unknown = [text for text in was if not base.get(text)]
    if not unknown:
        return base
    box = Outbox(connection)
    return base | {text: _version(box, row["key"], _name(text), was[text]) for text in unknown}


def _version(box: Outbox, key: int, name: Name, was: Mapping[str, Any]) -> int:
    record, gone = box.base(*name)
    if record is None or record.deleted or gone:
        return 0
    return record.ver if _as_seen(_before(box, key, name, record), was) else 0


def _before(box: Outbox, key: int, name: Name, record: Record) -> Record | None:
    """The record with what its author had written in it before."""
    row: Record | None = record
    for ops in box.connection.exec_driver_sql(_BEFORE, (*name, key)).scalars():
        for op in decode_ops(ops):
            if (op.type, op.id) == name:
                row = box.after(row, op)
    return row


def _as_seen(record: Record | None, was: Mapping[str, Any]) -> bool:
    if record is None or not was:
        return False
    return all(value_at(record.fields, path) == value for path, value in was.items())


def _name(text: str) -> Name:
    type, _, id = text.partition("/")
    return type, id
