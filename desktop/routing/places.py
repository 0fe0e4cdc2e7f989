"""Where a customer fits into a plan, and at what cost: all gaps of all days looked at at once.

A gap lies between a stop and the next one of a route (place 0 at either end); every day offers
an empty route, too, while it has a vehicle left. The gaps of a route follow on each other, and
so do the routes of a day, so that the cheapest of each is one pass over an array.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desktop.routing.encoded import Encoded, Fines, Routes, Whole
from desktop.routing.periodic import Pattern

Numbers = npt.NDArray[np.float64]
ENDLESS = 1e15


@dataclass(frozen=True, slots=True)
class Offers:
    """What coming costs: in every gap, on every route, on every day; and what it costs now."""

    gaps: Numbers
    routes: Numbers
    days: list[float]
    now: float


class Places:
    """A plan that customers are put into and taken out of."""

    def __init__(self, encoded: Encoded, fines: Fines, days: Routes) -> None:
        self._encoded, self._problem, self._fines = encoded, encoded.problem, fines
        self._lay(days)

    @property
    def routes(self) -> Routes:
        found: Routes = [[] for _ in range(self._problem.days)]
        ends = [*self._starts[1:].tolist(), len(self._after)]
        for day, start, end in zip(self._day.tolist(), self._starts.tolist(), ends, strict=True):
            if end - start > 1:
                found[day].append(self._after[start : end - 1].tolist())
        return found

    def offers(self, customer: int) -> Offers:
        """As if the customer were on no day; `now` is what the places it has really cost."""
        here = np.flatnonzero(self._before == customer)
        gaps = self._detours(self._encoded.distance, self._legs, customer, here).astype(float)
        room = self._room
        if self._problem.demand:
            room = room.copy()
            room[self._route[here]] += self._problem.demand[customer]
        if self._problem.longest:
            gaps += self._late(customer, here)
        fine = self._fine(customer, room)
        routes = np.minimum.reduceat(gaps, self._starts) + fine
        now = float((gaps[here] + fine[self._route[here]]).sum()) if len(here) else 0.0
        return Offers(gaps, routes, np.minimum.reduceat(routes, self._first).tolist(), now)

    def put(self, customer: int, days: Collection[int], offers: Offers) -> None:
        """Into the cheapest gap of each of the days; the offers are those made just now."""
        fills = []
        for day in days:
            end = self._first[day + 1] if day + 1 < len(self._first) else len(self._starts)
            route = self._first[day] + int(np.argmin(offers.routes[self._first[day] : end]))
            stop = self._starts[route + 1] if route + 1 < len(self._starts) else len(self._after)
            start = self._starts[route]
            fills.append(int(start + np.argmin(offers.gaps[start:stop])))
        after = self._after.tolist()
        for gap in sorted(fills, reverse=True):
            after.insert(gap, customer)
        self._relay(after)

    def take_out(self, customer: int) -> None:
        self._relay([stop for stop in self._after.tolist() if stop != customer])

    def cheapest(self, choices: Sequence[Pattern], offers: Offers) -> tuple[float, Pattern]:
        days = offers.days
        return min((sum([days[day] for day in pattern]), pattern) for pattern in choices)

    # --- the arrays ---------------------------------------------------------------------------

    def _lay(self, days: Routes) -> None:
        after: list[int] = []
        day_of: list[int] = []
        for day, tours in enumerate(days):
            kept = [tour for tour in tours if tour]
            if len(kept) < self._problem.vehicles:
                kept.append([])
            for tour in kept:
                after += [*tour, 0]
                day_of.append(day)
        self._day = np.array(day_of)
        self._first = np.flatnonzero(np.diff(self._day, prepend=-1))
        self._arrange(after)

    def _relay(self, after: list[int]) -> None:
        """The same routes with other stops; laid anew when a day's empty route is no more."""
        self._arrange(after)
        last = np.append(self._first[1:], len(self._starts)) - 1
        sizes = np.diff(np.append(self._starts, len(self._after)))
        counts = last + 1 - self._first
        if ((sizes[last] > 1) & (counts < self._problem.vehicles)).any():
            self._lay(self.routes)

    def _arrange(self, after: list[int]) -> None:
        problem, encoded = self._problem, self._encoded
        self._after = np.array(after)
        self._before = np.concatenate((self._after[-1:], self._after[:-1]))
        ends = self._after == 0
        self._starts = np.flatnonzero(self._before == 0)
        self._route = np.cumsum(ends) - ends
        self._legs = encoded.distance[self._before, self._after]
        self._room = self._time = np.zeros(len(self._starts))
        if problem.demand:
            load = np.add.reduceat(np.asarray(problem.demand, float)[self._after], self._starts)
            self._room = _bounds(problem.capacity)[self._day] - load
        if problem.longest:
            self._ways = encoded.minutes[self._before, self._after]
            spent = self._ways + np.asarray(problem.service, float)[self._after]
            spent = np.add.reduceat(spent, self._starts)
            self._time = _bounds(problem.longest)[self._day] - spent

    def _detours(self, way: Whole, legs: Whole, customer: int, here: Whole) -> Whole:
        """How much longer the way gets in each gap, the customer taken out where it is now."""
        more: Whole = way.T[customer][self._before] + way[customer][self._after] - legs
        if len(here):
            around = legs[here - 1] + legs[here] - way[self._before[here - 1], self._after[here]]
            more[here - 1] = more[here] = around
        return more

    def _fine(self, customer: int, room: Numbers) -> Numbers:
        """By how much fines for load rise on each route."""
        if not self._problem.demand:
            return room
        weight = self._problem.demand[customer]
        over: Numbers = self._fines.load * np.clip(weight - room, 0.0, weight)
        return over

    def _late(self, customer: int, here: Whole) -> Numbers:
        """By how much fines for minutes rise in each gap."""
        more = self._detours(self._encoded.minutes, self._ways, customer, here).astype(float)
        more += self._problem.service[customer]
        time = self._time.copy()
        time[self._route[here]] += more[here]
        left = np.maximum(time, 0.0)[self._route]
        late: Numbers = self._fines.minute * np.clip(more - left, 0.0, None)
        return late


def _bounds(most: Sequence[float]) -> Numbers:
    """A bound for each day; 0 is none."""
    return np.array([float(each) or ENDLESS for each in most])
