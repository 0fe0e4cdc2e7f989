"""Sequence order is commit order, and no reader ever sees a gap."""

import threading

import pytest
from sqlalchemy import text

from sync.server.database import Database
from sync.server.draft import Draft
from sync.server.journal import Journal
from sync.server.provenance import Provenance
from tests.support.centre import town as running
from tests.support.patience import PATIENCE

AT = "2026-11-21T00:00:00.000000Z"


def commit(database: Database, phone: str, started=None, hold=None) -> int:
    """One slow commit: it holds its turn until it may go on."""
    with database.write() as connection:
        journal = Journal(connection)
        draft = Draft(journal.rows)
        draft.update(draft.get("customer", "c1"), {"phone": phone})
        draft.place()
        seq = journal.commit(draft, Provenance.local("test", AT, "x"))
        journal.flush()
        if started is not None:
            started.set()
            assert hold.wait(PATIENCE)
    return seq


def test_a_slow_commit_is_never_overtaken(town):
    """With numbers from a bigserial the second commit would be seen first, and a cursor that
    has passed it would never see the slow one."""
    reader = town.laptop("ann")
    database = town.centre.database
    started, hold = threading.Event(), threading.Event()
    numbers: dict[str, int] = {}
    other = Database(database.url)  # another server process on the same database

    def slow() -> None:
        numbers["slow"] = commit(database, "slow", started, hold)

    def fast() -> None:
        numbers["fast"] = commit(other, "fast")

    threads = [threading.Thread(target=slow), threading.Thread(target=fast)]
    threads[0].start()
    assert started.wait(PATIENCE)
    threads[1].start()
    before = reader.cursor
    reader.sync()  # a reader does not wait for writers
    assert reader.cursor == before
    hold.set()
    for thread in threads:
        thread.join(PATIENCE)
    other.dispose()
    assert numbers["fast"] == numbers["slow"] + 1 == before + 2
    reader.sync()
    assert reader.rows["customer", "c1"]["phone"] == "fast"


def test_many_writers_and_readers_see_every_commit_once_and_in_order(town):
    database = town.centre.database
    first = town.centre.head().seq
    seen: list[int] = []
    done = threading.Event()

    def read() -> None:
        last = first
        while not (done.is_set() and last == town.centre.head().seq):
            with database.read() as connection:
                found = connection.execute(
                    text("SELECT seq FROM commit_log WHERE seq > :last ORDER BY seq"),
                    {"last": last},
                ).scalars()
                seen.extend(found)
            last = seen[-1] if seen else last

    def write(name: str) -> None:
        for number in range(15):
            commit(database, f"{name}{number}")

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    reader.start()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(PATIENCE)
    done.set()
    reader.join(PATIENCE)
    assert seen == list(range(first + 1, first + 61))


def test_what_the_database_cannot_hold_is_kept_aside_and_the_rest_goes_through(town):
    """A stand-in for any value that only the database objects to."""
    ann = town.laptop("ann")
    with town.centre.database.engine.begin() as connection:
        if town.centre.database.sqlite:
            connection.execute(
                text(
                    "CREATE TRIGGER t BEFORE UPDATE ON customer WHEN NEW.phone = 'poison' "
                    "BEGIN SELECT RAISE(ABORT, 'no'); END"
                )
            )
        else:
            connection.execute(text("ALTER TABLE customer ADD CHECK (phone <> 'poison')"))
    results = ann.sync(
        ann.envelope("customer.edit", "c1", phone="1"),
        ann.envelope("customer.edit", "c2", phone="poison"),
        ann.envelope("customer.edit", "c2", remark="after"),
    )
    assert [result.status for result in results] == ["applied", "quarantined", "applied"]
    assert ann.dump() == town.dump(as_user="ann")
    assert town.centre.head().seq == ann.cursor


@pytest.mark.parametrize("reads", ["ann", "cat"])
def test_a_long_absence_comes_back_in_whole_commits(town, reads):
    ann, cat = town.laptop("ann"), town.laptop("cat")
    visitor = cat if reads == "ann" else ann
    reader = ann if reads == "ann" else cat
    visitor.sync(
        *(visitor.envelope("customer.edit", "c1", remark=f"{n}" + "长" * 900) for n in range(400)),
        *(
            visitor.envelope("contact.create", f"x{n}", customer="c2", name="张")
            for n in range(300)
        ),
    )
    reply = reader.say()
    assert reply.more
    assert sum(len(group.ids) for group in reply.groups) < 300
    reader.sync()
    assert reader.dump() == town.dump(as_user=reads)


def test_a_page_ends_between_commits(town):
    ann = town.laptop("ann")
    with town.centre.database.write() as connection:
        journal = Journal(connection)
        draft = Draft(journal.rows)
        for number in range(1_500):
            fields = {"customer": "c1", "name": f"n{number}"}
            draft.insert("contact", f"m{number}", fields)
        draft.place()
        journal.commit(draft, Provenance.local("test", AT, "x"))
        journal.flush()
    commit(town.centre.database, "after")
    reply = ann.say()
    assert sum(len(group.ids) for group in reply.groups) == 1_500
    assert reply.more
    ann.sync()
    assert ann.dump() == town.dump(as_user="ann")


def test_two_servers_on_one_database_are_one_centre(town, url):
    ann = town.laptop("ann")
    with running(url) as second:
        ann.address = second.address
        ann.do("customer.edit", "c1", phone="elsewhere")
        ann.address = town.address
        ann.do("customer.edit", "c1", remark="here")
        assert ann.dump() == town.dump(as_user="ann") == second.dump(as_user="ann")


def fail_halfway(database: Database) -> None:
    with database.write() as connection:
        journal = Journal(connection)
        draft = Draft(journal.rows)
        draft.update(draft.get("customer", "c1"), {"phone": "x"})
        draft.place()
        journal.commit(draft, Provenance.local("test", AT, "x"))
        journal.flush()
        raise ZeroDivisionError


def test_a_transaction_that_fails_leaves_no_trace(town):
    before, dump = town.centre.head(), town.dump()
    with pytest.raises(ZeroDivisionError):
        fail_halfway(town.centre.database)
    assert (town.centre.head(), town.dump()) == (before, dump)
