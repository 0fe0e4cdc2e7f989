"""A small desk: a manager, two reps, a few customers, a day of visits, requests and reports."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop.application import Application
from desktop.store import state
from sync.clock import Clock, instant_text
from sync.mutations.approvals import content_hash
from tests.support.laptops import laptop, receive

DAY = date(2026, 11, 20)  # a Friday
NOON = datetime(2026, 11, 20, 15, 30, tzinfo=Clock().zone)
Fields = dict[str, Any]


def at(hour: int, minute: int = 0, day: date = DAY) -> str:
    return instant_text(datetime(day.year, day.month, day.day, hour, minute, tzinfo=Clock().zone))


def put(application: Application, type: str, part: str, **rows: Fields) -> None:
    for id, fields in rows.items():
        receive(application, type, {id: (part, fields)}, seq=2)


def desk(folder: Path, person: str = "zhang") -> Application:
    """A laptop on that Friday at half past three, with Zhou's day on it."""
    application = laptop(folder, person)
    offset = (NOON - Clock().now()).total_seconds()
    with application.database.write() as connection:
        state.put(connection, "clock_offset", offset)
    application.clock = Clock(offset=timedelta(seconds=offset))
    put(application, "org_unit", "all", u1={"name": "杭州一组"})
    put(
        application,
        "post",
        "all",
        mgr={"title": "区域经理", "territories": [], "level": 2, "superior": "gm", "unit": "u1"},
        gm={"title": "总经理", "territories": [], "level": 1},
        rep1={
            "title": "业务员",
            "superior": "mgr",
            "territories": ["hz1"],
            "level": 3,
            "unit": "u1",
        },
        rep2={
            "title": "业务员",
            "superior": "mgr",
            "territories": ["hz2"],
            "level": 3,
            "unit": "u1",
        },
    )
    put(application, "person", "all", li={"name": "李建国", "user": "li"}, chen={"name": "陈国栋"})
    put(
        application,
        "post_assignment",
        "all",
        a3={"person": "li", "post": "rep2"},
        a4={"person": "chen", "post": "gm"},
    )
    _customers(application)
    _day(application)
    application.refresh_me()
    return application


def _customers(application: Application) -> None:
    owed = {"receivable": "86250.00", "overdue_amount": "0.00", "overdue_days": 0}
    late = {"receivable": "20000.00", "overdue_amount": "6000.00", "overdue_days": 45}
    home = {"territory": "hz1", "owner": "zhou", "visit_count": 12}
    put(
        application,
        "customer",
        "terr:hz1",
        c1={"name": "联佳超市文三路店", "class": "A", "year_target": "261000.00", **owed, **home},
        c2={"name": "仁济大药房凤起路店", "class": "B", **late, **home},
        c3={
            "name": "好邻里生鲜",
            "class": "A",
            "last_visit_at": at(9, 0, DAY - timedelta(30)),
            **home,
        },
    )


def _day(application: Application) -> None:
    who = {"post": "rep1", "person": "zhou"}
    plan = {**who, "date": DAY.isoformat(), "state": "planned"}
    put(
        application,
        "plan_item",
        "post:rep1",
        p1={**plan, "customer": "c1", "sequence": 1, "planned_at": "09:00", "state": "done",
            "visit": "v1"},
        p2={**plan, "customer": "c2", "sequence": 2, "planned_at": "10:00", "purpose": "collect",
            "state": "done", "visit": "v2"},
        p3={**plan, "customer": "c3", "sequence": 3, "planned_at": "16:00", "purpose": "service"},
        p4={**plan, "customer": "c1", "sequence": 1, "date": "2026-11-23", "purpose": "order",
            "planned_at": "09:30"},
    )  # fmt: skip
    put(
        application,
        "visit",
        "post:rep1",
        v1={**who, "customer": "c1", "plan_item": "p1", "started_at": at(9, 2),
            "ended_at": at(9, 40), "purpose": "order", "outcome": "订了 20 箱",
            "next_step": "周一送货", "ordered": "1500.00", "competitor": "对手降到 39 元"},
        v2={**who, "customer": "c2", "plan_item": "p2", "started_at": at(10, 10),
            "ended_at": at(10, 30), "purpose": "collect", "outcome": "收到一部分", "next_step": "",
            "collected": "2000.00", "complaint": "破损两箱"},
    )  # fmt: skip


def request(application: Application, id: str, kind: str = "expense", **fields: Any) -> None:
    """A request of Zhou's that waits for the manager."""
    content: Fields = {
        "kind": kind,
        "title": f"{kind} {id}",
        "facts": {},
        "reason": "需要",
        **fields,
    }
    whole = {
        "post": "rep1", "requester": "zhou", "state": "pending", "step": 1, "rev": 1,
        "path": ["mgr"], "approver": "mgr", "submitted_at": at(10), **content,
    }  # fmt: skip
    whole["content_hash"] = content_hash(content)
    receive(application, "approval_request", {id: ("post:rep1", whole)})


def sealed_report(application: Application, id: str, **fields: Any) -> None:
    whole: Mapping[str, Any] = {
        "person": "zhou", "post": "rep1", "kind": "daily", "date": "2026-11-19",
        "period": "2026-11-19", "form": "daily_report", "form_version": 1, "state": "sealed",
        "sealed_at": at(18, 0, DAY - timedelta(1)), "answers": {"reflections": "多问一句。"},
        "derived": {"visits_done": 7, "visits_planned": 8}, **fields,
    }  # fmt: skip
    receive(application, "report", {id: ("post:rep1", whole)})
