"""References: a change may only refer to records that its author may read."""

from functools import cache

from sync.catalogue import CATALOGUE, Type
from sync.errors import Refused
from sync.mutations import Delete, Op
from sync.mutations.model import Reader


def check_references(op: Op, reader: Reader) -> None:
    """Raises Refused("not_found") for a reference to a record the actor may not read."""
    if isinstance(op, Delete):
        return
    for name, target in _refs(op.type):
        value = op.set.get(name)
        if value is not None and reader.get(target, str(value)) is None:
            raise Refused("not_found", type=target, id=str(value)[:64])


@cache
def _refs(type: str) -> tuple[tuple[str, str], ...]:
    """The fields that name a record, and of what type."""
    fields = CATALOGUE[type].fields
    return tuple((it.name, it.target) for it in fields if it.type is Type.REF and it.target)
