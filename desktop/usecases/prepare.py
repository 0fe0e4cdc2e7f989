"""What the laptop adds to a use case before it is performed: seen versions, derived figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from desktop.me import Me
from desktop.store.rows import Rows
from sync.catalogue import Value
from sync.clock import Clock
from sync.errors import BadValue, Refused
from sync.mutations.papers import report_id


@dataclass(frozen=True, slots=True)
class Asked:
    """A use case as a person or a script asked for it; `result` is for the answer."""

    name: str
    id: str | None
    set: Mapping[str, Value]
    result: Mapping[str, Value] = field(default_factory=dict)


Prepare = Callable[[Connection, Me, Clock, Asked], Asked]


def _decide(connection: Connection, me: Me, clock: Clock, asked: Asked) -> Asked:
    """Binds the decision to the content that is on this laptop (BR-APR-05)."""
    request = Rows(connection).get("approval_request", str(asked.set.get("request")))
    if request is None or "on_hash" in asked.set:
        return asked
    seen = {"on_hash": "content_hash", "on_ver": "rev", "on_step": "step"}
    bound = {name: request.fields[field] for name, field in seen.items()}
    return Asked(asked.name, asked.id, {**asked.set, **bound})


def _resolve(connection: Connection, me: Me, clock: Clock, asked: Asked) -> Asked:
    """Scripts name the conflict among the arguments."""
    arguments = {name: value for name, value in asked.set.items() if name != "conflict"}
    return Asked(asked.name, asked.id or asked.set.get("conflict"), arguments)


def _draft(connection: Connection, me: Me, clock: Clock, asked: Asked) -> Asked:
    """A report begins with what the visits of its period say."""
    kind, day = asked.set.get("kind"), asked.set.get("date")
    if not isinstance(kind, str) or not isinstance(day, str):
        raise BadValue("missing_field", type=asked.name, field="kind" if day else "date")
    derived = _derived(connection, me, clock, kind, day)
    period = str(derived.get("period") or day)
    id = asked.id or report_id(me.id, kind, period)
    form = {"form": derived.get("form"), "form_version": derived.get("form_version")}
    known = Rows(connection).get("report", id)
    answers = {**derived.get("answers", {})} if known is None else {}
    given = asked.set.get("answers") or {}
    if not isinstance(given, Mapping):
        raise BadValue(field="answers", value=str(given)[:60], wanted="a map")
    answers |= given
    figures = derived.get("derived", {})
    arguments = {**form, **asked.set, "period": period, "answers": answers, "derived": figures}
    shown = {**((known.fields.get("answers") or {}) if known else {}), **answers}
    return Asked(asked.name, id, arguments, {"answers": {**figures, **shown}, "derived": figures})


def _seal(connection: Connection, me: Me, clock: Clock, asked: Asked) -> Asked:
    """The figures are taken once more at the moment of sealing, then frozen."""
    report = Rows(connection).get("report", str(asked.id))
    if report is None:
        raise Refused("not_found", type="report", id=str(asked.id))
    kind, day = str(report.fields["kind"]), str(report.fields["date"])
    figures = _derived(connection, me, clock, kind, day).get("derived", {})
    return Asked(asked.name, asked.id, {**asked.set, "derived": figures})


def _save_form(connection: Connection, me: Me, clock: Clock, asked: Asked) -> Asked:
    """A form begins in the version in force, with what it presets; some are one a period."""
    from desktop.usecases import begin_form

    known = Rows(connection).get("form_instance", str(asked.id)) if asked.id else None
    if known is not None:
        return asked
    id, arguments = begin_form.arguments(connection, me.id, asked.id, asked.set, clock)
    known = Rows(connection).get("form_instance", id) if id else None
    if known is not None and not known.deleted:  # begun before, here or on another laptop
        given = asked.set.get("answers") or {}
        return Asked(asked.name, id, {"answers": given}, {"answers": known.fields["answers"]})
    return Asked(asked.name, id, arguments, {"answers": arguments["answers"]})


def _seal_form(connection: Connection, me: Me, clock: Clock, asked: Asked) -> Asked:
    """The figures are taken once more at the moment of sealing, then frozen."""
    from desktop.usecases import begin_form

    form = Rows(connection).get("form_instance", str(asked.id))
    if form is None:
        raise Refused("not_found", type="form_instance", id=str(asked.id))
    figures = begin_form.figures_of(connection, form.fields, asked.set.get("answers"), clock)
    return Asked(asked.name, asked.id, {**asked.set, "derived": figures})


def _derived(connection: Connection, me: Me, clock: Clock, kind: str, day: str) -> dict[str, Value]:
    from desktop.usecases.draft_report import derive

    try:
        return derive(connection, me.id, kind, date.fromisoformat(day), clock)
    except (ValueError, KeyError, OverflowError):
        raise BadValue(
            field="date", value=f"{kind} {day}"[:60], wanted="kind, YYYY-MM-DD"
        ) from None


def _place_order(connection: Connection, me: Me, clock: Clock, asked: Asked) -> Asked:
    """An order is of the day it was taken on, whenever the centre hears of it."""
    return Asked(asked.name, asked.id, {"date": clock.today().isoformat(), **asked.set})


PREPARE: Mapping[str, Prepare] = {
    "approval.decide": _decide,
    "conflict.resolve": _resolve,
    "form.save": _save_form,
    "form.seal": _seal_form,
    "order.place": _place_order,
    "report.draft": _draft,
    "report.seal": _seal,
}


WORKED_OUT = {"report.draft", "report.seal", "form.save", "form.seal"}


def prepare(connection: Connection, me: Me, clock: Clock, asked: Asked) -> Asked:
    """Raises BadValue for figures that somebody says: they are worked out, never entered."""
    if asked.name in WORKED_OUT and "derived" in asked.set:
        raise BadValue("unknown_field", type=asked.name, field="derived")
    known = PREPARE.get(asked.name)
    return known(connection, me, clock, asked) if known else asked
