"""The keys of the workspace 路线: everything one can do on it, in the palette too."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.commands import Command
from ui.screens.routes import week_words

if TYPE_CHECKING:
    from ui.screens.routes.screen import RoutesScreen

translate = QCoreApplication.translate
Row = tuple[str, Callable[[], str], Callable[[], object], str]


def commands_of(screen: "RoutesScreen") -> list[Command]:
    """What changes the day is for its owner; looking is for everybody."""
    rows = [(*row, screen.is_mine) for row in _changing(screen)]
    rows += [(*row, _always) for row in _looking(screen)]
    return [
        Command(f"routes.{id}", title, run, "routes", icon, enabled)
        for id, title, run, icon, enabled in rows
    ]


# fmt: off
def _changing(screen: "RoutesScreen") -> list[Row]:
    nowhere = screen.ordering.keep_nothing
    return [
        ("optimise", lambda: translate("RoutesScreen", "Optimise order"),
         screen.optimise, "sparkles"),
        ("weeks", lambda: translate("RoutesScreen", "Plan weekly routes"),
         screen.plan_weeks, "calendar"),
        ("lock", lambda: week_words.lock() if screen.weeks.is_open
         else translate("RoutesScreen", "Keep the stop in its place"),
         screen.lock, "lock"),
        ("keep_weekday", week_words.keep_weekday, screen.keep_weekday, "calendar"),
        ("add", lambda: translate("RoutesScreen", "Add a stop"),
         screen.pane.open_finder, "plus"),
        ("nearby", lambda: translate("RoutesScreen", "Add the nearest customer on the way"),
         screen.add_nearest, "map-pin"),
        ("visit", lambda: translate("RoutesScreen", "Record visit"),
         screen.ask_visit, "clipboard-check"),
        ("skip", lambda: translate("RoutesScreen", "Skip the stop"),
         screen.ask_skip, "player-skip-forward"),
        ("remove", lambda: translate("RoutesScreen", "Take the stop off the route"),
         screen.remove, "trash"),
        ("up", lambda: translate("RoutesScreen", "Move the stop up"),
         screen.earlier, "arrow-up"),
        ("down", lambda: translate("RoutesScreen", "Move the stop down"),
         screen.later, "arrow-down"),
        ("start", lambda: translate("RoutesScreen", "Days start at this stop"),
         screen.start_here, "map-pin"),
        ("end", lambda: translate("RoutesScreen", "Days end at this stop"),
         screen.end_here, "map-pin"),
        ("anywhere", lambda: translate("RoutesScreen", "Days start and end anywhere"),
         nowhere, "map-pin"),
    ]


def _looking(screen: "RoutesScreen") -> list[Row]:
    return [
        ("print", lambda: translate("RoutesScreen", "Print the day"),
         screen.print_day, "printer"),
        ("today", lambda: translate("RoutesScreen", "Today's route"),
         screen.pane.go_today, "calendar"),
        ("back", lambda: translate("RoutesScreen", "Previous week"),
         screen.week_back, "chevron-left"),
        ("on", lambda: translate("RoutesScreen", "Next week"),
         screen.week_on, "chevron-right"),
        ("pack", lambda: translate("RoutesScreen", "Choose a map pack"),
         screen.pack.choose, "map"),
    ]
# fmt: on


def _always() -> bool:
    return True
