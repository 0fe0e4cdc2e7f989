"""Bringing a store to this version's tables; a current one is recognised without a migration.

A new store is made from the tables themselves: the tool of migrations weighs 16 MB and half a
second, and has nothing to do there. A test compares what both make.
"""

from pathlib import Path

from desktop.errors import StoreLocked
from desktop.store import digests, search
from desktop.store.database import Database
from desktop.store.tables import SEARCH_DDL, SEARCHED, metadata

HEAD = 20  # the number of the newest revision; kept in PRAGMA user_version
VERSION = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
SCRIPTS = Path(__file__).parent / "migrations"


def version(database: Database) -> int:
    with database.unlocked() as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def upgrade(database: Database) -> None:
    """Raises StoreLocked("store_newer") when a later version of the program wrote the store."""
    found = version(database)
    if found > HEAD:
        raise StoreLocked("store_newer", found=found, known=HEAD)
    if found < HEAD:
        if _empty(database):
            _make(database)
        else:
            to(database, "head")
        with database.unlocked() as connection:
            connection.execute(f"PRAGMA user_version = {HEAD}")


def _empty(database: Database) -> bool:
    with database.unlocked() as connection:
        return not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def _make(database: Database) -> None:
    with database.write() as connection:
        execute = connection.exec_driver_sql
        metadata.create_all(connection, checkfirst=False)
        for sql in (
            *SEARCH_DDL.values(),
            *(sql for name in SEARCHED for sql in search.settings(name)),
        ):
            execute(sql)
        execute(VERSION)
        execute("INSERT INTO alembic_version VALUES (?)", (f"{HEAD:04}",))
        digests.watch(execute)
        digests.count_all(connection)


def to(database: Database, revision: str) -> None:
    """Runs the migrations up or down to a revision, all or nothing.

    Rows are not watched meanwhile; at the newest revision all of them are counted again.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with database.write() as connection:
        config.attributes["connection"] = connection
        digests.unwatch(connection.exec_driver_sql)
        if revision == "base":
            command.downgrade(config, revision)
            return
        command.upgrade(config, revision)
        if revision == "head":
            digests.watch(connection.exec_driver_sql)
            digests.count_all(connection)
