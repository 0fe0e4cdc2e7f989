"""An answer has to come at the pace of the slowest line, or it is given up: a timeout of each
read alone would be content with a byte every two minutes, for ever."""

import http.client
import io
import socket
import time
from typing import Any, ClassVar

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

GRACE_SECONDS = 120.0  # for an answer to begin, also that of a centre that is busy
SLOWEST = 1_024  # bytes a second, from then on


class _Paced(io.RawIOBase):
    """What comes through a socket; raises TimeoutError as soon as it is too little."""

    def __init__(self, beneath: io.RawIOBase, line: socket.socket, grace: float) -> None:
        self._beneath, self._line = beneath, line
        self._until = time.monotonic() + grace
        self._each = line.gettimeout()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("too slow")
        self._line.settimeout(left if self._each is None else min(left, self._each))
        come = self._beneath.readinto(buffer)
        self._until += (come or 0) / SLOWEST
        return come

    def close(self) -> None:
        self._beneath.close()
        super().close()


class Answer(http.client.HTTPResponse):
    """One answer, from the first byte of its head."""

    grace: ClassVar[float] = GRACE_SECONDS

    def __init__(self, sock: socket.socket, *arguments: Any, **named: Any) -> None:
        super().__init__(sock, *arguments, **named)
        self.fp = io.BufferedReader(_Paced(self.fp.detach(), sock, self.grace))


class _Plain(HTTPConnection):
    response_class = Answer


class _Secure(HTTPSConnection):
    response_class = Answer


class _PlainLines(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecureLines(HTTPSConnectionPool):
    ConnectionCls = _Secure


class Lines(HTTPAdapter):
    """To be mounted in a session."""

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        kinds = {"http": _PlainLines, "https": _SecureLines}
        self.poolmanager.pool_classes_by_scheme = kinds
