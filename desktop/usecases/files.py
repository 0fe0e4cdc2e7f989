"""Files that hang on records: attached here, carried to and from the centre, looked at, dropped.

A content is sent after the centre has accepted the record that names it, a piece at a time: what
a person asks for first, then today's photos, then whatever is smallest. Whatever breaks, the next
time goes on where the centre says it stopped.
"""

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection

from desktop.paths import Profile
from desktop.queries import files as queries
from desktop.queries.files import Named
from desktop.store import state
from desktop.store.contents import NOW, PIECE, SOON, Content, Contents
from desktop.store.database import Database
from desktop.usecases.opening import name_of
from desktop.usecases.synchronise import line, one_at_a_time
from desktop.usecases.through_hub import nearest_line
from sync.catalogue import Value
from sync.client.http import HttpPeer
from sync.clock import Clock, instant_text
from sync.errors import NotSignedIn, PeerMisbehaved, PeerUnreachable, Problem, Refused

Report = Callable[[int, int], None]
LARGEST = 200 * 1024 * 1024  # bytes; the centre takes no more
KEPT = 1024 * 1024 * 1024  # bytes of contents that are at the centre too
FETCHED_UNASKED = 2 * 1024 * 1024  # bytes: pictures up to this size come by themselves
LATELY = timedelta(days=3)
HELD = timedelta(hours=1)  # a content that is being attached waits for its record
REST = 300.0  # seconds before what was not taken, or is not there, is tried again
AT_ONCE = 16  # pieces of one content before looking what is more urgent
KINDS: Mapping[bytes, str] = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
    b"%PDF-": "application/pdf",
    b"PK\x03\x04": "application/zip",
}
OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".txt": "text/plain",
    ".csv": "text/csv",
}


@dataclass(frozen=True, slots=True)
class Carried:
    """What one run brought: contents sent and received, and bytes both ways."""

    sent: int = 0
    received: int = 0
    bytes_up: int = 0
    bytes_down: int = 0


@dataclass(frozen=True, slots=True)
class NewFile:
    """Something a person adds: a file, or what they pasted."""

    name: str
    path: Path | None = None
    data: bytes = b""

    def open(self) -> BinaryIO:
        return BytesIO(self.data) if self.path is None else self.path.open("rb")

    def made_at(self, clock: Clock) -> str:
        """When it was last written, never in the future."""
        if self.path is None:
            return clock.now_text()
        written = datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        return min(instant_text(written), clock.now_text())


def take_in(contents: Contents, clock: Clock, new: NewFile, report: Report) -> dict[str, Value]:
    """Keeps the content and answers what its record says.

    Raises Problem: file_empty, file_changed, disk_full, file_problem; Refused: too_large.
    """
    try:
        start, size, digest = _looked_at(new, report)
        if not size:
            raise Problem("file_empty", file=new.name)
        with new.open() as file:
            pieces = _reported(_read(file), size, report)
            contents.keep(digest, size, pieces, held=clock.now_text())
        taken_at = new.made_at(clock)
    except OSError as error:
        raise Problem("file_problem", detail=error.strerror or type(error).__name__) from None
    return {
        "name": new.name[-255:],
        "media_type": kind_of(start, new.name),
        "size": size,
        "sha256": digest,
        "taken_at": taken_at,
    }


def _looked_at(new: NewFile, report: Report) -> tuple[bytes, int, str]:
    """The first bytes, the size and the hash."""
    digest, size, start = hashlib.sha256(), 0, b""
    with new.open() as file:
        total = file.seek(0, os.SEEK_END)
        file.seek(0)
        if total > LARGEST:
            raise Refused("too_large", limit=f"{LARGEST // 2**20} MB")
        for body in _read(file):
            start = start or body[:16]
            digest.update(body)
            size += len(body)
            report(size, 2 * total)
    return start, size, digest.hexdigest()


def kind_of(start: bytes, name: str) -> str:
    """The media type by its first bytes, the name only where they do not tell."""
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    found = next((kind for magic, kind in KINDS.items() if start.startswith(magic)), None)
    if found in (None, "application/zip"):
        found = OFFICE.get(Path(name).suffix.lower(), found)
    return found or "application/octet-stream"


def _read(file: BinaryIO) -> Iterator[bytes]:
    while body := file.read(PIECE):
        yield body


def _reported(pieces: Iterable[bytes], size: int, report: Report) -> Iterator[bytes]:
    done = size
    for body in pieces:
        yield body
        done += len(body)
        report(done, 2 * size)


class Files:
    """What this laptop knows of contents, beside the records that name them."""

    def __init__(
        self, profile: Profile, database: Database, contents: Contents, clock: Clock
    ) -> None:
        self._profile, self._database = profile, database
        self._contents, self._clock = contents, clock
        self._resting: dict[str, float] = {}  # content: when it may be tried again
        self._resting_at_hub: dict[str, float] = {}

    def carry(self, report: Report) -> Carried:
        """Everything that can be carried now. Raises NotSignedIn.

        A content that the centre does not take is set aside with its reason, and stops no other.
        """
        self.sweep()
        self._want_lately()
        self._same_history()
        run = _Run(self._database, self._contents, self._clock, report, self._resting)
        hub = _ByHub(self._database, self._contents, self._clock, report, self._resting_at_hub)
        try:
            self._with_centre(run)
        except PeerUnreachable as problem:
            if problem.kind == "sync_running" or not self._with_hub(hub):
                raise
        else:
            if hub.has_handed_over():
                self._with_hub(hub)
        return _together(run.carried, hub.carried)

    def _with_centre(self, run: "_Run") -> None:
        while run.anything():
            try:
                with self._one_at_a_time():
                    run.all(self._database)
            except NotSignedIn:
                self._renew(run)

    def _with_hub(self, run: "_ByHub") -> bool:
        """While the centre does not answer; whether there is a hub that does."""
        peer = nearest_line(self._database, self._clock) if run.anything() else None
        if peer is None:
            return False
        with self._one_at_a_time(), closing(peer):
            run.each(peer)
        return True

    def _one_at_a_time(self) -> AbstractContextManager[None]:
        return one_at_a_time(self._profile, self._contents.path.with_suffix(".lock"))

    def _renew(self, run: "_Run") -> None:
        """Tokens are renewed by one at a time, for the other's would be worth nothing."""
        with self._database.read() as connection:
            stored = state.get(connection, "tokens")
        if stored == run.tokens:
            with one_at_a_time(self._profile), closing(line(self._database)) as peer:
                peer.renew()

    def _same_history(self) -> None:
        """A centre that was restored may have lost contents: it is asked again for each."""
        with self._database.read() as connection:
            epoch = str(state.get(connection, "epoch", ""))
        if self._contents.exist and self._contents.of_epoch(epoch):
            self._resting.clear()

    def want(self, attachment: str) -> Content:
        """A person wants this file now. Raises Refused("not_found"), Problem("disk_full")."""
        named = self.named(attachment)
        self._resting.pop(named.sha256, None)
        return self._contents.begin(named.sha256, named.size, wanted=NOW)

    def write(self, sha256: str, target: Path) -> None:
        """A copy outside the store, not encrypted; whole, or not there."""
        beside = target.with_name(f".{target.name}.part")
        try:
            with beside.open("wb") as file:
                for body in self._contents.pieces(sha256):
                    file.write(body)
            beside.replace(target)
        except OSError as error:
            raise Problem("file_not_written", path=str(target), detail=str(error)) from None
        finally:
            beside.unlink(missing_ok=True)
        self._contents.mark(sha256, used=self._clock.now_text())

    def opened_copy(self, sha256: str, name: str) -> Path:
        """A copy for other programs to show; gone with the content, or when the book closes.

        Raises Refused("file_may_run") for what is no document but a program."""
        shown = name_of(name)
        folder = self._profile.opened / sha256[:16]
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = folder / shown
        self.write(sha256, target)
        return target

    def named(self, attachment: str) -> Named:
        with self._database.read() as connection:
            found = queries.one(connection, attachment)
        if found is None:
            raise Refused("not_found", type="attachment", id=attachment[:64])
        return found

    def sweep(self) -> int:
        """Drops contents that no record here names any more (they left the scope), and, beyond
        what may be kept, what is at the centre and was not used for longest."""
        since = instant_text(self._clock.now() - HELD)
        every = self._contents.free(since)
        if not every:
            return 0
        with self._database.read() as connection:
            named = queries.digests(connection, [content.sha256 for content in every])
        gone = [content.sha256 for content in every if content.sha256 not in named]
        here = sum(content.have for content in every)
        for content in self._contents.least_used() if here > KEPT else ():
            if here > KEPT:
                gone.append(content.sha256)
                here -= content.have
        self._contents.drop(gone)
        for sha256 in gone:
            shutil.rmtree(self._profile.opened / sha256[:16], ignore_errors=True)
        return len(gone)

    def _want_lately(self) -> None:
        if sum(content.have for content in self._contents.every()) > KEPT // 2:
            return  # what was dropped to make room would come again and again
        since = instant_text(self._clock.now() - LATELY)
        with self._database.read() as connection:
            recent = queries.pictures_since(connection, since, FETCHED_UNASKED)
        known = self._contents.some([each.sha256 for each in recent])
        for each in recent:
            if each.sha256 not in known and self._contents.has_room(each.size):
                self._contents.begin(each.sha256, each.size, wanted=SOON)


@dataclass(slots=True)
class _Job:
    up: bool
    content: Content
    rank: tuple[int, int]

    @property
    def left(self) -> int:
        return self.content.size - (0 if self.up else self.content.have)


class _Run:
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

    def _some(self, peer: HttpPeer, job: "_Job") -> None:
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
        today = self._clock.today().isoformat()
        jobs = []
        for content in open_:
            named = accepted.get(content.sha256)
            if named is None:
                continue  # the centre has not accepted a record that names it yet
            if content.is_here:
                fresh = named.is_picture and self._day(named.taken_at) == today
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
        now = self._clock.now_text()
        self._contents.mark(content.sha256, arrived=True, wanted=0, problem="", used=now)

    def _tell(self, bytes: int) -> None:
        self._done += bytes
        self._report(self._done, max(self._total, self._done))


class _ByHub(_Run):
    """The same with a branch hub: it passes on what it takes, which counts as sent only when the
    centre has it; what it does not have, it may have later."""

    def has_handed_over(self) -> bool:
        """Whether there is a content whose record a hub has, and the centre not yet."""
        with self._database.read() as connection:
            return bool(queries.relayed(connection))

    def _named(self, connection: Connection, digests: list[str]) -> dict[str, Named]:
        handed_over = {each.sha256: each for each in queries.relayed(connection)}
        return handed_over | queries.accepted(connection, digests)

    def _taken(self, content: Content) -> None:
        self._contents.hand_over(content.sha256)
        self._resting[content.sha256] = time.monotonic() + REST

    def _not_taken(self, content: Content, problem: Problem) -> None:
        """Nobody can do anything about it here."""


def _together(first: Carried, second: Carried) -> Carried:
    return Carried(
        first.sent + second.sent,
        first.received + second.received,
        first.bytes_up + second.bytes_up,
        first.bytes_down + second.bytes_down,
    )
