"""A line on the loopback that counts what passes: bytes both ways, and requests."""

import re
import socket
import threading
from contextlib import suppress
from types import TracebackType
from urllib.parse import urlsplit

REQUEST = re.compile(rb"(GET|POST|PUT|HEAD) \S+ HTTP/1\.1\r\n")


class Counting:
    """Forwards to `url`; `bytes` and `down` include the heads of HTTP.

    With `cut_after` the line breaks once so many bytes have come down.
    """

    def __init__(self, url: str) -> None:
        target = urlsplit(url)
        self._target = (target.hostname or "127.0.0.1", target.port or 80)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.cut_after = 0
        self.reset()

    def reset(self) -> None:
        self.bytes = self.down = self.requests = 0

    def __enter__(self) -> "Counting":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._target)
                for source, sink, up in ((near, far, True), (far, near, False)):
                    threading.Thread(
                        target=self._pump, args=(source, sink, up), daemon=True
                    ).start()

    def _pump(self, source: socket.socket, sink: socket.socket, up: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(65_536):
                self.bytes += len(piece)
                self.down += 0 if up else len(piece)
                if self.cut_after and self.down > self.cut_after:
                    break
                self.requests += len(REQUEST.findall(piece)) if up else 0
                sink.sendall(piece)
        with suppress(OSError):
            sink.shutdown(socket.SHUT_WR)
        with suppress(OSError):
            source.shutdown(socket.SHUT_RD)
