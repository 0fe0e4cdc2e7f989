"""The laptop's end of a synchronisation: every step one durable transaction."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from desktop.store import digests, outbox, plain, receiving, recovering, sending, settling, state
from desktop.store.bootstrap import Bootstrap
from desktop.store.chunk_cache import ChunkCache
from desktop.store.database import Database
from desktop.store.repair import Heard, Repair, check_results
from desktop.store.rows import Rows, index_due, listed, tidy
from desktop.store.shadows import Base, Shadows
from desktop.store.tables import DOWNLOADING, LIVE, RECORDS
from sync.catalogue import CATALOGUE, SCHEMA
from sync.catalogue.model import LARGEST
from sync.clock import Clock
from sync.errors import PeerMisbehaved
from sync.partitions import audiences_of
from sync.wire import Checked, Envelope, Group, Manifest, Operation, Reply, Request, Result

WHAT: dict[str, str] = {
    Operation.INSERT: "created",
    Operation.UPDATE: "changed",
    Operation.DELETE: "gone",
    Operation.OUT: "gone",
}
# What one transaction takes on, so that no other writer waits for more than 50 ms.
SETTLED_AT_ONCE = 334  # results
STAGED_AT_ONCE = 400  # rows
DONE_AT_ONCE = 334  # rows whose search entries are made, and that are counted anew
ENTRIES_A_PAGE = 8  # merged for as many that are made: several times what they take up
PURGED_AT_ONCE = 100  # rows
LITTLE = 50  # results and rows together


class Newer(NamedTuple):
    """Rows of these partitions with a version above the cursor."""

    parts: Collection[str]
    cursor: int


NONE_NEWER = Newer((), 0)


class LaptopReplica(Repair):
    """The Replica (sync/replica.py) of an encrypted store."""

    def __init__(self, database: Database, clock: Clock, heard: Heard | None = None) -> None:
        super().__init__(database, clock, heard)
        self._first: Bootstrap | None = None
        self._each = False  # sign each mutation: the centre does not know `Request.seal`
        self._chunks = ChunkCache(database.path, database.key)

    def request(self) -> Request:
        return self._request_after(0)

    def following(self, request: Request) -> Request | None:
        if len(request.push) < sending.BATCH:
            return None
        following = self._request_after(request.push[-1].mseq)
        return following if following.push else None

    def _request_after(self, after: int) -> Request:
        """With a push of the changes above this number."""
        known, push, seal = self._push(after)
        cursor = known.get("cursor", 0)
        joined = {part: seq for part, seq in known.get("joined", {}).items() if seq > cursor}
        return Request(
            epoch=known.get("epoch", ""),
            cursor=cursor,
            scope=known.get("scope", ""),
            push=push,
            joined=joined,
            acked=known.get("acked", 0),
            schema=SCHEMA,
            h=known.get("h", ""),
            seal=seal,
        )

    def _push(self, after: int) -> tuple[dict[str, Any], list[Envelope], str]:
        """The table `state`, the next batch of envelopes, and their common signature, if any."""
        known, batch = sending.numbered(self._database, after)
        if self._each:
            return known, sending.signed(known, batch), ""
        return known, *sending.sealed(known, batch)

    def sign_each(self) -> None:
        self._each = True

    def signed(self, push: Sequence[Envelope]) -> list[Envelope]:
        with self._database.read() as connection:
            return sending.signed(state.everything(connection), push)

    def apply(self, request: Request, reply: Reply) -> None:
        """The whole reply is checked before anything is written.

        Results are settled in transactions of SETTLED_AT_ONCE, so that no other writer waits; one
        that is received again after a crash finds no entry. Changes and cursor follow in one
        transaction, and for a small reply that one also makes search entries and digests. It is
        flushed to disk only if there are results: the centre drops what is acknowledged as kept,
        but sends anything else again.
        """
        self._check(request, reply)
        if reply.results:
            self._look_ahead(reply)
        rows = sum(len(group.ids) for group in reply.groups)
        little = len(reply.results) + rows <= LITTLE
        results = reply.results
        while len(results) > SETTLED_AT_ONCE or (results and rows and not little):
            some, results = results[:SETTLED_AT_ONCE], results[SETTLED_AT_ONCE:]
            with self._database.write() as connection:
                _settle(connection, some, reply.time)
        with self._database.write(flushed=bool(reply.results)) as connection:
            _settle(connection, results, reply.time)
            receiving.apply(connection, reply.groups)
            if reply.cursor > request.cursor:
                recovering.resume(connection)
            recovering.prune(connection, reply.time)
            position = {"epoch": reply.epoch, "cursor": reply.cursor, "h": reply.h}
            times = {"last_sync_at": self._clock.now_text(), "server_time": reply.time}
            state.put_all(connection, {**position, **times})
            done = little and _index_some(connection, LITTLE) < LITTLE
            if little:
                digests.count_some(connection, LITTLE)
        if not done:
            self._index_due()
        if self._heard is not None:
            self._heard(
                [(group.type, id, WHAT[group.op]) for group in reply.groups for id in group.ids]
            )

    def _check(self, request: Request, reply: Reply) -> None:
        """Raises PeerMisbehaved."""
        if request.epoch and reply.epoch != request.epoch:
            raise PeerMisbehaved("other_epoch", epoch=reply.epoch)
        if not request.cursor <= reply.cursor <= LARGEST:
            raise PeerMisbehaved("cursor_went_back", cursor=reply.cursor)
        last = max((envelope.mseq for envelope in request.push), default=request.acked)
        check_results(reply.results, last)
        for group in reply.groups:
            receiving.check(group)

    def unsent(self) -> int:
        with self._database.read() as connection:
            return outbox.unsent(connection)

    def missing(self, parts: list[str]) -> list[str]:
        """Also erases what an interrupted download staged, which may be out of date."""
        self._finish_leaving(parts)
        held = self._complete()
        with self._database.read() as connection:
            staged = [name for name in RECORDS if _staged(connection, name)]
        for name in staged:
            while self._forget_staged(name):
                pass
        missing = [part for part in parts if part not in held]
        if missing and not self._empty():  # the scope may change again before the download ends
            self._between(held)
        return missing

    def arrived(self, sha256: str) -> bytes | None:
        return self._chunks.get(sha256)

    def keep(self, sha256: str, body: bytes) -> None:
        self._chunks.keep(sha256, body)

    def stage(self, groups: list[Group]) -> None:
        if self._first is None and self._empty():
            self._first = Bootstrap(self._database)
        if self._first is not None:
            for group in groups:
                receiving.check(group)
            self._first.add(groups)
            return
        for group in groups:
            receiving.check(group)
            for start in range(0, len(group.ids), STAGED_AT_ONCE):
                piece = _cut(group, start, start + STAGED_AT_ONCE)
                with self._database.write() as connection:
                    receiving.stage(connection, piece)
                self._index_due()

    def join(self, manifest: Manifest, parts: list[str]) -> None:
        if self._first is not None:
            first, self._first = self._first, None
            held = {"cursor": manifest.seq, "h": manifest.h, "joined": {}, "parts": sorted(parts)}
            first.finish({name: json.dumps(value) for name, value in held.items()})
            return
        for name in RECORDS:
            while self._show_some(name):
                pass
        with self._database.write() as connection:
            held = state.get(connection, "parts", [])
            joined = state.get(connection, "joined", {})
            state.put(connection, "joined", joined | dict.fromkeys(parts, manifest.seq))
            state.put(connection, "parts", sorted({*held, *parts}))

    def _index_due(self) -> None:
        """Makes all search entries that are due; after a crash the next synchronisation goes on.

        Merging the search index keeps pace with what is added to it, so that a change costs the
        same in a store of any size. The same transactions update the digest.
        """
        made = DONE_AT_ONCE
        while made == DONE_AT_ONCE:
            with self._database.write(flushed=False) as connection:
                made = _index_some(connection, DONE_AT_ONCE)
                digests.count_some(connection, DONE_AT_ONCE)

    def _show_some(self, name: str) -> bool:
        """Makes up to STAGED_AT_ONCE staged rows visible; False when none were left."""
        some = f"SELECT key FROM {name} WHERE deleted = {DOWNLOADING} LIMIT {STAGED_AT_ONCE}"
        with self._database.write() as connection:
            shown = connection.execute(
                text(f"UPDATE {name} SET deleted = {LIVE} WHERE key IN ({some})")
            )
        return bool(shown.rowcount)

    def rescope(self, parts: list[str], scope: str) -> None:
        held = self._complete()
        if held - set(parts):
            self._leave(held & set(parts))
        with self._database.write() as connection:
            recovering.resume(connection)
            state.put_all(connection, {"parts": sorted(parts), "scope": scope})
            state.forget(connection, "leaving")
        self._chunks.forget()

    def moved(self, checked: Checked, *, anew: bool) -> None:
        """Also drops partitions the centre did not compare: they are not as of this commit."""
        if checked.unread:
            self._leave(self._complete() - set(checked.unread))
        super().moved(checked, anew=anew)

    def _complete(self) -> set[str]:
        """The partitions that are here whole, as of the cursor."""
        with self._database.read() as connection:
            return set(state.get(connection, "parts", []))

    def _look_ahead(self, reply: Reply) -> None:
        """Before results are settled that may add rows of partitions which are not complete here.

        Whether they are about to come or to go is heard with the reply, or by another piece of the
        stick; until then a crash must not leave them as if they were complete.
        """
        held = self._complete()
        added = {fix.part for result in reply.results for fix in result.fix if fix.part}
        if reply.parts is not None or not added <= held:
            self._between(held)

    def _finish_leaving(self, coming: Collection[str]) -> None:
        """Erases what a crash left of other partitions than those that are complete.

        Except what is newer than the cursor in one that is about to come: it is this laptop's own
        work, confirmed by a result, and would be out of sight until the download ends.
        """
        with self._database.read() as connection:
            leaving = state.get(connection, "leaving", False)
            cursor = state.get(connection, "cursor", 0)
        if leaving:
            self._purge(self._complete(), Newer(coming, cursor))

    def _leave(self, parts: set[str]) -> None:
        """Erases everything outside these partitions."""
        self._between(parts)
        self._purge(parts)
        with self._database.write() as connection:
            state.forget(connection, "leaving")

    def _between(self, parts: set[str]) -> None:
        """Notes that only these partitions are complete, and that others are partly here."""
        with self._database.write() as connection:
            state.put_all(connection, {"parts": sorted(parts), "scope": "", "leaving": True})

    def _forget_staged(self, name: str) -> bool:
        with self._database.write() as connection:
            ids = _staged(connection, name)
            Rows(connection).erase(name, ids)
        return bool(ids)

    def _purge(self, parts: set[str], but: Newer = NONE_NEWER) -> None:
        """Erases what is no longer readable, in small transactions.

        Rows with unsent changes stay until those are answered. Children are erased before their
        parents, through which they may be readable; after a crash the next rescope goes on.
        """
        for name in sorted(RECORDS, key=lambda name: CATALOGUE[name].home.rule != "parent"):
            with self._database.read() as connection:
                elsewhere = _read_elsewhere(connection, name, parts, but)
            ids = list(elsewhere)
            for start in range(0, len(ids), PURGED_AT_ONCE):
                some = ids[start : start + PURGED_AT_ONCE]
                with self._database.write() as connection:
                    _erase(connection, name, [id for id in some if not elsewhere[id]])
                    _hold_under(connection, name, {id: elsewhere[id] for id in some})

    def _empty(self) -> bool:
        """Nothing was downloaded yet, and there are no unsent changes."""
        with self._database.read() as connection:
            return not state.get(connection, "parts") and not outbox.unsent(connection)


def _settle(connection: Connection, results: Sequence[Result], heard_at: str) -> None:
    if results:
        settling.settle(connection, results, heard_at)
        settling.acknowledge(connection, results)


def _index_some(connection: Connection, most: int) -> int:
    made = index_due(connection, most)
    if made:
        tidy(connection, made // ENTRIES_A_PAGE + 1)
    return made


def _staged(connection: Connection, name: str) -> Sequence[str]:
    """Ids of up to PURGED_AT_ONCE rows that an interrupted download staged."""
    staged = f"SELECT id FROM {name} WHERE deleted = {DOWNLOADING} LIMIT {PURGED_AT_ONCE}"
    return plain.values(connection, staged)


def _cut(group: Group, start: int, end: int) -> Group:
    return Group(
        type=group.type,
        op=group.op,
        ids=group.ids[start:end],
        seqs=group.seqs[start:end],
        part=group.part,
        fields=group.fields,
        values=[column[start:end] for column in group.values],
    )


def _read_elsewhere(
    connection: Connection, name: str, parts: set[str], but: Newer
) -> dict[str, str]:
    """By id of each record outside `parts`: one of `parts` through which it is readable, or ""."""
    rows = Rows(connection)
    outside = (
        f"SELECT id FROM {name} WHERE part NOT IN (SELECT value FROM json_each(?))"
        " AND NOT (ver > ? AND part IN (SELECT value FROM json_each(?)))"
    )
    bound = (listed(parts), but.cursor, listed(but.parts))
    ids = plain.values(connection, outside, bound)
    if not _shown_elsewhere(name):
        return dict.fromkeys(ids, "")
    return {id: min(_readers(rows, name, id) & parts, default="") for id in ids}


def _hold_under(connection: Connection, name: str, parts: dict[str, str]) -> None:
    shadows = Shadows(connection)
    bases = shadows.bases({(name, id) for id, part in parts.items() if part})
    moved = {
        key: Base(replace(base.record, part=parts[key[1]]), base.gone)
        for key, base in bases.items()
        if base.record is not None
    }
    shadows.rebase(moved)


def _erase(connection: Connection, name: str, ids: list[str]) -> None:
    shadows = Shadows(connection)
    waiting = shadows.shadowed(name).intersection(ids)
    for id in waiting:
        confirmed = shadows.base(name, id).record
        if confirmed is not None:
            shadows.set_base(name, id, confirmed, gone=True)
    shadows.rows.erase(name, [id for id in ids if id not in waiting])


def _shown_elsewhere(name: str) -> bool:
    """Whether records of this type may be read through other partitions than their home."""
    record = CATALOGUE[name]
    return bool(record.audience) or name == "approval_request" or record.home.rule == "parent"


def _readers(rows: Rows, name: str, id: str) -> frozenset[str]:
    found = rows.get(name, id)
    return frozenset() if found is None else audiences_of(name, found.fields, rows)
