"""Customers of a territory are found in the narrow index of their list, never in one of its own.

Revision ID: 0017
Revises: 0016
"""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.drop_index("customer_by_territory", "customer")


def downgrade() -> None:
    op.create_index("customer_by_territory", "customer", ["territory"])
