"""The fields of a customer that are derived from its visits."""

from collections.abc import Iterable

from sync.catalogue import Value
from sync.rulings.records import Reader, Record


def visited(read: Reader, *customers: str) -> dict[str, Value]:
    """How many visits, and when the last began; amendments are no visits of their own."""
    return counted([one for each in customers for one in read.find("visit", "customer", each)])


def counted(visits: Iterable[Record]) -> dict[str, Value]:
    """The same of these visits."""
    whole = [visit for visit in visits if visit.fields.get("amends") is None]
    began = [str(visit.fields["started_at"]) for visit in whole]
    return {"visit_count": len(began) or None, "last_visit_at": max(began, default=None)}
