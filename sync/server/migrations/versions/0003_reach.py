"""How bundles reach a device.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "reach",
        sa.Column("device", sa.Text(), primary_key=True),
        sa.Column("box", sa.Text(), nullable=False),
        sa.Column("cursor", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=True),
    )


def downgrade() -> None:
    op.drop_table("reach")
