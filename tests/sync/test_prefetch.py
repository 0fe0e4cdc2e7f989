"""What is fetched ahead and wanted no more still ends, and whoever left it hears when."""

import threading

from sync.client.prefetch import Prefetch
from sync.errors import PeerUnreachable
from tests.support.patience import PATIENCE


def test_a_line_left_in_the_middle_is_closed_when_its_request_has_ended():
    asked, answered, closed = threading.Event(), threading.Event(), threading.Event()

    def fetch() -> bytes:
        asked.set()
        assert answered.wait(PATIENCE)
        raise PeerUnreachable

    prefetch = Prefetch(fetch)
    assert asked.wait(PATIENCE)
    prefetch.leave(closed.set)
    assert not closed.is_set()
    answered.set()
    assert closed.wait(PATIENCE)


def test_one_that_has_ended_is_left_at_once():
    prefetch = Prefetch(lambda: b"chunk")
    assert prefetch.result() == b"chunk"
    closed = threading.Event()
    prefetch.leave(closed.set)
    assert closed.is_set()
