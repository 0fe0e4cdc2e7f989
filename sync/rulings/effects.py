"""What an approval brings about: credit booked, a price released, leave granted."""

from collections.abc import Mapping

from sync.catalogue import Value

KINDS = {
    "credit": "credit_booked",
    "special_price": "price_released",
    "discount": "price_released",
    "leave": "leave_granted",
}
SAID = {
    "credit_booked": ("limit_now", "limit_asked", "until"),
    "price_released": ("discount", "lines", "amount", "until"),
    "leave_granted": ("leave_type", "from", "to", "days"),
}


def effect(id: str, asked: Mapping[str, Value], at: str) -> dict[str, Value] | None:
    """The fields of the effect of an approved request; None for kinds that have none."""
    kind = KINDS.get(str(asked.get("kind")))
    if kind is None:
        return None
    facts = asked.get("facts") or {}
    return {
        "request": id,
        "kind": kind,
        "subject_type": asked.get("subject_type"),
        "subject": asked.get("subject"),
        "facts": {name: facts[name] for name in SAID[kind] if facts.get(name) is not None},
        "at": at,
    }
