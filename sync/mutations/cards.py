"""Cards: create, edit, archive, restore and delete customers, contacts and sites."""

from collections.abc import Sequence

from sync.catalogue import CATALOGUE, Field, Merge, RecordType, Type, Value
from sync.errors import Refused
from sync.mutations.model import Arguments, Context, Delete, Insert, Mutation, Op, Update, flat


def editable(record: RecordType, *besides: str) -> tuple[Field, ...]:
    """What a person may set: everything but guarded and derived fields."""
    return tuple(
        field
        for field in record.fields
        if field.merge in (Merge.FREE, Merge.NOTE) or field.name in besides
    )


def create(type: str, *besides: str) -> Mutation:
    """Makes a card of a customer; `besides` are guarded fields that only creation may set."""
    record = CATALOGUE[type]
    required = frozenset(field.name for field in record.fields if field.required)
    archivable = "archived" in record.names

    def run(context: Context, id: str, set: Arguments) -> Sequence[Op]:
        context.record("customer", set["customer"])
        return [Insert(type, id, {"archived": False, **set} if archivable else dict(set))]

    return Mutation(f"{type}.create", editable(record, *besides), run, new=True, required=required)


def edit(type: str) -> Mutation:
    """Changes fields of a card; concurrent edits of other fields both survive."""

    def run(context: Context, id: str, set: Arguments) -> Sequence[Op]:
        context.record(type, id)
        return [Update(type, id, flat(type, set))] if set else []

    return Mutation(f"{type}.edit", editable(CATALOGUE[type]), run)


def archive(type: str, verb: str, archived: bool) -> Mutation:
    def run(context: Context, id: str, set: Arguments) -> Sequence[Op]:
        context.record(type, id)
        return [Update(type, id, {"archived": archived})]

    return Mutation(f"{type}.{verb}", (), run)


def delete(type: str) -> Mutation:
    """Takes a card away; meant for cards made by mistake. Others are archived."""

    def run(context: Context, id: str, set: Arguments) -> Sequence[Op]:
        context.record(type, id)
        return [Delete(type, id)]

    return Mutation(f"{type}.delete", (), run)


def create_customer(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """A rep's customer starts in the rep's first territory, as theirs (BR-OWN-01)."""
    actor = context.actor
    territory = set.get("territory") or (actor.territories[0] if actor.territories else None)
    if territory is None:
        raise Refused("no_territory")
    context.record("territory", territory)
    defaults: dict[str, Value] = {"archived": False, "state": "prospect", "owner": actor.person}
    return [Insert("customer", id, {**defaults, **set, "territory": territory})]


def move_customer(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """Hands a customer to another territory; only who works in both may."""
    context.record("customer", id)
    context.record("territory", set["territory"])
    if f"terr:{set['territory']}" not in context.actor.works:
        raise Refused("not_yours", rule="BR-OWN-06", type="territory", id=set["territory"])
    return [Update("customer", id, dict(set))]


CUSTOMER = CATALOGUE["customer"]
MUTATIONS = (
    Mutation(
        "customer.create",
        editable(CUSTOMER, "territory"),
        create_customer,
        new=True,
        required=frozenset({"name"}),
    ),
    edit("customer"),
    archive("customer", "archive", True),
    archive("customer", "restore", False),
    delete("customer"),
    Mutation(
        "customer.move",
        (Field("territory", Type.REF), Field("owner", Type.REF)),
        move_customer,
        required=frozenset({"territory"}),
    ),
    create("contact", "customer"),
    edit("contact"),
    archive("contact", "archive", True),
    archive("contact", "restore", False),
    delete("contact"),
    create("site", "customer"),
    edit("site"),
    delete("site"),
)
