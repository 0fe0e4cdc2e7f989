"""Long polling: a request that the centre answers when there are changes.

It has a connection of its own, and another thread can end it at once: shutting down the socket
wakes the blocked reader on every system.
"""

import http.client
import socket
import ssl
import threading
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from requests.utils import DEFAULT_CA_BUNDLE_PATH

from sync import wire
from sync.client.http import CONNECT_SECONDS, failure
from sync.client.minimum_rate import MinimumRateResponse
from sync.errors import PeerUnreachable

ANSWER_SECONDS = 40  # the centre answers after 25 at the latest
LARGEST_ANSWER = 65_536


class Waiting:
    """One request at a time; the connection is reused."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._guard = threading.Lock()
        self._line: http.client.HTTPConnection | None = None
        self._busy = self._stopped = False

    def news(self, token: str, cursor: int) -> bool:
        """Whether there are changes beyond the cursor for this device; blocks up to 25 seconds.

        Raises PeerUnreachable, also when stopped; NotSignedIn.
        """
        with self._guard:
            self._busy = True
        try:
            status, body = self._ask(token, cursor)
        except (OSError, http.client.HTTPException) as error:
            self._hang_up()
            raise PeerUnreachable(server=self._server, detail=type(error).__name__) from None
        finally:
            with self._guard:
                self._busy = False
        if status // 100 != 2:
            raise failure(status, body)
        return bool(wire.decode(body, dict[str, Any]).get("news"))

    def _ask(self, token: str, cursor: int) -> tuple[int, bytes]:
        line = self._connected()
        headers = {"Authorization": f"Bearer {token}"}
        line.request("GET", f"/v1/wait?cursor={cursor}", headers=headers)
        answer = line.getresponse()
        return answer.status, answer.read(LARGEST_ANSWER)

    def _connected(self) -> http.client.HTTPConnection:
        if self._line is None or self._line.sock is None:
            fresh = _line(self._server)
            fresh.timeout = CONNECT_SECONDS
            fresh.response_class = MinimumRateResponse
            fresh.connect()
            fresh.sock.settimeout(ANSWER_SECONDS)
            self._line = fresh
        with self._guard:
            if self._stopped:
                raise ConnectionAbortedError
        return self._line

    def stop(self) -> None:
        """Ends this request and all later ones; from any thread."""
        with self._guard:
            self._stopped = True
            if not self._busy:
                self._hang_up()
            elif self._line is not None and self._line.sock is not None:
                with suppress(OSError):  # beneath TLS, whose own shutdown would wait its turn
                    socket.socket.shutdown(self._line.sock, socket.SHUT_RDWR)

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None


def _line(server: str) -> http.client.HTTPConnection:
    address = urlsplit(server)
    host = address.hostname or ""
    if address.scheme == "https":
        trusted = ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)
        return http.client.HTTPSConnection(host, address.port, context=trusted)
    return http.client.HTTPConnection(host, address.port)
