"""The table `state`: JSON values by name, such as device, epoch, cursor and next_mseq.

Read and written in every synchronisation, therefore in plain SQL.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from desktop.store import plain
from sync.clock import Clock

_GET = "SELECT value FROM state WHERE name = ?"
_ALL = "SELECT name, value FROM state"
_PUT = (
    "INSERT INTO state (name, value) VALUES (?, ?) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)


def get(connection: Connection, name: str, default: Any = None) -> Any:
    found = plain.value(connection, _GET, (name,))
    return default if found is None else json.loads(found)


def put(connection: Connection, name: str, value: Any) -> None:
    put_all(connection, {name: value})


def put_all(connection: Connection, facts: Mapping[str, Any]) -> None:
    rows = [(name, json.dumps(value, ensure_ascii=False)) for name, value in facts.items()]
    plain.run(connection, _PUT, rows)


def forget(connection: Connection, name: str) -> None:
    plain.run(connection, "DELETE FROM state WHERE name = ?", (name,))


def everything(connection: Connection) -> dict[str, Any]:
    return {name: json.loads(value) for name, value in plain.run(connection, _ALL)}


def clock(connection: Connection) -> Clock:
    """The clock of the company: its time zone, and the offset of trials."""
    zone = get(connection, "zone") or "Asia/Shanghai"
    return Clock(str(zone), timedelta(seconds=get(connection, "clock_offset", 0)))
