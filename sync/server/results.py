"""What a device is told of its mutation, so that its rows become the centre's rows."""

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
from sync.wire import Envelope, Fix, Result


@dataclass(slots=True)
class Effect:
    """What became of the rows of one mutation.

    `fixes`: paths whose value the device may have otherwise. `updated`: the paths the mutation
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
    def status(self) -> str:
        if self.in_conflict:
            return "conflict"
        return "merged" if self.merged or self.late.gone else "applied"


class Results:
    """For the device of one author, whose scope decides what it may be told."""

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
        """None where the device's row is the centre's already."""
        row = draft.get(*key)
        if row is None or not row.readable(self._reads):
            return _out_of_sight(envelope, key)
        was = _was(envelope, key)
        only_there = was.keys() - effect.updated.get(key, was.keys())
        paths = dict(effect.fixes[key])
        paths |= {path: value_at(row.fields, path) for path in only_there}
        contended = key in effect.contended
        moved = contended or _moved(draft.touched.get(key))
        part = shown_part(row, self._reads) if moved else ""
        not_its_commit = row.ver != seq and (seq or contended)
        ver = row.ver if not_its_commit else 0
        return Fix(*key, part, paths, ver) if part or paths or ver else None

    def _of_untouched(self, envelope: Envelope, draft: Draft, effect: Effect) -> list[Fix]:
        """What the device changed and the centre did not: as it stands there."""
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
    """What the device must hear of an update so that its row is the centre's at this commit.

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
    """What `run` worked out; the device did it from what it knew of the chain of command then.

    And what stays without a value, though it was said so: the device may have worked one out.
    """
    said = envelope.set
    return {
        name: value
        for name, value in values.items()
        if (value is None or said.get(name) != value) and "." not in name
    }


@cache
def derivable(type: str) -> frozenset[str]:
    """The fields of a record type that follow from other records."""
    return frozenset(each.name for each in CATALOGUE[type].fields if each.merge in COMPUTED)


def _moved(touched: Touched | None) -> bool:
    """Whether the row came into its partition with this mutation."""
    return touched is not None and (
        touched.op == "I" or touched.old is None or touched.old.part != touched.new.part
    )


def _was(envelope: Envelope, key: Key) -> Mapping[str, Value]:
    """What the device had before its change."""
    return envelope.was.get(f"{key[0]}/{key[1]}", {})


def _out_of_sight(envelope: Envelope, key: Key) -> Fix:
    """The record is for its author what it was: should it come into sight again, by a page.

    What they made is not there for them.
    """
    base = envelope.base.get(f"{key[0]}/{key[1]}", 0)
    if base <= 0:
        return Fix(*key, gone=True)
    return Fix(*key, set=dict(_was(envelope, key)), ver=base)
