"""Unsent changes of a revoked device: kept on the laptop in a bundle encrypted to the centre.

The same person, signing in again on that laptop, gets the key of that one bundle; an administrator
can read the file itself.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select

from sync import bundle, signing, wire
from sync.bundle import Bundle, Content, Header, Unsent
from sync.errors import Refused
from sync.server.accounts import Device
from sync.server.centre import Centre
from sync.server.tables import ENROLMENT
from sync.wire import Unseal, Unsealed

KEPT = "kept"


def unseal(centre: Centre, device: Device, wanted: Unseal) -> Unsealed:
    """Raises Refused("not_found") for anything but what a device of this person signed."""
    header = wire.decode(wanted.header, Header)
    person, key = _signer(centre, header)
    if person != device.person or not bundle.is_proven(wanted, signing.public_key(key)):
        raise Refused("not_found", type="device", id=header.sender[:64])
    return Unsealed(bundle.seal_of(centre.keys.box, header).key, key)


def lines(centre: Centre, path: Path, contents: Path | None) -> Iterator[dict[str, Any]]:
    """The changes as `routebook apply` understands them, then the files (into `contents`)."""
    with path.open("rb") as file:
        for piece in Bundle(file, centre.keys.box, lambda header: _key(centre, header)).pieces():
            if isinstance(piece, Unsent):
                yield from (_line(row) for row in piece.rows)
            elif isinstance(piece, Content):
                if contents is not None:
                    _append(contents, piece)
                if piece.start + len(piece.body) == piece.size:
                    yield {"file": piece.sha256, "bytes": piece.size}


def _line(row: dict[str, Any]) -> dict[str, Any]:
    line = {"do": row["name"], "id": row["record"], "at": row["at"]}
    return line | {"set": json.loads(row["arguments"])}


def _append(folder: Path, piece: Content) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / piece.sha256).open("wb" if piece.start == 0 else "ab") as file:
        file.write(piece.body)


def _key(centre: Centre, header: Header) -> Ed25519PublicKey:
    return signing.public_key(_signer(centre, header)[1])


def _signer(centre: Centre, header: Header) -> tuple[str, str]:
    """(person, key) of the device; revoked or not: it could not say more."""
    if header.kind != KEPT:
        raise Refused("wrong_way", way=header.kind[:20])
    with centre.database.read() as connection:
        mine = ENROLMENT.c.id == header.sender
        row = connection.execute(select(ENROLMENT).where(mine)).first()
    if row is None:
        raise Refused("not_found", type="device", id=header.sender[:64])
    return row.person, row.key
