"""Where a profile keeps its things: one person on one laptop."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

WORKER = "--routing-worker"  # the program as the process that works routes out


@dataclass(frozen=True, slots=True)
class Profile:
    """The data folder of one person on one laptop."""

    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "store.db"

    @property
    def key(self) -> Path:
        return self.folder / "key.json"

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def opened(self) -> Path:
        """Copies that other programs show; nothing of them outlives the window."""
        return self.files / "opened"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def revoked(self) -> Path:
        """Stands while what the centre has forbidden is being taken away."""
        return self.folder / "revoked"

    def kept(self) -> list[Path]:
        """What revoked devices of this laptop had not sent: only the company can read it."""
        return sorted(self.folder.glob("unsent-*.syncb"))

    def erase(self) -> None:
        """Everything but what is kept for the company; the key went before."""
        for path in (self.key, self.store, *self.folder.glob("store.db-*"), self.lock):
            path.unlink(missing_ok=True)
        damaged = self.folder.glob("damaged-*")
        for folder in (self.files, self.store.with_suffix(".chunks"), *damaged):
            shutil.rmtree(folder, ignore_errors=True)
        self.store.with_suffix(".next").unlink(missing_ok=True)
        self.revoked.unlink(missing_ok=True)

    @property
    def lock(self) -> Path:
        return self.folder / "sync.lock"

    @property
    def exists(self) -> bool:
        return self.store.exists() and self.key.exists()

    def make(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def default_profile() -> Path:
    return user_data_path("routebook", appauthor=False) / "default"
