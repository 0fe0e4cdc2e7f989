"""What goes out next: unanswered changes again, then urgent ones, order kept where it matters.

A change goes before an earlier one only if neither it nor anything it depends on touches the
same records. From the moment a change is numbered and signed it is sent as it is, for ever.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from desktop.store import bulk, ruling, state
from desktop.store.database import Database
from desktop.store.outbox import mark_sent
from desktop.store.rows import listed
from sync import signing, wire
from sync.catalogue import SCHEMA
from sync.wire import Envelope

BATCH = 500  # changes a request
BATCH_BYTES = 2_000_000
LOOK_AHEAD = 2_000
_SENT = (
    "SELECT body FROM outbox WHERE state IN ('sent', 'relayed') AND mseq > ? ORDER BY mseq LIMIT ?"
)
_WAITING = (
    "SELECT key, name, record, arguments, ops, base, was, at, urgency, after FROM outbox "
    "WHERE state = 'waiting' AND NOT key BETWEEN ? AND ? ORDER BY key LIMIT ?"
)
_STILL = (
    "SELECT count(*) FROM outbox "
    "WHERE key IN (SELECT value FROM json_each(?)) AND state = 'waiting'"
)
FIXED = ("device", "next_mseq", bulk.GIVEN_UP)  # what was signed holds while these stay


def next_batch(database: Database, after: int = 0) -> list[Envelope]:
    """What was sent before, unchanged; then, numbered and signed, what was waiting.

    `after`: only what has a higher number; what was handed to a relay is sent again all the same.

    Signing is done beside the store: its transaction only writes down what came of it, unless
    somebody took one of the changes back meanwhile.
    """
    while True:
        with database.read() as connection:
            known = state.everything(connection)
            batch = _sent(connection, after)
            waiting = in_order(_waiting(connection)) if len(batch) < BATCH else []
        signed = _signed(known, waiting[: BATCH - len(batch)])
        if not signed:
            return batch
        with database.write() as connection:
            if _still(connection, known, signed):
                mark_sent(connection, [(key, each.mseq, body) for key, each, body in signed])
                state.put(connection, "next_mseq", signed[-1][1].mseq + 1)
                return batch + [envelope for _, envelope, _ in signed]


def _sent(connection: Connection, after: int) -> list[Envelope]:
    bodies = connection.exec_driver_sql(_SENT, (after, BATCH)).scalars()
    return [wire.decode(body.encode(), Envelope) for body in bodies]


def _signed(
    known: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]
) -> list[tuple[int, Envelope, str]]:
    """(entry, envelope, its body) of as many as fit."""
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(known["key"]))
    signed: list[tuple[int, Envelope, str]] = []
    size = 0
    for mseq, row in enumerate(rows, known.get("next_mseq", 1)):
        envelope = Envelope(
            mseq=mseq,
            name=row["name"],
            id=row["record"],
            set=json.loads(row["arguments"]),
            at=row["at"],
            base=json.loads(row["base"]),
            was=json.loads(row["was"]),
            after=json.loads(row["after"]),
            v=SCHEMA,
        )
        envelope.sig = signing.sign(key, known["device"], envelope)
        body = wire.encode(envelope)
        size += len(body)
        if signed and size > BATCH_BYTES:
            break
        signed.append((row["key"], envelope, body.decode()))
    return signed


def _still(
    connection: Connection, known: Mapping[str, Any], signed: Sequence[tuple[int, Envelope, str]]
) -> bool:
    """Whether these changes still wait, and this is still the device that signed them."""
    if any(state.get(connection, name) != known.get(name) for name in FIXED):
        return False
    mine = listed(key for key, _, _ in signed)
    return bool(connection.exec_driver_sql(_STILL, (mine,)).scalar_one() == len(signed))


def _waiting(connection: Connection) -> list[dict[str, Any]]:
    """The oldest waiting changes; an urgent one further back waits for those before it."""
    found = connection.exec_driver_sql(_WAITING, (*bulk.given_up(connection), LOOK_AHEAD))
    rows = [dict(row) for row in found.mappings()]
    if not any(row["name"] == ruling.DECIDE for row in rows):
        return rows
    unruled = {entry.key for entry in ruling.unruled(connection)}
    return [row for row in rows if row["key"] not in unruled]


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
