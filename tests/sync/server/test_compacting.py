"""A compacted log and the whole one bring everybody to the same state, from wherever they stand."""

import copy
import random
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from sync.clock import Clock, from_text
from sync.server import keeping
from sync.server.admin import Administration
from sync.server.compacting import compact
from sync.server.tables import APPLIED, CHANGE, CHANGE_PART, COMMIT_LOG, RECEIVED
from tests.support.centre import Refusal, Town


def count(town: Town, table, *where) -> int:
    statement = select(func.count()).select_from(table).where(*where)
    with town.centre.database.read() as connection:
        return connection.execute(statement).scalar_one()


class Then(Clock):
    """A clock that stands at the instant of a commit."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self._at = from_text(at) + timedelta(microseconds=1)

    def now(self):
        return self._at


def cut(town: Town, seq: int) -> dict:
    """Compacts up to this commit."""
    with town.centre.database.read() as connection:
        found = select(COMMIT_LOG.c.received_at).where(COMMIT_LOG.c.seq == seq)
        then = Then(connection.execute(found).scalar_one())
    return compact(town.centre.database, then, keep_days=0)


def something(town: Town, who, dice: random.Random, number: int) -> None:
    customer = dice.choice(sorted(of for type, of in who.rows if type == "customer") or ["c1"])
    what = dice.randrange(6)
    if what == 0:
        target = dice.choice(("t1", "t2"))
        Administration(town.centre.database, town.clock).move(dice.choice(("c1", "c2")), target)
    elif what == 1:
        who.do("visit.record", f"v{number}", customer=customer, started_at="2026-11-20T01:00:00Z")
    elif what == 2:
        who.do("contact.create", f"k{number}", customer=customer, name="王")
    elif what == 3 and (found := [of for type, of in who.rows if type == "contact"]):
        who.do("contact.delete", dice.choice(sorted(found)))
    else:
        who.do("customer.edit", customer, **{dice.choice(("phone", "remark")): f"w{number}"})


def test_from_every_cursor_everybody_ends_where_the_whole_log_leads(town):
    dice = random.Random(1)
    ann, ben, cat = (town.laptop(name) for name in ("ann", "ben", "cat"))
    stood = []
    for number in range(24):
        something(town, dice.choice((ann, ben)), dice, number)
        cat.sync()
        stood += [copy.deepcopy(cat)]
    whole = town.dump(as_user="cat")
    before = count(town, CHANGE)
    said = cut(town, stood[12].cursor)
    assert said["horizon"] == stood[12].cursor
    assert count(town, CHANGE) < before
    for laptop in stood:
        behind = laptop.cursor < said["horizon"]
        laptop.sync()
        assert set(laptop.dump()) ^ set(whole) == set()
        assert laptop.repairs == int(behind)
    assert town.laptop("cat").dump() == town.dump(as_user="cat")
    assert all(line["ok"] for line in keeping.check(town.centre.database))


def test_the_last_change_of_every_record_stays_and_a_second_time_nothing_goes(town):
    ann = town.laptop("ann")
    for word in ("a", "b", "c"):
        ann.do("customer.edit", "c1", phone=word)
    ann.do("contact.delete", "k1")
    head = town.centre.head().seq
    assert cut(town, head)["horizon"] == head
    assert count(town, CHANGE, CHANGE.c.type == "customer", CHANGE.c.id == "c1") == 1
    assert count(town, CHANGE, CHANGE.c.id == "k1", CHANGE.c.op == "D") == 1
    assert count(town, CHANGE_PART) >= count(town, CHANGE)
    assert cut(town, head)["changes"] == 0
    assert cut(town, head - 1)["horizon"] == head, "it never comes back"


def test_answers_are_kept_until_heard_and_the_ledger_for_ever(town):
    ann, ben = town.laptop("ann"), town.laptop("ben")
    ann.do("customer.edit", "c1", phone="1")
    ann.sync(ann.envelope("customer.edit", "c1", phone="2"))
    ann.do("customer.edit", "c1", phone="3")  # says that it has heard of the two before
    last = ann.envelope("customer.edit", "c1", phone="4")
    ann.say(last)
    ben.say(ben.envelope("customer.edit", "d1", phone="5"))
    compact(town.centre.database, Clock(offset=timedelta(days=31)), keep_days=400)
    assert count(town, APPLIED, APPLIED.c.device == ann.device) == 1
    assert count(town, APPLIED, APPLIED.c.device == ben.device) == 1
    assert count(town, RECEIVED, RECEIVED.c.device == ann.device) == 4
    assert count(town, RECEIVED, RECEIVED.c.body != "") == 2
    assert [each.status for each in ann.say(last).results] == ["applied"]
    with pytest.raises(Refusal) as caught:
        ann.say(said_again(ann))
    assert caught.value.problem == "fork"


def said_again(ann):
    ann.mseq = 0
    return ann.envelope("customer.edit", "c1", phone="1")
