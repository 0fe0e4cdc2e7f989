"""The figures of forms, each held against a sum made by hand, and the records they open."""

import pytest

from desktop import forms
from desktop.domain.periods import period_of
from desktop.usecases import form_figures, form_sources
from desktop.usecases.form_figures import About
from tests.support.form_records import forms_desk, sealed_form
from tests.support.papers import DAY, put, sealed_report


@pytest.fixture
def office(tmp_path):
    application = forms_desk(tmp_path / "zhang", "zhang")
    yield application
    application.close()


def work_out(application, code, person="zhou", kind="daily", customer="c1"):
    about = About(person, period_of(kind, DAY), customer)
    with application.database.read() as connection:
        return form_figures.figures(connection, forms.read(code), about, application.clock)


def behind(application, rows, person="zhou", kind="daily", customer="c1"):
    about = About(person, period_of(kind, DAY), customer)
    with application.database.read() as connection:
        found = form_sources.origins(connection, rows, about, application.clock)
    return [one.id for one in found]


def test_a_plan_has_the_day_s_stops_with_what_was_said_last(office):
    found = work_out(office, "daily_plan")
    assert (found["stops_count"], found["first_stop"], found["last_stop"]) == (3, "09:00", "16:00")
    assert found["planned_to_collect"] == "6000.00"  # only c2 is planned for collecting
    assert [stop["last_visit"] for stop in found["stops"]] == ["订了 10 箱", None, None]
    assert behind(office, "plan") == ["p1", "p2", "p3"]


def test_a_plan_warns_of_overdue_money_and_of_what_was_promised(office):
    first, second = work_out(office, "daily_plan")["attention"]
    assert (first["name"], first["overdue"], first["complaint"], first["next_step"]) == (
        "联佳超市文三路店", "2000.00", "缺货两天", "送货",
    )  # fmt: skip
    assert (second["name"], second["overdue"], second["overdue_days"]) == (
        "仁济大药房凤起路店", "6000.00", 45,
    )  # fmt: skip


def test_a_strategy_card_sums_ninety_days_and_opens_them(office):
    found = work_out(office, "strategy_card")
    assert (found["visits_quarter"], found["ordered_quarter"]) == (2, "2500.00")  # 1,500 + 1,000
    assert found["collected_quarter"] == "400.00"
    assert found["year_ratio"] == "0.200"  # 52,200 of 261,000
    assert [row["text"] for row in found["last_visits"]] == ["订了 20 箱", "订了 10 箱"]
    assert found["contacts"] == [{"name": "胡建芬", "position": "店长", "role": "decider"}]
    assert behind(office, "customer_orders") == ["v1", "v3"]
    assert behind(office, "customer_complaints") == ["v3"]


def test_a_form_about_nobody_yet_has_no_figures_of_a_customer(office):
    assert work_out(office, "strategy_card", customer="") == {}


def test_a_monthly_evaluation_compares_the_month_with_the_one_before(office):
    sealed_form(
        office, "e10", "monthly_evaluation", subject_type="customer", subject="c1",
        period="2026-10", answers={"score": "71.0", "next_class": "B"},
    )  # fmt: skip
    found = work_out(office, "monthly_evaluation", "zhang", "monthly")
    assert (found["month_ordered"], found["before_ordered"]) == ("1500.00", "1000.00")
    assert found["growth"] == "0.500"
    assert found["month_target"] == "21750.00"  # a twelfth of 261,000
    assert found["month_ratio"] == "0.069"
    assert found["overdue_ratio"] == "0.250"  # 2,000 of 8,000
    assert (found["month_visits"], found["month_complaints"]) == (1, 0)
    other = work_out(office, "monthly_evaluation", "zhang", "monthly", customer="c2")
    assert (other["month_visits"], other["month_complaints"]) == (1, 1)
    assert (found["before_score"], found["before_grade"]) == ("71.0", "B")
    assert behind(office, "before_orders", kind="monthly") == ["v3"]
    assert behind(office, "evaluations", kind="monthly") == ["e10"]


def test_a_weekly_report_counts_each_of_the_people(office):
    sealed_report(office, "r1")
    found = work_out(office, "weekly_report", "zhang", "weekly")
    assert (found["people_count"], found["order_per_person"]) == (1, "1500.00")
    (zhou,) = found["people"]
    assert (zhou["name"], zhou["visits"], zhou["planned"], zhou["reports"]) == ("周婷", 2, 3, 1)
    assert (found["reports_signed"], found["reports_sealed"]) == (0, 1)
    assert behind(office, "reports", "zhang", "weekly") == ["r1"]


def test_who_only_planned_is_one_of_the_people_and_the_orders_are_shared_out(office):
    plan = {"person": "li", "post": "rep2", "customer": "c2", "date": str(DAY), "sequence": 1}
    put(office, "plan_item", "post:rep2", p9={**plan, "state": "planned"})
    found = work_out(office, "weekly_report", "zhang", "weekly")
    assert (found["people_count"], found["order_per_person"]) == (2, "750.00")
    assert {one["name"]: (one["visits"], one["planned"]) for one in found["people"]} == {
        "李建国": (0, 1), "周婷": (2, 3),
    }  # fmt: skip


def test_the_market_is_what_the_team_noted_in_thirty_days(office):
    found = work_out(office, "competitor_analysis", "zhang")
    assert (found["market_count"], found["market_competitors"][0]["text"]) == (1, "对手降到 39 元")
    assert [row["text"] for row in found["market_complaints"]] == ["破损两箱"]  # 缺货 is older
    assert behind(office, "market_competitors", "zhang") == ["v1"]


def test_a_patrol_checks_what_was_reported_until_yesterday(office):
    sealed_report(office, "r1")
    found = work_out(office, "market_patrol", "zhang")
    assert (found["reported_visits"], found["reported_reports"]) == (0, 1)
    assert found["reported_ratio"] is None


def test_marks_are_weighted_to_a_score_once_all_are_given():
    form = forms.read("monthly_evaluation")
    marks = dict.fromkeys(("purchase", "payment"), 4) | dict.fromkeys(
        ("trend", "prices", "territory", "cooperation"), 3
    )
    assert forms.totals(form, marks)["score"] is None
    # 4/5 of 25 and 25, 3/5 of four tens, 5/5 of ten
    assert forms.totals(form, {**marks, "loyalty": 5})["score"] == "74.0"


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ({"points": [{"point": "甲", "measure": "乙"}]}, ("points", "too_few")),
        ({"next_order_target": "-5"}, ("next_order_target", "too_low")),
        ({"points": [{"point": "甲", "measure": "乙", "due": "明天"}] * 3}, ("points", "not_date")),
    ],
)
def test_what_does_not_fit_a_month_summary_is_said(answers, fault):
    found = forms.faults(forms.read("monthly_report"), answers)
    assert fault in [(one.field, one.reason) for one in found]
