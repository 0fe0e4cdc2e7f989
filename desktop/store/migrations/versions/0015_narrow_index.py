"""What changes often leaves the wide index of the customer list: a change writes fewer pages.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

BEFORE = (
    "deleted", "last_visit_at", "archived", "state", "visit_count", "year_sales", "year_target",
    "receivable", "overdue_amount", "overdue_days", "next_visit", "class", "region", "territory",
    "name", "pending", "latitude", "longitude", "datum", "phone", "owner", "industry",
)  # fmt: skip
MOVED = ("pending", "phone")


def upgrade() -> None:
    _index([name for name in BEFORE if name not in MOVED])
    op.create_index(
        "customer_pending", "customer", ["pending"], sqlite_where=sa.text("pending > 0")
    )
    op.add_column("customer_place", sa.Column("phone", sa.Text(), nullable=True))
    op.execute(
        "UPDATE customer_place SET phone = "
        "(SELECT nullif(phone, '') FROM customer WHERE customer.key = customer_place.key)"
    )


def downgrade() -> None:
    op.drop_column("customer_place", "phone")
    op.drop_index("customer_pending", table_name="customer")
    _index(BEFORE)


def _index(names: list[str] | tuple[str, ...]) -> None:
    op.drop_index("customer_list", table_name="customer")
    op.create_index("customer_list", "customer", names)
