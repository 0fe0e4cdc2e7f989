"""Serving until told to stop: one socket, TLS unless it is loopback, quiet headers."""

import asyncio
import ipaddress
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from sync import garbage
from sync.errors import Refused
from sync.server.centre import Centre
from sync.server.minimum_rate import MinimumRateProtocol
from sync.server.web import Web

KEEP_ALIVE = 75  # seconds
BACKLOG = 512
STOPS = (signal.SIGINT, signal.SIGTERM)
# Who has the turn of the sequence asks the database many times, and after each answer waits until
# a thread that computes is interrupted: everybody behind the turn waits with it.
SECONDS_BETWEEN_SWITCHES = 0.0005


@dataclass(frozen=True, slots=True)
class Where:
    """Where to listen. `behind_proxy`: somebody in front of us speaks TLS."""

    host: str = "127.0.0.1"
    port: int = 0
    tls_cert: str | None = None
    tls_key: str | None = None
    behind_proxy: bool = False

    @property
    def loopback(self) -> bool:
        return _loopback(self.host)

    @property
    def secure(self) -> bool:
        return self.tls_cert is not None


class Service(uvicorn.Server):
    """A running centre; `ready` hears its address once it answers."""

    def __init__(self, centre: Centre, where: Where, ready: Callable[[str], None]) -> None:
        _allowed(where)
        self._web = Web(centre)
        self._where = where
        self._ready = ready
        super().__init__(
            uvicorn.Config(
                self._web.app,
                loop="asyncio",
                http=MinimumRateProtocol,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                date_header=False,
                proxy_headers=where.behind_proxy,  # of sign-ins it counts whence they come
                forwarded_allow_ips="*" if where.behind_proxy else None,
                timeout_keep_alive=KEEP_ALIVE,
                timeout_graceful_shutdown=5,
                ssl_certfile=where.tls_cert,
                ssl_keyfile=where.tls_key,
            )
        )

    def serve_forever(self, listening: socket.socket | None = None) -> None:
        """Returns after SIGTERM, SIGINT or `stop`."""
        sys.setswitchinterval(SECONDS_BETWEEN_SWITCHES)
        with garbage.collected_rarely(), listening or bound(self._where) as here:
            self.run(sockets=[here])

    def wake_waiting(self) -> None:
        self._web.notifier.notify_all()

    def stop(self) -> None:
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Told to stop, we stop and are done; the signal is not raised once more."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        kept = {each: signal.signal(each, self.handle_exit) for each in STOPS}
        try:
            yield
        finally:
            for each, handler in kept.items():
                signal.signal(each, handler)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        assert sockets is not None
        self._ready(address(self._where, sockets[0]))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._web.notifier.close()  # whoever waits is answered
        await asyncio.sleep(0)
        await super().shutdown(sockets)


def _allowed(where: Where) -> None:
    if bool(where.tls_cert) != bool(where.tls_key):
        raise Refused("tls_files", wanted="--tls-cert and --tls-key")
    if not (where.secure or where.behind_proxy or _loopback(where.host)):
        raise Refused("plain_http", host=where.host)


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def address(where: Where, listening: socket.socket) -> str:
    scheme = "https" if where.secure else "http"
    host = f"[{where.host}]" if ":" in where.host else where.host
    return f"{scheme}://{host}:{listening.getsockname()[1]}"


def bound(where: Where) -> socket.socket:
    """Listens there; raises Refused."""
    _allowed(where)
    family = socket.AF_INET6 if ":" in where.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((where.host, where.port))
    except OSError as error:
        listening.close()
        raise Refused("cannot_listen", host=where.host, port=where.port) from error
    listening.listen(BACKLOG)
    return listening
