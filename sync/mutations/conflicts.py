"""Choosing between two values of one field; the losing value stays in the conflict's record."""

from collections.abc import Sequence

from sync.catalogue import CATALOGUE, Field, Type, Value
from sync.errors import BadValue, Refused
from sync.mutations.model import Arguments, Context, Mutation, Op, Update
from sync.mutations.papers import OPEN

SEALABLE = frozenset({"report", "form_instance"})


def resolve(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """`take` mine (the value kept beside), theirs (the one that stands) or another value."""
    conflict = context.record("conflict", id)
    if conflict.fields["state"] != "open":
        raise Refused("already_resolved", id=id)
    target = context.record(conflict.fields["type"], conflict.fields["record"])
    ops: list[Op] = []
    if set["take"] != "theirs":
        if target.type in SEALABLE and target.fields["state"] not in OPEN:
            raise Refused("already_sealed", id=target.id)  # what stands is what was sealed
        ops.append(
            Update(target.type, target.id, {conflict.fields["field"]: _value(conflict.fields, set)})
        )
    closed: dict[str, Value] = {
        "state": "resolved",
        "taken": set["take"],
        "resolved_by": context.actor.person,
        "resolved_at": context.at,
    }
    return [*ops, Update("conflict", id, closed)]


def _value(conflict: Arguments, set: Arguments) -> Value:
    if set["take"] == "mine":
        return conflict["mine"]
    if "value" not in set:
        raise BadValue("missing_field", type="conflict.resolve", field="value")
    return CATALOGUE[conflict["type"]].check(conflict["field"], set["value"])


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
