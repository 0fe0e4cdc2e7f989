"""A merge that can be taken back, limits of stand-ins, fields of a unit, what a person made.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

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
        sa.Column("key", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), server_default="", nullable=False),
        *(
            sa.Column(number, sa.Integer(), server_default=sa.text("0"), nullable=False)
            for number in ("ver", "deleted", "pending", "digest")
        ),
        *(
            sa.Column(name, sa.Text(), nullable=True)
            for name in ("person", "kind", "name", "value")
        ),
        sa.UniqueConstraint("id"),
    )


def downgrade() -> None:
    op.drop_table("preference")
    for table, name, _ in COLUMNS:
        op.drop_column(table, name)
