"""The way between stops: distances without a road map, times, shops beside it.

Nothing here knows streets. A leg is the great circle times a detour factor measured on
Chinese cities; a minute figure adds parking. Both are said beside every figure they make.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import ceil

from desktop.domain.geo import Point, distance

DETOUR = 1.35
MINUTES_PER_KM = 1.9
PARKING_MINUTES = 5
DWELL_MINUTES = 30
DAY_BEGINS = 9 * 60


class StopState(StrEnum):
    """Where a stop of the day stands; current is the one the rep is heading for."""

    DONE = "done"
    CURRENT = "current"
    PENDING = "pending"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Leg:
    """From one stop to the next."""

    km: float
    minutes: int


def leg(start: Point, end: Point) -> Leg:
    km = distance(start, end) / 1000 * DETOUR
    return Leg(km, round(km * MINUTES_PER_KM + PARKING_MINUTES))


def legs(stops: Sequence[Point | None]) -> list[Leg | None]:
    """The leg that leads to each stop; None for the first and where a place is unknown."""
    found: list[Leg | None] = [None]
    found += [leg(a, b) if a and b else None for a, b in pairwise(stops)]
    return found[: len(stops)]


def along(stops: Sequence[Point], apart: float) -> list[Point]:
    """The stops, and places on the straight lines between them at most so many degrees apart."""
    found = list(stops[:1])
    for start, end in pairwise(stops):
        north, east = end.latitude - start.latitude, end.longitude - start.longitude
        steps = max(1, ceil(max(abs(north), abs(east)) / apart))
        found += [
            Point(start.latitude + north * at / steps, start.longitude + east * at / steps)
            for at in range(1, steps + 1)
        ]
    return found


def insertion(way: Sequence[Point], extra: Point) -> tuple[int, float]:
    """After which stop a place costs least, and how many metres more that is."""
    if not way:
        return 0, 0.0
    costs = [
        (distance(a, extra) + distance(extra, b) - distance(a, b), at + 1)
        for at, (a, b) in enumerate(pairwise(way))
    ]
    costs.append((distance(way[-1], extra), len(way)))
    cost, at = min(costs)
    return at, cost


def finish(begin: int, ahead: Sequence[tuple[Leg | None, int | None]], dwell: int) -> int:
    """When the day ends, in minutes after midnight.

    `ahead` are the remaining stops: the leg to each, and the minute planned for it; one arrives
    as planned or later, and stays `dwell` minutes.
    """
    now = begin
    for way, planned in ahead:
        now += way.minutes if way else 0
        now = max(now, planned or 0) + dwell
    return now
