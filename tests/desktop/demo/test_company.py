"""The demo company holds together: the same every time, whole, and true to the catalogue."""

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date, time
from decimal import Decimal

import pytest

from desktop import forms
from desktop.demo.company import build
from desktop.demo.days import moment
from sync.catalogue import CATALOGUE
from sync.clock import instant_text
from sync.mutations.approvals import content_hash
from sync.mutations.papers import report_id

TYPES = {
    "units": "org_unit",
    "territories": "territory",
    "posts": "post",
    "people": "person",
    "products": "product",
    "customers": "customer",
    "contacts": "contact",
    "sites": "site",
    "route_templates": "route_template",
    "route_stops": "route_stop",
    "plan_items": "plan_item",
    "visits": "visit",
    "visit_actions": "visit_action",
    "reports": "report",
    "form_instances": "form_instance",
    "form_definitions": "form_definition",
    "approval_requests": "approval_request",
    "decisions": "decision",
    "conflicts": "conflict",
    "customer_fields": "customer_field",
    "orders": "sales_order",
    "invoices": "invoice",
}
BESIDE = {"id", "author"}  # of every record
MORE = {"people": {"password", "post", "since"}}  # of a company pack's people


def digest(pack):
    return hashlib.sha256(json.dumps(pack, sort_keys=True).encode()).hexdigest()


def test_the_same_day_and_seed_give_the_same_company_in_another_process(pack, today):
    code = (
        "import sys, json, hashlib; from datetime import date;"
        "from desktop.demo.company import build;"
        f"pack = build(date.fromisoformat('{today}'), password='only-for-this-test');"
        "print(hashlib.sha256(json.dumps(pack, sort_keys=True).encode()).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": "4711"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert other.stdout.strip() == digest(pack)


def test_another_seed_gives_another_company(pack, today):
    other = build(today, seed=8)
    assert {row["name"] for row in other["customers"]} != {row["name"] for row in pack["customers"]}


def test_it_has_the_promised_size(pack):
    assert 1250 <= len(pack["customers"]) <= 1350
    assert sum("rep" in person["roles"] for person in pack["people"]) == 12
    waiting = [row for row in pack["approval_requests"] if row["state"] == "pending"]
    assert len(waiting) == 60
    assert {row["approver"] for row in waiting} == {"east-mgr"}
    decided = [row for row in pack["approval_requests"] if row["state"] != "pending"]
    assert len(decided) == 40


def test_the_chain_of_command_has_three_levels(pack):
    superior = {post["id"]: post["superior"] for post in pack["posts"]}
    depths = Counter()
    for person in pack["people"]:
        if "rep" in person["roles"]:
            depths[superior[superior[superior[person["post"]]]] is None] += 0
            depths[superior[superior[person["post"]]]] += 1
    assert depths["gm"] == 12
    assert superior["gm"] is None


@pytest.mark.parametrize(("key", "type"), TYPES.items())
def test_every_row_is_a_record_of_the_catalogue(pack, key, type):
    record = CATALOGUE[type]
    fields = {field.name: field for field in record.fields}
    for row in pack[key]:
        assert set(row) - set(fields) - BESIDE - MORE.get(key, set()) == set()
        for field in record.fields:
            assert field.check(row.get(field.name)) == row.get(field.name), (row["id"], field.name)


def test_ids_are_unique_within_their_type(pack):
    for key in TYPES:
        ids = [row["id"] for row in pack[key]]
        assert len(ids) == len(set(ids)), key


def test_every_reference_leads_somewhere(pack):
    there = {TYPES[key]: {row["id"] for row in pack[key]} for key in TYPES}
    lost = [
        (key, row["id"], field.name, row[field.name])
        for key, type in TYPES.items()
        for row in pack[key]
        for field in CATALOGUE[type].fields
        if field.target in there and row.get(field.name) is not None
        if row[field.name] not in there[field.target]
    ]
    assert lost == []


def test_people_post_territory_and_subject_references_hold(pack):
    posts = {post["id"]: post for post in pack["posts"]}
    territories = {row["id"] for row in pack["territories"]}
    assert all(person["post"] in posts for person in pack["people"])
    assert all(set(post["territories"]) <= territories for post in posts.values())
    subjects = {"customer": "customers", "report": "reports", "person": "people"}
    ids = {name: {row["id"] for row in pack[key]} for name, key in subjects.items()}
    for row in pack["approval_requests"]:
        if row["subject_type"]:
            assert row["subject"] in ids[row["subject_type"]]


def test_a_rep_only_plans_and_visits_customers_of_the_own_territory(pack):
    territory = {post["id"]: set(post["territories"]) for post in pack["posts"]}
    of = {customer["id"]: customer["territory"] for customer in pack["customers"]}
    for row in [*pack["plan_items"], *pack["visits"]]:
        assert of[row["customer"]] in territory[row["post"]]


def test_reports_and_requests_carry_the_ids_and_hashes_the_program_computes(pack):
    for row in pack["reports"]:
        assert row["id"] == report_id(row["person"], row["kind"], row["period"])
    for row in pack["approval_requests"]:
        assert row["content_hash"] == content_hash(row)
    hashes = {row["id"]: row["content_hash"] for row in pack["approval_requests"]}
    assert all(row["on_hash"] == hashes[row["request"]] for row in pack["decisions"])


def test_passwords_are_only_those_that_were_given(pack, today):
    assert {person["password"] for person in pack["people"]} == {"only-for-this-test"}
    assert not any("password" in person for person in build(today)["people"])


MORNING, NOON, NIGHT = time(6, 30), time(11, 20), time(21, 0)
MOMENTS = [
    (date(2026, 11, 16), MORNING),  # a Monday
    (date(2026, 11, 19), NOON),
    (date(2026, 11, 20), NIGHT),
    (date(2026, 11, 21), NOON),  # a weekend
    (date(2026, 11, 22), MORNING),
    (date(2027, 1, 4), NOON),  # right after New Year
    (date(2026, 10, 9), NIGHT),  # right after a week of holidays
    (date(2028, 2, 29), NOON),
]
PAST = (
    ("visits", "ended_at"),
    ("reports", "sealed_at"),
    ("reports", "reviewed_at"),
    ("form_instances", "sealed_at"),
    ("form_instances", "reviewed_at"),
    ("approval_requests", "submitted_at"),
    ("decisions", "decided_at"),
)


@pytest.mark.slow
@pytest.mark.parametrize(("day", "at"), MOMENTS, ids=str)
def test_a_demo_is_alive_on_any_day_at_any_hour(day, at):
    pack = build(day, at=at)
    now = instant_text(moment(day, at.hour * 60 + at.minute))
    ours = [row for row in pack["plan_items"] if row["person"] == "zhou"]
    todays = [row for row in ours if row["date"] == day.isoformat()]
    done = [row for row in todays if row["state"] == "done"]
    assert len(todays) == 9
    assert len(done) == (0 if at.hour < 9 else 2)
    assert any(row["date"] > day.isoformat() for row in ours)
    assert sum(row["state"] == "pending" for row in pack["approval_requests"]) == 60
    for key, name in PAST:
        late = [row["id"] for row in pack[key] if (row[name] or "") > now]
        assert late == [], (key, name)


def test_some_requests_are_overdue_and_some_due_today(pack, today):
    now = instant_text(moment(today, 680))
    waiting = [row for row in pack["approval_requests"] if row["state"] == "pending"]
    evening = instant_text(moment(today, 1440))
    overdue = sum(row["due_at"] < now for row in waiting)
    assert 3 <= overdue <= 20
    assert sum(now <= row["due_at"] < evening for row in waiting) >= 3


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 11, 23)], ids=str)
def test_no_customers_limit_is_asked_about_twice(day):
    """What the first of them grants refuses the other."""
    made = build(day, at=time(13, 30))["approval_requests"]
    asked = Counter(row["subject"] for row in made if row["kind"] == "credit")
    assert asked.total() > 5
    assert [customer for customer, times in asked.items() if times > 1] == []


def test_open_conflicts_keep_both_values_and_the_card_shows_the_one_that_stands(pack):
    rows = {row["id"]: row for row in pack["customers"]}
    assert len(pack["conflicts"]) == 3
    for clash in pack["conflicts"]:
        assert rows[clash["record"]][clash["field"]] == clash["theirs"]
        assert len({str(clash[name]) for name in ("base", "mine", "theirs")}) == 3
        assert CATALOGUE["customer"].field(clash["field"]).check(clash["mine"]) == clash["mine"]


def test_every_form_that_was_sealed_fits_its_definition(pack):
    assert {row["form"] for row in pack["form_instances"]} >= {"strategy_card", "urgent_report"}
    for row in pack["form_instances"]:
        assert forms.faults(forms.read(row["form"]), row["answers"]) == [], row["form"]


def test_orders_and_invoices_add_up_to_the_figures_of_every_card(pack):
    sales, owed, lines = Counter(), Counter(), 0
    for order in pack["orders"]:
        if order["state"] != "cancelled":
            sales[order["customer"]] += Decimal(order["amount"])
        said = sum(Decimal(line["price"]) * line["quantity"] for line in order["lines"])
        lines += said == Decimal(order["amount"])
    for invoice in pack["invoices"]:
        owed[invoice["customer"]] += Decimal(invoice["unpaid"])
    assert lines == len(pack["orders"]) > 2_000
    for customer in pack["customers"]:
        assert sales[customer["id"]] == Decimal(customer["year_sales"])
        assert owed[customer["id"]] == Decimal(customer["receivable"])


def test_the_oldest_invoice_is_as_late_as_the_card_says(pack, today):
    late = Counter()
    for invoice in pack["invoices"]:
        days = (today - date.fromisoformat(invoice["due"])).days
        late[invoice["customer"]] = max(late[invoice["customer"]], days)
    assert {id: days for id, days in late.items() if days > 0} == {
        row["id"]: row["overdue_days"] for row in pack["customers"] if row["overdue_days"]
    }
