"""A form is dated, keeps its figures, and is reviewed like a report.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ADDED = ("date", "derived", "reviewer", "review_comment", "reviewed_at")


def upgrade() -> None:
    for name in ADDED:
        op.add_column("form_instance", sa.Column(name, sa.Text(), nullable=True))
    op.create_index("ix_form_instance_person_form", "form_instance", ["person", "form"])


def downgrade() -> None:
    op.drop_index("ix_form_instance_person_form", table_name="form_instance")
    with op.batch_alter_table("form_instance") as table:
        for name in ADDED:
            table.drop_column(name)
