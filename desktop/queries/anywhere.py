"""Orders, requests and papers in few words, for a field that finds anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, bindparam, text

from desktop.domain.amounts import summed

PIECE = 3  # letters of an order's number, at least
NUMBERED, NEWEST = 6, 3  # orders that are offered, by their number and by their customer
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
    """An order of a customer."""

    id: str
    number: str
    date: str
    amount: Decimal
    state: str
    customer: str
    customer_name: str


_ORDERS = """SELECT o.id, o.number, o.date, o.amount, o.state, c.id, c.name FROM {found}
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


def orders(connection: Connection, typed: str, customers: Sequence[str]) -> list[Ordered]:
    """Those whose number holds what was typed, the newest number first; else, as what was typed
    is these customers' name, their newest ones."""
    if len(typed.strip()) >= PIECE and any(letter.isdigit() for letter in typed):
        said = {"like": f"%{_escaped(typed)}%", "most": NUMBERED}
        if rows := connection.execute(text(_NUMBERED), said).all():
            return [_ordered(row) for row in rows]
    if not customers:
        return []
    asked = text(_LATEST).bindparams(bindparam("customers", expanding=True))
    rows = connection.execute(asked, {"customers": list(customers), "most": NEWEST}).all()
    return [_ordered(row) for row in rows]


def _ordered(row: Any) -> Ordered:
    id, number, date, amount, state, customer, name = row
    return Ordered(id, number, date, summed(amount), state or "confirmed", customer, name or "")


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
