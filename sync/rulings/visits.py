"""What a customer's card says of the visits there."""

from sync.catalogue import Value
from sync.rulings.records import Reader


def visited(read: Reader, *customers: str) -> dict[str, Value]:
    """How many visits, and when the last began; amendments are no visits of their own."""
    began = [
        str(visit.fields["started_at"])
        for customer in customers
        for visit in read.find("visit", "customer", customer)
        if visit.fields.get("amends") is None
    ]
    return {"visit_count": len(began) or None, "last_visit_at": max(began, default=None)}
