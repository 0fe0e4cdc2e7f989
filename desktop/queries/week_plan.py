"""The fixed routes of four weeks: who is visited how often, and the routes that come of a plan."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from desktop.domain import road
from desktop.domain.geo import Point
from desktop.domain.periods import monday_of
from desktop.queries import routes
from desktop.queries.day_on_road import DWELL_DAYS
from desktop.queries.day_order import matrix, opening_hours
from desktop.queries.routes import place_of
from desktop.routing.hours import windows
from desktop.routing.periodic import Pattern, Plan
from desktop.routing.tasks import WeekTask
from desktop.store.tables import LIVE, RECORDS
from sync.catalogue.states import CustomerState
from sync.clock import Clock

CUSTOMER = RECORDS["customer"].c
TEMPLATE, STOP = RECORDS["route_template"].c, RECORDS["route_stop"].c
WEEKS, WEEKDAYS = 4, 5
VISITS = {"A": 4, "B": 2, "C": 1}  # in four weeks: F15; others are not on fixed routes
FREQUENCY = {4: "weekly", 2: "biweekly", 1: "monthly"}
TURNS: dict[int, Sequence[tuple[int, ...]]] = {
    4: ((0, 1, 2, 3),),
    2: ((0, 2), (1, 3)),
    1: ((0,), (1,), (2,), (3,)),
}


@dataclass(frozen=True, slots=True)
class Regular:
    """A customer to be visited again and again; `weekday` is the one it has now, 0 for none."""

    id: str
    name: str
    grade: str
    place: Point
    hours: str
    weekday: int

    @property
    def visits(self) -> int:
        return VISITS[self.grade]


@dataclass(frozen=True, slots=True)
class Old:
    """A fixed route of today."""

    id: str
    weekday: int


@dataclass(frozen=True, slots=True)
class Round:
    """Everything a plan is made from; place 0 is `home`."""

    regulars: Sequence[Regular]
    old: Sequence[Old]
    home: Point
    dwell: int


@dataclass(frozen=True, slots=True)
class Route:
    """A weekly list: its weekday (1 is Monday), the weeks (0 to 3) it is driven, its stops."""

    weekday: int
    weeks: tuple[int, ...]
    stops: Sequence[Regular]

    @property
    def frequency(self) -> str:
        return FREQUENCY[len(self.weeks)]


@dataclass(frozen=True, slots=True)
class Load:
    """What a weekday asks for: customers on it, and per week kilometres and minutes."""

    weekday: int
    customers: int
    km: tuple[float, ...]
    minutes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    routes: Sequence[Route]
    loads: Sequence[Load]
    unserved: Sequence[Regular]
    days: Sequence[Sequence[Regular]]  # all twenty, in driving order
    needed: float  # minutes a day would take on average if everybody were visited

    @property
    def km(self) -> float:
        return sum(sum(load.km) for load in self.loads)


def read_round(
    connection: Connection, clock: Clock, person: str, post: str | None, home: Point | None
) -> Round:
    """The person's own customers of class A to C that have a place; their routes of today."""
    today = clock.today()
    weekday = _weekdays(connection, post, today)
    rows = connection.execute(
        select(
            CUSTOMER.id,
            CUSTOMER.name,
            CUSTOMER["class"].label("grade"),
            CUSTOMER.latitude,
            CUSTOMER.longitude,
            CUSTOMER.datum,
        )
        .where(CUSTOMER.deleted == LIVE, func.coalesce(CUSTOMER.archived, 0) == 0)
        .where(CUSTOMER.owner == person, func.coalesce(CUSTOMER.state, "") != CustomerState.CLOSED)
        .where(CUSTOMER["class"].in_(VISITS), CUSTOMER.latitude.is_not(None))
        .where(CUSTOMER.longitude.is_not(None))
        .order_by(CUSTOMER["class"], CUSTOMER.key)
    ).all()
    hours = opening_hours(connection, [row.id for row in rows])
    since = clock.bounds(today - timedelta(days=DWELL_DAYS))[0]
    dwell = routes.dwell(connection, person, since) or road.DWELL_MINUTES
    regulars = []
    for row in rows:
        place = place_of(row.latitude, row.longitude, row.datum)
        assert place is not None
        known = (hours.get(row.id, ""), weekday.get(row.id, 0))
        regulars.append(Regular(row.id, row.name, row.grade, place, *known))
    return Round(regulars, _old(connection, post, today), home or _middle(regulars), dwell)


def current(post: str | None, today: date) -> ColumnElement[bool]:
    """The post's fixed routes that have not ended."""
    day = today.isoformat()
    return and_(
        TEMPLATE.post == post,
        TEMPLATE.deleted == LIVE,
        or_(TEMPLATE.effective_to.is_(None), TEMPLATE.effective_to >= day),
    )


def _old(connection: Connection, post: str | None, today: date) -> list[Old]:
    rows = connection.execute(
        select(TEMPLATE.id, TEMPLATE.weekday).where(current(post, today)).order_by(TEMPLATE.key)
    )
    return [Old(id, weekday or 0) for id, weekday in rows]


def _weekdays(connection: Connection, post: str | None, today: date) -> dict[str, int]:
    template, stop = RECORDS["route_template"], RECORDS["route_stop"]
    rows = connection.execute(
        select(STOP.customer, TEMPLATE.weekday)
        .select_from(stop.join(template, TEMPLATE.id == STOP.template))
        .where(STOP.deleted == LIVE, current(post, today))
    )
    return {customer: weekday or 0 for customer, weekday in rows}


def _middle(regulars: Sequence[Regular]) -> Point:
    count = max(len(regulars), 1)
    north = sum(one.place.latitude for one in regulars) / count
    return Point(north, sum(one.place.longitude for one in regulars) / count)


def task_of(
    found: Round,
    longest: int,
    locked: Mapping[str, int] | None = None,
    kept_days: Collection[int] = (),
    seed: int = 0,
    seconds: float = 30.0,
) -> WeekTask:
    """Days of at most `longest` minutes; a locked customer comes on the weekday given for it, and
    nobody comes to a kept weekday who is not locked to it."""
    legs = matrix([found.home, *(one.place for one in found.regulars)])
    return WeekTask(
        WEEKS * WEEKDAYS,
        [[leg.km for leg in row] for row in legs],
        [(), *(patterns_of(one, locked or {}, kept_days) for one in found.regulars)],
        [[leg.minutes for leg in row] for row in legs],
        [0.0, *[float(found.dwell)] * len(found.regulars)],
        [float(longest)] * (WEEKS * WEEKDAYS),
        seed,
        seconds,
    )


def patterns_of(
    one: Regular, locked: Mapping[str, int], kept_days: Collection[int]
) -> list[Pattern]:
    """The same weekday each time, and only one on which the customer is open."""
    every = range(1, WEEKDAYS + 1)
    if locked.get(one.id) in every:
        weekdays = [locked[one.id]]
    else:
        opened = [day for day in every if windows(one.hours, day)] or list(every)
        weekdays = [day for day in opened if day not in kept_days] or opened
    return [
        tuple(week * WEEKDAYS + weekday - 1 for week in weeks)
        for weekday in weekdays
        for weeks in TURNS[one.visits]
    ]


def proposal_of(found: Round, task: WeekTask, plan: Plan) -> Proposal:
    days = [[stop for tour in tours for stop in tour] for tours in plan.days]
    seen: dict[int, list[int]] = {}
    for at, stops in enumerate(days):
        for stop in stops:
            seen.setdefault(stop, []).append(at)
    lists: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    for at, stops in enumerate(days):
        for stop in stops:
            weeks = tuple(day // WEEKDAYS for day in seen[stop])
            if at == seen[stop][0]:
                lists.setdefault((at % WEEKDAYS + 1, weeks), []).append(stop)
    listed = [
        Route(weekday, weeks, [found.regulars[stop - 1] for stop in stops])
        for (weekday, weeks), stops in sorted(lists.items(), key=lambda one: one[0])
    ]
    loads = [_load(weekday, days, task) for weekday in range(1, WEEKDAYS + 1)]
    left = [found.regulars[stop - 1] for stop in plan.unserved]
    minutes = sum(sum(load.minutes) for load in loads)
    minutes += sum(one.visits for one in left) * found.dwell
    driven = [[found.regulars[stop - 1] for stop in day] for day in days]
    return Proposal(listed, loads, left, driven, minutes / (WEEKS * WEEKDAYS))


def _load(weekday: int, days: Sequence[Sequence[int]], task: WeekTask) -> Load:
    mine = [days[week * WEEKDAYS + weekday - 1] for week in range(WEEKS)]
    ways = [list(pairwise((0, *stops, 0))) if stops else [] for stops in mine]
    return Load(
        weekday,
        len({stop for stops in mine for stop in stops}),
        tuple(sum(task.distance[a][b] for a, b in way) for way in ways),
        tuple(
            round(sum(task.duration[a][b] for a, b in way) + sum(task.service[s] for s in stops))
            for way, stops in zip(ways, mine, strict=True)
        ),
    )


def first_monday(today: date) -> date:
    """When the new routes begin: the Monday after today."""
    return monday_of(today) + timedelta(weeks=1)


def changes_of(
    found: Round, proposal: Proposal, today: date, name: Callable[[Route], str]
) -> list[tuple[str | None, dict[str, object]]]:
    """What `route.save` is asked: the old routes end, the new ones begin in their first week."""
    begins = first_monday(today)
    last = (begins - timedelta(days=1)).isoformat()
    ended: list[tuple[str | None, dict[str, object]]] = [
        (old.id, {"effective_to": last}) for old in found.old
    ]
    return ended + [
        (
            None,
            {
                "name": name(route),
                "weekday": route.weekday,
                "frequency": route.frequency,
                "effective_from": (begins + timedelta(weeks=route.weeks[0])).isoformat(),
                "stops": [stop.id for stop in route.stops],
            },
        )
        for route in proposal.routes
    ]
