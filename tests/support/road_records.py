"""Plans, visits and reports of a few days, received as from the centre."""

from datetime import date, datetime, time
from typing import Any

from desktop.application import Application
from sync.clock import instant_text
from tests.support.laptops import receive

PLACES = {"c1": (30.277, 120.128), "c2": (30.262, 120.168), "c3": (30.247, 120.210)}


def at(app: Application, day: date, hour: int, minute: int = 0) -> str:
    return instant_text(datetime.combine(day, time(hour, minute), app.clock.zone))


def place_customers(app: Application, **more: Any) -> None:
    """c1 and c2 get a place; c3 is new, in GCJ-02 where `datum` says so."""
    fields = {"name": "钱江新城锦绣酒业", "territory": "hz1", "class": "C"} | more
    receive(app, "customer", {"c3": ("terr:hz1", fields)}, 2)
    for id, (latitude, longitude) in PLACES.items():
        change = {"latitude": latitude, "longitude": longitude}
        receive(app, "customer", {id: ("terr:hz1", change)}, 3, "U")


def plan(app: Application, id: str, customer: str, day: date, sequence: int, **more: Any) -> None:
    fields = {
        "post": "rep1", "person": "zhou", "date": day.isoformat(), "customer": customer,
        "sequence": sequence, "state": "planned", "purpose": "service",
    } | more  # fmt: skip
    receive(app, "plan_item", {id: ("post:rep1", fields)}, 4)


def visit(app: Application, id: str, customer: str, started_at: str, **more: Any) -> None:
    fields = {
        "post": "rep1", "person": "zhou", "customer": customer, "started_at": started_at,
        "purpose": "order", "outcome": "谈妥",
    } | more  # fmt: skip
    receive(app, "visit", {id: ("post:rep1", fields)}, 5)


def report(app: Application, day: date, sealed_at: str | None) -> None:
    fields = {
        "post": "rep1", "person": "zhou", "kind": "daily", "date": day.isoformat(),
        "period": day.isoformat(), "state": "sealed" if sealed_at else "draft",
        "sealed_at": sealed_at,
    }  # fmt: skip
    receive(app, "report", {f"r-{day}": ("post:rep1", fields)}, 6)
