"""What the branch hub may rule on while headquarters is away, and what it has ruled."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from sqlalchemy import Connection, Row, func, select

from desktop.store import state
from desktop.store.rows import Rows
from desktop.store.tables import RECORDS
from sync.rulings import allotments
from sync.rulings.records import Record

TABLE = RECORDS["branch_allotment"]
DECISION, REQUEST = RECORDS["decision"], RECORDS["approval_request"]


class Request(Protocol):
    """A request, as far as an allotment looks at it."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def post(self) -> str: ...
    @property
    def amount(self) -> Decimal | None: ...


def under(connection: Connection, waiting: Sequence[Request], today: str) -> dict[str, str]:
    """Under which allotment each of these requests could be approved, where there is one."""
    open_ = (TABLE.c.deleted == 0) & (TABLE.c.closed == 0)
    ids = connection.scalars(select(TABLE.c.id).where(open_).order_by(TABLE.c.until)).all()
    if not ids:
        return {}
    rows = Rows(connection)
    leases = rows.several("branch_allotment", list(ids))
    taken = _taken(connection)
    found = {}
    for each in waiting:
        asked = {"kind": each.kind, "post": each.post, "amount": each.amount}
        roomy = (leases[id] for id in ids if _has_room(leases[id], each, taken))
        lease = allotments.covering(rows, roomy, asked, today)
        if lease is not None:
            found[each.id] = lease.id
    return found


def _taken(connection: Connection) -> dict[str, Decimal]:
    """Of each allotment what approvals take that the centre has not counted yet."""
    joined = DECISION.join(REQUEST, REQUEST.c.id == DECISION.c.request)
    rows = connection.execute(
        select(DECISION.c.allotment, func.sum(REQUEST.c.amount))
        .select_from(joined)
        .where(DECISION.c.deleted == 0, DECISION.c.pending > 0, DECISION.c.verdict == "approve")
        .where(DECISION.c.allotment.is_not(None))
        .group_by(DECISION.c.allotment)
    )
    return {lease: Decimal(cents or 0).scaleb(-2) for lease, cents in rows}


def _has_room(lease: Record, request: Request, taken: Mapping[str, Decimal]) -> bool:
    """Whether its rest covers this request besides those approved under it before."""
    left = Decimal(lease.fields["amount"]) - Decimal(lease.fields.get("used") or 0)
    return (request.amount or Decimal(0)) + taken.get(lease.id, Decimal(0)) <= left


def standing(connection: Connection, decision: Row[Any], request: str) -> str:
    """ "branch": the hub's own signature is under it, and the centre's under its allotment."""
    if decision.allotment is None or not decision.pending:
        return ""
    lease = Rows(connection).get("branch_allotment", decision.allotment)
    centre = state.get(connection, "centre") or {}
    said = {"request": request, "on_hash": decision.on_hash, "on_ver": decision.on_ver}
    genuine = lease is not None and allotments.signed(
        str(centre.get("key")), allotments.granted(lease.id, lease.fields), lease.fields["sig"]
    )
    if not genuine or lease is None:
        return "wanted"
    ruled = allotments.proven(lease, decision.id, said | {"ruling": decision.ruling})
    return "branch" if ruled else "wanted"
