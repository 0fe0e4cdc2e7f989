"""What the centre would not take, kept until its author mends or discards it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, delete, func, select, update

from desktop.store.tables import DISCARDED, REFUSED, UNDECIDED
from sync.catalogue import Value
from sync.errors import Refused


@dataclass(frozen=True, slots=True)
class Refusal:
    """A change that was refused (a rule said no) or quarantined (it made no sense there)."""

    key: int
    name: str
    record: str
    arguments: Mapping[str, Value]
    at: str
    status: str
    problem: str
    rule: str | None
    facts: Mapping[str, Value]


def waiting(connection: Connection) -> int:
    statement = select(func.count()).select_from(REFUSED).where(UNDECIDED)
    return int(connection.execute(statement).scalar_one())


def every(connection: Connection) -> list[Refusal]:
    """Oldest first, without those their author gave up."""
    statement = select(REFUSED).where(UNDECIDED).order_by(REFUSED.c.key)
    return [_refusal(row) for row in connection.execute(statement).mappings()]


def get(connection: Connection, key: int) -> Refusal:
    """Raises Refused("not_found")."""
    row = connection.execute(select(REFUSED).where(REFUSED.c.key == key)).mappings().first()
    if row is None:
        raise Refused("not_found", type="refused", id=str(key))
    return _refusal(row)


def remove(connection: Connection, key: int) -> None:
    connection.execute(delete(REFUSED).where(REFUSED.c.key == key))


def discard(connection: Connection, key: int) -> None:
    connection.execute(update(REFUSED).where(REFUSED.c.key == key).values(status=DISCARDED))


def _refusal(row: RowMapping) -> Refusal:
    return Refusal(
        row["key"],
        row["name"],
        row["record"],
        json.loads(row["arguments"]),
        row["at"],
        row["status"],
        row["problem"],
        row["rule"],
        json.loads(row["facts"]),
    )
