"""Bulk inserts and updates of rows given as tuples."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.engine import Dialect

Tuples = Sequence[tuple[Any, ...]]


def insert_rows(connection: Connection, table: Table, rows: Tuples) -> None:
    """Rows hold a value for every column, in the order of the table."""
    if rows:
        connection.exec_driver_sql(_insert(table, connection.dialect), list(rows))


def update_rows(connection: Connection, table: Table, rows: Tuples) -> None:
    """Rows hold every column but the first, which is the key, and then the key."""
    if rows:
        connection.exec_driver_sql(_update(table, connection.dialect), list(rows))


@lru_cache(256)
def _insert(table: Table, dialect: Dialect) -> str:
    names = ", ".join(_quoted(table, dialect))
    marks = ", ".join([_mark(dialect)] * len(table.columns))
    return (
        f"INSERT INTO {dialect.identifier_preparer.format_table(table)} ({names}) VALUES ({marks})"
    )


@lru_cache(256)
def _update(table: Table, dialect: Dialect) -> str:
    key, *names = _quoted(table, dialect)
    mark = _mark(dialect)
    sets = ", ".join(f"{name} = {mark}" for name in names)
    name = dialect.identifier_preparer.format_table(table)
    return f"UPDATE {name} SET {sets} WHERE {key} = {mark}"


def _quoted(table: Table, dialect: Dialect) -> list[str]:
    return [dialect.identifier_preparer.format_column(column) for column in table.columns]


def _mark(dialect: Dialect) -> str:
    return "?" if dialect.paramstyle == "qmark" else "%s"
