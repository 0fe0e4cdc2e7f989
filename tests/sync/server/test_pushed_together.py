"""A push of many changes is those changes one after the other: same numbers, hashes, answers."""

import base64
import json
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import insert, select

from sync import signing
from sync.clock import Clock
from sync.mutations import MUTATIONS
from sync.server.centre import Centre
from sync.server.database import Database, head
from sync.server.tables import DIGEST, ENROLMENT, METADATA
from sync.wire import Envelope, Request, Result

SEEDS = (3, 7)  # each meets every status there is
PUSHES, MOST = 9, 30
PEOPLE = {"dev-ann": "ann", "dev-ben": "ben", "dev-cat": "cat"}
KEYS = {name: bytes([place]) * 32 for place, name in enumerate(PEOPLE, 1)}
NAMES = ("甲店", "新店", "新店（分店）", "Corner Shop", "corner shop ltd")
ODD = (None, "", "x\x00y", "长" * 600, 7, 1e-5, 1e300, ["a"], {"a": 1}, "\u2028é😀")


class Stopped(Clock):
    """Every centre of this test receives everything at the same moment."""

    def now(self) -> datetime:
        return datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


class Story:
    """Changes drawn from a seed: mostly plain ones, some upon each other, some bad."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.number = dict.fromkeys(PEOPLE, 0)
        self.customers, self.contacts, self.requests = ["c1", "c2", "d1"], ["k1", "k2"], ["q0"]
        self.made = 0

    def push(self, device: str, seq: int) -> list[Envelope]:
        return [self.one(device, seq) for _ in range(self.dice.randint(1, MOST))]

    def one(self, device: str, seq: int) -> Envelope:
        drawn = self.dice.choices(
            (self.create, self.edit, self.contact, self.contact_edit, self.visit, self.credit,
             self.order, self.tag, self.move, self.gone, self.request, self.decide, self.merge,
             self.bad),
            (30, 20, 10, 6, 6, 4, 4, 4, 2, 2, 3, 2, 2, 5),
        )[0]  # fmt: skip
        name, id, set = drawn(PEOPLE[device])
        self.number[device] += 1
        envelope = Envelope(self.number[device], name, id, set, self.at())
        envelope.v = self.dice.choice((1, 3, 5, 5, 5))
        stem = name.partition(".")[0]
        if name.endswith((".edit", ".tag", ".move", ".delete")):
            envelope.base = {f"{stem}/{id}": self.dice.choice((0, 1, max(seq - 3, 0), seq))}
        if name.endswith(".edit"):
            envelope.was = {f"{stem}/{id}": dict.fromkeys(set, "x")}
        return envelope

    def at(self) -> str:
        self.made += 1
        if self.dice.random() < 0.05:
            return self.dice.choice(("2026-11-20", "2026-11-20T16:00:00+08:00"))
        return f"2026-11-{self.dice.randint(10, 21)}T08:00:00.{self.made:06}Z"

    def new(self, stem: str) -> str:
        self.made += 1
        return f"{stem}-{self.made}"

    def create(self, who: str) -> tuple[str, str, dict[str, Any]]:
        id = self.new("n") if self.dice.random() < 0.95 else self.dice.choice(self.customers)
        self.customers.append(id)
        name = self.dice.choice(NAMES) if self.dice.random() < 0.2 else f"店{self.made}"
        set = {"name": name, "region": "西湖", "phone": f"0571-{self.made}", "latitude": 30.25}
        if self.dice.random() < 0.5:
            set |= {"territory": self.dice.choice(("t1", "t1", "t2", "nowhere"))}
        return "customer.create", id, set | {"extra": {"b": 1, "a": None}, "class": "A"}

    def edit(self, who: str) -> tuple[str, str, dict[str, Any]]:
        field = self.dice.choice(("phone", "address", "remark", "name", "extra", "state"))
        word = self.new("w")
        value = {"extra": {word[-1]: word}, "state": "active"}.get(field, word)
        return "customer.edit", self.dice.choice(self.customers[-20:]), {field: value}

    def contact(self, who: str) -> tuple[str, str, dict[str, Any]]:
        self.contacts.append(id := self.new("k"))
        return "contact.create", id, {"customer": self.some(), "name": "王", "phone": id}

    def contact_edit(self, who: str) -> tuple[str, str, dict[str, Any]]:
        said = {self.dice.choice(("phone", "position")): self.new("w")}
        return "contact.edit", self.dice.choice(self.contacts), said

    def visit(self, who: str) -> tuple[str, str, dict[str, Any]]:
        at = f"2026-11-{self.dice.randint(10, 21)}T01:00:00Z"
        return "visit.record", self.new("v"), {"customer": self.some(), "started_at": at}

    def credit(self, who: str) -> tuple[str, str, dict[str, Any]]:
        said = {"customer": self.some(), "amount": "12.5", "reason": "order"}
        return "credit.enter", self.new("e"), said

    def order(self, who: str) -> tuple[str, str, dict[str, Any]]:
        line = {"name": "米", "unit": "袋", "quantity": "2", "price": "3.00"}
        said = {"customer": self.some(), "lines": [line], "date": "2026-11-20"}
        return "order.place", self.new("o"), said

    def tag(self, who: str) -> tuple[str, str, dict[str, Any]]:
        return "customer.tag", self.some(), {"add": [self.dice.choice("abc")], "remove": ["a"]}

    def move(self, who: str) -> tuple[str, str, dict[str, Any]]:
        return "customer.move", self.some(), {"territory": self.dice.choice(("t1", "t2"))}

    def gone(self, who: str) -> tuple[str, str, dict[str, Any]]:
        if self.dice.random() < 0.5:
            return "customer.delete", self.some(), {}
        return "contact.delete", self.dice.choice(self.contacts), {}

    def request(self, who: str) -> tuple[str, str, dict[str, Any]]:
        self.requests.append(id := self.new("q"))
        said = {"kind": "credit", "amount": "1.00", "subject_type": "customer"}
        return "approval.request", id, said | {"subject": self.some()}

    def decide(self, who: str) -> tuple[str, str, dict[str, Any]]:
        said = {"request": self.dice.choice(self.requests), "verdict": "approve", "on_ver": 1}
        return "approval.decide", self.new("d"), said | {"on_step": 1}

    def merge(self, who: str) -> tuple[str, str, dict[str, Any]]:
        return "customer.merge", self.some(), {"other": self.some(), "take": ["phone"]}

    def bad(self, who: str) -> tuple[str, str, dict[str, Any]]:
        name = self.dice.choice((*MUTATIONS, "customer.explode"))
        fields = [it.name for it in MUTATIONS[name].fields] if name in MUTATIONS else ["x"]
        some = self.dice.sample(fields, min(len(fields), 3)) if fields else ["zzz"]
        id = self.dice.choice((self.some(), self.new("b"), "no id at all!", ""))
        return name, id, {field: self.dice.choice(ODD) for field in some}

    def some(self) -> str:
        return self.dice.choice(self.customers[-12:])


@contextmanager
def centre_of(url: str) -> Iterator[Centre]:
    """With the devices of this test."""
    database = Database(url)
    centre = Centre(database, Stopped())
    with database.write() as connection:
        for device, person in PEOPLE.items():
            key = base64.b64encode(
                Ed25519PrivateKey.from_private_bytes(KEYS[device]).public_key().public_bytes_raw()
            ).decode()
            connection.execute(
                insert(ENROLMENT).values(
                    id=device, person=person, account=person, key=key, name=device, last_mseq=0,
                    acked=0, enrolled_at="", seen_at="", revoked=0, renewable=0,
                )
            )  # fmt: skip
    try:
        yield centre
    finally:
        database.dispose()


def pushed(centre: Centre, device: str, push: list[Envelope]) -> list[Result]:
    key = Ed25519PrivateKey.from_private_bytes(KEYS[device])
    with centre.database.read() as connection:
        epoch = head(connection).epoch
    seal = signing.seal(key, device, push)
    request = Request(epoch, 0, push=push, seal=seal)
    return centre.sequencer.push(device, key.public_key(), request)


def everything(centre: Centre) -> dict[str, list[str]]:
    """Every row of every table, in no order."""
    with centre.database.read() as connection:
        return {
            table.name: sorted(
                json.dumps([str(value) for value in row], ensure_ascii=False)
                for row in connection.execute(select(table))
                if table is not DIGEST or row.count
            )
            for table in METADATA.sorted_tables
        }


def heard(result: Result) -> dict[str, Any]:
    """What became of it. Of a record that this very push has changed before, `fix` may tell other
    things than it had to tell of one change alone."""
    return msgspec.to_builtins(msgspec.structs.replace(result, fix=[]))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_push_is_its_changes_one_after_the_other(copies: Callable[[], str], seed: int) -> None:
    story = Story(seed)
    statuses = set()
    with ExitStack() as stack:
        one, other = (stack.enter_context(centre_of(copies())) for _ in range(2))
        for _ in range(PUSHES):
            device = story.dice.choice(tuple(PEOPLE))
            with one.database.read() as connection:
                push = story.push(device, head(connection).seq)
            together = pushed(one, device, push)
            apart = [pushed(other, device, [each])[0] for each in push]
            statuses |= {each.status for each in together}
            assert [heard(it) for it in together] == [heard(it) for it in apart]
        theirs = everything(other)
        for name, rows in everything(one).items():
            if name not in ("applied", "meta", "digest_reader"):  # results; secrets; leftovers
                assert set(rows) ^ set(theirs[name]) == set(), name
    assert statuses == {"applied", "merged", "conflict", "refused", "quarantined"}
