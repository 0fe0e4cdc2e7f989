"""Cards: create, edit, archive, restore and delete customers, contacts and sites."""

from collections.abc import Sequence

from sync.catalogue import CATALOGUE, Field, Merge, RecordType, Type, Value
from sync.catalogue.states import CustomerState
from sync.errors import BadValue, Refused
from sync.mutations.model import (
    Arguments,
    Context,
    Delete,
    Insert,
    Mutation,
    Op,
    Record,
    Update,
    flat,
)
from sync.rulings.posts import is_manager, responsible


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


def edit_customer(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    check_closing(context, context.record("customer", id), set)
    return [Update("customer", id, flat("customer", set))] if set else []


def check_closing(context: Context, record: Record, set: Arguments) -> None:
    """A rep's customer is closed, and opened again, by a manager (domain E3).

    Raises Refused("manager_needed") if `set`, the new values of any record, says otherwise.
    """
    if record.type != "customer":
        return
    states = {record.fields.get("state"), set.get("state", record.fields.get("state"))}
    if (
        CustomerState.CLOSED in states
        and len(states) > 1
        and not is_manager(context.read, context.actor.post)
    ):
        raise Refused("manager_needed", type="customer", id=record.id)


def archive(type: str, verb: str, *, archived: bool) -> Mutation:
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
    defaults: dict[str, Value] = {
        "archived": False,
        "state": CustomerState.PROSPECT,
        "owner": actor.person,
    }
    check_closing(context, Record("customer", id, defaults), set)
    return [Insert("customer", id, {**defaults, **set, "territory": territory})]


def delete_customer(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """Only one that nothing ever happened with, with its contacts and sites; else archive it."""
    context.record("customer", id)
    for type, field in HISTORY.items():
        found = len(context.read.find(type, field, id))
        if found:
            raise Refused("has_history", type=type, count=found, id=id)
    hanging = [
        one for type in ("contact", "site") for one in context.read.find(type, "customer", id)
    ]
    return [Delete(one.type, one.id) for one in hanging] + [Delete("customer", id)]


def tag_customer(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """Adds and removes labels one by one; the others stay, whoever set them."""
    context.record("customer", id)
    wanted: dict[str, Value] = {_tag(tag): None for tag in set.get("remove") or []}
    wanted.update((_tag(tag), True) for tag in set.get("add") or [])
    return [Update("customer", id, wanted)] if wanted else []


def _tag(tag: Value) -> str:
    if not isinstance(tag, str) or not 0 < len(tag.strip()) <= LONGEST_TAG:
        raise BadValue(field="tags", value=str(tag)[:60], wanted=f"1-{LONGEST_TAG} characters")
    return f"tags.{tag.strip()}"


def move_customer(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """Hands a customer to another territory; only who works in both may.

    Without an owner it becomes the one of who looks after that territory (BR-COL-01).
    """
    customer = context.record("customer", id)
    context.record("territory", set["territory"])
    if f"terr:{set['territory']}" not in context.actor.works:
        raise Refused("not_yours", type="territory", id=set["territory"])
    moved = set["territory"] != customer.fields["territory"]
    fields = dict(set)
    if moved and set.get("owner") is None:
        fields["owner"] = responsible(context.read, set["territory"], context.today)
    return [Update("customer", id, fields)]


HISTORY = {
    "visit": "customer",
    "credit_entry": "customer",
    "allotment": "customer",
    "sales_order": "customer",
    "invoice": "customer",
    "approval_request": "subject",
    "plan_item": "customer",
    "route_stop": "customer",
}
LONGEST_TAG = 40
CUSTOMER = CATALOGUE["customer"]
MUTATIONS = (
    Mutation(
        "customer.create",
        editable(CUSTOMER, "territory"),
        create_customer,
        new=True,
        required=frozenset({"name"}),
    ),
    Mutation("customer.edit", editable(CUSTOMER), edit_customer),
    archive("customer", "archive", archived=True),
    archive("customer", "restore", archived=False),
    Mutation("customer.delete", (), delete_customer),
    Mutation(
        "customer.tag",
        (Field("add", Type.LIST, longest=5_000), Field("remove", Type.LIST, longest=5_000)),
        tag_customer,
    ),
    Mutation(
        "customer.move",
        (Field("territory", Type.REF), Field("owner", Type.REF)),
        move_customer,
        required=frozenset({"territory"}),
    ),
    create("contact", "customer"),
    edit("contact"),
    archive("contact", "archive", archived=True),
    archive("contact", "restore", archived=False),
    delete("contact"),
    create("site", "customer"),
    edit("site"),
    delete("site"),
)
