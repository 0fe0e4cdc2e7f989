"""Provisional changes: colleagues' queued mutations, run in memory so that they can be shown.

The centre's own code runs every envelope that waits on the hub, in the order of arrival, against
the hub's copy, and nothing is written. The centre's results replace these, whatever they are.
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
from sync.server.hub_copy import known
from sync.server.journal import Journal
from sync.server.provenance import Provenance
from sync.server.rows import Key, Row, read_rows, shown_part
from sync.server.scopes import Scopes
from sync.server.tables import ENROLMENT, RELAY
from sync.wire import Envelope, Group, Operation

Dot = tuple[str, int]  # a change by its device and its number there
MOST = 1_000  # changes; beyond that only the oldest are shown


class Unwritten(Journal):
    """A journal in memory: it does not lock the head and is never flushed."""

    def _turn(self, connection: Connection) -> Head:
        return head(connection)

    def commit(self, draft: Draft, by: Provenance) -> int:
        seq = super().commit(draft, by)
        if seq and by.device is not None and by.mseq is not None:
            self.dots[by.device, by.mseq], self.devices[seq] = seq, by.device
        return seq

    def touched_since(self, place: int) -> tuple[dict[Key, set[str]], int]:
        """By record the paths changed since an index of the journal; and the next index."""
        touched: dict[Key, set[str]] = {}
        for _, _, type, id, _, delta, *_ in self._changes[place:]:
            touched.setdefault((type, id), set()).update(msgspec.json.decode(delta))
        return touched, len(self._changes)


@dataclass(frozen=True, slots=True)
class _Change:
    """The effect of one change on one record, and the changes its author had seen there."""

    dot: Dot
    paths: set[str]
    seen: Sequence[Dot]


@dataclass(frozen=True, slots=True)
class _Likely:
    """A record before and after the queued changes to it."""

    old: Row | None
    new: Row
    by: Sequence[_Change]


class Provisional:
    """Cached until the copy or the queue changes."""

    def __init__(self, scopes: Scopes) -> None:
        self._scopes = scopes
        self._guard = threading.Lock()
        self._as_of: tuple[object, ...] = ()
        self._known: Sequence[_Likely] = ()

    def groups(self, connection: Connection, device: str, reads: frozenset[str]) -> list[Group]:
        """Provisional changes of other devices to records that this one may read."""
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
        as_of = (now.seq, count, last or 0, known(connection, "forks"))
        with self._guard:
            if as_of != self._as_of:
                self._known = self._worked_out(connection, now) if count else ()
                self._as_of = as_of
            return self._known

    def journal(self, connection: Connection) -> Unwritten:
        """A journal with all queued changes applied, in memory."""
        return self._done(connection, head(connection))[0]

    def names(self, connection: Connection, reads: frozenset[str], sha256: str) -> bool:
        """Whether a readable attachment that is queued here names this content."""
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
        forks = known(connection, "forks")
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
            if envelope.mseq >= forks.get(device, envelope.mseq + 1):
                continue  # of a store that was put back since: the centre does not take it
            try:
                named = mutation(envelope.name)
                arguments = named.check(envelope.id, envelope.set)
                author = Author(device, scope)
                Executor(journal, author, at, today).run(envelope, named, arguments)
            except Problem:
                continue  # the centre will refuse it, too
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
    """By path: the highest mseq of this device that an author of `others` had seen and replaced."""
    over: dict[str, int] = {}
    for change in others:
        known = max((mseq for who, mseq in change.seen if who == device), default=0)
        if known:
            over |= {path: max(known, over.get(path, 0)) for path in change.paths}
    return over


def _group(likely: _Likely, reads: frozenset[str], by: list[Dot]) -> Group:
    """A group of one record; its seq is 1: a provisional change has none."""
    old, new = likely.old, likely.new
    if new.deleted:
        return Group(new.type, Operation.DELETE, [new.id], [1], by=by)
    paths: dict[str, Value]
    if old is None or old.deleted:
        op = Operation.INSERT
        paths = {name: v for name, v in new.fields.items() if v is not None}
    else:
        op = Operation.UPDATE
        paths = {name: v for name, v in new.fields.items() if old.fields.get(name) != v}
    fields = sorted(paths)
    values = [[msgspec.to_builtins(paths[name])] for name in fields]
    return Group(new.type, op, [new.id], [1], shown_part(new, reads), fields, values, by)
