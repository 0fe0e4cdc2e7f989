"""What happened around a customer, newest first: visits, requests, and changes still unsent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    String,
    bindparam,
    cast,
    exists,
    literal,
    not_,
    null,
    select,
    union_all,
)

from desktop.domain.amounts import money
from desktop.store.tables import LIVE, OUTBOX, RECORDS, TOUCH

CUSTOMER: Any = bindparam("customer")
MOST = 200


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened.

    visit: `what` is the purpose, `text` the outcome, `more` the next step, `amount` what was
    ordered. request: `what` its kind, `text` its title, `more` its state. unsent: `what` the use
    case, `fields` what it sets. file: `text` its name.
    """

    kind: str
    id: str
    at: str
    who: str
    what: str
    text: str
    more: str
    amount: Decimal | None
    fields: Mapping[str, Any]
    pending: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """All that was said of one visit; `post` is the one it was made from."""

    id: str
    customer: str
    post: str
    who: str
    started_at: str
    ended_at: str
    purpose: str
    outcome: str
    next_step: str
    next_visit: str
    ordered: Decimal | None
    collected: Decimal | None
    competitor: str
    opinion: str
    complaint: str
    pending: bool


def visit(connection: Connection, id: str) -> Visit | None:
    """The visit, or None when it is gone."""
    c = RECORDS["visit"].c
    asked = select(
        c.id, c.customer, c.post, _name(c.person).label("who"), c.started_at, c.ended_at,
        c.purpose, c.outcome, c.next_step, c.next_visit, c.ordered, c.collected, c.competitor,
        c.opinion, c.complaint, c.pending,
    ).where(c.id == id, c.deleted == LIVE)  # fmt: skip
    row = connection.execute(asked).mappings().first()
    if row is None:
        return None
    said: dict[str, Any] = {name: value or "" for name, value in row.items()}
    sums = {name: money(row[name]) for name in ("ordered", "collected")}
    return Visit(**said | sums | {"pending": bool(row["pending"])})


def moments(connection: Connection, customer: str) -> list[Moment]:
    """The newest MOST moments."""
    rows = connection.execute(_story(), {"customer": customer})
    return [
        Moment(
            kind, id, at, who or "", what or "", text or "", more or "",
            money(amount),
            json.loads(fields) if fields else {}, bool(pending),
        )
        for kind, id, at, who, what, text, more, amount, fields, pending in rows
    ]  # fmt: skip


@cache
def _story() -> Select[Any]:
    """Cached, because the card is read again at every step in the list."""
    whole = union_all(_visits(), _requests(), _unsent(), _files()).subquery()
    newest = select(whole).order_by(whole.c.at.desc(), whole.c.id.desc())
    return newest.limit(MOST)


def _visits() -> Select[Any]:
    c, later = RECORDS["visit"].c, RECORDS["visit"].alias()
    amended = exists().where(later.c.amends == c.id, later.c.deleted == LIVE)
    return select(
        literal("visit").label("kind"), c.id, c.started_at.label("at"),
        _name(c.person).label("who"), c.purpose.label("what"), c.outcome.label("text"),
        c.next_step.label("more"),
        c.ordered.label("amount"), null().label("fields"), c.pending,
    ).where(c.customer == CUSTOMER, c.deleted == LIVE, not_(amended))  # fmt: skip


def _requests() -> Select[Any]:
    c = RECORDS["approval_request"].c
    return select(
        literal("request"), c.id, c.submitted_at, _name(c.requester), c.kind, c.title, c.state,
        c.amount, null(), c.pending,
    ).where(c.subject == CUSTOMER, c.deleted == LIVE)  # fmt: skip


def _unsent() -> Select[Any]:
    """Edits of the card itself; unsent visits and requests stand in their own rows."""
    c = OUTBOX.c
    return (
        select(
            literal("unsent"), cast(c.key, String), c.at, null(), c.name, null(), null(), null(),
            c.arguments, literal(1),
        )
        .join(TOUCH, TOUCH.c.entry == c.key)
        .where(TOUCH.c.type == "customer", TOUCH.c.id == CUSTOMER, c.name.like("customer.%"))
    )  # fmt: skip


def _files() -> Select[Any]:
    c = RECORDS["attachment"].c
    return select(
        literal("file"), c.id, c.taken_at, _name(c.author), c.media_type, c.name, null(), null(),
        null(), c.pending,
    ).where(c.subject == CUSTOMER, c.deleted == LIVE, c.taken_at.is_not(None))  # fmt: skip


def _name(person: Any) -> Any:
    people = RECORDS["person"].c
    return select(people.name).where(people.id == person).scalar_subquery()
