"""What the window asks of a workspace's screen; a screen answers what it has an answer for."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget


class WorkspaceScreen(QWidget):
    """Made as `Screen(app, shell, parent)`, ahead of its first visit, and kept from then on."""

    def activate(self) -> None:
        """It was brought to the front."""

    def foot(self) -> QWidget | None:
        """The verbs along the bottom, if there are some: a toast floats above them."""
        return None

    def refresh(self) -> None:
        """Read in the background what it will show, though it is not visible yet."""

    def open(self, id: str) -> None:
        """Show one record."""

    def show_what(self, what: Mapping[str, Any]) -> None:
        """Whatever else `Shell.go(workspace, **what)` was given."""
