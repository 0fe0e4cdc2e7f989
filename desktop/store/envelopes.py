"""What is sent of an entry that has a number: made of it each time, and each time the same."""

from collections.abc import Mapping
from typing import Any

from msgspec.json import decode
from sqlalchemy import Connection

from desktop.store import plain
from desktop.store.entry_state import EntryState
from sync.wire import Envelope

NAMES = (
    "key", "name", "record", "arguments", "ops", "base", "was", "at", "urgency", "after",
    "mseq", "v",
)  # fmt: skip
_SENT = (
    f"SELECT {', '.join(NAMES)} FROM outbox "
    f"WHERE state IN ('{EntryState.SENT}', '{EntryState.RELAYED}') AND mseq > ? "
    "ORDER BY mseq LIMIT ?"
)


def unanswered(connection: Connection, after: int, most: int) -> list[Envelope]:
    """What was sent before, as it was sent, by number; not signed."""
    found = plain.run(connection, _SENT, (after, most)).fetchall()
    rows = [dict(zip(NAMES, row, strict=True)) for row in found]
    return [envelope(row, decode(row["base"])) for row in rows]


def envelope(row: Mapping[str, Any], base: dict[str, int]) -> Envelope:
    """What is sent of an entry that has a number."""
    return Envelope(
        mseq=row["mseq"],
        name=row["name"],
        id=row["record"],
        set=decode(row["arguments"]),
        at=row["at"],
        base=base,
        was=decode(row["was"]),
        after=decode(row["after"]),
        v=row["v"],
    )
