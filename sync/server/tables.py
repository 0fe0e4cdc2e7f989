"""The centre's tables: one a record type from the catalogue, and those of the sequence."""

from collections.abc import Mapping

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

from sync.catalogue import CATALOGUE, RecordType
from sync.catalogue.columns import columns

METADATA = MetaData()


def _records(record: RecordType) -> Table:
    """`ver` is the seq of the last change, `fver` that of each path, "" that of the insert."""
    table = Table(
        record.name,
        METADATA,
        Column("id", Text, primary_key=True),
        Column("part", Text, nullable=False),
        Column("ver", BigInteger, nullable=False),
        Column("fver", Text, nullable=False),
        Column("deleted", SmallInteger, nullable=False),
        *columns(record),
    )
    Index(f"ix_{record.name}_part_ver", table.c.part, table.c.ver)
    for names in record.indexes:
        Index(f"ix_{record.name}_{'_'.join(names)}", *(table.c[name] for name in names))
    return table


RECORDS: Mapping[str, Table] = {name: _records(record) for name, record in CATALOGUE.items()}


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _number(name: str, primary_key: bool = False) -> Column[int]:
    return Column(name, BigInteger, primary_key=primary_key, autoincrement=False, nullable=False)


def _text(name: str, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _flag(name: str) -> Column[int]:
    return Column(name, SmallInteger, nullable=False)


# `org` is the seq of the last change to posts or assignments: scopes are cached by it. `h` chains
# the commits; the log is whole beyond `horizon`; the epoch began after commit `began`.
SEQ_HEAD = Table(
    "seq_head",
    METADATA,
    Column("one", SmallInteger, primary_key=True, autoincrement=False),
    _text("epoch"),
    _number("next_seq"),
    _number("org"),
    _text("h"),
    _number("horizon"),
    _number("began"),
    CheckConstraint("one = 1", name="ck_seq_head_one"),
)
COMMIT_LOG = Table(
    "commit_log",
    METADATA,
    _number("seq", True),
    _text("device", True),
    Column("mseq", BigInteger),
    _text("actor"),
    _text("name"),
    _text("at"),
    _text("received_at"),
    _text("h"),
)
# `delta` is what changed, by path; `image` the whole record where somebody begins to see it.
CHANGE = Table(
    "change",
    METADATA,
    _number("seq", True),
    _number("n", True),
    _text("type"),
    _text("id"),
    _text("op"),
    _text("delta"),
    _text("image", True),
    _flag("echo"),
    Index("ix_change_row", "type", "id", "seq"),
)
CHANGE_PART = Table(
    "change_part",
    METADATA,
    _key("part"),
    _number("seq", True),
    _number("n", True),
    _text("how"),
    _flag("home"),
)
AUDIENCE = Table(
    "audience",
    METADATA,
    _key("type"),
    _key("id"),
    _key("part"),
    Index("ix_audience_part", "part", "type"),
)
ENROLMENT = Table(
    "enrolment",
    METADATA,
    _key("id"),
    _text("person"),
    _text("account"),
    _text("key"),
    _text("name"),
    _number("last_mseq"),
    _number("acked"),
    _text("enrolled_at"),
    _text("seen_at"),
    _flag("revoked"),
    # Since a restore: the device may have new tokens for its key.
    Column("renewable", SmallInteger, nullable=False, default=0),
)
APPLIED = Table(
    "applied",
    METADATA,
    _key("device"),
    _number("mseq", True),
    _text("hash"),
    _text("status"),
    _number("seq"),
    _text("result"),
)
# The ledger: its rows are never pruned; `body` may be emptied when nobody can want it any more.
RECEIVED = Table(
    "received",
    METADATA,
    _key("device"),
    _number("mseq", True),
    _text("at"),
    _text("status"),
    _text("body"),
    _text("name"),
    _text("record"),
    _text("authored_at"),
    _number("seq"),
    _text("problem", True),
)
# Two tokens of one `grant` belong together; `replaces` is the refresh token they came from.
TOKEN = Table(
    "token",
    METADATA,
    _key("hash"),
    _text("device"),
    _text("kind"),
    _text("grant_id"),
    _text("replaces", True),
    _text("expires"),
    _flag("used"),
    Index("ix_token_device", "device"),
)
ACCOUNT = Table(
    "account",
    METADATA,
    _key("user"),
    _text("person"),
    _text("password"),
    _flag("disabled"),
    _number("failed"),
)
# What was tried at an account from an address (attempts.py), "" for any account; until when that
# address has to wait.
ATTEMPT = Table(
    "attempt",
    METADATA,
    _key("account"),
    _key("address"),
    _number("failed"),
    _flag("came_in"),
    _text("until", True),
    _text("at"),
)
SNAPSHOT = Table(
    "snapshot",
    METADATA,
    _key("sid"),
    _text("device"),
    _text("parts"),
    _text("scope"),
    _number("seq"),
    _text("made_at"),
    _flag("whole"),
)
SNAPSHOT_CHUNK = Table(
    "snapshot_chunk",
    METADATA,
    _key("sid"),
    _number("n", True),
    _text("sha256"),
    _number("rows"),
    Column("body", LargeBinary, nullable=False),
)
# A content is whole when it has a row in `blob`; its pieces are those of that upload.
BLOB = Table(
    "blob",
    METADATA,
    _key("sha256"),
    _number("size"),
    _text("received_at"),
    _text("upload"),
)
BLOB_UPLOAD = Table(
    "blob_upload",
    METADATA,
    _key("id"),
    _text("sha256"),
    _text("device"),
    _number("size"),
    _number("have"),
    _text("begun_at"),
    Index("ix_blob_upload_device_sha256", "device", "sha256", unique=True),
)
BLOB_PIECE = Table(
    "blob_piece",
    METADATA,
    _key("upload"),
    _number("start", True),
    Column("body", LargeBinary, nullable=False),
)
# The sum of the records that exactly these partitions read (sync/digest.py), the home first.
DIGEST = Table(
    "digest",
    METADATA,
    _key("readers"),
    _number("count"),
    _number("total"),  # of 64 bits, signed
)
DIGEST_READER = Table("digest_reader", METADATA, _key("part"), _key("readers"))
# The scopes that a person was told, and the commit by which each was over (null: not yet).
GRANTED = Table(
    "granted",
    METADATA,
    _key("person"),
    _key("scope"),
    _number("n"),
    Column("until", BigInteger),
    _text("body"),
)
# By which customers look alike: `key` is worked out of their fields (rulings/likeness.py).
LIKENESS = Table("likeness", METADATA, _key("key"), _key("id"))
META = Table("meta", METADATA, _key("name"), _text("value"))
PACK_DIGEST = Table("pack_digest", METADATA, _key("type"), _key("id"), _text("fields"))
# How bundles reach a device: sealed to `box`, from where it said it stood (null: never said), in
# which history (`epoch`), and the hashes of the files that it `wants`, one a line.
REACH = Table(
    "reach",
    METADATA,
    _key("device"),
    _text("box"),
    _number("cursor"),
    _text("scope"),
    _text("asked_at", True),
    _text("epoch", True),
    _text("wants", True),
)
# The hubs of this centre. `code`: hash of the word that enrols it, once; `secret`: of its token.
HUB = Table(
    "hub",
    METADATA,
    _key("id"),
    _text("unit"),
    _text("name"),
    _text("key"),
    _text("tls"),
    _text("code"),
    _text("secret"),
    _text("added_at"),
    _text("seen_at", True),
    _flag("revoked"),
)
# On a hub: the rulings it has given under its allotments, each for one content of one
# request (`about`); `amount` is what it takes.
RULING = Table(
    "ruling",
    METADATA,
    _key("decision"),
    _text("allotment"),
    _text("about"),
    _text("amount"),
    _text("sig"),
    _text("at"),
    UniqueConstraint("about", name="uq_ruling_about"),
)
# On a hub: what laptops handed in, until its author has heard the result. `n`: order of arrival.
RELAY = Table(
    "relay",
    METADATA,
    _key("device"),
    _number("mseq", True),
    _number("n"),
    _text("hash"),
    _text("body"),
    _text("at"),
    _flag("answered"),
    Index("ix_relay_answered", "answered", "n"),
)
