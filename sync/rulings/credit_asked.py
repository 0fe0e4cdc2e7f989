"""What a request for credit asks: a customer's new limit; its amount is the raise that this is."""

from collections.abc import Mapping
from decimal import Decimal

from sync.catalogue import CATALOGUE, Value
from sync.errors import BadValue, Refused
from sync.rulings.records import Record

LIMIT = CATALOGUE["customer"].field("credit_limit")
NOTHING = Decimal(0)


def limit_asked(asked: Mapping[str, Value]) -> Decimal | None:
    """The limit the customer would have; None: the request names none, and books none.

    Raises BadValue for what is no limit."""
    if asked.get("kind") != "credit":
        return None
    return _limit(asked, "limit_asked")


def must_agree(asked: Mapping[str, Value]) -> None:
    """One number is decided and booked: the amount is the limit asked less the limit now
    (BR-APR-01). Raises BadValue, Refused("amount_disagrees")."""
    wanted = limit_asked(asked)
    if wanted is None:
        return
    raised = wanted - (_limit(asked, "limit_now") or NOTHING)
    amount = asked.get("amount")
    if amount is None or Decimal(amount) != raised:
        facts = {"limit_asked": f"{wanted:.2f}", "raised": f"{raised:.2f}"}
        raise Refused("amount_disagrees", rule="BR-APR-01", amount=amount, **facts)


def must_stand(asked: Mapping[str, Value], customer: Record | None) -> None:
    """What is approved is a raise over the limit that the customer has now, and no other.

    Raises Refused("limit_moved"): another limit was booked since, or the request never said the
    right one; approved all the same it would be a raise that nobody decided."""
    wanted = limit_asked(asked)
    if wanted is None or customer is None or customer.deleted:
        return
    must_agree(asked)
    said = _limit(asked, "limit_now") or NOTHING
    stands = Decimal(customer.fields.get("credit_limit") or 0)
    if said != stands:
        facts = {"said": f"{said:.2f}", "stands": f"{stands:.2f}"}
        raise Refused("limit_moved", rule="BR-APR-05", **facts)


def _limit(asked: Mapping[str, Value], name: str) -> Decimal | None:
    said = (asked.get("facts") or {}).get(name)
    try:
        text = LIMIT.check(said)
    except BadValue:
        raise _bad(name, said) from None
    if text is None:
        return None
    limit = Decimal(text)
    if limit < 0:
        raise _bad(name, said)
    return limit


def _bad(name: str, said: Value) -> BadValue:
    return BadValue(field=name, value=str(said)[:60], wanted=">= 0")
