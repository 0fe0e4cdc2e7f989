"""Draft a report: its form in force, what that presets, and every figure it shows."""

import datetime

from sqlalchemy import Connection

from desktop.domain.periods import period_of
from desktop.queries import definitions
from desktop.usecases import form_figures
from desktop.usecases.form_figures import About
from sync.catalogue import Value
from sync.clock import Clock

FORMS = {"daily": "daily_report", "weekly": "weekly_report", "monthly": "monthly_report"}


def derive(
    connection: Connection, person: str, kind: str, date: str | datetime.date, clock: Clock
) -> dict[str, Value]:
    """What a draft begins with: period, form, the answers a form presets, and every figure.

    Raises KeyError for a kind there is no form for.
    """
    day = datetime.date.fromisoformat(date) if isinstance(date, str) else date
    today = clock.today()
    form, period = definitions.in_force(connection, FORMS[kind], str(today)), period_of(kind, day)
    return {
        "period": period.name,
        "form": form.code,
        "form_version": form.version,
        "answers": form_figures.presets(form, today),
        "derived": form_figures.figures(connection, form, About(person, period), clock),
    }
