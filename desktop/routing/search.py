"""The shortest periods that can be found in the time there is.

Plans that keep every bound are bred (`breeding`). Where none comes up, the days are too short
or too few for everybody: then a ruin-and-recreate search (`annealing`) leaves out as little as
it can and says whom.

The problem and its instances: Cordeau, Gendreau & Laporte, "A tabu search heuristic for
periodic and multi-depot vehicle routing problems" (Networks 30, 1997).
"""

import time
from collections.abc import Callable
from random import Random

from desktop.routing.annealing import Annealing
from desktop.routing.periodic import Periodic, Plan

Report = Callable[[float, float], object]

PLANS = 2_500  # without a better one, before the search ends of itself
BRED = 0.8  # of the time; the best plan is polished in the rest
POLISHES = 4_000
HOPE = 0.4  # of the time and work, after which a plan that leaves nobody out should be there
STEPS = 50_000
HOT, COLD = 0.5, 0.01  # of the annealing, in mean legs


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

    It ends sooner when PLANS (times the effort) in a row were no better; two runs that the
    clock does not cut short give the same plan. `report` hears which part is done (0 to 1) and
    the length so far, and may raise to stop.
    """
    began = clock()

    def passed() -> float:
        return (clock() - began) / seconds

    found = _bred(problem, seed, passed, report, effort)
    return found or _left_out(problem, seed, passed, report, effort)


def _bred(
    problem: Periodic, seed: int, passed: Callable[[], float], report: Report, effort: float
) -> Plan | None:
    """The best plan for everybody; None when there is none."""
    from desktop.routing.breeding import Breeding  # PyVRP and numpy only where they work

    breeding = Breeding(problem, seed)
    patience = PLANS * effort

    def goes_on() -> bool:
        done, hope = passed(), BRED if breeding.best is not None else HOPE
        report(min(done, 1.0), breeding.length)
        return done < hope and breeding.stale < patience * hope

    left = round(POLISHES * effort)

    def shines() -> bool:
        nonlocal left
        left -= 1
        done = passed()
        report(min(done, 1.0), breeding.length)
        return done < 1.0 and left > 0

    breeding.run(goes_on)
    breeding.polish(shines)
    if breeding.best is None:
        return None
    days = tuple(tuple(map(tuple, tours)) for tours in breeding.best.days)
    return Plan(days, problem.length(days), ())


def _left_out(
    problem: Periodic, seed: int, passed: Callable[[], float], report: Report, effort: float
) -> Plan:
    annealing = Annealing(problem, Random(seed))
    annealing.settle()
    before = passed()

    def part(steps: int) -> float:
        done = (passed() - before) / max(1.0 - before, 0.01)
        report(min(before + (1.0 - before) * done, 1.0), annealing.best.distance)
        return max(done, steps / (STEPS * effort))

    annealing.run(HOT, COLD, part)
    best = annealing.best
    days = tuple(tuple(tour.stops for tour in day) for day in best.days)
    return Plan(days, problem.length(days), tuple(best.unserved))
