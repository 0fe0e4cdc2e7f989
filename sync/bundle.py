"""Synchronising through a file: the protocol's messages, signed and encrypted to the recipient.

A bundle is read twice: first the signature of every byte is verified, then its pieces are decoded
one at a time. sync/README.md (section 12) has the layout byte by byte.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync import sealing, wire
from sync.catalogue import SCHEMA
from sync.errors import PeerMisbehaved, Refused
from sync.sealing import Seal
from sync.wire import Envelope, Manifest, Number, Reply, Request, Result, Sha256, Unseal

MAGIC = b"ROUTEBK\x01"
VERSION = 1
LARGEST_HEADER = 16 * 1024  # bytes
LARGEST_PIECE = 24 * 1024 * 1024  # bytes, sealed


class Header(msgspec.Struct, omit_defaults=True):
    """Not encrypted: enough to say whose it is. `sender`, `recipient`: a device id, or "centre".

    `box` is the recipient's public key, `ephemeral` the sender's for this bundle alone; `first`
    and `last` are the mseq of an up bundle, the cursors before and after of a down bundle; of a
    kept one `last` is how many changes are in it. `heard`, down: the highest mseq that the centre
    has received of the device. `upto`, up: every mseq up to there was answered.
    """

    kind: str
    epoch: str
    sender: str
    recipient: str
    box: str
    ephemeral: str
    first: int
    last: int
    created: str
    heard: int = 0
    schema: int = SCHEMA
    v: int = VERSION
    upto: int = 0


class Standing(msgspec.Struct, tag="standing", omit_defaults=True):
    """Up, first: the device's cursor and scope; `request.push` is empty.

    `wants`: SHA-256 of files to send down. `recovering`: a bundle told the device that the centre
    was restored, and what follows is of the history before.
    """

    request: Request
    wants: list[str] = []
    recovering: bool = False


class Push(msgspec.Struct, tag="push"):
    envelopes: list[Envelope]


class Results(msgspec.Struct, tag="results"):
    """Down, first: every result that the device has not acknowledged."""

    results: list[Result]


class Scope(msgspec.Struct, tag="scope"):
    """Down: the device's scope, and the manifest of the snapshot of it that follows."""

    parts: list[str]
    scope: str
    manifest: Manifest


class Rows(msgspec.Struct, tag="rows"):
    """Chunk `number` of the snapshot, exactly as GET /v1/snapshot gives it."""

    number: int
    body: bytes


class Page(msgspec.Struct, tag="page"):
    """What /v1/sync answered to this cursor."""

    cursor: int
    reply: Reply


class Unsent(msgspec.Struct, tag="unsent"):
    """Kept: rows of the laptop's own tables, oldest first; `table`: outbox | refused."""

    table: str
    rows: list[dict[str, Any]]


class Content(msgspec.Struct, tag="content"):
    """Up and kept: a piece of a file that only this laptop has; down: of one that it wants."""

    sha256: Sha256
    size: Number
    start: Number
    body: bytes


Piece = Standing | Push | Results | Scope | Rows | Page | Unsent | Content


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A temporary file that replaces the path atomically once it is complete and flushed."""
    beside = path.with_name(f"{path.name}.part")
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write(
    file: BinaryIO,
    header: Header,
    pieces: Iterable[Piece],
    key: Ed25519PrivateKey,
    ephemeral: bytes,
) -> int:
    """Streams; the number of bytes. `ephemeral` is the secret half of `header.ephemeral`."""
    head = wire.encode(header)
    start = MAGIC + len(head).to_bytes(4, "big") + head
    about = hashlib.sha256(start).digest()
    seal = Seal(ephemeral, header.box, header.ephemeral, header.box)
    size = file.write(start)
    signed, count = hashlib.sha256(), 0
    for piece in pieces:
        sealed = seal.close(count, wire.pack(wire.encode(piece)), about)
        digest = hashlib.sha256(sealed).digest()
        size += file.write(len(sealed).to_bytes(4, "big") + digest + sealed)
        signed.update(digest)
        count += 1
    signature = key.sign(_signed(about, count, signed.digest()))
    return size + file.write((0).to_bytes(4, "big") + signature)


def _signed(about: bytes, count: int, pieces: bytes) -> bytes:
    return sealing.PURPOSE + about + count.to_bytes(8, "big") + pieces


def seal_of(box: bytes, header: Header) -> Seal:
    return Seal(box, header.ephemeral, header.ephemeral, header.box)


def proof_of(file: BinaryIO) -> Unseal:
    """Proves the sender to the recipient without the pieces."""
    file.seek(len(MAGIC))
    head = file.read(int.from_bytes(file.read(4), "big"))
    digests = []
    while size := int.from_bytes(file.read(4), "big"):
        digests.append(file.read(32))
        file.seek(size, os.SEEK_CUR)
    return Unseal(head, len(digests), hashlib.sha256(b"".join(digests)).digest(), file.read(64))


def is_proven(proof: Unseal, key: Ed25519PublicKey) -> bool:
    start = MAGIC + len(proof.header).to_bytes(4, "big") + proof.header
    about = hashlib.sha256(start).digest()
    try:
        key.verify(proof.sig, _signed(about, proof.pieces, proof.digest))
    except InvalidSignature:
        return False
    return True


class Bundle:
    """A bundle whose every byte was checked."""

    def __init__(
        self, file: BinaryIO, box: bytes | Seal, sender: Callable[[Header], Ed25519PublicKey]
    ) -> None:
        """`sender` looks up who signs, or raises; `box` is the reader's secret key, or the seal.

        Raises PeerMisbehaved for what is damaged, cut short or not a bundle, and
        Refused("bundle_for_other") for one that this reader cannot open.
        """
        self._file = file
        head = self._begin()
        self.header = wire.decode(head, Header)
        if self.header.v != VERSION or self.header.schema > SCHEMA:
            raise Refused("other_version", known=VERSION, schema=SCHEMA)
        if isinstance(box, bytes) and self.header.box != sealing.public(box):
            raise Refused("bundle_for_other", recipient=self.header.recipient[:64])
        key = sender(self.header)
        self._seal = box if isinstance(box, Seal) else seal_of(box, self.header)
        self._digests = [hashlib.sha256(sealed).digest() for sealed in self._checked()]
        self._ended(key)

    def pieces(self) -> Iterator[Piece]:
        """One at a time; raises PeerMisbehaved if the file has changed since it was checked."""
        self._file.seek(self._start)
        for number, digest in enumerate(self._digests):
            sealed = self._sealed()
            if sealed is None or hashlib.sha256(sealed).digest() != digest:
                raise PeerMisbehaved("damaged", detail="changed meanwhile")
            yield self._piece(number, sealed)

    def _begin(self) -> bytes:
        self._file.seek(0)
        magic = self._file.read(len(MAGIC))
        if magic != MAGIC:
            raise PeerMisbehaved("not_a_bundle")
        size = int.from_bytes(self._exactly(4), "big")
        if size > LARGEST_HEADER:
            raise PeerMisbehaved("damaged", detail="header")
        head = self._exactly(size)
        self._about = hashlib.sha256(MAGIC + size.to_bytes(4, "big") + head).digest()
        self._start = self._file.tell()
        return head

    def _checked(self) -> Iterator[bytes]:
        number = 0
        while (sealed := self._sealed()) is not None:
            self._piece(number, sealed)
            yield sealed
            number += 1

    def _sealed(self) -> bytes | None:
        """The next piece as it lies there; None at the end mark."""
        size = int.from_bytes(self._exactly(4), "big")
        if size == 0:
            return None
        if size > LARGEST_PIECE:
            raise PeerMisbehaved("damaged", detail="size")
        digest = self._exactly(32)
        sealed = self._exactly(size)
        if hashlib.sha256(sealed).digest() != digest:
            raise PeerMisbehaved("damaged", detail="sha256")
        return sealed

    def _piece(self, number: int, sealed: bytes) -> Piece:
        plain = wire.unpack(self._seal.open(number, sealed, self._about))
        return wire.decode(plain, Piece)  # type: ignore[arg-type]  # msgspec takes a union, type[T] none

    def _ended(self, key: Ed25519PublicKey) -> None:
        signature = self._exactly(64)
        if self._file.read(1):
            raise PeerMisbehaved("damaged", detail="more than there should be")
        pieces = hashlib.sha256(b"".join(self._digests)).digest()
        try:
            key.verify(signature, _signed(self._about, len(self._digests), pieces))
        except InvalidSignature:
            raise PeerMisbehaved("damaged", detail="signature") from None

    def _exactly(self, size: int) -> bytes:
        found = self._file.read(size)
        if len(found) != size:
            raise PeerMisbehaved("truncated")
        return found
