"""Records come by the thousand and hold no circles: looking for circles is a tenth of the work."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (20_000, 20, 20)  # as gc.set_threshold takes them


@contextmanager
def looked_for_seldom() -> Iterator[None]:
    """In this process, until it is over: a window that stays open would keep what it closes."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
