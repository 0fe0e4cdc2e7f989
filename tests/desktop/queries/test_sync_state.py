"""The sync page's questions: what waits, what came back, and what two people disagree on."""

import json

import pytest

from desktop.queries import sync_state
from desktop.store.tables import REFUSED
from sync.errors import BadValue
from tests.support.customer_records import add_conflict
from tests.support.laptops import receive


def asked(book, question, *rest):
    with book.database.read() as connection:
        return question(connection, *rest)


def refuse(book, name="customer.edit", record="c1", status="refused"):
    row = {
        "name": name,
        "record": record,
        "arguments": json.dumps({"phone": "1"}),
        "at": book.clock.now_text(),
        "status": status,
        "problem": "not_yours",
        "rule": "BR-OWN-06",
        "facts": json.dumps({"type": "customer"}),
    }
    with book.database.write() as connection:
        connection.execute(REFUSED.insert().values(row))


def test_a_waiting_change_is_told_with_its_record_and_what_it_replaces(book):
    book.perform("customer.edit", "c1", {"phone": "0571-1"})
    (item,) = asked(book, sync_state.waiting)
    assert (item.name, item.title, item.status) == ("customer.edit", "联佳超市文三路店", "waiting")
    assert (item.arguments, item.before) == ({"phone": "0571-1"}, {"phone": "0571-88001234"})


def test_a_visit_and_a_stop_are_called_by_their_customer(book):
    now = book.clock.now_text()
    book.perform("visit.record", None, {"customer": "c2", "started_at": now})
    book.perform("plan.add", None, {"customer": "c1", "date": book.clock.today().isoformat()})
    titles = [item.title for item in asked(book, sync_state.waiting)]
    assert titles == ["仁济大药房凤起路店", "联佳超市文三路店"]


def test_what_was_refused_says_the_problem_and_the_rule(book):
    refuse(book)
    (item,) = asked(book, sync_state.refused)
    assert (item.title, item.problem, item.rule) == ("联佳超市文三路店", "not_yours", "BR-OWN-06")
    assert item.facts == {"type": "customer"}


def test_what_its_author_gave_up_is_no_longer_listed(book):
    refuse(book, status="discarded")
    assert asked(book, sync_state.refused) == []


def test_a_conflict_has_both_values_with_who_and_when(book):
    add_conflict(book)
    (clash,) = asked(book, sync_state.clashes)
    assert (clash.base, clash.mine, clash.theirs) == (15, 30, 45)
    assert (clash.author_name, clash.stood_by_name) == ("周婷", "张立群")
    assert (clash.title, clash.field) == ("联佳超市文三路店", "terms_days")
    assert asked(book, sync_state.clashes, "c2") == []


def test_a_settled_conflict_is_off_the_list(book):
    add_conflict(book)
    book.perform("conflict.resolve", "k1", {"take": "mine"})
    assert asked(book, sync_state.clashes) == []


def test_my_devices_are_listed_this_one_first(book):
    for id in ("dev-old", "dev-test"):
        receive(
            book,
            "device",
            {
                id: (
                    "user:zhou",
                    {"person": "zhou", "name": id, "enrolled_at": book.clock.now_text()},
                )
            },
        )
    devices = asked(book, sync_state.devices, "zhou")
    assert [(device.id, device.is_this) for device in devices] == [
        ("dev-test", True),
        ("dev-old", False),
    ]


def test_the_storage_counts_live_records_of_each_type(book):
    stored = dict(asked(book, sync_state.stored))
    assert stored["customer"] == 6
    assert stored["person"] == 2
    assert "visit" not in stored


def test_the_store_has_a_size(book):
    assert asked(book, sync_state.store_size) > 50_000


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("terms_days", "45", 45),
        ("phone", " 0571-1 ", "0571-1"),
        ("next_visit", "2026-11-24", "2026-11-24"),
        ("remark", "  ", None),
    ],
)
def test_what_is_typed_becomes_the_fields_value(field, typed, value):
    assert sync_state.written_as("customer", field, typed) == value


def test_what_does_not_fit_its_field_is_a_problem():
    with pytest.raises(BadValue):
        sync_state.written_as("customer", "terms_days", "bald")
