"""What became of the changes that were sent: confirmed into the rows, or kept as refused.

Many results at a time, a handful of statements for all of them. One that is heard again finds no
entry in the outbox and changes nothing.
"""

import json
from collections.abc import Sequence

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from desktop.store import ledger
from desktop.store.outbox import Base, Entry, Name, Outbox
from desktop.store.rows import applied
from desktop.store.tables import REFUSED
from sync.mutations.model import Delete, Record
from sync.wire import Result

REFUSALS = frozenset({"refused", "quarantined"})


def settle(connection: Connection, results: Sequence[Result]) -> None:
    box = Outbox(connection)
    entries = box.sent([result.mseq for result in results])
    heard = [(entries[each.mseq], each) for each in results if each.mseq in entries]
    _keep(connection, [pair for pair in heard if pair[1].status in REFUSALS])
    bases = box.bases({(op.type, op.id) for entry, _ in heard for op in entry.ops})
    for entry, result in heard:
        if result.status not in REFUSALS:
            _confirm(box, bases, entry, result)
    ledger.settled(connection, [result for _, result in heard])
    box.forget(*(entry.key for entry, _ in heard))
    box.redraw_all(bases)


def _confirm(box: Outbox, bases: dict[Name, Base], entry: Entry, result: Result) -> None:
    """The entry's operations, and what the centre made of them, become part of the bases."""
    fixes = {(fix.type, fix.id): fix for fix in result.fix}
    for op in entry.ops:
        name = (op.type, op.id)
        fix = fixes.get(name)
        base = bases[name]
        row = box.after(base.record, op)
        if row is None:
            continue
        row = applied(row, fix.set if fix else {})
        part = (fix.part if fix else "") or row.part
        deleted = row.deleted or isinstance(op, Delete)
        seq = max(result.seq, row.ver)  # what changed nothing there made no commit
        confirmed = Record(op.type, op.id, row.fields, part, seq, deleted)
        bases[name] = Base(confirmed, base.gone or (fix is not None and fix.gone))


def _keep(connection: Connection, refused: Sequence[tuple[Entry, Result]]) -> None:
    rows = [
        {
            "name": entry.name,
            "record": entry.record,
            "arguments": json.dumps(dict(entry.arguments), ensure_ascii=False),
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
