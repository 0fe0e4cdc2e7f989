"""The offline map canvas and what lies on it."""

from ui.widgets.map.canvas import MapCanvas
from ui.widgets.map.dots import MapDot
from ui.widgets.map.furniture import LegendEntry
from ui.widgets.map.route import MapStop
from ui.widgets.map.scenery import Scenery, read_scenery

__all__ = [
    "LegendEntry",
    "MapCanvas",
    "MapDot",
    "MapStop",
    "Scenery",
    "read_scenery",
]
