"""The fields of a customer that a company or a rep added: what they are called, what they hold."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, func, select, text

from desktop.queries.customers import OWN
from desktop.store.tables import LIVE, RECORDS

FIELD, KEPT = RECORDS["customer_field"].c, RECORDS["preference"].c
_BROUGHT = text(
    "SELECT DISTINCT j.key FROM customer c, json_each(c.extra) j"
    " WHERE c.deleted = 0 AND c.extra IS NOT NULL"
)
_AROUND = text(
    "WITH RECURSIVE mine(id) AS (SELECT unit FROM post WHERE id = :post AND unit IS NOT NULL),"
    " over(id) AS (SELECT id FROM mine UNION SELECT o.parent FROM org_unit o"
    " JOIN over ON o.id = over.id WHERE o.parent IS NOT NULL),"
    " under(id) AS (SELECT id FROM mine UNION SELECT o.id FROM org_unit o"
    " JOIN under ON o.parent = under.id)"
    " SELECT id FROM over UNION SELECT id FROM under"
)
YES, NO = "是", "否"  # what a field of yes or no holds


@dataclass(frozen=True, slots=True)
class OwnField:
    """A key of a customer's `extra`; `kind` is one of the catalogue's FIELD_KINDS.

    `record` is the id of what says so, "" for a key that merely stands on some card; `unit` whose
    people a `company` field is for, "" for everybody.
    """

    name: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    company: bool = False
    record: str = ""
    unit: str = ""

    @property
    def id(self) -> str:
        return f"{OWN}{self.name}"


def own_fields(connection: Connection, post: str | None) -> list[OwnField]:
    """What the company and the units of this post ask for, then a person's own; each name once."""
    asked = (
        select(FIELD.id, FIELD.name, FIELD.kind, FIELD.choices, FIELD.unit)
        .where(FIELD.deleted == LIVE, func.coalesce(FIELD.active, 1) == 1)
        .where(FIELD.unit.is_(None) | FIELD.unit.in_(_units(connection, post)))
        .order_by(func.coalesce(FIELD.place, 1_000), FIELD.name)
    )
    found: dict[str, OwnField] = {}
    for id, name, kind, choices, unit in connection.execute(asked):
        said = tuple(map(str, json.loads(choices or "[]")))
        found.setdefault(name, OwnField(name, kind or "text", said, True, id, unit or ""))
    kept = (
        select(KEPT.id, KEPT.name, KEPT.value)
        .where(KEPT.deleted == LIVE, KEPT.kind == "customer_field", KEPT.value.is_not(None))
        .order_by(KEPT.key)
    )
    for id, name, value in connection.execute(kept):
        held = json.loads(value)
        if isinstance(held, dict) and name not in found:
            choices = tuple(map(str, held.get("choices") or ()))
            found[name] = OwnField(name, str(held.get("kind") or "text"), choices, record=id)
    return list(found.values())


def _units(connection: Connection, post: str | None) -> list[str]:
    """The unit of the post, those over it and those under it."""
    return list(connection.scalars(_AROUND, {"post": post}))


def publishes_for(connection: Connection, post: str | None) -> list[tuple[str, str]]:
    """(unit, its name) this post may ask for a field in: "" is everybody; nothing for a rep."""
    at = RECORDS["post"].c
    under = select(at.id).where(at.superior == post, at.deleted == LIVE).limit(1)
    own = connection.execute(
        select(at.superior, at.unit).where(at.id == post, at.deleted == LIVE)
    ).first()
    if own is None or connection.execute(under).first() is None:
        return []
    unit = RECORDS["org_unit"].c
    name = connection.scalar(select(unit.name).where(unit.id == own.unit))
    everybody = [("", "")] if own.superior is None else []
    return everybody + ([(own.unit, name)] if own.unit and name else [])


def all_fields(connection: Connection, post: str | None) -> list[OwnField]:
    """Those, and whatever else stands on some card here: an import may have brought it."""
    known = own_fields(connection, post)
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
