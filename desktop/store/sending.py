"""What goes out next: unanswered changes again, then urgent ones, order kept where it matters.

A change goes before an earlier one only if neither it nor anything it depends on touches the
same records. From the moment a change is numbered and signed it is sent as it is, for ever.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, select

from desktop.store import state
from desktop.store.outbox import mark_sent
from desktop.store.tables import OUTBOX
from sync import signing, wire
from sync.wire import Envelope

BATCH = 500  # changes a request
BATCH_BYTES = 2_000_000
LOOK_AHEAD = 2_000


def next_batch(connection: Connection, device: str, key: bytes) -> list[Envelope]:
    """Numbers and signs what was waiting; what was sent before comes first, unchanged."""
    sent = connection.scalars(
        select(OUTBOX.c.body).where(OUTBOX.c.state == "sent").order_by(OUTBOX.c.mseq)
    )
    batch = [wire.decode(body.encode(), Envelope) for body in sent.fetchmany(BATCH)]
    room = BATCH - len(batch)
    if room > 0:
        batch += _newly_sent(connection, device, Ed25519PrivateKey.from_private_bytes(key), room)
    return batch


def _newly_sent(
    connection: Connection, device: str, key: Ed25519PrivateKey, room: int
) -> list[Envelope]:
    number = state.get(connection, "next_mseq", 1)
    batch: list[Envelope] = []
    size = 0
    for row in in_order(_waiting(connection))[:room]:
        envelope = Envelope(
            mseq=number,
            name=row["name"],
            id=row["record"],
            set=json.loads(row["arguments"]),
            at=row["at"],
            base=json.loads(row["base"]),
            was=json.loads(row["was"]),
        )
        envelope.sig = signing.sign(key, device, envelope)
        body = wire.encode(envelope)
        size += len(body)
        if batch and size > BATCH_BYTES:
            break
        mark_sent(connection, row["key"], number, body.decode())
        batch.append(envelope)
        number += 1
    if batch:
        state.put(connection, "next_mseq", number)
    return batch


def _waiting(connection: Connection) -> list[dict[str, Any]]:
    """The oldest waiting changes; an urgent one further back waits for those before it."""
    columns = select(OUTBOX).where(OUTBOX.c.state == "waiting")
    oldest = columns.order_by(OUTBOX.c.key).limit(LOOK_AHEAD)
    return [dict(row) for row in connection.execute(oldest).mappings()]


def in_order(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """By urgency, then age; a change is as urgent as the most urgent one that needs it."""
    urgency = {row["key"]: row["urgency"] for row in rows}
    needed: dict[str, int] = {}  # record -> the urgency of later changes that need it
    for row in reversed(rows):
        names = set(_records(row))
        own = min([urgency[row["key"]], *(needed.get(name, 9) for name in names)])
        urgency[row["key"]] = own
        needed |= {name: min(needed.get(name, 9), own) for name in names}
    return sorted(rows, key=lambda row: (urgency[row["key"]], row["key"]))


def _records(row: dict[str, Any]) -> Iterable[str]:
    """Every record a change touches or refers to, by id."""
    for _, _, id, fields in json.loads(row["ops"]):
        yield id
        yield from (
            value for value in fields.values() if isinstance(value, str) and len(value) <= 64
        )
