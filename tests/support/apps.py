"""Laptops kept open in this process: real stores, without the cost of a passphrase each time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from desktop.application import Application
from desktop.store import state
from desktop.store.tables import LIVE, OUTBOX, RECORDS
from desktop.usecases.sign_in import Credentials, sign_in
from sync import dump
from sync.catalogue import CATALOGUE
from sync.catalogue.columns import fields_of


def quiet(done: int, total: int) -> None:
    """Nobody watches."""


def signed_in(folder: Path, server: str, user: str, password: str) -> Application:
    app = sign_in(folder, Credentials(server, user, password, "laptop"), lambda: "一句口令")
    app.synchronise(quiet)
    return app


def dumped(app: Application) -> Iterator[str]:
    """As `routebook dump` prints it."""
    with app.database.read() as connection:
        for type in dump.types(None):
            table = RECORDS[type]
            rows = connection.execute(
                select(table).where(table.c.deleted == LIVE).order_by(table.c.id)
            )
            for row in rows.mappings():
                yield dump.line(type, row["id"], fields_of(CATALOGUE[type], dict(row)))


def known(app: Application, name: str) -> Any:
    with app.database.read() as connection:
        return state.get(connection, name)


def states(app: Application) -> list[str]:
    """Of everything in the outbox, oldest first."""
    with app.database.read() as connection:
        return list(connection.scalars(select(OUTBOX.c.state).order_by(OUTBOX.c.key)))


def shown(app: Application, customer: str) -> Any:
    """The remark of a customer as the window would show it."""
    with app.database.read() as connection:
        table = RECORDS["customer"]
        return connection.execute(select(table.c.remark).where(table.c.id == customer)).scalar()
