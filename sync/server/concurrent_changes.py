"""Concurrent changes: what others committed to a push's records after their base versions.

Commits of this transaction are in the journal and in the versions of its rows; earlier ones are
read from the log, in few statements.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import bindparam, select

from sync.mutations.model import value_at
from sync.server.any_of import any_of
from sync.server.journal import Journal, changed_at
from sync.server.rows import SLICE, Key, Row
from sync.server.tables import APPLIED, CHANGE, COMMIT_LOG, ENROLMENT, RECEIVED
from sync.wire import Envelope

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
    """For one device, whose own commits never count as concurrent with its changes."""

    def __init__(self, journal: Journal, device: str) -> None:
        self._journal = journal
        self._connection = journal.connection
        self._device = device
        self._since: dict[Key, int] = {}
        self._changes: dict[Key, list[_Change]] = {}
        self._devices: dict[int, str | None] = {}

    def prefetch(self, batch: Iterable[Envelope]) -> None:
        """Reads the log for these envelopes in bulk, where their rows have been read."""
        rows = self._journal.rows
        bases: dict[Key, int] = {}
        for envelope in batch:
            for name, base in envelope.base.items():
                type, _, id = name.partition("/")
                row = rows.known(type, id)
                if row is not None and rows.began(row) > max(base, 0):
                    bases[type, id] = min(max(base, 0), bases.get((type, id), base))
        self._read_all(bases)

    def changed(self, row: Row, base: int, seen: frozenset[int]) -> Callable[[str], bool]:
        """Whether others changed a path since the author's base, except in the commits `seen`."""

        def changed(path: str) -> bool:
            if self._journal.rows.began(row) <= base and not self._journal.dots:
                return False  # since then only this push has changed it
            seq = changed_at(row, path, value_at(row.fields, path))
            return seq > base and seq not in seen and self._author_of(seq) != self._device

        return changed

    def others(self, row: Row, base: int) -> set[str] | None:
        """The paths that changed since the base unknown to the device; None: no change at all."""
        if self._journal.rows.began(row) <= base:
            return None
        others = self._logged_paths((row.type, row.id), base)
        if base < self._journal.before.horizon:  # the log does not tell all of them any more
            return (others or set()) | row.fields.keys()
        return others

    def by_others(self, row: Row, base: int, seen: frozenset[int]) -> bool:
        """Whether another device, or the centre, changed the record since the base, unseen."""
        first = self._journal.first if base >= self._journal.before.horizon else base + 1
        lately = {seq for seq in row.fver.values() if seq >= first} - seen  # not in the log
        if any(self._author_of(seq) != self._device for seq in lately):
            return True
        unchanged = self._journal.rows.began(row) <= base
        return not unchanged and self._logged_by_others((row.type, row.id), base, seen)

    def commits(self, changes: Sequence[tuple[str, int]]) -> frozenset[int]:
        """The commits of changes by (device, mseq); those that are not here have none."""
        dots = self._journal.dots
        logged = frozenset(self._received(changes[:MOST_SEEN]).values()) - {0}
        return logged | {dots[each] for each in changes if each in dots}

    def received(self, changes: Iterable[tuple[str, int]]) -> bool:
        """Whether all of these were received, whatever their results, or never can be: of a
        device that is revoked nothing is taken."""
        wanted = {(device, mseq) for device, mseq in changes}
        if len(wanted) > MOST_SEEN:
            return False
        missing = {device for device, _ in wanted - self._received(list(wanted)).keys()}
        revoked = select(ENROLMENT.c.id).where(ENROLMENT.c.revoked == 1)
        mine = revoked.where(ENROLMENT.c.id.in_(sorted(missing)))
        return not missing or missing == set(self._connection.scalars(mine))

    def _author_of(self, seq: int) -> str | None:
        """The device whose commit this is; None: the centre's own."""
        if seq >= self._journal.first:
            return self._journal.devices.get(seq, self._device)
        if seq not in self._devices:
            self._devices[seq] = self._connection.execute(_DEVICE, {"seq": seq}).scalar()
        return self._devices[seq]

    def _read_all(self, bases: Mapping[Key, int]) -> None:
        by_type: dict[str, dict[str, int]] = {}
        for (type, id), base in bases.items():
            by_type.setdefault(type, {})[id] = base
        for type, wanted in by_type.items():
            ids = list(wanted)
            for start in range(0, len(ids), SLICE):
                some = ids[start : start + SLICE]
                self._read(type, some, min(wanted[id] for id in some))

    def _logged_paths(self, key: Key, base: int) -> set[str] | None:
        deltas = [
            each.delta
            for each in self._after(key, base)
            if each.device != self._device or not each.echo
        ]
        return {path for delta in deltas for path in msgspec.json.decode(delta)} if deltas else None

    def _logged_by_others(self, key: Key, base: int, seen: frozenset[int]) -> bool:
        """What followed from this device's own change (its contacts went along when it moved the
        customer) is its own, although it may not have heard of it.
        """
        later = self._after(key, base)
        return any(each.device != self._device and each.seq not in seen for each in later)

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

    def _read(self, type: str, ids: list[str], base: int) -> None:
        for id in ids:
            self._since[type, id] = base
            self._changes[type, id] = []
        found = self._connection.execute(_SINCE, {"type": type, "ids": ids, "base": base})
        for id, seq, delta, echo, device in found:
            self._changes[type, id].append(_Change(seq, delta, bool(echo), device))
            self._devices[seq] = device
