"""What the company's books say of one customer: its orders, and what it still owes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import Connection, not_, select

from desktop.domain.amounts import number, summed
from desktop.store.tables import LIVE, RECORDS
from sync.catalogue.states import OrderState

ORDER, INVOICE, VISIT = (RECORDS[name].c for name in ("sales_order", "invoice", "visit"))
PERSON = RECORDS["person"].c
CENT = Decimal("0.01")
LARGEST = Decimal(10) ** 9  # as of an order that is placed here
AGES = (0, 30, 60)  # days late at most: not due, 1-30, 31-60, then the rest
REPORTED = "reported"  # the state of an order that a visit tells of and the books do not yet


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an order."""

    name: str
    unit: str
    quantity: Decimal
    price: Decimal
    product: str = ""

    @property
    def amount(self) -> Decimal:
        """Rounded to the cent, as the head of an order adds it up."""
        return (self.quantity * self.price).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Order:
    """`state` is one of the catalogue's, or "reported": said at a visit, not in the books.

    Without a `source` it was placed by a rep.
    """

    id: str
    number: str
    date: str
    amount: Decimal
    state: str
    person: str
    visit: str
    deliver_on: str
    note: str
    lines: tuple[Line, ...]
    source: str
    as_of: str
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Invoice:
    """What is open of one invoice; `late` in days by the day of the books, below zero: not due."""

    id: str
    number: str
    date: str
    due: str
    amount: Decimal
    unpaid: Decimal
    late: int
    order: str
    order_number: str
    person: str
    note: str
    source: str
    as_of: str


def orders(connection: Connection, customer: str, clock: Any) -> list[Order]:
    """Those of the books and those only visits tell of, the newest first."""
    booked = _booked(connection, customer)
    told = _reported(connection, customer, {order.visit for order in booked}, clock)
    return sorted([*told, *booked], key=lambda one: (one.date, one.number), reverse=True)


def _booked(connection: Connection, customer: str) -> list[Order]:
    person = select(PERSON.name).where(PERSON.id == ORDER.person).scalar_subquery()
    asked = select(
        ORDER.id, ORDER.number, ORDER.date, ORDER.amount, ORDER.state, person.label("who"),
        ORDER.visit, ORDER.deliver_on, ORDER.note, ORDER.lines, ORDER.source, ORDER.as_of,
        ORDER.pending,
    ).where(ORDER.customer == customer, ORDER.deleted == LIVE)  # fmt: skip
    return [
        Order(
            row.id, row.number, row.date, summed(row.amount), row.state or OrderState.CONFIRMED,
            row.who or "", row.visit or "", row.deliver_on or "", row.note or "",
            tuple(_line(said) for said in json.loads(row.lines or "[]")),
            row.source or "", row.as_of or "", bool(row.pending),
        )
        for row in connection.execute(asked)
    ]  # fmt: skip


def last_prices(connection: Connection, customer: str) -> dict[str, Decimal]:
    """What this customer last paid for each product, by its id."""
    asked = (
        select(ORDER.lines)
        .where(
            ORDER.customer == customer, ORDER.deleted == LIVE, ORDER.state != OrderState.CANCELLED
        )
        .order_by(ORDER.date, ORDER.number)
    )
    lines = [_line(one) for said in connection.scalars(asked) for one in json.loads(said or "[]")]
    return {line.product: line.price for line in lines if line.product}


def _reported(connection: Connection, customer: str, booked: set[str], clock: Any) -> list[Order]:
    later = RECORDS["visit"].alias()
    amended = select(later.c.id).where(later.c.amends == VISIT.id, later.c.deleted == LIVE).exists()
    person = select(PERSON.name).where(PERSON.id == VISIT.person).scalar_subquery()
    asked = select(
        VISIT.id, VISIT.started_at, VISIT.ordered, person.label("who"), VISIT.outcome, VISIT.pending
    ).where(VISIT.customer == customer, VISIT.deleted == LIVE, VISIT.ordered > 0, not_(amended))
    return [
        Order(
            row.id, "", clock.day_of(row.started_at).isoformat(), summed(row.ordered), REPORTED,
            row.who or "", row.id, "", row.outcome or "", (), "", "", bool(row.pending),
        )
        for row in connection.execute(asked)
        if row.id not in booked
    ]  # fmt: skip


def invoices(connection: Connection, customer: str, today: date) -> list[Invoice]:
    """What is not paid in full, the latest first by how late it is."""
    person = select(PERSON.name).where(PERSON.id == INVOICE.person).scalar_subquery()
    number = select(ORDER.number).where(ORDER.id == INVOICE.sales_order).scalar_subquery()
    asked = select(
        INVOICE.id, INVOICE.number, INVOICE.date, INVOICE.due, INVOICE.amount, INVOICE.unpaid,
        INVOICE.sales_order, number.label("order_number"), person.label("who"), INVOICE.note,
        INVOICE.source, INVOICE.as_of,
    ).where(INVOICE.customer == customer, INVOICE.deleted == LIVE, INVOICE.unpaid != 0)  # fmt: skip
    found = [_invoice(row, today) for row in connection.execute(asked)]
    return sorted(found, key=lambda one: (-one.late, one.number))


def _invoice(row: Any, today: date) -> Invoice:
    day = date.fromisoformat(row.as_of) if row.as_of else today
    late = (day - date.fromisoformat(row.due)).days
    return Invoice(
        row.id, row.number, row.date, row.due, summed(row.amount), summed(row.unpaid), late,
        row.sales_order or "", row.order_number or "", row.who or "", row.note or "",
        row.source or "", row.as_of or "",
    )  # fmt: skip


def ageing(found: Sequence[Invoice]) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Not due, 1-30, 31-60 and more than 60 days late."""
    parts = [Decimal(0)] * 4
    for each in found:
        parts[sum(each.late > most for most in AGES)] += each.unpaid
    return parts[0], parts[1], parts[2], parts[3]


def _line(said: dict[str, Any]) -> Line:
    """From the stored JSON; a value that is absent becomes "" or 0."""
    return Line(
        str(said.get("name") or said.get("product") or ""), str(said.get("unit") or ""),
        _number(said.get("quantity")), _number(said.get("price")), str(said.get("product") or ""),
    )  # fmt: skip


def _number(said: Any) -> Decimal:
    found = number(said)
    return found if found is not None and abs(found) < LARGEST else Decimal(0)
