"""The rep's road: the day's plan, visits as facts, amendments beside them."""

from collections.abc import Sequence
from dataclasses import replace

from sync.catalogue import CATALOGUE, Field, Type, Value
from sync.catalogue.states import PlanState
from sync.errors import BadValue, Refused
from sync.mutations.cards import editable
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
from sync.rulings.visits import visited

VISIT = CATALOGUE["visit"]
PLAN = CATALOGUE["plan_item"]
STOP = CATALOGUE["route_stop"].field("customer")
WHO = ("post", "person")


def own_post(context: Context) -> str:
    """The actor's post; people without one keep no plans and file no reports."""
    if context.actor.post is None:
        raise Refused("no_post", rule="BR-CMD-01")
    return context.actor.post


def record_visit(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """A visit is a fact of its author; it refreshes what the customer's card derives."""
    customer = context.record("customer", set["customer"])
    _in_order(set)
    post = own_post(context)
    ops: list[Op] = [Insert("visit", id, {**set, "post": post, "person": context.actor.person})]
    last = max(str(customer.fields.get("last_visit_at") or ""), str(set["started_at"]))
    count = int(customer.fields.get("visit_count") or 0) + 1
    derived: dict[str, Value] = {"last_visit_at": last, "visit_count": count}
    if set.get("next_visit"):
        derived["next_visit"] = set["next_visit"]
    ops.append(Update("customer", customer.id, derived))
    if set.get("plan_item"):
        plan = context.record("plan_item", set["plan_item"])
        ops.append(Update("plan_item", plan.id, {"state": PlanState.DONE, "visit": id}))
    return ops


def moved_along(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """A visit to a customer that was merged meanwhile hangs on the one that stays."""
    first = context.read.get("customer", str(set["customer"]))
    if first is None or first.deleted:  # the visit took place all the same
        return []
    into = first
    while into.fields.get("merged_into"):
        into = context.record("customer", into.fields["merged_into"])
    if into is first:
        return []
    nothing: dict[str, Value] = {"visit_count": None, "last_visit_at": None}
    if joined := first.fields.get("joined"):  # should the two be parted, it goes back
        nothing["joined"] = {**joined, "hung": [*joined["hung"], f"visit/{id}"]}
    return [
        Update("visit", id, {"customer": into.id}),
        Update("customer", into.id, visited(context.read, into.id, first.id)),
        Update("customer", first.id, nothing),
    ]


def _in_order(visit: Arguments) -> None:
    began, ended = visit["started_at"], visit.get("ended_at")
    if ended and ended < began:
        raise Refused("ends_before_start", started_at=began, ended_at=ended)


def amend_visit(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """A correction is a new fact that names the one it corrects; nothing is overwritten."""
    amended = context.record("visit", set["amends"])
    if amended.fields["person"] != context.actor.person:
        raise Refused("not_yours", type="visit", id=amended.id)
    kept = {name: value for name, value in amended.fields.items() if value is not None}
    visit = {**kept, **set}
    if visit["started_at"] is None:
        raise BadValue("missing_field", type="visit.amend", field="started_at")
    _in_order(visit)
    return [Insert("visit", id, visit)]


def add_plan(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    context.record("customer", set["customer"])
    who = {"post": own_post(context), "person": context.actor.person}
    return [Insert("plan_item", id, {"state": PlanState.PLANNED, **set, **who})]


def edit_plan(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    context.record("plan_item", id)
    return [Update("plan_item", id, flat("plan_item", set))]


def remove_plan(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    plan = context.record("plan_item", id)
    if plan.fields.get("visit"):
        raise Refused("already_visited", id=id)
    return [Delete("plan_item", id)]


def arrange_plan(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """Puts a day's plan items in this order, in one change.

    The planned times of what is still ahead stay with the places of the day, not with the
    customers: whoever comes first gets the earliest.
    """
    items = [context.record("plan_item", item) for item in set["order"]]
    if len({(item.fields["person"], item.fields["date"]) for item in items}) != 1:
        raise BadValue(field="order", value=str(set["order"])[:60], wanted="items of one day")
    timed = [item.id for item in items if _is_ahead(item) and item.fields.get("planned_at")]
    by_id = {item.id: item for item in items}
    times = sorted(str(by_id[one].fields["planned_at"]) for one in timed)
    slots = dict(zip(timed, times, strict=True))
    ops: list[Op] = []
    for place, item in enumerate(items, start=1):
        wanted = {"sequence": place, "planned_at": slots.get(item.id)}
        if item.id not in slots:
            del wanted["planned_at"]
        changed = {name: to for name, to in wanted.items() if item.fields.get(name) != to}
        if changed:
            ops.append(Update("plan_item", item.id, changed))
    return ops


def _is_ahead(item: Record) -> bool:
    return item.fields.get("state") in (None, PlanState.PLANNED)


def save_route(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """A fixed weekly route (F15) with its stops, in order; saving again replaces the stops.

    Without `stops` they stay as they are.
    """
    fields = {name: value for name, value in set.items() if name != "stops"}
    post = own_post(context)
    existing = context.read.get("route_template", id)
    ops: list[Op] = []
    if existing is None:
        ops.append(
            Insert("route_template", id, {"person": context.actor.person, **fields, "post": post})
        )
    elif fields:
        ops.append(Update("route_template", id, fields))
    return ops + _stops(context, id, set["stops"]) if set.get("stops") is not None else ops


def _stops(context: Context, route: str, customers: Sequence[Value]) -> list[Op]:
    ops: list[Op] = []
    for place, customer in enumerate(customers, start=1):
        context.record("customer", STOP.check(customer))
        stop = f"{route}.{place}"
        known = context.read.get("route_stop", stop)
        if known is None or known.deleted:
            wanted = {"template": route, "customer": customer, "sequence": place}
            ops.append(Insert("route_stop", stop, wanted))
        else:
            ops.append(Update("route_stop", stop, {"customer": customer, "sequence": place}))
    kept = {op.id for op in ops}
    there = context.read.find("route_stop", "template", route)
    return ops + [Delete("route_stop", stop.id) for stop in there if stop.id not in kept]


def _optional(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(replace(field, required=False) for field in fields)


VISIT_FIELDS = tuple(field for field in VISIT.fields if field.name not in (*WHO, "amends"))
MUTATIONS = (
    Mutation(
        "visit.record",
        VISIT_FIELDS,
        record_visit,
        new=True,
        required=frozenset({"customer", "started_at"}),
        follows=moved_along,
    ),
    Mutation(
        "visit.amend",
        tuple(field for field in _optional(VISIT.fields) if field.name not in (*WHO, "customer")),
        amend_visit,
        new=True,
        required=frozenset({"amends"}),
    ),
    Mutation(
        "plan.add", editable(PLAN), add_plan, new=True, required=frozenset({"customer", "date"})
    ),
    Mutation("plan.edit", _optional(editable(PLAN)), edit_plan),
    Mutation(
        "plan.arrange",
        (Field("order", Type.LIST, required=True, longest=20_000),),
        arrange_plan,
        required=frozenset({"order"}),
    ),
    Mutation("plan.remove", (), remove_plan),
    Mutation(
        "route.save",
        (
            *_optional(editable(CATALOGUE["route_template"])),
            Field("stops", Type.LIST, longest=20_000),
        ),
        save_route,
        new=True,
    ),
)
