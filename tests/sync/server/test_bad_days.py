"""The bad days, with real stores and a real centre: restored, corrupted, copied."""

from contextlib import ExitStack, contextmanager

import pytest

from desktop.queries import sync_state
from desktop.usecases import sign_in
from sync.clock import Clock
from sync.errors import NotSignedIn
from sync.server import keeping
from sync.server.database import Database
from tests.support import centre
from tests.support.real_laptops import copied, dump, held, known, moved_to, signed_in, synchronised

VISIT = {"started_at": "2026-11-20T01:00:00Z"}


@pytest.fixture
def laptops(tmp_path):
    """Makes laptops; closes them in the end."""
    with ExitStack() as stack:

        def make(address: str, user: str, name: str = ""):
            made = signed_in(tmp_path / (name or user), address, user)
            stack.callback(made.close)
            return made

        make.closes = stack.callback
        yield make


@contextmanager
def restored(url, backup, *laptops):
    """The centre as it was in the backup, at another address."""
    database = Database(url)
    keeping.restore(database, backup, Clock())
    database.dispose()
    with centre.town(url) as town:
        for laptop in laptops:
            moved_to(laptop, town.address)
        yield town


def in_step(town, *laptops):
    for laptop in laptops:
        assert dump(laptop) == town.dump(as_user=known(laptop, "user"))
        assert laptop.status().unsent == 0
    assert all(line["ok"] for line in keeping.check(town.centre.database))


def test_a_restored_centre_gets_back_what_it_acknowledged_in_any_order(url, tmp_path, laptops):
    backup = tmp_path / "backup.db"
    with centre.town(url) as town:
        ann, cat = laptops(town.address, "ann"), laptops(town.address, "cat")
        ann.perform("customer.edit", "c1", {"phone": "kept"})
        synchronised(ann)
        keeping.backup(town.centre.database, backup)
        made = cat.perform("customer.create", None, {"name": "新店", "territory": "t1"})
        synchronised(cat)
        synchronised(ann)
        visit = ann.perform("visit.record", None, {"customer": made.id, **VISIT})
        ann.perform("customer.edit", "c1", {"phone": "lost", "remark": "也丢"})
        assert synchronised(ann).refused == 0
        ann.perform("customer.edit", "c1", {"address": "never sent"})
        synchronised(cat)
    with restored(url, backup, ann, cat) as town:
        first = synchronised(ann)  # the customer of the visit is not back yet
        assert first.repaired > 0
        assert held(ann, "visit")[visit.id]["pending"] == 1
        assert town.read("customer", "c1").fields["phone"] == "lost"
        for laptop in (cat, ann, cat):
            synchronised(laptop)
        in_step(town, ann, cat)
        assert town.read("customer", made.id).fields["visit_count"] == 1
        assert town.read("customer", "c1").fields["remark"] == "也丢"
        assert town.read("customer", "c1").fields["address"] == "never sent"
        assert ("visit", visit.id) in town.records()
        assert synchronised(ann).repaired == 0
        ann.perform("customer.edit", "c1", {"phone": "and on"})
        assert synchronised(ann).refused == 0
        assert town.read("customer", "c1").fields["phone"] == "and on"


def test_what_only_a_lost_laptop_knew_is_let_go_and_counted(url, tmp_path, laptops):
    backup = tmp_path / "backup.db"
    with centre.town(url) as town:
        ann, cat = laptops(town.address, "ann"), laptops(town.address, "cat")
        keeping.backup(town.centre.database, backup)
        cat.perform("customer.edit", "c1", {"phone": "from a laptop that burnt"})
        cat.perform("contact.create", "k9", {"customer": "c1", "name": "王"})
        synchronised(cat)
        synchronised(ann)
        assert "k9" in held(ann, "contact")
    with restored(url, backup, ann) as town:
        assert synchronised(ann).repaired == 2
        in_step(town, ann)
        assert held(ann, "customer")["c1"]["phone"] == "0571-1"


def test_conflicts_with_the_new_history_are_shown(url, tmp_path, laptops):
    backup = tmp_path / "backup.db"
    with centre.town(url) as town:
        ann, cat = laptops(town.address, "ann"), laptops(town.address, "cat")
        keeping.backup(town.centre.database, backup)
        ann.perform("customer.edit", "c1", {"phone": "ann's"})
        ann.perform("customer.edit", "c2", {"phone": "ann's"})
        synchronised(ann)
    with restored(url, backup, ann, cat) as town:
        cat.perform("customer.edit", "c1", {"phone": "cat's"})
        synchronised(cat)
        synchronised(ann)
        synchronised(cat)
        in_step(town, ann, cat)
        shown = list(held(ann, "conflict").values())
        assert [(each["mine"], each["theirs"]) for each in shown] == [('"ann\'s"', '"cat\'s"')]
        assert town.read("customer", "c2").fields["phone"] == "ann's"


def test_a_device_the_backup_does_not_know_signs_in_and_loses_nothing(url, tmp_path, laptops):
    backup = tmp_path / "backup.db"
    with centre.town(url) as town:
        keeping.backup(town.centre.database, backup)
        ann = laptops(town.address, "ann")
        ann.perform("customer.edit", "c1", {"phone": "acknowledged"})
        ann.perform("visit.record", "v1", {"customer": "c1", **VISIT})
        synchronised(ann)
    with restored(url, backup, ann) as town:
        with pytest.raises(NotSignedIn):
            synchronised(ann)
        sign_in.enrol_again(ann, sign_in.Credentials(town.address, "ann", "pw-ann", "test"))
        synchronised(ann)
        synchronised(ann)
        in_step(town, ann)
        assert town.read("customer", "c1").fields["phone"] == "acknowledged"
        assert town.read("customer", "c1").fields["visit_count"] == 1


DAMAGE = (
    "UPDATE customer SET phone = 'bit rot' WHERE id = 'c1'",
    "UPDATE customer SET ver = 99 WHERE id = 'c1'",
    "UPDATE customer SET part = 'terr:t9' WHERE id = 'c1'",
    "UPDATE customer SET deleted = 1 WHERE id = 'c2'",
    "DELETE FROM contact WHERE id = 'k1'",
    "INSERT INTO contact (id, part, ver, name) VALUES ('ghost', 'terr:t1', 1, 'x')",
)


def test_a_spoilt_row_is_found_at_the_next_sync_and_mended(town, laptops):
    ann = laptops(town.address, "ann")
    assert synchronised(ann).repaired == 0
    for damage in DAMAGE:
        with ann.database.write() as connection:
            connection.exec_driver_sql(damage)
        assert synchronised(ann).repaired == 1, damage
        in_step(town, ann)
        told = synchronised(ann)
        assert (told.repaired, told.round_trips) == (0, 1), damage


def test_a_sum_that_is_wrong_itself_is_made_anew(town, laptops):
    ann = laptops(town.address, "ann")
    with ann.database.write() as connection:
        connection.exec_driver_sql("UPDATE state SET value = '7' WHERE name = 'digest'")
    assert synchronised(ann).repaired == 0
    told = synchronised(ann)
    assert (told.repaired, told.round_trips) == (0, 1)


def test_rows_with_unsent_changes_are_compared_and_mended_underneath(town, laptops):
    ann = laptops(town.address, "ann")
    with ann.database.write() as connection:
        connection.exec_driver_sql("UPDATE customer SET address = 'rot' WHERE id = 'c1'")
    ann.perform("customer.edit", "c1", {"phone": "mine"})
    synchronised(ann)
    synchronised(ann)
    in_step(town, ann)
    assert town.read("customer", "c1").fields["phone"] == "mine"


def test_a_copied_store_becomes_a_laptop_of_its_own(town, tmp_path, laptops):
    ann = laptops(town.address, "ann")
    ann.perform("visit.record", "v1", {"customer": "c1", **VISIT})
    ann.perform("customer.edit", "c1", {"remark": "seen"})
    copy = copied(ann, tmp_path / "copy")
    laptops.closes(copy.close)
    copy.refresh_me()
    ann.perform("customer.edit", "c1", {"phone": "the one"})
    synchronised(ann)
    copy.perform("customer.edit", "c2", {"phone": "the other"})
    synchronised(copy)
    assert known(copy, "device") != known(ann, "device")
    for laptop in (ann, copy):
        synchronised(laptop)
    in_step(town, ann, copy)
    card = town.read("customer", "c1").fields
    assert (card["phone"], card["remark"], card["visit_count"]) == ("the one", "seen", 1)
    assert town.read("customer", "c2").fields["phone"] == "the other"
    assert held(copy, "conflict") == {}
    assert copy.status().refused == 0


def test_what_was_put_off_is_shown_as_waiting(url, tmp_path, laptops):
    backup = tmp_path / "backup.db"
    with centre.town(url) as town:
        ann, cat = laptops(town.address, "ann"), laptops(town.address, "cat")
        keeping.backup(town.centre.database, backup)
        cat.perform("contact.create", "k9", {"customer": "c1", "name": "王"})
        synchronised(cat)
        synchronised(ann)
        ann.perform("contact.edit", "k9", {"phone": "139"})
        synchronised(ann)
    with restored(url, backup, ann, cat) as town:
        synchronised(ann)
        with ann.database.read() as connection:
            assert [each.status for each in sync_state.waiting(connection)] == ["waiting"]
        for laptop in (cat, ann, cat):
            synchronised(laptop)
        in_step(town, ann, cat)
        assert town.read("contact", "k9").fields["phone"] == "139"
