"""What was received says by itself what it was: the ledger needs no body.

Revision ID: 0002
Revises: 0001
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TEXTS = ("name", "record", "authored_at")
RECEIVED = sa.table(
    "received",
    *(sa.column(name) for name in ("device", "mseq", "body", "seq", "problem", *TEXTS)),
)
APPLIED = sa.table("applied", *(sa.column(name) for name in ("device", "mseq", "seq", "result")))
PIECE = 1_000


def upgrade() -> None:
    with op.batch_alter_table("received") as table:
        for name in TEXTS:
            table.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("seq", sa.BigInteger(), nullable=False, server_default="0"))
        table.add_column(sa.Column("problem", sa.Text(), nullable=True))
    _fill()
    with op.batch_alter_table("received") as table:
        for name in (*TEXTS, "seq"):
            table.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("received") as table:
        for name in (*TEXTS, "seq", "problem"):
            table.drop_column(name)


def _fill() -> None:
    connection = op.get_bind()
    same = (APPLIED.c.device == RECEIVED.c.device) & (APPLIED.c.mseq == RECEIVED.c.mseq)
    found = (
        sa.select(
            RECEIVED.c.device, RECEIVED.c.mseq, RECEIVED.c.body, APPLIED.c.seq, APPLIED.c.result
        )
        .select_from(RECEIVED.outerjoin(APPLIED, same))
        .order_by(RECEIVED.c.device, RECEIVED.c.mseq)
    )
    rows = connection.execute(found).fetchall()
    for start in range(0, len(rows), PIECE):
        connection.execute(
            sa.update(RECEIVED)
            .where(
                RECEIVED.c.device == sa.bindparam("of_device"),
                RECEIVED.c.mseq == sa.bindparam("of_mseq"),
            )
            .values({name: sa.bindparam(f"the_{name}") for name in (*TEXTS, "seq", "problem")}),
            [_facts(*row) for row in rows[start : start + PIECE]],
        )


def _facts(
    device: str, mseq: int, body: str, seq: int | None, result: str | None
) -> dict[str, object]:
    try:
        said = json.loads(body)
    except ValueError:  # a body that the database could not hold as it was
        said = {}
    return {
        "of_device": device,
        "of_mseq": mseq,
        "the_name": str(said.get("name", "")),
        "the_record": str(said.get("id", "")),
        "the_authored_at": str(said.get("at", "")),
        "the_seq": seq or 0,
        "the_problem": json.loads(result or "{}").get("problem"),
    }
