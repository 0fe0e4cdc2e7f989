"""The carrier: small when there is nothing to say, quick when there is news, contents by hash."""

import hashlib
import socket
import threading
from urllib.parse import urlsplit

import pytest

from sync import wire
from sync.wire import Request
from tests.support.centre import Refusal
from tests.support.http_messages import message


def test_a_sync_with_nothing_to_do_is_tiny(town):
    ann = town.laptop("ann")
    body = wire.encode(Request(ann.epoch, ann.cursor, ann.scope))
    parts = urlsplit(town.address)
    asked = (
        f"POST /v1/sync HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Length: {len(body)}\r\n"
        f"Authorization: Bearer {ann.tokens.access}\r\nAccept-Encoding: gzip\r\n\r\n"
    ).encode() + body
    with socket.create_connection((parts.hostname, parts.port)) as line:
        line.sendall(asked)
        head, said = message(line)
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert len(asked) + len(head) + len(said) <= 600
    assert b"server:" not in head.lower()
    assert b"date:" not in head.lower()


def test_who_waits_hears_of_news_in_their_own_scope_only(town):
    ann, ben, cat = (town.laptop(name) for name in ("ann", "ben", "cat"))
    answers: dict[str, bytes] = {}

    def wait(laptop, name):
        answers[name] = laptop.authorised("GET", f"/v1/wait?cursor={laptop.cursor}")

    waiting = [
        threading.Thread(target=wait, args=(laptop, name), daemon=True)
        for laptop, name in ((ben, "ben"), (cat, "cat"))
    ]
    for thread in waiting:
        thread.start()
    ann.do("customer.edit", "c1", phone="news")
    waiting[1].join(20)  # without news there is an answer after 25 seconds
    assert answers == {"cat": b'{"news":true}'}


def test_a_content_travels_only_by_way_of_a_readable_attachment(town):
    ann, ben, cat = (town.laptop(name) for name in ("ann", "ben", "cat"))
    body = b"picture" * 100
    digest = hashlib.sha256(body).hexdigest()
    path = f"/v1/blob/{digest}"

    def status(laptop, method, content=b""):
        with pytest.raises(Refusal) as caught:
            laptop.authorised(method, path, content)
        return caught.value.status

    assert status(ann, "PUT", body) == 404
    photo = {"subject_type": "customer", "subject": "c1", "name": "a.jpg", "sha256": digest}
    ann.do("attachment.add", "p1", **photo)
    assert status(ann, "GET") == 404
    assert status(ann, "PUT", b"something else") == 409
    ann.authorised("PUT", path, body)
    ann.authorised("PUT", path, b"whatever")  # it is there: nobody looks
    assert cat.authorised("GET", path) == body
    assert status(ben, "GET") == 404
    assert status(ben, "PUT", body) == 404
