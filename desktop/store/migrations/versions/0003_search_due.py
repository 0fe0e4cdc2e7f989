"""Search entries of downloaded rows are made after the rows: which are still due.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "search_due",
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("type", "key"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("search_due")
