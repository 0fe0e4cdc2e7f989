"""The fields of a customer that a company or a rep added: what they are called, what they hold."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, func, select, text

from desktop.queries.customers import OWN
from desktop.store.tables import LIVE, RECORDS

FIELD = RECORDS["customer_field"].c
_BROUGHT = text(
    "SELECT DISTINCT j.key FROM customer c, json_each(c.extra) j"
    " WHERE c.deleted = 0 AND c.extra IS NOT NULL"
)
YES, NO = "是", "否"  # what a field of yes or no holds


@dataclass(frozen=True, slots=True)
class OwnField:
    """A key of a customer's `extra`; `kind` is one of the catalogue's FIELD_KINDS."""

    name: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    company: bool = False

    @property
    def id(self) -> str:
        return f"{OWN}{self.name}"


def own_fields(connection: Connection, mine: Sequence[OwnField] = ()) -> list[OwnField]:
    """The company's in its order, then a person's own, each name once."""
    asked = (
        select(FIELD.name, FIELD.kind, FIELD.choices)
        .where(FIELD.deleted == LIVE, func.coalesce(FIELD.active, 1) == 1)
        .order_by(func.coalesce(FIELD.place, 1_000), FIELD.name)
    )
    found = {
        name: OwnField(name, kind or "text", tuple(map(str, json.loads(choices or "[]"))), True)
        for name, kind, choices in connection.execute(asked)
    }
    return [*found.values(), *(field for field in mine if field.name not in found)]


def all_fields(connection: Connection, mine: Sequence[OwnField] = ()) -> list[OwnField]:
    """Those, and whatever else stands on some card here: an import may have brought it."""
    known = own_fields(connection, mine)
    names = {field.name for field in known}
    brought = sorted(set(connection.scalars(_BROUGHT)) - names)
    return [*known, *(OwnField(name) for name in brought)]


def value_of(extra: str, field: str) -> str:
    """What stands in `extra.<name>` of a row; nothing where it has none."""
    value = _decoded(extra).get(field.removeprefix(OWN)) if extra else None
    return "" if value is None else str(value)


@lru_cache(maxsize=4_096)
def _decoded(extra: str) -> dict[str, Any]:
    found = json.loads(extra)
    return found if isinstance(found, dict) else {}
