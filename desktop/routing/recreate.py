"""Putting customers back: each with the pattern, and into the places, that cost least now."""

from math import inf
from random import Random

from desktop.routing.periodic import Pattern, Periodic
from desktop.routing.ruin import Day
from desktop.routing.tours import Tour

BLINK = 0.01  # how often a place is overlooked, so that each time is different
ORDERS = ("random", "random", "heavy", "heavy", "far", "near", "few")

Found = tuple[float, int, int]  # the cost, which route, after how many of its stops


class Recreate:
    """Inserts customers greedily; `fine` is what a unit of overload costs."""

    def __init__(self, problem: Periodic, random: Random) -> None:
        self._problem, self._random = problem, random
        self._empty = Tour(problem, ())
        self.fine = 0.0
        if problem.demand and any(problem.demand):
            home = problem.distance[0]
            self.fine = 2 * sum(home) / sum(problem.demand)

    def put_back(self, days: list[Day], customers: list[int]) -> list[int]:
        """Changes the days; answers who found no place."""
        self._sort(customers)
        return [one for one in customers if not self._insert(days, one)]

    def _sort(self, customers: list[int]) -> None:
        problem, how = self._problem, self._random.choice(ORDERS)
        self._random.shuffle(customers)
        home, weight = problem.distance[0], problem.demand or [1.0] * len(problem.patterns)
        if how == "heavy":
            customers.sort(key=lambda one: -weight[one] * len(problem.choices(one)[0]))
        elif how == "far":
            customers.sort(key=lambda one: -home[one])
        elif how == "near":
            customers.sort(key=lambda one: home[one])
        elif how == "few":
            customers.sort(key=lambda one: len(problem.choices(one)))

    def _insert(self, days: list[Day], customer: int) -> bool:
        found: dict[int, Found | None] = {}
        best, least = None, inf
        for pattern in self._problem.choices(customer):
            cost = self._cost(days, customer, pattern, found)
            if cost < least:
                best, least = pattern, cost
        for day in best or ():
            place = found[day]
            assert place is not None
            _, which, at = place
            tours = days[day]
            if which == len(tours):
                tours.append(self._empty.with_stop(self._problem, customer, 0))
            else:
                tours[which] = tours[which].with_stop(self._problem, customer, at)
        return best is not None

    def _cost(
        self, days: list[Day], customer: int, pattern: Pattern, found: dict[int, Found | None]
    ) -> float:
        total = 0.0
        for day in pattern:
            if day not in found:
                found[day] = self._cheapest(days[day], day, customer)
            place = found[day]
            if place is None:
                return inf
            total += place[0]
        return total

    def _cheapest(self, tours: Day, day: int, customer: int) -> Found | None:
        problem, random = self._problem, self._random.random
        limited = bool(problem.capacity) and problem.capacity[day] > 0
        demand = problem.demand[customer] if limited else 0.0
        room = problem.capacity[day] - demand if limited else 0.0
        best, least = None, inf
        for which, tour in enumerate(tours):
            blinks = random() < BLINK
            if blinks and len(tours) > 1:
                continue
            cost, at = tour.insertion(problem, customer)[blinks]
            if limited and tour.load > room:
                cost += self.fine * min(tour.load - room, demand)
            if cost < least and self._in_time(tour, day, customer, at):
                best, least = (cost, which, at), cost
        if len(tours) < problem.vehicles:
            cost = self._empty.insertion(problem, customer)[0][0]
            if cost < least and self._in_time(self._empty, day, customer, 0):
                best = (cost, len(tours), 0)
        return best

    def _in_time(self, tour: Tour, day: int, customer: int, at: int) -> bool:
        problem = self._problem
        if not problem.longest or not problem.longest[day]:
            return True
        times = problem.duration
        before, after, _ = tour.edges[at]
        more = times[before][customer] + times[customer][after] - times[before][after]
        return tour.minutes + more + problem.service[customer] <= problem.longest[day]
