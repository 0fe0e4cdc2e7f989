"""The laptop's ledger: everything ever done here, and what became of it; never pruned.

What is unsent stands in the outbox. An entry that leaves it is written down here in the same
transaction, so that the two together name each change exactly once.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, literal, select

from desktop.store import plain, state
from desktop.store.tables import LEDGER, OURS, OUTBOX
from sync.wire import Result, Status

STANDS = ("device", "mseq", "name", "record", "status", "seq", "when")
MOVE = 'INSERT INTO ledger (device, mseq, name, record, status, seq, "when", problem) SELECT '
SETTLED = (
    f"{MOVE} coalesce((SELECT value ->> '$' FROM state WHERE name = 'device'), ''), "
    "mseq, name, record, result.value ->> 1, result.value ->> 2, at, result.value ->> 3 "
    "FROM json_each(?) AS result JOIN outbox ON outbox.mseq = result.value ->> 0 "
    "ORDER BY result.key"
)
UNRULED = f"{MOVE} '', mseq, name, record, '{Status.REFUSED}', 0, at, ? FROM outbox WHERE key = ?"
WITHDRAWN = f"{MOVE} '', mseq, name, record, 'withdrawn', 0, at, NULL FROM outbox WHERE key = ?"


def settled(connection: Connection, results: Sequence[Result]) -> None:
    """Records the centre's results; to be called before the entries leave the outbox."""
    rows = [(it.mseq, it.status, it.seq, it.problem or None) for it in results]
    plain.run(connection, SETTLED, (json.dumps(rows),))


def withdrawn(connection: Connection, keys: Sequence[int]) -> None:
    """Records entries that are taken back before they were ever sent."""
    plain.run(connection, WITHDRAWN, [(key,) for key in keys])


def refused(connection: Connection, key: int, problem: str) -> None:
    """Records a decision that a branch hub refused to rule on; it never had a number."""
    plain.run(connection, UNRULED, (problem, key))


def lines(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every change ever made on this laptop: what is settled, oldest first, then the unsent.

    `status`: an EntryState, a Status (sync/wire.py) or withdrawn. `mseq`: null until it was sent.
    """
    columns = [LEDGER.c[name] for name in (*STANDS, "problem")]
    for row in connection.execute(select(*columns).order_by(LEDGER.c.key)):
        yield _line(row)
    device = literal(state.get(connection, "device", ""))
    unsent = (
        select(device, OUTBOX.c.mseq, OUTBOX.c.name, OUTBOX.c.record, OUTBOX.c.state)
        .add_columns(literal(0), OUTBOX.c.at, literal(None))
        .where(OURS)
        .order_by(OUTBOX.c.key)
    )
    for row in connection.execute(unsent):
        yield _line(row)


def _line(row: Any) -> dict[str, Any]:
    *values, problem = row
    return dict(zip(STANDS, values, strict=True)) | ({"problem": problem} if problem else {})
