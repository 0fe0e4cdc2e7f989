"""Own fields of customers are sorted, filtered and counted without reading their wide rows.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    stands = sa.text("extra IS NOT NULL")
    op.create_index("customer_extra", "customer", ["deleted", "extra"], sqlite_where=stands)


def downgrade() -> None:
    op.drop_index("customer_extra", table_name="customer")
