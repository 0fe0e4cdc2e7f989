"""Synchronising by file: what waits goes onto a stick, and what comes back on one is taken in.

Nothing is done twice and nothing goes back: a page that this laptop is beyond is passed over, and
what was carried is sent again by any other way until the centre itself has answered.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import func, select

from desktop.paths import Profile
from desktop.queries import files
from desktop.store import outbox, recovering, sending, state
from desktop.store.contents import Contents
from desktop.store.database import Database
from desktop.store.replica import LaptopReplica
from desktop.store.tables import OUTBOX
from desktop.usecases.arrived_files import look_again
from desktop.usecases.synchronise import one_at_a_time
from sync import bundle, sealing, signing
from sync.bundle import Bundle, Content, Header, Page, Piece, Push, Results, Rows, Scope, Standing
from sync.catalogue import SCHEMA
from sync.clock import Clock
from sync.errors import PeerMisbehaved, Refused
from sync.wire import Group, Operation, Reply, Request, Result, Status, decode, unpack

Report = Callable[[int, int], None]
CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Written:
    """A stick for headquarters: how many changes are on it."""

    file: str
    changes: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What a stick from headquarters brought; `complete`: nothing on it was left aside; `again`:
    the centre was restored, and what it has lost must go to it on another stick first."""

    answered: int
    merged: int
    conflicts: int
    refused: int
    quarantined: int
    pulled: int
    cursor: int
    complete: bool
    files: int = 0
    again: bool = False


def write(
    profile: Profile,
    database: Database,
    contents: Contents,
    clock: Clock,
    path: Path,
    report: Report,
) -> Written:
    """Everything unanswered, and the files that only this laptop has; signed.

    Raises Refused("no_box") before the first synchronisation.
    """
    with one_at_a_time(profile):
        look_again(database, contents)
        last = _number_all(database)
        with database.read() as connection:
            known = state.everything(connection)
            numbers = OUTBOX.c.mseq.is_not(None)
            unanswered = select(func.min(OUTBOX.c.mseq), func.count()).where(numbers)
            first, count = connection.execute(unanswered).one()
        if "centre" not in known:
            raise Refused("no_box", device=known.get("device", ""))
        ephemeral = sealing.new_key()
        restored = known.get("restored")
        header = Header(
            kind="up",
            epoch=restored["epoch"] if restored else known["epoch"],
            sender=known["device"],
            recipient=CENTRE,
            box=known["centre"]["box"],
            ephemeral=sealing.public(ephemeral),
            first=first or 0,
            last=last,
            created=clock.now_text(),
            heard=restored["heard"] + 1 if restored else 0,
            upto=(first or known.get("next_mseq", 1)) - 1 if not restored else 0,
        )
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(known["key"]))
        with bundle.written(path) as file:
            pieces = chain(_pieces(database, known, contents, report), files_of(contents))
            size = bundle.write(file, header, pieces, key, ephemeral)
        with database.write() as connection:
            outbox.mark_relayed(connection, first or 0, last)
    return Written(str(path), count, size)


def _number_all(database: Database) -> int:
    last = 0
    while batch := sending.next_batch(database, last):
        last = batch[-1].mseq
    return last


def _pieces(
    database: Database, known: dict[str, Any], contents: Contents, report: Report
) -> Iterator[Piece]:
    wants = [each.sha256 for each in contents.every() if each.waits and not each.is_here]
    yield Standing(_standing(known), wants, "restored" in known)
    last = done = 0
    while batch := sending.next_batch(database, last):
        yield Push(batch)
        last = batch[-1].mseq
        done += len(batch)
        report(done, done)


def files_of(contents: Contents) -> Iterator[Content]:
    """What the centre does not have yet, piece by piece; after the records that name it."""
    for content in contents.every():
        if content.is_here and not content.arrived:
            start = 0
            for body in contents.pieces(content.sha256):
                yield Content(content.sha256, content.size, start, body)
                start += len(body)


def _standing(known: dict[str, Any]) -> Request:
    return Request(
        epoch=known.get("epoch", ""),
        cursor=known.get("cursor", 0),
        scope=known.get("scope", ""),
        acked=known.get("acked", 0),
        schema=SCHEMA,
    )


def read(
    profile: Profile,
    database: Database,
    clock: Clock,
    path: Path,
    report: Report,
    contents: Contents | None = None,
) -> Taken:
    """Raises PeerMisbehaved or Refused for a file that is damaged, or meant for somebody else."""
    with one_at_a_time(profile), path.open("rb") as file:
        with database.read() as connection:
            known = state.everything(connection)
        if "box" not in known or "centre" not in known:
            raise Refused("no_box", device=known.get("device", ""))

        def sender(header: Header) -> Ed25519PublicKey:
            if header.kind != "down":
                raise Refused("wrong_way", way=header.kind[:20])
            if header.recipient != known["device"]:
                raise Refused("bundle_for_other", recipient=header.recipient[:64])
            return signing.public_key(known["centre"]["key"])

        found = Bundle(file, bytes.fromhex(known["box"]), sender)
        replica = LaptopReplica(database, clock)
        reading = _Reading(database, replica, found.header, report, contents)
        if found.header.epoch != known.get("epoch") and not _restored(
            database, replica, known, found.header
        ):
            return replace(reading.taken(), complete=False, again=True)
        try:
            for piece in found.pieces():
                reading.take(piece)
        finally:
            _times_again(database, known, found.header.created)
        return reading.taken()


def _restored(
    database: Database, replica: LaptopReplica, known: dict[str, Any], header: Header
) -> bool:
    """The centre was put back from a backup: what it has lost is unsent again.

    Whether it has all of that by now: then this laptop begins anew with what it is told. Else it
    waits, as it is, for the answer to its next stick. Raises Refused("new_epoch") for a stick of
    the past.
    """
    if header.epoch in known.get("histories", ()) or header.first:
        raise Refused("new_epoch", epoch=header.epoch)
    if known.get("restored", {}).get("epoch") != header.epoch:
        replica.reopen(header.heard, header.epoch)
    with database.write() as connection:
        state.put(connection, "restored", {"epoch": header.epoch, "heard": header.heard})
        waiting = select(func.count()).where(OUTBOX.c.mseq > header.heard)
        if connection.execute(waiting).scalar_one():
            return False
        recovering.restart(connection, header.epoch)
    return True


def _times_again(database: Database, known: dict[str, Any], told_at: str) -> None:
    """A stick is no line: only what was heard from the centre, and as of when, has changed."""
    with database.write() as connection:
        for name in ("last_sync_at", "server_time"):
            if name in known:
                state.put(connection, name, known[name])
            else:
                state.forget(connection, name)
        heard = state.get(connection, "heard_at") or ""
        state.put(connection, "heard_at", max(heard, told_at))


class _Reading:
    """One bundle, piece by piece; each step is durable, and harmless when done again."""

    def __init__(
        self,
        database: Database,
        replica: LaptopReplica,
        header: Header,
        report: Report,
        contents: Contents | None,
    ) -> None:
        self._contents = contents
        self._files = 0
        self._database = database
        self._replica = replica
        self._header = header
        self._report = report
        self._scope: Scope | None = None  # while its snapshot is being read
        self._wanted: list[str] = []
        self._results: dict[int, str] = {}
        self._rows = 0
        self._complete = True

    def take(self, piece: Piece) -> None:
        if isinstance(piece, Rows):
            self._stage(piece)
            return
        self._join()
        if isinstance(piece, Results):
            self._hear(piece.results)
        elif isinstance(piece, Scope):
            self._rescope(piece)
        elif isinstance(piece, Page):
            self._turn(piece)
        elif isinstance(piece, Content):
            self._keep(piece)
        else:
            raise PeerMisbehaved("malformed", detail="what only goes up")

    def taken(self) -> Taken:
        self._join()
        statuses = list(self._results.values())
        return Taken(
            answered=len(statuses),
            merged=statuses.count(Status.MERGED),
            conflicts=statuses.count(Status.CONFLICT),
            refused=statuses.count(Status.REFUSED),
            quarantined=statuses.count(Status.QUARANTINED),
            pulled=self._rows,
            cursor=self._known("cursor", 0),
            complete=self._complete,
            files=self._files,
        )

    def _keep(self, piece: Content) -> None:
        """A file that somebody here wants; its pieces come in order."""
        wanted = self._contents.some([piece.sha256]) if self._contents else {}
        content = wanted.get(piece.sha256)
        if content is None or content.is_here or content.have != piece.start:
            return
        assert self._contents is not None
        self._contents.put(piece.sha256, piece.start, piece.body)
        if piece.start + len(piece.body) < content.size:
            return
        if self._contents.is_sound(piece.sha256):
            self._contents.mark(piece.sha256, wanted=0)
            self._contents.arrive(piece.sha256, self._naming(piece.sha256))
            self._files += 1
        else:
            self._contents.restart(piece.sha256)

    def _naming(self, sha256: str) -> str:
        with self._database.read() as connection:
            return min(files.live(connection, [sha256]).get(sha256, {""}))

    def _hear(self, results: list[Result]) -> None:
        """Results come by any way; those that were heard before find nothing to settle."""
        waiting = self._unanswered([result.mseq for result in results])
        self._results |= {each.mseq: each.status for each in results if each.mseq in waiting}
        cursor, h = self._known("cursor", 0), self._known("h", "")
        self._apply(Reply(self._header.epoch, cursor, "", self._header.created, results, h=h))

    def _rescope(self, piece: Scope) -> None:
        """Incremental if the bundle goes on from where we are; else everything comes anew."""
        if self._known("cursor", 0) >= piece.manifest.seq:
            return  # we have heard more than this already
        if not self._header.first and self._known("parts", []):
            self._replica.rescope([], "")
        self._wanted = self._replica.missing(piece.parts)
        self._scope = piece

    def _stage(self, piece: Rows) -> None:
        if self._scope is None:
            return
        wanted = set(self._wanted)
        groups = [each for each in decode(unpack(piece.body), list[Group]) if each.part in wanted]
        if groups:
            self._replica.stage(groups)
        self._rows += sum(len(group.ids) for group in groups)
        chunks = self._scope.manifest.chunks
        self._report(piece.number + 1, max(len(chunks), piece.number + 1))

    def _join(self) -> None:
        """The snapshot is whole: it shows, and what is no longer ours goes."""
        if self._scope is None:
            return
        piece, self._scope = self._scope, None
        manifest = piece.manifest
        if self._wanted:
            self._replica.stage([])
            self._replica.join(manifest, self._wanted)
        self._replica.rescope(piece.parts, piece.scope)
        if not self._header.first:
            told = Reply(self._header.epoch, manifest.seq, "", self._header.created, h=manifest.h)
            self._apply(told)

    def _turn(self, piece: Page) -> None:
        reply, cursor = piece.reply, self._known("cursor", 0)
        self._hear(reply.results)
        if reply.cursor <= cursor:
            return
        if piece.cursor > cursor:
            raise Refused("bundle_ahead", first=piece.cursor, cursor=cursor)
        if reply.scope != self._known("scope", ""):
            self._complete = False
            return
        groups = [new for each in reply.groups if (new := _unknown(each, cursor)) is not None]
        self._rows += sum(len(group.ids) for group in groups)
        news = Reply(reply.epoch, reply.cursor, reply.scope, reply.time, [], groups, h=reply.h)
        self._apply(news)

    def _apply(self, reply: Reply) -> None:
        """As if it were the answer to a request that had sent everything."""
        asked = Request(
            self._known("epoch", ""),
            self._known("cursor", 0),
            acked=max(self._known("next_mseq", 1) - 1, 0),
        )
        self._replica.apply(asked, reply)

    def _known(self, name: str, default: Any) -> Any:
        with self._database.read() as connection:
            return state.get(connection, name, default)

    def _unanswered(self, numbers: list[int]) -> set[int]:
        if not numbers:
            return set()
        mine = select(OUTBOX.c.mseq).where(OUTBOX.c.mseq.between(min(numbers), max(numbers)))
        with self._database.read() as connection:
            return set(connection.scalars(mine))


def _unknown(group: Group, cursor: int) -> Group | None:
    """Without the leavings that happened before our cursor: whoever came back since stays."""
    if group.op != Operation.OUT:
        return group
    ids = [id for id, seq in zip(group.ids, group.seqs, strict=True) if seq > cursor]
    seqs = [seq for seq in group.seqs if seq > cursor]
    return Group(group.type, Operation.OUT, ids, seqs, group.part) if ids else None
