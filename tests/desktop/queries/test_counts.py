"""The numbers of the navigation are counted from the records of whoever works here."""

import pytest

from desktop.queries.counts import Counts, counts
from tests.support.laptops import laptop, receive

DAY = "2026-11-23"


def stop(state: str = "planned", date: str = DAY, person: str = "zhou") -> tuple[str, dict]:
    return ("post:rep1", {"person": person, "date": date, "customer": "c1", "state": state})


def request(approver: str = "mgr", state: str = "pending") -> tuple[str, dict]:
    fields = {"requester": "zhou", "kind": "leave", "title": "年假", "approver": approver}
    return ("post:rep1", {**fields, "state": state})


@pytest.fixture
def connection(tmp_path):
    app = laptop(tmp_path)
    stops = [stop(), stop(), stop("done"), stop(date="2026-11-24"), stop(person="zhang")]
    receive(app, "plan_item", {f"p{at}": one for at, one in enumerate(stops)})
    asked = [request(), request(state="approved"), request("other")]
    receive(app, "approval_request", {f"r{at}": one for at, one in enumerate(asked)})
    with app.database.read() as open_connection:
        yield open_connection
    app.close()


def test_stops_are_mine_today_and_still_ahead(connection):
    assert counts(connection, "zhou", "rep1", DAY).stops == 2


def test_requests_are_those_that_wait_for_my_post(connection):
    assert counts(connection, "zhang", "mgr", DAY).approvals == 1


def test_without_a_post_nothing_waits(connection):
    assert counts(connection, "nobody", None, DAY) == Counts(0, 0, 0)
