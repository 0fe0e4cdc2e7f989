"""Decisions under a branch hub's allotment: they go nowhere before the hub has ruled on them.

Asked for a ruling, the hub answers with its signature, which becomes part of the change: from then
on it travels like any other, by whatever way. One whose allotment is over is sent as it is: the
centre's word is better than none.
"""

import json
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select, update

from desktop.store import ledger, settling, state
from desktop.store.outbox import Entry, Outbox, encode_ops
from desktop.store.tables import OUTBOX, RECORDS
from sync.catalogue import canonical
from sync.errors import Problem
from sync.mutations.model import Insert
from sync.wire import Result

DECIDE = "approval.decide"
ALLOTMENT = RECORDS["branch_allotment"]
WAITING = (OUTBOX.c.state == "waiting") & (OUTBOX.c.name == DECIDE)


def unruled(connection: Connection) -> list[Entry]:
    """Waiting decisions of which their hub is still to be asked, the oldest first."""
    rows = connection.execute(select(OUTBOX.c.key, OUTBOX.c.arguments).where(WAITING)).all()
    wanted = [(key, said) for key, text in rows if _is_unruled(said := json.loads(text))]
    live = _live(connection) if wanted else frozenset()
    box = Outbox(connection)
    found = (box.entry(key) for key, said in sorted(wanted) if said["allotment"] in live)
    return [entry for entry in found if entry is not None]


def _is_unruled(said: dict[str, object]) -> bool:
    return said.get("allotment") is not None and said.get("ruling") is None


def _live(connection: Connection) -> frozenset[str]:
    """Allotments that were not taken back, nor over when the centre was last spoken to: by the
    days of the company."""
    spoken = state.get(connection, "server_time")
    day = state.clock(connection).day_of(str(spoken)).isoformat() if spoken else ""
    mine = (ALLOTMENT.c.deleted == 0) & (ALLOTMENT.c.closed == 0) & (ALLOTMENT.c.until >= day)
    return frozenset(connection.scalars(select(ALLOTMENT.c.id).where(mine)))


def hubs_of(connection: Connection, entries: Sequence[Entry]) -> dict[int, str]:
    """Whose to rule each is, by its key."""
    ids = {str(entry.arguments["allotment"]) for entry in entries}
    rows = connection.execute(
        select(ALLOTMENT.c.id, ALLOTMENT.c.hub).where(ALLOTMENT.c.id.in_(ids))
    )
    hubs: dict[str, str] = {row.id: row.hub for row in rows}
    return {entry.key: hubs.get(str(entry.arguments["allotment"]), "") for entry in entries}


def give(connection: Connection, key: int, sig: str) -> None:
    """The hub's ruling, into a change that is still waiting."""
    box = Outbox(connection)
    entry = box.entry(key)
    if entry is None or entry.state != "waiting":
        return
    ops = [
        replace(op, set={**op.set, "ruling": sig}) if isinstance(op, Insert) else op
        for op in entry.ops
    ]
    said = canonical({**entry.arguments, "ruling": sig})
    changed = update(OUTBOX).where(OUTBOX.c.key == key)
    connection.execute(changed.values(arguments=said, ops=encode_ops(ops)))
    box.redraw_all(box.bases({(op.type, op.id) for op in ops}))


def refuse(connection: Connection, key: int, problem: Problem) -> None:
    """The hub does not rule so: it comes back to its author, as if the centre had said no."""
    box = Outbox(connection)
    entry = box.entry(key)
    if entry is None or entry.state != "waiting":
        return
    facts = dict(problem.facts)
    result = Result(0, "refused", problem=problem.kind, rule=problem.rule, facts=facts)
    settling.keep_refused(connection, [(entry, result)])
    ledger.refused(connection, key, problem.kind)
    bases = box.bases({(op.type, op.id) for op in entry.ops})
    box.forget(key)
    box.redraw_all(bases)
