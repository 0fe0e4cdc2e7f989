"""What was seen of colleagues' changes at a hub goes with the change that was made upon it.

Revision ID: 0011
Revises: 0010
"""

from alembic import op
from sqlalchemy import Column, Text

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("outbox", Column("after", Text, nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("outbox", "after")
