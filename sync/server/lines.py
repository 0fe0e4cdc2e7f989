"""A line that says nothing, or one byte a second, is let go of; uvicorn waits for it for ever.

Whoever says a head has so long for it from the first byte, and a body has to come, and an answer
to be taken, at least as fast as the slowest line that a laptop could have. None of them holds a
thread meanwhile: what they would hold is a socket, and what of their request has come.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

log = logging.getLogger(__name__)
HEAD_SECONDS = 20.0  # for the head of a request, also for the first on a new line
GRACE_SECONDS = 30.0  # before anybody has to be as fast as
SLOWEST = 2_048  # bytes a second


class Bounded(H11Protocol):
    """One connection. `head`, `grace` (seconds) and `slowest` (bytes a second) bound it."""

    head, grace, slowest = HEAD_SECONDS, GRACE_SECONDS, SLOWEST

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._asking: asyncio.TimerHandle | None = None
        self._taking: asyncio.TimerHandle | None = None
        self._phase: object = None  # of who asks
        self._began = 0.0
        self._come = 0  # bytes since then

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._follow()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop(self._asking)
        self._stop(self._taking)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._come += len(data)
        super().data_received(data)
        self._follow()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.transport.is_closing():
            self._taken_by()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._taken_by()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop(self._taking)

    def timeout_keep_alive_handler(self) -> None:
        """What still lies here of the last answer has its time too; then nobody waits."""
        super().timeout_keep_alive_handler()
        self._taken_by()

    def _follow(self) -> None:
        """Begins to count anew when a head, or a body, begins."""
        phase = self.conn.their_state
        if phase is self._phase:
            return
        self._phase = phase
        self._stop(self._asking)
        self._began, self._come = self.loop.time(), 0
        if phase is h11.IDLE:
            self._asking = self._later(self.head, self._let_go)
        elif phase is h11.SEND_BODY:
            self._asking = self._later(self.grace, self._look)

    def _look(self) -> None:
        """A body may take as long as it comes; nobody is late whom we do not listen to."""
        if self.flow.read_paused:
            self._began, self._come = self.loop.time(), 0
        until = self._began + self.grace + self._come / self.slowest
        left = until - self.loop.time()
        if left > 0:
            self._asking = self._later(left, self._look)
        else:
            self._let_go()

    def _taken_by(self) -> None:
        waiting = self.transport.get_write_buffer_size()
        self._stop(self._taking)
        self._taking = self._later(self.grace + waiting / self.slowest, self._let_go)

    def _let_go(self) -> None:
        log.info("let go of a line that is too slow")
        self.transport.abort()

    def _later(self, seconds: float, then: Callable[[], None]) -> asyncio.TimerHandle:
        return self.loop.call_later(seconds, then)

    @staticmethod
    def _stop(timer: asyncio.TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()
