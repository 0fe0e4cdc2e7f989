"""Laptops with a real encrypted store, signed in to a running centre and synchronised over HTTP."""

import secrets
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desktop.application import Application, clock_of
from desktop.paths import Profile
from desktop.store import migrate, state
from desktop.store.database import Database
from sync import sealing, signing
from sync.catalogue import CATALOGUE
from sync.catalogue.columns import fields_of
from sync.client.http import HttpPeer
from sync.dump import line
from sync.session import Outcome
from sync.wire import Enrol

KEY = secrets.token_bytes(32)


@cache
def empty_store() -> bytes:
    """The file of a store with all its tables, made once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        database = Database(path, KEY)
        migrate.upgrade(database)
        with database.unlocked() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        database.close()
        return path.read_bytes()


def signed_in(folder: Path, address: str, user: str) -> Application:
    """As `routebook login` does, with the store's key in nobody's keyring."""
    profile = Profile(folder)
    profile.make()
    key, box = signing.new_key(), sealing.new_key()
    peer = HttpPeer(address, None, lambda tokens: None)
    wanted = Enrol(user, f"pw-{user}", "test", signing.public(key), sealing.public(box))
    told = peer.enrol(wanted)
    peer.close()
    profile.store.write_bytes(empty_store())
    database = Database(profile.store, KEY)
    assert told.keys is not None
    facts: Mapping[str, Any] = {
        "server": address,
        "user": user,
        "person": told.person,
        "device": told.device,
        "device_name": "test",
        "epoch": told.epoch,
        "zone": told.zone,
        "key": key.hex(),
        "box": box.hex(),
        "centre": {"key": told.keys.key, "box": told.keys.box},
        "tokens": [told.tokens.access, told.tokens.refresh, told.tokens.expires_in],
        "next_mseq": 1,
        "acked": 0,
    }
    with database.write() as connection:
        for name, value in facts.items():
            state.put(connection, name, value)
    application = Application(profile, database, clock_of(database))
    synchronised(application)
    application.refresh_me()
    return application


def synchronised(application: Application) -> Outcome:
    outcome: Outcome = application.synchronise(lambda done, total: None)
    return outcome


def moved_to(application: Application, address: str) -> None:
    with application.database.write() as connection:
        state.put(connection, "server", address)


def copied(application: Application, folder: Path) -> Application:
    """Another copy of this laptop's store, as a restored backup or a cloned disk would be."""
    profile = Profile(folder)
    profile.make()
    with application.database.unlocked() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        shutil.copy(application.database.path, profile.store)
    database = Database(profile.store, application.database.key)
    return Application(profile, database, clock_of(database))


def held(application: Application, type: str) -> dict[str, dict[str, Any]]:
    """The live rows of a type, by id."""
    with application.database.read() as connection:
        rows = connection.exec_driver_sql(f"SELECT * FROM {type} WHERE deleted = 0").mappings()
        return {row["id"]: dict(row) for row in rows}


def known(application: Application, name: str) -> Any:
    with application.database.read() as connection:
        return state.get(connection, name)


def dump(application: Application) -> list[str]:
    """Everything it shows, as `routebook dump` prints it."""
    with application.database.read() as connection:
        return [
            line(type, row["id"], fields_of(CATALOGUE[type], row))
            for type in sorted(CATALOGUE)
            for row in connection.exec_driver_sql(
                f"SELECT * FROM {type} WHERE deleted = 0 ORDER BY id"
            ).mappings()
        ]
