"""What the rules say of a request: each boundary once."""

from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.queries import approvals
from desktop.queries.approval_checks import Grade, checks, is_low_risk
from tests.support.papers import desk, request

PRICE = {
    "discount": "0.860", "standard": "0.920", "region_average": "0.900", "margin": "0.178",
    "margin_floor": "0.150", "amount": "38420.00", "budget_left": "61300.00",
    "budget_use": "2667.00", "campaigns_stacked": 0, "campaigns_checked": 3,
    "campaign": {"name": "双十二", "from": "2026-12-01", "to": "2026-12-14"},
}  # fmt: skip


@pytest.fixture
def office(tmp_path):
    application = desk(tmp_path / "zhang")
    request(
        application, "t1", "special_price", subject_type="customer", subject="c1", facts=PRICE,
        amount="38420.00",
    )  # fmt: skip
    yield application
    application.close()


@pytest.fixture
def asked(office):
    with office.database.read() as connection:
        (found,) = approvals.waiting(connection, "mgr", "2026-11-20")
    return found


def graded(asked, history=None, today="2026-11-20"):
    return {check.code: check.grade for check in checks(asked, today, history or {})}


def with_facts(asked, **facts):
    return replace(asked, facts={**asked.facts, **facts})


def test_a_price_below_the_average_is_a_warning_and_the_rest_passes(asked):
    assert graded(asked) == {
        "price_vs_average": Grade.WARN,
        "margin": Grade.PASS,
        "overdue": Grade.PASS,
        "campaign_valid": Grade.PASS,
        "not_stacked": Grade.PASS,
        "budget": Grade.PASS,
    }
    assert not is_low_risk(asked, "2026-11-20", {})


def test_three_prices_approved_lately_weigh_more_than_the_average_that_was_quoted(asked):
    line = {"product": "p1", "name": "礼盒"}
    cheap = {"p1": [Decimal("0.85"), Decimal("0.84"), Decimal("0.86")]}
    assert graded(with_facts(asked, lines=[line]), cheap)["price_vs_average"] is Grade.PASS


@pytest.mark.parametrize(
    ("margin", "grade"),
    [("0.161", Grade.PASS), ("0.155", Grade.WARN), ("0.149", Grade.FAIL)],
)
def test_a_margin_near_its_floor_warns_and_below_it_fails(asked, margin, grade):
    assert graded(with_facts(asked, margin=margin))["margin"] is grade


def test_the_books_on_this_laptop_count_more_than_what_the_request_says(asked):
    late = replace(asked, overdue_now=Decimal("6000"), overdue_days_now=45)
    assert graded(late)["overdue"] is Grade.FAIL
    assert graded(replace(late, overdue_days_now=30))["overdue"] is Grade.WARN


def test_a_campaign_that_is_over_fails_and_one_that_comes_does_not(asked):
    assert graded(asked, today="2026-12-15")["campaign_valid"] is Grade.FAIL
    assert graded(asked, today="2026-11-01")["campaign_valid"] is Grade.PASS


def test_the_gravest_check_stands_first(asked):
    first = checks(with_facts(asked, margin="0.10"), "2026-11-20", {})[0]
    assert first.code == "margin"


def test_facts_that_are_missing_leave_their_check_out_instead_of_failing(asked):
    assert graded(replace(asked, facts={}, overdue_now=None)) == {}
