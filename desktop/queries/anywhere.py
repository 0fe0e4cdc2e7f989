"""Orders, requests and papers in few words, for a field that finds anything."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, bindparam, text

from desktop.domain.amounts import summed
from desktop.queries.books import REPORTED
from sync.catalogue.states import OrderState
from sync.clock import Clock

PIECE = 3  # letters of an order's number, at least
NUMBERED, NEWEST = 6, 3  # orders that are offered, by their number and by their customer
LOOKED_AT = 100  # of these customers' visits, for orders that the books do not have yet
LATEST = 300  # requests, and papers, that are looked through by their words


@dataclass(frozen=True, slots=True)
class Request:
    """`id` is the number a person reads on it."""

    id: str
    title: str
    kind: str
    state: str
    requester_name: str


@dataclass(frozen=True, slots=True)
class Written:
    """A report or another form; `about` is the customer of a form that has one."""

    id: str
    form: str
    kind: str  # of the period: daily, weekly, monthly; "" of a form
    date: str
    state: str
    person_name: str
    about: str


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order of a customer; one that only a visit tells of has the visit's id and no number."""

    id: str
    number: str
    date: str
    amount: Decimal
    state: str
    customer: str
    customer_name: str
    pending: bool = False  # not sent yet


_ORDERS = """SELECT o.id, o.number, o.date, o.amount, o.state, c.id, c.name, o.pending FROM {found}
  CROSS JOIN customer c ON c.id = o.customer AND c.deleted = 0 WHERE o.deleted = 0 {those}"""
# the newest of the numbers, read from their index alone; then only their rows
_NUMBERED = _ORDERS.format(
    found="""(SELECT key FROM sales_order INDEXED BY sales_order_by_number
      WHERE number LIKE :like ESCAPE '!' ORDER BY number DESC LIMIT :most) n
    CROSS JOIN sales_order o ON o.key = n.key""",
    those="ORDER BY o.number DESC",
)
_LATEST = _ORDERS.format(
    found="sales_order o INDEXED BY sales_order_by_customer",
    those="AND o.customer IN :customers ORDER BY o.date DESC, o.number DESC LIMIT :most",
)
# an order that a visit brought: what a later visit corrected, or an order names, is not one
_TOLD = f"""SELECT v.id, '', v.started_at, v.ordered, '{REPORTED}', c.id, c.name, v.pending FROM
    (SELECT key FROM visit INDEXED BY visit_by_customer_started_at
      WHERE customer IN :customers ORDER BY started_at DESC LIMIT {LOOKED_AT}) n
    CROSS JOIN visit v ON v.key = n.key AND v.deleted = 0 AND v.ordered > 0
    CROSS JOIN customer c ON c.id = v.customer AND c.deleted = 0
    WHERE NOT EXISTS (SELECT 1 FROM visit w WHERE w.customer = v.customer AND w.amends = v.id
        AND w.deleted = 0)
      AND NOT EXISTS (SELECT 1 FROM sales_order o WHERE o.customer = v.customer
        AND o.visit = v.id AND o.deleted = 0)
    ORDER BY v.started_at DESC LIMIT :most"""


def orders(
    connection: Connection, typed: str, customers: Sequence[str], clock: Clock
) -> list[Ordered]:
    """Those whose number holds what was typed, the newest number first; else, as what was typed
    is these customers' name, their newest ones, with those that the books do not have yet."""
    if len(typed.strip()) >= PIECE and any(letter.isdigit() for letter in typed):
        said = {"like": f"%{_escaped(typed)}%", "most": NUMBERED}
        if rows := connection.execute(text(_NUMBERED), said).all():
            return [_ordered(row) for row in rows]
    if not customers:
        return []
    said = {"customers": list(customers), "most": NEWEST}
    booked, told = (
        connection.execute(text(sql).bindparams(bindparam("customers", expanding=True)), said)
        for sql in (_LATEST, _TOLD)
    )
    found = [_ordered(row) for row in booked]
    for row in told:
        one = _ordered(row)
        found.append(replace(one, date=clock.day_of(one.date).isoformat()))
    return sorted(found, key=lambda one: (one.date, one.number), reverse=True)[:NEWEST]


def _ordered(row: Any) -> Ordered:
    id, number, date, amount, state, customer, name, pending = row
    return Ordered(
        id,
        number,
        date,
        summed(amount),
        state or OrderState.CONFIRMED,
        customer,
        name or "",
        bool(pending),
    )


def requests(connection: Connection, typed: str) -> list[Request]:
    """The latest, and any whose number holds what was typed, the newest first."""
    rows = connection.execute(
        text(
            "SELECT r.id, r.title, r.kind, r.state, p.name FROM approval_request r"
            " LEFT JOIN person p ON p.id = r.requester AND p.deleted = 0"
            " WHERE r.deleted = 0 AND r.key IN (SELECT key FROM approval_request"
            "   WHERE id LIKE :like ESCAPE '!'"
            "   UNION SELECT key FROM (SELECT key FROM approval_request WHERE deleted = 0"
            "     ORDER BY key DESC LIMIT :most))"
            " ORDER BY r.submitted_at DESC"
        ),
        {"like": f"%{_escaped(typed)}%", "most": LATEST},
    )
    return [Request(row[0], row[1] or "", row[2], row[3] or "", row[4] or "") for row in rows]


def written(connection: Connection) -> list[Written]:
    """The latest reports and forms, of everybody whose papers are here, the newest first."""
    rows = connection.execute(
        text(
            "SELECT * FROM (SELECT r.id, '' AS form, r.kind AS kind, r.date AS date, r.state,"
            "  p.name, '' AS about FROM report r LEFT JOIN person p ON p.id = r.person"
            "  WHERE r.deleted = 0 ORDER BY r.date DESC LIMIT :most)"
            " UNION ALL SELECT * FROM (SELECT f.id, f.form, '', f.date, f.state, p.name, c.name"
            "  FROM form_instance f LEFT JOIN person p ON p.id = f.person"
            "  LEFT JOIN customer c ON f.subject_type = 'customer' AND c.id = f.subject"
            "  AND c.deleted = 0 WHERE f.deleted = 0 ORDER BY f.key DESC LIMIT :most)"
            " ORDER BY date DESC"
        ),
        {"most": LATEST},
    )
    return [Written(*(word or "" for word in row)) for row in rows]


def _escaped(typed: str) -> str:
    return "".join(f"!{letter}" if letter in "%_!" else letter for letter in typed.strip())
