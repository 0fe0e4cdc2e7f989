"""The order of a day: never worse, never late for a kilometre, locked stops where they were."""

import itertools
from math import dist

import pytest

from desktop.routing.day import OPEN, Day, judge
from desktop.routing.optimise import optimise

LINE = (0, 30, 10, 40, 20, 50)  # kilometres along one road: the stops, in a foolish order


def day_of(places, *, windows=None, locked=(), slots=None, service=10, begin=540):
    """Stops on a plane (km); the day starts at the origin and ends anywhere; a km a minute."""
    points = [(0.0, 0.0), *places]
    count = len(places)
    metres = [[1000 * dist(a, b) for b in points] + [0.0] for a in points]
    metres.append([0.0] * (count + 2))
    return Day(
        metres,
        [[round(metre / 1000) for metre in row] for row in metres],
        [service] * count,
        windows or [OPEN] * count,
        slots or [0] * count,
        [at in locked for at in range(count)],
        begin,
    )


def on_a_line(**more):
    return day_of([(float(at), 0.0) for at in LINE[1:]], **more)


def shortest(day, keeps=lambda order: True):
    """By trying all orders: late first, then metres."""
    every = (order for order in itertools.permutations(day.stops) if keeps(order))
    return min(judge(day, order).cost for order in every)


def test_a_road_is_driven_from_one_end_to_the_other():
    found = optimise(on_a_line())
    assert [LINE[1:][stop] for stop in found.order] == [10, 20, 30, 40, 50]
    assert found.after.metres == pytest.approx(50_000)
    assert found.before.metres == pytest.approx(30_000 + 20_000 + 30_000 + 20_000 + 30_000)


def test_nobody_is_made_late_to_save_a_kilometre():
    """The farthest shop closes early, so it comes first, although that is the longer way."""
    windows = [OPEN, OPEN, OPEN, OPEN, ((540, 600),)]
    day = on_a_line(windows=windows)
    found = optimise(day)
    assert found.order[0] == 4
    assert found.after.late == 0
    assert found.after.cost == shortest(day)


def test_a_shop_that_closes_at_noon_is_reached_before_or_after():
    lunch = ((480, 570), (640, 1080))
    day = on_a_line(windows=[lunch, OPEN, lunch, OPEN, OPEN])
    found = optimise(day)
    assert found.after.cost == shortest(day)
    reached = dict(zip(found.order, found.after.reached, strict=True))
    assert all(reached[stop] < 570 or reached[stop] >= 640 for stop in (0, 2))


def test_locked_stops_stay_in_their_places():
    day = on_a_line(locked=(1, 3))
    found = optimise(day)
    assert (found.order[1], found.order[3]) == (1, 3)
    in_place = shortest(day, lambda order: (order[1], order[3]) == (1, 3))
    assert found.after.cost == in_place


def test_when_all_is_locked_nothing_moves():
    found = optimise(on_a_line(locked=range(5)))
    assert found.order == (0, 1, 2, 3, 4)
    assert found.before == found.after


def test_a_planned_time_stays_with_its_place_in_the_day():
    """The third place begins at 12:00, whoever is there; before that one only waits."""
    day = on_a_line(slots=[0, 0, 720, 0, 0])
    found = optimise(day)
    assert found.after.reached[2] == 720
    assert found.after.reached[3] == 720 + 10 + 10


def test_what_cannot_be_reached_in_time_is_said():
    never = [(), OPEN, ((0, 540),), OPEN, OPEN]
    found = optimise(on_a_line(windows=never))
    assert set(found.after.closed) == {0, 2}


def test_small_days_are_as_short_as_can_be():
    places = [(3.0, 9.0), (7.5, 2.0), (1.0, 1.0), (8.0, 8.0), (4.0, 4.5), (9.0, 5.0), (2.0, 6.0)]
    day = day_of(places)
    assert optimise(day).after.cost == shortest(day)


def test_the_same_seed_gives_the_same_order():
    places = [((at * 37) % 101 / 3, (at * 53) % 89 / 3) for at in range(14)]
    windows = [((540, 700), (800, 1200)) if at % 3 == 0 else OPEN for at in range(14)]
    day = day_of(places, windows=windows)
    first, second = optimise(day, seed=4), optimise(day, seed=4)
    assert first == second


def test_a_day_of_one_stop_or_none_is_already_in_order():
    assert optimise(day_of([(3.0, 4.0)])).order == (0,)
    assert optimise(day_of([])).order == ()


def test_progress_only_grows_and_reaches_the_end():
    heard = []
    optimise(on_a_line(), report=lambda done, length: heard.append(done))
    assert heard[-1] == 1.0
    assert all(0.0 <= one <= 1.0 for one in heard)
