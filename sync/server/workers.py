"""Several processes at one address: each is a whole server, and one that dies is replaced."""

import logging
import os
import signal
import time
import traceback
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

log = logging.getLogger(__name__)
STOPS = (signal.SIGINT, signal.SIGTERM)
PAUSE = 1.0  # seconds before one that died is replaced: it may die at once again


class Workers:
    """`work` serves until it is stopped, or until the pipe it is given ends: then its parent is
    gone. Processes are forked before there is any database connection."""

    def __init__(self, work: Callable[[int], None]) -> None:
        self._work = work
        self._running: set[int] = set()
        self._stopping = False
        self._end, self._held = os.pipe()

    def run(self, number: int) -> None:
        """Returns after SIGTERM or SIGINT, when all of them have ended."""
        kept = {each: signal.signal(each, self._stop) for each in STOPS}
        try:
            for _ in range(number):
                self._begin()
            while self._running:
                self._ended(*os.wait())
        finally:
            for each, handler in kept.items():
                signal.signal(each, handler)
            os.close(self._held)
            os.close(self._end)

    def _begin(self) -> None:
        """Whoever tells us to stop meanwhile is heard when the new one is known."""
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
        try:
            made = os.fork()
            if not made:
                self._be_one()
            self._running.add(made)
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)

    def _be_one(self) -> NoReturn:
        code = 1
        try:
            for each in STOPS:
                signal.signal(each, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
            os.close(self._held)
            self._work(self._end)
            code = 0
        finally:
            if code:
                traceback.print_exc()
            os._exit(code)

    def _ended(self, one: int, status: int) -> None:
        self._running.discard(one)
        if self._stopping:
            return
        log.error("a process of the centre ended status=%s", status)
        time.sleep(PAUSE)
        if not self._stopping:
            self._begin()

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stopping = True
        for each in self._running:
            os.kill(each, signal.SIGTERM)
