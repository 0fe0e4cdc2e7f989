"""The workspace 路线: the day's stops in order, beside the map."""

from ui.screens.routes.screen import RoutesScreen as Screen

__all__ = ["Screen"]
