"""The star of a customer: given and taken with one press, kept in the person's settings."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from ui.preferences import Preferences
from ui.screens.customers.question import STARRED
from ui.widgets.buttons import IconButton


class Star(IconButton):
    """Of the customer it is shown for."""

    toggled_star = Signal()

    def __init__(self, settings: Preferences, parent: QWidget | None = None) -> None:
        super().__init__("star", "", icon_size=20, parent=parent)
        self._settings, self._customer = settings, ""
        self.clicked.connect(self.turn)
        self.show_for("")

    def show_for(self, customer: str) -> None:
        self._customer = customer
        starred = customer in self._settings.get(STARRED, [])
        self.set_icon("star-filled" if starred else "star", "warn" if starred else "text2")
        given = self.tr("Take from favourites") if starred else self.tr("Add to favourites")
        self.set_name(given)

    @Slot()
    def turn(self) -> None:
        """Mark the customer as one to find again, or no longer."""
        if not self._customer:
            return
        held = list(self._settings.get(STARRED, []))
        if self._customer in held:
            held.remove(self._customer)
        else:
            held.append(self._customer)
        self._settings.set(STARRED, held)
        self.show_for(self._customer)
        self.toggled_star.emit()
