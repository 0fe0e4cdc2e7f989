"""One day on the road as the screen shows it: everything read and worked out in one go."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from desktop.domain import road
from desktop.domain.periods import monday_of
from desktop.domain.road import Leg, StopState
from desktop.queries import routes
from desktop.queries.routes import Day, Nearby, Stop
from sync.catalogue.states import PlanState
from sync.clock import Clock, from_text

DWELL_DAYS = 42
UNVISITED_DAYS = 14
BESIDE_METRES = 900.0
SUGGESTED = 5
LEAST_KM = 0.1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A customer beside the way: after how many stops it fits, and what it costs."""

    customer: Nearby
    after: int
    extra_km: float
    extra_minutes: int


@dataclass(frozen=True, slots=True)
class OnRoad:
    """A person's day."""

    day: date
    today: date
    week: Sequence[Day]
    stops: Sequence[Stop]
    states: Sequence[StopState]
    legs: Sequence[Leg | None]
    km: float
    ends: int | None
    dwell: int
    around: Sequence[Nearby] = ()
    suggestions: Sequence[Suggestion] = ()

    @property
    def done(self) -> int:
        return sum(state is StopState.DONE for state in self.states)

    def index(self, stop: str) -> int | None:
        return next((at for at, one in enumerate(self.stops) if one.id == stop), None)


def read_day(connection: Connection, clock: Clock, person: str, day: date) -> OnRoad:
    """The stops, the week and the figures: three short statements."""
    stops = routes.stops(connection, person, day)
    states = states_of(stops, is_today=day == clock.today())
    legs = road.legs([stop.place for stop in stops])
    since = clock.bounds(clock.today() - timedelta(days=DWELL_DAYS))[0]
    dwell = routes.dwell(connection, person, since) or road.DWELL_MINUTES
    return OnRoad(
        day=day,
        today=clock.today(),
        week=routes.week(connection, person, monday_of(day)),
        stops=stops,
        states=states,
        legs=legs,
        km=sum(leg.km for leg in legs if leg),
        ends=ends_of(stops, states, legs, dwell, clock, day),
        dwell=dwell,
    )


def read_beside(connection: Connection, clock: Clock, shown: OnRoad) -> OnRoad:
    """The same day with the customers around its stops, which takes longer where there are many."""
    places = [stop.place for stop in shown.stops if stop.place]
    around = routes.around(connection, road.along(places, apart=routes.REACH * 2))
    long_ago = clock.bounds(clock.today() - timedelta(days=UNVISITED_DAYS))[0]
    planned = {stop.customer for stop in shown.stops}
    free = [one for one in around if one.id not in planned]
    forgotten = [one for one in free if (one.last_visit_at or "") < long_ago]
    offered = suggestions(shown.stops, shown.states, forgotten)
    return replace(shown, around=free, suggestions=offered)


def states_of(stops: Sequence[Stop], *, is_today: bool) -> list[StopState]:
    """Today, the first stop that is not behind us is the one we are heading for."""
    states = []
    heading = is_today
    for stop in stops:
        if stop.state == PlanState.DONE:
            states.append(StopState.DONE)
        elif stop.state == PlanState.SKIPPED:
            states.append(StopState.SKIPPED)
        else:
            states.append(StopState.CURRENT if heading else StopState.PENDING)
            heading = False
    return states


def minute_of(text: str) -> int | None:
    """Minutes after midnight of "HH:MM"."""
    hour, _, minute = text.partition(":")
    return int(hour) * 60 + int(minute) if hour.isdigit() and minute.isdigit() else None


def ends_of(
    stops: Sequence[Stop],
    states: Sequence[StopState],
    legs: Sequence[Leg | None],
    dwell: int,
    clock: Clock,
    day: date,
) -> int | None:
    """When the last remaining visit should be over; for a day behind us, when it was."""
    ahead = [
        (leg, minute_of(stop.planned_at))
        for stop, state, leg in zip(stops, states, legs, strict=True)
        if state in (StopState.CURRENT, StopState.PENDING)
    ]
    if ahead and day >= clock.today():
        begin = road.DAY_BEGINS
        if day == clock.today():
            now = clock.now().astimezone(clock.zone)
            begin = now.hour * 60 + now.minute
        elif ahead[0][1] is not None:
            ahead[0] = (None, ahead[0][1])
            begin = 0
        return road.finish(begin, ahead, dwell)
    ended = [stop.ended_at for stop in stops if stop.ended_at]
    if not ended:
        return None
    last = max(ended)
    start = clock.bounds(clock.day_of(last))[0]
    return int((_moment(last) - _moment(start)) // 60)


def _moment(text: str) -> float:
    return from_text(text).timestamp()


def suggestions(
    stops: Sequence[Stop], states: Sequence[StopState], forgotten: Sequence[Nearby]
) -> list[Suggestion]:
    """Customers that cost least on the way that is still ahead, A before C at the same price."""
    ahead = [
        (at, stop.place)
        for at, (stop, state) in enumerate(zip(stops, states, strict=True))
        if stop.place and state in (StopState.CURRENT, StopState.PENDING)
    ]
    if not ahead:
        return []
    way = [place for _, place in ahead]
    found = []
    for customer in forgotten:
        after, metres = road.insertion(way, customer.place)
        if metres <= BESIDE_METRES * 2:
            km = max(metres / 1000 * road.DETOUR, LEAST_KM)
            minutes = round(km * road.MINUTES_PER_KM + road.PARKING_MINUTES)
            found.append(Suggestion(customer, ahead[after - 1][0], km, minutes))
    found.sort(key=lambda one: (one.extra_km + _rank(one.customer.grade), one.customer.id))
    return found[:SUGGESTED]


def _rank(grade: str) -> float:
    return {"A": 0.0, "B": 0.3}.get(grade, 0.8)
