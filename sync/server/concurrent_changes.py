"""What happened to the records of a push since its author saw them, read in few statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, bindparam, select

from sync.server.any_of import any_of
from sync.server.rows import SLICE, Key
from sync.server.tables import APPLIED, CHANGE, COMMIT_LOG, RECEIVED

MOST_SEEN = 500  # changes of others upon one record, of which an author may say they saw them

_SINCE = (
    select(
        CHANGE.c.id,
        CHANGE.c.seq,
        CHANGE.c.delta,
        CHANGE.c.echo,
        COMMIT_LOG.c.device,
    )
    .join(COMMIT_LOG, COMMIT_LOG.c.seq == CHANGE.c.seq)
    .where(
        CHANGE.c.type == bindparam("type"),
        any_of(CHANGE.c.id, "ids"),
        CHANGE.c.seq > bindparam("base"),
    )
)
_DEVICE = select(COMMIT_LOG.c.device).where(COMMIT_LOG.c.seq == bindparam("seq"))


@dataclass(frozen=True, slots=True)
class _Change:
    seq: int
    delta: str
    echo: bool
    device: str | None


class ConcurrentChanges:
    """Changes that were committed before this transaction began, by record."""

    def __init__(self, connection: Connection, device: str) -> None:
        self._connection = connection
        self._device = device
        self._since: dict[Key, int] = {}
        self._changes: dict[Key, list[_Change]] = {}
        self._devices: dict[int, str | None] = {}

    def prefetch(self, bases: Mapping[Key, int]) -> None:
        """Reads what `others` will ask for these records and versions."""
        by_type: dict[str, dict[str, int]] = {}
        for (type, id), base in bases.items():
            by_type.setdefault(type, {})[id] = base
        for type, wanted in by_type.items():
            ids = list(wanted)
            for start in range(0, len(ids), SLICE):
                some = ids[start : start + SLICE]
                self._read(type, some, min(wanted[id] for id in some))

    def others(self, key: Key, base: int) -> set[str] | None:
        """The paths that changed since the base unknown to the device; None: no change at all."""
        deltas = [
            each.delta
            for each in self._after(key, base)
            if each.device != self._device or not each.echo
        ]
        return {path for delta in deltas for path in msgspec.json.decode(delta)} if deltas else None

    def by_others(self, key: Key, base: int, seen: frozenset[int]) -> bool:
        """Whether another device, or the centre, changed the record since the base, unseen.

        What followed from this device's own change (its contacts went along when it moved the
        customer) is its own, although it may not have heard of it.
        """
        later = self._after(key, base)
        return any(each.device != self._device and each.seq not in seen for each in later)

    def commits(self, changes: Sequence[tuple[str, int]]) -> frozenset[int]:
        """The commits of changes by (device, mseq); those that are not here have none."""
        return frozenset(self._received(changes[:MOST_SEEN]).values()) - {0}

    def received(self, changes: Iterable[tuple[str, int]]) -> bool:
        """Whether all of these are here, whatever became of them."""
        wanted = {(device, mseq) for device, mseq in changes}
        return len(wanted) <= MOST_SEEN and wanted == self._received(list(wanted)).keys()

    def _received(self, changes: Sequence[tuple[str, int]]) -> dict[tuple[str, int], int]:
        """The commit of each that is here: the ledger's lines stay when answers are let go, and
        a hub has but answers."""
        numbers: dict[str, list[int]] = {}
        for device, mseq in changes:
            numbers.setdefault(device, []).append(mseq)
        found: dict[tuple[str, int], int] = {}
        for device, some in numbers.items():
            for table in (APPLIED, RECEIVED):
                here = (table.c.device == device) & table.c.mseq.in_(some)
                for mseq, seq in self._connection.execute(
                    select(table.c.mseq, table.c.seq).where(here)
                ):
                    found[device, mseq] = seq
        return found

    def _after(self, key: Key, base: int) -> list[_Change]:
        if self._since.get(key, base + 1) > base:
            self._read(key[0], [key[1]], base)
        return [each for each in self._changes[key] if each.seq > base]

    def device(self, seq: int) -> str | None:
        """Whose commit that was; None: the centre's own."""
        if seq not in self._devices:
            self._devices[seq] = self._connection.execute(_DEVICE, {"seq": seq}).scalar()
        return self._devices[seq]

    def _read(self, type: str, ids: list[str], base: int) -> None:
        for id in ids:
            self._since[type, id] = base
            self._changes[type, id] = []
        found = self._connection.execute(_SINCE, {"type": type, "ids": ids, "base": base})
        for id, seq, delta, echo, device in found:
            self._changes[type, id].append(_Change(seq, delta, bool(echo), device))
            self._devices[seq] = device
