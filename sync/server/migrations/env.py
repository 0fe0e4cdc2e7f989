"""Runs the centre's migrations on the connection it is given."""

from alembic import context

from sync.server.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
