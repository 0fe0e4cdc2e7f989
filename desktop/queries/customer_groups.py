"""The customer list in groups: whose keys belong to which, counted along the narrow index."""

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from desktop.domain import pinyin
from desktop.queries.customers import OWN, STANDINGS, C, View, own_groups, standing, trade
from desktop.store.tables import LIVE, RECORDS
from sync.catalogue.states import CustomerState

GROUPINGS = ("class", "standing", "state", "region", "territory", "owner", "industry")
ORDERS: Mapping[str, Sequence[str]] = {"standing": STANDINGS, "state": tuple(CustomerState)}
NAMED = {"territory": "territory", "owner": "person"}


@dataclass(frozen=True, slots=True)
class Groups:
    """Titles of the groups by their values, in their order, and the place of each key's group.

    A key that has no value belongs to the last group, whose value is "".
    """

    values: tuple[str, ...]
    titles: tuple[str, ...]
    places: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Group:
    """The customers of one value, in the order of the list."""

    value: str
    title: str
    keys: "array[int]"


def groups(connection: Connection, view: View, field: str) -> Groups:
    """Of one of GROUPINGS, or of `extra.<name>`."""
    own = field.startswith(OWN)
    found = own_groups(connection, field) if own else _listed(connection, view, field)
    found.pop("", None)
    named = _names(connection, field)
    known = ORDERS.get(field)
    order = sorted(found, key=lambda value: _place(value, named.get(value, value), known))
    places = {key: place for place, value in enumerate(order) for key in found[value]}
    values = (*order, "")
    return Groups(values, tuple(named.get(value, value) for value in values), places)


def _listed(connection: Connection, view: View, field: str) -> dict[str, list[int]]:
    special: Mapping[str, ColumnElement[str]] = {"standing": standing(view), "industry": trade()}
    value = func.coalesce(special[field] if field in special else C[field], "")
    asked = select(value, func.json_group_array(C.key)).where(C.deleted == LIVE).group_by(value)
    return {said: json.loads(keys) for said, keys in connection.execute(asked)}


def _names(connection: Connection, field: str) -> Mapping[str, str]:
    """What stands for an id."""
    if field not in NAMED:
        return {}
    c = RECORDS[NAMED[field]].c
    return {row.id: row.name for row in connection.execute(select(c.id, c.name))}


def _place(value: str, title: str, known: Sequence[str] | None) -> tuple[float, str]:
    if known is not None and value in known:
        return float(known.index(value)), ""
    try:
        return float(value), ""
    except ValueError:
        return float("inf"), pinyin.order(title)


def grouped(keys: Sequence[int], within: Groups) -> list[Group]:
    """The list cut into its groups; those without anybody are left out."""
    last = len(within.values) - 1
    parts: list[list[int]] = [[] for _ in within.values]
    for key in keys:
        parts[within.places.get(key, last)].append(key)
    return [
        Group(value, title, array("q", part))
        for value, title, part in zip(within.values, within.titles, parts, strict=True)
        if part
    ]
