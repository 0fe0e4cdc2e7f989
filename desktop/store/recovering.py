"""After the centre was restored from a backup: offers it again what it had acknowledged.

Acknowledged changes are kept for KEPT_FOR in the table `sent` and return to the outbox under the
same numbers and signatures. Changes without a number get new base versions (basis.py), since the
version numbers of the lost history mean nothing.
"""

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from desktop.store import basis, plain, state
from desktop.store.entries import decode_ops
from desktop.store.entry_state import EntryState
from desktop.store.rows import IN_LIST, Rows, listed
from desktop.store.shadows import Name, Shadows
from desktop.store.tables import DELETED, LEDGER, OUTBOX, RECORDS, SENT, SHADOW, TOUCH
from sync.clock import from_text, instant_text
from sync.wire import Result

KEPT_FOR = timedelta(days=30)
SAME = ("key", "name", "record", "arguments", "ops", "base", "was", "at", "urgency", "after")
KEEP = (
    f"INSERT OR REPLACE INTO sent ({', '.join(SAME)}, mseq, v, acked_seq, keep_until) "
    f"SELECT {', '.join(f'outbox.{name}' for name in SAME)}, mseq, v, result.value ->> 1, ? "
    "FROM json_each(?) AS result JOIN outbox ON outbox.mseq = result.value ->> 0"
)
RESUME = f"UPDATE outbox SET state = '{EntryState.WAITING}' WHERE state = '{EntryState.DEFERRED}'"


def kept_until(server_time: str) -> str:
    """Until when to keep acknowledged changes, by the centre's clock."""
    return instant_text(from_text(server_time) + KEPT_FOR)


def retain(connection: Connection, taken: Iterable[Result], server_time: str) -> None:
    """Keeps acknowledged changes; to be called before their entries leave the outbox."""
    rows = json.dumps([(one.mseq, one.seq) for one in taken])
    plain.run(connection, KEEP, (kept_until(server_time), rows))


def prune(connection: Connection, server_time: str) -> None:
    plain.run(connection, "DELETE FROM sent WHERE keep_until < ?", (server_time,))


def reopen(connection: Connection, last: int, epoch: str, server_time: str) -> None:
    """Returns acknowledged changes with an mseq above `last` to the outbox, as they were sent.

    Those that this store sent as another device (mseq 0) get new numbers, if the centre may have
    lost them: a device that it knows from before its present history, `epoch`, was enrolled after
    they were acknowledged, so that its backup holds them. Sent again they would come after what
    this device did later, and replace it.
    """
    lost = SENT.c.mseq > last
    known = {name: state.get(connection, name, "") for name in ("epoch", "enrolled_in")}
    if known["epoch"] != epoch and known["enrolled_in"] in ("", epoch):
        lost |= SENT.c.mseq == 0
    rows = connection.execute(select(SENT).where(lost).order_by(SENT.c.key)).mappings().all()
    names: set[Name] = set()
    for row in rows:
        numbered = row["mseq"] > 0
        values: dict[str, Any] = {name: row[name] for name in SAME}
        values |= {
            "state": EntryState.SENT if numbered else EntryState.WAITING,
            "again": row["keep_until"],
        }
        if numbered:
            values |= {"mseq": row["mseq"], "v": row["v"]}
        connection.execute(insert(OUTBOX).values(values).on_conflict_do_nothing())
        touched = {(op.type, op.id) for op in decode_ops(row["ops"])}
        touches = [{"type": type, "id": id, "entry": row["key"]} for type, id in touched]
        connection.execute(insert(TOUCH).on_conflict_do_nothing(), touches)
        names |= touched
    _forget_settled(connection, [row["mseq"] for row in rows])
    connection.execute(delete(SENT).where(lost))
    Shadows(connection).reapply(names)
    waiting = (OUTBOX.c.again.is_(None)) & (OUTBOX.c.state != EntryState.STAGED)
    connection.execute(update(OUTBOX).where(waiting).values(again=kept_until(server_time)))


def _forget_settled(connection: Connection, mseqs: list[int]) -> None:
    """A change is either in the ledger or in the outbox, never in both."""
    device = state.get(connection, "device", "")
    for mseq in mseqs:
        mine = (LEDGER.c.device == device) & (LEDGER.c.mseq == mseq)
        connection.execute(delete(LEDGER).where(mine))


def forget_deleted(connection: Connection) -> None:
    """Erases the tombstones, whose version numbers are of the lost history."""
    rows = Rows(connection)
    for name in RECORDS:
        traces = f"SELECT id FROM {name} WHERE deleted = {DELETED} AND pending = 0"
        rows.erase(name, plain.values(connection, traces))


def change_history(connection: Connection) -> None:
    """The confirmed rows are of another history from now on."""
    forget_deleted(connection)
    basis.discard(connection)
    left = state.get(connection, "histories", [])
    state.put(connection, "histories", [*left, state.get(connection, "epoch", "")])
    state.forget(connection, "restored")
    state.forget(connection, "relay")  # a hub drops what it was handed in the lost history


def restart(connection: Connection, epoch: str) -> None:
    """Everything is about to be downloaded again, with version numbers of the new history."""
    connection.execute(update(SHADOW).values(ver=0))
    change_history(connection)
    fresh = {"epoch": epoch, "cursor": 0, "h": "", "joined": {}, "scope": ""}
    for name, value in fresh.items():
        state.put(connection, name, value)


def resume(connection: Connection, keys: list[int] | None = None) -> None:
    """Deferred entries, all or these, are sent again: what they depend on may have arrived."""
    if keys is None:
        plain.run(connection, RESUME)
    else:
        plain.run(connection, f"{RESUME} AND key {IN_LIST}", (listed(keys),))


def defer(connection: Connection, keys: list[int]) -> None:
    """Defers refused entries: what they depend on is expected to arrive."""
    values = {"state": EntryState.DEFERRED, "mseq": None, "v": None}
    if keys:
        connection.execute(update(OUTBOX).where(OUTBOX.c.key.in_(keys)).values(**values))


def forget_numbers(connection: Connection) -> None:
    """This store has become another device: acknowledged changes lose their numbers."""
    connection.execute(update(SENT).values(mseq=0, v=None))
