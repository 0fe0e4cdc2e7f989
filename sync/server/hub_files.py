"""Contents of files at a hub: kept for the branch, and passed on to the centre piece by piece.

A laptop may hand in a content as soon as the record that names it was handed in. The centre takes
it when it has taken the record; then, and for a while, colleagues on the LAN have it from here.
"""

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Protocol

from sqlalchemy import Connection, select

from sync.clock import Clock, instant_text
from sync.errors import PeerMisbehaved, Refused
from sync.scope import Scope
from sync.server.blobs import ATTACHMENT, Blobs
from sync.server.database import Database
from sync.server.hub_provisional import Provisional
from sync.server.tables import BLOB

PIECE = 256 * 1024  # bytes
AT_ONCE = 8  # pieces before the log is followed again
REST = 60.0  # seconds before what the centre did not take is offered again
KEPT = timedelta(days=30)  # for the branch, after the centre has it
TODAY = timedelta(days=1)


class HubBlobs(Blobs):
    """Also contents named by attachments that the centre has not received yet."""

    def __init__(self, database: Database, clock: Clock, provisional: Provisional) -> None:
        super().__init__(database, clock)
        self._provisional = provisional

    def must_be_named(
        self, connection: Connection, scope: Scope, sha256: str, by: str = ""
    ) -> None:
        if not self._provisional.names(connection, scope.reads, sha256):
            super().must_be_named(connection, scope, sha256, by)


class Centre(Protocol):
    """The contents of files at the centre, as a hub may reach them: (bytes there, whole)."""

    def standing(self, sha256: str) -> tuple[int, bool]: ...

    def put(self, sha256: str, start: int, body: bytes, total: int) -> tuple[int, bool]: ...


class Passing:
    """Uploads to the centre: today's pictures first, then the smallest."""

    def __init__(self, database: Database, clock: Clock, centre: Centre) -> None:
        self._database, self._clock, self._centre = database, clock, centre
        self._blobs = Blobs(database, clock)
        # content: the record for which the centre had it, and keeps it as long as that is there;
        self._there: dict[str, str] = {}  # forgotten with the process, and asked again
        self._resting: dict[str, float] = {}

    def ask_again(self) -> None:
        """The centre may have lost what it had."""
        self._there.clear()
        self._resting.clear()

    def some(self) -> bool:
        """Uploads a few pieces of one content; returns whether there is more to do."""
        waiting = self._waiting()
        if not waiting:
            return False
        content = waiting[0]
        try:
            whole = self._send(content.sha256, content.size)
        except (Refused, PeerMisbehaved):
            self._resting[content.sha256] = time.monotonic() + REST
            return len(waiting) > 1
        if whole:
            self._there[content.sha256] = content.id
            if content.received_at < instant_text(self._clock.now() - KEPT):
                self._blobs.forget(content.sha256)
        return not whole or len(waiting) > 1

    def _send(self, sha256: str, size: int) -> bool:
        have, whole = self._centre.standing(sha256)
        for _ in range(AT_ONCE):
            if whole:
                break
            end = min(have + PIECE, size)
            body = b"".join(self._blobs.pieces(sha256, have, end))
            have, whole = self._centre.put(sha256, have, body, size)
        return whole

    def _waiting(self) -> Sequence[Any]:
        """Only what a record names that the centre has told of."""
        now = time.monotonic()
        fresh = instant_text(self._clock.now() - TODAY)
        named = select(
            ATTACHMENT.c.id,
            BLOB.c.sha256,
            BLOB.c.size,
            BLOB.c.received_at,
            ATTACHMENT.c.media_type,
            ATTACHMENT.c.taken_at,
        ).join(ATTACHMENT, ATTACHMENT.c.sha256 == BLOB.c.sha256)
        with self._database.read() as connection:
            rows = connection.execute(named.where(ATTACHMENT.c.deleted == 0)).all()
        there = {row.sha256 for row in rows if self._there.get(row.sha256) == row.id}
        open_: dict[str, Any] = {
            row.sha256: row
            for row in rows
            if row.sha256 not in there and self._resting.get(row.sha256, 0) <= now
        }

        def rank(row: Any) -> tuple[bool, int]:
            picture = str(row.media_type or "").startswith("image/")
            return not (picture and str(row.taken_at or "") >= fresh), row.size

        return sorted(open_.values(), key=rank)
