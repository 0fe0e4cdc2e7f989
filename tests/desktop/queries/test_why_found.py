"""A line that was found by what it does not show says by what."""

import pytest

from desktop.queries import customers
from desktop.queries.customers import Hit, View
from desktop.queries.why_found import with_hits
from tests.support.customer_records import add_contact


@pytest.fixture
def told(book):
    """What the lines that a search finds say, by the customer's id."""
    add_contact(book, "k9", "c1", "王小明", "139-0000-1111")
    book.perform("customer.edit", "c1", {"address": "文三路 408 号"})
    book.perform("customer.edit", "c2", {"phone": "0571-8000 4807"})

    def said(text: str) -> dict[str, Hit | None]:
        with book.database.read() as connection:
            keys = customers.customer_keys(connection, View(), text=text)
            rows = customers.customer_rows(connection, keys, View())
            return {row.id: row.hit for row in with_hits(connection, rows, text).values()}

    return said


@pytest.mark.parametrize("text", ["王小", "wxm", "王小明"])
def test_a_contact_is_named(told, text):
    assert told(text) == {"c1": Hit("name", "王小明", "王小明")}


@pytest.mark.parametrize("text", ["0000111", "1390"])
def test_a_number_is_told_with_whose_it_is(told, text):
    assert told(text)["c1"] == Hit("phone", "139-0000-1111", "王小明")


def test_a_number_of_the_customer_is_told_without_a_contact(told):
    assert told("80004807")["c2"] == Hit("phone", "0571-8000 4807")


def test_what_the_name_or_the_region_shows_is_not_said_again(told):
    shown = told("联佳") | told("ljcs") | told("西湖")
    assert set(shown.values()) == {None}


def test_of_two_words_the_one_that_is_not_seen_is_told(told):
    assert told("联佳 408")["c1"] == Hit("address", "文三路 408 号", "", 4)
    assert told("王 1390")["c1"] == Hit("phone", "139-0000-1111", "王小明")
