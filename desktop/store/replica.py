"""The laptop's end of a synchronisation: every step one durable transaction."""

import json
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.sqlite import insert

from desktop.store import ledger, outbox, receiving, sending, state
from desktop.store.bootstrap import Bootstrap
from desktop.store.database import Database
from desktop.store.outbox import Outbox
from desktop.store.rows import Rows, applied
from desktop.store.tables import DOWNLOADING, LIVE, OUTBOX, RECORDS, REFUSED
from sync.catalogue import CATALOGUE
from sync.catalogue.model import LARGEST
from sync.clock import Clock
from sync.errors import PeerMisbehaved
from sync.mutations.model import Delete, Record
from sync.partitions import audiences_of
from sync.wire import Group, Manifest, Reply, Request, Result

Heard = Callable[[Sequence[tuple[str, str, str]]], None]
WHAT = {"I": "created", "U": "changed", "D": "gone", "O": "gone"}
STATUSES = frozenset({"applied", "merged", "conflict", "refused", "quarantined"})
SETTLED_AT_ONCE = 10  # results a transaction, about 4 ms each
STAGED_AT_ONCE = 400  # rows a transaction: under 50 ms with their search entries


class LaptopReplica:
    """The store, as `sync.session` sees it (sync/replica.py)."""

    def __init__(self, database: Database, clock: Clock, heard: Heard | None = None) -> None:
        self._database = database
        self._clock = clock
        self._heard = heard
        self._first: Bootstrap | None = None

    def request(self) -> Request:
        with self._database.write() as connection:
            known = state.everything(connection)
            push = sending.next_batch(connection, known["device"], bytes.fromhex(known["key"]))
        cursor = known.get("cursor", 0)
        joined = {part: seq for part, seq in known.get("joined", {}).items() if seq > cursor}
        return Request(
            epoch=known.get("epoch", ""),
            cursor=cursor,
            scope=known.get("scope", ""),
            push=push,
            joined=joined,
            acked=known.get("acked", 0),
        )

    def apply(self, request: Request, reply: Reply) -> None:
        """Checked whole before anything is written.

        Results are settled a few at a time, so that no other writer waits; one that is heard again
        after a crash finds no entry. Changes and cursor follow in one transaction.
        """
        self._check(request, reply)
        for start in range(0, len(reply.results), SETTLED_AT_ONCE):
            with self._database.write() as connection:
                for result in reply.results[start : start + SETTLED_AT_ONCE]:
                    self._settle(connection, result)
        with self._database.write() as connection:
            receiving.apply(connection, reply.groups)
            state.put(connection, "epoch", reply.epoch)
            state.put(connection, "cursor", reply.cursor)
            if reply.results:
                state.put(connection, "acked", max(result.mseq for result in reply.results))
            state.put(connection, "last_sync_at", self._clock.now_text())
            state.put(connection, "server_time", reply.time)
        if self._heard is not None:
            self._heard(
                [(group.type, id, WHAT[group.op]) for group in reply.groups for id in group.ids]
            )

    def _check(self, request: Request, reply: Reply) -> None:
        """Raises PeerMisbehaved."""
        with self._database.read() as connection:
            epoch = state.get(connection, "epoch")
        if epoch and reply.epoch != epoch:
            raise PeerMisbehaved("other_epoch", epoch=reply.epoch)
        if not request.cursor <= reply.cursor <= LARGEST:
            raise PeerMisbehaved("cursor_went_back", cursor=reply.cursor)
        _check_results(request, reply)
        for group in reply.groups:
            receiving.check(group)

    def unsent(self) -> int:
        with self._database.read() as connection:
            return outbox.unsent(connection)

    def missing(self, parts: list[str]) -> list[str]:
        """What a download that broke off staged is forgotten: it may be no longer true."""
        with self._database.write() as connection:
            held = set(state.get(connection, "parts", []))
            _forget_staged(connection)
        return [part for part in parts if part not in held]

    def stage(self, groups: list[Group]) -> None:
        if self._first is None and self._empty():
            self._first = Bootstrap(self._database)
        if self._first is not None:
            for group in groups:
                receiving.check(group)
            self._first.add(groups)
            return
        for group in groups:
            for start in range(0, len(group.ids), STAGED_AT_ONCE):
                piece = _cut(group, start, start + STAGED_AT_ONCE)
                with self._database.write() as connection:
                    receiving.stage(connection, piece)

    def join(self, manifest: Manifest, parts: list[str]) -> None:
        if self._first is not None:
            first, self._first = self._first, None
            held = {"cursor": manifest.seq, "joined": {}, "parts": sorted(parts)}
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

    def _show_some(self, name: str) -> bool:
        """A few of the staged rows at a time, so that no other writer waits."""
        some = f"SELECT key FROM {name} WHERE deleted = {DOWNLOADING} LIMIT {STAGED_AT_ONCE}"
        with self._database.write() as connection:
            shown = connection.execute(
                text(f"UPDATE {name} SET deleted = {LIVE} WHERE key IN ({some})")
            )
        return bool(shown.rowcount)

    def rescope(self, parts: list[str], scope: str) -> None:
        with self._database.write() as connection:
            held = set(state.get(connection, "parts", []))
            if held - set(parts):
                _purge(connection, set(parts))
            state.put(connection, "parts", sorted(parts))
            state.put(connection, "scope", scope)

    def _empty(self) -> bool:
        """Nothing downloaded yet, and nothing done that a download must not pass over."""
        with self._database.read() as connection:
            return not state.get(connection, "parts") and not outbox.unsent(connection)

    def _settle(self, connection: Connection, result: Result) -> None:
        """One result, once: a second hearing finds no entry and changes nothing."""
        box = Outbox(connection)
        found = connection.execute(
            select(OUTBOX.c.key).where(OUTBOX.c.mseq == result.mseq)
        ).scalar()
        entry = box.entry(found) if found is not None else None
        if entry is None:
            return
        if result.status in ("refused", "quarantined"):
            self._keep(connection, entry, result)
        else:
            self._confirm(box, entry, result)
        ledger.settled(connection, [result])
        box.forget(entry.key)
        for type, id in dict.fromkeys((op.type, op.id) for op in entry.ops):
            box.redraw(type, id)

    def _confirm(self, box: Outbox, entry: outbox.Entry, result: Result) -> None:
        fixes = {(fix.type, fix.id): fix for fix in result.fix}
        for op in entry.ops:
            fix = fixes.get((op.type, op.id))
            base, gone = box.shadow(op.type, op.id)
            row = box.after(base, op)
            if row is None:
                continue
            row = applied(row, fix.set if fix else {})
            part = (fix.part if fix else "") or row.part
            deleted = row.deleted or isinstance(op, Delete)
            seq = max(result.seq, row.ver)  # what changed nothing there made no commit
            confirmed = Record(op.type, op.id, row.fields, part, seq, deleted)
            box.set_shadow(op.type, op.id, confirmed, gone)

    def _keep(self, connection: Connection, entry: outbox.Entry, result: Result) -> None:
        connection.execute(
            insert(REFUSED).values(
                name=entry.name,
                record=entry.record,
                arguments=json.dumps(dict(entry.arguments), ensure_ascii=False),
                at=entry.at,
                status=result.status,
                problem=result.problem,
                rule=result.rule,
                facts=json.dumps(result.facts, ensure_ascii=False),
                mseq=result.mseq,
            )
        )


def _check_results(request: Request, reply: Reply) -> None:
    """Only the answers there are, to what may have been asked; else nothing is believed."""
    last = max((envelope.mseq for envelope in request.push), default=request.acked)
    for result in reply.results:
        if not 0 < result.mseq <= last:
            raise PeerMisbehaved("malformed", detail="a result for nothing")
        if result.status not in STATUSES or not 0 <= result.seq <= LARGEST:
            raise PeerMisbehaved("malformed", detail="no such result")
        for fix in result.fix:
            for path, value in fix.set.items():
                receiving.check(Group(fix.type, "U", [fix.id], [1], "", [path], [[value]]))


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


def _purge(connection: Connection, parts: set[str]) -> None:
    """Erases what is no longer readable; rows with unsent changes wait for their results."""
    rows, box = Rows(connection), Outbox(connection)
    for name, table in RECORDS.items():
        ids = connection.scalars(select(table.c.id).where(table.c.part.not_in(parts))).all()
        if _shown_elsewhere(name):
            ids = [id for id in ids if not _readers(rows, name, id) & parts]
        waiting = box.shadowed(name).intersection(ids)
        for id in waiting:
            confirmed, _ = box.shadow(name, id)
            if confirmed is not None:
                box.set_shadow(name, id, confirmed, gone=True)
        rows.erase(name, [id for id in ids if id not in waiting])


def _shown_elsewhere(name: str) -> bool:
    """Whether records of this type may be read through other partitions than their home."""
    record = CATALOGUE[name]
    return bool(record.audience) or name == "approval_request" or record.home.rule == "parent"


def _readers(rows: Rows, name: str, id: str) -> frozenset[str]:
    found = rows.get(name, id)
    return frozenset() if found is None else audiences_of(name, found.fields, rows)


def _forget_staged(connection: Connection) -> None:
    rows = Rows(connection)
    for name, table in RECORDS.items():
        staged = connection.scalars(select(table.c.id).where(table.c.deleted == DOWNLOADING))
        rows.erase(name, staged.all())
