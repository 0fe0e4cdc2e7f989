"""A disk that is full in the middle: a problem with words, nothing half done, and on again."""

from contextlib import contextmanager

import pytest

from desktop.errors import StoreLocked
from desktop.store.bootstrap import Bootstrap
from desktop.store.database import Database
from desktop.usecases.synchronise import one_at_a_time
from sync.errors import Problem
from sync.wire import Group
from tests.support.centre import Refusal, Town
from tests.support.disks import read_only, small_files
from tests.support.real_laptops import dump, known, signed_in, synchronised

LONG = "很长的备注" * 90


@pytest.fixture
def ann(town: Town, tmp_path):
    made = signed_in(tmp_path / "ann", town.address, "ann")
    yield made
    made.close()


@contextmanager
def no_more_room(laptop):
    """The store may not grow by a page: SQLite's own "database or disk is full"."""
    with laptop.database.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    yield
    with laptop.database.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")


def many(territory: str, stem: str) -> dict:
    return {
        "customers": [
            {"id": f"{stem}{n}", "name": f"第{n}店", "territory": territory, "remark": LONG}
            for n in range(300)
        ]
    }


def told(laptop) -> str:
    with pytest.raises(Problem) as caught:
        synchronised(laptop)
    return caught.value.kind


def test_news_that_do_not_fit_change_nothing_and_come_when_there_is_room(town, ann):
    before, cursor = dump(ann), known(ann, "cursor")
    town.load(many("t1", "n"))
    with no_more_room(ann):
        assert told(ann) == "disk_full"
        assert dump(ann) == before
        assert known(ann, "cursor") == cursor
    assert synchronised(ann).repaired == 0
    assert dump(ann) == town.dump(as_user="ann")


def test_a_territory_that_does_not_fit_stays_out_of_sight_until_it_does(town, ann):
    before = dump(ann)
    town.load(many("t2", "n"))
    town.load({"posts": [{"id": "r1", "title": "x", "territories": ["t1", "t2"]}]})
    with no_more_room(ann):
        assert told(ann) == "disk_full"
        assert [line for line in dump(ann) if '"type":"post"' not in line] == [
            line for line in before if '"type":"post"' not in line
        ]
    assert synchronised(ann).repaired == 0
    assert dump(ann) == town.dump(as_user="ann")


def test_a_first_download_that_does_not_fit_leaves_nothing_behind(ann, town):
    before = dump(ann)
    first = Bootstrap(ann.database)
    values = [[f"第{n}店" for n in range(2_000)], [LONG] * 2_000]
    ids = [f"n{n}" for n in range(2_000)]
    first.add([Group("customer", "I", ids, [9] * 2_000, "terr:t1", ["name", "remark"], values)])
    with small_files(2_000_000), pytest.raises(Problem) as caught:
        first.finish({})
    assert caught.value.kind == "disk_full"
    assert not list(ann.database.path.parent.glob("*.next"))
    assert dump(ann) == before
    assert synchronised(ann).repaired == 0


def works_on(laptop):
    for number in range(500):
        laptop.perform("customer.edit", "c1", {"remark": f"{number}{LONG}"})


def test_work_that_does_not_fit_is_not_half_there(town, ann):
    before = dump(ann)
    with no_more_room(ann):
        with pytest.raises(Problem) as caught:
            works_on(ann)
        assert caught.value.kind == "disk_full"
        assert len(dump(ann)) == len(before)
    assert synchronised(ann).refused == 0
    assert dump(ann) == town.dump(as_user="ann")


def test_a_full_disk_is_no_wrong_key(ann):
    path, key = ann.database.path, ann.database.key
    ann.close()
    with small_files(0), pytest.raises(Problem) as caught:
        Database(path, key)
    assert caught.value.kind == "disk_full"
    Database(path, key).close()


def test_a_folder_that_takes_nothing_is_no_wrong_key(ann):
    path, key = ann.database.path, ann.database.key
    ann.close()
    for locked in ((path.parent,), (path.parent, path)):
        with read_only(*locked), pytest.raises(StoreLocked) as caught:
            Database(path, key)
        assert (caught.value.kind, caught.value.facts["path"]) == ("store_read_only", str(path))
    Database(path, key).close()


def test_a_store_that_has_become_read_only_keeps_what_it_has(ann):
    before = dump(ann)
    ann.close()
    with read_only(ann.database.path):
        with pytest.raises(StoreLocked) as caught:
            works_on(ann)
        assert caught.value.kind == "store_read_only"
        assert dump(ann) == before
    ann.close()


def test_a_full_disk_is_no_other_window_that_synchronises(ann):
    begun = False
    ann.profile.lock.unlink(missing_ok=True)
    with small_files(0), one_at_a_time(ann.profile):
        begun = True
    assert begun


@pytest.mark.parametrize("copies", ["sqlite"], indirect=True)
def test_a_centre_that_cannot_write_says_so_and_goes_on_afterwards(town):
    ann = town.laptop("ann")
    change = ann.envelope("customer.edit", "c1", phone="1")
    with small_files(0), pytest.raises(Refusal) as caught:
        ann.sync(change)
    assert (caught.value.status, caught.value.problem) == (503, "server_full")
    assert ann.sync(change)[0].status == "applied"
