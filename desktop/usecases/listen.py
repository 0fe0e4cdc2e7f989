"""Long polling: learns of changes at the centre as soon as they are committed."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.store import state
from desktop.store.database import Database
from sync.errors import NotSignedIn

if TYPE_CHECKING:
    from sync.client.waiting import Waiting

Report = Callable[[int, int], None]


class Listener:
    """Has a connection of its own; it never renews tokens."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._line: Waiting | None = None
        self._server = ""

    def hear(self, report: Report) -> bool:
        """Blocks up to 25 seconds; True: synchronise, for changes or to renew the tokens.

        Raises PeerUnreachable (also when interrupted) and NotSignedIn.
        """
        with self._database.read() as connection:
            known = state.everything(connection)
        if "tokens" not in known:
            raise NotSignedIn
        line = self._to(known["server"])
        report(0, 0)  # called off before there was a line to interrupt
        try:
            return line.news(known["tokens"][0], known.get("cursor", 0))
        except NotSignedIn as error:
            if error.kind == "token_expired":
                return True
            raise

    def interrupt(self) -> None:
        """Ends the wait at once, from any thread; the next `hear` opens a new connection."""
        with self._guard:
            line, self._line = self._line, None
        if line is not None:
            line.stop()

    def _to(self, server: str) -> "Waiting":
        from sync.client.waiting import Waiting  # not before the window is there

        with self._guard:
            if self._line is None or self._server != server:
                if self._line is not None:
                    self._line.stop()
                self._line, self._server = Waiting(server), server
            return self._line
