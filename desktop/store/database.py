"""The encrypted SQLite file: one writer, readers that never wait.

SQLCipher with a raw 32-byte key (opens in a millisecond), WAL, and full synchronisation: what
was committed survives `kill -9` and a power cut (of what only was heard, see `Database.write`).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.pool import QueuePool

from desktop.errors import StoreLocked
from sync.errors import Problem

READERS = 4
WRITER_CACHE = 32  # MiB
READER_CACHE = 20  # holds the index of the customer list at 100,000 rows (18.7 MiB)


class Gate:
    """Lets readers in until it is closed; closing waits for those inside."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._open = True
        self._mine = threading.local()

    @contextmanager
    def entered(self) -> Iterator[None]:
        depth: int = getattr(self._mine, "depth", 0)
        with self._changed:
            while not self._open and depth == 0:  # one who is inside may enter again
                self._changed.wait()
            self._inside += 1
        self._mine.depth = depth + 1
        try:
            yield
        finally:
            self._mine.depth = depth
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def closed(self) -> Iterator[None]:
        with self._changed:
            self._open = False
            while self._inside:
                self._changed.wait()
        try:
            yield
        finally:
            with self._changed:
                self._open = True
                self._changed.notify_all()


@contextmanager
def told_when_full(path: Path) -> Iterator[None]:
    """Raises Problem("disk_full"): the transaction was rolled back, the next one may succeed."""
    try:
        yield
    except (DBAPIError, sqlcipher.OperationalError) as error:
        if not _is_full(error):
            raise
        raise Problem("disk_full", path=str(path)) from None


def _is_full(error: Exception) -> bool:
    return any(words in str(error) for words in ("disk is full", "disk I/O"))


class Database:
    """Opens the store; raises StoreLocked for a wrong key or a file that is not one, and
    Problem("disk_full") where not even what opening needs can be written."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key.hex()
        self._turn = threading.RLock()
        self._gate = Gate()
        self._made = False
        self._veil: list[str] = []
        self._writer = self._engine("BEGIN IMMEDIATE", WRITER_CACHE, 1)
        self._reader = self._engine("BEGIN", READER_CACHE, READERS)
        self._check()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A snapshot: everything read inside belongs to one moment."""
        with self._gate.entered(), self._reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, *, flushed: bool = True) -> Iterator[Connection]:
        """One transaction, kept short (50 ms); long work is staged in several.

        Not `flushed`: a power cut may undo it, whole, with what followed it unflushed. That is for
        what the centre tells again; being killed undoes nothing.
        """
        with told_when_full(self.path), self._turn, self._begun(flushed) as connection:
            yield connection

    @contextmanager
    def _begun(self, flushed: bool) -> Iterator[Connection]:
        """A write transaction on the file that is there now: another process may have put it."""
        while True:
            with self._flushing(flushed) as connection, connection.begin():
                if connection.info["file"] == _identity(self.path):
                    yield connection
                    return
            self._writer.dispose()

    def veil(self, statements: list[str]) -> None:
        """Every reader sees the store through these from now on; writers see what there is."""
        with self._gate.closed():
            self._veil = statements
            self._reader.dispose()

    @contextmanager
    def unlocked(self) -> Iterator[Any]:
        """A driver connection outside any transaction, for backup, check and migrations."""
        with self._turn, self._flushing(True) as connection:
            yield connection.connection.driver_connection

    @contextmanager
    def _flushing(self, flushed: bool) -> Iterator[Connection]:
        """The writer's connection, on which a commit waits for the disk or not."""
        with self._writer.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute(f"PRAGMA synchronous = {'FULL' if flushed else 'NORMAL'}")
            yield connection

    def flush_log(self) -> None:
        """Copies a long write-ahead log into the file; readers and writers go on meanwhile."""
        connection = self._connect(READER_CACHE)
        try:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        finally:
            connection.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody writes meanwhile: no other thread, no other process, and not this one either."""
        with self._turn:
            lock = self._connect(READER_CACHE)
            try:
                lock.execute("BEGIN IMMEDIATE")
                yield
            finally:
                lock.close()

    def become(self, path: Path) -> None:
        """Puts another file in the store's place; readers that are at work finish first."""
        with self._turn, self._gate.closed():
            self.close()
            path.replace(self.path)
            for left in (f"{self.path}-wal", f"{self.path}-shm"):
                Path(left).unlink(missing_ok=True)
            self._check()

    @property
    def key(self) -> bytes:
        """For a backup, which wraps it in a passphrase."""
        return bytes.fromhex(self._key)

    def close(self) -> None:
        self._reader.dispose()
        self._writer.dispose()

    def _engine(self, begin: str, cache: int, size: int) -> Engine:
        engine = create_engine(
            "sqlite://",
            module=sqlcipher,
            creator=lambda: self._connect(cache, veiled=size > 1),
            poolclass=QueuePool,
            pool_size=size,
            pool_use_lifo=True,  # the reader whose pages are warm is used again
            max_overflow=0 if size == 1 else 4,
            hide_parameters=True,  # no customer's data in a log
        )

        @event.listens_for(engine, "connect")
        def _opened(_connection: Any, record: Any) -> None:
            record.info["file"] = _identity(self.path)

        @event.listens_for(engine, "checkout")
        def _used(_connection: Any, record: Any, _proxy: Any) -> None:
            if record.info["file"] != _identity(self.path):
                raise DisconnectionError("another file is in its place")

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute(begin)  # as plain as it is: it precedes everything that is read

        return engine

    def _connect(self, cache: int, veiled: bool = False) -> Any:
        if self._made and not self.path.exists():  # opening would make an empty one
            raise StoreLocked("no_profile", path=str(self.path.parent))
        connection = sqlcipher.connect(
            str(self.path), timeout=30, isolation_level=None, check_same_thread=False
        )
        connection.execute(f"PRAGMA key = \"x'{self._key}'\"")
        connection.execute(f"PRAGMA cache_size = -{cache * 1024}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cipher_log_level = NONE")
        for statement in self._veil if veiled else ():
            connection.execute(statement)
        return connection

    def _check(self) -> None:
        """The first page tells whether the key fits."""
        try:
            with self.unlocked() as connection:
                connection.execute("PRAGMA journal_mode = WAL").fetchall()
                connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
            self._made = True
        except (sqlcipher.DatabaseError, DBAPIError) as error:
            self.close()
            if _is_full(error):
                raise Problem("disk_full", path=str(self.path)) from None
            kind = "store_damaged" if "malformed" in str(error) else "store_locked"
            raise StoreLocked(kind, path=str(self.path), detail=str(error)) from None


def version(connection: Connection) -> int | None:
    """Of a reader's snapshot: the same number on the same connection means that nobody wrote since.

    None for a connection that writes itself, which may take back what it wrote."""
    driver: Any = connection.connection.driver_connection
    if driver.total_changes:
        return None
    return int(driver.execute("PRAGMA data_version").fetchone()[0])


def _identity(path: Path) -> tuple[int, int]:
    """Which file stands under this name."""
    found = path.stat()
    return found.st_dev, found.st_ino
