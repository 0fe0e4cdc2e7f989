"""Which files a device wants by stick, and of which history it was when it last said so.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    for name in ("epoch", "wants"):
        op.add_column("reach", sa.Column(name, sa.Text(), nullable=True))


def downgrade() -> None:
    for name in ("wants", "epoch"):
        op.drop_column("reach", name)
