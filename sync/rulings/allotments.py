"""What a branch hub was allotted: requests of some kinds, up to an amount, until a day.

The centre grants and signs it, the hub alone counts and signs each ruling, everybody can check
both. What the hub has ruled counts with the centre as long as it is within the amount.
"""

import base64
import binascii
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync.catalogue import Value, canonical
from sync.errors import Refused
from sync.rulings.posts import above
from sync.rulings.records import Reader, Record

ARRIVES_WITHIN = timedelta(days=7)  # after its last day the centre still takes what was ruled
TERMS = ("hub", "signer", "unit", "kinds", "each", "amount", "until")
SEEN = ("request", "on_hash", "on_ver")
NOTHING = Decimal(0)


def granted(id: str, terms: Mapping[str, Value]) -> bytes:
    """What the centre signs when it grants one."""
    return canonical(["allotment", id, *(terms.get(name) for name in TERMS)]).encode()


def ruled(allotment: str, decision: str, said: Mapping[str, Value]) -> bytes:
    """What the hub signs; `said`: the arguments of the decision."""
    return canonical(["ruling", allotment, decision, *(said.get(name) for name in SEEN)]).encode()


def proven(lease: Record, decision: str, said: Mapping[str, Value]) -> bool:
    """Whether the decision carries a valid ruling of the allotment's hub on this content."""
    content = ruled(lease.id, decision, said)
    return signed(str(lease.fields["signer"]), content, said.get("ruling"))


def signed(key: str, content: bytes, sig: Value) -> bool:
    """Whether `sig` is the signature of this Ed25519 key; both base64."""
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        public.verify(base64.b64decode(str(sig), validate=True), content)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def covering(
    read: Reader, leases: Iterable[Record], asked: Mapping[str, Value], today: str
) -> Record | None:
    """One of these allotments under which this request could be approved today."""
    return next((each for each in leases if _fits(read, each, asked, today)), None)


def take(read: Reader, lease: Record, asked: Mapping[str, Value], today: str) -> Decimal:
    """What approving this request takes of the allotment (BR-APR-06); raises Refused.

    At the centre `today` may be later than the last day: it takes time to come.
    """
    facts = {"until": lease.fields["until"], "amount": asked.get("amount")}
    if lease.fields.get("closed") or today > _arrives_by(lease):
        raise Refused("allotment_over", rule="BR-APR-06", **facts)
    if not _is_for(read, lease, asked):
        raise Refused("not_allotted", rule="BR-APR-06", allotment=lease.id)
    amount, most = Decimal(asked["amount"]), _most(lease)
    if amount > most:
        limit = f"{max(most, NOTHING):.2f}"
        raise Refused("over_limit", rule="BR-APR-06", limit=limit, amount=asked["amount"])
    return amount


def _fits(read: Reader, lease: Record, asked: Mapping[str, Value], today: str) -> bool:
    if lease.fields.get("closed") or today > lease.fields["until"]:
        return False
    return _is_for(read, lease, asked) and Decimal(asked["amount"]) <= _most(lease)


def _is_for(read: Reader, lease: Record, asked: Mapping[str, Value]) -> bool:
    """A request of these kinds that says how much it is, made in the unit or below it."""
    counted = asked.get("kind") in lease.fields["kinds"] and asked.get("amount") is not None
    return counted and Decimal(asked["amount"]) > 0 and _within(read, lease, asked)


def _most(lease: Record) -> Decimal:
    """What one request may take now."""
    left = left_of(lease)
    each = lease.fields.get("each")
    return left if each is None else min(left, Decimal(each))


def left_of(lease: Record) -> Decimal:
    return Decimal(lease.fields["amount"]) - Decimal(lease.fields.get("used") or 0)


def _arrives_by(lease: Record) -> str:
    return (date.fromisoformat(lease.fields["until"]) + ARRIVES_WITHIN).isoformat()


def _within(read: Reader, lease: Record, asked: Mapping[str, Value]) -> bool:
    """The post's own unit, or that of the first superior who has one, and every one above it."""
    unit = _unit_of(read, str(asked.get("post")))
    met: set[str] = set()
    while unit and unit not in met:
        if unit == lease.fields["unit"]:
            return True
        met.add(unit)
        found = read.get("org_unit", unit)
        unit = str((found.fields.get("parent") if found else None) or "")
    return False


def _unit_of(read: Reader, post: str) -> str:
    for each in (post, *above(read, post)):
        found = read.get("post", each)
        if found is not None and found.fields.get("unit"):
            return str(found.fields["unit"])
    return ""
