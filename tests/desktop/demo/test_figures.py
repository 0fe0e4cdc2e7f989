"""The demo's sums add up, summed here again from the records."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

from desktop.demo.city import EXTENTS

ZONE = ZoneInfo("Asia/Shanghai")


def local(instant):
    return datetime.fromisoformat(instant).astimezone(ZONE)


def total(values):
    return sum((Decimal(value) for value in values if value is not None), Decimal(0))


def test_ageing_adds_up_to_the_receivable(pack):
    for row in pack["customers"]:
        ageing = row["ageing"]
        late = total(ageing[name] for name in ("d30", "d60", "d90"))
        assert total(ageing.values()) == Decimal(row["receivable"])
        assert late == Decimal(row["overdue_amount"])
        assert (late > 0) == (row["overdue_days"] > 0)


def test_overdue_days_lie_in_the_oldest_bucket(pack):
    bounds = {"d30": (1, 30), "d60": (31, 60), "d90": (61, 400)}
    for row in pack["customers"]:
        filled = [name for name in bounds if Decimal(row["ageing"][name]) > 0]
        # one of the known nine is told as in the pictures: 32 days, the bulk still in 1-30
        if filled:
            low, high = bounds[filled[-1]]
            assert low <= row["overdue_days"] <= high


def test_the_year_moves_with_the_date(pack, today):
    active = [row for row in pack["customers"] if row["state"] == "active"]
    sales = total(row["year_sales"] for row in active)
    target = total(row["year_target"] for row in active)
    elapsed = today.timetuple().tm_yday / 365
    assert 0.85 < float(sales / target) / elapsed < 1.1


def test_classes_are_weighted(pack):
    classes = Counter(row["class"] for row in pack["customers"])
    assert classes["A"] < classes["B"] < classes["C"]
    assert classes["A"] > 100


def test_every_customer_lies_in_its_district(pack):
    for row in pack["customers"]:
        south, north, west, east = EXTENTS[row["region"]]
        assert row["address"].startswith(row["region"])
        assert south <= row["latitude"] <= north, row["name"]
        assert west <= row["longitude"] <= east, row["name"]
        assert row["datum"] == "WGS-84"


def test_cards_agree_with_the_visits(pack):
    seen = defaultdict(list)
    for visit in pack["visits"]:
        seen[visit["customer"]].append(visit["started_at"])
    for row in pack["customers"]:
        assert row["visit_count"] == len(seen[row["id"]])
        assert row["last_visit_at"] == max(seen[row["id"]], default=None)


def test_a_rep_is_in_one_place_at_a_time_and_works_five_to_nine_visits_a_day(pack, today):
    days = defaultdict(list)
    for visit in pack["visits"]:
        begin, end = local(visit["started_at"]), local(visit["ended_at"])
        assert timedelta(minutes=10) < end - begin < timedelta(hours=2)
        assert begin.hour >= 8
        assert end.hour < 20
        days[visit["person"], begin.date()].append((begin, end))
    for (_, day), stretches in days.items():
        stretches.sort()
        assert all(one[1] < other[0] for one, other in pairwise(stretches))
        if day != today:
            assert 5 <= len(stretches) <= 9
            assert day.weekday() < 5
    assert len({person for person, _ in days}) == 12
    assert len({day for _, day in days}) >= 29


def test_plans_and_visits_name_each_other(pack):
    visits = {visit["id"]: visit for visit in pack["visits"]}
    for plan in pack["plan_items"]:
        assert (plan["state"] == "done") == (plan["visit"] is not None)
        assert (plan["state"] == "skipped") == bool(plan["skip_reason"])
        if plan["visit"]:
            assert visits[plan["visit"]]["plan_item"] == plan["id"]
            assert visits[plan["visit"]]["customer"] == plan["customer"]


def test_the_derived_half_of_a_report_is_the_sum_of_its_visits(pack):
    days = defaultdict(list)
    for visit in pack["visits"]:
        days[visit["person"], local(visit["started_at"]).date().isoformat()].append(visit)
    planned = Counter((plan["person"], plan["date"]) for plan in pack["plan_items"])
    for report in pack["reports"]:
        if report["kind"] != "daily":
            continue
        key = (report["person"], report["date"])
        derived, visits = report["derived"], days[key]
        assert derived["visits_done"] == len(visits) == len(derived["results"])
        assert derived["visits_planned"] == planned[key]
        assert Decimal(derived["order_actual"]) == total(one["ordered"] for one in visits)
        assert Decimal(derived["collection_actual"]) == total(one["collected"] for one in visits)
        spent = total(one["amount"] for one in report["answers"]["expenses"])
        assert Decimal(report["answers"]["expense_total"]) == spent


def test_nearly_all_days_are_reported_and_nearly_all_reports_signed_by_the_superior(pack, today):
    daily = [row for row in pack["reports"] if row["kind"] == "daily"]
    worked = {
        (row["person"], row["date"]) for row in pack["plan_items"] if row["date"] < str(today)
    }
    assert 0.9 < len(daily) / len(worked) <= 1
    assert sum(row["state"] == "signed" for row in daily) / len(daily) > 0.9
    manager = {"east-mgr": "zhang", "east-mgr2": "wumin"}
    superior = {post["id"]: post["superior"] for post in pack["posts"]}
    for row in pack["reports"]:
        if row["state"] in ("signed", "returned"):
            assert row["reviewer"] == manager[superior[row["post"]]]
            assert row["reviewed_at"] > row["sealed_at"]
            assert row["review_comment"]


def test_the_deciding_sum_of_a_request_is_the_sum_of_its_lines(pack):
    limits = {row["id"]: row["credit_limit"] for row in pack["customers"]}
    for row in pack["approval_requests"]:
        facts = row["facts"]
        for line in facts.get("lines", []):
            price = line.get("asked") or line["price"]
            assert Decimal(line["subtotal"]) == Decimal(price) * line["quantity"]
        if facts.get("lines"):
            assert total(line["subtotal"] for line in facts["lines"]) == Decimal(row["amount"])
        if row["kind"] == "expense":
            assert total(item["amount"] for item in facts["items"]) == Decimal(row["amount"])
        if row["kind"] == "credit":
            more = Decimal(facts["limit_asked"]) - Decimal(facts["limit_now"])
            assert more == Decimal(row["amount"]) > 0
            assert facts["limit_now"] == limits[row["subject"]]  # else it could not be approved


def test_a_decided_request_has_its_decision_and_a_waiting_one_has_none(pack):
    verdict = {"approve": "approved", "reject": "rejected", "return": "returned"}
    decisions = defaultdict(list)
    for row in pack["decisions"]:
        decisions[row["request"]].append(row)
    for row in pack["approval_requests"]:
        made = decisions[row["id"]]
        if row["state"] == "pending":
            assert made == []
            continue
        last = made[-1]
        assert verdict[last["verdict"]] == row["state"]
        assert last["decided_at"] == row["decided_at"] > row["submitted_at"]
        if last["verdict"] != "approve":
            assert last["comment"]
