"""The centre's two key pairs: one signs bundles and certificates, one decrypts bundles to it.

Made when the centre is founded (or first opened by a version that needs them) and never shown.
"""

import base64
import binascii
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, delete, insert, select

from sync import sealing, signing
from sync.errors import Refused
from sync.server.accounts import Device
from sync.server.database import Database, lock_head
from sync.server.tables import META, REACH
from sync.wire import CentreKeys

SIGNS, OPENS = "secret_key", "secret_box"


@dataclass(frozen=True, slots=True)
class Keys:
    """Secret halves, 32 bytes each."""

    key: bytes
    box: bytes

    @property
    def signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.key)

    @property
    def public(self) -> CentreKeys:
        return CentreKeys(signing.public(self.key), sealing.public(self.box))


def keys_of(database: Database) -> Keys:
    """The centre's keys, made now if there are none; two processes make them once."""
    with database.read() as connection:
        known = _read(connection)
    if known is not None:
        return known
    with database.write() as connection:
        lock_head(connection)
        return _read(connection) or _make(connection)


def _read(connection: Connection) -> Keys | None:
    rows = connection.execute(select(META).where(META.c.name.in_((SIGNS, OPENS))))
    known = {row.name: bytes.fromhex(row.value) for row in rows}
    return Keys(known[SIGNS], known[OPENS]) if len(known) == 2 else None


def _make(connection: Connection) -> Keys:
    made = Keys(signing.new_key(), sealing.new_key())
    connection.execute(
        insert(META),
        [{"name": SIGNS, "value": made.key.hex()}, {"name": OPENS, "value": made.box.hex()}],
    )
    return made


def remember_box(connection: Connection, device: str, box: str) -> None:
    """The key that this device's bundles are sealed to, in place of any before."""
    sealing.public_key(box)
    connection.execute(delete(REACH).where(REACH.c.device == device))
    connection.execute(
        insert(REACH).values(device=device, box=box, cursor=0, scope="", asked_at=None)
    )


def proven_box(device: Device, box: str, sig: str) -> None:
    """Raises Refused unless the device itself has signed that this is its key."""
    try:
        said = base64.b64decode(sig, validate=True)
        signing.public_key(device.key).verify(said, signing.box_content(device.id, box))
    except (InvalidSignature, ValueError, binascii.Error):
        raise Refused("bad_signature", mseq=0) from None
