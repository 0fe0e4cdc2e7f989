"""The next batch to push: unanswered changes again, then waiting ones by urgency and age.

A change overtakes an earlier one only if neither it nor anything it depends on touches the same
records. Once a change is numbered its entry is immutable, and so are the envelope and signature,
which are made from the entry each time.
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.json import decode
from sqlalchemy import Connection

from desktop.store import basis, bulk, plain, ruling, state
from desktop.store.database import Database
from desktop.store.entry_state import EntryState
from desktop.store.envelopes import NAMES, envelope, unanswered
from desktop.store.outbox import mark_sent
from desktop.store.rows import listed
from sync import signing
from sync.catalogue import SCHEMA, canonical
from sync.mutations.model import USUAL
from sync.wire import Envelope

BATCH = 1_000  # changes a request; of more, the next one is made while the centre runs it
BATCH_SIZE = 2_000_000  # characters of `arguments` and `was`
LOOK_AHEAD = 2_000  # waiting changes that are ordered by urgency
_URGENCIES = f"SELECT DISTINCT urgency FROM outbox WHERE state = '{EntryState.WAITING}'"
_WAITING = (
    f"SELECT {', '.join(NAMES)} FROM outbox WHERE key IN ("
    f"SELECT key FROM outbox WHERE state = '{EntryState.WAITING}' AND NOT key BETWEEN ? AND ? "
    "ORDER BY key LIMIT ?) ORDER BY key"  # sorts keys from the index, not whole rows
)
_STILL = (
    "SELECT count(*) FROM outbox "
    f"WHERE key IN (SELECT value FROM json_each(?)) AND state = '{EntryState.WAITING}'"
)
FIXED = ("device", "next_mseq", bulk.UNDO)  # the numbers given are valid while these stay


def next_batch(database: Database, after: int = 0) -> list[Envelope]:
    """Unanswered changes, unchanged, then waiting ones, numbered now; each with its own signature,
    so that a relay may pass them on one by one.

    `after`: only changes with a higher mseq, whether they were relayed before or not.
    """
    known, batch = numbered(database, after)
    return signed(known, batch)


def sealed(known: Mapping[str, Any], batch: list[Envelope]) -> tuple[list[Envelope], str]:
    """The batch and one signature of all of it; "" if it is a single change with its own."""
    if len(batch) < 2:
        return signed(known, batch), ""
    for each in batch:
        each.sig = ""
    return batch, signing.seal(_key(known), known["device"], batch)


def signed(known: Mapping[str, Any], batch: Sequence[Envelope]) -> list[Envelope]:
    """Each with its own signature; `known`: the table `state`."""
    for each in batch:
        each.sig = each.sig or signing.sign(_key(known), known["device"], each)
    return list(batch)


def numbered(database: Database, after: int = 0) -> tuple[dict[str, Any], list[Envelope]]:
    """The table `state` and the next batch, not signed yet.

    The batch is read without the write lock; the transaction that stores the numbers first checks
    that no change was taken back meanwhile, or starts again."""
    while True:
        with database.read() as connection:
            known = state.everything(connection)
            batch = unanswered(connection, after, BATCH)
            waiting = in_order(_waiting(connection, known)) if len(batch) < BATCH else []
            next = _founded(connection, waiting[: BATCH - len(batch)])
        new = _envelopes(known, next)
        if not new:
            return known, batch
        with database.write() as connection:
            if _still(connection, known, new):
                mark_sent(connection, [_number(key, each) for key, each in new])
                state.put(connection, "next_mseq", new[-1][1].mseq + 1)
                return known, batch + [envelope for _, envelope in new]


def _key(known: Mapping[str, Any]) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(known["key"]))


def _envelopes(
    known: Mapping[str, Any], rows: Sequence[dict[str, Any]]
) -> list[tuple[int, Envelope]]:
    """(key of the entry, envelope) of as many as fit BATCH_SIZE."""
    made: list[tuple[int, Envelope]] = []
    size = 0
    for mseq, row in enumerate(rows, known.get("next_mseq", 1)):
        size += len(row["arguments"]) + len(row["was"])
        if made and size > BATCH_SIZE:
            break
        made.append((row["key"], envelope(row | {"mseq": mseq, "v": SCHEMA}, row["base"])))
    return made


def _number(key: int, numbered: Envelope) -> tuple[int, int, str, int]:
    """(mseq, v, base, key), for outbox.mark_sent."""
    return numbered.mseq, numbered.v, canonical(dict(numbered.base)), key


def _still(
    connection: Connection, known: Mapping[str, Any], new: Sequence[tuple[int, Envelope]]
) -> bool:
    """Whether these changes still wait and the numbers are still free."""
    now = state.everything(connection)
    if any(now.get(name) != known.get(name) for name in FIXED):
        return False
    mine = listed(key for key, _ in new)
    return bool(plain.value(connection, _STILL, (mine,)) == len(new))


def _waiting(connection: Connection, known: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The oldest waiting changes, without decisions that need a ruling first.

    A batch of them, or LOOK_AHEAD if any has another urgency than the usual one."""
    urgencies = plain.values(connection, _URGENCIES)
    asked = (*bulk.undo_range(known), BATCH if urgencies == [USUAL] else LOOK_AHEAD)
    found = plain.run(connection, _WAITING, asked).fetchall()
    rows = [dict(zip(NAMES, row, strict=True)) for row in found]
    if not any(row["name"] == ruling.DECIDE for row in rows):
        return rows
    unruled = {entry.key for entry in ruling.unruled(connection)}
    return [row for row in rows if row["key"] not in unruled]


def _founded(connection: Connection, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row | {"base": basis.base_versions(connection, row)} for row in rows]


def in_order(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """By urgency, then age; a change is as urgent as the most urgent one that depends on it."""
    if len({row["urgency"] for row in rows}) < 2:
        return sorted(rows, key=itemgetter("key"))
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
    for _, _, id, fields in decode(row["ops"]):
        yield id
        yield from (
            value for value in fields.values() if isinstance(value, str) and len(value) <= 64
        )
