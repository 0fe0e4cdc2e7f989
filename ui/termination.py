"""SIGINT and SIGTERM end the program as closing the window does."""

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, Slot

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class TerminationSignals(QObject):
    """A signal only writes its number; the loop reads it between two events. Python's own handler
    runs wherever it is just then, in the middle of a painting too, and does nothing."""

    def __init__(self, end: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._receiver, self._sender = socket.socketpair()
        for side in (self._receiver, self._sender):
            side.setblocking(False)
        signal.set_wakeup_fd(self._sender.fileno())
        self._end = end
        self._before = {each: signal.signal(each, lambda *_: None) for each in SIGNALS}
        self._notifier = QSocketNotifier(self._receiver.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)

    @Slot()
    def _drain(self) -> None:
        if any(number in SIGNALS for number in self._receiver.recv(64)):
            self._end()

    def close(self) -> None:
        """Give the signals back."""
        signal.set_wakeup_fd(-1)
        for each, handler in self._before.items():
            signal.signal(each, handler)
        self._notifier.setEnabled(False)
        self._receiver.close()
        self._sender.close()
