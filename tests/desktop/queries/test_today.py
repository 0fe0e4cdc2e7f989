"""What a day asks of a person, and that asking it reads few customers whole."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from desktop.queries import today, work
from tests.support.customer_records import ago
from tests.support.laptops import receive

ZHOU = ["zhou"]


@pytest.fixture
def rounds(book):
    """Six customers of 周婷: some owe, some were not seen for long, some are promised a visit."""
    day = book.clock.today()
    months = ago(book, days=100)
    said = {
        "c1": {"overdue_amount": "90.00", "overdue_days": 5, "last_visit_at": months, "class": "C"},
        "c2": {"overdue_amount": "500.00", "last_visit_at": months, "class": "A"},
        "c3": {"overdue_amount": "70.00", "last_visit_at": ago(book, days=59), "class": "C"},
        "c4": {"last_visit_at": ago(book, days=40), "next_visit": str(day), "class": "B"},
        "c5": {"next_visit": str(day - timedelta(days=3)), "last_visit_at": months},
        "c6": {"next_visit": str(day), "overdue_amount": "999.00", "last_visit_at": months},
    }
    for id, fields in said.items():
        receive(book, "customer", {id: ("terr:hz1", {**fields, "owner": "zhou"})}, 10, "U")
    return book


@pytest.fixture
def plan(rounds):
    def made(customer, days, **more):
        on = str(rounds.clock.today() + timedelta(days=days))
        fields = {"customer": customer, "person": "zhou", "date": on, "state": "planned", **more}
        receive(rounds, "plan_item", {f"p-{customer}": ("post:rep1", fields)}, 11)

    return made


def asked(app, question, *given):
    with app.database.read() as connection:
        return [task.id for task in question(connection, ZHOU, *given)]


def test_money_past_its_date_is_asked_for_where_it_is_most_unless_that_is_planned(rounds, plan):
    day = rounds.clock.today().isoformat()
    assert asked(rounds, today.overdue_receivables, day) == ["c2", "c1", "c3"]
    plan("c2", 1, purpose="collect")
    plan("c1", -1, purpose="collect")
    plan("c3", 1, purpose="order")
    assert asked(rounds, today.overdue_receivables, day) == ["c1", "c3"]


def test_contact_is_being_lost_with_whom_their_class_says_unless_a_visit_is_planned(rounds, plan):
    assert asked(rounds, today.losing_contact, rounds.clock) == ["c2", "c4", "c1"]
    plan("c2", 2)
    plan("c4", -2)
    plan("c1", 2, state="skipped")
    assert asked(rounds, today.losing_contact, rounds.clock) == ["c4", "c1"]


def test_a_promised_visit_is_remembered_until_it_is_planned_for_then_or_later(rounds, plan):
    assert asked(rounds, today.promised, rounds.clock) == ["c5", "c4"]
    plan("c5", -4)
    plan("c4", 0)
    assert asked(rounds, today.promised, rounds.clock) == ["c5"]


@contextmanager
def customers_read(connection):
    """How each statement meanwhile comes by its customers."""
    said, steps = [], []
    note = lambda _c, _u, sql, given, _x, _m: said.append((sql, given))  # noqa: E731
    event.listen(connection, "before_cursor_execute", note)
    yield steps
    event.remove(connection, "before_cursor_execute", note)
    for sql, given in said:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)
        steps += [step.detail for step in plan if step.detail.startswith(("SCAN", "SEARCH"))]


def test_the_day_is_asked_of_the_narrow_index_and_few_customers_are_read_whole(rounds):
    """Of 100,000 the wide rows would wait for the disk, and fill the memory."""
    clock, day = rounds.clock, rounds.clock.today().isoformat()
    with rounds.database.read() as connection, customers_read(connection) as steps:
        today.overdue_receivables(connection, ZHOU, day)
        today.losing_contact(connection, ZHOU, clock)
        today.promised(connection, ZHOU, clock)
        today.long_overdue(connection, ZHOU, 60)
        work.year_target(connection, ZHOU)
    narrow = [step for step in steps if "COVERING INDEX customer_list" in step]
    assert len(narrow) == 5
    assert not [step for step in steps if "customer_by_" in step or step.startswith("SCAN c ")]
    assert not [step for step in steps if step.startswith("SCAN customer")]


def test_the_years_target_is_what_was_last_written_for_whoever_asks(rounds):
    """It is not added up again while nothing was written; whatever is written shows at once."""

    def target(customer, amount, seq):
        receive(rounds, "customer", {customer: ("terr:hz1", {"year_target": amount})}, seq, "U")

    def told(people=ZHOU):
        with rounds.database.read() as connection:
            return work.year_target(connection, people)

    target("c1", "100.00", 12)
    target("c2", "20.00", 13)
    assert (told(), told(), told(["wang"])) == (120, 120, 0)
    target("c2", "30.00", 14)
    assert (told(), told()) == (130, 130)
    with rounds.database.write() as connection:
        connection.exec_driver_sql("UPDATE customer SET year_target = 100 WHERE id = 'c1'")
        assert work.year_target(connection, ZHOU) == 31
        connection.rollback()
    with rounds.database.write() as connection:
        assert work.year_target(connection, ZHOU) == 130
    assert told() == 130
