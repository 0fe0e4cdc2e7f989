"""Everything the card of one customer shows, one statement a question."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, exists, func, not_, or_, select

from desktop.domain import geo
from desktop.domain.amounts import money
from desktop.queries.customers import MONTH, C, View, standing, unindexed
from desktop.queries.found import found
from desktop.store.rows import Rows
from desktop.store.tables import LIVE, RECORDS
from sync.catalogue.states import PlanState

AGES = ("not_due", "d30", "d60", "d90")
MOST_LIKELY = 4


@dataclass(frozen=True, slots=True)
class Card:
    """A customer with names in place of ids, and how much hangs on it."""

    key: int
    id: str
    pending: int
    name: str
    grade: str
    standing: str
    state: str
    phone: str
    address: str
    region: str
    territory: str
    territory_name: str
    owner: str
    owner_name: str
    industry: str
    credit_code: str
    terms_days: int | None
    next_visit: str | None
    remark: str
    archived: bool
    latitude: float | None
    longitude: float | None
    datum: str
    merged_into: str
    merged_name: str
    extra: Mapping[str, Any]
    credit_limit: Decimal | None
    receivable: Decimal | None
    overdue_amount: Decimal | None
    overdue_days: int
    ageing: tuple[Decimal, ...]
    year_target: Decimal | None
    year_sales: Decimal | None
    last_visit_at: str | None
    visit_count: int
    moments: int
    contacts: int
    attachments: int
    orders: int
    invoices: int


@dataclass(frozen=True, slots=True)
class Contact:
    key: int
    id: str
    pending: int
    name: str
    position: str
    phone: str
    email: str
    decision_role: str
    remark: str


@dataclass(frozen=True, slots=True)
class Likely:
    """A customer that may be the one being typed in; `why` is name or phone."""

    key: int
    id: str
    name: str
    region: str
    phone: str
    owner: str
    why: str


def fields_of(connection: Connection, ids: Sequence[str]) -> list[Mapping[str, Any]]:
    """Everything kept of each of these customers, in the order asked; raises KeyError for one
    that is gone."""
    held = Rows(connection).several("customer", list(ids))
    return [held[id].fields for id in ids]


def card(connection: Connection, id: str, view: View) -> Card | None:
    """The customer as it stands, or None when it is gone."""
    row = connection.execute(_card(), {"id": id, "month": view.month}).mappings().first()
    if row is None:
        return None
    said: dict[str, Any] = {name: row[name] or "" for name in TEXTS}
    said |= {name: money(row[name]) for name in BOOKS}
    ageing = json.loads(row["ageing"] or "{}")
    return Card(
        **said,
        key=row["key"],
        pending=row["pending"],
        grade=row["class"] or "",
        terms_days=row["terms_days"],
        next_visit=row["next_visit"],
        archived=bool(row["archived"]),
        latitude=row["latitude"],
        longitude=row["longitude"],
        extra=json.loads(row["extra"] or "{}"),
        overdue_days=row["overdue_days"] or 0,
        ageing=tuple(Decimal(ageing.get(age) or 0) for age in AGES),
        last_visit_at=row["last_visit_at"],
        visit_count=row["visit_count"] or 0,
        moments=row["visits"] + row["requests"],
        contacts=row["contacts"],
        attachments=row["attachments"],
        orders=row["orders"] + row["told"],
        invoices=row["invoices"],
    )


TEXTS = (
    "id", "name", "standing", "state", "phone", "address", "region", "territory", "territory_name",
    "owner", "owner_name", "industry", "credit_code", "remark", "datum",
    "merged_into", "merged_name",
)  # fmt: skip
BOOKS = ("credit_limit", "receivable", "overdue_amount", "year_target", "year_sales")


@cache
def _card() -> Select[Any]:
    """Cached, because the card is read again at every step in the list."""
    person, territory = RECORDS["person"].c, RECORDS["territory"].c
    visit, request = RECORDS["visit"].c, RECORDS["approval_request"].c
    contact = RECORDS["contact"].c
    later = RECORDS["visit"].alias()
    amended = exists().where(later.c.amends == visit.id, later.c.deleted == LIVE)
    order, invoice = RECORDS["sales_order"].c, RECORDS["invoice"].c
    booked = exists().where(order.customer == C.id, order.visit == visit.id, order.deleted == LIVE)
    owner = select(person.name).where(person.id == C.owner)
    kept = RECORDS["customer"].alias().c
    into = select(kept.name).where(kept.id == C.merged_into)
    place = select(territory.name).where(territory.id == C.territory)
    visits = _number(visit.customer == C.id, visit.deleted == LIVE, not_(amended))
    return select(
        RECORDS["customer"],
        standing(View(month=MONTH)).label("standing"),
        owner.scalar_subquery().label("owner_name"),
        place.scalar_subquery().label("territory_name"),
        into.correlate(RECORDS["customer"]).scalar_subquery().label("merged_name"),
        visits.label("visits"),
        _number(request.subject == C.id, request.deleted == LIVE).label("requests"),
        _number(contact.customer == C.id, _kept(contact)).label("contacts"),
        _attachments().label("attachments"),
        _number(order.customer == C.id, order.deleted == LIVE).label("orders"),
        _number(
            visit.customer == C.id,
            visit.ordered > 0,
            visit.deleted == LIVE,
            not_(amended),
            not_(booked),
        ).label("told"),
        _number(invoice.customer == C.id, invoice.deleted == LIVE, invoice.unpaid != 0).label(
            "invoices"
        ),
    ).where(C.id == bindparam("id"), unindexed(C.deleted) == LIVE)


def _attachments() -> Any:
    """Those of the customer, its visits and its requests."""
    file, visit, request = (RECORDS[name].c for name in ("attachment", "visit", "approval_request"))
    visits = select(visit.id).where(visit.customer == C.id, visit.deleted == LIVE)
    requests = select(request.id).where(request.subject == C.id, request.deleted == LIVE)
    return (
        _number(file.subject == C.id, file.deleted == LIVE)
        + _number(file.subject.in_(visits), file.deleted == LIVE)
        + _number(file.subject.in_(requests), file.deleted == LIVE)
    )


def _number(*where: Any) -> Any:
    return select(func.count()).where(*where).correlate(RECORDS["customer"]).scalar_subquery()


def _kept(contact: Any) -> Any:
    return and_(contact.deleted == LIVE, func.coalesce(contact.archived, 0) == 0)


def contacts(connection: Connection, customer: str) -> list[Contact]:
    c = RECORDS["contact"].c
    statement = (
        select(
            c.key, c.id, c.pending, c.name, c.position, c.phone, c.email, c.decision_role, c.remark
        )
        .where(c.customer == customer, _kept(c))
        .order_by(c.key)
    )  # fmt: skip
    rows = connection.execute(statement)
    return [Contact(*row[:3], *(value or "" for value in row[3:])) for row in rows]


def likely(connection: Connection, name: str, phone: str) -> list[Likely]:
    """Customers whose name or phone suggests that they are already in the book."""
    person = RECORDS["person"].c
    owner = select(person.name).where(person.id == C.owner).scalar_subquery()
    by_name, by_phone = _index(name, 2), _index(phone, 6)
    tests = [C.key.in_(test) for test in (by_name, by_phone) if test is not None]
    if not tests:
        return []
    phoned = C.key.in_(by_phone) if by_phone is not None else C.key.is_(None)
    statement = (
        select(C.key, C.id, C.name, C.region, C.phone, owner, phoned)
        .where(unindexed(C.deleted) == LIVE, or_(*tests))
        .order_by(phoned.desc(), func.length(C.name), C.key)
        .limit(MOST_LIKELY)
    )
    return [
        Likely(key, id, said, region or "", number or "", who or "", "phone" if same else "name")
        for key, id, said, region, number, who, same in connection.execute(statement)
    ]


def _index(text: str, least: int) -> Select[Any] | None:
    return found("customer", text) if len(text.strip()) >= least else None


def place_now(connection: Connection, person: str, day: date) -> tuple[float, float] | None:
    """Where the rep is likely to be (WGS-84): today's first open stop, else the last visit."""
    plan, visit = RECORDS["plan_item"].c, RECORDS["visit"].c
    spot = (C.latitude, C.longitude, C.datum)
    stop = (
        select(*spot)
        .join(RECORDS["plan_item"], plan.customer == C.id)
        .where(plan.person == person, plan.date == day.isoformat(), plan.state == PlanState.PLANNED)
        .where(plan.deleted == LIVE, C.latitude.is_not(None))
        .order_by(plan.sequence)
        .limit(1)
    )
    last = (
        select(*spot)
        .join(RECORDS["visit"], visit.customer == C.id)
        .where(visit.person == person, visit.deleted == LIVE, C.latitude.is_not(None))
        .order_by(visit.started_at.desc())
        .limit(1)
    )
    row = connection.execute(stop).first() or connection.execute(last).first()
    if row is None:
        return None
    return geo.to_wgs84(geo.Point(row[0], row[1]), row[2] or geo.WGS84)
