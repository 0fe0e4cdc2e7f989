"""What is sent is made of its entry: it is not written down a second and a third time.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

BODY = (
    "json_object('mseq', mseq, 'name', name, 'id', record, 'set', json(arguments), 'at', at, "
    "'base', json(base), 'was', json(was), 'after', json(after), 'v', v)"
)


def upgrade() -> None:
    op.add_column("sent", sa.Column("after", sa.Text(), nullable=False, server_default="{}"))
    op.execute(
        "UPDATE sent SET after = json_extract(body, '$.after') "
        "WHERE body != '' AND json_extract(body, '$.after') IS NOT NULL"
    )
    for table in ("outbox", "sent"):
        op.add_column(table, sa.Column("v", sa.Integer(), nullable=True))
        op.execute(
            f"UPDATE {table} SET v = coalesce(json_extract(body, '$.v'), 1), "
            "base = coalesce(json_extract(body, '$.base'), '{}') "
            "WHERE body IS NOT NULL AND body != ''"
        )
        op.drop_column(table, "body")


def downgrade() -> None:
    op.add_column("outbox", sa.Column("body", sa.Text(), nullable=True))
    op.add_column("sent", sa.Column("body", sa.Text(), nullable=False, server_default=""))
    for table in ("outbox", "sent"):
        op.execute(f"UPDATE {table} SET body = {BODY} WHERE v IS NOT NULL")
        op.drop_column(table, "v")
    op.drop_column("sent", "after")
