"""Every record, or exactly what one person's laptops may hold, in the order of a dump."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, or_, select

from sync import dump
from sync.catalogue import CATALOGUE, record_type
from sync.catalogue.columns import fields_in
from sync.errors import Refused
from sync.server.centre import Centre
from sync.server.rows import shared
from sync.server.tables import ACCOUNT, AUDIENCE, RECORDS

PIECE = 2_000


def lines(
    centre: Centre, only: str | None = None, as_user: str | None = None, deleted: bool = False
) -> Iterator[str]:
    """Streams; one moment of the database from the first line to the last."""
    if only is not None:
        record_type(only)
    reads = _reads_of(centre, as_user) if as_user is not None else None
    with centre.database.read() as connection:
        for type in dump.types(only):
            for row in connection.execute(_statement(connection, type, reads, deleted)):
                yield dump.line(type, row[0], fields_in(type, row[2:]), bool(row[1]))


def _reads_of(centre: Centre, user: str) -> frozenset[str]:
    with centre.database.read() as connection:
        person = connection.execute(select(ACCOUNT.c.person).where(ACCOUNT.c.user == user)).scalar()
    if person is None:
        raise Refused("not_found", type="user", id=user)
    return centre.scope(person).reads


def _statement(
    connection: Connection, type: str, reads: frozenset[str] | None, deleted: bool
) -> Any:
    table = RECORDS[type]
    fields = [table.c[name] for name in CATALOGUE[type].names]
    key: Any = table.c.id.collate("C") if connection.dialect.name == "postgresql" else table.c.id
    statement = select(table.c.id, table.c.deleted, *fields).order_by(key)
    if not deleted:
        statement = statement.where(table.c.deleted == 0)
    if reads is not None:
        parts = sorted(reads)
        readable: ColumnElement[bool] = table.c.part.in_(parts)
        if shared(type):
            shown = exists().where(
                AUDIENCE.c.type == type, AUDIENCE.c.id == table.c.id, AUDIENCE.c.part.in_(parts)
            )
            readable = or_(readable, shown)
        statement = statement.where(readable)
    return statement.execution_options(yield_per=PIECE)
