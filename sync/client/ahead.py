"""One answer fetched while the one before it is worked on: a download waits for no line."""

import threading
from collections.abc import Callable

from sync.errors import Problem


class Ahead:
    """Begins at once, on a thread of its own, which ends with the program."""

    def __init__(self, fetch: Callable[[], bytes]) -> None:
        self._fetch = fetch
        self._body = b""
        self._problem: Problem | None = None
        self._turn = threading.Lock()
        self._after: Callable[[], object] | None = None
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="ahead", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._body = self._fetch()
        except Problem as problem:
            problem.__context__ = None
            self._problem = problem.with_traceback(None)  # its frames would hold this, and a line
        with self._turn:
            self._ended = True
            if self._after is not None:
                self._after()

    def result(self) -> bytes:
        """Waits; raises the Problem that fetching met."""
        self._thread.join()
        if self._problem is not None:
            raise self._problem
        return self._body

    def leave(self, after: Callable[[], object]) -> None:
        """Nobody waits for it any more; `after` runs once its request has come to an end."""
        with self._turn:
            if self._ended:
                after()
            else:
                self._after = after
