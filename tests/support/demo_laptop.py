"""A laptop filled with the demo company, as its centre would have sent it to that person."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from desktop.application import Application, clock_of
from desktop.demo import company
from desktop.paths import Profile
from desktop.store import migrate, state
from desktop.store.database import Database
from sync.catalogue import CATALOGUE
from sync.clock import Clock
from tests.support.laptops import receive

TYPES: Mapping[str, str] = {
    "units": "org_unit", "territories": "territory", "posts": "post", "people": "person",
    "products": "product", "customers": "customer", "form_definitions": "form_definition",
    "contacts": "contact", "sites": "site", "route_templates": "route_template",
    "route_stops": "route_stop", "plan_items": "plan_item", "visits": "visit",
    "visit_actions": "visit_action", "reports": "report",
    "form_instances": "form_instance",
    "approval_requests": "approval_request", "decisions": "decision",
    "customer_fields": "customer_field", "orders": "sales_order", "invoices": "invoice",
}  # fmt: skip
Row = dict[str, Any]


@cache
def pack(day: date) -> dict[str, Any]:
    return company.build(day)


def demo_laptop(folder: Path, person: str = "zhang") -> Application:
    """Everything of the company is on it; who may see what is the centre's business."""
    profile = Profile(folder)
    profile.make()
    database = Database(profile.store, secrets.token_bytes(32))
    migrate.upgrade(database)
    today = working_day(Clock().today())
    noon = datetime.combine(today, company.MIDDAY, Clock().zone) + timedelta(minutes=10)
    offset = (noon - Clock().now()).total_seconds()
    with database.write() as connection:
        for name, value in {
            "person": person, "user": person, "device": "dev-demo", "epoch": "e1", "cursor": 1,
            "key": secrets.token_hex(32), "server": "http://127.0.0.1:9", "parts": [],
            "clock_offset": offset,
        }.items():  # fmt: skip
            state.put(connection, name, value)
    application = Application(profile, database, clock_of(database))
    fill(application, pack(today))
    application.refresh_me()
    return application


def working_day(day: date) -> date:
    """The demo tells of a working day: at the weekend the Friday before."""
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day


def fill(application: Application, found: dict[str, Any]) -> None:
    posts = {row["id"]: row.get("post") for row in found["people"]}
    for name, type in TYPES.items():
        rows = {row["id"]: ("all", _fields(type, row, posts)) for row in found[name]}
        for same in _alike(rows):
            receive(application, type, same)
    since = {"since": "2020-01-01"}
    holders = {
        f"a-{row['id']}": ("all", {"person": row["id"], "post": row["post"], **since})
        for row in found["people"]
        if row.get("post")
    }
    receive(application, "post_assignment", holders)


def _fields(type: str, row: Row, posts: Mapping[str, str | None]) -> Row:
    record = CATALOGUE[type]
    kept = {name: row[name] for name in record.names if row.get(name) is not None}
    author = row.get("author")
    if author and "person" in record.names:
        kept.setdefault("person", author)
    if author and "requester" in record.names:
        kept.setdefault("requester", author)
    if author and "decider" in record.names:
        kept.setdefault("decider", author)
    if author and "post" in record.names:
        kept.setdefault("post", posts.get(author))
    return kept


def _alike(rows: dict[str, tuple[str, Row]]) -> list[dict[str, tuple[str, Row]]]:
    """Rows with the same fields together: a group of the wire has one list of fields."""
    groups: dict[tuple[str, ...], dict[str, tuple[str, Row]]] = {}
    for id, (part, fields) in rows.items():
        groups.setdefault(tuple(sorted(fields)), {})[id] = (part, dict(sorted(fields.items())))
    return list(groups.values())
