"""The shortest periods that can be found in the time there is: two searches take turns.

A ruin-and-recreate search chooses everybody's days: it takes neighbours out of all days, puts
each back with the pattern that costs least now, accepts worse plans while it is hot, and lets
routes be overloaded at a fine that follows how often they are. PyVRP then improves the routes
of all days at once, and the first search goes on from there.

The problem and its instances: Cordeau, Gendreau & Laporte, "A tabu search heuristic for
periodic and multi-depot vehicle routing problems" (Networks 30, 1997). The fined overload is
theirs, too; the removals are named in `ruin`, PyVRP is Wouda, Lan & Kool (INFORMS Journal on
Computing 36, 2024).
"""

import time
from collections.abc import Callable
from functools import partial
from random import Random

from desktop.routing.annealing import Annealing
from desktop.routing.periodic import Periodic, Plan

Report = Callable[[float, float], object]

# what share of the time each turn gets; how hot it begins and how cold it ends, in mean legs
TURNS = ((0.27, (0.5, 0.02)), (0.28, None), (0.18, (0.15, 0.01)), (0.27, None))
STEPS, ITERATIONS = 100_000, 24_000
A_LOOK = 10  # iterations between looks at the clock
WHOLE = (0, 0.0)


def nobody_listens(done: float, length: float) -> None:
    """For who wants no progress."""


def plan(
    problem: Periodic,
    seed: int = 0,
    seconds: float = 30.0,
    report: Report = nobody_listens,
    clock: Callable[[], float] = time.perf_counter,
    effort: float = 1.0,
) -> Plan:
    """A plan of all days, after `seconds` of the clock or sooner.

    It ends sooner when STEPS and ITERATIONS (times the effort) are done; two runs that the
    clock does not cut short give the same plan. `report` hears which part is done (0 to 1) and
    the length so far, and may raise to stop.
    """
    annealing = Annealing(problem, Random(seed))
    annealing.settle()
    before = 0.0
    for share, heat in TURNS:
        turn = _Turn(
            before, share, seconds, clock, lambda done: report(done, annealing.best.distance)
        )
        if heat is not None:
            annealing.run(*heat, partial(turn.part, budget=STEPS * effort * share))
        elif annealing.best.broken == WHOLE:
            _polish(
                problem, annealing, seed, partial(turn.part, budget=ITERATIONS * effort * share)
            )
        before += share
    days = tuple(tuple(tour.stops for tour in day) for day in annealing.best.days)
    return Plan(days, problem.length(days), tuple(annealing.best.unserved))


class _Turn:
    """One search's share of the time, and how much of it is over."""

    def __init__(
        self,
        before: float,
        share: float,
        seconds: float,
        clock: Callable[[], float],
        say: Callable[[float], object],
    ) -> None:
        self._before, self._share = before, share
        self._seconds = seconds * share
        self._clock, self._began, self._say = clock, clock(), say

    def part(self, count: int, budget: float) -> float:
        """From 0 to 1, whichever of the work and the time is nearer its end."""
        done = max(count / budget, (self._clock() - self._began) / self._seconds)
        self._say(self._before + self._share * min(done, 1.0))
        return done


def _polish(
    problem: Periodic, annealing: Annealing, seed: int, part: Callable[[int], float]
) -> None:
    from desktop.routing.pooled import polished  # PyVRP and numpy only where they work

    count = 0

    def goes_on() -> bool:
        nonlocal count
        count += 1
        return count % A_LOOK != 0 or part(count) < 1.0

    days = [[tour.stops for tour in day] for day in annealing.best.days]
    better = polished(problem, days, seed, goes_on)
    if better is not None:
        annealing.take(better)
