"""Every change ever done on a laptop stands in its ledger once, whatever became of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.application import Application
from desktop.store import ledger
from desktop.store.replica import LaptopReplica
from sync.wire import Reply, Request, Result
from tests.support.laptops import laptop


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    application = laptop(tmp_path)
    yield application
    application.close()


def lines(app: Application) -> list[dict[str, Any]]:
    with app.database.read() as connection:
        return list(ledger.lines(connection))


def say(app: Application) -> Request:
    return LaptopReplica(app.database, app.clock).request()


def hear(app: Application, request: Request, *results: Result) -> None:
    reply = Reply("e1", request.cursor, "", app.clock.now_text(), list(results))
    LaptopReplica(app.database, app.clock).apply(request, reply)


def test_each_change_is_listed_once_with_what_became_of_it(app: Application) -> None:
    app.perform("customer.edit", "c1", {"phone": "1"})
    app.undo()
    app.perform("customer.edit", "c1", {"phone": "2"})
    app.perform("customer.edit", "c2", {"phone": "3"})
    request = say(app)
    app.perform("customer.edit", "c2", {"remark": "4"})
    first, second = request.push
    done = Result(first.mseq, "merged", 7)
    hear(app, request, done, Result(second.mseq, "refused", problem="stale"))
    told = [(x["device"], x["mseq"], x["record"], x["status"], x["seq"]) for x in lines(app)]
    assert told == [
        ("", None, "c1", "withdrawn", 0),
        ("dev-test", 1, "c1", "merged", 7),
        ("dev-test", 2, "c2", "refused", 0),
        ("dev-test", None, "c2", "waiting", 0),
    ]
    assert [x.get("problem") for x in lines(app)] == [None, None, "stale", None]
    assert {x["name"] for x in lines(app)} == {"customer.edit"}
    assert lines(app)[1]["when"] == first.at


def test_a_result_that_is_heard_again_is_no_second_line(app: Application) -> None:
    app.perform("customer.edit", "c1", {"phone": "1"})
    request = say(app)
    assert [x["status"] for x in lines(app)] == ["sent"]
    for _ in range(2):
        hear(app, request, Result(1, "applied", 7))
    assert [(x["mseq"], x["status"]) for x in lines(app)] == [(1, "applied")]
