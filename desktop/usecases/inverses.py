"""The inverse of an action, which undoes it after it was sent; made before it is performed.

Facts (visits, decisions, sealed papers) have none: they are amended.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.store.rows import Rows
from sync.catalogue import Value
from sync.mutations import mutation
from sync.mutations.model import Op, Record, Update, value_at

Arguments = Mapping[str, Value]
Inverse = tuple[str, str | None, Arguments]
OPPOSITES = {"archive": "restore", "restore": "archive", "create": "delete"}
OTHERS = {
    "form.save": "form.discard",
    "plan.add": "plan.remove",
    "approval.request": "approval.withdraw",
    "delegation.give": "delegation.end",
    "order.place": "order.cancel",
    "order.cancel": "order.reopen",
    "order.reopen": "order.cancel",
}


@dataclass(frozen=True, slots=True)
class Done:
    """An action as it was asked for; `today` is the day it was done."""

    name: str
    id: str
    arguments: Arguments
    today: str


def inverse_of(done: Done, ops: Sequence[Op], rows: Rows) -> Inverse | None:
    """The use case that would undo it; None where only an amendment can."""
    record, _, verb = done.name.partition(".")
    own = _OWN.get(done.name)
    if own is not None:
        return own(done, rows)
    if verb == "edit" and ops and isinstance(ops[0], Update):
        before = rows.get(ops[0].type, done.id)
        return (done.name, done.id, _before(before, done.arguments)) if before else None
    if done.name in ("form.save", "report.draft") and ops and isinstance(ops[0], Update):
        return _answers(done, rows.get(ops[0].type, done.id))
    if verb in OPPOSITES:
        return f"{record}.{OPPOSITES[verb]}", done.id, {}
    return (OTHERS[done.name], done.id, {}) if done.name in OTHERS else None


def _answers(done: Done, paper: Record | None) -> Inverse | None:
    answers = done.arguments.get("answers") or {}
    if paper is None or not answers:
        return None
    kept = {each: done.arguments[each] for each in ("kind", "date") if each in done.arguments}
    return done.name, done.id, {**kept, **_before(paper, {"answers": answers})}


def _unattach(done: Done, rows: Rows) -> Inverse | None:
    return "attachment.remove", done.id, {}


def _attach_again(done: Done, rows: Rows) -> Inverse | None:
    return _made_again("attachment.add", rows.get("attachment", done.id))


def _plan_again(done: Done, rows: Rows) -> Inverse | None:
    return _made_again("plan.add", rows.get("plan_item", done.id))


def _made_again(name: str, record: Record | None) -> Inverse | None:
    """A new record with the same fields: a deleted one cannot be restored."""
    if record is None:
        return None
    asked = {field.name for field in mutation(name).fields}
    said = {key: value for key, value in record.fields.items() if value is not None}
    return name, None, {key: said[key] for key in said if key in asked}


def _arranged(done: Done, rows: Rows) -> Inverse | None:
    order = sorted(done.arguments["order"], key=_place_in(rows))
    return done.name, done.id, {"order": order}


def _place_in(rows: Rows) -> Callable[[str], int]:
    def place(item: str) -> int:
        plan = rows.get("plan_item", item)
        return int(plan.fields.get("sequence") or 0) if plan else 0

    return place


def _route(done: Done, rows: Rows) -> Inverse | None:
    """A route as it was; one that was new has no stops and ended before it could begin."""
    route = rows.get("route_template", done.id)
    if route is None or route.deleted:
        ended = (date.fromisoformat(done.today) - timedelta(days=1)).isoformat()
        return done.name, done.id, {"effective_to": ended, "stops": []}
    fields = {name: value for name, value in done.arguments.items() if name != "stops"}
    before = _before(route, fields)
    if done.arguments.get("stops") is not None:
        stops = [stop for stop in rows.find("route_stop", "template", done.id) if not stop.deleted]
        stops.sort(key=lambda stop: int(stop.fields.get("sequence") or 0))
        before["stops"] = [stop.fields["customer"] for stop in stops]
    return done.name, done.id, before


def _tags(done: Done, rows: Rows) -> Inverse | None:
    """Labels that were there come back, those that were not go again."""
    customer = rows.get("customer", done.id)
    had = {tag for tag, set_ in ((customer and customer.fields.get("tags")) or {}).items() if set_}
    added = [tag for tag in done.arguments.get("add") or [] if tag.strip() not in had]
    removed = [tag for tag in done.arguments.get("remove") or [] if tag.strip() in had]
    return done.name, done.id, {"add": removed, "remove": added}


def _moved(done: Done, rows: Rows) -> Inverse | None:
    customer = rows.get("customer", done.id)
    if customer is None:
        return None
    before = {name: customer.fields.get(name) for name in ("territory", "owner")}
    return done.name, done.id, before


def _parted(done: Done, rows: Rows) -> Inverse | None:
    return "customer.part", done.arguments["other"], {}


def _merged_again(done: Done, rows: Rows) -> Inverse | None:
    other = rows.get("customer", done.id)
    if other is None or not other.fields.get("merged_into"):
        return None
    taken = sorted((other.fields.get("joined") or {}).get("before") or {})
    return "customer.merge", other.fields["merged_into"], {"other": done.id, "take": taken}


def _withdrawn(done: Done, rows: Rows) -> Inverse | None:
    return "field.edit", done.id, {"active": False}


def _kept_before(done: Done, rows: Rows) -> Inverse | None:
    known = rows.get("preference", done.id)
    if known is None or known.deleted or known.fields.get("value") is None:
        return "preference.drop", done.id, {}
    said = {name: known.fields[name] for name in ("kind", "name", "value")}
    return "preference.keep", done.id, said


def _before(record: Record, arguments: Arguments) -> dict[str, Value]:
    """The values these arguments replace; keys of a map that did not exist become null."""
    before: dict[str, Value] = {}
    for name, value in arguments.items():
        old = value_at(record.fields, name)
        if isinstance(value, Mapping):
            old = {key: (old or {}).get(key) for key in value}
        before[name] = old
    return before


_OWN: Mapping[str, Callable[[Done, Rows], Inverse | None]] = {
    "attachment.add": _unattach,
    "attachment.remove": _attach_again,
    "plan.remove": _plan_again,
    "plan.arrange": _arranged,
    "route.save": _route,
    "customer.tag": _tags,
    "customer.move": _moved,
    "customer.merge": _parted,
    "customer.part": _merged_again,
    "field.publish": _withdrawn,
    "preference.keep": _kept_before,
    "preference.drop": _kept_before,
}
