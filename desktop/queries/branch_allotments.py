"""What the branch hub may rule on while headquarters is away, and what it has ruled."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Protocol

from sqlalchemy import Connection, Row, select

from desktop.store import state
from desktop.store.rows import Rows
from desktop.store.tables import RECORDS
from sync.rulings import allotments

TABLE = RECORDS["branch_allotment"]


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
    found = {}
    for each in waiting:
        asked = {"kind": each.kind, "post": each.post, "amount": each.amount}
        lease = allotments.covering(rows, (leases[id] for id in ids), asked, today)
        if lease is not None:
            found[each.id] = lease.id
    return found


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
