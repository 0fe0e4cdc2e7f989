"""The small desk with more of a customer's history, for the figures of forms."""

from datetime import date, timedelta
from pathlib import Path

from desktop.application import Application
from tests.support.laptops import receive
from tests.support.papers import DAY, at, desk, put

LAST_MONTH = date(2026, 10, 12)
LONG_AGO = DAY - timedelta(days=120)


def forms_desk(folder: Path, person: str) -> Application:
    """c1 bought 1,500 this month and 1,000 the month before; 120 days ago nothing counts."""
    application = desk(folder, person)
    who = {"post": "rep1", "person": "zhou", "customer": "c1", "purpose": "order"}
    put(
        application,
        "visit",
        "post:rep1",
        v3={**who, "started_at": at(9, 0, LAST_MONTH), "outcome": "订了 10 箱", "next_step": "送货",
            "ordered": "1000.00", "collected": "400.00", "complaint": "缺货两天"},
        v4={**who, "started_at": at(9, 0, LONG_AGO), "outcome": "旧账", "ordered": "9999.00"},
    )  # fmt: skip
    contact = {"customer": "c1", "name": "胡建芬", "position": "店长", "decision_role": "decider"}
    receive(application, "contact", {"k1": ("terr:hz1", contact)})
    books = {"receivable": "8000.00", "overdue_amount": "2000.00", "year_sales": "52200.00"}
    receive(application, "customer", {"c1": ("terr:hz1", {**CUSTOMER, **books})}, seq=4)
    return application


CUSTOMER = {
    "name": "联佳超市文三路店", "class": "A", "year_target": "261000.00", "territory": "hz1",
    "owner": "zhou", "visit_count": 12, "overdue_days": 45,
}  # fmt: skip


def sealed_form(application: Application, id: str, form: str, **fields: object) -> None:
    """A form of Zhou's that the centre has."""
    whole = {
        "post": "rep1", "person": "zhou", "form": form, "form_version": 1, "date": str(DAY),
        "state": "sealed", "sealed_at": at(12), "answers": {}, "derived": {}, **fields,
    }  # fmt: skip
    receive(application, "form_instance", {id: ("post:rep1", whole)}, seq=5)
