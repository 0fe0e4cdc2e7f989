"""The list in groups, and the fields a company or a rep added: sorted, filtered and counted."""

import pytest

from desktop.queries import customer_fields, customers
from desktop.queries.customer_groups import grouped, groups
from desktop.queries.customers import Filter, Sort, View
from tests.support.laptops import receive

BY_VISIT = Sort("last_visit")
COOLERS = "extra.冷柜数"
EXTRAS = {"c1": {"冷柜数": "9"}, "c2": {"冷柜数": "10", "方式": "直营"}, "c4": {"冷柜数": "很多"}}


@pytest.fixture
def extras(book):
    for id, extra in EXTRAS.items():
        receive(book, "customer", {id: ("terr:hz1", {"extra": extra})}, 9, "U")
    return book


def cut(app, field):
    view = View("all", month="2000-01-01")
    with app.database.read() as connection:
        keys = customers.customer_keys(connection, view)
        found = grouped(keys, groups(connection, view, field))
        return {one.title: customers.ids_of(connection, one.keys) for one in found}


def ids(app, filters=(), sort=BY_VISIT):
    with app.database.read() as connection:
        keys = customers.customer_keys(connection, View(), filters, sort)
        return customers.ids_of(connection, keys)


def test_every_customer_is_in_one_group_and_keeps_the_order_of_the_list(book):
    found = cut(book, "region")
    assert found == {
        "上城区": ["c2", "c3"],
        "萧山区": ["c4"],
        "西湖区": ["c1", "c5"],
    }
    assert list(found) == ["上城区", "西湖区", "萧山区"]  # shang, xi, xiao


def test_the_states_stand_as_a_customer_goes_through_them_and_the_nameless_group_is_last(book):
    assert list(cut(book, "state")) == ["prospect", "active", "dormant"]
    assert list(cut(book, "class"))[-1] == ""


def test_groups_of_people_are_called_by_their_names(book):
    receive(book, "person", {"zhou": ("all", {"name": "周婷"})}, 9, "U")
    assert cut(book, "owner")["周婷"] == ["c1"]


def test_own_fields_sort_numbers_by_size_before_words_and_nothing_last(extras):
    assert ids(extras, sort=Sort(COOLERS, False))[:3] == ["c1", "c2", "c4"]
    assert ids(extras, sort=Sort(COOLERS, True))[:3] == ["c4", "c2", "c1"]
    assert set(ids(extras, sort=Sort(COOLERS, True))[3:]) == {"c3", "c5"}


def test_own_fields_filter_count_and_group(extras):
    assert ids(extras, [Filter("extra.方式", "=", ("直营",))]) == ["c2"]
    with extras.database.read() as connection:
        assert customers.choices(connection, "extra.方式") == [("直营", 1)]
    found = cut(extras, COOLERS)
    assert list(found) == ["9", "10", "很多", ""]
    assert set(found[""]) == {"c3", "c5"}


def test_the_companys_fields_come_first_then_ones_own_then_what_stands_on_cards(extras):
    rows = {
        "f1": ("all", {"name": "方式", "kind": "choice", "choices": ["直营", "加盟"], "place": 2}),
        "f2": ("all", {"name": "渠道", "place": 1}),
        "f3": ("all", {"name": "旧的", "place": 0, "active": False}),
    }
    receive(extras, "customer_field", rows, 10)
    own = {"person": "zhou", "kind": "customer_field"}
    mine = {
        "m1": ("user:zhou", {**own, "name": "我的", "value": {"kind": "number"}}),
        "m2": ("user:zhou", {**own, "name": "渠道", "value": {"kind": "date"}}),
    }
    receive(extras, "preference", mine, 11)
    with extras.database.read() as connection:
        found = customer_fields.all_fields(connection, "rep1")
    assert [(one.name, one.kind, one.company) for one in found] == [
        ("渠道", "text", True), ("方式", "choice", True), ("我的", "number", False),
        ("冷柜数", "text", False),
    ]  # fmt: skip
    assert found[1].choices == ("直营", "加盟")
