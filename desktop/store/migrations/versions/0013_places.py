"""Where each customer stands in the list by name and by address: it is sorted without waiting.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

from desktop.domain.pinyin import order

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "customer_place",
        sa.Column("key", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
    )
    connection = op.get_bind()
    rows = connection.exec_driver_sql("SELECT key, name, address FROM customer").fetchall()
    placed = [(key, order(name or ""), address) for key, name, address in rows]
    if placed:
        connection.exec_driver_sql("INSERT INTO customer_place VALUES (?, ?, ?)", placed)


def downgrade() -> None:
    op.drop_table("customer_place")
