"""The way between stops: what a leg costs, a shorter order, a place beside the way."""

from itertools import pairwise

import pytest
from hypothesis import strategies as st

from desktop.domain import road
from desktop.domain.geo import Point
from desktop.domain.road import Leg

WEST_LAKE = Point(30.25, 120.14)
places = st.builds(
    Point,
    st.floats(30.1, 30.4, allow_nan=False),
    st.floats(120.0, 120.4, allow_nan=False),
)


def test_a_leg_is_the_great_circle_with_the_detour_and_the_time_to_park():
    a_hundredth_north = Point(30.26, 120.14)
    # a degree of latitude is 111.195 km on the mean sphere
    km = 1.11195 * 1.35
    leg = road.leg(WEST_LAKE, a_hundredth_north)
    assert leg.km == pytest.approx(km, rel=1e-4)
    assert leg.minutes == round(km * 1.9 + 5)


def test_the_first_stop_and_a_stop_without_a_place_have_no_leg():
    found = road.legs([WEST_LAKE, None, WEST_LAKE, Point(30.26, 120.14)])
    assert [leg is None for leg in found] == [True, True, True, False]


def test_a_place_between_two_stops_costs_almost_nothing_and_goes_between_them():
    way = [Point(30.2, 120.1), Point(30.2, 120.2), Point(30.2, 120.3)]
    after, metres = road.insertion(way, Point(30.2, 120.25))
    assert after == 2
    assert metres < 1


def test_before_the_first_stop_a_way_has_no_cost_and_beyond_the_last_its_length():
    assert road.insertion([], WEST_LAKE) == (0, 0.0)
    north = Point(30.26, 120.14)
    assert road.insertion([WEST_LAKE], north) == (1, pytest.approx(1_111.95, rel=1e-4))


def test_the_day_ends_after_the_drives_the_waiting_and_the_visits():
    # from 11:00 ten minutes' drive, waits until 11:30, stays 30; then 20 minutes, stays 30
    ahead = [(Leg(3.0, 10), 11 * 60 + 30), (Leg(8.0, 20), None)]
    assert road.finish(11 * 60, ahead, dwell=30) == 12 * 60 + 50


def test_places_along_the_way_hold_every_stop_and_leave_no_gap():
    way = [Point(30.2, 120.1), Point(30.21, 120.2), Point(30.4, 120.2)]
    found = road.along(way, apart=0.03)
    assert all(any(stop == pytest.approx(place) for place in found) for stop in way)
    gaps = [max(abs(b[0] - a[0]), abs(b[1] - a[1])) for a, b in pairwise(found)]
    assert max(gaps) <= 0.03 + 1e-9
    assert road.along([], apart=0.03) == []
