"""The wide index of the customer list stands in the order of the keys; owners are found in it too.

Revision ID: 0019
Revises: 0018
"""

from alembic import op

revision = "0019"
down_revision = "0018"

LISTED = (
    "last_visit_at", "archived", "state", "visit_count", "year_sales", "year_target", "receivable",
    "overdue_amount", "overdue_days", "next_visit", "class", "region", "territory", "name",
    "latitude", "longitude", "datum", "owner", "industry",
)  # fmt: skip


def upgrade() -> None:
    op.drop_index("customer_by_owner", table_name="customer")
    _index("deleted", "key", *LISTED)


def downgrade() -> None:
    _index("deleted", *LISTED)
    op.create_index("customer_by_owner", "customer", ["owner"])


def _index(*names: str) -> None:
    op.drop_index("customer_list", table_name="customer")
    op.create_index("customer_list", "customer", list(names))
