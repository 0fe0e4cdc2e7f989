"""What is added to the cards: fields that a manager asks for, and what one person keeps."""

import uuid
from collections.abc import Sequence

from sync.catalogue import CATALOGUE, Value
from sync.errors import BadValue, Refused
from sync.mutations.model import Arguments, Context, Insert, Mutation, Op, Update
from sync.mutations.road import own_post

FIELD, PREFERENCE = CATALOGUE["customer_field"], CATALOGUE["preference"]
SAID = ("name", "kind", "choices", "place", "unit")
NAMES = uuid.UUID("4f0c9a52-6c54-5f0e-9e0b-0d2c3a6f7e11")


def publish(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """On every card of the company, or of the people in a unit, with the next synchronisation."""
    _may_publish(context, set.get("unit"))
    same = [
        each
        for each in context.read.find("customer_field", "name", set["name"])
        if each.fields.get("active") is not False and each.fields.get("unit") == set.get("unit")
    ]
    if same:
        raise Refused("field_exists", name=set["name"])
    return [Insert("customer_field", id, {**set, "active": True})]


def edit(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """`active` false takes it from the cards; what was written there stays."""
    _may_publish(context, context.record("customer_field", id).fields.get("unit"))
    if "unit" in set:
        _may_publish(context, set["unit"])
    return [Update("customer_field", id, dict(set))] if set else []


def _may_publish(context: Context, unit: Value) -> None:
    """Whoever is over others, for their own unit and those under it; the head for everybody."""
    post = context.record("post", own_post(context))
    if not context.read.find("post", "superior", post.id):
        raise Refused("not_a_manager", rule="BR-CMD-04")
    if post.fields.get("superior") is None:
        return
    reach = unit
    met: set[Value] = set()
    while reach is not None and reach != post.fields.get("unit") and reach not in met:
        met.add(reach)
        reach = context.record("org_unit", reach).fields.get("parent")
    if reach is None or reach in met:
        raise Refused("not_your_unit", rule="BR-CMD-04", unit=unit)


def preference_id(person: str, kind: str, name: str) -> str:
    """The same on every laptop of this person."""
    return str(uuid.uuid5(NAMES, f"{person}|{kind}|{name}"))


def keep(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """Inserts or updates: the person's last value wins, from whichever laptop."""
    person = context.actor.person
    wanted = preference_id(person, set["kind"], set["name"])
    if id != wanted:
        raise BadValue(field="id", value=id, wanted=wanted)
    known = context.read.get("preference", id)
    if known is None or known.deleted:
        return [Insert("preference", id, {**set, "person": person})]
    return [Update("preference", id, {"value": set["value"]}, ruled=True)]


def drop(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    known = context.record("preference", id)
    return [Update("preference", known.id, {"value": None}, ruled=True)]


MUTATIONS = (
    Mutation(
        "field.publish",
        tuple(FIELD.field(name) for name in SAID),
        publish,
        new=True,
        own_authority=True,
        required=frozenset({"name", "kind"}),
    ),
    Mutation(
        "field.edit",
        tuple(FIELD.field(name) for name in (*SAID, "active")),
        edit,
        own_authority=True,
    ),
    Mutation(
        "preference.keep",
        tuple(PREFERENCE.field(name) for name in ("kind", "name", "value")),
        keep,
        new=True,
        required=frozenset({"kind", "name", "value"}),
    ),
    Mutation("preference.drop", (), drop),
)
