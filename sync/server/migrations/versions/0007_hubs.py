"""Branch hubs, and what they hold for laptops.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "hub",
        sa.Column("id", sa.Text(), primary_key=True),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("unit", "name", "key", "tls", "code", "secret", "added_at")
        ),
        sa.Column("seen_at", sa.Text(), nullable=True),
        sa.Column("revoked", sa.SmallInteger(), nullable=False),
    )
    op.create_table(
        "relay",
        sa.Column("device", sa.Text(), primary_key=True),
        sa.Column("mseq", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("hash", "body", "at")),
        sa.Column("answered", sa.SmallInteger(), nullable=False),
    )
    op.create_index("ix_relay_answered", "relay", ["answered", "n"])


def downgrade() -> None:
    op.drop_table("relay")
    op.drop_table("hub")
