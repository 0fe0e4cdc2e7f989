"""Contents of attachments, by their hash; readable and writable only through an attachment."""

import hashlib
import re

from sqlalchemy import Connection, exists, insert, or_, select

from sync.clock import Clock
from sync.errors import Refused
from sync.scope import Scope
from sync.server.database import Database
from sync.server.tables import AUDIENCE, BLOB, RECORDS

SHA256 = re.compile(r"[0-9a-f]{64}\Z")
ATTACHMENT = RECORDS["attachment"]


class Blobs:
    """Asking for a hash that no readable attachment names tells nothing: it is not there."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def size(self, scope: Scope, sha256: str) -> int:
        with self._database.read() as connection:
            return self._readable(connection, scope, sha256)

    def read(self, scope: Scope, sha256: str) -> bytes:
        with self._database.read() as connection:
            self._readable(connection, scope, sha256)
            return bytes(
                connection.execute(select(BLOB.c.body).where(BLOB.c.sha256 == sha256)).scalar_one()
            )

    def write(self, scope: Scope, sha256: str, body: bytes) -> None:
        """Keeping the same content twice is harmless."""
        with self._database.read() as connection:
            if not _named(connection, scope, sha256):
                raise Refused("not_found", type="blob", id=sha256[:64])
        if hashlib.sha256(body).hexdigest() != sha256:
            raise Refused("damaged", sha256=sha256)
        with self._database.write() as connection:
            if connection.execute(select(BLOB.c.size).where(BLOB.c.sha256 == sha256)).first():
                return
            connection.execute(
                insert(BLOB).values(
                    sha256=sha256,
                    size=len(body),
                    received_at=self._clock.now_text(),
                    body=body,
                )
            )

    def _readable(self, connection: Connection, scope: Scope, sha256: str) -> int:
        size = None
        if _named(connection, scope, sha256):
            size = connection.execute(select(BLOB.c.size).where(BLOB.c.sha256 == sha256)).scalar()
        if size is None:
            raise Refused("not_found", type="blob", id=sha256[:64])
        return int(size)


def _named(connection: Connection, scope: Scope, sha256: str) -> bool:
    """Whether an attachment that the person may read names this content."""
    if not SHA256.match(sha256):
        return False
    shown = exists().where(
        AUDIENCE.c.type == "attachment",
        AUDIENCE.c.id == ATTACHMENT.c.id,
        AUDIENCE.c.part.in_(sorted(scope.reads)),
    )
    statement = select(ATTACHMENT.c.id).where(
        ATTACHMENT.c.sha256 == sha256,
        ATTACHMENT.c.deleted == 0,
        or_(ATTACHMENT.c.part.in_(sorted(scope.reads)), shown),
    )
    return connection.execute(statement.limit(1)).first() is not None
