"""A report drafts itself: every figure is what the visits and the plan say, summed by hand."""

from datetime import timedelta

import pytest

from desktop.usecases import draft_report
from tests.support.papers import DAY, desk, put, sealed_report


@pytest.fixture
def office(tmp_path):
    application = desk(tmp_path / "zhou", "zhou")
    yield application
    application.close()


def derive(application, kind="daily", day=DAY):
    with application.database.read() as connection:
        return draft_report.derive(connection, "zhou", kind, day.isoformat(), application.clock)


def test_a_daily_report_counts_the_visits_against_the_plan(office):
    found = derive(office)["derived"]
    assert (found["visits_done"], found["visits_planned"], found["visit_ratio"]) == (2, 3, "0.667")
    assert (found["first_visit"], found["last_visit"]) == ("09:02", "10:30")
    assert found["minutes_with_customers"] == 38 + 20


def test_an_unplanned_visit_makes_up_for_no_stop_and_one_skipped_with_a_reason_is_neutral(office):
    who = {"post": "rep1", "person": "zhou", "customer": "c1"}
    put(office, "visit", "post:rep1", v3={**who, "started_at": f"{DAY}T08:00:00.000000Z"})
    found = derive(office)["derived"]
    assert (found["visits_done"], found["visits_planned"], found["visit_ratio"]) == (3, 3, "0.667")
    stop = {**who, "customer": "c3", "date": str(DAY), "state": "skipped", "skip_reason": "盘点"}
    put(office, "plan_item", "post:rep1", p5=stop)
    assert derive(office)["derived"]["visit_ratio"] == "0.667"


def test_orders_are_set_against_the_share_of_the_year_that_a_day_is(office):
    found = derive(office)["derived"]
    assert found["order_actual"] == "1500.00"
    assert found["order_target"] == "1000.00"  # 261,000 over the 261 working days of 2026
    assert found["order_ratio"] == "1.500"


def test_collections_are_set_against_what_the_customers_planned_for_it_owe(office):
    found = derive(office)["derived"]
    assert found["collection_actual"] == "2000.00"
    assert found["collection_target"] == "6000.00"
    assert found["collection_ratio"] == "0.333"


def test_results_come_in_the_order_of_the_day_with_what_was_said(office):
    found = derive(office)["derived"]
    assert [row["name"] for row in found["results"]] == ["联佳超市文三路店", "仁济大药房凤起路店"]
    assert [row["text"] for row in found["competitors"]] == ["对手降到 39 元"]
    assert [row["text"] for row in found["complaints"]] == ["破损两箱"]


def test_tomorrow_is_the_next_working_day_that_has_a_plan(office):
    (stop,) = derive(office)["derived"]["tomorrow"]
    assert (stop["date"], stop["name"]) == ("2026-11-23", "联佳超市文三路店")


def test_a_draft_knows_its_form_its_period_and_what_the_form_presets(office):
    found = derive(office)
    assert (found["form"], found["period"]) == ("daily_report", "2026-11-20")
    assert found["answers"] == {"attendance": "full"}


def test_an_amended_visit_counts_once_and_as_it_was_amended(office):
    with office.database.write() as connection:
        office.perform_in(connection, "visit.amend", "v9", {"amends": "v1", "ordered": "1800.00"})
    found = derive(office)["derived"]
    assert (found["visits_done"], found["order_actual"]) == (2, "1800.00")


def test_a_week_counts_effective_visits_orders_and_reports_on_time(office):
    sealed_report(office, "r1")
    found = derive(office, "weekly")["derived"]
    assert (found["visits_done"], found["visits_planned"]) == (2, 3)
    assert found["effective_ratio"] == "0.500"  # one of two has a result and a next step
    assert found["orders_ratio"] == "1.000"
    assert (found["reports_due"], found["reports_on_time"]) == (1, 0)  # Friday's is not there yet
    assert found["next_week"] == [{"date": "2026-11-23", "count": 1}]


def test_a_day_without_visits_has_no_ratios_instead_of_zeros(office):
    found = derive(office, day=DAY + timedelta(days=9))["derived"]
    assert found["visit_ratio"] is None
    assert found["collection_ratio"] is None
    assert found["first_visit"] is None


def test_news_of_a_customer_is_gathered_from_the_actions_of_the_visit(office):
    action = {"visit": "v1", "action": "movement", "answers": {"text": "店长换人"}}
    put(office, "visit_action", "post:rep1", m1=action)
    assert [row["text"] for row in derive(office)["derived"]["movements"]] == ["店长换人"]
