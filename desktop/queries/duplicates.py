"""Customers that two people registered, as the centre has found them: open until somebody rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from desktop.store.rows import Rows


@dataclass(frozen=True, slots=True)
class Pair:
    """`conflict` is resolved, or settled by customer.merge; a card out of sight has no name."""

    conflict: str
    customer: str
    name: str
    owner_name: str
    other: str
    other_name: str
    other_owner_name: str
    found_at: str


_PAIRS = """
SELECT k.id, k.record, a.name, p.name AS owner_name, k.other, b.name AS other_name,
  q.name AS other_owner_name, k.authored_at
FROM conflict k
LEFT JOIN customer a ON a.id = k.record AND a.deleted = 0
LEFT JOIN customer b ON b.id = k.other AND b.deleted = 0
LEFT JOIN person p ON p.id = a.owner AND p.deleted = 0
LEFT JOIN person q ON q.id = b.owner AND q.deleted = 0
WHERE k.deleted = 0 AND k.kind = 'duplicate' AND k.state = 'open'
ORDER BY k.authored_at, k.id"""


def pairs(connection: Connection) -> list[Pair]:
    """The oldest first."""
    return [Pair(*(value or "" for value in row)) for row in connection.execute(text(_PAIRS))]


def both(
    connection: Connection, kept: str, other: str
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The fields of the two cards; both are on this laptop."""
    found = Rows(connection).several("customer", [kept, other])
    return found[kept].fields, found[other].fields
