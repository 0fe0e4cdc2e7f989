"""What planning the weeks will plan, told before it begins: who, how often, and who is left out."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, select

from desktop.queries.week_plan import VISITS, WEEKDAYS, WEEKS, current
from desktop.store.tables import LIVE, RECORDS
from sync.catalogue.states import CustomerState
from sync.clock import Clock

CUSTOMER = RECORDS["customer"].c


@dataclass(frozen=True, slots=True)
class Outlook:
    """`regulars` by class; `unplaced` have such a class and no place on the map; `others` another
    class or none; `routes` are the fixed routes of today."""

    regulars: Mapping[str, int]
    unplaced: int = 0
    others: int = 0
    routes: int = 0

    @property
    def customers(self) -> int:
        return sum(self.regulars.values())

    @property
    def visits(self) -> int:
        """In four weeks."""
        return sum(VISITS[grade] * number for grade, number in self.regulars.items())

    @property
    def a_day(self) -> float:
        return self.visits / (WEEKS * WEEKDAYS)


def outlook(connection: Connection, clock: Clock, person: str, post: str | None) -> Outlook:
    """Of the person's own customers that are not closed."""
    placed = and_(CUSTOMER.latitude.is_not(None), CUSTOMER.longitude.is_not(None))
    grade = func.coalesce(CUSTOMER["class"], "")
    rows = connection.execute(
        select(grade, placed, func.count())
        .where(CUSTOMER.deleted == LIVE, func.coalesce(CUSTOMER.archived, 0) == 0)
        .where(CUSTOMER.owner == person, func.coalesce(CUSTOMER.state, "") != CustomerState.CLOSED)
        .group_by(grade, placed)
    ).all()
    known = {(row[0], bool(row[1])): row[2] for row in rows}
    now = current(post, clock.today())
    routes = connection.execute(
        select(func.count()).select_from(RECORDS["route_template"]).where(now)
    ).scalar_one()
    return Outlook(
        regulars={one: known.get((one, True), 0) for one in VISITS},
        unplaced=sum(known.get((one, False), 0) for one in VISITS),
        others=sum(number for (one, _), number in known.items() if one not in VISITS),
        routes=routes,
    )
