"""The keys of the workspace 路线: everything one can do on it, in the palette too."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.commands import Command

if TYPE_CHECKING:
    from ui.screens.routes.screen import RoutesScreen

translate = QCoreApplication.translate


def commands_of(screen: "RoutesScreen") -> list[Command]:
    pane, mine = screen.pane, screen.is_mine
    nowhere = screen.ordering.keep_nothing
    listed = [
        (
            "optimise",
            lambda: translate("RoutesScreen", "Shorten the way"),
            screen.optimise,
            "O",
            "sparkles",
            mine,
        ),
        (
            "lock",
            lambda: translate("RoutesScreen", "Keep the stop in its place"),
            screen.lock,
            "L",
            "lock",
            mine,
        ),
        (
            "add",
            lambda: translate("RoutesScreen", "Add a stop"),
            pane.open_finder,
            "A",
            "plus",
            mine,
        ),
        (
            "weeks",
            lambda: translate("RoutesScreen", "Plan the weeks"),
            screen.plan_weeks,
            "W",
            "calendar",
            mine,
        ),
        (
            "print",
            lambda: translate("RoutesScreen", "Print the day"),
            screen.print_day,
            "Ctrl+P",
            "printer",
            _always,
        ),
        (
            "nearby",
            lambda: translate("RoutesScreen", "Add the nearest customer on the way"),
            screen.add_nearest,
            "N",
            "map-pin",
            mine,
        ),
        (
            "visit",
            lambda: translate("RoutesScreen", "Record visit"),
            screen.ask_visit,
            "V",
            "clipboard-check",
            mine,
        ),
        (
            "skip",
            lambda: translate("RoutesScreen", "Skip the stop"),
            screen.ask_skip,
            "X",
            "player-skip-forward",
            mine,
        ),
        (
            "remove",
            lambda: translate("RoutesScreen", "Take the stop off"),
            screen.remove,
            "Del",
            "trash",
            mine,
        ),
        (
            "up",
            lambda: translate("RoutesScreen", "Stop earlier"),
            screen.earlier,
            "Alt+Up",
            "arrow-up",
            mine,
        ),
        (
            "down",
            lambda: translate("RoutesScreen", "Stop later"),
            screen.later,
            "Alt+Down",
            "arrow-down",
            mine,
        ),
        (
            "today",
            lambda: translate("RoutesScreen", "Today's route"),
            pane.go_today,
            "T",
            "calendar",
            _always,
        ),
        (
            "back",
            lambda: translate("RoutesScreen", "Week before"),
            screen.week_back,
            "[",
            "chevron-left",
            _always,
        ),
        (
            "on",
            lambda: translate("RoutesScreen", "Next week"),
            screen.week_on,
            "]",
            "chevron-right",
            _always,
        ),
        (
            "start",
            lambda: translate("RoutesScreen", "Days start at this stop"),
            screen.start_here,
            "",
            "map-pin",
            mine,
        ),
        (
            "end",
            lambda: translate("RoutesScreen", "Days end at this stop"),
            screen.end_here,
            "",
            "map-pin",
            mine,
        ),
        (
            "anywhere",
            lambda: translate("RoutesScreen", "Days start and end anywhere"),
            nowhere,
            "",
            "map-pin",
            mine,
        ),
        (
            "pack",
            lambda: translate("RoutesScreen", "Choose a map pack"),
            screen.choose_pack,
            "",
            "map",
            _always,
        ),
    ]
    return [
        Command(f"routes.{id}", title, run, key, "routes", icon, enabled)
        for id, title, run, key, icon, enabled in listed
    ]


def _always() -> bool:
    return True
