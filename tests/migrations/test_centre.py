"""The centre's migrations go up, down and up again, and end where the catalogue says."""

import itertools

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from sync.server import migrations
from sync.server.database import Database
from sync.server.tables import METADATA
from tests.support import postgres

cluster = pytest.fixture(scope="session", name="postgres")(postgres.cluster_of_session)
NUMBERS = itertools.count(1)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request, tmp_path):
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path / 'centre.db'}")
    else:
        socket = request.getfixturevalue("postgres")
        made = Database(postgres.create(socket, f"m{next(NUMBERS)}"))
    yield made
    made.dispose()


def tables(database):
    with database.read() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_up_down_and_up_again(database):
    for _ in range(2):
        with database.write() as connection:
            migrations.upgrade(connection)
        assert tables(database) == set(METADATA.tables)
        with database.write() as connection:
            migrations.downgrade(connection)
        assert tables(database) == set()


def test_the_migrated_schema_is_what_the_catalogue_asks_for(database):
    with database.write() as connection:
        migrations.upgrade(connection)
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert migrations.current(connection) == migrations.newest()
