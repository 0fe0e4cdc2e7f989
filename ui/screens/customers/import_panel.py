"""Bringing customers in from a file: what it would do is shown before anything is written."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.application import Application
from ui.shell import Shell
from ui.widgets.containers import Pane


class ImportPanel(Pane):
    """File, columns, refused rows, progress."""

    ended = Signal()

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("surface", "l", parent)
        self.app, self.shell = app, shell
        self.column = QVBoxLayout(self)

    def begin(self) -> None:
        self.setFocus()
