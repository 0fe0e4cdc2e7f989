"""The derived half of a report: the figures the program itself would draw from the same records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from desktop.demo.customers import Client
from desktop.demo.days import CHINA
from desktop.demo.draws import Row, money, ratio
from desktop.domain.periods import Period, period_of, working_days_of_year
from sync.catalogue.states import CustomerState, PlanState
from sync.clock import from_text


@dataclass(frozen=True, slots=True)
class Ledger:
    """The records of one rep that reports are summed from."""

    visits: Sequence[Row]
    plans: Sequence[Row]
    movements: Mapping[str, str]  # visit -> what moved
    clients: Mapping[str, Client]
    year_target: Decimal


def day_of(visit: Row) -> str:
    return from_text(visit["started_at"]).astimezone(CHINA).date().isoformat()


def hour_of(instant: str) -> str:
    return from_text(instant).astimezone(CHINA).strftime("%H:%M")


def figures(ledger: Ledger, period: Period) -> Row:
    """Everything of the period; a day's report has more detail than a week's."""
    first, last = period.first.isoformat(), period.last.isoformat()
    visits = [visit for visit in ledger.visits if first <= day_of(visit) <= last]
    plans = [plan for plan in ledger.plans if first <= plan["date"] <= last]
    made: Row = {"visits_planned": len(plans), "visits_done": len(visits)}
    counted = [plan for plan in plans if plan["state"] != PlanState.SKIPPED]
    kept = [plan for plan in counted if plan["state"] == PlanState.DONE]
    made["visit_ratio"] = ratio(Decimal(len(kept)), Decimal(len(counted)))
    made |= _against_target(ledger, period, visits, plans) | _market(ledger, visits)
    if period.kind == "daily":
        return made | _day(ledger, period, visits)
    effective = [visit for visit in visits if visit["outcome"] and visit["next_step"]]
    with_order = [visit for visit in effective if visit["ordered"]]
    made["effective_ratio"] = ratio(Decimal(len(effective)), Decimal(len(visits)))
    made["orders_ratio"] = ratio(Decimal(len(with_order)), Decimal(len(effective)))
    made["new_customers"] = _newcomers(ledger, first, last)
    return made | {"next_week": _week_after(ledger, period)}


def _against_target(
    ledger: Ledger, period: Period, visits: Sequence[Row], plans: Sequence[Row]
) -> Row:
    """Orders against the share of the year; collections against what was overdue where planned."""
    share = Decimal(period.working_days) / working_days_of_year(period.first.year)
    debtors = {plan["customer"] for plan in plans if plan["purpose"] == "collect"}
    overdue = sum(
        (Decimal(ledger.clients[one].row["overdue_amount"]) for one in debtors), Decimal()
    )
    made: Row = {}
    for name, field, target in (
        ("order", "ordered", ledger.year_target * share),
        ("collection", "collected", overdue),
    ):
        actual = sum((Decimal(visit[field] or 0) for visit in visits), Decimal())
        made |= {f"{name}_actual": money(actual), f"{name}_target": money(target)}
        made[f"{name}_ratio"] = ratio(actual, target)
    return made


def _market(ledger: Ledger, visits: Sequence[Row]) -> Row:
    moved = [(visit, ledger.movements[visit["id"]]) for visit in visits
             if visit["id"] in ledger.movements]  # fmt: skip
    return {
        "complaints": _remarks(ledger, [(one, one["complaint"]) for one in visits]),
        "competitors": _remarks(ledger, [(one, one["competitor"]) for one in visits]),
        "movements": _remarks(ledger, moved),
    }


def _remarks(ledger: Ledger, pairs: Sequence[tuple[Row, str | None]]) -> list[Row]:
    return [
        {"visit": visit["id"], "customer": visit["customer"], "text": text}
        | {"name": ledger.clients[visit["customer"]].name}
        for visit, text in pairs
        if text
    ]


def _day(ledger: Ledger, period: Period, visits: Sequence[Row]) -> Row:
    minutes = sum(
        (from_text(one["ended_at"]) - from_text(one["started_at"])).total_seconds() / 60
        for one in visits
    )
    return {
        "first_visit": hour_of(visits[0]["started_at"]) if visits else None,
        "last_visit": hour_of(visits[-1]["ended_at"]) if visits else None,
        "minutes_with_customers": round(minutes),
        "results": [_result(ledger, visit) for visit in visits],
        "opinions": _remarks(ledger, [(one, one["opinion"]) for one in visits]),
        "tomorrow": _tomorrow(ledger, period),
    }


def _result(ledger: Ledger, visit: Row) -> Row:
    kept = ("customer", "purpose", "outcome", "next_step")
    sums = {name: visit[name] or "0.00" for name in ("ordered", "collected")}
    name = ledger.clients[visit["customer"]].name
    return {"visit": visit["id"], "name": name, **{key: visit[key] for key in kept}, **sums}


def _tomorrow(ledger: Ledger, period: Period) -> list[Row]:
    """The stops of the next day that has a plan."""
    later = [plan for plan in ledger.plans if plan["date"] > period.last.isoformat()]
    first = min((plan["date"] for plan in later), default="")
    return [
        {key: plan[key] for key in ("customer", "purpose", "planned_at", "date")}
        | {"name": ledger.clients[plan["customer"]].name}
        for plan in later
        if plan["date"] == first
    ]


def _newcomers(ledger: Ledger, first: str, last: str) -> int:
    """Customers met for the first time in the period, of those seldom seen."""
    met: dict[str, str] = {}
    for visit in ledger.visits:
        met.setdefault(visit["customer"], day_of(visit))
    fresh = (one for one, day in met.items() if first <= day <= last)
    return sum(1 for one in fresh if ledger.clients[one].row["state"] == CustomerState.PROSPECT)


def _week_after(ledger: Ledger, period: Period) -> list[Row]:
    after = period_of("weekly", period.last + timedelta(days=1))
    days = [(after.first + timedelta(days=ahead)).isoformat() for ahead in range(7)]
    counts = {day: sum(plan["date"] == day for plan in ledger.plans) for day in days}
    return [{"date": day, "count": count} for day, count in counts.items() if count]


def on_time(sealed_at: str, day: date) -> bool:
    return from_text(sealed_at).astimezone(CHINA).date() <= day
