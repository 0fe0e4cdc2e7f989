"""Founding, backing up, restoring and checking a centre.

A backup is one SQLite file with every table, whatever database the centre runs on; restoring
it begins a new epoch, so that laptops which know more than the backup notice.
"""

import secrets
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, func, insert, inspect, select, update

from sync.clock import Clock
from sync.errors import Problem, Refused
from sync.server import digests, migrations
from sync.server.accounts import hashed
from sync.server.database import Database, NotInitialised, head
from sync.server.tables import ACCOUNT, COMMIT_LOG, ENROLMENT, METADATA, RECORDS, SEQ_HEAD

PIECE = 2_000
LARGE = {"blob_piece": 8}  # rows at once, where rows are large
EPHEMERAL = frozenset({"snapshot", "snapshot_chunk"})


class AlreadyInitialised(Problem):
    """There is a centre in this database."""

    default_kind = "already_initialised"


def found(database: Database) -> str:
    """Makes an empty centre; returns the administrator's one-time password."""
    password = secrets.token_urlsafe(12)
    with database.write() as connection:
        if inspect(connection).has_table("seq_head"):
            raise AlreadyInitialised
        migrations.upgrade(connection)
        connection.execute(insert(SEQ_HEAD).values(_first_head()))
        connection.execute(
            insert(ACCOUNT).values(
                user="admin",
                person="admin",
                password=hashed(password),
                disabled=0,
                failed=0,
            )
        )
    return password


def opened(database: Database) -> Database:
    """The database, brought to the newest revision; raises NotInitialised."""
    with database.read() as connection:
        if not inspect(connection).has_table("seq_head"):
            raise NotInitialised
        revision = migrations.current(connection)
    if revision != migrations.newest():
        with database.write() as connection:
            migrations.upgrade(connection)
            digests.rebuild(connection)
    return database


def backup(database: Database, file: Path) -> dict[str, Any]:
    """Writes a snapshot of the centre to a temporary file, and renames it when complete."""
    beside = file.with_name(f"{file.name}.part")
    beside.unlink(missing_ok=True)
    copy = Database(f"sqlite:///{beside}")
    try:
        with database.read() as source, copy.write() as target:
            migrations.upgrade(target)
            seq = head(source).seq
            rows = _copy(source, target)
        with copy.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
    finally:
        copy.dispose()
    beside.replace(file)
    return {"file": str(file), "seq": seq, "rows": rows}


def restore(database: Database, file: Path, clock: Clock) -> dict[str, Any]:
    """Replaces everything by the backup, in one transaction, under a new epoch.

    Devices may then renew their tokens by key: those they have are newer than the backup.
    """
    if not file.is_file():
        raise Refused("not_found", type="file", id=file.name)
    copy = opened(Database(f"sqlite:///{file}"))
    epoch = _epoch()
    try:
        with copy.read() as source, database.write() as target:
            if not inspect(target).has_table("seq_head"):
                migrations.upgrade(target)
            for table in reversed(METADATA.sorted_tables):
                target.execute(table.delete())
            rows = _copy(source, target)
            seq = head(target).seq
            target.execute(update(SEQ_HEAD).values(epoch=epoch, began=seq))
            target.execute(update(ENROLMENT).values(renewable=1))
    finally:
        copy.dispose()
    return {"file": str(file), "seq": seq, "rows": rows, "epoch": epoch, "at": clock.now_text()}


def check(database: Database) -> Iterator[dict[str, Any]]:
    """Checks for gaps in the log, rows beyond its head, and damage; one line a check."""
    with database.read() as connection:
        now = head(connection)
        count, low, high = connection.execute(
            select(func.count(), func.min(COMMIT_LOG.c.seq), func.max(COMMIT_LOG.c.seq))
        ).one()
        whole = count == 0 or (low == 1 and high == count)
        yield {"check": "sequence", "ok": whole and (high or 0) == now.seq, "head": now.seq}
        counts = {
            type: connection.execute(_counts(type), {"seq": now.seq}).one() for type in RECORDS
        }
        beyond = {type: n for type, (n, _) in counts.items() if n}
        yield {"check": "versions", "ok": not beyond, "beyond": beyond}
        live = {type: n for type, (_, n) in counts.items()}
        bad = digests.wrong(connection)
        yield {"check": "digests", "ok": not bad, "wrong": bad}
        yield {"check": "records", "ok": True, "live": {k: n for k, n in live.items() if n}}
        revision = migrations.current(connection)
        yield {"check": "schema", "ok": revision == migrations.newest(), "revision": revision}
        if database.sqlite:
            found = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
            yield {"check": "integrity", "ok": found == "ok"}


def _first_head() -> dict[str, Any]:
    return {
        "one": 1,
        "epoch": _epoch(),
        "next_seq": 1,
        "org": 0,
        "h": "",
        "horizon": 0,
        "began": 0,
    }


@cache
def _counts(type: str) -> Select[int, int]:
    """How many records are of a version beyond the last commit, and how many live."""
    table = RECORDS[type]
    beyond, live = table.c.ver > bindparam("seq"), table.c.deleted == 0
    return select(func.count(case((beyond, 1))), func.count(case((live, 1))))


def _copy(source: Connection, target: Connection) -> int:
    rows = 0
    for table in METADATA.sorted_tables:
        if table.name in EPHEMERAL:
            continue
        streamed = select(table).execution_options(yield_per=LARGE.get(table.name, PIECE))
        for piece in source.execute(streamed).mappings().partitions():
            target.execute(insert(table), [dict(row) for row in piece])
            rows += len(piece)
    return rows


def _epoch() -> str:
    return secrets.token_hex(8)
