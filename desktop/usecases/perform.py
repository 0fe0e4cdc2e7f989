"""Doing one named change: checked, applied and written to the outbox in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from desktop.ids import new_id
from desktop.store.outbox import Outbox
from desktop.store.rows import Rows
from sync.catalogue import CATALOGUE, Value
from sync.errors import BadValue, Refused
from sync.merge import COMPUTED
from sync.mutations import mutation
from sync.mutations.model import Actor, Context, Insert, Op, Record, Update, value_at
from sync.mutations.papers import report_id
from sync.partitions import home_of


@dataclass(frozen=True, slots=True)
class Performed:
    """`key` is the outbox entry; `inverse` the use case that would undo it once it was sent."""

    id: str
    key: int
    name: str
    title: str = ""
    result: Mapping[str, Value] = field(default_factory=dict)
    inverse: tuple[str, str | None, Mapping[str, Value]] | None = None


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
    inverse = _inverse(name, id, arguments, ops, rows)
    key = Outbox(connection).add(name, id, arguments, ops, at, wanted.urgency)
    return Performed(id, key, name, _title(rows, ops), inverse=inverse)


def _theirs(actor: Actor, rows: Rows, ops: list[Op]) -> None:
    """Refuses at once what the centre would: to change what the actor does not work with."""
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
    """Whether it sets anything that does not follow from facts."""
    record = CATALOGUE[op.type]
    return any(record.field(path).merge not in COMPUTED for path in op.set)


def _home(op: Op, fields: Mapping[str, Value], rows: Rows) -> str:
    try:
        return home_of(op.type, fields, rows)
    except Refused:  # of a parent that this same change makes
        return ""


def _own_id(actor: Actor, name: str, set: Mapping[str, Value]) -> str | None:
    """Ids that two laptops of one person must agree on."""
    if name == "report.draft" and "kind" in set and "date" in set:
        return report_id(actor.person, str(set["kind"]), str(set.get("period") or set["date"]))
    return None


def _inverse(
    name: str, id: str, arguments: Mapping[str, Value], ops: list[Op], rows: Rows
) -> tuple[str, str | None, Mapping[str, Value]] | None:
    """What takes this back after it was sent; None where only an amendment can."""
    record, _, verb = name.partition(".")
    if verb == "edit" and ops and isinstance(ops[0], Update):
        before = rows.get(ops[0].type, id)
        return (name, id, _before(before, arguments)) if before else None
    if name in ("form.save", "report.draft") and ops and isinstance(ops[0], Update):
        paper, answers = rows.get(ops[0].type, id), arguments.get("answers") or {}
        if paper is None or not answers:
            return None
        kept = {each: arguments[each] for each in ("kind", "date") if each in arguments}
        return name, id, {**kept, **_before(paper, {"answers": answers})}
    if name == "attachment.add":
        return "attachment.remove", id, {}
    if name == "attachment.remove" and (file := rows.get("attachment", id)) is not None:
        again = {key: value for key, value in file.fields.items() if value is not None}
        return "attachment.add", None, {key: again[key] for key in again if key != "author"}
    if name == "plan.arrange":
        return name, id, {"order": sorted(arguments["order"], key=_place_in(rows))}
    opposite = {"archive": "restore", "restore": "archive", "create": "delete"}.get(verb)
    if opposite:
        return f"{record}.{opposite}", id, {}
    others = {
        "form.save": "form.discard",
        "plan.add": "plan.remove",
        "approval.request": "approval.withdraw",
        "delegation.give": "delegation.end",
    }
    return (others[name], id, {}) if name in others else None


def _place_in(rows: Rows) -> Callable[[str], int]:
    def place(item: str) -> int:
        plan = rows.get("plan_item", item)
        return int(plan.fields.get("sequence") or 0) if plan else 0

    return place


def _before(record: Record, arguments: Mapping[str, Value]) -> dict[str, Value]:
    """The values these arguments replace; keys of a map that did not exist become null."""
    before: dict[str, Value] = {}
    for name, value in arguments.items():
        old = value_at(record.fields, name)
        if isinstance(value, Mapping):
            old = {key: (old or {}).get(key) for key in value}
        before[name] = old
    return before


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
