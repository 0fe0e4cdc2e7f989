"""A search that breeds plans: children of two plans, each improved until no move helps.

Plans may break bounds at a fine; the fines follow how often that happens. Every child goes
through PyVRP's local search (Wouda, Lan & Kool, INFORMS Journal on Computing 36, 2024) and a
better choice of patterns; what breaks a bound is tried once more under a heavy fine.
"""

from collections.abc import Callable
from math import inf
from random import Random

from desktop.routing.encoded import HIGHEST_FINE, LEAST_FINE, Encoded, Fines, Found, Routes
from desktop.routing.offspring import child, greedy_plan, random_plan, with_better_patterns
from desktop.routing.periodic import Periodic
from desktop.routing.population import KEPT, Population

FIRST = 2 * KEPT  # plans made from nothing
RARE = 4  # one of so many of them is made at random, the others greedily
A_LOOK = 40  # plans between looks at the fines
SELDOM, OFTEN = 0.3, 0.5  # how often plans should keep a bound
DEARER, CHEAPER = 1.2, 0.85
HEAVY = 10.0
ANEW = 500  # plans without a better one, after which all begins anew
MENDED = 0.5  # how many of the broken are tried once more


class Breeding:
    """The plans so far; `best` is the shortest that keeps every bound, None for none yet."""

    def __init__(self, problem: Periodic, seed: int) -> None:
        self._random = Random(seed)
        self._encoded = Encoded(problem, seed)
        self._population = Population(problem, self._random)
        self._fines = _first_fines(self._encoded)
        self._over: list[Found] = []
        self._choosers = [
            customer for customer in problem.customers if not self._encoded.moves_freely(customer)
        ]
        self._problem, self._seed = problem, seed
        self.best: Found | None = None
        self.stale = 0  # plans since the best one
        self._idle, self._least = 0, inf  # the same, of those there are now

    @property
    def length(self) -> float:
        """Of the best plan, in the problem's own units."""
        return self.best.length / self._encoded.scale if self.best is not None else 0.0

    def run(self, goes_on: Callable[[], bool]) -> None:
        """Breeds while `goes_on`, which is asked before each plan."""
        made = 0
        while goes_on():
            if self._idle >= ANEW:
                self._population, self._least = Population(self._problem, self._random), inf
                self._idle = made = 0
            if made < FIRST and made % RARE == 0:
                self._grow(random_plan(self._problem, self._random))
            elif made < FIRST:
                self._grow(greedy_plan(self._encoded, self._fines, self._random))
            else:
                one, other = self._population.parent(), self._population.parent()
                self._grow(child(self._encoded, self._fines, one.days, other.days, self._random))
            made += 1

    def polish(self, goes_on: Callable[[], bool]) -> None:
        """The best plan alone, shaken and improved; asks `goes_on` before each time."""
        if self.best is not None:
            encoded = Encoded(self._problem, self._seed, self.best.days)
            self._keep(encoded.polished(self.best.days, self._fines, goes_on))

    def _grow(self, days: Routes) -> None:
        self.stale += 1
        self._idle += 1
        found = self._improved(days)
        self._keep(found)
        self._learn(found)
        if not found.keeps_bounds and self._random.random() < MENDED:
            mended = self._encoded.improved(found.days, self._fines.times(HEAVY))
            if mended.keeps_bounds:
                self._keep(mended)

    def _improved(self, days: Routes) -> Found:
        found = self._encoded.improved(days, self._fines)
        if self._choosers:
            better = with_better_patterns(
                self._encoded, found.days, self._fines, self._choosers, self._random
            )
            if better is not None:
                found = self._encoded.improved(better, self._fines)
        return found

    def _keep(self, found: Found) -> None:
        self._population.add(found, self._fines)
        if not found.keeps_bounds:
            return
        if found.length < self._least:
            self._least, self._idle = found.length, 0
        if self.best is None or found.length < self.best.length:
            self.best, self.stale = found, 0

    def _learn(self, found: Found) -> None:
        self._over.append(found)
        if len(self._over) == A_LOOK:
            self._fines = Fines(
                _learnt(self._fines.load, sum(not one.load for one in self._over)),
                _learnt(self._fines.minute, sum(not one.minutes for one in self._over)),
            )
            self._over.clear()


def _learnt(fine: float, kept: int) -> float:
    share = kept / A_LOOK
    fine *= DEARER if share < SELDOM else CHEAPER if share > OFTEN else 1.0
    return min(max(fine, LEAST_FINE), HIGHEST_FINE)


def _first_fines(encoded: Encoded) -> Fines:
    """About a leg for the heaviest customer, and for a minute what a minute's way is."""
    leg = float(encoded.distance.mean())
    heaviest = max(encoded.problem.demand, default=0.0)
    minutes = float(encoded.minutes.mean())
    return Fines(leg / max(heaviest, 1.0), max(leg / max(minutes, 1.0), 100.0))
