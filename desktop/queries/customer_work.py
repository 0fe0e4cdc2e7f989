"""What a rep needs at hand to act on a customer: the day's plan, and what can be sold."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, func, select

from desktop.domain.amounts import money
from desktop.store.tables import LIVE, RECORDS
from sync.catalogue.states import PlanState

PLAN = RECORDS["plan_item"].c


@dataclass(frozen=True, slots=True)
class Product:
    id: str
    code: str
    name: str
    unit: str
    list_price: Decimal | None


def open_stop(connection: Connection, person: str, customer: str, day: date) -> str | None:
    """The planned stop that a visit of that day fulfils."""
    return connection.scalars(
        select(PLAN.id)
        .where(PLAN.person == person, PLAN.customer == customer, PLAN.date == day.isoformat())
        .where(PLAN.state == PlanState.PLANNED, PLAN.deleted == LIVE)
        .order_by(PLAN.sequence)
    ).first()


def is_planned(connection: Connection, person: str, customer: str, day: date) -> bool:
    """Whether the customer is on that day's plan in any state."""
    found = select(PLAN.key).where(
        PLAN.person == person, PLAN.customer == customer, PLAN.date == day.isoformat()
    )
    return connection.execute(found.where(PLAN.deleted == LIVE).limit(1)).first() is not None


def last_place(connection: Connection, person: str, day: date) -> int:
    """The sequence number of the day's last stop; 0 when the day is empty."""
    last = select(func.max(PLAN.sequence)).where(
        PLAN.person == person, PLAN.date == day.isoformat(), PLAN.deleted == LIVE
    )
    return connection.execute(last).scalar() or 0


def products(connection: Connection) -> list[Product]:
    """What is sold, by code."""
    c = RECORDS["product"].c
    statement = (
        select(c.id, c.code, c.name, c.unit, c.list_price)
        .where(c.deleted == LIVE)
        .order_by(c.code, c.name)
    )
    return [
        Product(id, code or "", name, unit or "", money(price))
        for id, code, name, unit, price in connection.execute(statement)
    ]
