"""Runs the laptop's migrations on the connection it is given."""

from alembic import context

from desktop.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
