"""A merge that can be taken back, limits of stand-ins, fields of a unit, what a person made.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

COLUMNS = (
    ("customer", "joined", sa.Text),
    ("delegation", "up_to", sa.BigInteger),
    ("customer_field", "unit", sa.Text),
)


def upgrade() -> None:
    for table, name, kind in COLUMNS:
        op.add_column(table, sa.Column(name, kind(), nullable=True))
    op.create_table(
        "preference",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("ver", sa.BigInteger(), nullable=False),
        sa.Column("fver", sa.Text(), nullable=False),
        sa.Column("deleted", sa.SmallInteger(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=True)
            for name in ("person", "kind", "name", "value")
        ),
    )
    op.create_index("ix_preference_part_ver", "preference", ["part", "ver"])


def downgrade() -> None:
    op.drop_table("preference")
    for table, name, _ in COLUMNS:
        op.drop_column(table, name)
