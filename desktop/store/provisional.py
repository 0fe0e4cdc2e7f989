"""Provisional changes: what colleagues handed to the hub, shown before the centre has seen it.

Each such record is an entry of the outbox in the state PROVISIONAL, which is never sent: the row is
computed from what the centre confirmed with these applied, as with one's own unsent changes. The
hub sends the whole set each time; what the centre commits replaces it.
"""

import hashlib

from sqlalchemy import Connection, delete, select

from desktop.store import receiving, state
from desktop.store.database import Database
from desktop.store.entry_state import EntryState
from desktop.store.outbox import Outbox
from desktop.store.shadows import Name
from desktop.store.tables import OUTBOX, TOUCH
from sync import wire
from sync.mutations.model import Delete, Insert, Op, Update
from sync.wire import Group, Operation

SHOWN = "theirs"  # in the table `state`: the hash of what is shown now


def show(database: Database, groups: list[Group], at: str) -> list[Name]:
    """Replaces the set shown before; returns the records of either set."""
    for group in groups:
        receiving.check(group)
    mark = hashlib.sha256(wire.encode(groups)).hexdigest() if groups else ""
    with database.read() as connection:
        if state.get(connection, SHOWN, "") == mark:
            return []
    with database.write() as connection:
        names = _forget(connection)
        box = Outbox(connection)
        for group in groups:
            for op in _ops(group):
                box.add_provisional(op, at, group.by, group.over)
                names.add((op.type, op.id))
        box.shadows.reapply(names)
        state.put(connection, SHOWN, mark)
    return sorted(names)


def _forget(connection: Connection) -> set[Name]:
    mine = select(OUTBOX.c.key).where(OUTBOX.c.state == EntryState.PROVISIONAL)
    touched = select(TOUCH.c.type, TOUCH.c.id).where(TOUCH.c.entry.in_(mine))
    names = {(type, id) for type, id in connection.execute(touched)}
    connection.execute(delete(TOUCH).where(TOUCH.c.entry.in_(mine)))
    connection.execute(delete(OUTBOX).where(OUTBOX.c.state == EntryState.PROVISIONAL))
    return names


def _ops(group: Group) -> list[Op]:
    columns = list(zip(*group.values, strict=True)) if group.fields else [()] * len(group.ids)
    ops: list[Op] = []
    for id, values in zip(group.ids, columns, strict=True):
        fields = dict(zip(group.fields, values, strict=True))
        if group.op == Operation.DELETE:
            ops.append(Delete(group.type, id))
        elif group.op == Operation.INSERT:
            ops.append(Insert(group.type, id, fields))
        else:
            ops.append(Update(group.type, id, fields))
    return ops
