"""What was done in good faith before its subject was deleted or left the author's scope.

A rep records a visit offline; meanwhile the customer goes to another rep, or is deleted. The
visit did take place, so it is accepted. What the rep wrote on the card is kept: beside a deleted
record for those who read it, as a proposal for the new owner of a moved one. Anything else that
would change what is no longer the author's is refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import and_, or_, select

from sync.catalogue import CATALOGUE, Merge, Type, Value
from sync.catalogue.model import Kind
from sync.errors import Refused
from sync.merge import COMPUTED
from sync.mutations import Delete, Insert, Op, Record, Update
from sync.rulings.subjects import subject_of
from sync.scope import Scope
from sync.server.draft import Draft
from sync.server.rows import Key, Row
from sync.server.tables import CHANGE, CHANGE_PART
from sync.wire import Operation

PROPOSED = frozenset({Merge.FREE, Merge.NOTE, Merge.SET})


@dataclass(frozen=True, slots=True)
class Grant:
    """A scope that the author had up to the commit `until`."""

    scope: Scope
    until: int


class FormerReader:
    """Reads within the present and a former scope; records deleted since count as live."""

    def __init__(self, draft: Draft, scope: Scope, grant: Grant, base: Mapping[str, int]) -> None:
        self._draft = draft
        self._reads = scope.reads
        self._grant = grant
        self._base = base

    def get(self, type: str, id: str) -> Record | None:
        row = self._draft.get(type, id)
        if row is None or not (self._sees(row) or self.left(row)):
            return None
        unaware = self._base.get(f"{type}/{id}", 0) < row.ver
        return replace(row.record(), deleted=row.deleted and not unaware)

    def find(self, type: str, field: str, value: Value) -> list[Record]:
        return [row.record() for row in self._draft.find(type, field, value) if self._sees(row)]

    def _sees(self, row: Row) -> bool:
        return row.part == "" or row.readable(self._reads)

    def left(self, row: Row) -> bool:
        """Whether the author saw it, and it has left their scope since."""
        base = self._base.get(f"{row.type}/{row.id}", 0)
        if not 0 < base <= self._grant.until:
            return False
        if row.readable(self._grant.scope.reads):
            return True
        going = (
            select(CHANGE.c.seq)
            .join(
                CHANGE_PART,
                and_(CHANGE_PART.c.seq == CHANGE.c.seq, CHANGE_PART.c.n == CHANGE.c.n),
            )
            .where(
                CHANGE.c.type == row.type,
                CHANGE.c.id == row.id,
                CHANGE.c.seq > base,
                # it may be back elsewhere
                or_(CHANGE_PART.c.how == "out", CHANGE.c.op == Operation.DELETE),
                CHANGE_PART.c.part.in_(sorted(self._grant.scope.reads)),
            )
        )
        return self._draft.rows.connection.execute(going.limit(1)).first() is not None


@dataclass(slots=True)
class Late:
    """A late mutation: the operations to apply, and by record the values kept in conflicts."""

    ops: list[Op] = field(default_factory=list)
    buried: dict[Key, dict[str, Value]] = field(default_factory=dict)  # for a deleted record
    proposed: dict[Key, dict[str, Value]] = field(default_factory=dict)  # for another's record
    gone: set[Key] = field(default_factory=set)  # deleted by both


def sorted_out(ops: Sequence[Op], draft: Draft, scope: Scope, works: frozenset[str]) -> Late:
    """Raises Refused if an operation can be neither applied nor kept."""
    late = Late()
    for op in ops:
        if isinstance(op, Insert):
            _inserted(op, draft, scope, late)
            continue
        row = draft.get(op.type, op.id)
        if row is None:
            raise Refused("not_found", type=op.type, id=op.id)
        if row.deleted:
            _after_deletion(op, row, works, late)
        elif row.readable(scope.reads):
            late.ops.append(op)
        else:
            _after_move(op, row, works, late)
    return late


def _inserted(op: Insert, draft: Draft, scope: Scope, late: Late) -> None:
    late.ops.append(op)
    for row in _referred(op, draft):
        if row.deleted:
            late.buried.setdefault((row.type, row.id), {})
        if not row.readable(scope.reads) and CATALOGUE[op.type].kind is not Kind.FACT:
            raise Refused("not_found", type=row.type, id=row.id)


def _referred(op: Insert, draft: Draft) -> Iterator[Row]:
    """The cards that a new record names."""
    record = CATALOGUE[op.type]
    named = subject_of(op.set) if op.type == "approval_request" else None
    if named is not None and (about := draft.get(*named)) is not None:
        yield about
    for each in record.fields:
        value = op.set.get(each.name)
        on = record.home.field == each.name and op.set.get(record.home.type_field)  # it hangs there
        target = each.target or str(on or "")
        if each.type is Type.REF and target and value is not None:
            row = draft.get(target, str(value))
            if row is not None and CATALOGUE[row.type].kind is Kind.CARD:
                yield row


def _after_deletion(op: Update | Delete, row: Row, works: frozenset[str], late: Late) -> None:
    if row.part not in works or (isinstance(op, Update) and op.ruled):
        raise Refused("not_found", type=row.type, id=row.id)
    key = (row.type, row.id)
    late.gone.add(key)
    if isinstance(op, Update):
        late.buried.setdefault(key, {}).update(_written_fields(op))


def _after_move(op: Update | Delete, row: Row, works: frozenset[str], late: Late) -> None:
    said = _written_fields(op)
    kinds = {CATALOGUE[op.type].field(path).merge for path in said}
    if isinstance(op, Delete) or op.ruled or not kinds <= PROPOSED:
        raise Refused("not_found", type=row.type, id=row.id)
    computed = {path: value for path, value in op.set.items() if path not in said}
    if computed:
        late.ops.append(Update(op.type, op.id, computed))
    if said:
        if not row.part.startswith("terr:"):
            raise Refused("not_found", type=row.type, id=row.id)
        late.proposed.setdefault((row.type, row.id), {}).update(said)


def _written_fields(op: Update | Delete) -> dict[str, Value]:
    """The fields the author wrote, without those derived from facts."""
    record = CATALOGUE[op.type]
    return {path: v for path, v in op.set.items() if record.field(path).merge not in COMPUTED}
