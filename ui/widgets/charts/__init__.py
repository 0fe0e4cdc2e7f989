"""Charts painted from the tokens: bars, lines, bullets and rankings, a funnel, a strip."""

from ui.widgets.charts.bars import Group, GroupedBars
from ui.widgets.charts.chart import Chart, ChartMark, Face, Key
from ui.widgets.charts.fills import Pattern
from ui.widgets.charts.funnel import Funnel, Step
from ui.widgets.charts.lines import Lines, PointInTime
from ui.widgets.charts.ranking import Bullets, Ranked
from ui.widgets.charts.strip import Part, Strip

__all__ = [
    "Bullets",
    "Chart",
    "ChartMark",
    "Face",
    "Funnel",
    "Group",
    "GroupedBars",
    "Key",
    "Lines",
    "Part",
    "Pattern",
    "PointInTime",
    "Ranked",
    "Step",
    "Strip",
]
