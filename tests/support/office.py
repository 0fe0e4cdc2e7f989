"""A laptop with its real store, signed in to a running centre over HTTP."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from desktop.application import Application
from desktop.store.tables import LIVE, RECORDS
from desktop.usecases.sign_in import Credentials, sign_in
from sync import dump
from sync.catalogue import CATALOGUE, Value
from sync.catalogue.columns import fields_of
from tests.support.centre import Town


def nobody_watches(done: int, total: int) -> None:
    pass


def open_laptop(town: Town, folder: Path, user: str) -> Application:
    """In step with the centre."""
    given = Credentials(town.address, user, f"pw-{user}", f"{user} laptop")
    application = sign_in(folder, given, lambda: "passphrase")
    application.synchronise(nobody_watches)
    return application


def sync(*laptops: Application) -> None:
    """Each in turn, and once more to hear of the others."""
    for laptop in laptops * 2:
        laptop.synchronise(nobody_watches)


def held(laptop: Application, type: str) -> dict[str, dict[str, Value]]:
    """The records of a type that this laptop shows, by id."""
    table = RECORDS[type]
    with laptop.database.read() as connection:
        rows = connection.execute(select(table).where(table.c.deleted == LIVE)).mappings()
        return {row["id"]: fields_of(CATALOGUE[type], dict(row)) for row in rows}


def differences(town: Town, laptop: Application) -> set[str]:
    """What the laptop holds and should not, or should hold and does not."""
    mine = {
        dump.line(type, id, row) for type in CATALOGUE for id, row in held(laptop, type).items()
    }
    return mine ^ set(town.dump(as_user=laptop.me.user))


def refused(laptop: Application) -> list[tuple[str, str]]:
    """(use case, problem) of what came back."""
    from desktop.store import refusals

    with laptop.database.read() as connection:
        return [(each.name, each.problem) for each in refusals.every(connection)]


def do(laptop: Application, name: str, id: str | None = None, /, **set: Any) -> str:
    return laptop.perform(name, id, set).id
