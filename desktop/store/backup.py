"""A copy of the store that only a passphrase opens, and putting it back.

A backup is a zip of the encrypted store as of one moment, and its key wrapped by the passphrase.
A restored store enrols as a new device: the centre would take an old one for a clone.
"""

import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from desktop import credentials
from desktop.errors import StoreLocked
from desktop.paths import Profile
from desktop.store import state
from desktop.store.contents import Contents
from desktop.store.database import Database

MEMBERS = ("store.db", "key.json")
CONTENTS = "contents.db"  # files that only this laptop has; not in every backup


def write(
    database: Database, target: Path, ask: Callable[[], str | None], contents: Contents
) -> int:
    """The size of the backup in bytes; raises StoreLocked without a passphrase."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        copy = Profile(Path(folder))
        credentials.wrap(copy, database.key, ask)
        with database.unlocked() as connection:
            connection.execute("VACUUM INTO ?", (str(copy.store),))
        fresh = copy.folder / "backup.zip"
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in MEMBERS:
                archive.write(copy.folder / name, name)
            if contents.copy_unsent(copy.folder / CONTENTS):
                archive.write(copy.folder / CONTENTS, CONTENTS)
        fresh.replace(target)
    with database.write() as connection:  # a revoked device takes its backups along
        known = state.get(connection, "backups", [])
        state.put(connection, "backups", sorted({*known, str(target.absolute())}))
    return target.stat().st_size


def restore(folder: Path, source: Path, ask: Callable[[], str | None]) -> None:
    """Into a profile that does not exist yet; raises StoreLocked, and then nothing is there."""
    profile = Profile(folder)
    if profile.exists:
        raise StoreLocked("profile_exists", path=str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as fresh:
        _unpack(source, Path(fresh))
        copy = Profile(Path(fresh))
        key = credentials.load(copy, ask)
        database = Database(copy.store, key)
        with database.write() as connection:
            state.forget(connection, "tokens")
        database.close()
        credentials.create(profile, ask, key)
        shutil.move(copy.store, profile.store)
        if (copy.folder / CONTENTS).exists():
            profile.files.mkdir(mode=0o700, exist_ok=True)
            shutil.move(copy.folder / CONTENTS, profile.files / CONTENTS)


def _unpack(source: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            for name in MEMBERS:
                archive.extract(name, folder)
            if CONTENTS in archive.namelist():
                archive.extract(CONTENTS, folder)
    except (zipfile.BadZipFile, KeyError, OSError):
        raise StoreLocked("not_a_backup", path=str(source)) from None
