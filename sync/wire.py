"""The messages of the protocol, and their strict decoding. sync/README.md describes them.

Groups are columnar: one group holds the changes of one type, partition, operation and set of
fields; `values` has one list a field, each as long as `ids`.
"""

import gzip
import hashlib
import zlib
from enum import StrEnum
from typing import Annotated, Any, TypeVar

import msgspec

from sync.errors import PeerMisbehaved

VERSION = 1
FIRST = 1  # the schema of a request that names none
WITH_DIGESTS = 2  # the same, of one that asks for digests or recovery
LARGEST_BODY = 64 * 1024 * 1024  # bytes, after decompression
SUM = "Routebook-Sum"
WORTH_PACKING = 600  # bytes
Number = Annotated[int, msgspec.Meta(ge=0, le=2**53)]  # what every program and database can count
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]  # a name of nothing but a content


class Envelope(msgspec.Struct, omit_defaults=True):
    """One mutation as its device signed it. `base` maps "type/id" to the version its author saw,
    `after` to the changes seen on top of it at a hub, not committed yet: (device, mseq)."""

    mseq: Number
    name: str
    id: str
    set: dict[str, Any]
    at: str
    base: dict[str, int] = {}
    was: dict[str, dict[str, Any]] = {}
    after: dict[str, list[tuple[str, int]]] = {}
    v: int = FIRST
    sig: str = ""


class Request(msgspec.Struct, omit_defaults=True):
    """POST /v1/sync: push, acknowledge and pull in one. `joined`: partitions newer than cursor.

    `seal`: one signature of all of `push`, instead of one of each."""

    epoch: str
    cursor: int
    scope: str = ""
    push: list[Envelope] = []
    joined: dict[str, int] = {}
    acked: Number = 0
    v: int = VERSION
    schema: int = FIRST
    h: str = ""
    seal: str = ""


class Fix(msgspec.Struct, omit_defaults=True):
    """The centre's row, where it differs from what the device wrote.

    `ver`: its version, if that is not the seq of the result.
    `gone`: the device is not to hold it: deleted, or outside its scope.
    """

    type: str
    id: str
    part: str = ""
    set: dict[str, Any] = {}
    ver: int = 0
    gone: bool = False


class Status(StrEnum):
    """What became of a mutation, once and for all."""

    APPLIED = "applied"  # as it was asked
    MERGED = "merged"  # others had changed the same records meanwhile
    CONFLICT = "conflict"  # applied but for fields that others had changed, kept beside theirs
    REFUSED = "refused"  # a rule said no
    QUARANTINED = "quarantined"  # not understood


REFUSALS = frozenset({Status.REFUSED, Status.QUARANTINED})


class Result(msgspec.Struct, omit_defaults=True):
    """The centre's answer to one mutation; `status` is a Status.

    `of`, where it comes by a hub or a stick: the hash (signing.py) of what it answers.
    """

    mseq: int
    status: str
    seq: int = 0
    problem: str = ""
    rule: str | None = None
    facts: dict[str, Any] = {}
    fix: list[Fix] = []
    of: str = ""


class Operation(StrEnum):
    """What a change does to a record."""

    INSERT = "I"  # the whole record
    UPDATE = "U"  # fields by path
    DELETE = "D"
    OUT = "O"  # it has left this device's scope


class Group(msgspec.Struct, omit_defaults=True):
    """Changes of the same type, operation, partition and fields; `op` is an Operation.

    At a hub, of provisional changes: `by`, their (device, mseq); `over`, by path the highest mseq
    of this device's own changes that their authors had seen and replaced.
    """

    type: str
    op: str
    ids: list[str]
    seqs: list[int]
    part: str = ""
    fields: list[str] = []
    values: list[list[Any]] = []
    by: list[tuple[str, int]] = []
    over: dict[str, int] = {}


class Tokens(msgspec.Struct):
    """Opaque; `expires_in` seconds for the access token."""

    access: str
    refresh: str
    expires_in: Number


class Reply(msgspec.Struct, omit_defaults=True):
    """`parts` only when the device's scope has changed; then there are no groups.

    `h`: the hash chain of commits up to `cursor`. `digest`: what the device's digest is to be after
    applying the reply (sync/digest.py); empty if unknown.

    Only from a hub: `relayed`, the highest mseq of this device that it holds durably (watermark);
    `behind`: its copy is older than the device's, or it does not know its scope; `ahead`: all
    provisional changes of others, as the centre will probably commit them.
    """

    epoch: str
    cursor: int
    scope: str
    time: str
    results: list[Result] = []
    groups: list[Group] = []
    parts: list[str] | None = None
    more: bool = False
    tokens: Tokens | None = None
    h: str = ""
    digest: str = ""
    relayed: int = 0
    behind: bool = False
    ahead: list[Group] | None = None


class Recover(msgspec.Struct, omit_defaults=True):
    """POST /v1/recover, after `new_epoch`: changes that a restored centre may have lost.

    Numbers (mseq) ascend but may have gaps. `upto`, with the last of them: the highest number
    this device ever used.
    """

    epoch: str
    push: list[Envelope] = []
    upto: int = 0
    schema: int = WITH_DIGESTS


class Recovered(msgspec.Struct, omit_defaults=True):
    """`last`: the highest mseq that the centre has of this device now."""

    epoch: str
    last: int
    results: list[Result] = []


class Check(msgspec.Struct, omit_defaults=True):
    """POST /v1/digest: the sums ("12:00f3…") of partitions, or of their 256 buckets."""

    parts: dict[str, str] = {}
    buckets: dict[str, list[str]] = {}
    schema: int = WITH_DIGESTS


class Checked(msgspec.Struct, omit_defaults=True):
    """The partitions that differ; or the buckets that differ, with all their records.

    As of commit `cursor`. `more`: ask again after applying this. `unread`: partitions
    asked for that are outside this person's scope.
    """

    epoch: str
    cursor: int
    h: str
    parts: list[str] = []
    buckets: dict[str, list[int]] = {}
    groups: list[Group] = []
    more: bool = False
    unread: list[str] = []


class Renew(msgspec.Struct):
    """POST /v1/renew, after a restore: `sig` over ["renew", device, epoch], the epoch it knows."""

    device: str
    epoch: str
    sig: str


class NewDevice(msgspec.Struct, omit_defaults=True):
    """POST /v1/device, with a token of the device that this store was copied from."""

    key: str
    device_name: str
    box: str = ""


class Enrol(msgspec.Struct):
    """POST /v1/enrol. `key`: the device's Ed25519 public key, base64; `box`: its X25519 one."""

    user: str
    password: str
    device_name: str
    key: str
    box: str = ""


class Enrolled(msgspec.Struct):
    device: str
    person: str
    epoch: str
    tokens: Tokens
    zone: str
    company: str = ""
    keys: "CentreKeys | None" = None


class CentreKeys(msgspec.Struct):
    """The centre's public keys: `key` checks its signatures, `box` seals what it is to read."""

    key: str
    box: str


class Unseal(msgspec.Struct):
    """POST /v1/unseal: whose bundle it is, as its end proves: what its signature is made of."""

    header: bytes
    pieces: Number
    digest: bytes
    sig: bytes


class Unsealed(msgspec.Struct):
    """The key of that one bundle, and the public key of who signed it (base64)."""

    key: bytes
    signer: str


class Box(msgspec.Struct):
    """POST /v1/keys, by devices enrolled without a `box`; `sig` over ["box", device, box]."""

    box: str
    sig: str


class Chunk(msgspec.Struct):
    """One immutable piece of a snapshot: `sha256` of its compressed bytes."""

    sha256: str
    size: int
    rows: int


class Wanted(msgspec.Struct, omit_defaults=True):
    """POST /v1/snapshot. With `have`, answered once there are more chunks; else when whole."""

    parts: list[str]
    schema: int = FIRST
    have: int | None = None


class Manifest(msgspec.Struct, omit_defaults=True):
    """A snapshot of some partitions as of commit `seq`; chunks by GET /v1/snapshot/{sid}/{n}."""

    sid: str
    seq: int
    chunks: list[Chunk]
    whole: bool = True
    h: str = ""


class Failure(msgspec.Struct, omit_defaults=True):
    """The body of every answer that is not 2xx."""

    problem: str
    rule: str | None = None
    facts: dict[str, Any] = {}


T = TypeVar("T")


def encode(message: Any) -> bytes:
    return msgspec.json.encode(message)


def decode(body: bytes, shape: type[T]) -> T:
    """Raises PeerMisbehaved for anything but exactly this type."""
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PeerMisbehaved("malformed", detail=str(error)[:200]) from None


def converted(plain: Any, shape: type[T]) -> T:
    """The same for a value that was decoded without a type."""
    try:
        return msgspec.convert(plain, shape)
    except msgspec.ValidationError as error:
        raise PeerMisbehaved("malformed", detail=str(error)[:200]) from None


def sum_of(body: bytes) -> str:
    """The checksum of a body as it is sent, for the header `Routebook-Sum`."""
    return hashlib.sha256(body).hexdigest()[:16]


def pack(body: bytes, level: int = 6) -> bytes:
    return gzip.compress(body, level, mtime=0)


def unpack(body: bytes, limit: int = LARGEST_BODY) -> bytes:
    """Raises PeerMisbehaved for damaged bytes, or more than `limit` after decompression."""
    inflate = zlib.decompressobj(wbits=31)
    try:
        plain = inflate.decompress(body, limit)
    except zlib.error:
        raise PeerMisbehaved("damaged") from None
    if inflate.unconsumed_tail:
        raise PeerMisbehaved("too_large", limit=limit)
    if not inflate.eof:
        raise PeerMisbehaved("truncated")
    return plain
