"""Being killed at the k-th write: raised out of a statement or a commit of a real database."""

import threading
from typing import Any

from sqlalchemy import Engine, event


class Killed(BaseException):
    """The process is gone; whoever catches this opens everything anew."""


class Fuse:
    """Counts the writes of an engine (each statement, each commit) and burns at one of them.

    Only this thread's writes count, so that work in the background cannot make a run differ. It
    listens while it is lit: there are very many statements.
    """

    def __init__(self, engine: Engine, writes_only: bool = True) -> None:
        self.left: int | None = None
        self._engine = engine
        self._writes_only = writes_only
        self._thread = threading.get_ident()
        self._heard = (("before_cursor_execute", self._statement), ("commit", self._commit))

    def light(self, after: int) -> None:
        """Burns at the write after so many others."""
        self.put_out()
        self.left = after
        for name, listener in self._heard:
            event.listen(self._engine, name, listener)

    def put_out(self) -> bool:
        """Whether it is still burning, that is: nobody was killed."""
        burning, self.left = self.left is not None, None
        for name, listener in self._heard:
            if event.contains(self._engine, name, listener):
                event.remove(self._engine, name, listener)
        return burning

    def _statement(self, connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if not self._writes_only or not statement.startswith(("SELECT", "BEGIN", "PRAGMA")):
            self._burn()

    def _commit(self, connection: Any) -> None:
        if connection.get_execution_options().get("writes", True):
            self._burn()

    def _burn(self) -> None:
        if threading.get_ident() != self._thread:
            return
        if self.left is None:
            return
        if self.left <= 0:
            self.left = None
            raise Killed
        self.left -= 1
