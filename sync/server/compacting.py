"""Log compaction: keeps all commits above the horizon, and below it each record's last change.

A device with an older cursor does not pull changes; it compares digests and fetches what differs.
The ledger's rows stay, but their bodies are emptied once the device has acknowledged the result.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, select, true, update

from sync.clock import Clock, instant_text
from sync.server.blobs import forget_unnamed
from sync.server.database import Database, lock_head
from sync.server.tables import (
    APPLIED,
    CHANGE,
    CHANGE_PART,
    COMMIT_LOG,
    ENROLMENT,
    RECEIVED,
    SEQ_HEAD,
)
from sync.wire import Operation

KEPT_DAYS = 90
ANSWERS_KEPT = timedelta(days=30)
AT_ONCE = 20_000  # commits a transaction, so that nobody waits for long
LIVED = CHANGE.c.op != Operation.DELETE


def compact(database: Database, clock: Clock, keep_days: int = KEPT_DAYS) -> dict[str, Any]:
    """May be interrupted and run again. Merging does not need the log: rows hold their versions."""
    horizon = _move_horizon(database, instant_text(clock.now() - timedelta(days=keep_days)))
    gone = 0
    with database.read() as connection:
        parts = connection.scalars(select(CHANGE_PART.c.part).distinct()).all()
    for part in parts:
        gone += _let_go(database, CHANGE_PART, CHANGE_PART.c.part == part, horizon)
    gone += _let_go(database, CHANGE, true(), horizon)
    answers = _let_go_answers(database, instant_text(clock.now() - ANSWERS_KEPT))
    contents = forget_unnamed(database, clock, timedelta(days=keep_days))
    return {"horizon": horizon, "changes": gone, "answers": answers, "contents": contents}


def _move_horizon(database: Database, before: str) -> int:
    """Moves the horizon before anything is deleted, so that no reader relies on it."""
    with database.write() as connection:
        now = lock_head(connection)
        old = select(func.max(COMMIT_LOG.c.seq)).where(COMMIT_LOG.c.received_at < before)
        horizon = max(connection.execute(old).scalar() or 0, now.horizon)
        connection.execute(update(SEQ_HEAD).values(horizon=horizon))
    return horizon


def _let_go(database: Database, table: Any, mine: ColumnElement[bool], horizon: int) -> int:
    """Deletes rows up to the horizon whose record has a later change.

    Changes that deleted a record or moved it out of a scope stay: late changes to it need them
    (late_changes.py).
    """
    later = CHANGE.alias("later")
    same_record = and_(later.c.type == CHANGE.c.type, later.c.id == CHANGE.c.id)
    followed: ColumnElement[bool] = exists().where(same_record, later.c.seq > CHANGE.c.seq)
    if table is CHANGE_PART:
        its = and_(CHANGE.c.seq == CHANGE_PART.c.seq, CHANGE.c.n == CHANGE_PART.c.n)
        followed = and_(CHANGE_PART.c.how != "out", exists().where(its, LIVED, followed))
    else:
        its = and_(CHANGE_PART.c.seq == CHANGE.c.seq, CHANGE_PART.c.n == CHANGE.c.n)
        followed = and_(followed, LIVED, ~exists().where(its, CHANGE_PART.c.how == "out"))
    gone = 0
    for start in range(0, horizon, AT_ONCE):
        end = min(start + AT_ONCE, horizon)
        some = and_(table.c.seq > start, table.c.seq <= end, followed)
        with database.write() as connection:
            gone += connection.execute(delete(table).where(mine, some)).rowcount
    return gone


def _let_go_answers(database: Database, before: str) -> int:
    """Deletes results that were acknowledged, and the envelopes they answered."""
    with database.read() as connection:
        devices = connection.execute(select(ENROLMENT.c.id, ENROLMENT.c.acked)).all()
    gone = 0
    for device, acked in devices:
        old = select(func.max(RECEIVED.c.mseq)).where(
            RECEIVED.c.device == device, RECEIVED.c.mseq <= acked, RECEIVED.c.at < before
        )
        with database.write() as connection:
            last = connection.execute(old).scalar() or 0
            acknowledged = and_(APPLIED.c.device == device, APPLIED.c.mseq <= last)
            gone += connection.execute(delete(APPLIED).where(acknowledged)).rowcount
            emptied = and_(RECEIVED.c.device == device, RECEIVED.c.mseq <= last)
            full = and_(emptied, RECEIVED.c.body != "")
            connection.execute(update(RECEIVED).where(full).values(body=""))
    return gone
