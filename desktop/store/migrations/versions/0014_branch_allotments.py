"""What branch hubs may rule on, and which decisions were ruled by one.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

NEW_COLUMNS = "allotment:text charged:big ruling:text"
NEW_TABLE = (
    "hub:text hub_name:text signer:text unit:text kinds:text each:big amount:big until:text "
    "closed:small sig:text used:big"
)
TYPES = {"text": sa.Text, "big": sa.BigInteger, "small": sa.SmallInteger}


def upgrade() -> None:
    for column in _columns(NEW_COLUMNS):
        op.add_column("decision", column)
    op.create_index("decision_by_allotment", "decision", ["allotment"])
    op.create_table(
        "branch_allotment",
        sa.Column("key", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), server_default="", nullable=False),
        *(
            sa.Column(number, sa.Integer(), server_default=sa.text("0"), nullable=False)
            for number in ("ver", "deleted", "pending", "digest")
        ),
        *_columns(NEW_TABLE),
        sa.UniqueConstraint("id"),
    )


def downgrade() -> None:
    op.drop_table("branch_allotment")
    op.drop_index("decision_by_allotment", table_name="decision")
    for column in _columns(NEW_COLUMNS):
        op.drop_column("decision", column.name)


def _columns(words: str) -> list[sa.Column[object]]:
    pairs = (word.split(":") for word in words.split())
    return [sa.Column(name, TYPES[kind](), nullable=True) for name, kind in pairs]
