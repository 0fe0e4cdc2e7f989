"""Results of mutations, with the fixes that make the device's rows equal to the centre's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from sync.catalogue import CATALOGUE, Value
from sync.merge import COMPUTED, Clash, Merged
from sync.mutations.model import value_at, with_paths
from sync.scope import Scope
from sync.server.concurrent_changes import ConcurrentChanges
from sync.server.draft import Draft, Touched
from sync.server.journal import Journal
from sync.server.late_changes import Late
from sync.server.rows import Key, Row, shown_part
from sync.wire import Envelope, Fix, Operation, Result, Status


@dataclass(slots=True)
class Effect:
    """The effect of one mutation.

    `fixes`: paths whose value may differ on the device. `updated`: the paths the mutation
    itself updates. `contended`: rows that others changed since their author saw them. `given`:
    its arguments, which were checked.
    """

    merged: bool = False
    clashes: list[tuple[Key, Clash]] = field(default_factory=list)
    fixes: dict[Key, dict[str, Value]] = field(default_factory=dict)
    updated: dict[Key, set[str]] = field(default_factory=dict)
    contended: set[Key] = field(default_factory=set)
    late: Late = field(default_factory=Late)
    given: Mapping[str, Value] = field(default_factory=dict)

    @property
    def in_conflict(self) -> bool:
        return bool(self.clashes or self.late.buried or self.late.proposed)

    @property
    def status(self) -> Status:
        if self.in_conflict:
            return Status.CONFLICT
        return Status.MERGED if self.merged or self.late.gone else Status.APPLIED


class Results:
    """For the device of one author, limited to their scope."""

    def __init__(self, journal: Journal, scope: Scope, concurrent: ConcurrentChanges) -> None:
        self._journal = journal
        self._reads = scope.reads
        self._concurrent = concurrent

    def result(self, envelope: Envelope, draft: Draft, effect: Effect, seq: int) -> Result:
        """`seq` is that of its commit, 0 where nothing had to be written."""
        fixes = self._of_untouched(envelope, draft, effect)
        for key in effect.fixes:
            fix = self._fix(key, envelope, draft, effect, seq)
            if fix is not None:
                fixes.append(fix)
        return Result(envelope.mseq, effect.status, seq, fix=fixes)

    def _fix(
        self, key: Key, envelope: Envelope, draft: Draft, effect: Effect, seq: int
    ) -> Fix | None:
        """None if the device's row equals the centre's already."""
        row = draft.get(*key)
        if row is None or not row.readable(self._reads):
            return _out_of_sight(envelope, key)
        was = _was(envelope, key)
        only_there = was.keys() - effect.updated.get(key, was.keys())
        paths = dict(effect.fixes[key])
        paths |= {path: value_at(row.fields, path) for path in only_there}
        if _new_there(envelope, draft.touched.get(key), key):
            paths = {name: row.fields.get(name) for name in CATALOGUE[row.type].names}
        contended = key in effect.contended
        moved = contended or _moved(draft.touched.get(key))
        part = shown_part(row, self._reads) if moved else ""
        not_its_commit = row.ver != seq and (seq or contended)
        ver = row.ver if not_its_commit else 0
        return Fix(*key, part, paths, ver) if part or paths or ver else None

    def _of_untouched(self, envelope: Envelope, draft: Draft, effect: Effect) -> list[Fix]:
        """Fixes for records that the device changed and the centre did not."""
        fixes = []
        for name in envelope.base.keys() | envelope.was.keys():
            type, _, id = name.partition("/")
            key = (type, id)
            row = draft.get(*key) if key not in effect.fixes else None
            if row is None:
                continue
            touched = draft.touched.get(key)
            if row.deleted:
                if touched is None or key in effect.late.gone:
                    fixes.append(Fix(*key, gone=True))
            elif not row.readable(self._reads):
                fixes.append(_out_of_sight(envelope, key))
            elif touched is None:
                fixes.append(self._as_it_stands(key, row, envelope))
        return fixes

    def _as_it_stands(self, key: Key, row: Row, envelope: Envelope) -> Fix:
        base = max(envelope.base.get(f"{key[0]}/{key[1]}", 0), 0)
        paths = (self._concurrent.others(row, base) or set()) | set(_was(envelope, key))
        values = {path: value_at(row.fields, path) for path in paths}
        return Fix(*key, shown_part(row, self._reads), values, row.ver)


def differences(
    row: Row,
    others: set[str],
    paths: Mapping[str, Value],
    outcome: Merged,
    envelope: Envelope,
) -> dict[str, Value]:
    """The paths of an update in which the device's row differs from the centre's at this commit.

    `others`: the paths that others changed since; `paths`: what the update says.
    """
    fix = {clash.path: clash.theirs for clash in outcome.clashes}
    fix |= {path: value for path, value in outcome.writes.items() if paths.get(path) != value}
    # The device derived its own from what it held, a change that was refused among it.
    derived = derivable(row.type) & set(outcome.writes)
    fix |= {path: outcome.writes[path] for path in derived - set(envelope.set)}
    if others:
        after = with_paths(row.fields, outcome.writes)
        fix |= {path: value_at(after, path) for path in others | derived}
    return fix | computed(outcome.writes, envelope)


def computed(values: Mapping[str, Value], envelope: Envelope) -> dict[str, Value]:
    """Fields of an insert that are not the arguments: the device may have computed other values.

    Also those set to null, for which it may have computed one.
    """
    arguments = envelope.set
    return {
        name: value
        for name, value in values.items()
        if (value is None or arguments.get(name) != value) and "." not in name
    }


@cache
def derivable(type: str) -> frozenset[str]:
    """The fields of a record type that follow from other records."""
    return frozenset(each.name for each in CATALOGUE[type].fields if each.merge in COMPUTED)


def _moved(touched: Touched | None) -> bool:
    """Whether the row came into its partition with this mutation."""
    return touched is not None and (
        touched.op == Operation.INSERT
        or touched.old is None
        or touched.old.part != touched.new.part
    )


def _new_there(envelope: Envelope, touched: Touched | None, key: Key) -> bool:
    """Whether the device made a record that the centre had: `was` does not tell what it wrote."""
    made_here = touched is not None and touched.op == Operation.INSERT
    return not made_here and f"{key[0]}/{key[1]}" not in envelope.base


def _was(envelope: Envelope, key: Key) -> Mapping[str, Value]:
    """The record as the device had it before its change."""
    return envelope.was.get(f"{key[0]}/{key[1]}", {})


def _out_of_sight(envelope: Envelope, key: Key) -> Fix:
    """The record is for its author what it was: should it come into sight again, by a page.

    What they made is not there for them.
    """
    base = envelope.base.get(f"{key[0]}/{key[1]}", 0)
    if base <= 0:
        return Fix(*key, gone=True)
    return Fix(*key, set=dict(_was(envelope, key)), ver=base)
