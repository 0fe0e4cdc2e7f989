"""A day on the road: the stops in order, the week's counts, customers around the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, or_, select

from desktop.domain import geo
from desktop.domain.amounts import money
from desktop.domain.geo import Point
from desktop.queries.found import found
from desktop.store import state
from desktop.store.tables import LIVE, RECORDS
from sync.catalogue.states import CustomerState, PlanState

PLAN = RECORDS["plan_item"].c
CUSTOMER = RECORDS["customer"].c
VISIT = RECORDS["visit"].c
PERSON = RECORDS["person"].c
POST = RECORDS["post_assignment"].c
REACH = 0.014  # degrees: a kilometre, and a little more for shifted datums
MOST_AROUND = 1_000
MOST_FOUND = 6


@dataclass(frozen=True, slots=True)
class Stop:
    """A plan item with what the rep needs to know of its customer; `place` is WGS-84."""

    id: str
    customer: str
    name: str
    grade: str
    address: str
    place: Point | None
    sequence: int
    purpose: str
    expected: str
    planned_at: str
    state: str
    skip_reason: str
    pending: int
    receivable: Decimal | None
    overdue_days: int
    year_sales: Decimal | None
    year_target: Decimal | None
    last_visit_at: str | None
    visit: str | None
    started_at: str | None
    ended_at: str | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Day:
    """How many stops a day has, and how many are behind the rep."""

    date: date
    planned: int
    done: int


@dataclass(frozen=True, slots=True)
class Nearby:
    """A customer with a place, for the map and the suggestions."""

    id: str
    name: str
    grade: str
    place: Point
    last_visit_at: str | None


@dataclass(frozen=True, slots=True)
class Traveller:
    """Somebody whose days can be shown."""

    id: str
    name: str


def stops(connection: Connection, person: str, day: date) -> list[Stop]:
    """The day's plan in its order."""
    plan, customer, visit = RECORDS["plan_item"], RECORDS["customer"], RECORDS["visit"]
    rows = connection.execute(
        select(
            PLAN.id,
            PLAN.customer,
            CUSTOMER.name,
            CUSTOMER["class"],
            CUSTOMER.address,
            CUSTOMER.latitude,
            CUSTOMER.longitude,
            CUSTOMER.datum,
            PLAN.sequence,
            PLAN.purpose,
            PLAN.expected,
            PLAN.planned_at,
            PLAN.state,
            PLAN.skip_reason,
            PLAN.pending,
            CUSTOMER.receivable,
            CUSTOMER.overdue_days,
            CUSTOMER.year_sales,
            CUSTOMER.year_target,
            CUSTOMER.last_visit_at,
            PLAN.visit,
            VISIT.started_at,
            VISIT.ended_at,
            VISIT.outcome,
        )
        .select_from(
            plan.join(customer, CUSTOMER.id == PLAN.customer).outerjoin(
                visit, and_(VISIT.id == PLAN.visit, VISIT.deleted == LIVE)
            )
        )
        .where(PLAN.deleted == LIVE, CUSTOMER.deleted == LIVE)
        .where(PLAN.person == person, PLAN.date == day.isoformat())
        .order_by(func.coalesce(PLAN.sequence, 9_999), PLAN.key)
    )
    return [_stop(row) for row in rows]


def _stop(row: Row[*tuple[Any, ...]]) -> Stop:
    return Stop(
        row.id,
        row.customer,
        row.name,
        row[3] or "",
        row.address or "",
        place_of(row.latitude, row.longitude, row.datum),
        row.sequence or 0,
        row.purpose or "",
        row.expected or "",
        row.planned_at or "",
        row.state or PlanState.PLANNED,
        row.skip_reason or "",
        row.pending,
        money(row.receivable),
        row.overdue_days or 0,
        money(row.year_sales),
        money(row.year_target),
        row.last_visit_at,
        row.visit,
        row.started_at,
        row.ended_at,
        row.outcome or "",
    )


def place_of(latitude: float | None, longitude: float | None, datum: str | None) -> Point | None:
    """In WGS-84, whatever the card was kept in."""
    if latitude is None or longitude is None:
        return None
    return geo.to_wgs84(Point(latitude, longitude), datum or geo.WGS84)


def week(connection: Connection, person: str, monday: date) -> list[Day]:
    """Seven days from Monday."""
    days = [monday + timedelta(days=at) for at in range(7)]
    rows = connection.execute(
        select(PLAN.date, func.count(), func.sum(PLAN.state == PlanState.DONE))
        .where(PLAN.deleted == LIVE, PLAN.person == person)
        .where(PLAN.date.between(days[0].isoformat(), days[-1].isoformat()))
        .group_by(PLAN.date)
    )
    counted = {day: (planned, done or 0) for day, planned, done in rows}
    return [Day(day, *counted.get(day.isoformat(), (0, 0))) for day in days]


def around(connection: Connection, way: Sequence[Point]) -> list[Nearby]:
    """Customers within a kilometre or so of a place on the way, those longest unvisited first."""
    if not way:
        return []
    boxes = [
        and_(
            CUSTOMER.latitude.between(place.latitude - REACH, place.latitude + REACH),
            CUSTOMER.longitude.between(place.longitude - REACH, place.longitude + REACH),
        )
        for place in way
    ]
    rows = connection.execute(
        _nearby()
        .where(func.coalesce(CUSTOMER.state, "") != CustomerState.CLOSED)
        .where(or_(*boxes))
        .order_by(CUSTOMER.last_visit_at.asc().nulls_first(), CUSTOMER.key)
        .limit(MOST_AROUND)
    )
    return [_near(row) for row in rows]


def _nearby() -> Select[Any]:
    """The customers that a stop may be added for."""
    c = CUSTOMER
    grade = c["class"].label("grade")
    return select(c.id, c.name, grade, c.latitude, c.longitude, c.datum, c.last_visit_at).where(
        c.deleted == LIVE, func.coalesce(c.archived, 0) == 0
    )


def _near(row: Row[Any]) -> Nearby:
    place = place_of(row.latitude, row.longitude, row.datum) or Point(0.0, 0.0)
    return Nearby(row.id, row.name, row.grade or "", place, row.last_visit_at)


def dwell(connection: Connection, person: str, since: str) -> int | None:
    """How many minutes the person's visits since that instant took, on average."""
    minutes = (func.julianday(VISIT.ended_at) - func.julianday(VISIT.started_at)) * 1440
    taken = connection.execute(
        select(func.avg(minutes)).where(
            VISIT.deleted == LIVE,
            VISIT.person == person,
            VISIT.started_at >= since,
            VISIT.ended_at.is_not(None),
        )
    ).scalar()
    return None if taken is None else round(taken)


def find_customers(connection: Connection, text: str) -> list[Nearby]:
    """Customers by name, address or initials, the most recently visited first."""
    keys = found("customer", text)
    if keys is None:
        return []
    rows = connection.execute(
        _nearby()
        .where(CUSTOMER.key.in_(keys))
        .order_by(CUSTOMER.last_visit_at.desc().nulls_last(), CUSTOMER.key)
        .limit(MOST_FOUND)
    )
    return [_near(row) for row in rows]


def travellers(connection: Connection, posts: Sequence[str]) -> list[Traveller]:
    """The people who hold these posts and have plans, by name."""
    people, held = RECORDS["person"], RECORDS["post_assignment"]
    today = state.clock(connection).today().isoformat()
    rows = connection.execute(
        select(PERSON.id, PERSON.name)
        .select_from(people.join(held, and_(POST.person == PERSON.id, POST.deleted == LIVE)))
        .where(PERSON.deleted == LIVE, POST.post.in_(posts))
        .where(or_(POST.until.is_(None), POST.until >= today))
        .where(
            select(PLAN.key).where(PLAN.person == PERSON.id, PLAN.deleted == LIVE).limit(1).exists()
        )
        .group_by(PERSON.id, PERSON.name)
        .order_by(PERSON.name)
    )
    return [Traveller(id, name) for id, name in rows]


def first_on_road(connection: Connection, people: Sequence[Traveller], day: date) -> str | None:
    """The first of these who has stops that day."""
    on_road = select(PLAN.person).where(PLAN.date == day.isoformat(), PLAN.deleted == LIVE)
    ids = set(connection.scalars(on_road.distinct()))
    return next((one.id for one in people if one.id in ids), None)
