"""Who answers a synchronisation: the centre over HTTP, or anything that behaves like it."""

from typing import Protocol

from sync.wire import Manifest, Reply, Request


class Peer(Protocol):
    """Raises PeerUnreachable, PeerMisbehaved or NotSignedIn; a call may be repeated safely."""

    round_trips: int
    bytes_up: int
    bytes_down: int

    def sync(self, request: Request) -> Reply: ...

    def snapshot(self, parts: list[str], have: int) -> Manifest:
        """Waits until there are more than `have` chunks, or the snapshot is whole."""
        ...

    def chunk(self, sid: str, number: int) -> bytes: ...
