"""One mutation at the centre: recomputed, checked op by op, merged; nothing else is trusted."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import or_, select

from sync.catalogue import CATALOGUE, Merge, Type, Value
from sync.clock import from_text, instant_text
from sync.errors import BadValue, NotUnderstood, Refused
from sync.merge import Clash, Merged, merge
from sync.mutations import Context, Delete, Insert, Mutation, Op
from sync.mutations.model import Reader, value_at, with_paths
from sync.scope import Scope
from sync.server.again import Told, as_done, unlike
from sync.server.draft import Draft, Readable
from sync.server.hindsight import Formerly, facts_only
from sync.server.journal import Journal, changed_at
from sync.server.rows import Key, Row, shown_part
from sync.server.tables import CHANGE, COMMIT_LOG
from sync.wire import Envelope, Fix, Result

# What content can make a mutation's code stumble over: kept aside, never in the way of the next.
BUGS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
CONFLICTS = uuid.UUID("0b6f4d6e-9a0c-5f5b-8d8b-5f0d6a1f6c55")


@dataclass(frozen=True, slots=True)
class Author:
    """The device that speaks, for a person in their scope; `informed`: it knows the chain.

    `recovering`: its versions are of a history that the centre has lost (again.py).
    """

    device: str
    scope: Scope
    informed: bool
    recovering: bool = False


@dataclass(slots=True)
class _Effect:
    """What became of the rows of one mutation, for its result."""

    merged: bool = False
    clashes: list[tuple[Key, Clash]] = field(default_factory=list)
    fixes: dict[Key, dict[str, Value]] = field(default_factory=dict)
    met: set[Key] = field(default_factory=set)  # rows that others changed meanwhile


class Executor:
    """Runs the mutations of one push, in order, into one journal."""

    def __init__(self, journal: Journal, author: Author, received_at: str) -> None:
        self._journal = journal
        self._author = author
        self._received_at = received_at
        self._devices: dict[int, str | None] = {}

    def run(self, envelope: Envelope, mutation: Mutation, arguments: Mapping[str, Value]) -> Result:
        """Raises Refused, BadValue or NotUnderstood; then nothing of it has happened."""
        try:
            draft, effect = self._draft(envelope, mutation, arguments)
        except BUGS as error:
            raise NotUnderstood(detail=type(error).__name__) from error
        except Refused as refusal:
            done = self._done_before(envelope, refusal)
            if done is None:
                raise
            return done
        elsewhere = self._set_apart(draft)
        seq = self._commit(draft, envelope)
        result = self._result(envelope, draft, effect, seq)
        self._derived(elsewhere, envelope)
        return result

    def _set_apart(self, draft: Draft) -> Draft:
        """What a late fact changes outside the author's sight: not a change of their device."""
        reads = self._author.scope.reads
        apart = Draft(self._journal.rows)
        for key in [key for key, each in draft.touched.items() if not each.new.readable(reads)]:
            apart.touched[key] = draft.touched.pop(key)
        return apart

    def _derived(self, draft: Draft, envelope: Envelope) -> None:
        """A commit of its own, so that their copy of those records is older than the centre's."""
        at = _instant(envelope.at)
        self._journal.commit(
            draft,
            name=envelope.name,
            actor=self._author.scope.person,
            at=at,
            received_at=self._received_at,
        )

    def _draft(
        self, envelope: Envelope, mutation: Mutation, arguments: Mapping[str, Value]
    ) -> tuple[Draft, _Effect]:
        draft, effect = Draft(self._journal.rows), _Effect()
        reader: Reader = Readable(draft, self._author.scope.reads)
        late = False
        try:
            ops = mutation.run(self._context(reader, envelope), envelope.id, arguments)
        except Refused as refusal:
            if refusal.kind != "not_found":
                raise
            reader, late = self._formerly(draft, envelope), True
            ops = self._facts(mutation, envelope, arguments, draft, refusal)
        for op in ops:
            self._apply(op, envelope, draft, effect)
            _refs_visible(op, reader)
        draft.place()
        if not mutation.own_authority:
            self._authority(draft, late)
        for key, clash in effect.clashes:
            self._conflict(draft, key, clash, envelope)
        if effect.clashes:
            draft.place()
        return draft, effect

    def _context(self, reader: Reader, envelope: Envelope) -> Context:
        return Context(self._author.scope.actor, reader, _instant(envelope.at))

    def _facts(
        self,
        mutation: Mutation,
        envelope: Envelope,
        arguments: Mapping[str, Value],
        draft: Draft,
        refusal: Refused,
    ) -> list[Op]:
        """The mutation as it was meant when its subject was still in scope, if it was."""
        reader = self._formerly(draft, envelope)
        try:
            ops = mutation.run(self._context(reader, envelope), envelope.id, arguments)
            return facts_only(ops, draft, self._author.scope.reads)
        except Refused:
            raise refusal from None

    def _commit(self, draft: Draft, envelope: Envelope) -> int:
        return self._journal.commit(
            draft,
            name=envelope.name,
            actor=self._author.scope.person,
            at=_instant(envelope.at),
            received_at=self._received_at,
            device=self._author.device,
            mseq=envelope.mseq,
        )

    def _apply(self, op: Op, envelope: Envelope, draft: Draft, effect: _Effect) -> None:
        key = (op.type, op.id)
        if isinstance(op, Insert):
            self._insert(op, draft)
            effect.fixes[key] = self._computed(op.set, envelope)
            return
        row = draft.get(op.type, op.id)
        if row is None or row.deleted:
            raise Refused("not_found", type=op.type, id=op.id)
        base = self._base(op, envelope)
        if isinstance(op, Delete):
            if self._others(row, base) is not None:
                raise Refused("stale", type=op.type, id=op.id)
            draft.delete(row)
            return
        paths = _checked(op.type, op.set)
        was = envelope.was.get(f"{op.type}/{op.id}", {})
        changed = self._changed(row, base)
        if self._author.recovering:
            changed = unlike(row.fields, was)
        outcome = merge(row.record(), paths, was, changed)
        self._update(row, outcome, draft)
        effect.merged |= outcome.merged
        effect.clashes += [(key, clash) for clash in outcome.clashes]
        fix = effect.fixes.setdefault(key, {})
        others = self._others(row, base)
        if others is not None or row.ver >= self._journal.first:
            effect.met.add(key)  # it may have followed what this very push has moved
        fix |= self._differences(row, others or set(), paths, outcome, envelope)

    def _insert(self, op: Insert, draft: Draft) -> None:
        if draft.get(op.type, op.id) is not None:
            raise Refused("id_taken", type=op.type, id=op.id)
        record = CATALOGUE[op.type]
        fields: dict[str, Value] = {}
        for each in record.fields:
            value = each.check(op.set.get(each.name))
            fields[each.name] = value
        unknown = set(op.set) - set(fields)
        if unknown:
            raise BadValue("unknown_field", type=op.type, field=min(unknown)[:60])
        draft.insert(op.type, op.id, fields)

    def _update(self, row: Row, outcome: Merged, draft: Draft) -> None:
        writes = {
            path: value
            for path, value in outcome.writes.items()
            if value_at(row.fields, path) != value
        }
        record = CATALOGUE[row.type]
        for name in {path.partition(".")[0] for path in writes if "." in path}:
            whole = with_paths(row.fields, writes)[name]
            record.field(name).check(whole)
        for path, value in writes.items():
            record.check(path, value)
        draft.update(row, writes)

    def _base(self, op: Op, envelope: Envelope) -> int:
        """The version the author saw; of a lost history only what both have in common counts."""
        base = max(envelope.base.get(f"{op.type}/{op.id}", 0), 0)
        if not self._author.recovering:
            return base
        return min(base, self._journal.began) if isinstance(op, Delete) else 0

    def _formerly(self, draft: Draft, envelope: Envelope) -> Formerly:
        base = envelope.base
        if self._author.recovering:
            base = {name: min(ver, self._journal.began) for name, ver in base.items()}
        return Formerly(draft, self._author.scope.reads, base)

    def _done_before(self, envelope: Envelope, refusal: Refused) -> Result | None:
        """The result of a mutation that came by another copy of the device's store already."""
        if refusal.kind != "id_taken":
            return None
        author = Told(self._author.scope.person, envelope.name, _instant(envelope.at))
        reads = self._author.scope.reads
        fixes = as_done(self._journal.rows, author, reads, refusal.facts)
        return Result(envelope.mseq, "applied", fix=fixes) if fixes else None

    def _changed(self, row: Row, base: int) -> Callable[[str], bool]:
        """Whether others touched a path since the author's base version."""

        def changed(path: str) -> bool:
            if self._journal.rows.began(row) <= base:
                return False  # since then only this push has changed it
            seq = changed_at(row, path, value_at(row.fields, path))
            return seq > base and self._device(seq) != self._author.device

        return changed

    def _device(self, seq: int) -> str | None:
        if seq >= self._journal.first:
            return self._author.device
        if seq not in self._devices:
            found = select(COMMIT_LOG.c.device).where(COMMIT_LOG.c.seq == seq)
            self._devices[seq] = self._journal.connection.execute(found).scalar()
        return self._devices[seq]

    def _others(self, row: Row, base: int) -> set[str] | None:
        """The paths that changed since the base unknown to the device; None: no change at all."""
        if self._journal.rows.began(row) <= base:
            return None
        statement = (
            select(CHANGE.c.delta)
            .join(COMMIT_LOG, COMMIT_LOG.c.seq == CHANGE.c.seq)
            .where(
                CHANGE.c.type == row.type,
                CHANGE.c.id == row.id,
                CHANGE.c.seq > base,
                or_(
                    COMMIT_LOG.c.device.is_distinct_from(self._author.device),
                    CHANGE.c.echo == 0,
                ),
            )
        )
        deltas = self._journal.connection.scalars(statement).all()
        if not deltas:
            return None
        return {path for delta in deltas for path in msgspec.json.decode(delta)}

    def _differences(
        self,
        row: Row,
        others: set[str],
        paths: Mapping[str, Value],
        outcome: Merged,
        envelope: Envelope,
    ) -> dict[str, Value]:
        """What the device must hear so that its row is the centre's row at this commit."""
        fix = {clash.path: clash.theirs for clash in outcome.clashes}
        fix |= {path: value for path, value in outcome.writes.items() if paths.get(path) != value}
        # The device derived its own from what it held, a change that was refused among it.
        computed = _derivable(row) & set(outcome.writes) - set(envelope.set)
        fix |= {path: outcome.writes[path] for path in computed}
        if others:
            after = with_paths(row.fields, outcome.writes)
            seen = others | (_derivable(row) & set(outcome.writes))
            fix |= {path: value_at(after, path) for path in seen}
        if not self._author.informed:
            fix |= self._computed(outcome.writes, envelope)
        return fix

    def _computed(self, values: Mapping[str, Value], envelope: Envelope) -> dict[str, Value]:
        """Values that `run` worked out from the chain of command, if the device's may be old."""
        if self._author.informed:
            return {}
        return {
            name: value
            for name, value in values.items()
            if envelope.set.get(name.partition(".")[0]) != value and "." not in name
        }

    def _authority(self, draft: Draft, late: bool) -> None:
        """Every touched row, where it was and where it will be, is one the actor works with.

        What a record derives from facts anyone adds who may read it, or could when it happened.
        """
        works, reads = self._author.scope.works, self._author.scope.reads
        for touched in draft.touched.values():
            if not touched.echo:
                continue
            parts = {touched.new.part} | ({touched.old.part} if touched.old else set())
            derived = touched.op == "U" and set(touched.delta) <= _derivable(touched.new)
            readable = touched.old is not None and (late or touched.old.readable(reads))
            if not parts <= works and not (derived and readable):
                raise Refused("not_yours", type=touched.new.type, id=touched.new.id)

    def _conflict(self, draft: Draft, key: Key, clash: Clash, envelope: Envelope) -> None:
        type, id = key
        name = f"{self._author.device}|{envelope.mseq}|{type}|{id}|{clash.path}"
        row = draft.get(type, id)
        assert row is not None
        seq = changed_at(row, clash.path, clash.theirs)
        stood = self._journal.connection.execute(
            select(COMMIT_LOG.c.actor, COMMIT_LOG.c.at).where(COMMIT_LOG.c.seq == seq)
        ).one_or_none()
        fields = dict.fromkeys(CATALOGUE["conflict"].names)
        fields |= {
            "type": type,
            "record": id,
            "field": clash.path,
            "base": clash.base,
            "mine": clash.mine,
            "theirs": clash.theirs,
            "author": self._author.scope.person,
            "authored_at": _instant(envelope.at),
            "stood_by": (stood.actor or None) if stood else None,
            "stood_at": stood.at if stood else None,
            "state": "open",
        }
        draft.insert("conflict", str(uuid.uuid5(CONFLICTS, name)), fields, echo=False)

    def _result(self, envelope: Envelope, draft: Draft, effect: _Effect, seq: int) -> Result:
        reads = self._author.scope.reads
        fixes = []
        for key, paths in effect.fixes.items():
            touched = draft.touched.get(key)
            row = draft.get(*key)
            if row is None or not row.readable(reads):
                continue
            moved = touched is not None and (
                touched.old is None or touched.old.part != touched.new.part
            )
            part = shown_part(row, reads) if moved or key in effect.met else ""
            ver = row.ver if seq and row.ver != seq else 0  # it was left as it is
            if part or paths or ver:
                fixes.append(Fix(*key, part, paths, ver))
        status = "conflict" if effect.clashes else "merged" if effect.merged else "applied"
        return Result(envelope.mseq, status, seq, fix=fixes)


def _refs_visible(op: Op, reader: Reader) -> None:
    """What an op refers to is what its actor may see; anything else does not exist."""
    if isinstance(op, Delete):
        return
    for each in CATALOGUE[op.type].fields:
        value = op.set.get(each.name)
        if each.type is Type.REF and each.target and value is not None:
            found = reader.get(each.target, str(value))
            if found is None:
                raise Refused("not_found", type=each.target, id=str(value)[:64])


def _checked(type: str, paths: Mapping[str, Value]) -> dict[str, Value]:
    record = CATALOGUE[type]
    return {path: record.check(path, value) for path, value in paths.items()}


def _derivable(row: Row) -> set[str]:
    return {each.name for each in CATALOGUE[row.type].fields if each.merge is Merge.DERIVED}


def _instant(at: str) -> str:
    """The canonical form of the authored instant, which was checked on arrival."""
    return instant_text(from_text(at))
