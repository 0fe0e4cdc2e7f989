"""The search index merges beside the work, a little at a time, and not inside it.

Revision ID: 0007
Revises: 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"

SEARCH = ("customer", "contact", "visit", "report")


def upgrade() -> None:
    for name in SEARCH:
        for setting in ("automerge", "deletemerge"):
            op.execute(f"INSERT INTO {name}_fts({name}_fts, rank) VALUES ('{setting}', 0)")


def downgrade() -> None:
    for name in SEARCH:
        for setting, usual in (("automerge", 4), ("deletemerge", 10)):
            op.execute(f"INSERT INTO {name}_fts({name}_fts, rank) VALUES ('{setting}', {usual})")
