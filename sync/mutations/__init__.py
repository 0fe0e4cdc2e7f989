"""The named mutations: every change a laptop may ask for, defined once for laptop and centre."""

from collections.abc import Mapping
from types import MappingProxyType

from sync.errors import NotUnderstood
from sync.mutations import (
    adding,
    approvals,
    attachments,
    cards,
    conflicts,
    credit,
    merging,
    orders,
    papers,
    parting,
    road,
)
from sync.mutations.model import (
    Actor,
    Context,
    Delete,
    Insert,
    Mutation,
    Op,
    Reader,
    Record,
    Update,
)

MODULES = (
    cards, merging, parting, credit, orders, adding, road, papers, approvals, attachments,
    conflicts,
)  # fmt: skip
MUTATIONS: Mapping[str, Mutation] = MappingProxyType(
    {mutation.name: mutation for module in MODULES for mutation in module.MUTATIONS}
)


def mutation(name: str) -> Mutation:
    """The mutation of that name; raises NotUnderstood."""
    try:
        return MUTATIONS[name]
    except KeyError:
        raise NotUnderstood("unknown_mutation", name=name[:60]) from None


__all__ = [
    "MUTATIONS",
    "Actor",
    "Context",
    "Delete",
    "Insert",
    "Mutation",
    "Op",
    "Reader",
    "Record",
    "Update",
    "mutation",
]
