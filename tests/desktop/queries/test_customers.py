"""The customer list: who is in which view, in which order, and found by what."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import event

from desktop.domain import geo
from desktop.queries import customer_card, customers
from desktop.queries.customers import SORTS, VIEWS, Filter, Sort, View
from sync.clock import instant_text
from sync.errors import BadValue
from tests.support.customer_records import add_contact, add_visit, ago, start_of_week
from tests.support.laptops import receive

HERE = (30.2800, 120.1310)
BY_NAME = Sort("name", False)


@pytest.fixture
def view(book):
    def named(name="all", near=None):
        return View(name, instant_text(start_of_week(book)), ago(book, days=30), near)

    return named


@pytest.fixture
def listed(book, view):
    """The ids of a list, in order."""

    def ids(name="all", filters=(), sort=BY_NAME, text="", near=None):
        with book.database.read() as connection:
            keys = customers.customer_keys(connection, view(name, near), filters, sort, text)
            return customers.ids_of(connection, keys)

    return ids


def test_all_are_the_live_ones_that_are_not_archived(listed):
    assert sorted(listed()) == ["c1", "c2", "c3", "c4", "c5"]


def test_the_archived_appear_when_asked_for(listed):
    assert listed(filters=[Filter("archived", "=", (True,))]) == ["c6"]


def test_not_visited_this_week_are_those_seen_before_monday_or_never(listed):
    assert sorted(listed("unvisited")) == ["c2", "c3", "c4", "c5"]


def test_overdue_are_those_that_owe_what_is_due(listed):
    assert listed("overdue") == ["c2"]


def test_the_starred_are_those_that_were_marked_and_are_still_here(book, view):
    marked = replace(view("starred"), starred=("c2", "c6", "gone"))
    with book.database.read() as connection:
        keys = customers.customer_keys(connection, marked)
        assert customers.ids_of(connection, keys) == ["c2"]
        assert customers.view_counts(connection, marked)["starred"] == 1


def test_drifting_are_those_not_seen_for_a_month_and_the_dormant(listed):
    assert sorted(listed("drifting")) == ["c4", "c5"]


def test_nearby_is_three_kilometres_and_nobody_without_a_place(listed):
    assert listed("nearby", near=HERE) == ["c1"]
    assert listed("nearby", near=(30.40, 120.40)) == []
    assert listed("nearby") == []


def test_a_place_in_another_datum_is_as_near_as_it_really_is(book, listed):
    """3 km minus the offset of BD-09 (about 1 km): only a converted place is inside."""
    there = geo.Point(HERE[0] + 2_900 / 111_195, HERE[1])
    told = geo.from_wgs84(there, geo.BD09)
    fields = {"latitude": told.latitude, "longitude": told.longitude, "datum": geo.BD09}
    receive(book, "customer", {"c3": ("terr:hz1", fields)}, 9, "U")
    assert sorted(listed("nearby", near=HERE)) == ["c1", "c3"]


def test_the_counts_of_the_views_are_the_lengths_of_their_lists(book, view, listed):
    with book.database.read() as connection:
        counts = customers.view_counts(connection, view(near=HERE))
    assert counts == {name: len(listed(name, near=HERE)) for name in VIEWS}


@pytest.mark.parametrize("starred", [(), ("c1", "c2")])
def test_counting_the_views_reads_no_wide_rows(book, view, starred):
    """Of 100,000 customers only the narrow index is read, or every list would wait for the disk."""
    asked = []
    with book.database.read() as connection:
        event.listen(
            connection,
            "before_cursor_execute",
            lambda _c, _cursor, sql, values, _context, _many: asked.append((sql, values)),
        )
        customers.view_counts(connection, replace(view(near=HERE), starred=starred))
        plans = [
            step.detail
            for sql, values in list(asked)
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        ]
    through = [step for step in plans if "customer" in step]
    assert through
    wide = [step for step in through if "COVERING INDEX customer_list" not in step]
    assert wide == ["SEARCH customer USING INDEX sqlite_autoindex_customer_1 (id=?)"] * bool(
        starred
    )


def test_how_the_list_begins_is_known_without_sorting_all_of_it(book, view):
    """Most of 100,000 customers may never have been visited: there the order is that of keys."""
    asked = []
    with book.database.read() as connection:
        event.listen(
            connection,
            "before_cursor_execute",
            lambda _c, _cursor, sql, values, _context, _many: asked.append((sql, values)),
        )
        first = customers.newest_keys(connection, 4)
        [(sql, values)] = asked
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        assert not [step.detail for step in plan if "TEMP B-TREE" in step.detail]
        assert first == customers.customer_keys(connection, view("all"))[:4]
        assert customers.ids_of(connection, first) == ["c1", "c2", "c4", "c5"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("联", ["c1"]),
        ("药房", ["c2"]),
        ("qjxc", ["c3"]),
        ("8200", ["c4"]),
        ("没有这家", []),
        ("王小明", ["c5"]),
        ("1390000", ["c5"]),
    ],
)
def test_what_is_typed_finds_names_phones_initials_and_contacts(book, listed, typed, found):
    add_contact(book, "k9", "c5", "王小明", "13900001111")
    assert listed(text=typed) == found


def test_narrowing_a_list_gives_what_asking_for_the_text_gives(book, view, listed):
    with book.database.read() as connection:
        whole = customers.customer_keys(connection, view(), sort=Sort("name", False))
        hits = customers.hits(connection, "有限")
        assert hits is not None
        narrow = customers.ids_of(connection, customers.narrowed(whole, hits))
    assert narrow == listed(text="有限")
    assert len(narrow) == 2


def test_nothing_typed_narrows_nothing(book):
    with book.database.read() as connection:
        assert customers.hits(connection, "  ") is None


def test_filters_are_all_passed_and_values_of_one_are_alternatives(listed):
    assert listed(filters=[Filter("class", "=", ("B", "C"))]) == ["c3", "c2", "c4"]
    both = [Filter("class", "=", ("B", "C")), Filter("region", "=", ("上城区",))]
    assert listed(filters=both) == ["c3", "c2"]
    assert listed(filters=[Filter("receivable", ">", ("100000.00",))]) == ["c2"]
    assert listed(filters=[Filter("industry", "=", ("商超",))]) == ["c1"]
    assert listed(filters=[Filter("standing", "=", ("dormant",))]) == ["c5"]


def test_a_filter_on_a_field_nobody_knows_is_a_problem(listed):
    with pytest.raises(BadValue):
        listed(filters=[Filter("colour", "=", ("red",))])


@pytest.mark.parametrize("descending", [False, True])
def test_names_are_in_the_order_of_pinyin(book, listed, descending):
    names = ["阿里商行", "重庆小面", "德清粮油", "Edison 咖啡", "杭州百货", "宁波海产", "中兴副食"]
    for number, name in enumerate(reversed(names)):
        fields = {"name": name, "territory": "hz1", "region": "序"}
        receive(book, "customer", {f"n{number}": ("terr:hz1", fields)}, 30 + number)
    wanted = [f"n{len(names) - 1 - number}" for number in range(len(names))]
    found = listed(filters=[Filter("region", "=", ("序",))], sort=Sort("name", descending))
    assert found == (wanted[::-1] if descending else wanted)


@pytest.mark.parametrize("name", SORTS)
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_lists_everybody_once(listed, name, descending):
    assert sorted(listed(sort=Sort(name, descending))) == ["c1", "c2", "c3", "c4", "c5"]


@pytest.mark.parametrize("descending", [False, True])
def test_customers_without_the_value_come_last_either_way(listed, descending):
    order = listed(sort=Sort("receivable", descending))
    assert set(order[:2]) == {"c1", "c2"}
    assert order[0] == ("c2" if descending else "c1")


def test_the_last_visited_come_first_by_themselves(listed):
    assert listed(sort=Sort())[:3] == ["c1", "c2", "c4"]


def test_a_row_says_how_far_we_are_with_a_customer(book, view, listed):
    with book.database.read() as connection:
        keys = customers.customer_keys(connection, view())
        rows = {row.id: row for row in customers.customer_rows(connection, keys, view()).values()}
    standings = {id: row.standing for id, row in rows.items()}
    assert standings == {
        "c1": "repeat",
        "c2": "won",
        "c3": "prospect",
        "c4": "drifting",
        "c5": "dormant",
    }
    assert rows["c1"].receivable == Decimal("86250.00")
    assert rows["c1"].achieved == pytest.approx(880_750 / 820_000)
    assert (rows["c1"].overdue_days, rows["c2"].overdue_days) == (0, 32)
    assert rows["c3"].achieved is None


def test_a_row_shows_the_unsent_change_and_the_open_conflict(book, view):
    from tests.support.customer_records import add_conflict

    add_conflict(book, customer="c1")
    book.perform("customer.edit", "c2", {"remark": "周三收货"})
    with book.database.read() as connection:
        keys = customers.customer_keys(connection, view())
        rows = {row.id: row for row in customers.customer_rows(connection, keys, view()).values()}
    assert (rows["c1"].pending, rows["c1"].conflicts) == (0, True)
    assert (rows["c2"].pending, rows["c2"].conflicts) == (1, False)


def test_the_list_of_what_is_not_sent_reads_an_index_that_has_no_others(book, view, listed):
    book.perform("customer.edit", "c2", {"remark": "周三收货"})
    unsent = Filter("pending", ">", (0,))
    assert listed(filters=[unsent]) == ["c2"]
    with book.database.read() as connection:
        assert customers.count(connection, view(), [unsent]) == 1
        through = "EXPLAIN QUERY PLAN SELECT key FROM customer WHERE pending > 0"
        (step,) = connection.exec_driver_sql(through)
    assert step.detail.endswith("COVERING INDEX customer_pending (pending>?)")


def test_by_phone_those_without_one_come_last_either_way(book, listed):
    phones = {"c1": "0571-3", "c2": "", "c3": "0571-1", "c4": None, "c5": "0571-2"}
    for id, phone in phones.items():
        receive(book, "customer", {id: ("terr:hz1", {"phone": phone})}, 9, "U")
    assert listed(sort=Sort("phone", False))[:3] == ["c3", "c5", "c1"]
    assert listed(sort=Sort("phone", True))[:3] == ["c1", "c5", "c3"]


def test_choices_are_the_values_there_are_the_commonest_first(book):
    with book.database.read() as connection:
        assert customers.choices(connection, "region") == [
            ("上城区", 2),
            ("西湖区", 2),
            ("萧山区", 1),
        ]
        assert ("药房", 1) in customers.choices(connection, "industry")


def test_the_card_has_names_in_place_of_ids_and_counts_what_hangs_on_it(book, view):
    add_contact(book, "k9", "c1", "王小明")
    add_visit(book, "v1", "c1", ago(book, days=1))
    with book.database.read() as connection:
        card = customer_card.card(connection, "c1", view())
    assert card is not None
    assert (card.owner_name, card.territory_name, card.grade) == ("周婷", "杭州一片", "A")
    assert (card.contacts, card.moments, card.attachments) == (1, 1, 0)
    assert card.terms_days == 30


def test_a_customer_that_is_gone_has_no_card(book, view):
    book.perform("customer.delete", "c3")
    with book.database.read() as connection:
        assert customer_card.card(connection, "c3", view()) is None


def test_the_ageing_is_in_its_four_parts(book, view):
    with book.database.read() as connection:
        card = customer_card.card(connection, "c2", view())
    assert card is not None
    assert card.ageing == (Decimal("127900.00"), Decimal(0), Decimal("500.00"), Decimal(0))


def test_a_name_or_a_phone_being_typed_names_who_may_be_meant(book):
    with book.database.read() as connection:
        by_name = customer_card.likely(connection, "联佳超市", "")
        by_phone = customer_card.likely(connection, "别的店", "0571-8200")
        nobody = customer_card.likely(connection, "新", "1")
    assert [(one.id, one.why) for one in by_name] == [("c1", "name")]
    assert [(one.id, one.why) for one in by_phone] == [("c4", "phone")]
    assert nobody == []


def test_the_rep_is_where_the_last_visit_was(book):
    add_visit(book, "v1", "c1", ago(book, hours=1))
    with book.database.read() as connection:
        place = customer_card.place_now(connection, "zhou", book.clock.today())
    assert place == pytest.approx((30.2795, 120.1300))


def test_places_by_name_and_address_follow_every_change(book, listed):
    for id, address in (("c3", "文三路 9 号"), ("c1", "文三路 10 号"), ("c5", "保俶路 1 号")):
        book.perform("customer.edit", id, {"address": address})
    by = {name: (Sort(name, False), Sort(name, True)) for name in ("name", "address")}
    up, down = by["name"]
    assert listed(sort=up) == ["c1", "c3", "c2", "c5", "c4"]  # lian qian ren xi xiao
    assert listed(sort=down) == ["c4", "c5", "c2", "c3", "c1"]
    near, far = by["address"]
    assert listed(sort=near) == ["c5", "c1", "c3", "c2", "c4"]
    assert listed(sort=far) == ["c3", "c1", "c5", "c4", "c2"], "without one: last all the same"
    book.perform("customer.edit", "c4", {"name": "阿恒商贸", "address": "一路"})
    new = book.perform("customer.create", set={"name": "中山店"}).id
    assert listed(sort=up) == ["c4", "c1", "c3", "c2", "c5", new]
    assert listed(sort=near) == ["c4", "c5", "c1", "c3", "c2", new]
    book.undo()
    receive(book, "customer", {"c1": ("", {})}, 9, "D")
    assert listed(sort=up) == ["c4", "c3", "c2", "c5"]


def test_an_own_field_is_sorted_by_size_and_words_by_pinyin_after_it(book, listed):
    for id, said in (("c1", "9"), ("c2", "10"), ("c3", "乙"), ("c4", "甲")):
        book.perform("customer.edit", id, {"extra": {"柜数": said}})
    assert listed(sort=Sort("extra.柜数", False)) == ["c1", "c2", "c4", "c3", "c5"]
    assert listed(sort=Sort("extra.柜数", True)) == ["c3", "c4", "c2", "c1", "c5"]
