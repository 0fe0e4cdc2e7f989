"""The figures of any form: its definition names groups, each group is worked out from records."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from desktop.domain.periods import Period
from desktop.usecases import customer_figures, period_figures, team_figures
from sync.catalogue import Value
from sync.clock import Clock
from sync.forms import Form


@dataclass(frozen=True, slots=True)
class About:
    """Whose form, about which period and which customer."""

    person: str
    period: Period
    customer: str = ""


Figures = dict[str, Value]
Work = Callable[[Connection, About, Clock], Figures]


def figures(connection: Connection, form: Form, about: About, clock: Clock) -> Figures:
    """Every figure of the form's groups; a group that this program does not know adds none.

    A report of a company that names no groups has those of its period."""
    found: Figures = {}
    named = form.figures or (("day",) if about.period.kind == "daily" else ("span",))
    for group in named if form.figures or form.is_report else ():
        work = _GROUPS.get(group)
        if work is not None:
            found |= work(connection, about, clock)
    return found


def presets(form: Form, today: date) -> Figures:
    """What the answers begin with; a day that is preset to "today" is that day."""
    return {
        field.key: str(today) if field.type == "date" and field.default == "today"
        else field.default
        for field in form.answers()
        if field.default is not None
    }  # fmt: skip


def _period(connection: Connection, about: About, clock: Clock) -> Figures:
    return period_figures.figures(connection, about.person, about.period, clock)


def _team(connection: Connection, about: About, clock: Clock) -> Figures:
    return team_figures.team(connection, about.person, about.period, clock)


def _plan(connection: Connection, about: About, clock: Clock) -> Figures:
    return period_figures.plan(connection, about.person, about.period.first, clock)


def _customer(connection: Connection, about: About, clock: Clock) -> Figures:
    if not about.customer:
        return {}
    return customer_figures.standing(connection, about.customer, clock)


def _customer_month(connection: Connection, about: About, clock: Clock) -> Figures:
    if not about.customer:
        return {}
    return customer_figures.month(connection, about.customer, about.period, clock)


def _market(connection: Connection, about: About, clock: Clock) -> Figures:
    return team_figures.market(connection, about.person, clock)


def _patrol(connection: Connection, about: About, clock: Clock) -> Figures:
    return team_figures.patrol(connection, about.person, clock)


_GROUPS: Mapping[str, Work] = {
    "day": _period,
    "span": _period,
    "team": _team,
    "plan": _plan,
    "customer": _customer,
    "customer_month": _customer_month,
    "market": _market,
    "patrol": _patrol,
}
