"""The laptop's ledger: everything ever done here, and what became of it; never pruned.

What is unsent stands in the outbox. An entry that leaves it is written down here in the same
transaction, so that the two together name each change exactly once.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, literal, select, text

from desktop.store import state
from desktop.store.tables import LEDGER, OURS, OUTBOX
from sync.wire import Result

STANDS = ("device", "mseq", "name", "record", "status", "seq", "when")
MOVE = (
    'INSERT INTO ledger (device, mseq, name, record, status, seq, "when", problem) '
    "SELECT :device, mseq, name, record, :status, :seq, at, :problem FROM outbox "
)


def settled(connection: Connection, results: Sequence[Result]) -> None:
    """The centre's word on these numbers; before their entries are forgotten."""
    device = state.get(connection, "device", "")
    facts = [
        {
            "device": device,
            "number": result.mseq,
            "status": result.status,
            "seq": result.seq,
            "problem": result.problem or None,
        }
        for result in results
    ]
    if facts:
        connection.execute(text(f"{MOVE} WHERE mseq = :number"), facts)


def withdrawn(connection: Connection, keys: Sequence[int]) -> None:
    """Entries that were never sent and are taken back."""
    said = {"device": "", "status": "withdrawn", "seq": 0, "problem": None}
    connection.execute(text(f"{MOVE} WHERE key = :key"), [{**said, "key": key} for key in keys])


def refused(connection: Connection, key: int, problem: str) -> None:
    """What a branch hub did not rule; it never had a number."""
    said = {"device": "", "status": "refused", "seq": 0, "problem": problem}
    connection.execute(text(f"{MOVE} WHERE key = :key"), {**said, "key": key})


def lines(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every change ever made on this laptop: what is settled, oldest first, then the unsent.

    `status`: waiting, sent, withdrawn, or the centre's word. `mseq` is null until it was sent.
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
    *said, problem = row
    return dict(zip(STANDS, said, strict=True)) | ({"problem": problem} if problem else {})
