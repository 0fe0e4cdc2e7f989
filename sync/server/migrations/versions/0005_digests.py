"""The chain of commits, the horizon of the log, and the sums of what is held.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

H = ("h", sa.Text, "")
NEW = {
    "seq_head": (H, ("horizon", sa.BigInteger, "0"), ("began", sa.BigInteger, "0")),
    "commit_log": (H,),
    "enrolment": (("renewable", sa.SmallInteger, "0"),),
}


def upgrade() -> None:
    for name, columns in NEW.items():
        for column, kind, value in columns:
            made = sa.Column(column, kind(), nullable=False, server_default=value)
            op.add_column(name, made)
    op.create_table(
        "digest",
        sa.Column("readers", sa.Text(), primary_key=True),
        sa.Column("count", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("total", sa.BigInteger(), autoincrement=False, nullable=False),
    )
    op.create_table(
        "digest_reader",
        sa.Column("part", sa.Text(), primary_key=True),
        sa.Column("readers", sa.Text(), primary_key=True),
    )


def downgrade() -> None:
    op.drop_table("digest_reader")
    op.drop_table("digest")
    for name, columns in NEW.items():
        for column, _, _ in columns:
            op.drop_column(name, column)
