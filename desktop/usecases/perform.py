"""Performs one mutation: checked, applied and queued in the outbox in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from desktop.ids import new_id
from desktop.store.outbox import Outbox
from desktop.store.rows import Rows
from desktop.usecases.inverses import Done, Inverse, inverse_of
from sync.catalogue import CATALOGUE, Value
from sync.errors import BadValue, Refused
from sync.merge import COMPUTED
from sync.mutations import mutation
from sync.mutations.adding import preference_id
from sync.mutations.model import Actor, Context, Insert, Op, Update
from sync.mutations.papers import report_id
from sync.partitions import home_of


@dataclass(frozen=True, slots=True)
class Performed:
    """`key` is the outbox entry; `inverse` the use case that would undo it once it was sent.

    `at`: the instant it was done.
    """

    id: str
    key: int
    name: str
    title: str = ""
    result: Mapping[str, Value] = field(default_factory=dict)
    inverse: Inverse | None = None
    at: str = ""


def perform(
    connection: Connection,
    actor: Actor,
    at: str,
    today: str,
    name: str,
    id: str | None,
    set: Mapping[str, Value],
) -> Performed:
    """Raises Problem; then nothing was changed."""
    wanted = mutation(name)
    if id is None:
        id = _own_id(actor, name, set) or (new_id() if wanted.new else None)
    if id is None:
        raise BadValue("missing_field", type=name, field="id")
    arguments = wanted.check(id, set)
    rows = Rows(connection)
    ops = list(wanted.run(Context(actor, rows, at, today), id, arguments))
    if not wanted.own_authority:
        _theirs(actor, rows, ops)
    inverse = inverse_of(Done(name, id, arguments, today), ops, rows)
    key = Outbox(connection).add(name, id, arguments, ops, at, wanted.urgency)
    return Performed(id, key, name, _title(rows, ops), inverse=inverse, at=at)


def _theirs(actor: Actor, rows: Rows, ops: list[Op]) -> None:
    """Refuses, as the centre would, a change of a record the actor does not work in."""
    for op in ops:
        if isinstance(op, Update) and not _says(op):
            continue
        known = None if isinstance(op, Insert) else rows.get(op.type, op.id)
        parts = {known.part} if known is not None else {_home(op, op.set, rows)}
        if known is not None and CATALOGUE[op.type].home.field in op.set:
            parts.add(_home(op, {**known.fields, **op.set}, rows))
        if not parts - {""} <= actor.works:
            raise Refused("not_yours", type=op.type, id=op.id)


def _says(op: Update) -> bool:
    """Whether the operation sets any field that is not derived from facts."""
    record = CATALOGUE[op.type]
    return any(record.field(path).merge not in COMPUTED for path in op.set)


def _home(op: Op, fields: Mapping[str, Value], rows: Rows) -> str:
    try:
        return home_of(op.type, fields, rows)
    except Refused:  # of a parent that this same change makes
        return ""


def _own_id(actor: Actor, name: str, set: Mapping[str, Value]) -> str | None:
    """Deterministic ids: two laptops of one person must make the same."""
    if name == "report.draft" and "kind" in set and "date" in set:
        return report_id(actor.person, str(set["kind"]), str(set.get("period") or set["date"]))
    if name == "preference.keep" and "kind" in set and "name" in set:
        return preference_id(actor.person, str(set["kind"]), str(set["name"]))
    return None


def _title(rows: Rows, ops: list[Op]) -> str:
    """The name a person knows the touched record by: its own, or its customer's."""
    for op in ops:
        record = rows.get(op.type, op.id)
        if record is None:
            continue
        for name in ("name", "title"):
            if record.fields.get(name):
                return str(record.fields[name])
        customer = rows.get("customer", str(record.fields.get("customer")))
        if customer is not None:
            return str(customer.fields["name"])
        if op.type in ("form_instance", "report"):
            return str(record.fields.get("period") or record.fields.get("date") or "")
    return ""
