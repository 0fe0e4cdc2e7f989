"""Contents of attachments in pieces, so that they can come and go a piece at a time.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

WHOLE = sa.table("blob", *(sa.column(name) for name in ("sha256", "size", "upload", "body")))
PIECE = sa.table("blob_piece", *(sa.column(name) for name in ("upload", "start", "body")))


def upgrade() -> None:
    op.create_table(
        "blob_upload",
        sa.Column("id", sa.Text(), primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("sha256", "device")),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("size", "have")),
        sa.Column("begun_at", sa.Text(), nullable=False),
    )
    over = ["device", "sha256"]
    op.create_index("ix_blob_upload_device_sha256", "blob_upload", over, unique=True)
    op.create_table(
        "blob_piece",
        sa.Column("upload", sa.Text(), primary_key=True),
        sa.Column("start", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )
    op.add_column("blob", sa.Column("upload", sa.Text(), nullable=True))
    op.execute(sa.update(WHOLE).values(upload=WHOLE.c.sha256))
    whole = sa.select(WHOLE.c.upload, sa.literal(0), WHOLE.c.body)
    op.execute(sa.insert(PIECE).from_select(["upload", "start", "body"], whole))
    with op.batch_alter_table("blob") as table:
        table.alter_column("upload", nullable=False)
        table.drop_column("body")


def downgrade() -> None:
    op.add_column("blob", sa.Column("body", sa.LargeBinary(), nullable=True))
    _join()
    with op.batch_alter_table("blob") as table:
        table.alter_column("body", nullable=False)
        table.drop_column("upload")
    op.drop_table("blob_piece")
    op.drop_table("blob_upload")


def _join() -> None:
    """One content at a time in memory."""
    connection = op.get_bind()
    for sha256, upload in connection.execute(sa.select(WHOLE.c.sha256, WHOLE.c.upload)).all():
        pieces = sa.select(PIECE.c.body).where(PIECE.c.upload == upload).order_by(PIECE.c.start)
        body = b"".join(connection.scalars(pieces))
        connection.execute(sa.update(WHOLE).where(WHOLE.c.sha256 == sha256).values(body=body))
