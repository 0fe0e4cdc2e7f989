"""What was achieved, counted from a real store and compared with a count by hand."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.application import Application
from desktop.queries import achievement, performance
from desktop.queries.achievement import days_of, read_achievement
from tests.support.laptops import laptop, receive
from tests.support.road_records import at, place_customers, plan, report, visit


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    application = laptop(tmp_path / "profile", parts=["terr:hz1", "post:rep1"])
    place_customers(application)
    yield application
    application.close()


@pytest.fixture
def today(app):
    return app.clock.today()


def achieved(app, span="six_weeks", people=("zhou",)):
    with app.database.read() as connection:
        return read_achievement(connection, app.clock, list(people), None, span)


def test_a_month_ends_on_its_last_day_and_weeks_begin_on_a_monday():
    assert days_of("month", date(2026, 2, 11)) == (date(2026, 2, 1), date(2026, 2, 28))
    assert days_of("month", date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))
    assert days_of("week", date(2026, 11, 22)) == (date(2026, 11, 16), date(2026, 11, 22))
    first, last = days_of("six_weeks", date(2026, 11, 20))
    assert (first, last) == (date(2026, 10, 12), date(2026, 11, 22))


def test_what_is_planned_for_tomorrow_is_not_missed_today(app, today):
    plan(app, "p1", "c1", today, 1, state="done")
    plan(app, "p2", "c2", today, 2)
    plan(app, "p3", "c3", today + timedelta(days=1), 1)
    shown = achieved(app)
    assert (shown.done, shown.planned) == (1, 2)


def test_a_report_is_on_time_when_sealed_on_its_own_day(app, today):
    for back in (1, 2, 3):
        plan(app, f"p{back}", "c1", today - timedelta(days=back), 1, state="done")
    report(app, today - timedelta(days=1), at(app, today - timedelta(days=1), 23, 50))
    report(app, today - timedelta(days=2), at(app, today - timedelta(days=1), 0, 10))
    shown = achieved(app)
    assert (shown.on_time, shown.due) == (1, 3)


def test_todays_report_counts_once_it_is_sealed(app, today):
    plan(app, "p1", "c1", today, 1)
    assert achieved(app).due == 0
    report(app, today, at(app, today, 0, 5))
    assert (achieved(app).on_time, achieved(app).due) == (1, 1)


def test_an_amended_visit_counts_once_as_amended(app, today):
    visit(app, "v1", "c1", at(app, today, 1), ordered="100.00", collected="5.50")
    visit(app, "v2", "c1", at(app, today, 1), ordered="80.00", amends="v1")
    shown = achieved(app)
    assert (shown.ordered, shown.collected) == (Decimal("80.00"), Decimal("0.00"))


def test_a_visit_after_midnight_in_hangzhou_belongs_to_that_day(app, today):
    visit(app, "v1", "c1", at(app, today, 0, 30), ordered="10.00")
    period = achievement.period(app.clock, today, today)
    with app.database.read() as connection:
        earned = performance.earned(connection, ["zhou"], period, 480)
    assert [(one.date, one.visits) for one in earned] == [(today, 1)]


def test_coverage_counts_each_customer_once_by_class_and_leaves_out_the_closed(app, today):
    visit(app, "v1", "c1", at(app, today, 1))
    visit(app, "v2", "c1", at(app, today, 2))
    closed = {"name": "关门店", "territory": "hz1", "class": "A", "state": "closed"}
    receive(app, "customer", {"c9": ("terr:hz1", closed)}, 7)
    shown = achieved(app)
    assert [(c.grade, c.visited, c.customers) for c in shown.coverage] == [
        ("A", 1, 1),
        ("B", 0, 1),
        ("C", 0, 1),
    ]


def test_what_customers_owe_is_summed_to_the_cent(app):
    for id, ageing in (("c1", {"not_due": "0.10", "d90": "7.00"}), ("c2", {"not_due": "0.20"})):
        receive(app, "customer", {id: ("terr:hz1", {"ageing": ageing})}, 8, "U")
    shown = achieved(app)
    assert shown.ageing == {
        "not_due": Decimal("0.30"),
        "d30": Decimal(0),
        "d60": Decimal(0),
        "d90": Decimal("7.00"),
    }


def test_the_rows_behind_a_figure_are_as_many_as_the_figure_says(app, today):
    for number, state in enumerate(("done", "done", "skipped", "planned"), 1):
        plan(app, f"p{number}", "c1", today, number, state=state)
    visit(app, "v1", "c1", at(app, today, 1), ordered="10.00")
    visit(app, "v2", "c2", at(app, today, 2))
    shown = achieved(app)
    with app.database.read() as connection:
        planned = performance.planned_rows(connection, ["zhou"], shown.period)
        skipped = performance.planned_rows(connection, ["zhou"], shown.period, "skipped")
        orders = performance.visit_rows(connection, ["zhou"], shown.period, earning="ordered")
    assert len(planned) == shown.planned == 4
    assert [row.record for row in skipped] == ["c1"]
    assert [row.amount for row in orders] == [Decimal("10.00")]
    assert shown.passed.visited == 2
    assert shown.passed.ordering == 1


def test_the_rows_behind_say_who_was_there_and_what_it_brought(app, today):
    visit(app, "v1", "c1", at(app, today, 1), ordered="10.00", collected="5.00")
    visit(app, "v2", "c2", at(app, today, 2))
    with app.database.read() as connection:
        period = achievement.period(app.clock, today, today)
        seen = performance.visit_rows(connection, ["zhou"], period)
        brought = performance.money_rows(connection, ["zhou"], period)
    assert [(row.record, row.person) for row in seen] == [("c2", "周婷"), ("c1", "周婷")]
    assert [(row.state, row.amount) for row in brought] == [
        ("ordered", Decimal("10.00")),
        ("collected", Decimal("5.00")),
    ]


def test_the_customers_behind_a_class_or_a_debt_come_with_their_owners(app, today):
    owned = {"owner": "zhou", "ageing": {"d30": "9.00"}, "receivable": "9.00"}
    receive(app, "customer", {"c1": ("terr:hz1", owned)}, 8, "U")
    visit(app, "v1", "c1", at(app, today, 1))
    with app.database.read() as connection:
        period = achievement.period(app.clock, today, today)
        of_class = performance.customer_rows(connection, ["zhou"], period, None, grade="A")
        owing = performance.customer_rows(connection, ["zhou"], period, None, bucket="d30")
    assert [(row.record, row.person, row.state) for row in of_class] == [("c1", "周婷", "visited")]
    assert [(row.record, row.amount) for row in owing] == [("c1", Decimal("9.00"))]


def test_a_visit_minutes_after_midnight_owes_the_report_of_that_day(app, today):
    yesterday = today - timedelta(days=1)
    visit(app, "v1", "c1", at(app, yesterday, 0, 3))
    report(app, yesterday, at(app, yesterday, 20))
    shown = achieved(app)
    assert (shown.on_time, shown.due) == (1, 1)


def test_somebody_elses_visits_do_not_count(app, today):
    visit(app, "v1", "c1", at(app, today, 1), person="zhang", post="mgr", ordered="10.00")
    assert achieved(app).ordered == 0


def test_a_weekend_with_work_is_shown_whole_and_one_without_is_left_out():
    monday = date(2026, 11, 9)
    sunday = performance.PlanDay(date(2026, 11, 22), "zhou", 3, 2, 0)
    fortnight = performance.Period(monday, monday + timedelta(days=13), "", "")
    shown = [one.first.day for one in achievement.slices(fortnight, [sunday], [], by_week=False)]
    assert shown == [9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 21, 22]
