"""One day: what an order of its stops comes to, and which order comes to least.

A stop is reached when the way there is done, when its place in the day begins (the planned time
stays with the place, not with the stop), and when the customer is open; what is later than the
last closing time finds the door closed, and no door is closed to save a kilometre.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

Window = tuple[int, int]
OPEN: tuple[Window, ...] = ((0, 24 * 60),)
SHAKES = 12


@dataclass(frozen=True, slots=True)
class Day:
    """The stops of a day, numbered from 0 in the order they have now.

    `metres` and `minutes` go from place to place: place 0 is where the day starts, place n + 1
    where it ends (zeros where that is anywhere), place k + 1 is stop k. `begin` is when the day
    starts, `slots` when each place of the order may begin at the earliest (0: at once), all in
    minutes after midnight. `windows` are each stop's opening hours, none when closed all day.
    A locked stop stays where it is in the order.
    """

    metres: Sequence[Sequence[float]]
    minutes: Sequence[Sequence[int]]
    service: Sequence[int]
    windows: Sequence[Sequence[Window]]
    slots: Sequence[int]
    locked: Sequence[bool]
    begin: int

    @property
    def stops(self) -> range:
        return range(len(self.service))

    @property
    def is_free(self) -> bool:
        """Nothing but the way matters."""
        always = all(tuple(map(tuple, one)) == OPEN for one in self.windows)
        return always and not any(self.locked)


@dataclass(frozen=True, slots=True)
class Judged:
    """What an order comes to: minutes late in all, metres, when each stop is reached (in the
    order given), which stops find the door closed, and when the day is over."""

    late: int
    metres: float
    reached: tuple[int, ...]
    closed: tuple[int, ...]
    ends: int

    @property
    def cost(self) -> tuple[int, float]:
        return len(self.closed), round(self.metres, 3)


def judge(day: Day, order: Sequence[int]) -> Judged:
    here, now, late, metres = 0, day.begin, 0, 0.0
    reached: list[int] = []
    closed: list[int] = []
    for place, stop in enumerate(order):
        metres += day.metres[here][stop + 1]
        now = max(now + day.minutes[here][stop + 1], day.slots[place])
        opens, missed = _door(day.windows[stop], now)
        if missed:
            closed.append(stop)
        late += missed
        now = opens
        reached.append(now)
        now += day.service[stop]
        here = stop + 1
    home = len(day.service) + 1
    metres += day.metres[here][home]
    return Judged(late, metres, tuple(reached), tuple(closed), now + day.minutes[here][home])


def _door(windows: Sequence[Window], now: int) -> tuple[int, int]:
    """When one is let in, and by how many minutes that was missed."""
    for opens, closes in windows:
        if now < closes:
            return max(now, opens), 0
    return now, now - windows[-1][1] + 1 if windows else 24 * 60


def improved(day: Day, order: Sequence[int], seed: int, goes_on: Callable[[], bool]) -> list[int]:
    """Never worse than the order given, and every locked stop where it was.

    Turns stretches of the free stops around and moves them, until that helps no more; then
    shakes the best order and tries again.
    """
    random = Random(seed)
    best = _descended(day, list(order), goes_on)
    least = judge(day, best).cost
    for _ in range(SHAKES):
        if not goes_on():
            break
        tried = _descended(day, _shaken(day, best, random), goes_on)
        cost = judge(day, tried).cost
        if cost < least:
            best, least = tried, cost
    return best


def with_locked(day: Day, order: Sequence[int]) -> list[int]:
    """The free stops in this order, around the locked ones in their places."""
    free = iter([stop for stop in order if not day.locked[stop]])
    return [place if day.locked[place] else next(free) for place in day.stops]


def _descended(day: Day, order: list[int], goes_on: Callable[[], bool]) -> list[int]:
    least = judge(day, order).cost
    better = True
    while better and goes_on():
        better = False
        for tried in _neighbours(day, order):
            cost = judge(day, tried).cost
            if cost < least:
                order, least, better = tried, cost, True
                break
    return order


def _neighbours(day: Day, order: list[int]) -> Iterator[list[int]]:
    """Every stretch of free stops turned around, and every one to three of them elsewhere."""
    free = [stop for stop in order if not day.locked[stop]]
    count = len(free)
    for first in range(count - 1):
        for last in range(first + 1, count):
            turned = [*free[:first], *free[first : last + 1][::-1], *free[last + 1 :]]
            yield with_locked(day, turned)
    for size in (1, 2, 3):
        for first in range(count - size + 1):
            moved, rest = free[first : first + size], [*free[:first], *free[first + size :]]
            for at in range(len(rest) + 1):
                if at != first:
                    yield with_locked(day, [*rest[:at], *moved, *rest[at:]])


def _shaken(day: Day, order: list[int], random: Random) -> list[int]:
    free = [stop for stop in order if not day.locked[stop]]
    if len(free) < 4:
        random.shuffle(free)
    else:
        a, b, c = sorted(random.sample(range(1, len(free) + 1), 3))
        free = [*free[:a], *free[b:c], *free[a:b], *free[c:]]
    return with_locked(day, free)
