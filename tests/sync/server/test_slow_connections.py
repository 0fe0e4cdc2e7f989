"""Who sends or takes a byte now and then is let go; whoever is only slow is not."""

import hashlib
import logging
import socket
import time
from collections.abc import Iterator
from http.client import HTTPResponse
from urllib.parse import urlsplit

import pytest

from sync import wire
from sync.server.minimum_rate import MinimumRateProtocol
from sync.wire import Request
from tests.support import centre
from tests.support.centre import Laptop, Town
from tests.support.patience import until

SOON = 0.5  # seconds: what bounds a line here
LONG = 10.0  # seconds until a test gives up


@pytest.fixture
def town(sqlite_copies, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setattr(MinimumRateProtocol, "head", SOON)
    monkeypatch.setattr(MinimumRateProtocol, "grace", SOON)
    with centre.town(sqlite_copies()) as running:
        yield running


def line_to(town: Town) -> socket.socket:
    parts = urlsplit(town.address)
    return socket.create_connection((parts.hostname, parts.port), LONG)


def dripped(line: socket.socket, said: bytes) -> int:
    """How many of these bytes somebody took, one every twentieth of a second."""
    line.settimeout(0.05)
    for number in range(len(said)):
        try:
            line.sendall(said[number : number + 1])
            if line.recv(1) == b"":
                return number
        except TimeoutError:
            continue
        except OSError:
            return number
    return len(said)


def request(ann: Laptop) -> tuple[bytes, bytes]:
    """Head and body of a sync."""
    body = wire.encode(Request(ann.epoch, ann.cursor, ann.scope))
    head = (
        f"POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
        f"Authorization: Bearer {ann.tokens.access}\r\n\r\n"
    )
    return head.encode(), body


def answer(line: socket.socket) -> HTTPResponse:
    """The whole of it is taken: none of its bytes is left for the next one's."""
    response = HTTPResponse(line)
    response.begin()
    response.read()
    return response


def test_a_line_on_which_nobody_says_anything_is_closed(town):
    with line_to(town) as line:
        assert line.recv(1) == b""


def test_a_head_that_comes_byte_by_byte_is_not_waited_for(town):
    head, _ = request(town.laptop("ann"))
    with line_to(town) as line:
        assert dripped(line, head) < len(head)


def test_nor_is_the_second_one_on_a_kept_line(town):
    ann = town.laptop("ann")
    head, body = request(ann)
    with line_to(town) as line:
        line.sendall(head + body)
        assert answer(line).status == 200
        assert dripped(line, head) < len(head)


def test_a_body_that_comes_byte_by_byte_is_not_waited_for(town):
    ann = town.laptop("ann")
    head, body = request(ann)
    with line_to(town) as line:
        line.sendall(head)
        assert dripped(line, body) < len(body)
    ann.sync()


def test_a_body_that_is_only_slow_is_heard_to_its_end(town, monkeypatch):
    monkeypatch.setattr(MinimumRateProtocol, "rate", 16)  # bytes a second
    head, body = request(town.laptop("ann"))
    with line_to(town) as line:
        line.sendall(head)
        for start in range(0, len(body), 32):
            line.sendall(body[start : start + 32])
            time.sleep(SOON / 2)
        assert answer(line).status == 200


def test_an_answer_that_nobody_takes_is_not_kept(town, monkeypatch, caplog):
    caplog.set_level(logging.INFO, "sync.server.minimum_rate")
    monkeypatch.setattr(MinimumRateProtocol, "rate", 1 << 30)
    ann, content = town.laptop("ann"), b"x" * (8 << 20)
    sha256 = hashlib.sha256(content).hexdigest()
    photo = {"subject_type": "customer", "subject": "c1", "name": "a.jpg", "sha256": sha256}
    ann.do("attachment.add", "p1", **photo)
    ann.authorised("PUT", f"/v1/blob/{sha256}", content)
    with line_to(town) as line:
        token = f"Authorization: Bearer {ann.tokens.access}"
        line.sendall(f"GET /v1/blob/{sha256} HTTP/1.1\r\nHost: x\r\n{token}\r\n\r\n".encode())
        until(lambda: "too slow" in caplog.text, "a line that is let go")
        assert taken(line) < len(content)


def taken(line: socket.socket) -> int:
    size = 0
    try:
        while piece := line.recv(1 << 20):
            size += len(piece)
    except ConnectionResetError:
        pass
    return size
