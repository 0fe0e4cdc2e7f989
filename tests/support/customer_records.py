"""Customers, visits, contacts and a conflict as a centre would have sent them."""

from datetime import datetime, timedelta
from typing import Any

from desktop.application import Application
from sync.clock import instant_text
from tests.support.laptops import receive

BOOKS: dict[str, Any] = {
    "c1": {"receivable": "86250.00", "overdue_amount": "0.00", "year_target": "820000.00",
           "year_sales": "880750.00", "visit_count": 6, "region": "西湖区",
           "industry": "商超 · 单店 1,800 ㎡", "latitude": 30.2795, "longitude": 120.1300,
           "datum": "WGS-84", "terms_days": 30, "owner": "zhou", "state": "active"},
    "c2": {"receivable": "128400.00", "overdue_amount": "500.00", "overdue_days": 32,
           "year_target": "100000.00", "year_sales": "61000.00", "visit_count": 1,
           "region": "上城区", "industry": "药房 · 单店 90 ㎡", "state": "active",
           "ageing": {"not_due": "127900.00", "d30": "0.00", "d60": "500.00", "d90": "0.00"}},
}  # fmt: skip
MORE: dict[str, Any] = {
    "c3": {"name": "钱江新城锦绣酒业", "class": "C", "region": "上城区", "state": "prospect"},
    "c4": {"name": "萧山恒昌商贸有限公司", "class": "B", "region": "萧山区", "state": "active",
           "year_sales": "10.00", "visit_count": 4, "phone": "0571-82001234"},
    "c5": {"name": "西溪湖畔餐饮管理有限公司", "region": "西湖区", "state": "dormant"},
    "c6": {"name": "已归档的老店", "region": "西湖区", "archived": True},
}  # fmt: skip


def ago(app: Application, **back: float) -> str:
    return instant_text(app.clock.now() - timedelta(**back))


def start_of_week(app: Application) -> datetime:
    today = app.clock.today()
    monday = today - timedelta(days=today.weekday())
    return datetime(monday.year, monday.month, monday.day, tzinfo=app.clock.zone)


def fill_book(app: Application) -> None:
    """Six customers: two of the small company with books, three more, one archived."""
    receive(app, "customer", {id: ("terr:hz1", row) for id, row in BOOKS.items()}, 2, "U")
    for id, row in MORE.items():
        receive(app, "customer", {id: ("terr:hz1", {"territory": "hz1", **row})}, 3)
    visited = {"c1": ago(app, minutes=1), "c2": ago(app, days=10), "c4": ago(app, days=40)}
    for id, at in visited.items():
        receive(app, "customer", {id: ("terr:hz1", {"last_visit_at": at})}, 4, "U")


def add_contact(app: Application, id: str, customer: str, name: str, phone: str = "") -> None:
    fields = {"customer": customer, "name": name, "phone": phone, "decision_role": "decider"}
    receive(app, "contact", {id: ("terr:hz1", fields)}, 5)


def add_visit(app: Application, id: str, customer: str, at: str, outcome: str = "") -> None:
    fields = {"customer": customer, "person": "zhou", "post": "rep1", "started_at": at,
              "purpose": "order", "outcome": outcome}  # fmt: skip
    receive(app, "visit", {id: ("post:rep1", fields)}, 6)


def add_conflict(app: Application, id: str = "k1", customer: str = "c1") -> None:
    """周婷 wrote 30 days on this laptop while 张立群 had 45 at the centre."""
    fields = {"type": "customer", "record": customer, "field": "terms_days", "base": 15,
              "mine": 30, "theirs": 45, "author": "zhou", "authored_at": ago(app, hours=2),
              "stood_by": "zhang", "stood_at": ago(app, hours=3), "state": "open"}  # fmt: skip
    receive(app, "conflict", {id: ("terr:hz1", fields)}, 7)


def add_question(app: Application, id: str, kind: str, record: str = "c1", **more: Any) -> None:
    """A conflict about a whole customer: `kind` deleted, proposal or duplicate."""
    fields = {"type": "customer", "record": record, "field": "*", "kind": kind, "author": "zhou",
              "authored_at": ago(app, hours=2), "stood_by": "zhang", "stood_at": ago(app, hours=3),
              "state": "open", **more}  # fmt: skip
    receive(app, "conflict", {id: ("terr:hz1", fields)}, 9)


def add_product(app: Application) -> None:
    fields = {"code": "A-100", "name": "有机杂粮礼盒", "unit": "盒", "list_price": "379.00"}
    receive(app, "product", {"p1": ("all", fields)}, 8)


def add_order(
    app: Application, id: str, customer: str, date: str, amount: str, **more: Any
) -> None:
    fields = {"customer": customer, "number": f"DD-{id}", "date": date, "amount": amount,
              "state": "confirmed", "source": "财务账套", "as_of": "2026-11-20",
              **more}  # fmt: skip
    receive(app, "sales_order", {id: ("terr:hz1", fields)}, 8)


def add_invoice(
    app: Application, id: str, customer: str, due: str, unpaid: str, **more: Any
) -> None:
    fields = {"customer": customer, "number": f"FP-{id}", "date": "2026-01-01", "due": due,
              "amount": "100.00", "unpaid": unpaid, "source": "财务账套", "as_of": "2026-11-20",
              **more}  # fmt: skip
    receive(app, "invoice", {id: ("terr:hz1", fields)}, 8)
