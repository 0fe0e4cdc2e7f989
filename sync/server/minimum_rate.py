"""Drops connections that are too slow, which uvicorn would keep for ever (slowloris).

The head of a request must be complete within a fixed time of its first byte; its body must arrive,
and the answer be taken, at least at a minimum rate. A slow client holds no thread meanwhile, only
a socket and what of its request has arrived.
"""

import asyncio
import logging
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

log = logging.getLogger(__name__)
HEAD_SECONDS = 20.0  # for the head of a request, also the first on a new connection
GRACE_SECONDS = 30.0  # before the minimum rate applies
MINIMUM_RATE = 2_048  # bytes a second


class MinimumRateProtocol(H11Protocol):
    """One connection, limited by `head`, `grace` (seconds) and `rate` (bytes a second)."""

    head, grace, rate = HEAD_SECONDS, GRACE_SECONDS, MINIMUM_RATE

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._reading: asyncio.TimerHandle | None = None
        self._writing: asyncio.TimerHandle | None = None
        self._phase: object = None  # h11 state of the client
        self._began = 0.0
        self._received = 0  # bytes since _began

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._follow()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop(self._reading)
        self._stop(self._writing)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._received += len(data)
        super().data_received(data)
        self._follow()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.transport.is_closing():
            self._limit_writing()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._limit_writing()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop(self._writing)

    def timeout_keep_alive_handler(self) -> None:
        """The rest of the last answer is still subject to the minimum rate."""
        super().timeout_keep_alive_handler()
        self._limit_writing()

    def _follow(self) -> None:
        """Restarts the clock when a head, or a body, begins."""
        phase = self.conn.their_state
        if phase is self._phase:
            return
        self._phase = phase
        self._stop(self._reading)
        self._began, self._received = self.loop.time(), 0
        if phase is h11.IDLE:
            self._reading = self.loop.call_later(self.head, self._drop)
        elif phase is h11.SEND_BODY:
            self._reading = self.loop.call_later(self.grace, self._look)

    def _look(self) -> None:
        """While the server itself has paused reading, the client is not late."""
        if self.flow.read_paused:
            self._began, self._received = self.loop.time(), 0
        until = self._began + self.grace + self._received / self.rate
        left = until - self.loop.time()
        if left > 0:
            self._reading = self.loop.call_later(left, self._look)
        else:
            self._drop()

    def _limit_writing(self) -> None:
        waiting = self.transport.get_write_buffer_size()
        self._stop(self._writing)
        self._writing = self.loop.call_later(self.grace + waiting / self.rate, self._drop)

    def _drop(self) -> None:
        log.info("dropped a connection that was too slow")
        self.transport.abort()

    @staticmethod
    def _stop(timer: asyncio.TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()
