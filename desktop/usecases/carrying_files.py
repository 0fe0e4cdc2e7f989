"""One run of uploads and downloads of contents, with the centre or a branch hub.

A content is uploaded once the centre has accepted the record that names it, piece by piece: first
what a person asked for, then today's photos, then the smallest. After an interruption the next run
continues from the offset that the centre has.
"""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop.queries import files as queries
from desktop.queries.files import Named
from desktop.store import state
from desktop.store.contents import NOW, PIECE, Content, Contents
from desktop.store.database import Database
from desktop.usecases.synchronise import line
from sync.catalogue import Value
from sync.client.http import HttpPeer
from sync.clock import Clock
from sync.errors import PeerMisbehaved, Problem, Refused

Report = Callable[[int, int], None]
REST = 300.0  # seconds before what was not taken, or is not there, is tried again
AT_ONCE = 16  # pieces of one content before looking what is more urgent


@dataclass(frozen=True, slots=True)
class Carried:
    """What one run brought: contents sent and received, and bytes both ways."""

    sent: int = 0
    received: int = 0
    bytes_up: int = 0
    bytes_down: int = 0


@dataclass(slots=True)
class _Job:
    up: bool
    content: Content
    rank: tuple[int, int]
    record: str = ""  # that names it, if it is here

    @property
    def left(self) -> int:
        return self.content.size - (0 if self.up else self.content.have)


class Run:
    """One run over everything there is to carry."""

    def __init__(
        self,
        database: Database,
        contents: Contents,
        clock: Clock,
        report: Report,
        resting: dict[str, float],
    ) -> None:
        self._database, self._contents = database, contents
        self._clock, self._report, self._resting = clock, report, resting
        self._done = self._total = 0
        self.carried = Carried()
        self.tokens: Value = None

    def anything(self) -> bool:
        return bool(self._jobs())

    def all(self, database: Database) -> None:
        with database.read() as connection:
            self.tokens = state.get(connection, "tokens")
        with closing(line(database, renews=False)) as peer:
            self.each(peer)

    def each(self, peer: HttpPeer) -> None:
        """Carries a few pieces at a time of what is most urgent then."""
        while jobs := self._jobs():
            left = sum(job.left for job in jobs)
            self._total = max(self._total, self._done + left)
            self._carry(peer, min(jobs, key=lambda job: job.rank))

    def _carry(self, peer: HttpPeer, job: _Job) -> None:
        up, down, content = peer.bytes_up, peer.bytes_down, job.content
        whole = False
        try:
            whole = self._up(peer, job) if job.up else self._down(peer, job)
        except (Refused, PeerMisbehaved) as problem:
            self._resting[content.sha256] = time.monotonic() + REST
            self._not_taken(content, problem)
        finally:
            was = self.carried
            self.carried = Carried(
                was.sent + (whole and job.up),
                was.received + (whole and not job.up),
                was.bytes_up + peer.bytes_up - up,
                was.bytes_down + peer.bytes_down - down,
            )

    def _jobs(self) -> list[_Job]:
        now = time.monotonic()
        open_ = [
            content
            for content in self._contents.every()
            if content.waits and self._resting.get(content.sha256, 0) <= now
        ]
        if not open_:
            return []
        with self._database.read() as connection:
            accepted = self._named(connection, [content.sha256 for content in open_])
            owed = self._owed(connection, open_)
        today = self._clock.today().isoformat()
        jobs = []
        for content in open_:
            named = accepted.get(content.sha256)
            if named is None and content.sha256 not in owed:
                continue  # the centre has not accepted a record that names it yet
            if content.is_here:
                fresh = (
                    named is not None and named.is_picture and self._day(named.taken_at) == today
                )
                rank = 1 if fresh else 2
            else:
                rank = 0 if content.wanted == NOW else 3
            record = named.id if named is not None else ""
            jobs.append(_Job(content.is_here, content, (rank, content.size), record))
        return jobs

    def _day(self, instant: str) -> str:
        return self._clock.day_of(instant).isoformat() if instant else ""

    def _up(self, peer: HttpPeer, job: _Job) -> bool:
        """Uploads some pieces; returns whether the centre has all of it now."""
        content = job.content
        have, whole = peer.standing(content.sha256)
        self._tell(have)
        for _ in range(AT_ONCE):
            if whole:
                break
            body = b"".join(self._contents.pieces(content.sha256, have, PIECE))
            try:
                after, whole = peer.put(content.sha256, have, body, content.size)
            except Refused as problem:
                if problem.kind == "other_content" and not self._contents.is_sound(content.sha256):
                    raise Refused("damaged_here") from None
                raise
            self._tell(after - have)
            have = after
        if whole:
            self._taken(job)
        return whole

    def _named(self, connection: Connection, digests: list[str]) -> dict[str, Named]:
        """Those of these contents whose record is at the centre, by SHA-256."""
        return queries.accepted(connection, digests)

    def _owed(self, connection: Connection, open_: list[Content]) -> set[str]:
        """Contents of the author's own records that left the scope: they may still be uploaded."""
        return queries.owed(connection, [each.sha256 for each in open_ if each.may_go_up])

    def _taken(self, job: _Job) -> None:
        self._contents.arrive(job.content.sha256, job.record)

    def _not_taken(self, content: Content, problem: Problem) -> None:
        self._contents.mark(content.sha256, problem=problem.kind)

    def _down(self, peer: HttpPeer, job: _Job) -> bool:
        content, have = job.content, job.content.have
        for _ in range(AT_ONCE):
            body = peer.get(content.sha256, have, PIECE)
            if not body:
                raise PeerMisbehaved("malformed", detail="nothing more")
            self._contents.put(content.sha256, have, body)
            have += len(body)
            self._tell(len(body))
            if have >= content.size:
                self._check(job)
                return True
        return False

    def _check(self, job: _Job) -> None:
        sha256 = job.content.sha256
        if not self._contents.is_sound(sha256):
            self._contents.restart(sha256)
            raise PeerMisbehaved("damaged")
        self._contents.mark(sha256, wanted=0, used=self._clock.now_text())
        self._taken(job)  # whoever gave it has it

    def _tell(self, bytes: int) -> None:
        self._done += bytes
        self._report(self._done, max(self._total, self._done))


class ByHub(Run):
    """The same with a branch hub, which forwards uploads: they count as sent only once the centre
    has them. A content the hub lacks it may have later."""

    def has_handed_over(self) -> bool:
        """Whether there is a content whose record a hub has, and the centre not yet."""
        with self._database.read() as connection:
            return bool(queries.relayed(connection))

    def _named(self, connection: Connection, digests: list[str]) -> dict[str, Named]:
        handed_over = {each.sha256: each for each in queries.relayed(connection)}
        return handed_over | queries.accepted(connection, digests)

    def _owed(self, connection: Connection, open_: list[Content]) -> set[str]:
        """None: a hub cannot check the author of a record outside its branch."""
        return set()

    def _taken(self, job: _Job) -> None:
        self._contents.hand_over(job.content.sha256)
        self._resting[job.content.sha256] = time.monotonic() + REST

    def _not_taken(self, content: Content, problem: Problem) -> None:
        """Nobody can do anything about it here."""


def together(first: Carried, second: Carried) -> Carried:
    return Carried(
        first.sent + second.sent,
        first.received + second.received,
        first.bytes_up + second.bytes_up,
        first.bytes_down + second.bytes_down,
    )
