"""Merges two cards of one customer: the children of the other card move to the one that stays.

The other card keeps in `joined` what parting.py needs to undo the merge.
"""

from collections.abc import Sequence

from sync.catalogue import Field, Type, Value
from sync.catalogue.states import ConflictState
from sync.errors import BadValue, Refused
from sync.mutations.cards import CUSTOMER, check_closing, editable
from sync.mutations.conflicts import closed
from sync.mutations.credit import spent
from sync.mutations.model import Arguments, Context, Mutation, Op, Reader, Record, Update
from sync.rulings.visits import visited

HANGING = (
    "contact", "site", "visit", "plan_item", "route_stop", "credit_entry", "allotment",
    "sales_order", "invoice",
)  # fmt: skip
NOTHING = {"visit_count": None, "last_visit_at": None, "credit_used": None}
TAKEABLE = frozenset(field.name for field in editable(CUSTOMER)) - {"archived"}


def merge_customers(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """`take` names the fields whose value comes from the other, which is archived, not deleted."""
    kept, other = context.record("customer", id), context.record("customer", set["other"])
    if kept.id == other.id:
        raise BadValue(field="other", value=other.id, wanted="another customer")
    for each in (kept, other):
        if each.part not in context.actor.works:
            raise Refused("not_yours", type="customer", id=each.id)
        if each.fields.get("merged_into"):
            raise Refused("already_resolved", id=each.id)
    taken = {_takeable(name): other.fields.get(name) for name in set.get("take") or []}
    check_closing(context, kept, taken)
    ops: list[Op] = [Update("customer", id, taken)] if taken else []
    figures = visited(context.read, kept.id, other.id) | spent(context.read, kept.id, other.id)
    if kept.fields.get("duplicate_of") == other.id:
        figures["duplicate_of"] = None
    hung, settled = _hung(context.read, kept, other), _settled(context, kept, other)
    joined = {
        "hung": _names(hung),
        "before": {name: kept.fields.get(name) for name in taken},
        "archived": bool(other.fields.get("archived")),
        "duplicates": {each.id: each.fields.get("duplicate_of") for each in (kept, other)},
        "settled": [op.id for op in settled],
    }
    gone = {"archived": True, "merged_into": id, "duplicate_of": None, **NOTHING}
    return [
        *ops,
        *hung,
        Update("customer", id, figures, ruled=True),
        Update("customer", other.id, gone | {"joined": joined}, ruled=True),
        *settled,
    ]


def _names(ops: Sequence[Op]) -> list[str]:
    return [f"{op.type}/{op.id}" for op in ops]


def _takeable(name: Value) -> str:
    if name not in TAKEABLE:
        raise BadValue(field="take", value=str(name)[:60], wanted=" | ".join(sorted(TAKEABLE)))
    return str(name)


def _hung(read: Reader, kept: Record, other: Record) -> list[Op]:
    return [
        Update(type, each.id, {"customer": kept.id}, ruled=True)
        for type in HANGING
        for each in read.find(type, "customer", other.id)
    ]


def _settled(context: Context, kept: Record, other: Record) -> list[Op]:
    """Resolves the conflict that asked whether they are the same customer."""
    pair = {kept.id, other.id}
    found = [
        each
        for customer in (kept, other)
        for each in context.read.find("conflict", "record", customer.id)
        if each.fields.get("kind") == "duplicate" and each.fields["state"] == ConflictState.OPEN
    ]
    return [
        closed(context, each.id, "mine")
        for each in found
        if {each.fields["record"], each.fields.get("other")} == pair
    ]


def all_hung(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """At the centre: also children outside the author's scope, such as a colleague's plans."""
    kept, other = context.record("customer", id), context.record("customer", set["other"])
    more = _hung(context.read, kept, other)
    if not more:
        return []
    joined = dict(other.fields["joined"])
    joined["hung"] = [*joined["hung"], *_names(more)]
    return [*more, Update("customer", other.id, {"joined": joined})]


MUTATIONS = (
    Mutation(
        "customer.merge",
        (
            Field("other", Type.REF, target="customer"),
            Field("take", Type.LIST, longest=2_000),
        ),
        merge_customers,
        own_authority=True,
        required=frozenset({"other"}),
        follows=all_hung,
    ),
)
