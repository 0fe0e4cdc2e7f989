"""One run over the contents that wait: to the centre and from it, or by way of a branch hub.

A content is sent after the centre has accepted the record that names it, a piece at a time: what
a person asks for first, then today's photos, then whatever is smallest. Whatever breaks, the next
run goes on where the centre says it stopped.
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
        """A few pieces at a time of what is most urgent then."""
        while jobs := self._jobs():
            left = sum(job.left for job in jobs)
            self._total = max(self._total, self._done + left)
            self._some(peer, min(jobs, key=lambda job: job.rank))

    def _some(self, peer: HttpPeer, job: _Job) -> None:
        up, down, content = peer.bytes_up, peer.bytes_down, job.content
        whole = False
        try:
            whole = self._up(peer, content) if job.up else self._down(peer, content)
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
                jobs.append(_Job(True, content, (1 if fresh else 2, content.size)))
            else:
                jobs.append(_Job(False, content, (0 if content.wanted == NOW else 3, content.size)))
        return jobs

    def _day(self, instant: str) -> str:
        return self._clock.day_of(instant).isoformat() if instant else ""

    def _up(self, peer: HttpPeer, content: Content) -> bool:
        """Some pieces; whether the centre has it whole now."""
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
            self._taken(content)
        return whole

    def _named(self, connection: Connection, digests: list[str]) -> dict[str, Named]:
        """Of these contents those that may be carried: their record is at the centre."""
        return queries.accepted(connection, digests)

    def _owed(self, connection: Connection, open_: list[Content]) -> set[str]:
        """One's own, whose record has gone out of sight: their author may still send them."""
        return queries.owed(connection, [each.sha256 for each in open_ if each.may_go_up])

    def _taken(self, content: Content) -> None:
        self._contents.mark(content.sha256, arrived=True, problem="")

    def _not_taken(self, content: Content, problem: Problem) -> None:
        self._contents.mark(content.sha256, problem=problem.kind)

    def _down(self, peer: HttpPeer, content: Content) -> bool:
        have = content.have
        for _ in range(AT_ONCE):
            body = peer.get(content.sha256, have, PIECE)
            if not body:
                raise PeerMisbehaved("malformed", detail="nothing more")
            self._contents.put(content.sha256, have, body)
            have += len(body)
            self._tell(len(body))
            if have >= content.size:
                self._check(content)
                return True
        return False

    def _check(self, content: Content) -> None:
        if not self._contents.is_sound(content.sha256):
            self._contents.restart(content.sha256)
            raise PeerMisbehaved("damaged")
        self._contents.mark(content.sha256, wanted=0, used=self._clock.now_text())
        self._taken(content)  # whoever gave it has it

    def _tell(self, bytes: int) -> None:
        self._done += bytes
        self._report(self._done, max(self._total, self._done))


class ByHub(Run):
    """The same with a branch hub: it passes on what it takes, which counts as sent only when the
    centre has it; what it does not have, it may have later."""

    def has_handed_over(self) -> bool:
        """Whether there is a content whose record a hub has, and the centre not yet."""
        with self._database.read() as connection:
            return bool(queries.relayed(connection))

    def _named(self, connection: Connection, digests: list[str]) -> dict[str, Named]:
        handed_over = {each.sha256: each for each in queries.relayed(connection)}
        return handed_over | queries.accepted(connection, digests)

    def _owed(self, connection: Connection, open_: list[Content]) -> set[str]:
        """A hub knows no author of what has left its branch."""
        return set()

    def _taken(self, content: Content) -> None:
        self._contents.hand_over(content.sha256)
        self._resting[content.sha256] = time.monotonic() + REST

    def _not_taken(self, content: Content, problem: Problem) -> None:
        """Nobody can do anything about it here."""


def together(first: Carried, second: Carried) -> Carried:
    return Carried(
        first.sent + second.sent,
        first.received + second.received,
        first.bytes_up + second.bytes_up,
        first.bytes_down + second.bytes_down,
    )
