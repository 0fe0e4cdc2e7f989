"""What there is before any story begins: enrolled devices, and a store for every laptop."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

from desktop.paths import Profile
from desktop.store import migrate, state
from desktop.store.database import Database as Store
from sync import signing
from sync.server.centre import Centre
from sync.server.draft import Draft
from sync.server.journal import Journal
from sync.server.provenance import Provenance
from tests.simulation.laptop import LAPTOPS, STORE_KEY


def key_of(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


def enrol(centre: Centre, name: str, person: str) -> None:
    """As `Centre.enrol` does, with a device id that is the same in every run."""
    fields = {"person": person, "name": name, "revoked": False}
    key = signing.public(key_of(name))
    with centre.database.write() as connection:
        journal = Journal(connection)
        draft = Draft(journal.rows)
        draft.insert("device", name, {**fields, "enrolled_at": centre.clock.now_text()})
        draft.place()
        now = centre.clock.now_text()
        journal.commit(draft, Provenance.local("device.enrol", now, person))
        journal.flush()
        centre.accounts.enrol(connection, name, person, person, name, key)


def profiles(folder: Path, keys: dict[str, dict[str, Any]]) -> None:
    """A store of its own for every laptop, migrated once and copied."""
    empty = folder / "empty.db"
    store = Store(empty, STORE_KEY)
    migrate.upgrade(store)
    store.close()
    for name, person in LAPTOPS.items():
        profile = Profile(folder / name)
        profile.make()
        shutil.copy(empty, profile.store)
        store = Store(profile.store, STORE_KEY)
        facts = {"person": person, "user": person, "device": name, "epoch": "first", "acked": 0,
                 "key": key_of(name).hex(), "server": "http://127.0.0.1:9",
                 **keys[name]}  # fmt: skip
        with store.write() as connection:
            for each, value in facts.items():
                state.put(connection, each, value)
        store.close()
