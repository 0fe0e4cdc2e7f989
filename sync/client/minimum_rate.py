"""Aborts a response that arrives more slowly than a minimum rate.

The timeout of a single read would accept one byte every two minutes without end.
"""

import http.client
import io
import socket
import time
from typing import Any, ClassVar

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

GRACE_SECONDS = 120.0  # for an answer to begin; the centre may be busy
MINIMUM_RATE = 1_024  # bytes a second, from then on


class _MinimumRateReader(io.RawIOBase):
    """Reads a socket; raises TimeoutError once less has arrived than the minimum rate asks."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, grace: float) -> None:
        self._raw, self._socket = raw, sock
        self._until = time.monotonic() + grace
        self._read_timeout = sock.gettimeout()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("too slow")
        self._socket.settimeout(
            left if self._read_timeout is None else min(left, self._read_timeout)
        )
        received = self._raw.readinto(buffer)
        self._until += (received or 0) / MINIMUM_RATE
        return received

    def close(self) -> None:
        self._raw.close()
        super().close()


class MinimumRateResponse(http.client.HTTPResponse):
    """One answer, from the first byte of its head."""

    grace: ClassVar[float] = GRACE_SECONDS

    def __init__(self, sock: socket.socket, *arguments: Any, **named: Any) -> None:
        super().__init__(sock, *arguments, **named)
        self.fp = io.BufferedReader(_MinimumRateReader(self.fp.detach(), sock, self.grace))


class _Plain(HTTPConnection):
    response_class = MinimumRateResponse


class _Secure(HTTPSConnection):
    response_class = MinimumRateResponse


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class MinimumRateAdapter(HTTPAdapter):
    """A line of its own: without a session there are no cookies, redirects or proxies."""

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        kinds = {"http": _PlainPool, "https": _SecurePool}
        self.poolmanager.pool_classes_by_scheme = kinds
