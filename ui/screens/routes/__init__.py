"""The workspace 路线: the day's stops in order, beside the map."""

from ui.screens.routes.screen import Screen

__all__ = ["Screen"]
