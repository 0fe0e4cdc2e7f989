"""Waiting for a fact, never for a time: on a busy machine nothing takes as long as it should."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 60.0  # seconds until nobody believes in it any more


def until(fact: Callable[[], T], said: str, patience: float = PATIENCE) -> T:
    """Ask until the answer is yes."""
    end = time.monotonic() + patience
    while not (answer := fact()):
        assert time.monotonic() < end, f"waited {patience:.0f} s for: {said}; last: {answer!r}"
        time.sleep(0.05)
    return answer
