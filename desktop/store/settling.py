"""Settles results of the centre: confirms the changes in the rows, or keeps them as refused.

Many results take a handful of statements. Settling is idempotent: a result that arrives again finds
no entry in the outbox and changes nothing.
"""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from desktop.store import envelopes, ledger, recovering, state
from desktop.store.entries import Entry
from desktop.store.outbox import Outbox
from desktop.store.rows import applied
from desktop.store.shadows import Base, Name, Shadows
from desktop.store.tables import REFUSED
from sync import signing
from sync.catalogue import CATALOGUE, Kind
from sync.errors import Refused
from sync.mutations.model import Delete, Op, Record
from sync.wire import REFUSALS, Fix, Result

MISSING = frozenset({"not_found", "not_in_scope", "not_yours"})


def settle(
    connection: Connection, results: Sequence[Result], server_time: str, *, lost: bool = False
) -> None:
    """`lost`: the rows here are of a history that the centre has lost.

    Raises Refused("fork") for a result of another copy of this store, which used the same number.
    """
    _check_ours(connection, results)
    outbox = Outbox(connection)
    shadows = outbox.shadows
    entries = outbox.sent([result.mseq for result in results])
    answered = [(entries[each.mseq], each) for each in results if each.mseq in entries]
    refused = [pair for pair in answered if pair[1].status in REFUSALS]
    names = {(op.type, op.id) for entry, _ in answered for op in entry.ops}
    sure = {} if lost else shadows.only_touched_once(_as_drawn(answered))
    bases = shadows.bases(names - sure.keys())
    parts = _scope(connection) if refused else None
    put_off = [
        (entry, result)
        for entry, result in refused
        if _may_yet_come(entry, result, server_time) and not _has_left(shadows, entry, bases, parts)
    ]
    later = [entry.key for entry, _ in put_off]
    come = [entry.key for entry, result in put_off if not lost and _has_come(shadows, result)]
    keep_refused(connection, [pair for pair in refused if pair[0].key not in later])
    for entry, result in answered:
        if result.status not in REFUSALS:
            _confirm(shadows, bases, entry, result, lost=lost)
    taken = [result for _, result in answered if result.status not in REFUSALS]
    recovering.retain(connection, taken, server_time)
    ledger.settled(connection, [result for _, result in answered])
    recovering.defer(connection, later)
    if come:
        recovering.resume(connection, come)
    outbox.forget(*(entry.key for entry, _ in answered if entry.key not in later))
    shadows.confirm(sure)
    shadows.rebase(bases)


def _check_ours(connection: Connection, results: Sequence[Result]) -> None:
    """Relayed results name the hash of the change they answer: it must be the one sent here."""
    relayed = {result.mseq: result.of for result in results if result.of}
    if not relayed:
        return
    device = state.get(connection, "device", "")
    for each in envelopes.unanswered(connection, min(relayed) - 1, len(relayed)):
        of = relayed.get(each.mseq)
        if of is not None and of != signing.hash_of(signing.content(device, each)):
            raise Refused("fork", mseq=each.mseq, last=max(relayed))


def acknowledge(connection: Connection, results: Sequence[Result]) -> None:
    """Moves `acked`, which the next request sends; in the transaction that settles these."""
    last = max(each.mseq for each in results)
    state.put(connection, "acked", max(state.get(connection, "acked", 0), last))


def _as_drawn(answered: Sequence[tuple[Entry, Result]]) -> dict[Name, tuple[int, str]]:
    """Version and partition ("": unchanged) of rows whose single operation the centre committed
    exactly as it was applied here: their visible row is already the confirmed one.

    Computed fields may be the same, too: both ends run the same rules."""
    found: dict[Name, tuple[int, str]] = {}
    more: set[Name] = set()
    for entry, result in answered:
        fixes = {(fix.type, fix.id): fix for fix in result.fix}
        for op in entry.ops:
            name, fix = (op.type, op.id), fixes.get((op.type, op.id))
            if name in found or not result.seq or result.status in REFUSALS or _other(op, fix):
                more.add(name)
            found[name] = (result.seq, fix.part if fix else "")
    return {name: version for name, version in found.items() if name not in more}


def _other(op: Op, fix: Fix | None) -> bool:
    """Whether the row at the centre differs from what this operation made of it.

    A deleted one that only a hub had shown may have no row here by now.
    """
    if isinstance(op, Delete):
        return True
    if fix is None:
        return False
    same = all(path in op.set and op.set[path] == value for path, value in fix.set.items())
    return bool(fix.ver or fix.gone or not same)


def _may_yet_come(entry: Entry, result: Result, server_time: str) -> bool:
    """Whether the change was refused because the centre still lacks a record of another device."""
    missing = result.problem in MISSING and not result.facts.get("after")
    return missing and entry.again is not None and entry.again > server_time


def _scope(connection: Connection) -> frozenset[str] | None:
    """The partitions in scope; None while they change, and some are yet to be downloaded."""
    known = state.get(connection, "scope", "")
    return frozenset(state.get(connection, "parts", [])) if known else None


def _has_left(
    shadows: Shadows, entry: Entry, bases: Mapping[Name, Base], parts: frozenset[str] | None
) -> bool:
    """Whether a record of the change is out of scope by now: waiting does not bring it back.

    Also a card that only a hub has shown: this device will not hear of it when it comes.
    """
    touched = {name: bases[name] for op in entry.ops if (name := (op.type, op.id)) in bases}
    if any(base.gone for base in touched.values()):
        return True
    if parts is None or any(CATALOGUE[type].kind is Kind.FACT for type, _ in touched):
        return False  # a fact is taken whoever has the card
    rows = [shadows.rows.get(*name) for name, base in touched.items() if base.record is None]
    homes = {row.part for row in rows if row is not None and row.part.startswith("terr:")}
    return bool(homes - parts)


def _has_come(shadows: Shadows, result: Result) -> bool:
    """Whether what the centre lacked is here as it has it: the answer is from before (told again),
    and nothing that is yet to be heard would take the change up."""
    type, id = str(result.facts.get("type")), str(result.facts.get("id"))
    if result.problem != "not_found" or type not in CATALOGUE:
        return False
    base = shadows.base(type, id)
    held = base.record
    return held is not None and held.ver > 0 and not (held.deleted or base.gone)


def _confirm(
    shadows: Shadows, bases: dict[Name, Base], entry: Entry, result: Result, *, lost: bool
) -> None:
    """Applies the entry's operations and the centre's fixes to the bases.

    A base at that commit or later includes them already.
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
        row = shadows.after(base.record or _shown_by_hub(shadows, entry, op, fix), op)
        if row is None:
            continue
        row = applied(row, fix.set if fix else {})
        part = (fix.part if fix else "") or row.part
        deleted = row.deleted or isinstance(op, Delete)
        ver = seq or row.ver  # there is no commit if nothing changed at the centre
        confirmed = Record(op.type, op.id, row.fields, part, ver, deleted)
        bases[name] = Base(confirmed, base.gone or (fix is not None and fix.gone))


def _shown_by_hub(shadows: Shadows, entry: Entry, op: Op, fix: Fix | None) -> Record | None:
    """A colleague's record that only a hub had shown, if the fix holds all required fields.

    Any, if the operation deletes it: its insertion is yet to be received, and is older.
    """
    fields = CATALOGUE[op.type].fields
    if isinstance(op, Delete):
        if not entry.is_after(op.type, op.id):
            return None
        shown = shadows.rows.get(op.type, op.id)
        return shown or Record(op.type, op.id, dict.fromkeys(it.name for it in fields))
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
