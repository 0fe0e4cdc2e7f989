"""The centre shows nobody a list of customers or visits: only laptops have indexes for that.

Revision ID: 0014
Revises: 0013
"""

from alembic import op

revision = "0014"
down_revision = "0013"

INDEXES = {
    "ix_customer_territory": ("customer", ["territory"]),
    "ix_customer_name": ("customer", ["name"]),
    "ix_customer_last_visit_at": ("customer", ["last_visit_at"]),
    "ix_customer_owner": ("customer", ["owner"]),
    "ix_visit_started_at": ("visit", ["started_at"]),
    "ix_visit_person_started_at": ("visit", ["person", "started_at"]),
}


def upgrade() -> None:
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table)


def downgrade() -> None:
    for name, (table, fields) in INDEXES.items():
        op.create_index(name, table, fields)
