"""Runs a mutation at the centre: its operations are recomputed, checked one by one, and merged.

Of an envelope only the mutation's name, arguments and what its author saw are used."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sync.catalogue import CATALOGUE, Value
from sync.catalogue.model import Kind
from sync.clock import in_utc
from sync.errors import NotUnderstood, Refused
from sync.merge import Merged, merge
from sync.mutations import Context, Delete, Insert, Mutation, Op, Update
from sync.mutations.model import Overruled, Reader, value_at, with_paths
from sync.scope import Scope
from sync.server.concurrent_changes import ConcurrentChanges
from sync.server.conflicts import Conflicts
from sync.server.draft import Draft, Everything, Readable
from sync.server.journal import Journal
from sync.server.late_changes import FormerReader, Grant, Late, sorted_out
from sync.server.lookalikes import TOLD
from sync.server.provenance import Provenance
from sync.server.references import check_references
from sync.server.replays import Told, as_done, unless_seen, unlike
from sync.server.results import Effect, Results, computed, derivable, differences
from sync.server.rows import Key, Row
from sync.server.validation import valid_fields
from sync.wire import Envelope, Operation, Result, Status

# What content can make a mutation's code stumble over: kept aside, never in the way of the next.
BUGS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
KEEPS_BESIDE = 2  # the first schema whose clients hear what became of a deleted record


@dataclass(frozen=True, slots=True)
class Author:
    """The device that pushed, and its person's scope.

    `recovering`: its versions are of a history that the centre has lost (replays.py).
    `former` returns the scopes the person had before, the latest first.
    """

    device: str
    scope: Scope
    recovering: bool = False
    former: Callable[[], Sequence[Grant]] = tuple


class Executor:
    """Runs the mutations of one push, in order, into one journal."""

    def __init__(self, journal: Journal, author: Author, received_at: str, today: str) -> None:
        self._journal = journal
        self._author = author
        self._actor = author.scope.actor
        self._received_at = received_at
        self._today = today
        self._concurrent = ConcurrentChanges(journal, author.device)
        self._results = Results(journal, author.scope, self._concurrent)

    def prefetch(self, batch: Iterable[Envelope]) -> None:
        """Reads from the log in bulk what running these will need."""
        self._concurrent.prefetch(batch)

    def all_here(self, envelope: Envelope) -> bool:
        """Whether the centre has received every change that its author saw at a hub."""
        return self._concurrent.received(dot for each in envelope.after.values() for dot in each)

    def run(self, envelope: Envelope, mutation: Mutation, arguments: Mapping[str, Value]) -> Result:
        """Raises Refused, BadValue or NotUnderstood, with nothing committed.

        Except for Overruled: then the author's values are kept, in a commit of their own.
        """
        try:
            draft, effect = self._draft(envelope, mutation, arguments)
        except BUGS as error:
            raise NotUnderstood(detail=type(error).__name__) from error
        except Overruled as overruled:
            self._keep(overruled.kept, envelope)
            raise
        except Refused as refusal:
            done = self._done_before(envelope, refusal)
            if done is None:
                raise
            return done
        elsewhere = self._set_apart(draft)
        seq = self._commit(draft, envelope)
        result = self._results.result(envelope, draft, effect, seq)
        if elsewhere is not None:
            self._derived(elsewhere, envelope)
        return result

    def _duplicates(self, draft: Draft, effect: Effect, envelope: Envelope) -> None:
        """Adds a conflict for a new customer that looks like an earlier one; both reps see it."""
        for touched in list(draft.touched.values()):
            told = touched.new.type == "customer" and not TOLD.isdisjoint(touched.delta)
            if not told or touched.op == Operation.DELETE or touched.new.fields.get("duplicate_of"):
                continue
            other = self._journal.lookalikes.earliest(touched.new, draft)
            if other is None or other.fields.get("duplicate_of") == touched.new.id:
                continue
            key = (touched.new.type, touched.new.id)
            draft.update(touched.new, {"duplicate_of": other.id}, touched.echo)
            effect.fixes.setdefault(key, {})["duplicate_of"] = other.id
            self._conflicts(draft, envelope).duplicate(key, other)

    def _keep(self, ops: Sequence[Op], envelope: Envelope) -> None:
        draft = Draft(self._journal.rows)
        self._centres(ops, draft)
        draft.place()
        self._derived(draft, envelope)

    def _centres(self, ops: Sequence[Op], draft: Draft) -> None:
        """Applies operations derived by the centre, which no device has applied yet."""
        for op in ops:
            row = draft.get(op.type, op.id)
            if isinstance(op, Insert) and row is None:
                record = CATALOGUE[op.type]
                fields = {each.name: each.check(op.set.get(each.name)) for each in record.fields}
                draft.insert(op.type, op.id, fields, echo=False)
            elif isinstance(op, Update) and row is not None:
                paths = {p: v for p, v in op.set.items() if value_at(row.fields, p) != v}
                draft.update(row, paths, echo=False)

    def _set_apart(self, draft: Draft) -> Draft | None:
        """Separates changes to records outside the author's scope, which a late fact may cause."""
        reads = self._author.scope.reads
        unseen = [key for key, each in draft.touched.items() if not each.new.readable(reads)]
        if not unseen:
            return None
        apart = Draft(self._journal.rows)
        apart.touched = {key: draft.touched.pop(key) for key in unseen}
        return apart

    def _derived(self, draft: Draft, envelope: Envelope) -> None:
        """Commits derived changes as the centre's own, so that the device pulls them."""
        if not draft.touched:
            return
        at = in_utc(envelope.at)
        by = Provenance(envelope.name, self._author.scope.person, at, self._received_at)
        self._journal.commit(draft, by)

    def _draft(
        self, envelope: Envelope, mutation: Mutation, arguments: Mapping[str, Value]
    ) -> tuple[Draft, Effect]:
        draft, effect = Draft(self._journal.rows), Effect(given=arguments)
        scope = self._author.scope
        reader: Reader = Readable(draft, scope.reads)
        grant: Grant | None = None
        try:
            ops = mutation.run(self._context(reader, envelope), envelope.id, arguments)
        except Refused as refusal:
            if refusal.kind != "not_found":
                raise
            effect.late, reader, grant = self._late(mutation, envelope, arguments, draft, refusal)
            ops = effect.late.ops
        for op in ops:
            self._apply(op, envelope, draft, effect)
            check_references(op, reader)
        if mutation.follows is not None:
            after = self._context(Everything(draft), envelope)
            follow = mutation.follows(after, envelope.id, arguments)
            self._centres(follow, draft)
            for op in follow:
                if (op.type, op.id) in effect.fixes:  # its author wrote it, too
                    effect.fixes[op.type, op.id] |= op.set
        self._duplicates(draft, effect, envelope)
        draft.place()
        if not mutation.own_authority:
            self._authority(draft, grant)
        if effect.in_conflict:
            self._write_conflicts(draft, effect, envelope)
            draft.place()
        return draft, effect

    def _context(self, reader: Reader, envelope: Envelope, former: Scope | None = None) -> Context:
        actor = self._actor if former is None else former.actor
        return Context(actor, reader, in_utc(envelope.at), self._today)

    def _late(
        self,
        mutation: Mutation,
        envelope: Envelope,
        arguments: Mapping[str, Value],
        draft: Draft,
        refusal: Refused,
    ) -> tuple[Late, Reader, Grant]:
        """Runs the mutation against the records and a scope that its author had before."""
        scope = self._author.scope
        for grant in (Grant(scope, self._journal.seq), *self._author.former()):
            reader = FormerReader(draft, scope, grant, self._bases(envelope))
            try:
                ops = mutation.run(
                    self._context(reader, envelope, grant.scope), envelope.id, arguments
                )
                late = sorted_out(ops, draft, scope, grant.scope.works)
            except Refused:
                continue
            if envelope.v >= KEEPS_BESIDE or not (late.gone or late.buried or late.proposed):
                return late, reader, grant
        raise refusal

    def _conflicts(self, draft: Draft, envelope: Envelope) -> Conflicts:
        who, at = self._author.scope.person, in_utc(envelope.at)
        name = f"{self._author.device}|{envelope.mseq}"
        return Conflicts(self._journal, draft, name, who, at)

    def _write_conflicts(self, draft: Draft, effect: Effect, envelope: Envelope) -> None:
        conflicts = self._conflicts(draft, envelope)
        for key, clash in effect.clashes:
            conflicts.clash(key, clash)
        for key, mine in effect.late.buried.items():
            conflicts.deleted(key, mine, _was(envelope, key, mine))
        for key, mine in effect.late.proposed.items():
            conflicts.proposal(key, mine, _was(envelope, key, mine))

    def _commit(self, draft: Draft, envelope: Envelope) -> int:
        by = Provenance(
            envelope.name,
            self._author.scope.person,
            in_utc(envelope.at),
            self._received_at,
            self._author.device,
            envelope.mseq,
        )
        return self._journal.commit(draft, by)

    def _apply(self, op: Op, envelope: Envelope, draft: Draft, effect: Effect) -> None:
        key = (op.type, op.id)
        if isinstance(op, Insert):
            back = draft.get(op.type, op.id) is not None
            self._insert(op, draft, effect.given, envelope.name)
            # what comes back may look otherwise to the device: it hears the whole of it
            effect.fixes[key] = dict(op.set) if back else computed(op.set, envelope)
            return
        row = draft.get(op.type, op.id)
        if row is None or row.deleted:
            raise Refused("not_found", type=op.type, id=op.id)
        base = self._base(op, envelope)
        if isinstance(op, Delete):
            if self._concurrent.by_others(row, base, self._seen(op, envelope)):
                raise Refused("stale", type=op.type, id=op.id, field="", standing=None)
            draft.delete(row)
            return
        paths = _checked(op.type, op.set)
        effect.updated.setdefault(key, set()).update(paths)
        was = envelope.was.get(f"{op.type}/{op.id}", {})
        changed = self._concurrent.changed(row, base, self._seen(op, envelope))
        if self._author.recovering:
            changed = unlike(row.fields, was)
        elif not base:
            changed = unless_seen(changed, row, was)
        outcome = Merged(dict(paths)) if op.ruled else merge(row.record(), paths, was, changed)
        self._update(row, outcome, draft, not op.ruled or f"{op.type}/{op.id}" in envelope.base)
        effect.merged |= outcome.merged
        effect.clashes += [(key, clash) for clash in outcome.clashes]
        others = self._concurrent.others(row, base)
        if others is not None or row.ver >= self._journal.first:
            effect.contended.add(key)  # it may have followed what this very push has moved
        differing = differences(row, others or set(), paths, outcome, envelope)
        effect.fixes.setdefault(key, {}).update(differing)

    def _insert(self, op: Insert, draft: Draft, given: Mapping[str, Value], mutation: str) -> None:
        known = draft.get(op.type, op.id)
        if known is not None and not known.deleted:
            raise Refused("id_taken", type=op.type, id=op.id)
        fields = valid_fields(op, given, mutation)
        draft.insert(op.type, op.id, fields)

    def _update(self, row: Row, outcome: Merged, draft: Draft, echo: bool) -> None:
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
        draft.update(row, writes, echo)

    def _base(self, op: Op, envelope: Envelope) -> int:
        """The author's base version; of a lost history only what both histories share counts."""
        base = max(envelope.base.get(f"{op.type}/{op.id}", 0), 0)
        if not self._author.recovering:
            return base
        return min(base, self._journal.began) if isinstance(op, Delete) else 0

    def _seen(self, op: Op, envelope: Envelope) -> frozenset[int]:
        """The commits of the provisional changes that the author saw at a hub."""
        dots = [(by, mseq) for by, mseq in envelope.after.get(f"{op.type}/{op.id}", ())]
        return self._concurrent.commits(dots)

    def _bases(self, envelope: Envelope) -> Mapping[str, int]:
        if not self._author.recovering:
            return envelope.base
        return {name: min(ver, self._journal.began) for name, ver in envelope.base.items()}

    def _done_before(self, envelope: Envelope, refusal: Refused) -> Result | None:
        """The result, if another copy of the device's store has pushed this mutation already."""
        if refusal.kind != "id_taken":
            return None
        author = Told(self._author.scope.person, envelope.name, in_utc(envelope.at))
        reads = self._author.scope.reads
        fixes = as_done(self._journal.rows, author, reads, refusal.facts)
        return Result(envelope.mseq, Status.APPLIED, fix=fixes) if fixes else None

    def _authority(self, draft: Draft, grant: Grant | None) -> None:
        """Checks that the actor works in the old and new partition of every touched row.

        Fields derived from facts need read access only, now or when the fact happened. Under a
        former scope (`grant`) only facts are allowed.
        """
        works, reads = self._author.scope.works, self._author.scope.reads
        for touched in draft.touched.values():
            if not touched.echo:
                continue
            parts = {touched.new.part} | ({touched.old.part} if touched.old else set())
            if parts <= works:
                continue
            computed = set(touched.delta) <= derivable(touched.new.type)
            derived = touched.op == Operation.UPDATE and computed
            readable = touched.old is not None and (
                grant is not None or touched.old.readable(reads)
            )
            fact = CATALOGUE[touched.new.type].kind is Kind.FACT and touched.op == Operation.INSERT
            if not (derived and readable) and not (grant and fact):
                raise Refused("not_yours", type=touched.new.type, id=touched.new.id)


def _was(envelope: Envelope, key: Key, paths: Mapping[str, Value]) -> dict[str, Value]:
    was = envelope.was.get(f"{key[0]}/{key[1]}", {})
    return {path: was.get(path) for path in paths}


def _checked(type: str, paths: Mapping[str, Value]) -> dict[str, Value]:
    record = CATALOGUE[type]
    return {path: record.check(path, value) for path, value in paths.items()}
