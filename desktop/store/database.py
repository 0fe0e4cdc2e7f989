"""The encrypted SQLite file: one writer, readers that never wait.

SQLCipher with a raw 32-byte key (opens in a millisecond), WAL, and full synchronisation: what
was committed survives `kill -9` and a power cut; `Database.write(flushed=False)` waives the latter.
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
# The driver asks each of these what it is to be instead, at two microseconds a value: as it is.
sqlcipher.register_adapter(type(None), {}.get)
sqlcipher.register_adapter(bytes, bytes)


class Gate:
    """A readers-writer lock: `entered` is shared and reentrant, `closed` exclusive."""

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
def told_of_the_disk(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into Problem("disk_full") and StoreLocked("store_read_only").

    The transaction was rolled back.
    """
    try:
        yield
    except (DBAPIError, sqlcipher.OperationalError) as error:
        problem = _of_the_disk(error, path)
        if problem is None:
            raise
        raise problem from None


def _of_the_disk(error: Exception, path: Path) -> Problem | None:
    if any(words in str(error) for words in ("disk is full", "disk I/O")):
        return Problem("disk_full", path=str(path))
    if any(words in str(error) for words in ("readonly database", "unable to open")):
        return StoreLocked("store_read_only", path=str(path))
    return None


class Database:
    """Opens the store; raises StoreLocked for a wrong key or a file that is not one,
    and as `told_of_the_disk` where not even what opening needs can be written."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key.hex()
        self._turn = threading.RLock()
        self._gate = Gate()
        self._made = False
        self._views: list[str] = []
        self._writer = self._engine(WRITER_CACHE, 1)
        self._reader = self._engine(READER_CACHE, READERS)
        self._check()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A snapshot: everything read inside belongs to one moment."""
        with self._gate.entered(), self._reader.connect() as connection, connection.begin():
            _driver(connection).execute("BEGIN")
            yield connection

    @contextmanager
    def write(self, *, flushed: bool = True) -> Iterator[Connection]:
        """One transaction, kept short (50 ms); long work is staged in several.

        Not `flushed`: the commit does not wait for the disk, so a power cut may roll it back with
        the unflushed ones after it. Only for what the centre would send again; a killed process
        loses nothing either way.
        """
        with told_of_the_disk(self.path), self._turn, self._begun(flushed) as connection:
            yield connection

    @contextmanager
    def _begun(self, flushed: bool) -> Iterator[Connection]:
        """Begins on the file that is there now; another process may have replaced it."""
        while True:
            with self._flushing(flushed) as connection, connection.begin():
                _driver(connection).execute("BEGIN IMMEDIATE")
                if connection.info["file"] == _identity(self.path):
                    yield connection
                    return
            self._writer.dispose()

    def read_through(self, views: list[str]) -> None:
        """From now on readers run this SQL first: temporary views in place of tables."""
        with self._gate.closed():
            self._views = views
            self._reader.dispose()

    @contextmanager
    def unlocked(self) -> Iterator[Any]:
        """A driver connection outside any transaction, for backup, check and migrations."""
        with self._turn, self._flushing(True) as connection:
            yield _driver(connection)

    @contextmanager
    def _flushing(self, flushed: bool) -> Iterator[Connection]:
        """The writer's connection, with PRAGMA synchronous FULL or NORMAL."""
        with self._writer.connect() as connection:
            _driver(connection).execute(f"PRAGMA synchronous = {'FULL' if flushed else 'NORMAL'}")
            yield connection

    def flush_log(self) -> None:
        """Checkpoints the write-ahead log without blocking readers or writers."""
        connection = self._connect(READER_CACHE)
        try:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        finally:
            connection.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Holds the write lock: no thread of this process and no other process writes meanwhile."""
        with self._turn:
            lock = self._connect(READER_CACHE)
            try:
                lock.execute("BEGIN IMMEDIATE")
                yield
            finally:
                lock.close()

    def become(self, path: Path) -> None:
        """Replaces the store's file by this one, once all readers have finished."""
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

    def _engine(self, cache: int, size: int) -> Engine:
        engine = create_engine(
            "sqlite://",
            module=sqlcipher,
            creator=lambda: self._connect(cache, through_views=size > 1),
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

        return engine

    def _connect(self, cache: int, through_views: bool = False) -> Any:
        if self._made and not self.path.exists():  # opening would make an empty one
            raise StoreLocked("no_profile", path=str(self.path.parent))
        connection = sqlcipher.connect(
            str(self.path), timeout=30, isolation_level=None, check_same_thread=False
        )
        connection.execute(f"PRAGMA key = \"x'{self._key}'\"")
        connection.execute(f"PRAGMA cache_size = -{cache * 1024}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cipher_log_level = NONE")
        for statement in self._views if through_views else ():
            connection.execute(statement)
        return connection

    def _check(self) -> None:
        """Reads the first page, which decrypts only with the right key."""
        try:
            with self.unlocked() as connection:
                connection.execute("PRAGMA journal_mode = WAL").fetchall()
                connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
            self._made = True
        except (sqlcipher.DatabaseError, DBAPIError) as error:
            self.close()
            if problem := _of_the_disk(error, self.path):
                raise problem from None
            kind = "store_damaged" if "malformed" in str(error) else "store_locked"
            raise StoreLocked(kind, path=str(self.path), detail=str(error)) from None


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def version(connection: Connection) -> int | None:
    """SQLite's data_version: unchanged on a connection as long as no other one has committed.

    None for a connection that wrote itself: its own writes do not count, and may be rolled back."""
    driver = _driver(connection)
    if driver.total_changes:
        return None
    return int(driver.execute("PRAGMA data_version").fetchone()[0])


def _identity(path: Path) -> tuple[int, int]:
    """Device and inode: tell whether the path still names the same file."""
    found = path.stat()
    return found.st_dev, found.st_ino
