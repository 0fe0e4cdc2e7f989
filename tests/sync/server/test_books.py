"""What the company's books say goes with its customer: loaded again, moved, merged, kept."""

import copy

import pytest

from tests.support.centre import PACK

ORDER = {"id": "o1", "customer": "c1", "number": "DD-1", "date": "2026-11-02", "amount": "300.00",
         "state": "shipped", "lines": [{"name": "礼盒", "quantity": 3, "price": "100.00"}],
         "source": "财务账套", "as_of": "2026-11-20"}  # fmt: skip
INVOICE = {"id": "i1", "customer": "c1", "number": "FP-1", "date": "2026-11-03",
           "due": "2026-12-03", "amount": "300.00", "unpaid": "300.00", "sales_order": "o1",
           "source": "财务账套", "as_of": "2026-11-20"}  # fmt: skip


@pytest.fixture
def booked(town):
    town.load({**copy.deepcopy(dict(PACK)), "orders": [ORDER], "invoices": [INVOICE]})
    return town


def test_only_what_the_books_changed_is_written_and_laptops_hear_of_it(booked):
    ann = booked.laptop("ann")
    assert ann.rows["invoice", "i1"]["unpaid"] == "300.00"
    paid = INVOICE | {"unpaid": "0.00", "as_of": "2026-11-21"}
    assert booked.load({"orders": [ORDER], "invoices": [paid]})["types"] == {"invoice": 1}
    ann.sync()
    assert ann.rows["invoice", "i1"]["unpaid"] == "0.00"
    assert ann.dump() == booked.dump(as_user="ann")


def test_they_follow_the_customer_into_another_territory_and_out_of_sight(booked):
    ann, ben, cat = (booked.laptop(user) for user in ("ann", "ben", "cat"))
    assert ("sales_order", "o1") not in ben.rows
    assert cat.do("customer.move", "c1", territory="t2").status == "applied"
    for laptop in (ann, ben):
        laptop.sync()
    assert ("sales_order", "o1") not in ann.rows
    assert ben.rows["invoice", "i1"]["sales_order"] == "o1"
    assert ben.dump() == booked.dump(as_user="ben")


def test_they_hang_on_the_customer_that_stays_after_a_merge(booked):
    cat = booked.laptop("cat")
    assert cat.do("customer.merge", "c2", other="c1").status in ("applied", "merged")
    for type, id in (("sales_order", "o1"), ("invoice", "i1")):
        assert booked.read(type, id).fields["customer"] == "c2"


def test_a_customer_with_orders_is_not_deleted(booked):
    cat = booked.laptop("cat")
    gone = cat.sync(cat.envelope("customer.delete", "c1"))[0]
    assert (gone.status, gone.problem) == ("refused", "has_history")
    assert not booked.read("customer", "c1").deleted
