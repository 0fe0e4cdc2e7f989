"""Bringing a store to this version's tables; a current one is recognised without a migration."""

from pathlib import Path

from desktop.errors import StoreLocked
from desktop.store import digests
from desktop.store.database import Database

HEAD = 12  # the number of the newest revision; kept in PRAGMA user_version
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
        to(database, "head")
        with database.unlocked() as connection:
            connection.execute(f"PRAGMA user_version = {HEAD}")


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
