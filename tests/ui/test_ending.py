"""A signal ends the window the way closing it does."""

import os
import signal
import sys

import pytest

from ui.ending import Ending


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_a_polite_kill_asks_the_program_to_quit(qapp, qtbot):
    before = signal.getsignal(signal.SIGTERM)
    ending = Ending(qapp)
    try:
        with qtbot.waitSignal(qapp.aboutToQuit, raising=False, timeout=100):
            os.kill(os.getpid(), signal.SIGTERM)
        assert signal.getsignal(signal.SIGTERM) is not before
    finally:
        ending.close()
        ending.deleteLater()
    assert signal.getsignal(signal.SIGTERM) is before
