"""All days of a problem as one of PyVRP's: its local search improves a whole plan in compiled code.

Each route has its day as a time window. A customer who comes once is one client, free to move
among neighbouring days of its choice; for everybody else there is a client for each day, of
which a plan holds those of the pattern chosen. So the problem stays the same while patterns
change, and is built only once.
"""

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyvrp
from pyvrp import search

from desktop.routing.periodic import Periodic
from desktop.routing.quiet import quiet

GRAIN = 1_000_000  # the largest distance becomes this many whole units
DAY = 10_000_000  # longer than any route; as much again lies between two days
NEAR = 20.0  # how many neighbours of a visit are looked at, of those likely to be there
LEAST_FINE, HIGHEST_FINE = 1.0, 1e6
HISTORY = 100  # of the late acceptance that polishing goes by
OPERATORS: tuple[Any, ...] = (
    search.Relocate1,
    search.Relocate2,
    search.Swap11,
    search.Swap21,
    search.Swap22,
    search.SwapTails,
)

Whole = npt.NDArray[np.int64]
Routes = list[list[list[int]]]  # by day


@dataclass(frozen=True, slots=True)
class Fines:
    """What a unit of load over the capacity costs, and a minute over the longest day."""

    load: float
    minute: float

    def times(self, factor: float) -> "Fines":
        return Fines(self.load * factor, self.minute * factor)


@dataclass(frozen=True, slots=True)
class Found:
    """A whole plan, its length in units of `Encoded.distance`, and by how much it is too big."""

    days: Routes
    length: int
    load: int
    minutes: int

    @property
    def keeps_bounds(self) -> bool:
        return not self.load and not self.minutes

    def cost(self, fines: Fines) -> float:
        return self.length + fines.load * self.load + fines.minute * self.minutes


class Encoded:
    """The problem in whole numbers, and the search that improves plans of it."""

    def __init__(self, problem: Periodic, seed: int, days: Routes | None = None) -> None:
        """With `days`, only what that plan holds has a client, and all of it is required."""
        quiet()
        self.problem = problem
        distance = np.asarray(problem.distance, dtype=float)
        self.scale = GRAIN / max(float(distance.max()), 1e-9)
        self.distance: Whole = np.rint(distance * self.scale).astype(np.int64)
        self.minutes: Whole = np.zeros_like(self.distance)
        if problem.longest:
            self.minutes = np.ceil(np.asarray(problem.duration, dtype=float)).astype(np.int64)
        np.fill_diagonal(self.minutes, 0)
        np.fill_diagonal(self.distance, 0)
        self._required = days is not None
        self._clients = [
            (customer, *run)
            for customer in problem.customers
            for run in _runs(problem, customer)
            if days is None or _holds(days, customer, run)
        ]
        self._stops = [customer for customer, _, _ in self._clients]
        self._number = {
            (customer, day): at
            for at, (customer, first, last) in enumerate(self._clients)
            for day in range(first, last + 1)
        }
        self._data = self._problem_data()
        random = pyvrp.RandomNumberGenerator(seed=seed)
        shaken = search.PerturbationParams(*((1, 25) if self._required else (0, 0)))
        self._search = search.LocalSearch(
            self._data, random, self._neighbours(), search.PerturbationManager(shaken)
        )
        for operator in OPERATORS:
            if operator.supports(self._data):
                self._search.add_operator(operator(self._data))

    def improved(self, days: Routes, fines: Fines) -> Found:
        """The plan after every improving move of PyVRP's has been made."""
        load = [fines.load] if self.problem.demand else []
        judge = pyvrp.CostEvaluator(load, fines.minute, 0.0)
        return self._found(self._search(self._solution(days), judge, exhaustive=True))

    def polished(self, days: Routes, fines: Fines, goes_on: Callable[[], bool]) -> Found:
        """The plan shaken and improved, again and again, while `goes_on`."""
        params = pyvrp.PenaltyParams(min_penalty=LEAST_FINE, max_penalty=HIGHEST_FINE)
        load = [fines.load] if self.problem.demand else []
        search = pyvrp.IteratedLocalSearch(
            self._data,
            pyvrp.PenaltyManager((load, fines.minute, 0.0), params),
            self._search,
            self._solution(days),
            pyvrp.IteratedLocalSearchParams(history_length=HISTORY),
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = search.run(lambda best_cost: not goes_on(), collect_stats=False)
        return self._found(result.best)

    def _solution(self, days: Routes) -> pyvrp.Solution:
        number = self._number
        return pyvrp.Solution(
            self._data,
            [
                pyvrp.Route(self._data, [number[stop, day] for stop in tour], day)
                for day, tours in enumerate(days)
                for tour in tours
                if tour
            ],
        )

    def _found(self, solution: pyvrp.Solution) -> Found:
        days: Routes = [[] for _ in range(self.problem.days)]
        for route in solution.routes():
            stops = [self._stops[one.idx] for one in route]  # a depot at either end
            days[route.vehicle_type()].append(stops[1:-1])
        over = sum(solution.excess_load()), solution.time_warp()
        return Found(days, solution.distance(), *over)

    def moves_freely(self, customer: int) -> bool:
        """Whether PyVRP itself finds the customer's days."""
        choices = self.problem.choices(customer)
        return len(choices) == 1 or len(_runs(self.problem, customer)) == 1

    def _problem_data(self) -> pyvrp.ProblemData:
        minutes: Any = self.minutes
        distance: Any = self.distance
        return pyvrp.ProblemData(
            [pyvrp.Location(0, 0) for _ in self.problem.patterns],
            [self._client(*client) for client in self._clients],
            [pyvrp.Depot(0)],
            [self._vehicle(day) for day in range(self.problem.days)],
            [distance],
            [minutes],
        )

    def _client(self, customer: int, first: int, last: int) -> pyvrp.Client:
        problem = self.problem
        return pyvrp.Client(
            location=customer,
            delivery=[round(problem.demand[customer])] if problem.demand else [],
            service_duration=round(problem.service[customer]) if problem.longest else 0,
            tw_early=2 * first * DAY,
            tw_late=(2 * last + 1) * DAY - 1,
            required=self._required,
        )

    def _vehicle(self, day: int) -> pyvrp.VehicleType:
        problem = self.problem
        room = int(problem.capacity[day]) if problem.capacity else 0
        longest = int(problem.longest[day]) if problem.longest else 0
        return pyvrp.VehicleType(
            num_available=problem.vehicles,
            capacity=[room or 10**9] if problem.demand else [],
            tw_early=2 * day * DAY,
            tw_late=(2 * day + 1) * DAY - 1,
            shift_duration=longest or np.iinfo(np.int64).max,
        )

    def _neighbours(self) -> dict[pyvrp.Activity, list[pyvrp.Activity]]:
        """The nearest visits that can be on the same day."""
        stops, first, last = (np.array(column) for column in zip(*self._clients, strict=True))
        all_ = [pyvrp.Activity(pyvrp.ActivityType.CLIENT, at) for at in range(len(self._clients))]
        there = np.array([self._likely(customer) for customer in self._stops])
        near = {}
        for at, (customer, begin, end) in enumerate(self._clients):
            way = self.distance[customer][stops].astype(float)
            way[(first > end) | (last < begin) | (stops == customer)] = np.inf
            closest = np.argsort(way, kind="stable")
            enough = int(np.searchsorted(np.cumsum(there[closest]), NEAR))
            few = closest[: enough + 1].tolist()
            near[all_[at]] = [all_[one] for one in few if way[one] < np.inf]
        return near

    def _likely(self, customer: int) -> float:
        """How many of a customer's clients a plan holds, as a share."""
        if self._required:
            return 1.0
        return len(self.problem.choices(customer)[0]) / len(_runs(self.problem, customer))


def _runs(problem: Periodic, customer: int) -> Sequence[tuple[int, int]]:
    """The days on which a client of this customer is: from the first to the last of each run."""
    patterns = problem.choices(customer)
    days = sorted({day for pattern in patterns for day in pattern})
    if any(len(pattern) != 1 for pattern in patterns):
        return [(day, day) for day in days]
    return list(_joined(days))


def _holds(days: Routes, customer: int, run: tuple[int, int]) -> bool:
    first, last = run
    return any(customer in tour for tours in days[first : last + 1] for tour in tours)


def _joined(days: list[int]) -> Iterator[tuple[int, int]]:
    """Days that follow on each other, as one run."""
    first = last = days[0]
    for day in days[1:]:
        if day != last + 1:
            yield first, last
            first = day
        last = day
    yield first, last
