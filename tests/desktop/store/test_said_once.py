"""What was numbered by an older program is sent as it was, after migrating up, and down again."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from desktop.store import digests, envelopes, migrate
from desktop.store.database import Database
from sync import signing, wire
from sync.catalogue import canonical
from sync.wire import Envelope

# As schema 3 wrote it, its members in no order.
BODY = (
    '{"v":3,"mseq":7,"name":"customer.edit","id":"c1","set":{"remark":"改","latitude":30.25},'
    '"at":"2026-11-21T08:00:00.000000Z","base":{"customer/c1":4},'
    '"was":{"customer/c1":{"remark":null}},"after":{"customer/c1":[["d2",5]]}}'
)
SAID = wire.decode(BODY.encode(), Envelope)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    """Of the program before; one change is on its way, one was acknowledged."""
    database = Database(tmp_path / "store.db", secrets.token_bytes(32))
    migrate.to(database, "0015")
    with database.write() as connection:
        _write(connection, "outbox", state="sent", after=canonical(SAID.after))
        _write(connection, "sent", keep_until="2027-01-01T00:00:00.000000Z")
    yield database
    database.close()


def _write(connection: Connection, table: str, **more: str) -> None:
    entry = {"name": SAID.name, "record": SAID.id, "ops": "[]", "at": SAID.at, "body": BODY}
    entry |= {"arguments": canonical(SAID.set), "base": "{}"}  # found as it was numbered
    entry |= {"was": canonical(SAID.was), **more}
    marks = ", ".join("?" * (len(entry) + 1))
    into = f"INSERT INTO {table} (mseq, {', '.join(entry)}) VALUES ({marks})"
    connection.exec_driver_sql(into, (SAID.mseq, *entry.values()))


def test_what_is_on_its_way_is_signed_as_before(store: Database) -> None:
    migrate.to(store, "head")
    with store.read() as connection:
        (sent,) = envelopes.unanswered(connection, 0, 10)
        kept = connection.exec_driver_sql("SELECT v, after FROM sent").one()
    assert signing.content("d1", sent) == signing.content("d1", SAID)
    assert kept == (3, '{"customer/c1":[["d2",5]]}')


def test_the_program_before_finds_it_again(store: Database) -> None:
    migrate.to(store, "head")
    config = Config()
    config.set_main_option("script_location", str(migrate.SCRIPTS))
    with store.write() as connection:
        config.attributes["connection"] = connection
        digests.unwatch(connection.exec_driver_sql)
        command.downgrade(config, "0015")
        for table in ("outbox", "sent"):
            body = connection.exec_driver_sql(f"SELECT body FROM {table}").scalar_one()
            assert wire.decode(body.encode(), Envelope) == SAID
