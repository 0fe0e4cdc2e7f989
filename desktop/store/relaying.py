"""The laptop's end of a synchronisation through a branch hub.

What a hub has taken counts as RELAYED: it stays unsent until the centre's own result arrives, and
is still sent by every other route. The cursor follows the hub's copy forwards only.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from sqlalchemy import func, select

from desktop.store import outbox, provisional, sending, state
from desktop.store.database import Database
from desktop.store.entry_state import EntryState
from desktop.store.replica import LaptopReplica
from desktop.store.tables import OUTBOX
from sync.clock import Clock
from sync.wire import Envelope, Reply, Request

Heard = Callable[[Sequence[tuple[str, str, str]]], None]
KEPT = (
    "last_sync_at",
    "server_time",
)  # of the last exchange with the centre itself: a hub's reply does not change them


class ThroughHub(LaptopReplica):
    """A Replica (sync/replica.py) whose peer only passes on what it is handed."""

    def __init__(
        self, database: Database, clock: Clock, hub: str, heard: Heard | None = None
    ) -> None:
        super().__init__(database, clock, heard)
        self._hub = hub
        self.relayed = 0  # changes handed over
        self.behind = False
        self.shown = 0  # records with provisional changes of colleagues

    def following(self, request: Request) -> Request | None:
        return None  # a hub answers without running the mutations

    def _push(self, after: int) -> tuple[dict[str, Any], list[Envelope], str]:
        """Changes above this hub's watermark, whoever else has taken them."""
        known, batch = sending.numbered(self._database, max(after, self._held()))
        return known, sending.signed(known, batch), ""

    def unsent(self) -> int:
        held = self._held()
        mine = OUTBOX.c.state.in_((EntryState.WAITING, EntryState.SENT, EntryState.RELAYED))
        waiting = mine & (OUTBOX.c.mseq.is_(None) | (OUTBOX.c.mseq > held))
        with self._database.read() as connection:
            return int(
                connection.execute(
                    select(func.count()).select_from(OUTBOX).where(waiting)
                ).scalar_one()
            )

    def apply(self, request: Request, reply: Reply) -> None:
        with self._database.read() as connection:
            known = state.everything(connection)
        everything = max(known.get("next_mseq", 1) - 1, 0)
        asked = msgspec.structs.replace(request, push=[], acked=everything)
        super().apply(asked, reply)
        heard_at = known.get("heard_at") or ""
        with self._database.write() as connection:
            for name in KEPT:
                if name in known:
                    state.put(connection, name, known[name])
                else:
                    state.forget(connection, name)
            if reply.results:
                state.put(connection, "heard_at", max(heard_at, reply.time))
            spoken = known.get("spoken_at") or ""  # when the hub last spoke to the centre
            state.put(connection, "spoken_at", max(spoken, reply.time))
            taken = [each.mseq for each in request.push if each.mseq <= reply.relayed]
            if taken:
                outbox.mark_relayed(connection, taken[0], taken[-1])
                state.put(connection, "relay", {"hub": self._hub, "held": taken[-1]})
            elif reply.relayed < self._held_now(known):
                state.forget(connection, "relay")  # it has lost them: hand in again
        self.relayed += len(taken)
        self.behind = reply.behind
        if reply.ahead is not None:
            names = provisional.show(self._database, reply.ahead, self._clock.now_text())
            self.shown += len(names)
            if names and self._heard is not None:
                self._heard([(type, id, "changed") for type, id in names])

    def _held(self) -> int:
        with self._database.read() as connection:
            return self._held_now({"relay": state.get(connection, "relay")})

    def _held_now(self, known: dict[str, object]) -> int:
        """This hub's watermark: the highest mseq it has confirmed to hold for this device."""
        relay = known.get("relay")
        same = isinstance(relay, dict) and relay.get("hub") == self._hub
        return int(relay["held"]) if same and isinstance(relay, dict) else 0
