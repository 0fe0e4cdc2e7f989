"""Plans of several days: everybody on days they may be visited, within every bound."""

import itertools
from math import dist

import pytest

from desktop.routing.periodic import Periodic
from desktop.routing.search import plan

PLACES = [(0, 0), (9, 1), (8, -1), (9, 0), (-9, 1), (-8, -1), (-9, 0), (0, 9), (1, 8), (-1, 8)]
ONCE = ((0,), (1,), (2,), (3,))
TWICE = ((0, 2), (1, 3))
ALWAYS = ((0, 1, 2, 3),)


def rows_of(places):
    return [[dist(a, b) for b in places] for a in places]


def small(**bounds):
    patterns = [(), ALWAYS, ONCE, TWICE, ONCE, TWICE, ONCE, ONCE, TWICE, ONCE]
    return Periodic(4, 1, rows_of(PLACES), patterns, **bounds)


def visited(found):
    days = [sorted(stop for tour in day for stop in tour) for day in found.days]
    return {
        stop: tuple(at for at, day in enumerate(days) if stop in day)
        for stop in range(1, len(PLACES))
    }


def test_everybody_is_visited_in_one_of_their_patterns():
    problem = small()
    found = plan(problem, effort=0.02)
    assert found.unserved == ()
    assert all(visited(found)[one] in problem.choices(one) for one in problem.customers)


def test_a_plan_of_two_days_is_as_short_as_can_be():
    """Against every choice of days and every order."""
    places = [(0, 0), (5, 0), (6, 1), (-5, 0), (-6, 1), (0, 4)]
    rows = rows_of(places)
    either = ((0,), (1,))
    patterns = [(), either, either, either, either, ((0, 1),)]
    found = plan(Periodic(2, 1, rows, patterns, [0, 1, 1, 1, 1, 1], [3, 3]), effort=0.02)

    def way(stops):
        orders = itertools.permutations(stops)
        return min(
            sum(rows[a][b] for a, b in itertools.pairwise((0, *order, 0))) for order in orders
        )

    cuts = itertools.combinations((1, 2, 3, 4), 2)
    best = min(
        way((*cut, 5)) + way((*(one for one in (1, 2, 3, 4) if one not in cut), 5)) for cut in cuts
    )
    assert found.length == pytest.approx(best)


def test_no_route_carries_more_than_it_may():
    demand = [0, 4, 3, 3, 3, 3, 3, 3, 3, 3]
    found = plan(small(demand=demand, capacity=[13] * 4), effort=0.02)
    assert found.unserved == ()
    assert max(sum(demand[stop] for tour in day for stop in tour) for day in found.days) <= 13


def test_no_day_is_longer_than_it_may_be():
    rows = rows_of(PLACES)
    service = [0.0] + [5.0] * 9
    bounds = {"duration": rows, "service": service, "longest": [60.0] * 4}
    found = plan(small(**bounds), effort=0.02)
    assert found.unserved == ()
    for day in found.days:
        for tour in day:
            legs = sum(rows[a][b] for a, b in itertools.pairwise((0, *tour, 0)))
            assert legs + sum(service[stop] for stop in tour) <= 60.0 + 1.0  # in whole minutes


def test_whoever_fits_on_no_day_is_named():
    """Everybody takes an hour, and the days are an hour and a half long."""
    bounds = {"duration": rows_of(PLACES), "service": [0.0] + [60.0] * 9, "longest": [90.0] * 4}
    found = plan(small(**bounds), effort=0.01)
    served = {stop for day in found.days for tour in day for stop in tour}
    assert found.unserved
    assert served.isdisjoint(found.unserved)
    assert served | set(found.unserved) == set(range(1, 10))


def test_the_same_seed_gives_the_same_plan():
    problem = small()
    assert plan(problem, 3, 60.0, effort=0.01) == plan(problem, 3, 60.0, effort=0.01)
