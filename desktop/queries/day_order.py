"""What the search for a day's order must know: the way, the hours, the times, who is locked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from desktop.domain import road
from desktop.domain.geo import Point
from desktop.queries.day_on_road import OnRoad, ends_of, minute_of, states_of
from desktop.queries.routes import Stop
from desktop.routing.day import Day
from desktop.routing.hours import windows
from desktop.store.tables import LIVE, RECORDS
from sync.catalogue.states import PlanState
from sync.clock import Clock

SITE = RECORDS["site"].c


@dataclass(frozen=True, slots=True)
class Question:
    """A day in numbers, and which stop each number is; what is behind, or has no place, stays."""

    day: Day
    behind: Sequence[Stop]
    ahead: Sequence[Stop]
    nowhere: Sequence[Stop]

    def ordered(self, order: Sequence[int]) -> list[Stop]:
        return [*self.behind, *(self.ahead[at] for at in order), *self.nowhere]


def opening_hours(connection: Connection, customers: Collection[str]) -> dict[str, str]:
    """What the sites of these customers say; where several do, the first."""
    rows = connection.execute(
        select(SITE.customer, SITE.hours)
        .where(SITE.customer.in_(customers), SITE.deleted == LIVE)
        .where(SITE.hours.is_not(None), SITE.hours != "")
        .order_by(SITE.key.desc())
    )
    return {row.customer: row.hours for row in rows}


def question_of(
    connection: Connection,
    clock: Clock,
    shown: OnRoad,
    locked: Collection[str],
    start: Point | None = None,
    end: Point | None = None,
) -> Question:
    """Of what is still ahead; one starts from the last stop behind, else from `start`."""
    behind = [stop for stop in shown.stops if stop.state != PlanState.PLANNED]
    ahead = [stop for stop in shown.stops if stop.state == PlanState.PLANNED and stop.place]
    nowhere = [stop for stop in shown.stops if stop.state == PlanState.PLANNED and not stop.place]
    begins = next((stop.place for stop in reversed(behind) if stop.place), start)
    hours = opening_hours(connection, [stop.customer for stop in ahead])
    weekday = shown.day.isoweekday()
    legs = matrix([begins, *(stop.place for stop in ahead), end])
    day = Day(
        metres=[[leg.km * 1000 for leg in row] for row in legs],
        minutes=[[leg.minutes for leg in row] for row in legs],
        service=[shown.dwell] * len(ahead),
        windows=[windows(hours.get(stop.customer, ""), weekday) for stop in ahead],
        slots=_slots(ahead),
        locked=[stop.id in locked for stop in ahead],
        begin=_begins(clock, shown, ahead),
    )
    return Question(day, behind, ahead, nowhere)


def matrix(places: Sequence[Point | None]) -> list[list[road.Leg]]:
    """The way from each place to each; where one is anywhere, there is none."""
    none = road.Leg(0.0, 0)
    return [[road.leg(a, b) if a and b and a != b else none for b in places] for a in places]


def _slots(ahead: Sequence[Stop]) -> list[int]:
    """The planned times as `plan.arrange` deals them out: the first place gets the earliest."""
    times = [minute_of(stop.planned_at) for stop in ahead]
    return sorted(time for time in times if time is not None) if all(times) else [0] * len(times)


def _begins(clock: Clock, shown: OnRoad, ahead: Sequence[Stop]) -> int:
    if shown.day == clock.today():
        now = clock.now().astimezone(clock.zone)
        return now.hour * 60 + now.minute
    first = min((minute_of(stop.planned_at) or 0 for stop in ahead), default=0)
    return min(first, road.DAY_BEGINS) or road.DAY_BEGINS


def rearranged(clock: Clock, shown: OnRoad, order: Sequence[Stop]) -> OnRoad:
    """The day as it would be in this order; planned times go as `plan.arrange` gives them."""
    timed = [stop for stop in order if stop.state == PlanState.PLANNED and stop.planned_at]
    times = iter(sorted(stop.planned_at for stop in timed))
    stops = [replace(stop, planned_at=next(times)) if stop in timed else stop for stop in order]
    states = states_of(stops, is_today=shown.day == shown.today)
    legs = road.legs([stop.place for stop in stops])
    return replace(
        shown,
        stops=stops,
        states=states,
        legs=legs,
        km=sum(leg.km for leg in legs if leg),
        ends=ends_of(stops, states, legs, shown.dwell, clock, shown.day),
    )
