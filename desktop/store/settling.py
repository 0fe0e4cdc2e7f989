"""What became of the changes that were sent: confirmed into the rows, or kept as refused.

Many results at a time, a handful of statements for all of them. One that is heard again finds no
entry in the outbox and changes nothing.
"""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from desktop.store import envelopes, ledger, recovering, state
from desktop.store.outbox import Base, Entry, Name, Outbox
from desktop.store.rows import applied
from desktop.store.tables import REFUSED
from sync import signing
from sync.catalogue import CATALOGUE
from sync.errors import Refused
from sync.mutations.model import Delete, Op, Record
from sync.wire import Fix, Result

REFUSALS = frozenset({"refused", "quarantined"})
MISSING = frozenset({"not_found", "not_in_scope", "not_yours"})


def settle(
    connection: Connection, results: Sequence[Result], heard_at: str, lost: bool = False
) -> None:
    """`heard_at`: the centre's clock. `lost`: the rows are of a history the centre has lost.

    Raises Refused("fork") for the answer to another copy of this store, which used the number.
    """
    _ours(connection, results)
    box = Outbox(connection)
    entries = box.sent([result.mseq for result in results])
    heard = [(entries[each.mseq], each) for each in results if each.mseq in entries]
    refused = [pair for pair in heard if pair[1].status in REFUSALS]
    names = {(op.type, op.id) for entry, _ in heard for op in entry.ops}
    sure = {} if lost else box.only_touched_once(_as_drawn(heard))
    bases = box.bases(names - sure.keys())
    later = [entry.key for entry, said in refused if _may_yet_come(entry, said, heard_at, bases)]
    keep_refused(connection, [pair for pair in refused if pair[0].key not in later])
    for entry, result in heard:
        if result.status not in REFUSALS:
            _confirm(box, bases, entry, result, lost)
    taken = [result for _, result in heard if result.status not in REFUSALS]
    recovering.keep(connection, taken, heard_at)
    ledger.settled(connection, [result for _, result in heard])
    recovering.put_off(connection, later)
    box.forget(*(entry.key for entry, _ in heard if entry.key not in later))
    box.confirm(sure)
    box.redraw_all(bases)


def _ours(connection: Connection, results: Sequence[Result]) -> None:
    """Those that somebody else brought answer what was said here under their number."""
    brought = {result.mseq: result.of for result in results if result.of}
    if not brought:
        return
    device = state.get(connection, "device", "")
    for each in envelopes.unanswered(connection, min(brought) - 1, len(brought)):
        of = brought.get(each.mseq)
        if of is not None and of != signing.hash_of(signing.content(device, each)):
            raise Refused("fork", mseq=each.mseq, last=max(brought))


def acknowledge(connection: Connection, results: Sequence[Result]) -> None:
    """The centre is told that these are kept; in the transaction that settles them."""
    last = max(each.mseq for each in results)
    state.put(connection, "acked", max(state.get(connection, "acked", 0), last))


def _as_drawn(heard: Sequence[tuple[Entry, Result]]) -> dict[Name, tuple[int, str]]:
    """Version and partition ("": as it is) of the rows that the centre has exactly as they were
    written here, by one operation; unless something else lies upon them.

    What it worked out itself may be just that: both ends work it out from the same rules."""
    found: dict[Name, tuple[int, str]] = {}
    more: set[Name] = set()
    for entry, result in heard:
        fixes = {(fix.type, fix.id): fix for fix in result.fix}
        for op in entry.ops:
            name, fix = (op.type, op.id), fixes.get((op.type, op.id))
            if name in found or not result.seq or result.status in REFUSALS or _other(op, fix):
                more.add(name)
            found[name] = (result.seq, fix.part if fix else "")
    return {name: said for name, said in found.items() if name not in more}


def _other(op: Op, fix: Fix | None) -> bool:
    """Whether the centre made something else of the row than this operation."""
    if fix is None:
        return False
    same = all(path in op.set and op.set[path] == value for path, value in fix.set.items())
    return bool(fix.ver or fix.gone or not same)


def _may_yet_come(entry: Entry, result: Result, heard_at: str, bases: Mapping[Name, Base]) -> bool:
    """Whether what the refused change hangs on is another device's, and not back yet.

    What has left our scope does not come back by waiting.
    """
    left = any(bases[name].gone for op in entry.ops if (name := (op.type, op.id)) in bases)
    missing = result.problem in MISSING and not result.facts.get("after")
    return missing and not left and entry.again is not None and entry.again > heard_at


def _confirm(
    box: Outbox, bases: dict[Name, Base], entry: Entry, result: Result, lost: bool
) -> None:
    """The entry's operations, and what the centre made of them, become part of the bases.

    A base that is at that commit already knows all of it.
    """
    fixes = {(fix.type, fix.id): fix for fix in result.fix}
    for op in entry.ops:
        name = (op.type, op.id)
        if name not in bases:
            continue
        fix = fixes.get(name)
        base = bases[name]
        seq = (fix.ver if fix else 0) or result.seq
        if base.record is not None and 0 < seq <= base.record.ver and not lost:
            continue
        row = box.after(base.record, op) or _whole(op, fix)
        if row is None:
            continue
        row = applied(row, fix.set if fix else {})
        part = (fix.part if fix else "") or row.part
        deleted = row.deleted or isinstance(op, Delete)
        ver = seq or row.ver  # what changed nothing there made no commit
        confirmed = Record(op.type, op.id, row.fields, part, ver, deleted)
        bases[name] = Base(confirmed, base.gone or (fix is not None and fix.gone))


def _whole(op: Op, fix: Fix | None) -> Record | None:
    """A colleague's record, known from a hub only, as the centre tells it with the answer."""
    fields = CATALOGUE[op.type].fields
    if fix is None or not fix.part or not {it.name for it in fields if it.required} <= set(fix.set):
        return None
    return Record(op.type, op.id, dict.fromkeys(it.name for it in fields), fix.part)


def keep_refused(connection: Connection, refused: Sequence[tuple[Entry, Result]]) -> None:
    rows = [
        {
            "name": entry.name,
            "record": entry.record,
            "arguments": entry.arguments_json,
            "at": entry.at,
            "status": result.status,
            "problem": result.problem,
            "rule": result.rule,
            "facts": json.dumps(result.facts, ensure_ascii=False),
            "mseq": result.mseq,
        }
        for entry, result in refused
    ]
    if rows:
        connection.execute(insert(REFUSED), rows)
