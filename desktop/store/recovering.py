"""After the centre was restored from a backup: what it once took is unsent again.

The same changes under the same numbers, signed as they were; what was not numbered yet is compared
anew with what stands (basis.py), for version numbers of the lost history mean nothing.
"""

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from desktop.store import basis, state
from desktop.store.outbox import Name, Outbox, decode_ops
from desktop.store.rows import Rows
from desktop.store.tables import DELETED, LEDGER, OUTBOX, RECORDS, SENT, SHADOW, TOUCH
from sync.clock import from_text, instant_text
from sync.wire import Result

KEPT_FOR = timedelta(days=30)
SAME = ("key", "name", "record", "arguments", "ops", "base", "was", "at", "urgency", "after")
KEEP = (
    f"INSERT OR REPLACE INTO sent ({', '.join(SAME)}, mseq, v, acked_seq, keep_until) "
    f"SELECT {', '.join(f'outbox.{name}' for name in SAME)}, mseq, v, told.value ->> 1, ? "
    "FROM json_each(?) AS told JOIN outbox ON outbox.mseq = told.value ->> 0"
)


def kept_until(heard_at: str) -> str:
    """Until when to keep what the centre took, by the centre's own clock."""
    return instant_text(from_text(heard_at) + KEPT_FOR)


def keep(connection: Connection, taken: Iterable[Result], heard_at: str) -> None:
    """Sent changes that the centre has taken; before their entries are forgotten."""
    told = json.dumps([(one.mseq, one.seq) for one in taken])
    connection.exec_driver_sql(KEEP, (kept_until(heard_at), told))


def prune(connection: Connection, heard_at: str) -> None:
    connection.exec_driver_sql("DELETE FROM sent WHERE keep_until < ?", (heard_at,))


def reopen(connection: Connection, last: int, heard_at: str) -> None:
    """What the centre took beyond its number `last` is unsent again, as it was sent.

    What another device of this store sent (number 0) is numbered anew.
    """
    lost = (SENT.c.mseq > last) | (SENT.c.mseq == 0)
    rows = connection.execute(select(SENT).where(lost).order_by(SENT.c.key)).mappings().all()
    names: set[Name] = set()
    for row in rows:
        numbered = row["mseq"] > 0
        values: dict[str, Any] = {name: row[name] for name in SAME}
        values |= {"state": "sent" if numbered else "waiting", "again": row["keep_until"]}
        if numbered:
            values |= {"mseq": row["mseq"], "v": row["v"]}
        connection.execute(insert(OUTBOX).values(values).on_conflict_do_nothing())
        touched = {(op.type, op.id) for op in decode_ops(row["ops"])}
        touches = [{"type": type, "id": id, "entry": row["key"]} for type, id in touched]
        connection.execute(insert(TOUCH).on_conflict_do_nothing(), touches)
        names |= touched
    _forget_settled(connection, [row["mseq"] for row in rows])
    connection.execute(delete(SENT).where(lost))
    box = Outbox(connection)
    box.redraw_all(box.bases(names))
    waiting = (OUTBOX.c.again.is_(None)) & (OUTBOX.c.state != "staged")
    connection.execute(update(OUTBOX).where(waiting).values(again=kept_until(heard_at)))


def _forget_settled(connection: Connection, mseqs: list[int]) -> None:
    """The ledger names a change once: what is unsent stands in the outbox."""
    device = state.get(connection, "device", "")
    for mseq in mseqs:
        mine = (LEDGER.c.device == device) & (LEDGER.c.mseq == mseq)
        connection.execute(delete(LEDGER).where(mine))


def forget_deleted(connection: Connection) -> None:
    """Traces of deleted records, whose version numbers are of a lost history."""
    rows = Rows(connection)
    for name in RECORDS:
        traces = f"SELECT id FROM {name} WHERE deleted = {DELETED} AND pending = 0"
        rows.erase(name, connection.exec_driver_sql(traces).scalars().all())


def leave(connection: Connection) -> None:
    """The history that was lost is over: what stands is of another one."""
    forget_deleted(connection)
    basis.lose(connection)
    left = state.get(connection, "histories", [])
    state.put(connection, "histories", [*left, state.get(connection, "epoch", "")])
    state.forget(connection, "restored")
    state.forget(connection, "relay")  # a hub lets go of what it was handed in the lost one


def begin_anew(connection: Connection, epoch: str) -> None:
    """Everything confirmed is about to come again; version numbers begin anew."""
    connection.execute(update(SHADOW).values(ver=0))
    leave(connection)
    fresh = {"epoch": epoch, "cursor": 0, "h": "", "joined": {}, "scope": ""}
    for name, value in fresh.items():
        state.put(connection, name, value)


def take_up(connection: Connection) -> None:
    """What was put off for want of something else is sent again: it may have come."""
    connection.exec_driver_sql("UPDATE outbox SET state = 'waiting' WHERE state = 'deferred'")


def put_off(connection: Connection, keys: list[int]) -> None:
    """Refused now, though the centre had it once, or what it hangs on: it is tried again."""
    values = {"state": "deferred", "mseq": None, "v": None}
    if keys:
        connection.execute(update(OUTBOX).where(OUTBOX.c.key.in_(keys)).values(**values))


def belong_to_another(connection: Connection) -> None:
    """This store has become another device: what the old one sent has no number any more."""
    connection.execute(update(SENT).values(mseq=0, v=None))
