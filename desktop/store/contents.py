"""Contents of attached files on this laptop: an encrypted database of blobs, by SHA-256.

Separate from the store but under its key, so that photos do not slow down the records and deleting
a content frees disk space. Each piece of 256 KiB is one transaction: what was received survives
`kill -9`, and a file of 200 MB needs the memory of one piece.
"""

import hashlib
import shutil
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from sync.errors import Problem

PIECE = 256 * 1024  # bytes
SPARE = 64 * 1024 * 1024  # bytes the disk keeps for everything else
SCHEMA = """
CREATE TABLE IF NOT EXISTS content(
    key INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    have INTEGER NOT NULL DEFAULT 0,
    arrived INTEGER NOT NULL DEFAULT 0,
    wanted INTEGER NOT NULL DEFAULT 0,
    problem TEXT NOT NULL DEFAULT '',
    used TEXT NOT NULL DEFAULT '',
    held TEXT NOT NULL DEFAULT '',
    small BLOB
);
CREATE TABLE IF NOT EXISTS piece(
    content INTEGER NOT NULL,
    start INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (content, start)
);
CREATE TABLE IF NOT EXISTS handed(sha256 TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS arrival(sha256 TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS history(epoch TEXT NOT NULL);
"""
NO, SOON, NOW = 0, 1, 2  # how much a content is wanted here


@dataclass(frozen=True, slots=True)
class Content:
    """`have` of `size` bytes are here. `arrived`: the centre has all of them; `handed`: a branch
    hub has all of them and will pass them on."""

    sha256: str
    size: int
    have: int
    arrived: bool
    wanted: int = NO
    problem: str = ""
    handed: bool = False

    @property
    def is_here(self) -> bool:
        return self.have == self.size

    @property
    def may_go_up(self) -> bool:
        """Whether to upload it: not at the centre, which has not said that no record names it."""
        return self.is_here and not self.arrived and self.problem != "not_found"

    @property
    def asked_for(self) -> bool:
        """A person is waiting for it."""
        return self.wanted == NOW and not self.is_here

    @property
    def waits(self) -> bool:
        """Whether it is still to be uploaded or downloaded."""
        return not self.arrived if self.is_here else self.wanted > NO


class Contents:
    """Opened on first use; every call is a transaction of its own, from any thread."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.path = folder / "contents.db"
        self._key = key.hex()
        self._guard = threading.RLock()
        self._file: Any = None

    @property
    def exist(self) -> bool:
        """Whether the database exists; does not open it."""
        return self._file is not None or self.path.exists()

    def close(self) -> None:
        with self._guard:
            if self._file is not None:
                self._file.close()
                self._file = None

    # --- what is here

    def every(self) -> list[Content]:
        return self._contents("") if self.exist else []

    def some(self, digests: Collection[str]) -> dict[str, Content]:
        """Those of these contents that are known here, by SHA-256."""
        if not self.exist or not digests:
            return {}
        marks = ",".join("?" * len(digests))
        found = self._contents(f"WHERE sha256 IN ({marks})", tuple(digests))
        return {content.sha256: content for content in found}

    def free(self, since: str) -> list[Content]:
        """Contents whose `held` (see `keep`) is before this instant."""
        return self._contents("WHERE held < ?", (since,)) if self.exist else []

    def of_history(self, name: str) -> bool:
        """Whether the centre's history is another than when this was last asked; then nothing
        counts as arrived any more."""
        with self._step() as file:
            known = file.execute("SELECT epoch FROM history").fetchone()
            if known == (name,):
                return False
            file.execute("DELETE FROM history")
            file.execute("INSERT INTO history VALUES (?)", (name,))
            if known is not None:
                file.execute("UPDATE content SET arrived = 0, problem = ''")
                file.execute("DELETE FROM handed")
        return known is not None

    def arrivals(self) -> dict[str, str]:
        """What counts as arrived, and the record that named it then ("": none that was here)."""
        with self._step(write=False) as file:
            rows = file.execute(
                "SELECT sha256, coalesce(record, '') FROM content LEFT JOIN arrival USING (sha256) "
                "WHERE arrived = 1"
            ).fetchall()
        return dict(rows)

    def get(self, sha256: str) -> Content | None:
        return self.some([sha256]).get(sha256)

    def _contents(
        self, where: str, values: Sequence[Any] = (), order: str = "key"
    ) -> list[Content]:
        with self._step(write=False) as file:
            rows = file.execute(
                "SELECT sha256, size, have, arrived, wanted, problem, "
                "sha256 IN (SELECT sha256 FROM handed) FROM content "
                f"{where} ORDER BY {order}",
                values,
            ).fetchall()
        return [
            Content(sha256, size, have, bool(arrived), wanted, problem, bool(handed))
            for sha256, size, have, arrived, wanted, problem, handed in rows
        ]

    def pieces(self, sha256: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes from `start`, in chunks of any size; ends where what is here ends."""
        end = None if length is None else start + length
        while end is None or start < end:
            with self._step(write=False) as file:
                row = file.execute(
                    "SELECT p.start, p.body FROM piece p JOIN content c ON c.key = p.content "
                    "WHERE c.sha256 = ? AND p.start <= ? ORDER BY p.start DESC LIMIT 1",
                    (sha256, start),
                ).fetchone()
            some = b"" if row is None else row[1][start - row[0] :]
            if not some:
                return
            some = some if end is None else some[: end - start]
            yield some
            start += len(some)

    # --- what comes and goes

    def begin(self, sha256: str, size: int, *, wanted: int = NO) -> Content:
        """Adds a content to be received, or returns the known one. Raises Problem("disk_full")."""
        known = self.get(sha256)
        if known is None or known.wanted < wanted:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if wanted != SOON:
                self._room_for(size)
            with self._step() as file:
                file.execute(
                    "INSERT INTO content(sha256, size, wanted) VALUES (?, ?, ?) "
                    "ON CONFLICT(sha256) DO UPDATE SET wanted = excluded.wanted, problem = ''",
                    (sha256, size, wanted),
                )
        found = self.get(sha256)
        assert found is not None
        return found

    def put(self, sha256: str, start: int, body: bytes) -> None:
        """Appends a piece; one that is here already is ignored."""
        with self._step() as file:
            key, have = file.execute(
                "SELECT key, have FROM content WHERE sha256 = ?", (sha256,)
            ).fetchone()
            if start == have:
                file.execute("INSERT INTO piece VALUES (?, ?, ?)", (key, start, body))
                file.execute("UPDATE content SET have = ? WHERE key = ?", (start + len(body), key))

    def keep(self, sha256: str, size: int, pieces: Iterable[bytes], held: str) -> None:
        """A whole content of a person's own, `held` from that instant until it has a record.

        Raises Problem("file_changed") if it is another than its hash says.
        """
        known = self.begin(sha256, size)
        self.mark(sha256, held=held)
        if known.is_here:
            return
        self.restart(sha256)
        start, digest = 0, hashlib.sha256()
        for body in pieces:
            digest.update(body)
            self.put(sha256, start, body)
            start += len(body)
        if start != size or digest.hexdigest() != sha256:
            self.drop([sha256])
            raise Problem("file_changed")

    def is_sound(self, sha256: str) -> bool:
        """Whether the bytes here have this SHA-256."""
        digest = hashlib.sha256()
        for body in self.pieces(sha256):
            digest.update(body)
        return digest.hexdigest() == sha256

    def problems(self) -> list[str]:
        """The findings of SQLite's integrity checks."""
        if not self.exist:
            return []
        with self._guard:
            found = self._opened().execute("PRAGMA quick_check(3)").fetchall()
            cipher = self._opened().execute("PRAGMA cipher_integrity_check").fetchall()
        return [row[0] for row in found if row[0] != "ok"] + [row[0] for row in cipher]

    def restart(self, sha256: str) -> None:
        with self._step() as file:
            _empty(file, [sha256])
            file.execute("UPDATE content SET have = 0, small = NULL WHERE sha256 = ?", (sha256,))

    def mark(self, sha256: str, **now: Any) -> None:
        """Sets wanted, problem, used, held or small."""
        assert set(now) <= {"wanted", "problem", "used", "held", "small"}
        names = ", ".join(f"{name} = ?" for name in now)
        with self._step() as file:
            file.execute(f"UPDATE content SET {names} WHERE sha256 = ?", (*now.values(), sha256))

    def arrive(self, sha256: str, record: str) -> None:
        """The centre has it whole, and keeps it as long as that record is there."""
        with self._step() as file:
            file.execute("UPDATE content SET arrived = 1, problem = '' WHERE sha256 = ?", (sha256,))
            file.execute("INSERT OR REPLACE INTO arrival VALUES (?, ?)", (sha256, record))

    def ask_again(self, digests: Collection[str]) -> None:
        """Whether the centre has these is unknown again: it is asked before the next upload."""
        if not digests:
            return
        each = [(sha256,) for sha256 in digests]
        with self._step() as file:
            file.executemany("UPDATE content SET arrived = 0, problem = '' WHERE sha256 = ?", each)
            file.executemany("DELETE FROM handed WHERE sha256 = ?", each)

    def hand_over(self, sha256: str) -> None:
        """Marks a content that a branch hub has taken; it counts as sent only at the centre."""
        with self._step() as file:
            file.execute("INSERT OR IGNORE INTO handed VALUES (?)", (sha256,))

    def small(self, sha256: str) -> bytes | None:
        """Its thumbnail, if one was made."""
        with self._step(write=False) as file:
            row = file.execute("SELECT small FROM content WHERE sha256 = ?", (sha256,)).fetchone()
        return row[0] if row else None

    def drop(self, digests: Collection[str]) -> None:
        """Deletes contents, overwriting them, and returns the space to the disk."""
        if not digests:
            return
        with self._step() as file:
            _empty(file, list(digests))
            for table in ("content", "handed", "arrival"):
                gone = [(each,) for each in digests]
                file.executemany(f"DELETE FROM {table} WHERE sha256 = ?", gone)
        with self._guard, suppress(sqlcipher.OperationalError):  # another process reads: next time
            self._opened().execute("PRAGMA incremental_vacuum").fetchall()
            self._opened().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def least_used(self) -> list[Content]:
        """Contents that are both here and at the centre, least recently used first."""
        return self._contents("WHERE arrived = 1 AND have = size AND wanted < 2", order="used, key")

    def copy_unsent(self, target: Path) -> bool:
        """Copies contents only this laptop has into a new database (same key); False if none."""
        if not any(not each.arrived and each.is_here for each in self.every()):
            return False
        with self._guard:
            self._opened().execute("VACUUM INTO ?", (str(target),))
        copy = Contents(target.parent, bytes.fromhex(self._key))
        copy.path = target
        copy.drop([each.sha256 for each in copy.every() if each.arrived or not each.is_here])
        copy.close()
        return True

    # --- the file

    @contextmanager
    def _step(self, write: bool = True) -> Iterator[Any]:
        """One transaction; raises Problem("disk_full") after rolling back."""
        with self._guard:
            file = self._opened()
            try:
                file.execute("BEGIN IMMEDIATE" if write else "BEGIN")
                try:
                    yield file
                    file.execute("COMMIT")
                finally:
                    if file.in_transaction:
                        file.execute("ROLLBACK")
            except sqlcipher.OperationalError as error:
                if "full" in str(error) or "disk I/O" in str(error):
                    raise Problem("disk_full", path=str(self.path)) from None
                raise

    def _opened(self) -> Any:
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = sqlcipher.connect(
                str(self.path), timeout=30, isolation_level=None, check_same_thread=False
            )
            file.execute(f"PRAGMA key = \"x'{self._key}'\"")
            for pragma in (
                "cipher_log_level = NONE",
                "temp_store = MEMORY",
                "cache_size = -4096",
                "auto_vacuum = INCREMENTAL",
                "secure_delete = ON",
                "journal_mode = WAL",
                "synchronous = FULL",
            ):
                file.execute(f"PRAGMA {pragma}").fetchall()
            file.executescript(SCHEMA)
            self._file = file
        return self._file

    def has_room(self, size: int) -> bool:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return shutil.disk_usage(self.path.parent).free >= size + SPARE

    def _room_for(self, size: int) -> None:
        if not self.has_room(size):
            raise Problem("disk_full", path=str(self.path), wanted=size)


def _empty(file: Any, digests: Sequence[str]) -> None:
    for sha256 in digests:
        file.execute(
            "DELETE FROM piece WHERE content = (SELECT key FROM content WHERE sha256 = ?)",
            (sha256,),
        )
