"""The customer list: every key in order first, then rows by the page."""

import json
import operator
from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from math import cos, radians
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    union,
)

from desktop.domain import geo, pinyin
from desktop.domain.amounts import money
from desktop.queries.found import found
from desktop.store.tables import CUSTOMER_PLACE, LIVE, RECORDS
from sync.catalogue import CATALOGUE, Type
from sync.catalogue.states import ConflictState, CustomerState

C = RECORDS["customer"].c
CONFLICT = RECORDS["conflict"].c
CONTACT = RECORDS["contact"].c
VIEWS = ("all", "starred", "unvisited", "overdue", "drifting", "nearby")
MONTH: Any = bindparam("month")  # for View.month in statements that are built once
STANDINGS = ("prospect", "following", "won", "repeat", "drifting", "dormant", "closed")
VISITS_OF_A_REGULAR = 3
OWN = "extra."  # how fields, sorts and columns of the company's and the rep's own begin
PLACED = frozenset({"name", "address", "phone"})  # sorts that have a narrow table of their own
NEAR_METRES = 3_000
DEGREE_METRES = 111_195
TESTS: Mapping[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "!=": operator.ne, ">": operator.gt,
    ">=": operator.ge, "<": operator.lt, "<=": operator.le,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """Which customers, measured from where the week and the last 30 days began (instants).

    `near` is the rep's place in WGS-84; without one nobody is nearby. `starred` are the ids
    of those the rep marked.
    """

    name: str = "all"
    week: str = ""
    month: str = ""
    near: tuple[float, float] | None = None
    starred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """`field` is one of any `values` (test "="), or compares with the only one.

    Besides the catalogue's fields: `standing` (STANDINGS), `extra.<name>`, and `pending`, which is
    passed by those with unsent changes.
    """

    field: str
    test: str
    values: tuple[str | int | float | bool | None, ...]


@dataclass(frozen=True, slots=True)
class Sort:
    """One of SORTS or `extra.<name>`; customers without the value come last either way."""

    name: str = "last_visit"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """`field` of the card, or of its contact called `contact`, holds `value`; `at` this letter."""

    field: str
    value: str
    contact: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A line of the list; `standing` is one of STANDINGS."""

    key: int
    id: str
    name: str
    region: str
    grade: str
    standing: str
    last_visit_at: str | None
    next_visit: str | None
    overdue_days: int
    receivable: Decimal | None
    achieved: float | None
    phone: str
    owner: str
    industry: str
    address: str
    visits: int
    year_sales: Decimal | None
    pending: int
    conflicts: bool
    extra: str
    hit: Hit | None = None  # what was searched for, where the line does not show it


def unindexed(column: ColumnElement[int]) -> ColumnElement[int]:
    """The column, kept away from the list's index: rows by key are found by their key."""
    return column + 0


def live(view: View, *, archived: bool = False) -> ColumnElement[bool]:
    """Shown at all, and within the view."""
    shelf = C.archived == 1 if archived else func.coalesce(C.archived, 0) == 0
    return and_(C.deleted == LIVE, shelf, _within(view))


def standing(view: View) -> ColumnElement[str]:
    """How far we are with a customer, from the card's state, what was sold and the visits."""
    sold = func.coalesce(C.year_sales, 0) > 0
    visits = func.coalesce(C.visit_count, 0)
    return case(
        (C.state.in_((CustomerState.CLOSED, CustomerState.DORMANT)), C.state),
        (and_(C.state == CustomerState.PROSPECT, ~sold, visits == 0), CustomerState.PROSPECT),
        (C.last_visit_at < view.month, "drifting"),
        (and_(sold, visits >= VISITS_OF_A_REGULAR), "repeat"),
        (sold, "won"),
        (or_(visits > 0, C.state == CustomerState.ACTIVE), "following"),
        else_="prospect",
    )


def achieved() -> ColumnElement[Any]:
    """The share of the year's target, null without a target."""
    return C.year_sales * 1.0 / func.nullif(C.year_target, 0)


def _within(view: View) -> ColumnElement[bool]:
    if view.name == "starred":
        return C.id.in_(view.starred)
    if view.name == "unvisited":
        return func.coalesce(C.last_visit_at, "") < view.week
    if view.name == "overdue":
        return C.overdue_amount > 0
    if view.name == "drifting":
        lost = and_(
            C.last_visit_at < view.month, func.coalesce(C.state, "") != CustomerState.CLOSED
        )
        return or_(C.state == CustomerState.DORMANT, lost)
    if view.name == "nearby":
        return _near(view.near)
    return literal(True)


def _near(place: tuple[float, float] | None) -> ColumnElement[bool]:
    """Within 3 km; the place is carried into each datum rather than every customer out of it."""
    if place is None:
        return literal(False)
    seen = {datum: geo.from_wgs84(geo.Point(*place), datum) for datum in geo.DATUMS}
    datum = func.coalesce(C.datum, geo.WGS84)
    latitude = case({name: point.latitude for name, point in seen.items()}, value=datum)
    longitude = case({name: point.longitude for name, point in seen.items()}, value=datum)
    north = (C.latitude - latitude) * DEGREE_METRES
    east = (C.longitude - longitude) * DEGREE_METRES * cos(radians(place[0]))
    return north * north + east * east <= NEAR_METRES**2


def customer_keys(
    connection: Connection,
    view: View,
    filters: Sequence[Filter] = (),
    sort: Sort = Sort(),
    text: str = "",
    limit: int | None = None,
) -> "array[int]":
    """Every key of the list in order."""
    if sort.name in PLACED:
        return _by_place(connection, view, filters, sort, text)[:limit]
    if sort.name.startswith(OWN):
        return _by_own(connection, view, filters, sort, text)[:limit]
    asked = _ordered(select(C.key), view, filters, sort, text)
    return _keys(connection, asked if limit is None else asked.limit(limit))


def newest_keys(connection: Connection, most: int) -> "array[int]":
    """How the list begins as it usually stands: all, those visited last first.

    Along the index of visits: the list's own is sorted whole where many were never visited.
    """
    shown = unindexed(C.deleted) == LIVE, func.coalesce(C.archived, 0) == 0
    order = C.last_visit_at.desc(), C.key.desc()
    return _keys(connection, select(C.key).where(*shown).order_by(*order).limit(most))


def _by_place(
    connection: Connection, view: View, filters: Sequence[Filter], sort: Sort, text: str
) -> "array[int]":
    """All keys in their places (tables.CUSTOMER_PLACE), then of those the ones that are wanted.

    Two narrow questions: one that joins them would read every wide row.
    """
    wanted = _keys(connection, _ordered(select(C.key), view, filters, Sort(), text).order_by(None))
    place, key = func.nullif(CUSTOMER_PLACE.c[sort.name], ""), CUSTOMER_PLACE.c.key
    asked = select(key).order_by(place.asc().nulls_last(), key)
    if sort.descending:
        asked = select(key).order_by(place.desc().nulls_last(), key.desc())
    here = frozenset(wanted)
    found = narrowed(_keys(connection, asked), here)
    if len(found) < len(here):  # their search entries, and with them their places, are yet due
        found.extend(sorted(here.difference(found)))
    return found


def _by_own(
    connection: Connection, view: View, filters: Sequence[Filter], sort: Sort, text: str
) -> "array[int]":
    """Numbers by size before words by pinyin; those of one value as they were visited."""
    found = own_groups(connection, sort.name)
    order = sorted(found, key=_place, reverse=sort.descending)
    places = {key: place for place, value in enumerate(order) for key in found[value]}
    parts = [array("q") for _ in range(len(order) + 1)]
    for key in _keys(connection, _ordered(select(C.key), view, filters, Sort(), text)):
        parts[places.get(key, -1)].append(key)
    return array("q", [key for part in parts for key in part])


def _place(value: str) -> tuple[int, float, str]:
    try:
        return 0, float(value), ""
    except ValueError:
        return 1, 0.0, pinyin.order(value)


def own_groups(connection: Connection, field: str) -> dict[str, list[int]]:
    """The keys of each value of `extra.<name>`, read from an index of its own.

    One short answer a value: a single one of 100,000 pairs would hold up the window.
    """
    value = own(C, field)
    asked = (
        select(value, func.json_group_array(C.key))
        .where(C.deleted == LIVE, C.extra.is_not(None), value.is_not(None))
        .group_by(value)
    )
    return {said: json.loads(keys) for said, keys in connection.execute(asked)}


def own(columns: Any, field: str) -> ColumnElement[str]:
    """The value of `extra.<name>` as text."""
    said: ColumnElement[str] = columns.extra.op("->>")(field.removeprefix(OWN))
    return cast(said, String)


def hits(connection: Connection, text: str) -> frozenset[int] | None:
    """Keys that match what was typed, in no order; None when there is nothing to look for."""
    ways = _findings(text)
    if not ways:
        return None
    return frozenset().union(*(_keys(connection, way) for way in ways))


def narrowed(keys: "array[int]", hits: frozenset[int]) -> "array[int]":
    """The keys that are hits, in their order: 100,000 in 5 ms, so every keystroke can ask."""
    return array("q", [key for key in keys if key in hits])


def _keys(connection: Connection, asked: Select[Any]) -> "array[int]":
    """In one answer: 100,000 rows apiece cost twice as much, and hold up the window meanwhile."""
    every = asked.subquery()
    told = connection.execute(select(func.json_group_array(every.c[0]))).scalar_one()
    return array("q", json.loads(told))


def _ordered(
    chosen: Select[Any], view: View, filters: Sequence[Filter], sort: Sort, text: str
) -> Select[Any]:
    archived = any(wanted.field == "archived" and True in wanted.values for wanted in filters)
    chosen = chosen.where(live(view, archived=archived))
    for wanted in filters:
        if wanted.field != "archived":
            chosen = chosen.where(_passes(view, wanted))
    matching = _matching(text)
    if matching is not None:
        chosen = chosen.where(matching)
    value = _sorts(view)[sort.name]
    if sort.descending:  # the same way for the key: the index is then walked, not sorted
        return chosen.order_by(value.desc(), C.key.desc())
    return chosen.order_by(value.asc().nulls_last(), C.key)


def _sorts(view: View) -> Mapping[str, ColumnElement[Any]]:
    order = {name: at for at, name in enumerate(STANDINGS)}
    return {
        "name": C.name,
        "class": func.nullif(C["class"], ""),
        "standing": case(order, value=standing(view)),
        "last_visit": C.last_visit_at,
        "next_visit": C.next_visit,
        "receivable": func.nullif(C.receivable, 0),
        "overdue": func.nullif(C.overdue_days, 0),
        "achieved": achieved(),
        "region": func.nullif(C.region, ""),
        "phone": func.nullif(C.phone, ""),
        "owner": C.owner,
        "industry": func.nullif(C.industry, ""),
        "address": func.nullif(C.address, ""),
        "visits": func.coalesce(C.visit_count, 0),
        "sales": func.nullif(C.year_sales, 0),
    }


SORTS = tuple(_sorts(View()))


def _passes(view: View, wanted: Filter) -> ColumnElement[bool]:
    if wanted.field == "standing":
        return standing(view).in_(wanted.values)
    if wanted.field == "industry":  # 商超 · 单店 4,200 ㎡: the trade is the first word
        return or_(*(C.industry.startswith(str(value), autoescape=True) for value in wanted.values))
    if wanted.field.startswith(OWN):
        other = RECORDS["customer"].alias().c
        stands = own(other, wanted.field).in_([value for value in wanted.values if value != ""])
        holds = select(other.key).where(other.deleted == LIVE, other.extra.is_not(None), stands)
        return C.key.in_(holds)
    if wanted.field == "pending":
        return C.key.in_(_pending())
    field = CATALOGUE["customer"].field(wanted.field)
    column: ColumnElement[Any] = C[field.name]
    values = [field.to_sql(field.check(value)) for value in wanted.values]
    if field.type is Type.BOOLEAN:
        column = func.coalesce(column, 0)
    if wanted.test == "=":
        return or_(column.in_(values), *([column.is_(None)] if None in values else []))
    return _compared(column, wanted.test, values[0])


def _pending() -> Select[Any]:
    """Keys of those with unsent changes, from an index that has no others."""
    other = RECORDS["customer"].alias().c
    return select(other.key).where(other.pending > literal_column("0"))


def _compared(column: ColumnElement[Any], test: str, value: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = TESTS[test](column, value)
    return found


def _matching(text: str) -> ColumnElement[bool] | None:
    ways = _findings(text)
    return C.key.in_(union(*ways)) if ways else None


def _findings(text: str) -> list[Select[Any]]:
    """By the card's own words, and by those of its contacts."""
    own, known = found("customer", text), found("contact", text)
    if own is None or known is None:
        return []
    through = (
        select(C.key)
        .join(RECORDS["contact"], CONTACT.customer == C.id)
        .where(CONTACT.key.in_(known), CONTACT.deleted == LIVE)
    )
    return [own, through]


def customer_rows(
    connection: Connection, keys: Sequence[int], view: View
) -> dict[int, CustomerRow]:
    """A page of rows, one statement; keys that are gone are left out."""
    told = connection.execute(_page(), {"keys": list(keys), "month": view.month}).scalar_one()
    return {row[0]: _row(row) for row in json.loads(told)}


@cache
def _page() -> Select[Any]:
    """Cached, because a page is read while it is painted.

    In one answer: after each row apiece the window would wait for whoever computes meanwhile.
    """
    view = View(month=MONTH)
    torn = exists().where(
        CONFLICT.record == C.id, CONFLICT.state == ConflictState.OPEN, CONFLICT.deleted == LIVE
    )
    person = RECORDS["person"].c
    owner = select(person.name).where(person.id == C.owner).scalar_subquery()
    row = func.json_array(
        C.key, C.id, C.name, C.region, C["class"], standing(view), C.last_visit_at, C.next_visit,
        C.overdue_days, C.overdue_amount, C.receivable, achieved(), C.phone, owner, C.industry,
        C.address, C.visit_count, C.year_sales, C.pending, torn, C.extra,
    )  # fmt: skip
    asked = C.key.in_(bindparam("keys", expanding=True)), unindexed(C.deleted) == LIVE
    return select(func.json_group_array(row)).where(*asked)


def _row(row: Sequence[Any]) -> CustomerRow:
    (key, id, name, region, grade, state, last, coming, days, overdue, receivable, share, phone,
     owner, industry, address, visits, sales, pending, torn, extra) = row  # fmt: skip
    return CustomerRow(
        key, id, name, region or "", grade or "", state, last, coming,
        (days or 0) if (overdue or 0) > 0 else 0, money(receivable), share, phone or "",
        owner or "", industry or "", address or "", visits or 0, money(sales), pending, bool(torn),
        extra or "",
    )  # fmt: skip


def view_counts(connection: Connection, view: View) -> dict[str, int]:
    """How many customers each view shows: one pass through the narrow index, which has no ids."""
    here = (C.deleted == LIVE) & (func.coalesce(C.archived, 0) == 0)
    views = [replace(view, name=name) for name in VIEWS if name != "starred"]
    sums = [func.sum(case((_within(each), 1), else_=0)) for each in views]
    row = connection.execute(select(*sums).where(here)).one()
    counts = {each.name: count or 0 for each, count in zip(views, row, strict=True)}
    marked = select(func.count()).select_from(RECORDS["customer"]).where(here)
    if view.starred:  # an empty IN would read every row
        counts["starred"] = connection.execute(marked.where(C.id.in_(view.starred))).scalar_one()
    return {name: counts.get(name, 0) for name in VIEWS}


def count(connection: Connection, view: View, filters: Sequence[Filter] = ()) -> int:
    """How many a saved view shows."""
    chosen = _ordered(select(C.key), view, filters, Sort("name", False), "").order_by(None)
    return connection.execute(select(func.count()).select_from(chosen.subquery())).scalar_one()


def trade() -> ColumnElement[Any]:
    """商超 of 商超 · 单店 4,200 ㎡."""
    cut = func.instr(C.industry, " · ")
    return case((cut > 0, func.substr(C.industry, 1, cut - 1)), else_=C.industry)


def choices(connection: Connection, field: str) -> list[tuple[str, int]]:
    """The values a filter can offer (region, class, industry), the commonest first."""
    if field.startswith(OWN):
        counts = Counter({said: len(keys) for said, keys in own_groups(connection, field).items()})
        return counts.most_common()
    value: ColumnElement[Any] = trade() if field == "industry" else C[field]
    statement = (
        select(value, func.count())
        .where(live(View()), value.is_not(None), value != "")
        .group_by(value)
        .order_by(func.count().desc(), value)
    )
    return [(name, number) for name, number in connection.execute(statement)]


def key_of(connection: Connection, id: str) -> int | None:
    return connection.execute(select(C.key).where(C.id == id, C.deleted == LIVE)).scalar()


def ids_of(connection: Connection, keys: Sequence[int]) -> list[str]:
    """In the order of the keys."""
    live_ones = unindexed(C.deleted) == LIVE
    rows = connection.execute(select(C.key, C.id).where(C.key.in_(list(keys)), live_ones))
    known = {row.key: row.id for row in rows}
    return [known[key] for key in keys if key in known]
