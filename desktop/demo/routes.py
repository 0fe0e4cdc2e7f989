"""The fixed weekly routes of every rep: near customers together, the weighty ones every week."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import atan2, cos, hypot, radians

from desktop.demo import days, staff
from desktop.demo.customers import Client
from desktop.demo.draws import Row
from desktop.domain.periods import monday_of
from sync.catalogue.states import CustomerState

WEEKLY, BIWEEKLY = 4, 3  # stops a day that come every week, and every second week
FIRST_STOP, STEP, LUNCH = 540, 62, 70  # minutes after midnight, and between stops


@dataclass(frozen=True, slots=True)
class Route:
    """One weekday's list of a rep; `turn` is None every week, else 0 or 1 of the two weeks."""

    rep: staff.Rep
    weekday: int
    turn: int | None
    stops: list[Client] = field(default_factory=list)

    @property
    def name(self) -> str:
        week = "" if self.turn is None else ("单周", "双周")[self.turn]
        return f"{days.NAMES[self.weekday - 1]}{week}路线"

    @property
    def id(self) -> str:
        return f"rt-{self.rep.post}-{self.weekday}{'w' if self.turn is None else 'ab'[self.turn]}"


def routes(rep: staff.Rep, clients: Sequence[Client], today: date) -> list[Route]:
    """Fifteen lists: five weekly ones and ten every second week; 周婷's nine are today's list."""
    ours = [client for client in clients if client.rep is rep]
    known = [client for client in ours if client.regular]
    others = [
        client
        for client in ours
        if not client.regular and client.row["state"] == CustomerState.ACTIVE
    ]
    others.sort(key=lambda client: -float(client.row["year_target"]))
    own_day = days.route_weekday(today) if known else 0
    weekdays = [weekday for weekday in range(1, 6) if weekday != own_day]
    made = [Route(rep, own_day, None, known)] if known else []
    weekly = len(weekdays) * WEEKLY
    made += _spread(rep, weekdays, None, others[:weekly])
    rest = others[weekly : weekly + 2 * len(weekdays) * BIWEEKLY]
    for turn in (0, 1):
        made += _spread(rep, weekdays, turn, rest[turn::2])
    return made


def _spread(
    rep: staff.Rep, weekdays: Sequence[int], turn: int | None, clients: list[Client]
) -> list[Route]:
    """Cuts the round like a cake, a slice a weekday, each slice in a short order."""
    north = sum(_at(client)[0] for client in clients) / len(clients)
    east = sum(_at(client)[1] for client in clients) / len(clients)
    around = sorted(clients, key=lambda one: atan2(_at(one)[0] - north, _at(one)[1] - east))
    share = -(-len(around) // len(weekdays))
    return [
        Route(rep, weekday, turn, short_order(around[at * share : (at + 1) * share]))
        for at, weekday in enumerate(weekdays)
    ]


def _at(client: Client) -> tuple[float, float]:
    return float(client.row["latitude"]), float(client.row["longitude"])


def short_order(clients: Sequence[Client]) -> list[Client]:
    """The next stop is the nearest one left, beginning in the west."""
    left = sorted(clients, key=lambda one: _at(one)[1])
    made = left[:1]
    left = left[1:]
    while left:
        here = _at(made[-1])
        nearest = min(left, key=lambda one: _apart(here, _at(one)))
        left.remove(nearest)
        made.append(nearest)
    return made


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return hypot(one[0] - other[0], (one[1] - other[1]) * cos(radians(one[0])))


def slot(sequence: int) -> int:
    """When the nth stop (from 1) is planned, in minutes after midnight, in steps of five."""
    at = FIRST_STOP + (sequence - 1) * STEP + (LUNCH if sequence > 3 else 0)
    return round(at / 5) * 5


def first_monday(today: date) -> date:
    return monday_of(today - timedelta(weeks=days.WEEKS + 1))


def applies(route: Route, day: date, today: date) -> bool:
    """Whether this list is driven on that day."""
    if day.isoweekday() != route.weekday:
        return False
    weeks = (day - first_monday(today)).days // 7
    return route.turn is None or weeks % 2 == route.turn


def rows(all_routes: Sequence[Route], today: date) -> tuple[list[Row], list[Row]]:
    """The route_template and route_stop records."""
    templates: list[Row] = []
    stops: list[Row] = []
    for route in all_routes:
        start = first_monday(today) + timedelta(weeks=route.turn or 0)
        row: Row = {
            "id": route.id,
            "post": route.rep.post,
            "person": route.rep.id,
            "name": route.name,
        }
        row |= {"weekday": route.weekday, "effective_to": None, "author": route.rep.id}
        row["frequency"] = "weekly" if route.turn is None else "biweekly"
        templates.append(row | {"effective_from": start.isoformat()})
        for place, client in enumerate(route.stops, start=1):
            at = client.regular.planned if client.regular else slot(place)
            stop: Row = {"id": f"{route.id}.{place}", "template": route.id, "customer": client.id}
            stop |= {"sequence": place, "slot": days.clock(at), "author": route.rep.id}
            stops.append(stop)
    return templates, stops
