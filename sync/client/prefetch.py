"""Prefetching: the next response is fetched while the one before it is worked on."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from sync.errors import Problem

T = TypeVar("T")


class Prefetch(Generic[T]):
    """Begins at once, on a daemon thread of its own."""

    def __init__(self, fetch: Callable[[], T]) -> None:
        self._fetch = fetch
        self._found: list[T] = []
        self._problem: Problem | None = None
        self._turn = threading.Lock()
        self._after: Callable[[], object] | None = None
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="prefetch", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._found.append(self._fetch())
        except Problem as problem:
            problem.__context__ = None
            self._problem = problem.with_traceback(None)  # its frames would hold this, and a line
        with self._turn:
            self._ended = True
            if self._after is not None:
                self._after()

    def result(self) -> T:
        """Blocks until the response is here; raises the Problem of the request."""
        self._thread.join()
        if self._problem is not None:
            raise self._problem
        return self._found[0]

    def leave(self, after: Callable[[], object]) -> None:
        """Abandons the request; `after` runs once it has ended."""
        with self._turn:
            if self._ended:
                after()
            else:
                self._after = after
