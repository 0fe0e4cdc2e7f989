"""Small facts about this profile: who, which centre, how far in step."""

import json
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from desktop.store.tables import STATE


def get(connection: Connection, name: str, default: Any = None) -> Any:
    found = connection.execute(select(STATE.c.value).where(STATE.c.name == name)).scalar()
    return default if found is None else json.loads(found)


def put(connection: Connection, name: str, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False)
    statement = insert(STATE).values(name=name, value=text)
    connection.execute(statement.on_conflict_do_update(["name"], set_={"value": text}))


def forget(connection: Connection, name: str) -> None:
    connection.execute(delete(STATE).where(STATE.c.name == name))


def everything(connection: Connection) -> dict[str, Any]:
    rows = connection.execute(select(STATE.c.name, STATE.c.value))
    return {name: json.loads(value) for name, value in rows}
