"""Who is kept in step: a laptop's store, seen from the algorithm."""

from typing import Protocol

from sync.wire import Group, Manifest, Reply, Request


class Replica(Protocol):
    """Every method is one durable step; being killed between two steps loses nothing."""

    def request(self) -> Request:
        """The next thing to say: unsent mutations (numbered and signed from now on) and cursor."""
        ...

    def apply(self, request: Request, reply: Reply) -> None:
        """Results, changes and cursor, in one transaction."""
        ...

    def unsent(self) -> int: ...

    def missing(self, parts: list[str]) -> list[str]:
        """The partitions of the new scope that this replica does not hold yet."""
        ...

    def stage(self, groups: list[Group]) -> None:
        """Snapshot rows, durable but not yet visible; staging them twice is harmless."""
        ...

    def join(self, manifest: Manifest, parts: list[str]) -> None:
        """What was staged becomes visible, as of the manifest's commit."""
        ...

    def rescope(self, parts: list[str], scope: str) -> None:
        """Drops what is no longer readable and remembers the new scope."""
        ...
