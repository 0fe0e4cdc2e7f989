"""A periodic routing problem: who may be visited on which days, by how many routes a day.

Place 0 is where every route starts and ends; places 1 and up are the customers. A pattern is
the set of days on which a customer is visited.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

Pattern = tuple[int, ...]
Days = Sequence[Sequence[Sequence[int]]]


@dataclass(frozen=True, slots=True)
class Periodic:
    """What is to be planned.

    `distance` is what is to be short; `duration` and `service` are what `longest` bounds, per
    day; `demand` is what `capacity` bounds, per day and route, where 0 is without bound. The
    squares go from place to place. `patterns` are each customer's choices (place 0 has none).
    """

    days: int
    vehicles: int
    distance: Sequence[Sequence[float]]
    patterns: Sequence[Sequence[Pattern]]
    demand: Sequence[float] = ()
    capacity: Sequence[float] = ()
    duration: Sequence[Sequence[float]] = ()
    service: Sequence[float] = ()
    longest: Sequence[float] = ()
    inward: Sequence[Sequence[float]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        inward = tuple(zip(*self.distance, strict=True))
        object.__setattr__(self, "inward", inward)  # the way to a place, for who asks from there

    @property
    def customers(self) -> range:
        return range(1, len(self.patterns))

    def choices(self, customer: int) -> Sequence[Pattern]:
        return self.patterns[customer]

    def length(self, days: Days) -> float:
        """What all routes of all days come to."""
        return sum(
            self.distance[a][b]
            for tours in days
            for tour in tours
            for a, b in zip((0, *tour), (*tour, 0), strict=True)
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """Routes day by day (customers in order), their length, and who found no place."""

    days: tuple[tuple[tuple[int, ...], ...], ...]
    length: float
    unserved: tuple[int, ...]
