"""Ctrl C in the terminal, or a polite kill, ends the program as closing the window does."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QApplication


class Ending(QObject):
    """A signal only writes a byte; Qt wakes up for it, and Python's handler gets its turn."""

    def __init__(self, program: QApplication) -> None:
        super().__init__(program)
        self._heard, self._said = socket.socketpair()
        for end in (self._heard, self._said):
            end.setblocking(False)
        signal.set_wakeup_fd(self._said.fileno())
        self._before = {
            each: signal.signal(each, lambda *_: program.quit())
            for each in (signal.SIGINT, signal.SIGTERM)
        }
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)

    @Slot()
    def _drain(self) -> None:
        self._heard.recv(64)

    def close(self) -> None:
        """Give the signals back."""
        signal.set_wakeup_fd(-1)
        for each, handler in self._before.items():
            signal.signal(each, handler)
        self._notifier.setEnabled(False)
        self._heard.close()
        self._said.close()
