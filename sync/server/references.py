"""What a change refers to: only what its author may see; anything else does not exist."""

from functools import cache

from sync.catalogue import CATALOGUE, Type
from sync.errors import Refused
from sync.mutations import Delete, Op
from sync.mutations.model import Reader


def check_references(op: Op, reader: Reader) -> None:
    """What an op refers to is what its actor may see; anything else does not exist."""
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
