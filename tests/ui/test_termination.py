"""A signal ends the window the way closing it does."""

import os
import signal
import sys

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.termination import TerminationSignals


class Page(QWidget):
    """Is told to end in the middle of its first painting."""

    def __init__(self) -> None:
        super().__init__()
        self.painting = self.told = False

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painting = True
        if not self.told:
            self.told = True
            os.kill(os.getpid(), signal.SIGTERM)
        self.painting = False


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_a_polite_kill_ends_the_program_but_not_in_the_middle_of_a_painting(qapp, qtbot):
    before, page, ended = signal.getsignal(signal.SIGTERM), Page(), []
    qtbot.addWidget(page)
    signals = TerminationSignals(lambda: ended.append(page.painting), qapp)
    try:
        page.show()
        qtbot.waitUntil(lambda: ended == [False])
    finally:
        signals.close()
        signals.deleteLater()
    assert signal.getsignal(signal.SIGTERM) is before
