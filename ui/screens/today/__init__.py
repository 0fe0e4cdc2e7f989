"""今日: the day's stops, what is to be done by when, and the pace of the month."""

from ui.screens.today.screen import Screen

__all__ = ["Screen"]
