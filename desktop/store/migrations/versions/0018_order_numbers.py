"""An order is found by its number.

Revision ID: 0018
Revises: 0017
"""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_index("sales_order_by_number", "sales_order", ["number"])


def downgrade() -> None:
    op.drop_index("sales_order_by_number", table_name="sales_order")
