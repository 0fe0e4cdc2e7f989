"""An answer that comes a byte now and then is given up; one that is only slow is heard."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sync import wire
from sync.client.http import HttpPeer
from sync.client.minimum_rate import MinimumRateResponse
from sync.client.waiting import Waiting
from sync.errors import PeerUnreachable
from sync.wire import Reply, Request, Tokens
from tests.support.http_messages import message
from tests.support.patience import PATIENCE

BODY = wire.encode(Reply("e", 0, "s", "", []))
NEWS = b'{"news":true}'


@contextmanager
def answering(pieces: list[bytes], every: float) -> Iterator[str]:
    """Says these pieces one by one to whoever asks, as long as they listen."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            line, _ = listening.accept()
            with line:
                message(line)
                for piece in pieces:
                    try:
                        line.sendall(piece)
                    except OSError:
                        return
                    time.sleep(every)

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread.join(PATIENCE)


def head(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body)


def single(text: bytes) -> list[bytes]:
    return [text[place : place + 1] for place in range(len(text))]


def asked(address: str) -> Reply:
    peer = HttpPeer(address, Tokens("a", "r", 900), keep=lambda tokens: None)
    try:
        return peer.sync(Request("e", 0, "s"))
    finally:
        peer.close()


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MinimumRateResponse, "grace", 1.0)


@pytest.mark.parametrize("pieces", [[*single(head(BODY)), BODY], [head(BODY), *single(BODY)]])
def test_a_head_or_a_body_that_comes_byte_by_byte_is_given_up(pieces):
    with answering(pieces, every=0.05) as address, pytest.raises(PeerUnreachable):
        asked(address)


def test_so_is_the_answer_to_who_waits_for_news(monkeypatch):
    pieces = [head(NEWS), *single(NEWS)]
    with answering(pieces, every=0.2) as address, pytest.raises(PeerUnreachable):
        Waiting(address).news("token", 1)


def test_an_answer_that_is_only_slow_is_heard_to_its_end():
    long = wire.encode(Reply("e" * 8_000, 0, "s", "", []))
    pieces = [head(long), *(long[start : start + 1_000] for start in range(0, len(long), 1_000))]
    with answering(pieces, every=0.2) as address:
        assert asked(address).epoch == "e" * 8_000
