"""What two people did to one record, and who may decide: conflicts, duplicates, credit, stand-ins.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

from sync.rulings.likeness import keys

revision = "0008"
down_revision = "0007"

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
LIKENESS = sa.table("likeness", sa.column("key"), sa.column("id"))
CUSTOMER = sa.table(
    "customer", *(sa.column(name) for name in ("id", "deleted", "name", "credit_code"))
)


def upgrade() -> None:
    for name, words in NEW_COLUMNS.items():
        for column in _columns(words):
            op.add_column(name, column)
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
    for name, fields in INDEXES.items():
        for field in fields:
            op.create_index(f"ix_{name}_{field}", name, [field])
    op.create_table(
        "granted",
        sa.Column("person", sa.Text(), primary_key=True),
        sa.Column("scope", sa.Text(), primary_key=True),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_table(
        "likeness",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("id", sa.Text(), primary_key=True),
    )
    _fill()


def downgrade() -> None:
    for name in ("likeness", "granted"):
        op.drop_table(name)
    for name, fields in INDEXES.items():
        for field in fields:
            op.drop_index(f"ix_{name}_{field}", table_name=name)
    for name in NEW_TABLES:
        op.drop_table(name)
    for name, words in NEW_COLUMNS.items():
        for column in _columns(words):
            op.drop_column(name, column.name)


def _fill() -> None:
    """Whom the customers that are there look like."""
    connection = op.get_bind()
    known = connection.execute(
        sa.select(CUSTOMER.c.id, CUSTOMER.c.name, CUSTOMER.c.credit_code).where(
            CUSTOMER.c.deleted == 0
        )
    ).fetchall()
    rows = [
        {"key": key, "id": id}
        for id, name, code in known
        for key in keys({"name": name, "credit_code": code})
    ]
    if rows:
        connection.execute(sa.insert(LIKENESS), rows)


def _columns(words: str) -> list[sa.Column[object]]:
    pairs = (word.split(":") for word in words.split())
    return [sa.Column(name, TYPES[kind](), nullable=True) for name, kind in pairs]
