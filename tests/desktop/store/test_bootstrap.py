"""The first download takes the empty store's place, and what was done meanwhile stays done."""

import json
import secrets
import threading
from pathlib import Path

import pytest

from desktop.paths import Profile
from desktop.store import migrate, state
from desktop.store.bootstrap import Bootstrap
from desktop.store.database import Database
from desktop.store.outbox import Outbox, unsent
from desktop.store.rows import Rows
from sync.mutations.model import Insert
from sync.wire import Group
from tests.support.patience import PATIENCE

HELD = {"cursor": json.dumps(7)}


def empty(folder: Path) -> Database:
    profile = Profile(folder)
    profile.make()
    database = Database(profile.store, secrets.token_bytes(32))
    migrate.upgrade(database)
    return database


def create(database: Database, id: str) -> int:
    fields = {"name": "新店", "territory": "hz1"}
    with database.write() as connection:
        op = Insert("customer", id, fields)
        return Outbox(connection).add(
            "customer.create", id, fields, [op], "2026-11-21T08:00:00Z", 5
        )


def downloaded(database: Database) -> Bootstrap:
    first = Bootstrap(database)
    first.add([Group("customer", "I", ["c1"], [5], "terr:hz1", ["name"], [["联佳"]])])
    return first


def test_what_was_created_during_the_first_download_still_shows(tmp_path: Path) -> None:
    database = empty(tmp_path)
    first = downloaded(database)
    create(database, "n1")
    first.finish(HELD)
    with database.read() as connection:
        rows = Rows(connection)
        assert rows.get("customer", "c1") is not None
        assert rows.get("customer", "n1") is not None
        assert (rows.pending("customer", "n1"), unsent(connection)) == (1, 1)
        assert state.get(connection, "cursor") == 7
    database.close()


def test_the_key_of_a_change_that_was_answered_is_not_given_again(tmp_path: Path) -> None:
    """What undoes it by its key would take back another."""
    database = empty(tmp_path)
    answered = create(database, "n1")
    with database.write() as connection:
        Outbox(connection).forget(answered)
    downloaded(database).finish(HELD)
    assert create(database, "n2") > answered
    database.close()


def test_the_downloaded_store_has_every_index_and_trigger_of_the_one_before(
    tmp_path: Path,
) -> None:
    database = empty(tmp_path)
    with database.read() as connection:
        made = set(connection.exec_driver_sql("SELECT name, sql FROM sqlite_master").all())
    first = Bootstrap(database)
    names = [f"{number}号店" for number in (4, 2, 5, 1, 3, 0)]
    for start in (0, 2, 4):
        ids = [f"c{start}", f"c{start + 1}"]
        rows = [names[start : start + 2]]
        first.add([Group("customer", "I", ids, [5, 5], "terr:hz1", ["name"], rows)])
    first.finish(HELD)
    with database.read() as connection:
        assert set(connection.exec_driver_sql("SELECT name, sql FROM sqlite_master").all()) == made
        sql = "SELECT name FROM customer INDEXED BY customer_by_name ORDER BY name"
        assert list(connection.exec_driver_sql(sql).scalars()) == sorted(names)
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    database.close()


def test_a_page_of_the_search_index_takes_one_page_of_the_store(tmp_path: Path) -> None:
    database = empty(tmp_path)
    first = Bootstrap(database)
    many = range(2_000)
    names = [f"{number * 7919 % 100_003}号店" for number in many]
    ids = [f"c{number}" for number in many]
    first.add([Group("customer", "I", ids, [5] * 2_000, "terr:hz1", ["name"], [names])])
    first.finish(HELD)
    with database.read() as connection:
        sizes = connection.exec_driver_sql("SELECT length(block) FROM customer_fts_data").scalars()
        of_a_page = 4_096 - 80 - 35  # what encryption keeps for itself, and what a row may not take
        full = [size for size in sizes if size > of_a_page - 100]
        assert full
        assert max(full) <= of_a_page - 10
    database.close()


def test_nothing_is_written_into_the_old_file_after_it_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = empty(tmp_path)
    first = downloaded(database)
    late = threading.Thread(target=create, args=(database, "n1"))
    become = database.become

    def slowly(path: Path) -> None:
        late.start()
        late.join(0.3)  # time enough to write, if nothing holds it back
        become(path)

    monkeypatch.setattr(database, "become", slowly)
    first.finish(HELD)
    late.join(PATIENCE)
    with database.read() as connection:
        assert unsent(connection) == 1
    database.close()
