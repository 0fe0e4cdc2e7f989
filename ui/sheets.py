"""What opens over the book, each made when it is first asked for.

The window brings this module in after its first paint, or when a person is quicker.
"""

from functools import cached_property
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.about import AboutSheet
from ui.departure import DepartureSheet
from ui.notices import NoticesPopover
from ui.palette import Palette
from ui.settings import SettingsPopover
from ui.shell import Shell
from ui.shortcuts import ShortcutsSheet
from ui.sign_out import SignOutSheet
from ui.undo_list import UndoSheet


class Sheets(QObject):
    """The palette, the popovers of the top bar, and the sheets."""

    went = Signal(str)  # to this workspace
    sign_in_asked = Signal()
    left = Signal()  # signed out: the book is to go from this laptop

    def __init__(self, app: Any, shell: Shell, window: QWidget) -> None:
        super().__init__(window)
        self._app, self._shell, self._window = app, shell, window

    @cached_property
    def palette(self) -> Palette:
        return Palette(self._shell, self._window)

    @cached_property
    def settings(self) -> SettingsPopover:
        made = SettingsPopover(self._shell.settings, self._window)
        made.wanted.connect(self._shell.commands.run)
        return made

    @cached_property
    def notices(self) -> NoticesPopover:
        made = NoticesPopover(self._window)
        made.went.connect(self.went)
        return made

    @cached_property
    def departure(self) -> DepartureSheet:
        """The list of what is on board."""
        made = DepartureSheet(self._app, self._shell, self._window)
        made.sign_in_asked.connect(self.sign_in_asked)
        return made

    @cached_property
    def shortcuts(self) -> ShortcutsSheet:
        return ShortcutsSheet(self._shell.commands, self._window)

    @cached_property
    def undo_list(self) -> UndoSheet:
        return UndoSheet(self._app, self._shell, self._window)

    @cached_property
    def about(self) -> AboutSheet:
        return AboutSheet(self._app, self._shell, self._window)

    @cached_property
    def sign_out(self) -> SignOutSheet:
        made = SignOutSheet(self._app, self._shell, self._window)
        made.left.connect(self.left)
        return made
