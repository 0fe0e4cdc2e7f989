"""What colleagues did that the centre has not seen yet: done once more in memory, to be shown.

The centre's own code runs every change that waits on the hub, in the order of arrival, on the hub's
copy; nothing of it is written. The centre may decide otherwise: then its word replaces this.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, func, select

from sync import wire
from sync.catalogue import Value
from sync.errors import Problem
from sync.mutations import mutation
from sync.server.database import Head, head
from sync.server.draft import Draft
from sync.server.executor import Author, Executor
from sync.server.journal import Journal
from sync.server.rows import Key, Row, read_rows, shown_part
from sync.server.scopes import Scopes
from sync.server.tables import ENROLMENT, RELAY
from sync.wire import Envelope, Group

Dot = tuple[str, int]  # a change by its device and its number there
MOST = 1_000  # changes; beyond that only the oldest are shown


class Unwritten(Journal):
    """A journal of what might be; it takes no turn and is never flushed."""

    def _turn(self, connection: Connection) -> Head:
        return head(connection)

    def commit(
        self,
        draft: Draft,
        *,
        name: str,
        actor: str,
        at: str,
        received_at: str,
        device: str | None = None,
        mseq: int | None = None,
    ) -> int:
        said = {"name": name, "actor": actor, "at": at, "received_at": received_at}
        seq = super().commit(draft, **said, device=device, mseq=mseq)
        if seq and device is not None and mseq is not None:
            self.dots[device, mseq], self.devices[seq] = seq, device
        return seq

    def touched_since(self, place: int) -> tuple[dict[Key, set[str]], int]:
        """The paths of records changed since a place in the journal, and where it ends now."""
        touched: dict[Key, set[str]] = {}
        for _, _, type, id, _, delta, *_ in self._changes[place:]:
            touched.setdefault((type, id), set()).update(msgspec.json.decode(delta))
        return touched, len(self._changes)


@dataclass(frozen=True, slots=True)
class _Change:
    """What one change did to one record, and which others its author had seen there."""

    dot: Dot
    paths: set[str]
    seen: Sequence[Dot]


@dataclass(frozen=True, slots=True)
class _Likely:
    """One record as it will probably be, and by which changes."""

    old: Row | None
    new: Row
    by: Sequence[_Change]


class Provisional:
    """Worked out again only when something arrived, from either side."""

    def __init__(self, scopes: Scopes) -> None:
        self._scopes = scopes
        self._guard = threading.Lock()
        self._as_of: tuple[int, ...] = ()
        self._known: Sequence[_Likely] = ()

    def groups(self, connection: Connection, device: str, reads: frozenset[str]) -> list[Group]:
        """For one device: what others changed among what it may read; its own it knows."""
        found = []
        for each in self._likely(connection):
            others = [change for change in each.by if change.dot[0] != device]
            if not others or (each.new.deleted and each.old is None):
                continue
            if each.new.readable(reads) and (each.old is None or each.old.readable(reads)):
                found.append(_group(each, reads, [change.dot for change in others]))
                found[-1].over = _over(others, device)
        return found

    def _likely(self, connection: Connection) -> Sequence[_Likely]:
        now = head(connection)
        counted = select(func.count(), func.max(RELAY.c.n)).where(RELAY.c.answered == 0)
        count, last = connection.execute(counted).one()
        as_of = (now.seq, count, last or 0)
        with self._guard:
            if as_of != self._as_of:
                self._known = self._worked_out(connection, now) if count else ()
                self._as_of = as_of
            return self._known

    def journal(self, connection: Connection) -> Unwritten:
        """What waits here done to the copy, in memory."""
        return self._done(connection, head(connection))[0]

    def names(self, connection: Connection, reads: frozenset[str], sha256: str) -> bool:
        """Whether a file that was handed in here, and may be read so, has this content."""
        return any(
            each.new.type == "attachment"
            and not each.new.deleted
            and each.new.fields.get("sha256") == sha256
            and each.new.readable(reads)
            for each in self._likely(connection)
        )

    def _worked_out(self, connection: Connection, now: Head) -> Sequence[_Likely]:
        journal, by = self._done(connection, now)
        return _compared(connection, journal, by)

    def _done(
        self, connection: Connection, now: Head
    ) -> tuple[Unwritten, dict[Key, list[_Change]]]:
        journal, today = Unwritten(connection), self._scopes.today()
        by: dict[Key, list[_Change]] = {}
        place = 0
        waiting = (
            select(RELAY.c.device, RELAY.c.body, RELAY.c.at, ENROLMENT.c.person)
            .join(ENROLMENT, ENROLMENT.c.id == RELAY.c.device)
            .where(RELAY.c.answered == 0)
            .order_by(RELAY.c.n)
            .limit(MOST)
        )
        for device, body, at, person in connection.execute(waiting).all():
            scope = self._scopes.of(connection, now.org, person)
            envelope = wire.decode(body.encode(), Envelope)
            try:
                named = mutation(envelope.name)
                arguments = named.check(envelope.id, envelope.set)
                author = Author(device, scope)
                Executor(journal, author, at, today).run(envelope, named, arguments)
            except Problem:
                continue  # the centre will say so, too
            touched, place = journal.touched_since(place)
            for key, paths in touched.items():
                seen = envelope.after.get("/".join(key), ())
                by.setdefault(key, []).append(_Change((device, envelope.mseq), paths, seen))
        return journal, by


def _compared(
    connection: Connection, journal: Journal, by: dict[Key, list[_Change]]
) -> Sequence[_Likely]:
    found = []
    for (type, id), changes in by.items():
        new = journal.rows.get(type, id)
        assert new is not None
        old = next(read_rows(connection, type, [id]), None)
        found.append(_Likely(old, new, changes))
    return found


def _over(others: Sequence[_Change], device: str) -> dict[str, int]:
    """Where others wrote knowing this device's words: what it said up to there is replaced."""
    over: dict[str, int] = {}
    for change in others:
        known = max((mseq for who, mseq in change.seen if who == device), default=0)
        if known:
            over |= {path: max(known, over.get(path, 0)) for path in change.paths}
    return over


def _group(likely: _Likely, reads: frozenset[str], by: list[Dot]) -> Group:
    """One record a group; `seqs` 1: a provisional change has no number."""
    old, new = likely.old, likely.new
    if new.deleted:
        return Group(new.type, "D", [new.id], [1], by=by)
    paths: dict[str, Value]
    if old is None or old.deleted:
        op, paths = "I", {name: v for name, v in new.fields.items() if v is not None}
    else:
        op, paths = "U", {n: v for n, v in new.fields.items() if old.fields.get(n) != v}
    fields = sorted(paths)
    values = [[msgspec.to_builtins(paths[name])] for name in fields]
    return Group(new.type, op, [new.id], [1], shown_part(new, reads), fields, values, by)
