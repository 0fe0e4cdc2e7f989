"""A customer's credit: a ledger with a derived total, and allotments of the limit to reps."""

from collections.abc import Sequence
from decimal import Decimal

from sync.catalogue import CATALOGUE, Value
from sync.errors import BadValue, Refused
from sync.mutations.model import Arguments, Context, Insert, Mutation, Op, Reader, Record, Update

ENTRY, ALLOTMENT = CATALOGUE["credit_entry"], CATALOGUE["allotment"]
NOTHING, USED = Decimal(0), CATALOGUE["customer"].field("credit_used")


def enter(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """Takes from the author's own allotment if it suffices, else from what is free for all."""
    customer, amount = context.record("customer", set["customer"]), Decimal(set["amount"])
    _right_way(set["reason"], amount)
    entries = context.read.find("credit_entry", "customer", customer.id)
    if any(each.id == id for each in entries):
        raise Refused("id_taken", type="credit_entry", id=id)
    live = _live(context, customer.id)
    own = [each for each in live if each.fields["person"] == context.actor.person]
    lease = next((each for each in own if _left(each, entries) >= amount > 0), None)
    if lease is None and amount > 0:
        others = [each for each in live if each not in own]
        _within(customer, amount, _used(entries) + _held(others, entries))
    said = {**set, "person": context.actor.person, "at": context.at}
    charged = lease.id if lease is not None else None
    ops: list[Op] = [Insert("credit_entry", id, {**said, "allotment": charged})]
    if lease is not None:
        drawn = _drawn(lease, entries) + amount
        ops.append(Update("allotment", lease.id, {"used": _text(drawn)}))
    total = USED.check(_text(_used(entries) + amount))
    return [*ops, Update("customer", customer.id, {"credit_used": total})]


def give(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """A superior lets one person use a part of the limit without asking, until a day."""
    customer, amount = context.record("customer", set["customer"]), Decimal(set["amount"])
    context.record("person", set["person"])
    if set["person"] == context.actor.person:
        raise Refused("own_request", rule="BR-APR-02")
    if amount <= 0 or set["until"] < context.today:
        raise BadValue(field="amount", value=set["amount"], wanted="> 0, until today or later")
    entries = context.read.find("credit_entry", "customer", customer.id)
    _within(customer, amount, _used(entries) + _held(_live(context, customer.id), entries))
    return [Insert("allotment", id, {**set, "closed": False})]


def close(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    context.record("allotment", id)
    return [Update("allotment", id, {"closed": True})]


def spent(read: Reader, *customers: str) -> dict[str, Value]:
    """`credit_used` of what is in the ledgers of these customers, if there is anything."""
    return added_up(
        [one for each in customers for one in read.find("credit_entry", "customer", each)]
    )


def added_up(entries: Sequence[Record]) -> dict[str, Value]:
    """The same of these entries."""
    return {"credit_used": _text(_used(entries))} if entries else {}


def _live(context: Context, customer: str) -> list[Record]:
    return [
        each
        for each in context.read.find("allotment", "customer", customer)
        if not each.fields.get("closed") and context.today <= each.fields["until"]
    ]


def _used(entries: Sequence[Record]) -> Decimal:
    return sum((Decimal(each.fields["amount"]) for each in entries), NOTHING)


def _drawn(lease: Record, entries: Sequence[Record]) -> Decimal:
    return _used([each for each in entries if each.fields.get("allotment") == lease.id])


def _left(lease: Record, entries: Sequence[Record]) -> Decimal:
    return Decimal(lease.fields["amount"]) - _drawn(lease, entries)


def _held(leases: Sequence[Record], entries: Sequence[Record]) -> Decimal:
    return sum((max(_left(each, entries), NOTHING) for each in leases), NOTHING)


def _right_way(reason: str, amount: Decimal) -> None:
    """Raises BadValue for an order that gives back, a payment that takes, and for nothing."""
    said = {"field": "amount", "value": _text(amount)}
    if reason == "order" and amount <= 0:
        raise BadValue(**said, wanted="> 0 for an order")
    if reason == "payment" and amount >= 0:
        raise BadValue(**said, wanted="< 0 for a payment")
    if not amount:
        raise BadValue(**said, wanted="another amount than 0")


def _within(customer: Record, amount: Decimal, taken: Decimal) -> None:
    limit: Value = customer.fields.get("credit_limit")
    if limit is not None and amount > Decimal(limit) - taken:
        free = _text(max(Decimal(limit) - taken, NOTHING))
        raise Refused("over_limit", rule="BR-COL-06", limit=free, amount=_text(amount))


def _text(amount: Decimal) -> str:
    return f"{amount:.2f}"


MUTATIONS = (
    Mutation(
        "credit.enter",
        tuple(ENTRY.field(name) for name in ("customer", "amount", "reason", "note")),
        enter,
        new=True,
        required=frozenset({"customer", "amount", "reason"}),
    ),
    Mutation(
        "allotment.give",
        tuple(ALLOTMENT.field(name) for name in ("customer", "person", "amount", "until")),
        give,
        new=True,
        required=frozenset({"customer", "person", "amount", "until"}),
    ),
    Mutation("allotment.close", (), close),
)
