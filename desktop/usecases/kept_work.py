"""Unsent work of a store that is erased: kept in a bundle encrypted to the centre.

Only the company can read it. The same person, signed in here again, gets it back, once.
"""

import logging
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, insert, select

from desktop.paths import Profile
from desktop.store import basis, state
from desktop.store.contents import Contents
from desktop.store.database import Database
from desktop.store.entries import decode_ops
from desktop.store.shadows import Shadows
from desktop.store.tables import OURS, OUTBOX, REFUSED, TOUCH, UNDECIDED
from desktop.usecases.sync_by_file import files_of
from desktop.usecases.synchronise import line, one_at_a_time
from sync import bundle, sealing, signing
from sync.bundle import Bundle, Content, Header, Piece, Unsent
from sync.clock import Clock
from sync.errors import PeerMisbehaved, Refused
from sync.sealing import Seal

log = logging.getLogger(__name__)
AT_ONCE = 500  # changes a piece
LOST = ("key", "mseq", "v", "state")  # what means nothing to another device
TABLES = {"outbox": OUTBOX, "refused": REFUSED}


def keep(profile: Profile, database: Database, contents: Contents, clock: Clock) -> int:
    """Writes the bundle; returns how many changes and files it holds."""
    with database.read() as connection:
        known = state.everything(connection)
        rows = {
            "outbox": _rows(connection, OUTBOX, OURS),
            "refused": _rows(connection, REFUSED, UNDECIDED),
        }
    alone = [each for each in contents.every() if each.is_here and not each.arrived]
    count = sum(map(len, rows.values()))
    if not count and not alone:
        return 0
    if "centre" not in known:
        raise Refused("no_box", device=known.get("device", ""))
    ephemeral = sealing.new_key()
    header = Header(
        kind="kept",
        epoch=known.get("epoch", ""),
        sender=known["device"],
        recipient="centre",
        box=known["centre"]["box"],
        ephemeral=sealing.public(ephemeral),
        first=0,
        last=count,
        created=clock.now_text(),
    )
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(known["key"]))
    with bundle.written(profile.folder / f"unsent-{known['device']}.syncb") as file:
        bundle.write(file, header, _pieces(rows, contents), key, ephemeral)
    return count + len(alone)


def _rows(connection: Connection, table: Any, where: Any) -> list[dict[str, Any]]:
    found = connection.execute(select(table).where(where).order_by(table.c.key)).mappings()
    lost = set(LOST) if table is OUTBOX else {"key", "mseq"}
    return [{name: value for name, value in row.items() if name not in lost} for row in found]


def _pieces(rows: dict[str, list[dict[str, Any]]], contents: Contents) -> Iterator[Piece]:
    for table, each in rows.items():
        for start in range(0, len(each), AT_ONCE):
            yield Unsent(table, each[start : start + AT_ONCE])
    yield from files_of(contents)


def take_back(profile: Profile, database: Database, contents: Contents, clock: Clock) -> int:
    """Queues the unsent changes of an earlier device of this person; returns how many."""
    with one_at_a_time(profile):
        return sum(_taken_back(path, database, contents, clock) for path in profile.kept())


def _taken_back(path: Path, database: Database, contents: Contents, clock: Clock) -> int:
    with path.open("rb") as file:
        proof = bundle.proof_of(file)
        try:
            with closing(line(database)) as peer:
                told = peer.unseal(proof)
        except Refused as refusal:  # it is somebody else's
            log.info("kept work of another person, or another company: %s", refusal.kind)
            return 0
        signer = signing.public_key(told.signer)
        found = Bundle(file, Seal.of(told.key), lambda header: signer)
        count = _into(database, contents, found, clock)
    path.unlink()
    return count


def _into(database: Database, contents: Contents, found: Bundle, clock: Clock) -> int:
    """All of it or nothing, once."""
    rows: list[tuple[str, dict[str, Any]]] = []
    for piece in found.pieces():
        if isinstance(piece, Content):
            if piece.start == 0:
                contents.begin(piece.sha256, piece.size)
                contents.mark(piece.sha256, held=clock.now_text())
            contents.put(piece.sha256, piece.start, piece.body)
        elif isinstance(piece, Unsent) and piece.table in TABLES:
            rows += [(piece.table, row) for row in piece.rows]
        else:
            raise PeerMisbehaved("malformed", detail="what is not kept")
    with database.write() as connection:
        known = state.get(connection, "taken_back", [])
        if found.header.sender in known:
            return 0
        _write(connection, rows)
        if state.get(connection, "epoch", "") != found.header.epoch:
            basis.discard(connection)
        state.put(connection, "taken_back", [*known, found.header.sender])
    return len(rows)


def _write(connection: Connection, rows: list[tuple[str, dict[str, Any]]]) -> None:
    names = set()
    for table, row in rows:
        columns = TABLES[table].c.keys()
        values = {name: value for name, value in row.items() if name in columns}
        key = connection.execute(insert(TABLES[table]).values(values)).inserted_primary_key
        if table != "outbox" or key is None:
            continue
        touched = {(op.type, op.id) for op in decode_ops(row["ops"])}
        names |= touched
        connection.execute(
            insert(TOUCH), [{"type": type, "id": id, "entry": key[0]} for type, id in touched]
        )
    Shadows(connection).reapply(names)
