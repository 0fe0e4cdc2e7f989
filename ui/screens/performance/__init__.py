"""The workspace 业绩: visits, reports, coverage and money against the plan."""

from ui.screens.performance.screen import PerformanceScreen as Screen

__all__ = ["Screen"]
