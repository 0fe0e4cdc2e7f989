"""A page of the search index takes one encrypted page of the store; written ones stay as they are.

Revision ID: 0020
Revises: 0019
"""

from alembic import op

revision = "0020"
down_revision = "0019"

SEARCH = ("customer", "contact", "visit", "report")


def upgrade() -> None:
    _pages_of(3_950)


def downgrade() -> None:
    _pages_of(4_050)


def _pages_of(size: int) -> None:
    for name in SEARCH:
        op.execute(f"INSERT INTO {name}_fts({name}_fts, rank) VALUES ('pgsz', {size})")
