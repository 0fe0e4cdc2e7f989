"""Takes neighbours out of a plan, puts them back better, and cools down."""

from collections.abc import Callable
from dataclasses import dataclass
from math import log
from random import Random

from desktop.routing.periodic import Periodic
from desktop.routing.recreate import Recreate
from desktop.routing.ruin import Day, Ruin
from desktop.routing.tours import Tour

FIRST_STEPS = 300
A_LOOK = 20  # steps between looks at the clock
A_FINE = 100  # steps between looks at the fine
SELDOM, OFTEN = 0.20, 0.45  # how often plans should keep the bounds
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class State:
    """A plan: `over` is by how much routes are overloaded."""

    days: list[Day]
    unserved: list[int]
    distance: float
    over: float

    @property
    def broken(self) -> tuple[int, float]:
        return len(self.unserved), self.over


class Annealing:
    """Holds the plan it looks at now, and the best one it has seen."""

    def __init__(self, problem: Periodic, random: Random) -> None:
        self._problem, self._random = problem, random
        self._recreate = Recreate(problem, random)
        self._ruin = Ruin(problem, random)
        self._unserved = 10 * max(max(row) for row in problem.distance) + 1.0
        days: list[Day] = [[] for _ in range(problem.days)]
        unserved = self._recreate.put_back(days, list(problem.customers))
        self.now = self.best = self._state(days, unserved)
        self._steps = self._sound = 0

    def settle(self) -> None:
        """Down from the first plan, without hills, to learn how long a leg is."""
        for _ in range(FIRST_STEPS):
            self._step(TINY)

    def run(
        self,
        hot: float,
        cold: float,
        part: Callable[[int], float],
    ) -> None:
        """Until `part` of the steps done reaches 1; heat is in mean legs of the plan."""
        self.now = self.best
        legs = sum(len(tour.edges) for day in self.now.days for tour in day)
        leg = self.now.distance / max(legs, 1)
        steps = 0
        while (done := part(steps)) < 1.0:
            heat = leg * hot * (cold / hot) ** done + TINY
            for _ in range(A_LOOK):
                self._step(heat)
            steps += A_LOOK

    def _step(self, heat: float) -> None:
        gone = self._ruin.chosen(self.now.days)
        days = [[_without(self._problem, tour, gone) for tour in day] for day in self.now.days]
        days = [[tour for tour in day if tour.stops] for day in days]
        back = sorted(gone.union(self.now.unserved))
        new = self._state(days, self._recreate.put_back(days, back))
        chance = self._random.random() or TINY
        if self._cost(new) < self._cost(self.now) - heat * log(chance):
            self.now = new
            if (new.broken, new.distance + TINY) < (self.best.broken, self.best.distance):
                self.best = new
        self._learn()

    def _learn(self) -> None:
        """Overload costs more when plans seldom keep the bounds, and less when they often do."""
        self._steps += 1
        self._sound += not self.now.over
        if self._steps % A_FINE == 0:
            share = self._sound / A_FINE
            self._recreate.fine *= 1.1 if share < SELDOM else 1 / 1.1 if share > OFTEN else 1.0
            self._sound = 0

    def _state(self, days: list[Day], unserved: list[int]) -> State:
        room = self._problem.capacity
        distance = over = 0.0
        for at, day in enumerate(days):
            for tour in day:
                distance += tour.distance
                if room and room[at] and tour.load > room[at]:
                    over += tour.load - room[at]
        return State(days, unserved, distance, over)

    def _cost(self, state: State) -> float:
        fined = self._recreate.fine * state.over
        return state.distance + fined + self._unserved * self._left_out(state)

    def _left_out(self, state: State) -> int:
        """Visits that are not made, squared: who is visited often is left out last."""
        return sum(len(self._problem.choices(one)[0]) ** 2 for one in state.unserved)


def _without(problem: Periodic, tour: Tour, gone: set[int]) -> Tour:
    return tour if gone.isdisjoint(tour.stops) else tour.without(problem, gone)
