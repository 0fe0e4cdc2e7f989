"""How much waits in each workspace: the numbers beside the names in the navigation."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from desktop.queries.reports import count_to_sign
from sync.catalogue.states import PlanState, RequestState


@dataclass(frozen=True, slots=True)
class Counts:
    """Requests to decide, stops of today still ahead, reports of others to sign."""

    approvals: int
    stops: int
    to_sign: int


def counts(connection: Connection, person: str, post: str | None, today: str) -> Counts:
    """Two or three index look-ups; cheap enough to ask after every change.

    `post` is a manager's: who leads nobody has nothing to decide or to sign."""
    asked = text(
        "SELECT (SELECT count(*) FROM approval_request"
        f" WHERE deleted = 0 AND state = '{RequestState.PENDING}'"
        " AND approver = :post) AS approvals,"
        " (SELECT count(*) FROM plan_item"
        " WHERE deleted = 0 AND person = :person AND date = :today"
        f" AND state = '{PlanState.PLANNED}') AS stops"
    )
    row = connection.execute(asked, {"post": post or "", "person": person, "today": today}).one()
    to_sign = count_to_sign(connection, post) if post else 0  # the forms' definitions are read
    return Counts(row.approvals, row.stops, to_sign)
