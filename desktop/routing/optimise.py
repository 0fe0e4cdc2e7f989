"""The shortest order of a day's stops: PyVRP finds it, the day's own rules have the last word."""

import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from desktop.routing.day import Day, Judged, improved, judge, with_locked
from desktop.routing.periodic import Periodic
from desktop.routing.search import Report, nobody_listens, plan

ITERATIONS_PER_STOP, MOST_ITERATIONS = 150, 6_000
FULL_EFFORT_FROM = 120  # stops; fewer need less search
SMALL = 40  # stops up to which every neighbouring order is judged
FOUND = 0.8  # of the work is done when PyVRP has its order
WHENEVER = (0, 48 * 60)  # minutes after midnight: it is too late for every window of the stop


@dataclass(frozen=True, slots=True)
class Order:
    """The stops in their new order, and what old and new come to."""

    order: tuple[int, ...]
    before: Judged
    after: Judged


def optimise(
    day: Day,
    seed: int = 0,
    seconds: float = 30.0,
    report: Report = nobody_listens,
    clock: Callable[[], float] = time.perf_counter,
) -> Order:
    """Never worse than the order now; the same seed gives the same order unless time runs out."""
    began = clock()
    given = list(day.stops)
    before = judge(day, given)
    tried = [given]
    if len(given) > 1:
        find = _free_order if day.is_free else _order_in_hours
        found = find(day, seed, seconds * FOUND, report, clock)
        tried.append(with_locked(day, found))
    best = min(tried, key=lambda order: judge(day, order).cost)
    if 1 < len(given) <= SMALL:

        def goes_on() -> bool:
            passed = (clock() - began) / seconds
            report(min(max(FOUND, passed), 1.0), judge(day, best).metres)
            return passed < 1.0

        best = improved(day, best, seed, goes_on)
    best = _calmest(day, [best, with_locked(day, best[::-1])])
    report(1.0, judge(day, best).metres)
    return Order(tuple(best), before, judge(day, best))


def _calmest(day: Day, orders: list[list[int]]) -> list[int]:
    """Of the best ones, the one that moves the fewest stops."""
    return min(
        orders,
        key=lambda order: (judge(day, order).cost, sum(a != b for a, b in enumerate(order))),
    )


def _free_order(
    day: Day, seed: int, seconds: float, report: Report, clock: Callable[[], float]
) -> list[int]:
    """One route of one day, without windows."""
    last = len(day.service) + 1
    rows = [[day.metres[a][b or last] if a or b else 0.0 for b in range(last)] for a in range(last)]
    whole = Periodic(1, 1, rows, [(), *[((0,),)] * len(day.service)])
    effort = min(1.0, (len(day.service) / FULL_EFFORT_FROM) ** 1.5)

    def scaled(done: float, length: float) -> None:
        report(done * FOUND, length)

    found = plan(whole, seed, seconds, scaled, clock, effort)
    tours = found.days[0]
    return [stop - 1 for tour in tours for stop in tour]


def _order_in_hours(
    day: Day, seed: int, seconds: float, report: Report, clock: Callable[[], float]
) -> list[int]:
    """A route within opening hours, as PyVRP finds it."""
    import pyvrp

    from desktop.routing.quiet import quiet

    quiet()
    data, stops = _problem(day)
    budget = min(MOST_ITERATIONS, ITERATIONS_PER_STOP * len(day.service))
    began, counted = clock(), count()

    def stop_now(best_cost: int) -> bool:
        done = max(next(counted) / budget, (clock() - began) / seconds)
        report(min(done, 1.0) * FOUND, float(min(best_cost, 10**12)))
        return done >= 1.0

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = pyvrp.solve(data, stop_now, seed=seed, collect_stats=False).best
    order = [stops[one.idx] for route in found.routes() for one in route if one.is_client()]
    placed = set(order)
    return order + [stop for stop in day.stops if stop not in placed]


def _problem(day: Day) -> tuple[Any, list[int]]:
    """The day as PyVRP knows days, and the stop of each of its clients.

    A stop with several windows is a group of clients, one a window, of which one is visited.
    """
    import numpy as np
    import pyvrp

    clients: list[pyvrp.Client] = []
    groups: list[pyvrp.ClientGroup] = []
    stops: list[int] = []
    for stop in day.stops:
        windows = [one for one in day.windows[stop] if one[1] > day.begin] or [WHENEVER]
        group = None if len(windows) == 1 else len(groups)
        if group is not None:
            groups.append(pyvrp.ClientGroup(list(range(len(stops), len(stops) + len(windows)))))
        for opens, closes in windows:
            clients.append(
                pyvrp.Client(
                    stop + 1,
                    service_duration=day.service[stop],
                    tw_early=opens,
                    tw_late=max(opens, closes - 1),
                    required=group is None,
                    group=group,
                )
            )
            stops.append(stop)
    size = len(day.service) + 2
    metres: Any = np.rint(np.asarray(day.metres, dtype=float)).astype(np.int64)
    minutes: Any = np.asarray(day.minutes, dtype=np.int64)
    data = pyvrp.ProblemData(
        [pyvrp.Location(0, 0) for _ in range(size)],
        clients,
        [pyvrp.Depot(0), pyvrp.Depot(size - 1)],
        [pyvrp.VehicleType(start_depot=0, end_depot=1, tw_early=day.begin)],
        [metres],
        [minutes],
        groups,
    )
    return data, stops
