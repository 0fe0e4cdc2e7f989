"""Both ends' tables as they are, past the product's statements; each row is decoded once."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from desktop.store.shadows import GONE
from desktop.store.tables import DELETED, RECORDS
from sync.catalogue import CATALOGUE
from tests.simulation.oracle import Card
from tests.simulation.plain import bare

Key = tuple[str, str]
CENTRE = ("id", "part", "ver", "fver", "deleted")
LAPTOP = ("id", "part", "ver", "deleted")


def _statement(type: str, names: Sequence[str]) -> str:
    fields = (f'"{each.name}"' for each in CATALOGUE[type].fields)
    return f"SELECT {', '.join((*names, *fields))} FROM {type}"


AT_CENTRE = {type: _statement(type, CENTRE) for type in RECORDS}
HELD = {
    type: f"{_statement(type, ('pending', *LAPTOP))} WHERE deleted <= {DELETED}" for type in RECORDS
}


def rows(connection: Connection, sql: str) -> list[tuple[Any, ...]]:
    """Within the transaction of this connection, past SQLAlchemy: there are very many of these."""
    driver = connection.connection.driver_connection
    assert driver is not None
    return driver.execute(sql).fetchall()  # type: ignore[no-any-return]


def at_centre(connection: Connection, only: str = "") -> dict[Key, Card]:
    """Every record of the centre."""
    also: dict[Key, frozenset[str]] = {}
    for type, id, part in rows(connection, "SELECT type, id, part FROM audience"):
        also[type, id] = also.get((type, id), frozenset()) | {part}
    return {
        (type, row[0]): _central(type, row, also.get((type, row[0]), frozenset()))
        for type in ([only] if only else RECORDS)
        for row in rows(connection, AT_CENTRE[type])
    }


def held(connection: Connection) -> tuple[dict[Key, Card], dict[Key, Card], dict[Key, int]]:
    """(what a laptop shows, what it holds as confirmed, how many unsent changes a row says)."""
    shown: dict[Key, Card] = {}
    pending: dict[Key, int] = {}
    for type in RECORDS:
        for count, *row in rows(connection, HELD[type]):
            shown[type, row[0]] = _local(type, tuple(row))
            pending[type, row[0]] = count
    confirmed = dict(shown)
    for type, id, part, ver, deleted, text in rows(
        connection, "SELECT type, id, part, ver, deleted, fields FROM shadow"
    ):
        confirmed.pop((type, id), None)
        if text is not None and deleted != GONE:
            confirmed[type, id] = Card(json.loads(text), ver, {}, part, gone=deleted == DELETED)
    return shown, confirmed, pending


def told(connection: Connection) -> dict[str, Any]:
    """The small facts of a profile."""
    return {name: json.loads(text) for name, text in rows(connection, "SELECT * FROM state")}


@lru_cache(50_000)
def _central(type: str, row: tuple[Any, ...], also: frozenset[str]) -> Card:
    _, part, ver, fver, deleted, *values = row
    return Card(bare(_fields(type, values)), ver, json.loads(fver), part, also, bool(deleted))


@lru_cache(50_000)
def _local(type: str, row: tuple[Any, ...]) -> Card:
    _, part, ver, deleted, *values = row
    return Card(_fields(type, values), ver, {}, part, gone=deleted == DELETED)


def _fields(type: str, values: Sequence[Any]) -> dict[str, Any]:
    fields = CATALOGUE[type].fields
    return {
        each.name: each.from_sql(value)
        for each, value in zip(fields, values, strict=True)
        if value is not None
    }
