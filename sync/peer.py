"""The server side of a synchronisation, as the client sees it: a centre or a hub."""

from collections.abc import Callable
from typing import Protocol

from sync.wire import (
    Check,
    Checked,
    Enrolled,
    Manifest,
    NewDevice,
    Recover,
    Recovered,
    Reply,
    Request,
)


class Peer(Protocol):
    """Raises PeerUnreachable, PeerMisbehaved or NotSignedIn; a call may be repeated safely."""

    round_trips: int
    bytes_up: int
    bytes_down: int

    def begin(self, request: Request) -> Callable[[], Reply]:
        """Sends it; the function returned blocks for the reply, and raises every Problem.

        One request at a time: the next one is sent after this reply.
        """
        ...

    def snapshot(self, parts: list[str], have: int) -> Manifest:
        """Blocks until there are more than `have` chunks, or the snapshot is complete."""
        ...

    def chunk(self, sid: str, number: int) -> bytes: ...

    def check(self, check: Check) -> Checked: ...

    def recover(self, asked: Recover) -> Recovered: ...

    def another(self, wanted: NewDevice) -> Enrolled:
        """Enrols a copied store as a device of its own; its tokens are used from now on."""
        ...
