"""What a request is about: a record that its post can read, when it is asked and when it counts."""

from collections.abc import Mapping

from sync.catalogue import CATALOGUE, Value
from sync.errors import Refused
from sync.rulings.posts import above
from sync.rulings.records import Reader, Record


def subject_of(asked: Mapping[str, Value]) -> tuple[str, str] | None:
    """The record it names; one without a type is a customer's."""
    if asked.get("subject") is None:
        return None
    return str(asked.get("subject_type") or "customer"), str(asked["subject"])


def customer_of(read: Reader, asked: Mapping[str, Value]) -> Record | None:
    """The customer it is about, also a deleted one."""
    named = subject_of(asked)
    if named is None or named[0] != "customer":
        return None
    return read.get(*named)


def must_be_there(read: Reader, asked: Mapping[str, Value]) -> None:
    """`read` is the requester's; raises Refused("not_found")."""
    named = subject_of(asked)
    if named is None:
        return
    found = read.get(*named) if named[0] in CATALOGUE else None
    if found is None or found.deleted:
        raise _not_found(named)


def must_still_be_there(read: Reader, asked: Mapping[str, Value]) -> None:
    """Whether the customer of an approved request still is its post's, or one below it.

    A customer that went to another rep is not changed by what the first one asked: whose it is
    now asks anew. `read` is of everything; raises Refused("not_found")."""
    customer = customer_of(read, asked)
    if customer is None or customer.deleted:
        return
    holders = read.find("post", "territories", customer.fields.get("territory"))
    own = asked.get("post")
    if not any(own in (each.id, *above(read, each.id)) for each in holders):
        raise _not_found(("customer", customer.id))


def _not_found(named: tuple[str, str]) -> Refused:
    return Refused("not_found", type=named[0][:64], id=named[1][:64])
