"""Facts made in good faith before their subject left the author's scope: they stay facts.

A rep records a visit offline; meanwhile the customer goes to another territory. The visit did
take place, so it is accepted; edits of what is no longer the author's are not.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import and_, select

from sync.catalogue import CATALOGUE, Merge
from sync.catalogue.model import Kind
from sync.errors import Refused
from sync.mutations import Insert, Op, Record, Update
from sync.server.draft import Draft
from sync.server.rows import Row
from sync.server.tables import CHANGE, CHANGE_PART


class Formerly:
    """Reads what the actor may read, and what left their scope after the version they saw."""

    def __init__(self, draft: Draft, reads: frozenset[str], base: Mapping[str, int]) -> None:
        self._draft = draft
        self._reads = reads
        self._base = base

    def get(self, type: str, id: str) -> Record | None:
        row = self._draft.get(type, id)
        if row is None:
            return None
        seen = row.part == "" or row.readable(self._reads) or self._left(row)
        return row.record() if seen else None

    def _left(self, row: Row) -> bool:
        base = self._base.get(f"{row.type}/{row.id}", 0)
        if not 0 < base < row.ver:
            return False
        going = (
            select(CHANGE.c.seq)
            .join(
                CHANGE_PART,
                and_(CHANGE_PART.c.seq == CHANGE.c.seq, CHANGE_PART.c.n == CHANGE.c.n),
            )
            .where(
                CHANGE.c.type == row.type,
                CHANGE.c.id == row.id,
                CHANGE.c.seq > base,
                CHANGE_PART.c.how == "out",
                CHANGE_PART.c.part.in_(sorted(self._reads)),
            )
        )
        return self._draft.rows.connection.execute(going.limit(1)).first() is not None


def facts_only(ops: Sequence[Op], draft: Draft, reads: frozenset[str]) -> list[Op]:
    """The facts, and of what they touch elsewhere only what is derived from them.

    Raises Refused if the mutation is about anything but facts.
    """
    inserts = [op for op in ops if isinstance(op, Insert)]
    if not inserts or any(CATALOGUE[op.type].kind is not Kind.FACT for op in inserts):
        raise Refused("not_found")
    kept: list[Op] = []
    for op in ops:
        row = None if isinstance(op, Insert) else draft.get(op.type, op.id)
        if row is None or row.readable(reads):
            kept.append(op)
        elif isinstance(op, Update):
            record = CATALOGUE[op.type]
            derived = {
                path: value
                for path, value in op.set.items()
                if record.field(path).merge is Merge.DERIVED
            }
            kept.append(Update(op.type, op.id, derived))
    return kept
