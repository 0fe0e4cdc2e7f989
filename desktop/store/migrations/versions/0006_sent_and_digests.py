"""What was sent is kept for a while; rows are counted for the comparison with the centre.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

TEXTS = ("name", "record", "arguments", "ops", "base", "was", "at")


def upgrade() -> None:
    for name in _records():
        op.add_column(name, sa.Column("digest", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("outbox", sa.Column("again", sa.Text(), nullable=True))
    op.create_table(
        "sent",
        sa.Column("key", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        sa.Column("urgency", sa.Integer(), nullable=False, server_default="5"),
        sa.Column("mseq", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("acked_seq", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("keep_until", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("sent_by_keep_until", "sent", ["keep_until"])
    op.create_table(
        "dirty",
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("type", "id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "erased",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("key"),
    )


def downgrade() -> None:
    for name in ("erased", "dirty", "sent"):
        op.drop_table(name)
    op.drop_column("outbox", "again")
    for name in _records():
        op.drop_column(name, "digest")


def _records() -> list[str]:
    """The tables of records: those with a partition and a version."""
    inspector = sa.inspect(op.get_bind())
    return [
        name
        for name in inspector.get_table_names()
        if {"key", "part", "ver", "pending"}
        <= {each["name"] for each in inspector.get_columns(name)}
    ]
