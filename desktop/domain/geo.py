"""Where a point is: the three datums Chinese maps use, turned into one another, and distances.

Everything kept is WGS-84. GCJ-02 is what licensed Chinese maps (AMap, Tencent) give out, BD-09 what
Baidu gives out. The offset from WGS-84 to GCJ-02 is the published reverse-engineered series over
the Krasovsky 1940 ellipsoid (first published 2010 in "evil transform"; the same terms are in
descriptions such as Wikipedia's "Restrictions on geographic data in China"); the step from GCJ-02
to BD-09 is the rotation Baidu's own script performs. Neither has a closed inverse.

Of GCJ-02 `to_wgs84` takes the *customary* inverse (one step back, what nearly every published
WGS-84 column was made with), not one that is iterated until the forward formula lands on the point
again: the two differ by up to 3.3 m, and a shop converted here and the same shop converted
elsewhere are to be one dot. Points are (latitude, longitude), as people say it.
"""

from __future__ import annotations

from math import asin, atan2, cos, pi, radians, sin, sqrt
from typing import NamedTuple

WGS84 = "WGS-84"
GCJ02 = "GCJ-02"
BD09 = "BD-09"
DATUMS = (WGS84, GCJ02, BD09)

KRASOVSKY_AXIS = 6378245.0
KRASOVSKY_ECCENTRICITY_SQUARED = 0.00669342162296594323
MEAN_EARTH_RADIUS = 6371008.8
"""Metres, mean radius R1 of the IUGG (Moritz, Geodetic Reference System 1980)."""

BAIDU_PI = pi * 3000.0 / 180.0
ENOUGH_ROUNDS = 12
A_MILLIMETRE = 1e-8


class Point(NamedTuple):
    """Degrees; north and east are positive."""

    latitude: float
    longitude: float


def in_china(point: Point) -> bool:
    """Inside the rectangle where the offset is applied; beyond it all datums are the same."""
    return 0.8293 <= point.latitude <= 55.8271 and 72.004 <= point.longitude <= 137.8347


def to_wgs84(point: Point, datum: str) -> Point:
    """From any of the three datums, agreeing with other programs; for what comes from outside."""
    if datum == BD09:
        return gcj02_one_step_back(bd09_to_gcj02(point))
    if datum == GCJ02:
        return gcj02_one_step_back(point)
    if datum == WGS84:
        return point
    raise ValueError(f"unknown datum {datum!r}")


def from_wgs84(point: Point, datum: str) -> Point:
    """Into any of the three datums, for handing a place to a map that wants its own."""
    if datum == BD09:
        return gcj02_to_bd09(wgs84_to_gcj02(point))
    if datum == GCJ02:
        return wgs84_to_gcj02(point)
    if datum == WGS84:
        return point
    raise ValueError(f"unknown datum {datum!r}")


def wgs84_to_gcj02(point: Point) -> Point:
    """The published offset, up to about 700 m."""
    if not in_china(point):
        return point
    x, y = point.longitude - 105.0, point.latitude - 35.0
    phi = radians(point.latitude)
    magic = 1 - KRASOVSKY_ECCENTRICITY_SQUARED * sin(phi) ** 2
    meridian = (
        KRASOVSKY_AXIS * (1 - KRASOVSKY_ECCENTRICITY_SQUARED) / (magic * sqrt(magic)) * pi / 180.0
    )
    parallel = KRASOVSKY_AXIS / sqrt(magic) * cos(phi) * pi / 180.0
    return Point(
        point.latitude + _northing(x, y) / meridian,
        point.longitude + _easting(x, y) / parallel,
    )


def gcj02_one_step_back(point: Point) -> Point:
    """The customary inverse: the offset at the shifted place stands for the one at the true one."""
    landed = wgs84_to_gcj02(point)
    return Point(
        2 * point.latitude - landed.latitude,
        2 * point.longitude - landed.longitude,
    )


def gcj02_to_bd09(point: Point) -> Point:
    """Baidu's rotation and shift."""
    if not in_china(point):
        return point
    x, y = point.longitude, point.latitude
    radius = sqrt(x * x + y * y) + 0.00002 * sin(y * BAIDU_PI)
    angle = atan2(y, x) + 0.000003 * cos(x * BAIDU_PI)
    return Point(radius * sin(angle) + 0.006, radius * cos(angle) + 0.0065)


def bd09_to_gcj02(point: Point) -> Point:
    """Baidu's inverse is only good to half a metre; iterating it makes the pair exact."""
    if not in_china(point):
        return point
    guess = Point(point.latitude - 0.006, point.longitude - 0.0065)
    for _ in range(ENOUGH_ROUNDS):
        landed = gcj02_to_bd09(guess)
        off_north, off_east = point.latitude - landed.latitude, point.longitude - landed.longitude
        guess = Point(guess.latitude + off_north, guess.longitude + off_east)
        if abs(off_north) < A_MILLIMETRE and abs(off_east) < A_MILLIMETRE:
            break
    return guess


def distance(one: Point, other: Point) -> float:
    """Metres as the crow flies: the haversine formula on a sphere (Sinnott, 1984), to 0.5 %."""
    north = radians(other.latitude - one.latitude) / 2
    east = radians(other.longitude - one.longitude) / 2
    chord = (
        sin(north) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east) ** 2
    )
    return 2 * MEAN_EARTH_RADIUS * asin(min(1.0, sqrt(chord)))


def _northing(x: float, y: float) -> float:
    """Metres of the offset to the north at x, y degrees from 105 E 35 N."""
    metres = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    metres += (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    metres += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    metres += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    return metres


def _easting(x: float, y: float) -> float:
    """Metres of the offset to the east at x, y degrees from 105 E 35 N."""
    metres = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    metres += (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    metres += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    metres += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    return metres
