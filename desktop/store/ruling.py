"""Decisions under a branch hub's allotment: held back until the hub has ruled on them.

A ruling is the hub's signature, which becomes part of the change; from then on the change is sent
like any other, by any route. If the allotment has ended, the change is sent without a ruling, for
the centre to decide.
"""

import json
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select, update

from desktop.store import ledger, settling, state
from desktop.store.entries import Entry, encode_ops
from desktop.store.entry_state import EntryState
from desktop.store.outbox import Outbox
from desktop.store.tables import OUTBOX, RECORDS
from sync.catalogue import canonical
from sync.errors import Problem
from sync.mutations.model import Insert
from sync.wire import Result, Status

DECIDE = "approval.decide"
ALLOTMENT = RECORDS["branch_allotment"]
WAITING = (OUTBOX.c.state == EntryState.WAITING) & (OUTBOX.c.name == DECIDE)


def unruled(connection: Connection) -> list[Entry]:
    """Waiting decisions without a ruling whose allotment is live, oldest first."""
    rows = connection.execute(select(OUTBOX.c.key, OUTBOX.c.arguments).where(WAITING)).all()
    wanted = [(key, asked) for key, text in rows if _is_unruled(asked := json.loads(text))]
    live = _live(connection) if wanted else frozenset()
    box = Outbox(connection)
    found = (box.entry(key) for key, asked in sorted(wanted) if asked["allotment"] in live)
    return [entry for entry in found if entry is not None]


def _is_unruled(arguments: dict[str, object]) -> bool:
    return arguments.get("allotment") is not None and arguments.get("ruling") is None


def _live(connection: Connection) -> frozenset[str]:
    """Allotments that are neither closed nor expired, by the date of the last contact with the
    centre in the company's time zone."""
    spoken = state.get(connection, "server_time")
    day = state.clock(connection).day_of(str(spoken)).isoformat() if spoken else ""
    mine = (ALLOTMENT.c.deleted == 0) & (ALLOTMENT.c.closed == 0) & (ALLOTMENT.c.until >= day)
    return frozenset(connection.scalars(select(ALLOTMENT.c.id).where(mine)))


def hubs_of(connection: Connection, entries: Sequence[Entry]) -> dict[int, str]:
    """The hub that has to rule on each entry, by its key."""
    ids = {str(entry.arguments["allotment"]) for entry in entries}
    rows = connection.execute(
        select(ALLOTMENT.c.id, ALLOTMENT.c.hub).where(ALLOTMENT.c.id.in_(ids))
    )
    hubs: dict[str, str] = {row.id: row.hub for row in rows}
    return {entry.key: hubs.get(str(entry.arguments["allotment"]), "") for entry in entries}


def give(connection: Connection, key: int, sig: str) -> None:
    """Adds the hub's ruling to a change that is still waiting."""
    box = Outbox(connection)
    entry = box.entry(key)
    if entry is None or entry.state != EntryState.WAITING:
        return
    ops = [
        replace(op, set={**op.set, "ruling": sig}) if isinstance(op, Insert) else op
        for op in entry.ops
    ]
    arguments = canonical({**entry.arguments, "ruling": sig})
    changed = update(OUTBOX).where(OUTBOX.c.key == key)
    connection.execute(changed.values(arguments=arguments, ops=encode_ops(ops)))
    box.shadows.reapply({(op.type, op.id) for op in ops})


def refuse(connection: Connection, key: int, problem: Problem) -> None:
    """Returns a decision that the hub does not allow to its author, like one the centre refuses."""
    box = Outbox(connection)
    entry = box.entry(key)
    if entry is None or entry.state != EntryState.WAITING:
        return
    facts = dict(problem.facts)
    result = Result(0, Status.REFUSED, problem=problem.kind, rule=problem.rule, facts=facts)
    settling.keep_refused(connection, [(entry, result)])
    ledger.refused(connection, key, problem.kind)
    box.forget(key)
    box.shadows.reapply({(op.type, op.id) for op in entry.ops})
