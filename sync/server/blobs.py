"""Contents of attachments, by SHA-256; access is granted by an attachment record that names them.

The author of an attachment may upload its content even without access to the record any more,
since nobody else has it.

Contents are stored in the database, one row a piece: backup, replication and transactions cover
records and contents alike, several servers share them, and no process needs the memory of a whole
content. Incomplete uploads are separate for each device: one cannot corrupt or detect another's.
"""

import hashlib
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, Row, delete, exists, func, insert, or_, select, update

from sync.clock import Clock, instant_text
from sync.errors import PeerMisbehaved, Refused
from sync.scope import Scope
from sync.server.database import Database, lock_head
from sync.server.tables import AUDIENCE, BLOB, BLOB_PIECE, BLOB_UPLOAD, COMMIT_LOG, RECORDS

SHA256 = re.compile(r"[0-9a-f]{64}\Z")
ATTACHMENT = RECORDS["attachment"]
LARGEST_CONTENT = 200 * 1024 * 1024  # bytes
LARGEST_UNFINISHED = 1024 * 1024 * 1024  # bytes a device may have begun
UNFINISHED_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many bytes the centre has from this device, and whether the content is complete."""

    have: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes that begin at `start` of a content of `total` bytes."""

    start: int
    total: int
    body: bytes

    @property
    def end(self) -> int:
        return self.start + len(self.body)


class Blobs:
    """A hash that no readable attachment names is treated like an unknown one."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def standing(self, scope: Scope, device: str, sha256: str) -> Standing:
        with self._database.read() as connection:
            self.must_be_named(connection, scope, sha256, by=scope.person)
            return _standing(connection, device, sha256)

    def size(self, scope: Scope, sha256: str) -> int:
        """Of a whole content; raises Refused("not_found")."""
        with self._database.read() as connection:
            self.must_be_named(connection, scope, sha256)
            found = connection.execute(select(BLOB.c.size).where(BLOB.c.sha256 == sha256)).scalar()
        if found is None:
            raise _not_there(sha256)
        return int(found)

    def pieces(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        """The bytes [start, end) of a complete content, one short transaction a piece."""
        while start < end:
            with self._database.read() as connection:
                piece = _piece_at(connection, sha256, start)
            if piece is None:
                raise _not_there(sha256)
            skip = start - piece.start
            some = bytes(piece.body[skip : skip + end - start])
            yield some
            start += len(some)

    def write(self, scope: Scope, device: str, sha256: str, piece: Piece) -> Standing:
        """Appends a piece; the last one completes the content, if its SHA-256 is right.

        Idempotent. Raises Refused: `offset` (with where to go on),
        `too_large`, `other_content` (begin again: what was there is dropped), `not_found`.
        """
        with self._database.write() as connection:
            self.must_be_named(connection, scope, sha256, by=scope.person)
            if not 0 < piece.total <= LARGEST_CONTENT:
                raise Refused("too_large", limit=LARGEST_CONTENT)
            if (now := _standing(connection, device, sha256)).whole:
                return now
            if piece.start != now.have or piece.end > piece.total:
                raise Refused("offset", offset=now.have)
            upload = self._upload(connection, device, sha256, piece)
            connection.execute(
                insert(BLOB_PIECE).values(upload=upload, start=piece.start, body=piece.body)
            )
        if piece.end < piece.total:
            return Standing(piece.end, False)
        return self._finish(upload, sha256, piece.total)

    def must_be_named(
        self, connection: Connection, scope: Scope, sha256: str, by: str = ""
    ) -> None:
        """Whether an attachment that the person may read, or one `by` them, names this content; or
        it is not there."""
        if not SHA256.match(sha256):
            raise _not_there(sha256)
        shown = exists().where(
            AUDIENCE.c.type == "attachment",
            AUDIENCE.c.id == ATTACHMENT.c.id,
            AUDIENCE.c.part.in_(sorted(scope.reads)),
        )
        own = [ATTACHMENT.c.author == by] if by else []
        statement = select(ATTACHMENT.c.id).where(
            ATTACHMENT.c.sha256 == sha256,
            ATTACHMENT.c.deleted == 0,
            or_(ATTACHMENT.c.part.in_(sorted(scope.reads)), shown, *own),
        )
        if connection.execute(statement.limit(1)).first() is None:
            raise _not_there(sha256)

    def _upload(self, connection: Connection, device: str, sha256: str, piece: Piece) -> str:
        mine = BLOB_UPLOAD.c.device == device
        known = connection.execute(
            select(BLOB_UPLOAD.c.id, BLOB_UPLOAD.c.size).where(mine, BLOB_UPLOAD.c.sha256 == sha256)
        ).one_or_none()
        if known is not None:
            if known.size != piece.total:
                raise PeerMisbehaved("malformed", detail="size")
            connection.execute(
                update(BLOB_UPLOAD).where(BLOB_UPLOAD.c.id == known.id).values(have=piece.end)
            )
            return str(known.id)
        self._make_room(connection, device, piece.total)
        id = str(uuid.uuid4())
        connection.execute(
            insert(BLOB_UPLOAD).values(
                id=id,
                sha256=sha256,
                device=device,
                size=piece.total,
                have=piece.end,
                begun_at=self._clock.now_text(),
            )
        )
        return id

    def _make_room(self, connection: Connection, device: str, wanted: int) -> None:
        """Deletes old incomplete uploads, and limits how many a device may have."""
        mine = BLOB_UPLOAD.c.device == device
        begun = connection.execute(select(BLOB_UPLOAD).where(mine)).all()
        oldest = instant_text(self._clock.now() - UNFINISHED_KEPT)
        for each in begun:
            if each.begun_at < oldest:
                _forget(connection, each.id)
        lately = sum(each.size for each in begun if each.begun_at >= oldest)
        if lately + wanted > LARGEST_UNFINISHED:
            raise Refused("too_large", limit=LARGEST_UNFINISHED)

    def _finish(self, upload: str, sha256: str, size: int) -> Standing:
        digest = hashlib.sha256()
        for body in self._uploaded(upload):
            digest.update(body)
        with self._database.write() as connection:
            if digest.hexdigest() != sha256:
                _forget(connection, upload)
            elif connection.execute(select(BLOB.c.size).where(BLOB.c.sha256 == sha256)).first():
                _forget(connection, upload)  # somebody else was quicker
            else:
                connection.execute(delete(BLOB_UPLOAD).where(BLOB_UPLOAD.c.id == upload))
                moment = self._clock.now_text()
                connection.execute(
                    insert(BLOB).values(sha256=sha256, size=size, received_at=moment, upload=upload)
                )
        if digest.hexdigest() != sha256:
            raise Refused("other_content", sha256=sha256)
        return Standing(size, True)

    def forget(self, sha256: str) -> None:
        """Deletes a complete content."""
        with self._database.write() as connection:
            mine = BLOB.c.sha256 == sha256
            upload = connection.execute(select(BLOB.c.upload).where(mine)).scalar()
            if upload is not None:
                connection.execute(delete(BLOB).where(mine))
                _forget(connection, upload)

    def _uploaded(self, upload: str) -> Iterator[bytes]:
        of_upload = select(BLOB_PIECE).where(BLOB_PIECE.c.upload == upload)
        start = 0
        while True:
            with self._database.read() as connection:
                row = connection.execute(of_upload.where(BLOB_PIECE.c.start == start)).one_or_none()
            if row is None:
                return
            yield bytes(row.body)
            start += len(row.body)


def forget_unnamed(database: Database, clock: Clock, kept: timedelta) -> int:
    """Deletes contents that no attachment has named for so long; returns how many.

    One transaction each, behind the sequence: nobody can name it again meanwhile. So long, because
    a removed attachment may come back. What was begun and never finished goes, too.
    """
    before = instant_text(clock.now() - kept)
    named = exists().where(
        ATTACHMENT.c.sha256 == BLOB.c.sha256,
        or_(
            ATTACHMENT.c.deleted == 0,
            exists().where(
                COMMIT_LOG.c.seq == ATTACHMENT.c.ver, COMMIT_LOG.c.received_at >= before
            ),
        ),
    )
    free = select(BLOB.c.sha256).where(BLOB.c.received_at < before, ~named)
    with database.read() as connection:
        found = connection.scalars(free).all()
    gone = 0
    for sha256 in found:
        with database.write() as connection:
            lock_head(connection)
            mine = free.with_only_columns(BLOB.c.upload).where(BLOB.c.sha256 == sha256)
            upload = connection.execute(mine).scalar()
            if upload is not None:
                connection.execute(delete(BLOB).where(BLOB.c.sha256 == sha256))
                _forget(connection, upload)
                gone += 1
    _forget_unfinished(database, instant_text(clock.now() - UNFINISHED_KEPT))
    return gone


def _forget_unfinished(database: Database, before: str) -> None:
    old = select(BLOB_UPLOAD.c.id).where(BLOB_UPLOAD.c.begun_at < before)
    with database.read() as connection:
        uploads = connection.scalars(old).all()
    for upload in uploads:
        with database.write() as connection:
            _forget(connection, upload)


def _standing(connection: Connection, device: str, sha256: str) -> Standing:
    whole = connection.execute(select(BLOB.c.size).where(BLOB.c.sha256 == sha256)).scalar()
    if whole is not None:
        return Standing(int(whole), True)
    have = connection.execute(
        select(func.max(BLOB_UPLOAD.c.have)).where(
            BLOB_UPLOAD.c.sha256 == sha256, BLOB_UPLOAD.c.device == device
        )
    ).scalar()
    return Standing(int(have or 0), False)


def _piece_at(connection: Connection, sha256: str, start: int) -> Row[int, bytes] | None:
    statement = (
        select(BLOB_PIECE.c.start, BLOB_PIECE.c.body)
        .join(BLOB, BLOB.c.upload == BLOB_PIECE.c.upload)
        .where(BLOB.c.sha256 == sha256, BLOB_PIECE.c.start <= start)
        .order_by(BLOB_PIECE.c.start.desc())
        .limit(1)
    )
    return connection.execute(statement).one_or_none()


def _forget(connection: Connection, upload: str) -> None:
    connection.execute(delete(BLOB_PIECE).where(BLOB_PIECE.c.upload == upload))
    connection.execute(delete(BLOB_UPLOAD).where(BLOB_UPLOAD.c.id == upload))


def _not_there(sha256: str) -> Refused:
    return Refused("not_found", type="blob", id=sha256[:64])
