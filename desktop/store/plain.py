"""Plain SQL, run by the driver itself: through SQLAlchemy a statement costs ten times as much.

For what every synchronisation asks. Listeners of the engine hear these statements, too.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection


def run(connection: Connection, statement: str, parameters: Sequence[Any] = ()) -> Any:
    """The driver's cursor, which gives tuples; a list of tuples runs the statement for each."""
    driver: Any = connection.connection.driver_connection
    many = isinstance(parameters, list)
    for hear in connection.dispatch.before_cursor_execute:
        hear(connection, None, statement, parameters, None, many)
    execute = driver.executemany if many else driver.execute
    return execute(statement, parameters)


def value(connection: Connection, statement: str, parameters: Sequence[Any] = ()) -> Any:
    """The first column of the first row; None where there is none."""
    row = run(connection, statement, parameters).fetchone()
    return None if row is None else row[0]


def values(connection: Connection, statement: str, parameters: Sequence[Any] = ()) -> list[Any]:
    """The first column of every row."""
    return [row[0] for row in run(connection, statement, parameters)]
