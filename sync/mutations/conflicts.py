"""Resolving conflicts: choosing a side; the other one stays in the conflict record."""

from collections.abc import Callable, Mapping, Sequence

from sync.catalogue import CATALOGUE, Field, Type, Value
from sync.catalogue.states import OPEN_REPORTS, ConflictState
from sync.errors import BadValue, Refused
from sync.mutations.cards import check_closing
from sync.mutations.model import (
    Arguments,
    Context,
    Insert,
    Mutation,
    Op,
    Record,
    Update,
    with_paths,
)
from sync.rulings.visits import visited

SEALABLE = frozenset({"report", "form_instance"})
Settle = Callable[[Context, Record, Arguments], Sequence[Op]]


def resolve(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """`take`: mine (the value kept aside), theirs (the one in force) or value (another); once."""
    conflict = context.record("conflict", id)
    if conflict.fields["state"] != ConflictState.OPEN:
        raise Refused("already_resolved", id=id)
    settle = _KINDS[conflict.fields.get("kind")]
    return [*settle(context, conflict, set), closed(context, id, set["take"])]


def closed(context: Context, id: str, taken: str) -> Update:
    by = {"resolved_by": context.actor.person, "resolved_at": context.at}
    return Update("conflict", id, {"state": ConflictState.RESOLVED, "taken": taken, **by})


def _field(context: Context, conflict: Record, set: Arguments) -> Sequence[Op]:
    """A field with two concurrent values."""
    target = context.record(conflict.fields["type"], conflict.fields["record"])
    if set["take"] == "theirs":
        return []
    if target.type in SEALABLE and target.fields["state"] not in OPEN_REPORTS:
        raise Refused("already_sealed", id=target.id)  # what stands is what was sealed
    return _written(context, target, {conflict.fields["field"]: _value(conflict.fields, set)})


def _value(conflict: Arguments, set: Arguments) -> Value:
    if set["take"] == "mine":
        return conflict["mine"]
    if "value" not in set:
        raise BadValue("missing_field", type="conflict.resolve", field="value")
    return CATALOGUE[conflict["type"]].check(conflict["field"], set["value"])


def _deleted(context: Context, conflict: Record, set: Arguments) -> Sequence[Op]:
    """Mine: the record comes back with the edit in it. Theirs: it stays deleted."""
    if not _mine(set):
        return []
    type, id = conflict.fields["type"], conflict.fields["record"]
    edit = conflict.fields["mine"] or {}
    found = context.read.get(type, id)
    if found is not None and not found.deleted:  # somebody brought it back already
        return _written(context, found, edit) if edit else []
    back = with_paths(conflict.fields["theirs"] or {}, edit)
    counted = visited(context.read, id) if type == "customer" else {}
    return [Insert(type, id, {**back, **counted})]


def _proposal(context: Context, conflict: Record, set: Arguments) -> Sequence[Op]:
    """Mine: the former rep's edit is applied. Theirs: it is declined."""
    target = context.record(conflict.fields["type"], conflict.fields["record"])
    return _written(context, target, conflict.fields["mine"]) if _mine(set) else []


def _written(context: Context, record: Record, set: Arguments) -> list[Op]:
    check_closing(context, record, set)
    return [Update(record.type, record.id, set)]


def _duplicate(context: Context, conflict: Record, set: Arguments) -> Sequence[Op]:
    """Theirs: they are two customers. If they are one, `customer.merge` resolves it."""
    if _mine(set):
        raise BadValue(field="take", value="mine", wanted="theirs, or customer.merge")
    return [Update("customer", conflict.fields["record"], {"duplicate_of": None}, ruled=True)]


def _mine(set: Arguments) -> bool:
    if set["take"] == "value":
        raise BadValue(field="take", value="value", wanted="mine | theirs")
    return bool(set["take"] == "mine")


_KINDS: Mapping[str | None, Settle] = {
    None: _field,
    "deleted": _deleted,
    "proposal": _proposal,
    "duplicate": _duplicate,
}
MUTATIONS = (
    Mutation(
        "conflict.resolve",
        (
            Field("take", choices=("mine", "theirs", "value")),
            Field("value", Type.ANY, longest=50_000),
        ),
        resolve,
        urgency=3,
        required=frozenset({"take"}),
    ),
)
