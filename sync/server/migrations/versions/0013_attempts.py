"""Wrong passwords are counted by account and address; an account is locked for strangers only.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("failed", sa.BigInteger(), nullable=False),
        sa.Column("came_in", sa.SmallInteger(), nullable=False),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account", "address"),
    )
    op.drop_column("account", "locked_until")


def downgrade() -> None:
    op.add_column("account", sa.Column("locked_until", sa.Text(), nullable=True))
    op.drop_table("attempt")
