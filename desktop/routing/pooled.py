"""All days of a plan in one PyVRP problem: each route has its day as a time window.

A customer who comes once may move to any day that follows on another of its choices; the
visits of everybody else stay on their days, and PyVRP orders and shares them among the routes.
"""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pyvrp

from desktop.routing.periodic import Days, Periodic
from desktop.routing.quiet import quiet

GRAIN = 1_000_000  # the largest distance becomes this many whole units
DAY = 10_000_000  # a day is longer than any route of it


def polished(
    problem: Periodic, days: Days, seed: int, goes_on: Callable[[], bool]
) -> list[list[tuple[int, ...]]] | None:
    """The days improved while `goes_on`; None when PyVRP knows nothing that keeps all bounds."""
    quiet()
    visits = [(stop, day) for day, tours in enumerate(days) for tour in tours for stop in tour]
    data = _data(problem, visits)
    number = {visit: at for at, visit in enumerate(visits)}
    routes = [
        pyvrp.Route(data, [number[stop, day] for stop in tour], day)
        for day, tours in enumerate(days)
        for tour in tours
        if tour
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = pyvrp.solve(
            data,
            lambda best_cost: not goes_on(),
            seed=seed,
            collect_stats=False,
            params=pyvrp.SolveParams(ils=pyvrp.IteratedLocalSearchParams(history_length=100)),
            initial_solution=pyvrp.Solution(data, routes),
        )
    if not result.best.is_feasible():
        return None
    found: list[list[tuple[int, ...]]] = [[] for _ in range(problem.days)]
    for route in result.best.routes():
        stops = tuple(visits[one.idx][0] for one in route if one.is_client())
        found[route.vehicle_type()].append(stops)
    return found


def _data(problem: Periodic, visits: list[tuple[int, int]]) -> pyvrp.ProblemData:
    distance = np.asarray(problem.distance, dtype=float)
    scale = GRAIN / max(float(distance.max()), 1e-9)
    metres: Any = np.rint(distance * scale).astype(np.int64)
    minutes: Any = np.zeros_like(metres)
    if problem.longest:
        minutes = np.ceil(np.asarray(problem.duration, dtype=float)).astype(np.int64)
        np.fill_diagonal(minutes, 0)
    return pyvrp.ProblemData(
        [pyvrp.Location(0, 0) for _ in problem.patterns],
        [_client(problem, stop, day) for stop, day in visits],
        [pyvrp.Depot(0)],
        [_vehicle(problem, day) for day in range(problem.days)],
        [metres],
        [minutes],
    )


def _client(problem: Periodic, stop: int, day: int) -> pyvrp.Client:
    first, last = _choices(problem, stop, day)
    return pyvrp.Client(
        location=stop,
        delivery=[round(problem.demand[stop])] if problem.demand else [],
        service_duration=round(problem.service[stop]) if problem.longest else 0,
        tw_early=first * DAY,
        tw_late=(last + 1) * DAY - 1,
    )


def _choices(problem: Periodic, stop: int, day: int) -> tuple[int, int]:
    """The first and last of the days around this one on which the customer may come instead."""
    patterns = problem.choices(stop)
    if any(len(pattern) != 1 for pattern in patterns):
        return day, day
    free = {pattern[0] for pattern in patterns}
    first = last = day
    while first - 1 in free:
        first -= 1
    while last + 1 in free:
        last += 1
    return first, last


def _vehicle(problem: Periodic, day: int) -> pyvrp.VehicleType:
    room = problem.capacity[day] if problem.capacity else 0
    longest = problem.longest[day] if problem.longest else 0
    unbounded = np.iinfo(np.int64).max
    return pyvrp.VehicleType(
        num_available=problem.vehicles,
        capacity=[int(room) if room else 10**12] if problem.demand else [],
        tw_early=day * DAY,
        tw_late=(day + 1) * DAY - 1,
        shift_duration=int(longest) if longest else unbounded,
    )
