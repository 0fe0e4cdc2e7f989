"""Who is kept in step: a laptop's store, seen from the algorithm."""

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
    """Every method is one durable step; being killed between two steps loses nothing."""

    def request(self) -> Request:
        """The next thing to say: unsent mutations (numbered from now on) and cursor."""
        ...

    def sign_each(self) -> None:
        """From now on no seal of a whole push, but a signature of each mutation."""
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
        """A chunk that was kept and not yet joined; None: it is to be fetched."""
        ...

    def keep(self, sha256: str, body: bytes) -> None:
        """A chunk as it came, so that an interrupted download need not fetch it again."""
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

    # --- when the two ends do not agree (sync/divergence.py) ------------------------------------

    def digest(self) -> str:
        """The one number of all that the centre confirmed (sync/digest.py)."""
        ...

    def recount(self) -> None:
        """The number was added up wrongly: from the rows, anew."""
        ...

    def sums(self) -> dict[str, str]:
        """Of every partition that is held."""
        ...

    def buckets(self, parts: Sequence[str]) -> dict[str, list[str]]: ...

    def repair(self, checked: Checked) -> int:
        """The centre's rows in place of those in these buckets; how many were not the same."""
        ...

    def moved(self, checked: Checked, anew: bool) -> None:
        """All that is held is as of this commit; `anew`: of another history than before."""
        ...

    def epoch(self) -> str: ...

    def reopen(self, last: int) -> None:
        """What the centre acknowledged after its number `last` is unsent again."""
        ...

    def unanswered(self, after: int) -> list[Envelope]:
        """What was sent and not answered, from the number after this one on; not all at once."""
        ...

    def highest(self) -> int:
        """The highest number ever used."""
        ...

    def settled(self, results: Sequence[Result], lost: bool) -> None:
        """`lost`: the rows are of a history that the centre has lost."""
        ...

    def another(self) -> tuple[bytes, NewDevice]:
        """A new key, and what to say to become a device of one's own."""
        ...

    def become(self, key: bytes, enrolled: Enrolled) -> None:
        """That device from now on; what is unsent is numbered anew."""
        ...
