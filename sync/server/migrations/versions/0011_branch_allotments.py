"""What branch hubs may rule on, and on a hub the rulings that it has given.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

NEW_COLUMNS = "allotment:text charged:big ruling:text"
NEW_TABLE = (
    "hub:text hub_name:text signer:text unit:text kinds:text each:big amount:big until:text "
    "closed:small sig:text used:big"
)
TYPES = {"text": sa.Text, "big": sa.BigInteger, "small": sa.SmallInteger}


def upgrade() -> None:
    for column in _columns(NEW_COLUMNS):
        op.add_column("decision", column)
    op.create_index("ix_decision_allotment", "decision", ["allotment"])
    op.create_table(
        "branch_allotment",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("ver", sa.BigInteger(), nullable=False),
        sa.Column("fver", sa.Text(), nullable=False),
        sa.Column("deleted", sa.SmallInteger(), nullable=False),
        *_columns(NEW_TABLE),
    )
    op.create_index("ix_branch_allotment_part_ver", "branch_allotment", ["part", "ver"])
    op.create_table(
        "ruling",
        sa.Column("decision", sa.Text(), primary_key=True),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("allotment", "about", "amount", "sig", "at")
        ),
        sa.UniqueConstraint("about", name="uq_ruling_about"),
    )


def downgrade() -> None:
    op.drop_table("ruling")
    op.drop_table("branch_allotment")
    op.drop_index("ix_decision_allotment", table_name="decision")
    for column in _columns(NEW_COLUMNS):
        op.drop_column("decision", column.name)


def _columns(words: str) -> list[sa.Column[object]]:
    pairs = (word.split(":") for word in words.split())
    return [sa.Column(name, TYPES[kind](), nullable=True) for name, kind in pairs]
