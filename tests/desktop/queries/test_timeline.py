"""What happened around a customer: newest first, corrections once, unsent edits among it."""

from desktop.queries import timeline
from tests.support.customer_records import add_visit, ago
from tests.support.laptops import receive


def told(book, customer="c1"):
    with book.database.read() as connection:
        return timeline.moments(connection, customer)


def test_visits_requests_and_unsent_edits_stand_in_order_of_time(book):
    add_visit(book, "v1", "c1", ago(book, days=3), "端架补货")
    receive(
        book,
        "approval_request",
        {
            "a1": (
                "post:rep1",
                {
                    "kind": "special_price",
                    "title": "礼盒特价",
                    "subject": "c1",
                    "subject_type": "customer",
                    "requester": "zhou",
                    "post": "rep1",
                    "state": "pending",
                    "amount": "38420.00",
                    "submitted_at": ago(book, days=2),
                },
            )
        },
    )
    book.perform("customer.edit", "c1", {"phone": "0571-88887777"})
    moments = told(book)
    assert [moment.kind for moment in moments] == ["unsent", "request", "visit"]
    assert moments[0].fields == {"phone": "0571-88887777"}
    assert (moments[1].who, str(moments[1].amount)) == ("周婷", "38420.00")
    assert moments[2].text == "端架补货"


def test_a_corrected_visit_is_told_once_as_it_stands_now(book):
    add_visit(book, "v1", "c1", ago(book, days=3), "写错了")
    book.perform("visit.amend", "v2", {"amends": "v1", "outcome": "写对了"})
    assert [moment.text for moment in told(book)] == ["写对了"]


def test_another_customers_story_is_another(book):
    add_visit(book, "v1", "c2", ago(book, days=3))
    assert told(book, "c1") == []
