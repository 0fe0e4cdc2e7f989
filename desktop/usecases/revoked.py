"""Wiping a revoked device: its data are erased, unsent work is kept for the company alone.

First the unsent work is written to a bundle encrypted to the centre; then the store's key is
deleted, and with it access to everything it encrypts; then the files. An interrupted wipe goes on
at the next start. The same person, signed in here again, gets the unsent work back.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import credentials
from desktop.errors import StoreLocked
from desktop.paths import Profile
from desktop.store import state
from desktop.store.database import Database
from desktop.usecases.kept_work import keep
from desktop.usecases.synchronise import one_at_a_time
from sync.errors import NotSignedIn, PeerUnreachable

if TYPE_CHECKING:
    from desktop.application import Application


def lock_away(application: "Application") -> NotSignedIn:
    """Keeps the unsent work and deletes the key; returns what to tell the person."""
    profile, database = application.profile, application.database
    try:
        with one_at_a_time(profile):
            if profile.revoked.exists():
                return NotSignedIn("revoked")
            kept = keep(profile, database, application.contents, application.clock)
            _mark(profile.revoked)
            with suppress(StoreLocked):  # `finish` tries again
                credentials.forget(profile)
            for copy in _backups(database):
                with suppress(OSError):  # it lies on a stick that is not in
                    copy.unlink(missing_ok=True)
    except PeerUnreachable:  # another process is doing it
        return NotSignedIn("revoked")
    return NotSignedIn("revoked_kept", kept=kept) if kept else NotSignedIn("revoked")


def finish(profile: Profile) -> None:
    """Deletes the files; to be called when the store is closed, also after a crash."""
    with suppress(StoreLocked):  # a key without a store opens nothing
        credentials.forget(profile)
    profile.erase()


def _mark(path: Path) -> None:
    with path.open("wb") as file:
        os.fsync(file.fileno())


def _backups(database: Database) -> list[Path]:
    """The backups this program wrote, which a passphrase would still open."""
    with database.read() as connection:
        return [Path(each) for each in state.get(connection, "backups", [])]
