"""First downloads: whole partitions as of one commit, in immutable compressed chunks.

Chunks lie in the database, so any server process can hand them out. A device that asks again
for the same partitions within the hour, before it has joined them, gets the same snapshot, and
goes on where it stopped.
"""

import hashlib
import secrets
import threading
from collections.abc import Iterator, Sequence
from datetime import timedelta
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Connection,
    Result,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from sync import wire
from sync.catalogue import CATALOGUE, SCHEMA
from sync.catalogue.columns import column_from_sql
from sync.catalogue.model import ID
from sync.clock import Clock, instant_text
from sync.errors import Refused
from sync.scope import Scope
from sync.server.database import Database, head
from sync.server.projecting import groups_for
from sync.server.rows import shared
from sync.server.tables import AUDIENCE, COMMIT_LOG, RECORDS, SNAPSHOT, SNAPSHOT_CHUNK
from sync.wire import Chunk, Group, Manifest, Operation

CHUNK_ROWS = 2_000
CHUNK_BYTES = 1 << 20  # about, before compression
FIRST_ROWS = 100  # of a type; then as many as are a chunk
REUSED_FOR = timedelta(hours=1)
KEPT_FOR = timedelta(days=2)
QUICK = 3  # of gzip: a tenth larger than 6 in half the time
POLL = 0.01  # seconds
WHOLE, JOINED = 1, 2  # 0: still being written
LEADING = 3  # id, ver, part before the fields
PART = itemgetter(2)
_WAITS = select(SNAPSHOT.c.sid).where(
    SNAPSHOT.c.device == bindparam("device"), SNAPSHOT.c.whole == WHOLE
)


class Snapshots:
    """Makes snapshots and hands out their chunks, each to the device it was made for."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._starting = threading.Lock()
        self._growing: dict[tuple[str, str, str], str] = {}
        self._writers: dict[str, threading.Thread] = {}

    def make(
        self,
        device: str,
        scope: Scope,
        parts: Sequence[str],
        have: int | None = None,
        schema: int = SCHEMA,
    ) -> Manifest:
        """The whole snapshot, or with `have` as much as there is once it is more than that.

        Raises Refused for partitions outside the scope, without telling which exist.
        """
        wanted = sorted(set(parts))
        if not set(wanted) <= scope.reads:
            raise Refused("not_in_scope")
        key = f"{scope.fingerprint}/{schema}"
        sid = self._reusable(device, key, wanted) or self._start(device, scope, wanted, key, schema)
        return self._grown(sid, have)

    def _start(self, device: str, scope: Scope, parts: list[str], key: str, schema: int) -> str:
        """Builds it in a thread, so that the client can begin with the first chunk."""
        asked = device, key, "\n".join(parts)
        sid = secrets.token_urlsafe(18)

        def build() -> None:
            try:
                self._build(sid, (device, key), scope, parts, schema)
            finally:
                del self._growing[asked]
                del self._writers[sid]

        with self._starting:
            growing = self._growing.setdefault(asked, sid)
            if growing == sid:
                self._writers[sid] = threading.Thread(target=build, name="snapshot", daemon=True)
                self._writers[sid].start()
        return growing

    def _grown(self, sid: str, have: int | None) -> Manifest:
        """Blocks until there are more chunks; raises Refused("not_found") if building failed."""
        while True:
            writer = self._writers.get(sid)
            manifest = self._manifest(sid)
            if manifest is not None and (
                manifest.whole or (have is not None and len(manifest.chunks) > have)
            ):
                return manifest
            if writer is None:
                raise Refused("not_found", type="snapshot")
            writer.join(None if have is None else POLL)

    def chunk(self, device: str, sid: str, number: int) -> bytes:
        if not ID.match(sid):
            raise Refused("not_found", type="snapshot")
        statement = (
            select(SNAPSHOT_CHUNK.c.body)
            .join(SNAPSHOT, SNAPSHOT.c.sid == SNAPSHOT_CHUNK.c.sid)
            .where(SNAPSHOT.c.sid == sid, SNAPSHOT.c.device == device, SNAPSHOT_CHUNK.c.n == number)
        )
        with self._database.read() as connection:
            body = connection.execute(statement).scalar()
        if body is None:
            raise Refused("not_found", type="snapshot")
        return bytes(body)

    def waits(self, connection: Connection, device: str) -> bool:
        """Whether the device was given one and has not joined it yet."""
        return connection.execute(_WAITS, {"device": device}).first() is not None

    def joined(self, device: str) -> None:
        """The device has joined its snapshot: the next request makes a new one."""
        mine = (SNAPSHOT.c.device == device) & (SNAPSHOT.c.whole == WHOLE)
        with self._database.write() as connection:
            connection.execute(update(SNAPSHOT).where(mine).values(whole=JOINED))

    def _reusable(self, device: str, key: str, parts: list[str]) -> str | None:
        since = instant_text(self._clock.now() - REUSED_FOR)
        statement = (
            select(SNAPSHOT.c.sid)
            .where(
                SNAPSHOT.c.device == device,
                SNAPSHOT.c.parts == "\n".join(parts),
                SNAPSHOT.c.scope == key,
                SNAPSHOT.c.made_at > since,
                SNAPSHOT.c.whole == WHOLE,
            )
            .order_by(SNAPSHOT.c.seq.desc())
        )
        with self._database.read() as connection:
            return connection.execute(statement).scalar()

    def _manifest(self, sid: str) -> Manifest | None:
        with self._database.read() as connection:
            found = connection.execute(
                select(SNAPSHOT.c.seq, SNAPSHOT.c.whole, COMMIT_LOG.c.h)
                .outerjoin(COMMIT_LOG, COMMIT_LOG.c.seq == SNAPSHOT.c.seq)
                .where(SNAPSHOT.c.sid == sid)
            ).first()
            if found is None:
                return None
            size = func.length(SNAPSHOT_CHUNK.c.body)
            chunks = connection.execute(
                select(SNAPSHOT_CHUNK.c.sha256, size, SNAPSHOT_CHUNK.c.rows)
                .where(SNAPSHOT_CHUNK.c.sid == sid)
                .order_by(SNAPSHOT_CHUNK.c.n)
            )
            pieces = [Chunk(*chunk) for chunk in chunks]
            return Manifest(sid, found.seq, pieces, bool(found.whole), found.h or "")

    def _build(
        self, sid: str, of: tuple[str, str], scope: Scope, parts: list[str], schema: int
    ) -> None:
        """Reads one database snapshot; every chunk is stored as soon as it is full."""
        with self._database.read() as reading:
            seq = head(reading).seq
            self._begin(sid, *of, parts, seq)
            for number, (plain, rows) in enumerate(chunks(reading, scope.reads, parts, schema)):
                body = wire.pack(plain, QUICK)
                row = {"sid": sid, "n": number, "rows": rows, "body": body}
                row["sha256"] = hashlib.sha256(body).hexdigest()
                with self._database.write() as writing:
                    writing.execute(insert(SNAPSHOT_CHUNK).values(row))
        with self._database.write() as writing:
            writing.execute(update(SNAPSHOT).where(SNAPSHOT.c.sid == sid).values(whole=WHOLE))

    def _begin(self, sid: str, device: str, key: str, parts: list[str], seq: int) -> None:
        now = self._clock.now()
        with self._database.write() as connection:
            old = select(SNAPSHOT.c.sid).where(SNAPSHOT.c.made_at < instant_text(now - KEPT_FOR))
            connection.execute(delete(SNAPSHOT_CHUNK).where(SNAPSHOT_CHUNK.c.sid.in_(old)))
            connection.execute(delete(SNAPSHOT).where(SNAPSHOT.c.sid.in_(old)))
            connection.execute(
                insert(SNAPSHOT).values(
                    sid=sid,
                    device=device,
                    parts="\n".join(parts),
                    scope=key,
                    seq=seq,
                    made_at=instant_text(now),
                    whole=0,
                )
            )


def chunks(
    connection: Connection, reads: frozenset[str], parts: Sequence[str], schema: int
) -> Iterator[tuple[bytes, int]]:
    """All live records of these partitions, once each: JSON of groups, and how many records.

    A piece is small however much there is, and however much is written in one record. Those of a
    partition with many records hold nothing else: they are the same whatever else is asked for,
    and need not come again when the scope changes while they come.
    """
    piece = _Piece()
    for type, alone, found in _results(connection, reads, parts):
        if alone and piece.rows:
            yield piece.taken()
        at_once = FIRST_ROWS
        while batch := found.fetchmany(min(at_once, CHUNK_ROWS - piece.rows)):
            groups = groups_for(schema, list(_groups(type, sorted(batch, key=PART))))
            weight = piece.add([wire.encode(group) for group in groups], len(batch))
            at_once = max(CHUNK_BYTES * len(batch) // max(weight, 1), 1)
            if piece.rows >= CHUNK_ROWS or piece.size >= CHUNK_BYTES:
                yield piece.taken()
        if alone and piece.rows:
            yield piece.taken()
    if piece.rows:
        yield piece.taken()


class _Piece:
    """What will be the next chunk."""

    def __init__(self) -> None:
        self.rows = self.size = 0
        self._groups: list[bytes] = []

    def add(self, groups: Sequence[bytes], rows: int) -> int:
        """How many bytes these are."""
        weight = sum(map(len, groups))
        self._groups += groups
        self.rows, self.size = self.rows + rows, self.size + weight
        return weight

    def taken(self) -> tuple[bytes, int]:
        taken = b"[%b]" % b",".join(self._groups), self.rows
        self.rows = self.size = 0
        self._groups = []
        return taken


def _results(
    connection: Connection, reads: frozenset[str], parts: Sequence[str]
) -> Iterator[tuple[str, bool, Result[Any]]]:
    """Of each type: whether these are all of one large partition, and they."""
    for type in RECORDS:
        large = _large(connection, type, parts)
        for alone, statement in _selects(type, reads, parts, large):
            streamed = statement.execution_options(stream_results=True, max_row_buffer=CHUNK_ROWS)
            yield type, alone, connection.execute(streamed)


def _large(connection: Connection, type: str, parts: Sequence[str]) -> list[str]:
    """The partitions with more than half a chunk of records; deleted ones count, too."""
    part = RECORDS[type].c.part
    counted = select(part).where(part.in_(parts)).group_by(part)
    many = counted.having(func.count() > CHUNK_ROWS // 2).order_by(part)
    return list(connection.scalars(many))


def _selects(
    type: str, reads: frozenset[str], parts: Sequence[str], large: Sequence[str]
) -> Iterator[tuple[bool, Any]]:
    """Records at home in these partitions, then those that are only shown in them.

    What is shown is held under its home if the reader has that, else under where it is shown. It
    comes in no order: a database without room to sort in would hold all of it in memory.
    """
    table = RECORDS[type]
    fields = [table.c[name] for name in CATALOGUE[type].names]
    live = table.c.deleted == 0
    rows = select(table.c.id, table.c.ver, table.c.part, *fields).where(live)
    for part in large:
        yield True, rows.where(table.c.part == part).order_by(table.c.ver)
    small = sorted(set(parts).difference(large))
    yield False, rows.where(table.c.part.in_(small)).order_by(table.c.part)
    if not shared(type):
        return
    first = AUDIENCE.alias("first")
    sooner = exists().where(
        first.c.type == type,
        first.c.id == AUDIENCE.c.id,
        first.c.part < AUDIENCE.c.part,
        first.c.part.in_(parts),
    )
    shown = (AUDIENCE.c.type == type) & AUDIENCE.c.part.in_(parts) & ~sooner
    beside = AUDIENCE.join(table, table.c.id == AUDIENCE.c.id)
    elsewhere = select(table.c.id, table.c.ver, AUDIENCE.c.part, *fields).select_from(beside)
    elsewhere = elsewhere.where(live, shown, table.c.part.not_in(sorted(reads)))
    yield False, elsewhere
    held = sorted(reads - set(parts))
    if held:  # its home was there before, and it is only now that this is new
        yield False, rows.select_from(beside).where(shown, table.c.part.in_(held))


def _groups(type: str, rows: Sequence[Any]) -> Iterator[Group]:
    """One group a partition, one list a field that anybody has a value in."""
    start = 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or rows[place][2] != rows[start][2]:
            yield _group(type, rows[start:place])
            start = place


def _group(type: str, rows: Sequence[Any]) -> Group:
    columns = list(zip(*rows, strict=True))
    fields, values = [], []
    for each, column in zip(CATALOGUE[type].fields, columns[LEADING:], strict=True):
        if column.count(None) < len(column):
            fields.append(each.name)
            values.append(column_from_sql(each, column, raw=True))
    return Group(
        type=type,
        op=Operation.INSERT,
        ids=list(columns[0]),
        seqs=list(columns[1]),
        part=columns[2][0],
        fields=fields,
        values=values,
    )
