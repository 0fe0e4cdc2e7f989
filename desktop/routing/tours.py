"""Routes that never change: a changed route is a new one, so what was worked out stays true.

Every route keeps, for each customer once asked, the two cheapest places to insert it. As most
routes survive a step of the search, most insertions are looked up rather than worked out.
"""

from itertools import pairwise
from math import inf

from desktop.routing.periodic import Periodic

Edge = tuple[int, int, float]
Place = tuple[float, int]
Insertion = tuple[Place, Place]


class Tour:
    """One route of one day: its customers in order, what it carries, and how long it is."""

    __slots__ = ("_cheapest", "distance", "edges", "load", "minutes", "stops")

    stops: tuple[int, ...]
    edges: list[Edge]
    distance: float
    load: float
    minutes: float

    def __init__(self, problem: Periodic, stops: tuple[int, ...]) -> None:
        way = [0, *stops, 0]
        rows = problem.distance
        self.stops = stops
        self.edges = [(a, b, rows[a][b]) for a, b in pairwise(way)]
        self.distance = sum([edge[2] for edge in self.edges])
        self.load = sum([problem.demand[stop] for stop in stops]) if problem.demand else 0.0
        self.minutes = 0.0
        if problem.longest:
            times = problem.duration
            self.minutes = sum([times[a][b] for a, b, _ in self.edges])
            self.minutes += sum([problem.service[stop] for stop in stops])
        self._cheapest: dict[int, Insertion] = {}

    def insertion(self, problem: Periodic, customer: int) -> Insertion:
        """How much longer the route gets, and after how many stops the customer comes: the
        cheapest place, then the one after it."""
        found = self._cheapest.get(customer)
        if found is None:
            found = self._cheapest[customer] = self._searched(problem, customer)
        return found

    def _searched(self, problem: Periodic, customer: int) -> Insertion:
        into, out = problem.inward[customer], problem.distance[customer]
        costs = [into[a] + out[b] - gone for a, b, gone in self.edges]
        least = min(costs)
        at = costs.index(least)
        costs[at] = inf
        second = min(costs)
        return (least, at), (second, costs.index(second)) if second < inf else (least, at)

    def with_stop(self, problem: Periodic, customer: int, at: int) -> "Tour":
        made = Tour.__new__(Tour)
        a, b, gone = self.edges[at]
        row = problem.distance[customer]
        near, far = problem.distance[a][customer], row[b]
        made.stops = (*self.stops[:at], customer, *self.stops[at:])
        made.edges = [
            *self.edges[:at], (a, customer, near), (customer, b, far), *self.edges[at + 1 :]
        ]  # fmt: skip
        made.distance = self.distance + near + far - gone
        made.load = self.load + (problem.demand[customer] if problem.demand else 0.0)
        made.minutes = self.minutes
        if problem.longest:
            times = problem.duration
            made.minutes += times[a][customer] + times[customer][b] - times[a][b]
            made.minutes += problem.service[customer]
        made._cheapest = {}
        return made

    def without(self, problem: Periodic, gone: set[int]) -> "Tour":
        return Tour(problem, tuple([stop for stop in self.stops if stop not in gone]))
