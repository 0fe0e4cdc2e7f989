"""The Web-Mercator plane: degrees to world units and back.

The whole world is 256 units wide, so at zoom z one unit is 2**z pixels and a
raster tile is 256 pixels, as map packs expect.
"""

import math

WORLD = 256.0
EARTH_METRES = 40_075_016.686
LIMIT = 85.051129


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees (WGS-84 or a shifted datum) to world units, y growing southwards."""
    clamped = max(-LIMIT, min(LIMIT, latitude))
    sine = math.sin(math.radians(clamped))
    x = (longitude + 180.0) / 360.0 * WORLD
    y = (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * WORLD
    return x, y


def unproject(x: float, y: float) -> tuple[float, float]:
    """World units back to longitude and latitude."""
    longitude = x / WORLD * 360.0 - 180.0
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / WORLD))))
    return longitude, latitude


def metres_per_unit(latitude: float) -> float:
    """How many metres on the ground one world unit is at this latitude."""
    return EARTH_METRES * math.cos(math.radians(latitude)) / WORLD
