"""What a power cut may undo: only what the centre tells again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from desktop.application import Application
from desktop.store.replica import LaptopReplica
from sync.wire import Group, Reply, Result
from tests.support.laptops import laptop

NORMAL, FULL = 1, 2  # as PRAGMA synchronous says it


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    application = laptop(tmp_path)
    yield application
    application.close()


@pytest.fixture
def commits(app: Application) -> list[int]:
    """How the disk was waited for, commit by commit."""
    seen: list[int] = []

    @event.listens_for(app.database._writer, "commit")
    def _committed(connection: Connection) -> None:
        driver = connection.connection.driver_connection
        assert driver is not None
        seen.extend(driver.execute("PRAGMA synchronous").fetchone())

    return seen


def hear(app: Application, *results: Result, groups: tuple[Group, ...] = ()) -> None:
    replica = LaptopReplica(app.database, app.clock)
    request = replica.request()
    now = app.clock.now_text()
    replica.apply(request, Reply("e1", request.cursor + 1, "", now, list(results), list(groups)))


def test_what_a_person_does_and_its_number_and_its_result_are_on_the_disk(
    app: Application, commits: list[int]
) -> None:
    app.perform("customer.edit", "c1", {"phone": "139"})
    hear(app, Result(1, "applied", 2))
    assert len(commits) >= 3
    assert set(commits) == {FULL}


def test_what_was_only_heard_does_not_wait_for_the_disk(
    app: Application, commits: list[int]
) -> None:
    changes = Group("customer", "U", ["c1"], [9], "", ["phone"], [["0571-1"]])
    hear(app, groups=(changes,))
    hear(app)
    assert set(commits) == {NORMAL}
    commits.clear()
    app.perform("customer.edit", "c1", {"phone": "139"})
    assert commits == [FULL]


def test_a_store_that_is_opened_again_waits_for_the_disk(app: Application) -> None:
    app.database.close()
    with app.database.write() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == FULL
