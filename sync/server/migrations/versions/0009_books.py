"""The books of a customer: orders, invoices; and the company's own fields of a customer.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

SAID = "note:text source:text as_of:text"
NEW_TABLES = {
    "sales_order": (
        "customer:text number:text date:text amount:big state:text person:text visit:text "
        f"deliver_on:text lines:text {SAID}"
    ),
    "invoice": (
        "customer:text number:text date:text due:text amount:big unpaid:big sales_order:text "
        f"person:text {SAID}"
    ),
    "customer_field": "name:text kind:text choices:text place:big active:small",
}
TYPES = {"text": sa.Text, "big": sa.BigInteger, "small": sa.SmallInteger}


def upgrade() -> None:
    for name, words in NEW_TABLES.items():
        op.create_table(
            name,
            sa.Column("id", sa.Text(), primary_key=True),
            sa.Column("part", sa.Text(), nullable=False),
            sa.Column("ver", sa.BigInteger(), nullable=False),
            sa.Column("fver", sa.Text(), nullable=False),
            sa.Column("deleted", sa.SmallInteger(), nullable=False),
            *_columns(words),
        )
        op.create_index(f"ix_{name}_part_ver", name, ["part", "ver"])
    for name in ("sales_order", "invoice"):
        op.create_index(f"ix_{name}_customer", name, ["customer"])


def downgrade() -> None:
    for name in NEW_TABLES:
        op.drop_table(name)


def _columns(words: str) -> list[sa.Column[object]]:
    pairs = (word.split(":") for word in words.split())
    return [sa.Column(name, TYPES[kind](), nullable=True) for name, kind in pairs]
