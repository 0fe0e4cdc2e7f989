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


WRITTEN = {  # every fact that a rule reads, by kind
    "special_price": [*PRICE, "lines", "region_average_days", "overdue_days", "receivable"],
    "discount": ["discount", "my_limit", "margin", "margin_floor", "lines"],
    "expense": ["receipts_missing", "receipts", "limit", "amount", "budget_left", "budget_use"],
    "credit": ["overdue_amount", "overdue_days", "receivable", "terms_days"],
    "gift": ["ratio", "ratio_limit", "budget_left", "budget_use"],
    "return_goods": ["return_rate", "return_rate_limit"],
    "leave": ["days", "balance", "visits_planned", "visits_handed_over", "others_away"],
    "new_customer": ["duplicates", "credit_code"],
    "report_sign": ["on_time", "sealed_at"],
}
RUBBISH = ["NaN", "Infinity", "many", "", True, -1, [], ["x"], [{"likeness": "NaN"}], {"to": 5}]


def test_facts_that_another_program_wrote_wrong_stop_no_rule(asked):
    rest = replace(asked, overdue_now=None, overdue_days_now=None, receivable_now=None)
    for kind, names in WRITTEN.items():
        for wrong in RUBBISH:
            every = dict.fromkeys(names, wrong)
            some = [dict.fromkeys(names, "3") | {name: wrong} for name in names]
            for facts in (every, *some):
                found = checks(replace(rest, kind=kind, facts=facts), "2026-11-20", {})
                assert all(check.grade in Grade for check in found), (kind, facts)


def test_a_price_that_is_no_number_is_left_out_of_what_was_approved(office):
    lines = [
        {"product": "p1", "standard": "100.00", "asked": "80.00"},
        {"product": "p1", "standard": "NaN", "asked": "80.00"},
        {"product": "p1", "standard": "0", "asked": "80.00"},
        {"product": "p1", "standard": "100.00", "asked": "cheap"},
        "no line",
    ]
    done = {"state": "approved", "decided_at": "2026-11-19T08:00:00.000000Z"}
    request(office, "t2", "special_price", facts={"lines": lines}, **done)
    request(office, "t3", "special_price", facts={"lines": "none"}, **done)
    with office.database.read() as connection:
        rates = approvals.price_history(connection, "2026-11-01T00:00:00.000000Z")
    assert rates == {"p1": [Decimal("0.8")]}


def made(kind, facts):
    nobody = dict.fromkeys(
        ("requester", "requester_name", "unit", "post", "reason", "approver", "approver_name",
         "subject_type", "subject", "content_hash", "submitted_at", "due_at", "decided_at"), "",
    )  # fmt: skip
    return approvals.Asked(
        1, "q", kind, title="", amount=None, facts=facts, state="pending", step=1, path=(),
        pending=False, overdue_now=None, overdue_days_now=None, receivable_now=None, **nobody,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "facts", "code", "grade"),
    [
        ("leave", {"others_away": 1}, "others_away", Grade.PASS),
        ("leave", {"others_away": 2}, "others_away", Grade.WARN),
        ("leave", {"days": "4.0", "balance": "4.0"}, "balance", Grade.PASS),
        ("leave", {"days": "4.5", "balance": "4.0"}, "balance", Grade.FAIL),
        ("leave", {"visits_planned": 3, "visits_handed_over": 3}, "handed_over", Grade.PASS),
        ("leave", {"visits_planned": 3, "visits_handed_over": 2}, "handed_over", Grade.WARN),
        ("expense", {"limit": "100.00", "amount": "100.00"}, "limit", Grade.PASS),
        ("expense", {"limit": "100.00", "amount": "100.01"}, "limit", Grade.WARN),
        ("expense", {"budget_left": "5.00", "budget_use": "5.00"}, "budget", Grade.PASS),
        ("expense", {"budget_left": "5.00", "budget_use": "5.01"}, "budget", Grade.FAIL),
        ("expense", {"receipts_missing": 1}, "receipts", Grade.WARN),
        ("gift", {"ratio": "0.03", "ratio_limit": "0.03"}, "gift_ratio", Grade.PASS),
        ("gift", {"ratio": "0.031", "ratio_limit": "0.03"}, "gift_ratio", Grade.WARN),
        ("discount", {"discount": "0.85", "my_limit": "0.85"}, "my_limit", Grade.PASS),
        ("discount", {"discount": "0.84", "my_limit": "0.85"}, "my_limit", Grade.FAIL),
        ("special_price", {"campaign": {"to": "2026-11-20"}}, "campaign_valid", Grade.PASS),
        ("special_price", {"campaign": {"to": "2026-11-19"}}, "campaign_valid", Grade.FAIL),
        ("special_price", {"campaigns_stacked": 1}, "not_stacked", Grade.WARN),
        ("credit", {"overdue_amount": "1.00", "overdue_days": 30}, "overdue", Grade.WARN),
        ("credit", {"overdue_amount": "1.00", "overdue_days": 31}, "overdue", Grade.FAIL),
        ("report_sign", {"on_time": False}, "on_time", Grade.WARN),
    ],
)
def test_a_rule_passes_up_to_its_bound_and_not_beyond(kind, facts, code, grade):
    assert graded(made(kind, facts))[code] is grade


def test_of_customers_that_look_alike_the_likest_is_named():
    alike = [{"name": "甲", "likeness": "0.4"}, {"name": "乙", "likeness": "0.9"}]
    found = checks(made("new_customer", {"duplicates": alike}), "2026-11-20", {})
    (check,) = [one for one in found if one.code == "duplicates"]
    assert (check.facts["name"], check.facts["count"], check.grade) == ("乙", 2, Grade.WARN)
