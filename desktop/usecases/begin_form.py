"""Begin a form: its version in force, its period and id, what it presets, the first figures."""

import datetime
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from desktop.domain.periods import Period, period_of
from desktop.ids import new_id
from desktop.queries import definitions
from desktop.usecases import form_figures
from desktop.usecases.form_figures import About
from sync.catalogue import Value
from sync.clock import Clock
from sync.errors import BadValue
from sync.forms import Form
from sync.mutations.papers import form_id

Arguments = Mapping[str, Value]


def arguments(
    connection: Connection, person: str, id: str | None, asked: Arguments, clock: Clock
) -> tuple[str, dict[str, Value]]:
    """The id of the form, and what `form.save` takes to begin it.

    A form with a period is one a person, period and subject, on whichever laptop it is begun.
    Raises BadForm for one that is not known, BadValue for a day that is none."""
    form = definitions.in_force(connection, str(asked.get("form") or ""), str(clock.today()))
    day = day_of(asked, clock)
    period = period_of(form.period or "daily", day)
    answers = {**form_figures.presets(form, clock.today()), **(asked.get("answers") or {})}
    customer = str(answers.get(form.subject) or "")
    made: dict[str, Value] = {
        "form": form.code,
        "form_version": form.version,
        "date": day.isoformat(),
        "answers": answers,
        "derived": form_figures.figures(connection, form, About(person, period, customer), clock),
    }
    if customer:
        made |= {"subject_type": "customer", "subject": customer}
    if form.period:
        made["period"] = period.name
        if not form.subject or customer:
            id = id or form_id(person, form.code, period.name, customer)
    return id or new_id(), made


def day_of(asked: Arguments, clock: Clock) -> datetime.date:
    try:
        return datetime.date.fromisoformat(str(asked.get("date") or clock.today()))
    except ValueError:
        raise BadValue(field="date", value=str(asked["date"])[:60], wanted="YYYY-MM-DD") from None


def about(form: Form, person: str, date: str, answers: Arguments) -> About:
    """What a form that was begun is about."""
    day = datetime.date.fromisoformat(date)
    return About(person, _period(form, day), str(answers.get(form.subject) or ""))


def _period(form: Form, day: datetime.date) -> Period:
    return period_of(form.period or "daily", day)


def _pinned(connection: Connection, fields: Mapping[str, Any], clock: Clock) -> Form:
    version = int(fields.get("form_version") or 0)
    return definitions.pinned(connection, str(fields["form"]), version, str(clock.today()))


def figures_of(
    connection: Connection, fields: Mapping[str, Any], answers: Value, clock: Clock
) -> dict[str, Value]:
    """The figures of a form that was begun, as they are now, with these answers over its own."""
    form = _pinned(connection, fields, clock)
    whole = {**(fields.get("answers") or {}), **(answers or {})}
    date = str(fields.get("date") or clock.today())
    subject = about(form, str(fields["person"]), date, whole)
    return form_figures.figures(connection, form, subject, clock)
