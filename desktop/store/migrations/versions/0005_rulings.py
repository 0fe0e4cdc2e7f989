"""What two people did to one record, and who may decide: conflicts, duplicates, credit, stand-ins.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

NEW_COLUMNS = {
    "approval_request": "waiting:text informed:text revisions:text",
    "conflict": "kind:text other:text",
    "customer": "tags:text merged_into:text credit_used:big",
    "decision": "on_ver:big on_behalf:text",
    "post": "limits:text",
}
NEW_TABLES = {
    "absence": "person:text first:text last:text",
    "allotment": "customer:text person:text amount:big until:text closed:small used:big",
    "credit_entry": (
        "customer:text person:text amount:big reason:text at:text note:text allotment:text"
    ),
    "delegation": (
        "post:text person:text delegate:text delegate_post:text since:text until:text "
        "kinds:text ended_at:text"
    ),
    "effect": "request:text kind:text subject_type:text subject:text facts:text at:text",
}
INDEXES = {
    "absence": ("person",),
    "allotment": ("customer", "person"),
    "approval_request": ("subject",),
    "conflict": ("other",),
    "credit_entry": ("customer", "allotment"),
    "delegation": ("post",),
    "effect": ("request", "subject"),
    "route_stop": ("customer",),
}
TYPES = {"text": sa.Text, "big": sa.BigInteger, "small": sa.SmallInteger}


def upgrade() -> None:
    for name, words in NEW_COLUMNS.items():
        for column in _columns(words):
            op.add_column(name, column)
    for name, words in NEW_TABLES.items():
        op.create_table(
            name,
            sa.Column("key", sa.Integer(), primary_key=True),
            sa.Column("id", sa.Text(), nullable=False),
            sa.Column("part", sa.Text(), server_default="", nullable=False),
            *(
                sa.Column(number, sa.Integer(), server_default=sa.text("0"), nullable=False)
                for number in ("ver", "deleted", "pending")
            ),
            *_columns(words),
            sa.UniqueConstraint("id"),
        )
    for name, fields in INDEXES.items():
        for field in fields:
            op.create_index(f"{name}_by_{field}", name, [field])


def downgrade() -> None:
    for name, fields in INDEXES.items():
        for field in fields:
            op.drop_index(f"{name}_by_{field}", table_name=name)
    for name in NEW_TABLES:
        op.drop_table(name)
    for name, words in NEW_COLUMNS.items():
        for column in _columns(words):
            op.drop_column(name, column.name)


def _columns(words: str) -> list[sa.Column[object]]:
    pairs = (word.split(":") for word in words.split())
    return [sa.Column(name, TYPES[kind](), nullable=True) for name, kind in pairs]
