"""The plans a search breeds from: the good ones, as long as they differ from each other.

Plans that keep every bound and plans that do not live side by side, so that the search may pass
through the ones between. Which parents are chosen and who has to go is ruled by two ranks in
one: the cost, and how much a plan differs from those most like it (Vidal et al., named in
`offspring`).
"""

from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

import numpy as np
import numpy.typing as npt

from desktop.routing.encoded import Fines, Found
from desktop.routing.periodic import Periodic

KEPT, BORN = 12, 20  # how many survive; how many are born before some have to go
ELITE = 4  # of the best, who stay whatever they are like
ALIKE = 5  # how many others "most like it" are

Stops = npt.NDArray[np.int16]


@dataclass(eq=False, slots=True)
class Member:
    """A plan, who comes before and after whom in it, and how far other plans are from it."""

    found: Found
    before: Stops
    after: Stops
    apart: dict[int, int] = field(default_factory=dict)
    fitness: float = 0.0


class Population:
    """Plans of one problem."""

    def __init__(self, problem: Periodic, random: Random) -> None:
        self._problem, self._random = problem, random
        self._sound: list[Member] = []
        self._broken: list[Member] = []

    def add(self, found: Found, fines: Fines) -> None:
        group = self._sound if found.keeps_bounds else self._broken
        member = _member(self._problem, found)
        for other in group:
            far = _apart(member, other)
            member.apart[id(other)] = other.apart[id(member)] = far
        group.append(member)
        if len(group) > KEPT + BORN:
            _thin_out(group, fines)
        _rank(group, fines)

    def parent(self) -> Found:
        """The fitter of two chosen at random."""
        everybody = [*self._sound, *self._broken]
        pair = (self._random.choice(everybody) for _ in range(2))
        return min(pair, key=lambda member: member.fitness).found


def _member(problem: Periodic, found: Found) -> Member:
    shape = problem.days, len(problem.patterns)
    before = np.full(shape, -1, np.int16)
    after = np.full(shape, -1, np.int16)
    for day, tours in enumerate(found.days):
        for tour in tours:
            for one, other in pairwise((0, *tour, 0)):
                before[day, other], after[day, one] = one, other
    return Member(found, before, after)


def _apart(one: Member, other: Member) -> int:
    """How many visits have other neighbours; the direction of a route is no difference."""
    next_ = (one.after != other.after) & (one.after != other.before)
    last = (one.before != other.before) & (one.before != other.after)
    return int(next_.sum() + last.sum())


def _rank(group: list[Member], fines: Fines) -> None:
    count = len(group)
    group.sort(key=lambda member: member.found.cost(fines))
    unlike = sorted(range(count), key=lambda at: -_loneliness(group[at]))
    weight = 1 - min(ELITE, count) / count
    for rank, at in enumerate(unlike):
        group[at].fitness = (at + weight * rank) / count


def _loneliness(member: Member) -> float:
    nearest = sorted(member.apart.values())[:ALIKE]
    return sum(nearest) / max(len(nearest), 1)


def _thin_out(group: list[Member], fines: Fines) -> None:
    """Doubles go first, then the least fit; the best one stays."""
    while len(group) > KEPT:
        _rank(group, fines)
        others = group[1:]
        doubles = [member for member in others if min(member.apart.values()) == 0]
        worst = max(doubles or others, key=lambda member: member.fitness)
        group.remove(worst)
        for member in group:
            del member.apart[id(worst)]
