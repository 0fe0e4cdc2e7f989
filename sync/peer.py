"""Who answers a synchronisation: the centre over HTTP, or anything that behaves like it."""

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

    def sync(self, request: Request) -> Reply: ...

    def snapshot(self, parts: list[str], have: int) -> Manifest:
        """Waits until there are more than `have` chunks, or the snapshot is whole."""
        ...

    def chunk(self, sid: str, number: int) -> bytes: ...

    def check(self, check: Check) -> Checked: ...

    def recover(self, asked: Recover) -> Recovered: ...

    def another(self, wanted: NewDevice) -> Enrolled:
        """A device of its own for this store, which was copied; its tokens are used from now on."""
        ...
