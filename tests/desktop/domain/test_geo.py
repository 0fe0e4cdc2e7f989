"""Datums agree with what others published, what was shifted comes back, distances are right."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.geo import (
    BD09,
    DATUMS,
    GCJ02,
    WGS84,
    Point,
    distance,
    from_wgs84,
    to_wgs84,
)

SHANGHAI_BD09 = Point(31.218879861686894, 121.45760898322048)
SHANGHAI_WGS84 = Point(31.214468266314185, 121.44658822608567)
"""A housing estate of both coordinates in a public list."""

in_china = st.builds(Point, st.floats(18, 53), st.floats(74, 134))


def test_a_published_pair_of_baidu_and_world_coordinates_is_met() -> None:
    assert distance(to_wgs84(SHANGHAI_BD09, BD09), SHANGHAI_WGS84) < 0.2


@given(in_china)
def test_what_we_hand_to_a_map_comes_back_within_a_few_steps(point: Point) -> None:
    for datum in DATUMS:
        assert distance(to_wgs84(from_wgs84(point, datum), datum), point) < 12


@given(in_china)
def test_baidu_s_own_shift_is_undone_to_the_millimetre(point: Point) -> None:
    by_baidu, by_others = (to_wgs84(from_wgs84(point, datum), datum) for datum in (BD09, GCJ02))
    assert distance(by_baidu, by_others) < 0.001


@given(in_china)
def test_chinese_maps_are_shifted_by_some_hundred_metres(point: Point) -> None:
    assert 50 < distance(from_wgs84(point, GCJ02), point) < 1_500


@pytest.mark.parametrize("datum", DATUMS)
def test_outside_china_all_datums_are_one(datum: str) -> None:
    paris = Point(48.8566, 2.3522)
    assert from_wgs84(paris, datum) == to_wgs84(paris, datum) == paris


def test_an_unknown_datum_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="Mars"):
        to_wgs84(SHANGHAI_WGS84, "Mars")
    with pytest.raises(ValueError, match="Mars"):
        from_wgs84(SHANGHAI_WGS84, "Mars")


def test_a_degree_of_latitude_is_a_sixtieth_of_a_mile_each_minute() -> None:
    mile = distance(Point(30, 120), Point(30 + 1 / 60, 120))
    assert mile == pytest.approx(1_853, abs=2)


def test_a_degree_of_longitude_shrinks_towards_the_pole() -> None:
    widths = [distance(Point(north, 120), Point(north, 121)) for north in (0, 30, 60, 89)]
    assert all(wide > narrow for wide, narrow in pairwise(widths))
    assert widths[2] == pytest.approx(widths[0] / 2, rel=0.001)


def test_the_other_side_of_the_world_is_half_its_girth_away() -> None:
    assert distance(Point(30, 120), Point(-30, -60)) == pytest.approx(20_015_115, rel=1e-4)


def test_nowhere_is_no_distance_away() -> None:
    assert distance(SHANGHAI_WGS84, SHANGHAI_WGS84) == 0
    assert to_wgs84(SHANGHAI_WGS84, WGS84) == SHANGHAI_WGS84
