"""The centre's database: snapshots for readers, one writer at a time, SQLite or PostgreSQL."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, create_engine, event, select, update
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from sync.errors import PeerUnreachable, Problem, Refused
from sync.server.tables import COMMIT_LOG, SEQ_HEAD
from sync.wire import Request

log = logging.getLogger(__name__)
# The driver asks of each null what it is to be instead, which takes longer than binding it.
sqlite3.register_adapter(type(None), dict[None, None]().get)
BUSY_SECONDS = 60
CONNECTIONS = 20
# KiB of each connection, and a download goes over several: what they keep is forgotten whenever
# another commits, while the system keeps what is read often, for all of them.
CACHE = 1_024
AWAY_SECONDS = 20.0  # how long a request waits for a primary; less than a laptop waits for it
LOOK_AGAIN = 0.5
# PostgreSQL says so where it stops being the primary: read only, shut down, crashed, starting.
NO_PRIMARY = frozenset({"25006", "57P01", "57P02", "57P03"})


class NotInitialised(Problem):
    """The database holds no centre (yet)."""

    default_kind = "not_initialised"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the log: `seq` of the last commit, `h` the hash chain up to it.

    The log is complete above `horizon`; commits after `began` belong to this epoch.
    """

    epoch: str
    seq: int
    org: int
    h: str
    horizon: int
    began: int


def _is_full(error: DBAPIError) -> bool:
    """SQLite says so in words, PostgreSQL by its code."""
    said = str(error.orig)
    words = "disk is full" in said or "disk I/O error" in said
    return words or getattr(error.orig, "sqlstate", None) == "53100"


class Database:
    """`read()` is a snapshot and never waits; `write()` waits for the writer before it.

    If the primary of a cluster is down, both wait for its successor before they begin. If the
    connection is lost inside, PeerUnreachable is raised: whether the transaction was committed is
    unknown, and the laptop repeats the request. A full disk raises it too; nothing was done.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self._met = False  # an address where there never was a database is a mistake
        self.engine: Engine = self._engine()
        self._reading: Engine
        self._writing: Engine
        self._writer = threading.Lock() if self.sqlite else nullcontext()
        self.written: Callable[[], object] = lambda: None  # called after every `write()`
        if self.sqlite:
            self._reading = self.engine
            self._writing = self.engine.execution_options(writes=True)
        else:
            self._reading = self.engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            self._writing = self.engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self._begun(self._reading) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with self._writer, self._begun(self._writing) as connection:
            yield connection
        self.written()

    @contextmanager
    def _begun(self, engine: Engine) -> Iterator[Connection]:
        try:
            with self._connected(engine) as connection, connection.begin():
                if self.sqlite:
                    _begin(connection)
                yield connection
        except DBAPIError as error:
            if _is_full(error):
                log.error("the database cannot write: is the disk full?")
                raise PeerUnreachable("server_full") from error
            if self.sqlite or not error.connection_invalidated:
                raise
            raise PeerUnreachable from error

    def _connected(self, engine: Engine) -> Connection:
        """Connects to the primary, retrying for a while."""
        until = time.monotonic() + AWAY_SECONDS
        while True:
            try:
                return engine.connect()
            except OperationalError as error:
                if self.sqlite or not self._met:
                    raise
                if time.monotonic() > until:
                    raise PeerUnreachable from error
            time.sleep(LOOK_AGAIN)

    def _meet(self, connection: Any, _: Any) -> None:
        self._met = True

    def dispose(self) -> None:
        self.engine.dispose()

    def _engine(self) -> Engine:
        if not self.sqlite:
            engine = create_engine(
                self.url, pool_size=CONNECTIONS, max_overflow=CONNECTIONS, pool_pre_ping=True,
                hide_parameters=True,
            )  # fmt: skip
            event.listen(engine, "connect", self._meet)
            event.listen(engine, "handle_error", _lost)
            return engine
        engine = create_engine(
            self.url,
            poolclass=QueuePool,
            pool_size=CONNECTIONS,
            max_overflow=-1,
            pool_use_lifo=True,  # few of them are busy, and only those hold pages
            connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
            hide_parameters=True,  # what went wrong is logged, never whose data
        )
        event.listen(engine, "connect", _settle)
        return engine


def _lost(context: ExceptionContext) -> None:
    """Treats a server that is no longer the primary like a lost connection."""
    if getattr(context.original_exception, "sqlstate", None) in NO_PRIMARY:
        context.is_disconnect = True


def _settle(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        f"cache_size = -{CACHE}",
        "temp_store = MEMORY",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


_HEAD = select(SEQ_HEAD)
_CHAIN = select(COMMIT_LOG.c.h).where(COMMIT_LOG.c.seq == bindparam("seq"))
_TURN = update(SEQ_HEAD).values(next_seq=SEQ_HEAD.c.next_seq).returning(*SEQ_HEAD.c)
_MOVE = update(SEQ_HEAD).values(
    next_seq=bindparam("to_seq"), org=bindparam("to_org"), h=bindparam("to_h")
)


def head(connection: Connection) -> Head:
    """The head of the log in this snapshot."""
    row = connection.execute(_HEAD).one_or_none()
    if row is None:
        raise NotInitialised
    return _head(row)


def chain_at(connection: Connection, seq: int) -> str:
    """The hash chain up to this commit."""
    return connection.execute(_CHAIN, {"seq": seq}).scalar() or ""


def same_history(connection: Connection, now: Head, request: Request) -> None:
    """Raises Refused for a cursor of another history, or beyond the head of this one."""
    same = not request.epoch or request.epoch == now.epoch
    if not same or not 0 <= request.cursor <= now.seq:
        raise Refused("new_epoch", epoch=now.epoch)
    if not request.h or not request.cursor:
        return
    here = now.h if request.cursor == now.seq else chain_at(connection, request.cursor)
    if request.h != here:
        log.error("a laptop knows another history: restore backups with routebook-server restore")
        raise Refused("new_epoch", epoch=now.epoch)


def lock_head(connection: Connection) -> Head:
    """Locks the head: the first statement of every transaction that appends to the log."""
    row = connection.execute(_TURN).one_or_none()
    if row is None:
        raise NotInitialised
    return _head(row)


def move_head(connection: Connection, seq: int, org: int, h: str) -> None:
    connection.execute(_MOVE, {"to_seq": seq + 1, "to_org": org, "to_h": h})


def _head(row: Any) -> Head:
    return Head(row.epoch, row.next_seq - 1, row.org, row.h, row.horizon, row.began)
