"""The figures of a day, a week or a month: everything its visits and plans already say."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import Connection, text

from desktop.domain.periods import Period, is_working, period_of, working_days_of_year
from desktop.queries import dealings, work
from desktop.queries.work import Planned, Visited
from sync.catalogue import Value
from sync.catalogue.states import PlanState
from sync.clock import Clock, from_text

CENT, MILLI = Decimal("0.01"), Decimal("0.001")
LOOK_AHEAD = 10  # days in which the next working day with a plan is looked for


@dataclass(frozen=True, slots=True)
class _Work:
    """The rows a report is summed from."""

    people: Sequence[str]
    period: Period
    visits: Sequence[Visited]
    plans: Sequence[Planned]


def figures(connection: Connection, person: str, period: Period, clock: Clock) -> dict[str, Value]:
    """The figures of a report; a weekly or monthly one also counts the people below its author."""
    people = [person]
    if period.kind != "daily":
        people += work.people_below(connection, person, clock.today().isoformat())
    done = work.visits(connection, people, period.first, period.last, clock)
    planned = work.plans(connection, people, period.first, period.last)
    found = _Work(people, period, done, planned)
    shared = {**_visits(found), **_targets(connection, found)}
    own = _day if period.kind == "daily" else _longer
    return {**shared, **own(connection, found, clock)}


def plan(connection: Connection, person: str, day: datetime.date, clock: Clock) -> dict[str, Value]:
    """The stops of a day with what was last said there, and what to mind on the way."""
    stops = work.plans(connection, [person], day, day)
    seen = dealings.last_visits(connection, [stop.customer for stop in stops], day, clock)
    hours = sorted(stop.planned_at for stop in stops if stop.planned_at)
    debtors = {stop.customer: stop.overdue for stop in stops if stop.purpose == "collect"}
    return {
        "stops_count": len(stops),
        "first_stop": hours[0] if hours else None,
        "last_stop": hours[-1] if hours else None,
        "planned_to_collect": cents(sum(debtors.values(), Decimal(0))),
        "stops": [_stop(stop, seen.get(stop.customer)) for stop in stops],
        "attention": _attention(connection, stops, seen),
    }


def _stop(stop: Planned, last: Visited | None) -> dict[str, Value]:
    return {
        "customer": stop.customer,
        "name": stop.name,
        "purpose": stop.purpose,
        "planned_at": stop.planned_at or None,
        "expected": stop.expected,
        "last_visit": last.outcome if last else None,
    }


def _attention(
    connection: Connection, stops: Sequence[Planned], seen: Mapping[str, Visited]
) -> list[dict[str, Value]]:
    """Overdue money, a complaint that was made last time, a next step that was promised."""
    late = dealings.overdue(connection, [stop.customer for stop in stops])
    found: list[dict[str, Value]] = []
    for stop in stops:
        last, (amount, days) = seen.get(stop.customer), late.get(stop.customer, (Decimal(0), 0))
        complaint, promised = (last.complaint, last.next_step) if last else ("", "")
        if amount or complaint or promised:
            row: dict[str, Value] = {"customer": stop.customer, "name": stop.name}
            row |= {"overdue": cents(amount), "overdue_days": days}
            found.append(row | {"complaint": complaint, "next_step": promised})
    return found


def _visits(work: _Work) -> dict[str, Value]:
    """The ratio is of the plan alone (K19): a visit that nobody planned makes up for no stop, and
    a stop that was put off with a reason counts neither way."""
    counted = [
        stop for stop in work.plans if not (stop.state == PlanState.SKIPPED and stop.skip_reason)
    ]
    kept = sum(stop.state == PlanState.DONE for stop in counted)
    numbers = {"visits_planned": len(work.plans), "visits_done": len(work.visits)}
    return {**numbers, "visit_ratio": ratio(kept, len(counted))}


def _targets(connection: Connection, found: _Work) -> dict[str, Value]:
    """Orders against the share of the customers' year targets that falls into the period;
    collections against what is overdue at the customers planned for collecting."""
    year = work.year_target(connection, found.people)
    days = Decimal(found.period.working_days)
    order_target = year * days / working_days_of_year(found.period.first.year)
    debtors = {plan.customer: plan.overdue for plan in found.plans if plan.purpose == "collect"}
    ordered = sum((visit.ordered for visit in found.visits), Decimal(0))
    collected = sum((visit.collected for visit in found.visits), Decimal(0))
    to_collect = sum(debtors.values(), Decimal(0))
    return {
        **_against("order", ordered, order_target),
        **_against("collection", collected, to_collect),
    }


def _against(name: str, actual: Decimal, target: Decimal) -> dict[str, Value]:
    return {
        f"{name}_actual": cents(actual),
        f"{name}_target": cents(target),
        f"{name}_ratio": ratio(actual, target),
    }


def _day(connection: Connection, found: _Work, clock: Clock) -> dict[str, Value]:
    visits = found.visits
    ends = [visit.ended_at or visit.started_at for visit in visits]
    return {
        "first_visit": _hour(visits[0].started_at, clock) if visits else None,
        "last_visit": _hour(max(ends), clock) if visits else None,
        "minutes_with_customers": sum(map(_minutes, visits)),
        "results": [_result(visit) for visit in visits],
        **_market(connection, visits),
        "opinions": [_remark(visit, visit.opinion) for visit in visits if visit.opinion],
        "tomorrow": _tomorrow(connection, found),
    }


def _market(connection: Connection, visits: Sequence[Visited]) -> dict[str, Value]:
    news = work.movements(connection, visits)
    return {
        "complaints": [_remark(visit, visit.complaint) for visit in visits if visit.complaint],
        "competitors": [_remark(visit, visit.competitor) for visit in visits if visit.competitor],
        "movements": [
            {"visit": one.visit, "customer": one.customer, "name": one.name, "text": one.text}
            for one in news
        ],
    }


def _longer(connection: Connection, found: _Work, clock: Clock) -> dict[str, Value]:
    done = len(found.visits)
    effective = [visit for visit in found.visits if visit.is_effective]
    with_order = [visit for visit in effective if visit.ordered > 0]
    first, last = found.period.first, found.period.last
    return {
        **_market(connection, found.visits),
        "effective_ratio": ratio(len(effective), done),
        "orders_ratio": ratio(len(with_order), len(effective)),
        "new_customers": work.new_customers(connection, found.people, first, last, clock),
        **_reports(connection, found, clock),
        "next_week": _next_week(connection, found),
    }


def _reports(connection: Connection, found: _Work, clock: Clock) -> dict[str, Value]:
    """A daily report is due for every person and day with a visit or a plan, until today."""
    until = min(found.period.last, clock.today()).isoformat()
    worked = {(visit.person, clock.day_of(visit.started_at).isoformat()) for visit in found.visits}
    worked |= {(plan.person, plan.date) for plan in found.plans if plan.date <= until}
    sql = text(
        "SELECT person, date, sealed_at FROM report WHERE deleted = 0 AND kind = 'daily'"
        " AND date >= :first AND date <= :last AND sealed_at IS NOT NULL"
    )
    said = {"first": found.period.first.isoformat(), "last": found.period.last.isoformat()}
    on_time = {
        (row.person, row.date)
        for row in connection.execute(sql, said)
        if clock.day_of(row.sealed_at).isoformat() <= row.date
    }
    return {"reports_due": len(worked), "reports_on_time": len(worked & on_time)}


def _next_week(connection: Connection, found: _Work) -> list[dict[str, Value]]:
    after = period_of("weekly", found.period.last + timedelta(days=1))
    counts: dict[str, int] = {}
    for plan in work.plans(connection, found.people, after.first, after.last):
        counts[plan.date] = counts.get(plan.date, 0) + 1
    return [{"date": day, "count": count} for day, count in counts.items()]


def _tomorrow(connection: Connection, found: _Work) -> list[dict[str, Value]]:
    """The stops of the next day that has a plan."""
    after = found.period.last + timedelta(days=1)
    ahead = work.plans(connection, found.people, after, after + timedelta(days=LOOK_AHEAD))
    if not ahead:
        return []
    first = next(
        (plan.date for plan in ahead if is_working(datetime.date.fromisoformat(plan.date))), ""
    )
    return [
        {
            "customer": plan.customer,
            "name": plan.name,
            "purpose": plan.purpose,
            "planned_at": plan.planned_at or None,
            "date": plan.date,
        }
        for plan in ahead
        if plan.date == (first or ahead[0].date)
    ]


def _result(visit: Visited) -> dict[str, Value]:
    return {
        "visit": visit.id,
        "customer": visit.customer,
        "name": visit.name,
        "purpose": visit.purpose,
        "outcome": visit.outcome,
        "next_step": visit.next_step,
        "ordered": cents(visit.ordered),
        "collected": cents(visit.collected),
    }


def _remark(visit: Visited, words: str) -> Mapping[str, Value]:
    return {"visit": visit.id, "customer": visit.customer, "name": visit.name, "text": words}


def _hour(instant: str, clock: Clock) -> str:
    return from_text(instant).astimezone(clock.zone).strftime("%H:%M")


def _minutes(visit: Visited) -> int:
    if not visit.ended_at:
        return 0
    spent = from_text(visit.ended_at) - from_text(visit.started_at)
    return max(0, round(spent.total_seconds() / 60))


def cents(amount: Decimal) -> str:
    return str(amount.quantize(CENT, ROUND_HALF_UP))


def ratio(part: Decimal | int, whole: Decimal | int) -> str | None:
    """A fraction with three decimals; None when there is nothing to compare with."""
    if not whole:
        return None
    return str((Decimal(part) / Decimal(whole)).quantize(MILLI, ROUND_HALF_UP))
