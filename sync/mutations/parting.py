"""Undoes a merge: two cards again, each with its children and the fields it had."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sync.catalogue import Value
from sync.catalogue.states import ConflictState
from sync.errors import Refused
from sync.mutations.cards import check_closing
from sync.mutations.credit import added_up
from sync.mutations.model import Arguments, Context, Mutation, Op, Reader, Record, Update
from sync.rulings.visits import counted


def part_customers(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """`id`: the card merged into another, which keeps what was changed on it since."""
    other = context.record("customer", id)
    into, joined = other.fields.get("merged_into"), other.fields.get("joined")
    if not into or not joined:
        raise Refused("not_merged", id=id)
    kept = context.record("customer", into)
    for each in (kept, other):
        if each.part not in context.actor.works:
            raise Refused("not_yours", type="customer", id=each.id)
    if kept.fields.get("merged_into"):
        raise Refused("merged_further", id=kept.id)
    back = _hung(context.read, joined, kept.id)
    here = {"archived": joined["archived"], "merged_into": None, **_figures(back)}
    ops = [*_moved(back, id), Update("customer", id, here, ruled=True)]
    restored = {
        name: before
        for name, before in joined["before"].items()
        if kept.fields.get(name) == other.fields.get(name)
    }
    check_closing(context, kept, restored)
    if restored:
        ops.append(Update("customer", kept.id, restored))
    moved = {(each.type, each.id) for each in back}
    ops.append(Update("customer", kept.id, _left(context.read, kept.id, moved), ruled=True))
    return [*ops, *_asked_again(context, kept, other, joined)]


def _hung(read: Reader, joined: Mapping[str, Value], kept: str) -> list[Record]:
    """The moved children that are readable and still with the other card."""
    found = (read.get(*name.split("/", 1)) for name in joined["hung"])
    return [
        each
        for each in found
        if each is not None and not each.deleted and each.fields.get("customer") == kept
    ]


def _moved(records: Iterable[Record], to: str) -> list[Op]:
    return [Update(each.type, each.id, {"customer": to}, ruled=True) for each in records]


def _left(read: Reader, customer: str, moved: set[tuple[str, str]]) -> dict[str, Value]:
    """The derived figures of the card that stays."""
    return _figures(one for one in _hanging(read, customer) if (one.type, one.id) not in moved)


def _hanging(read: Reader, customer: str) -> Iterator[Record]:
    """The records from which a customer's figures are derived."""
    for type in ("visit", "credit_entry"):
        yield from read.find(type, "customer", customer)


def _figures(hanging: Iterable[Record]) -> dict[str, Value]:
    some = list(hanging)
    visits = [each for each in some if each.type == "visit"]
    entries = [each for each in some if each.type == "credit_entry"]
    return {"credit_used": None, **counted(visits), **added_up(entries)}


def _asked_again(
    context: Context, kept: Record, other: Record, joined: Mapping[str, Value]
) -> list[Op]:
    """Reopens the conflict that asked whether they are the same customer."""
    ops: list[Op] = []
    for one in (kept, other):
        like = joined["duplicates"].get(one.id)
        if like is not None and one.fields.get("duplicate_of") is None:
            ops.append(Update("customer", one.id, {"duplicate_of": like}, ruled=True))
    for id in joined["settled"]:
        found = context.read.get("conflict", id)
        if (
            found is not None
            and not found.deleted
            and found.fields["state"] == ConflictState.RESOLVED
        ):
            nothing = {"taken": None, "resolved_by": None, "resolved_at": None}
            ops.append(Update("conflict", id, {"state": ConflictState.OPEN, **nothing}, ruled=True))
    return ops


def all_parted(context: Context, id: str, set: Arguments) -> Sequence[Op]:
    """At the centre: also children outside the author's scope; then clears `joined`."""
    other = context.record("customer", id)
    joined = other.fields["joined"]
    (kept,) = joined["duplicates"].keys() - {id}
    more = _hung(context.read, joined, kept)
    moved = {(each.type, each.id) for each in more}
    whole = _figures([*_hanging(context.read, id), *more])
    return [
        *_moved(more, id),
        Update("customer", kept, _left(context.read, kept, moved)),
        Update("customer", id, {"joined": None, **whole}),
    ]


MUTATIONS = (Mutation("customer.part", (), part_customers, own_authority=True, follows=all_parted),)
