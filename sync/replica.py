"""The client side of a synchronisation, as the algorithm sees it: a laptop's store."""

from collections.abc import Sequence
from typing import Protocol

from sync.wire import (
    Checked,
    Enrolled,
    Envelope,
    Group,
    Manifest,
    NewDevice,
    Reply,
    Request,
    Result,
)


class Replica(Protocol):
    """Every method is durable when it returns; being killed between two calls loses nothing."""

    def request(self) -> Request:
        """The next request: unsent mutations, numbered from now on, and the cursor."""
        ...

    def following(self, request: Request) -> Request | None:
        """The next push, before this one's results are applied; None if there is none."""
        ...

    def sign_each(self) -> None:
        """From now on signs each mutation, instead of one seal for the whole push."""
        ...

    def signed(self, push: Sequence[Envelope]) -> list[Envelope]:
        """Each with a signature of its own."""
        ...

    def apply(self, request: Request, reply: Reply) -> None:
        """Results, changes and cursor, in one transaction."""
        ...

    def unsent(self) -> int: ...

    def missing(self, parts: list[str]) -> list[str]:
        """The partitions of the new scope that this replica does not hold yet."""
        ...

    def arrived(self, sha256: str) -> bytes | None:
        """A chunk from `keep`; None if it has to be fetched."""
        ...

    def keep(self, sha256: str, body: bytes) -> None:
        """Caches a chunk, so that an interrupted download need not fetch it again."""
        ...

    def stage(self, groups: list[Group]) -> None:
        """Stores snapshot rows, not visible yet; idempotent."""
        ...

    def join(self, manifest: Manifest, parts: list[str]) -> None:
        """Makes the staged rows visible, as of the manifest's commit."""
        ...

    def rescope(self, parts: list[str], scope: str) -> None:
        """Drops what is no longer readable and remembers the new scope."""
        ...

    # --- when the two ends do not agree (sync/divergence.py) ------------------------------------

    def digest(self) -> str:
        """The digest of all confirmed records (sync/digest.py)."""
        ...

    def recount(self) -> None:
        """Computes the digest again from all rows: the incremental one was wrong."""
        ...

    def sums(self) -> dict[str, str]:
        """The sum of every partition held here."""
        ...

    def buckets(self, parts: Sequence[str]) -> dict[str, list[str]]: ...

    def repair(self, checked: Checked) -> int:
        """Replaces the rows of these buckets by the centre's; returns how many differed."""
        ...

    def moved(self, checked: Checked, *, anew: bool) -> None:
        """Everything held is as of this commit; `anew`: of another history than before."""
        ...

    def epoch(self) -> str: ...

    def reopen(self, last: int, epoch: str) -> None:
        """Acknowledged changes with an mseq above `last`, the highest that the centre has in its
        present history, are unsent again."""
        ...

    def unanswered(self, after: int) -> list[Envelope]:
        """A batch of sent, unanswered changes with an mseq above `after`."""
        ...

    def highest(self) -> int:
        """The highest mseq ever used."""
        ...

    def settled(self, results: Sequence[Result], *, lost: bool) -> None:
        """`lost`: the rows are of a history that the centre has lost."""
        ...

    def another(self) -> tuple[bytes, NewDevice]:
        """A new device key, and the request that enrols it."""
        ...

    def become(self, key: bytes, enrolled: Enrolled) -> None:
        """Takes on the identity of a new device; unsent changes get new numbers."""
        ...
