"""Where a figure of a form came from: the records it was summed from, each one step away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from desktop.domain.periods import Period
from desktop.queries import dealings, reports, work
from desktop.queries.work import Planned, Visited
from desktop.usecases import team_figures
from desktop.usecases.customer_figures import QUARTER
from desktop.usecases.form_figures import About
from sync.clock import Clock


@dataclass(frozen=True, slots=True)
class Origin:
    """One record behind a figure; `at` is an instant or a day, `where` and `opens` lead to it."""

    id: str
    at: str
    title: str
    text: str
    ordered: Decimal = Decimal(0)
    collected: Decimal = Decimal(0)
    where: str = "customers"
    opens: str = ""


Find = Callable[[Connection, About, Clock], Sequence[Origin]]


def origins(connection: Connection, rows: str, about: About, clock: Clock) -> list[Origin]:
    """The records behind a figure, by the name its field gives (`rows`)."""
    find = _FINDERS.get(rows)
    if find is not None:
        return list(find(connection, about, clock))
    visits = reports.visits_behind(connection, about.person, about.period, rows, clock)
    return [_visit(one) for one in visits]


def _visit(visit: Visited, said: str = "") -> Origin:
    return Origin(
        visit.id, visit.started_at, visit.name, said or visit.outcome, visit.ordered,
        visit.collected, opens=visit.customer,
    )  # fmt: skip


def _plan(stop: Planned) -> Origin:
    return Origin(
        stop.id, f"{stop.date} {stop.planned_at}".strip(), stop.name, stop.expected,
        opens=stop.customer,
    )  # fmt: skip


def _to_customer(
    keep: Callable[[Visited], bool], said: Callable[[Visited], str], *, month: bool = False
) -> Find:
    """Everybody's visits to the customer: of ninety days, or of the form's month."""

    def find(connection: Connection, about: About, clock: Clock) -> list[Origin]:
        today = clock.today()
        first, last = today - QUARTER, today
        if month:
            first, last = about.period.first, about.period.last
        visits = dealings.visits_to(connection, about.customer, first, last, clock)
        return [_visit(one, said(one)) for one in visits if keep(one)]

    return find


def _before(connection: Connection, about: About, clock: Clock) -> list[Origin]:
    period: Period = about.period.previous
    visits = dealings.visits_to(connection, about.customer, period.first, period.last, clock)
    return [_visit(one) for one in visits if one.ordered > 0]


def _card(connection: Connection, about: About, clock: Clock) -> list[Origin]:
    books = dealings.books(connection, about.customer)
    return [Origin(books.id, "", books.name, books.owner_name, opens=books.id)] if books else []


def _evaluations(connection: Connection, about: About, clock: Clock) -> list[Origin]:
    found = dealings.evaluations(connection, about.customer, about.period.name)
    return [
        Origin(one.id, one.period, f"{one.score or ''} {one.next_class}".strip(), "",
               where="reports", opens=one.id)
        for one in found
    ]  # fmt: skip


def _heard(said: Callable[[Visited], str]) -> Find:
    def find(connection: Connection, about: About, clock: Clock) -> list[Origin]:
        noted = team_figures.heard(connection, about.person, clock)
        return [_visit(one, said(one)) for one in noted if said(one)]

    return find


def _reported(connection: Connection, about: About, clock: Clock) -> list[Origin]:
    first, last = team_figures.reported(connection, about.person, clock)
    below = team_figures.people(connection, about.person, clock)
    visits = reversed(work.visits(connection, below, first, last, clock))
    return [_visit(one, f"{one.person_name} · {one.outcome}") for one in visits]


def _filed(connection: Connection, about: About, clock: Clock) -> list[Origin]:
    first, last = team_figures.reported(connection, about.person, clock)
    return _papers(connection, about, clock, first, last)


def _filed_in_period(connection: Connection, about: About, clock: Clock) -> list[Origin]:
    return _papers(connection, about, clock, about.period.first, about.period.last)


def _papers(
    connection: Connection, about: About, clock: Clock, first: date, last: date
) -> list[Origin]:
    below = team_figures.people(connection, about.person, clock)
    return [
        Origin(one.id, one.date, one.name, one.state, where="reports", opens=one.id)
        for one in dealings.filed(connection, below, first, last)
    ]


def _stops(connection: Connection, about: About, clock: Clock) -> list[Origin]:
    first, last = about.period.first, about.period.last
    return [_plan(stop) for stop in work.plans(connection, [about.person], first, last)]


def _new(connection: Connection, about: About, clock: Clock) -> list[Origin]:
    """The first visits of the period to customers nobody had visited before."""
    below = [about.person, *work.people_below(connection, about.person, str(clock.today()))]
    first, last = about.period.first, about.period.last
    fresh = work.new_customer_ids(connection, below, first, last, clock)
    seen: dict[str, Origin] = {}
    for visit in work.visits(connection, below, first, last, clock):
        if visit.customer in fresh:
            seen.setdefault(visit.customer, _visit(visit))
    return list(seen.values())


def _outcome(visit: Visited) -> str:
    return visit.outcome


def _complaint(visit: Visited) -> str:
    return visit.complaint


def _always(visit: Visited) -> bool:
    return True


def _is_order(visit: Visited) -> bool:
    return visit.ordered > 0


def _is_payment(visit: Visited) -> bool:
    return visit.collected > 0


def _is_complaint(visit: Visited) -> bool:
    return bool(visit.complaint)


_FINDERS: Mapping[str, Find] = {
    "customer_visits": _to_customer(_always, _outcome),
    "customer_orders": _to_customer(_is_order, _outcome),
    "customer_collections": _to_customer(_is_payment, _outcome),
    "customer_complaints": _to_customer(_is_complaint, _complaint),
    "month_visits": _to_customer(_always, _outcome, month=True),
    "month_orders": _to_customer(_is_order, _outcome, month=True),
    "month_collections": _to_customer(_is_payment, _outcome, month=True),
    "month_complaints": _to_customer(_is_complaint, _complaint, month=True),
    "before_orders": _before,
    "customer_card": _card,
    "evaluations": _evaluations,
    "market_competitors": _heard(lambda visit: visit.competitor),
    "market_opinions": _heard(lambda visit: visit.opinion),
    "market_complaints": _heard(_complaint),
    "reported_visits": _reported,
    "reported_reports": _filed,
    "reports": _filed_in_period,
    "plan": _stops,
    "attention": _stops,
    "new_customers": _new,
}
