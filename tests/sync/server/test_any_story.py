"""Any story, told by a seed: whatever people do offline and whatever gets lost, all end in step."""

import random
from collections import Counter

import msgspec
import pytest

from sync.server import keeping
from sync.server.admin import Administration
from tests.support.centre import Laptop, Town

PEOPLE = ("ann", "ann", "ben", "cat", "dan")
SEEDS = (0, 1, 2, 3, 138, 149, 155)  # the last three each found a fault
STEPS = 70


class Story:
    """People with laptops, mostly offline, and a line that loses answers."""

    def __init__(self, town: Town, seed: int) -> None:
        self.town = town
        self.dice = random.Random(seed)
        self.laptops = [town.laptop(name) for name in PEOPLE]
        self.unsent: dict[int, list] = {id(laptop): [] for laptop in self.laptops}
        self.sent: Counter[str] = Counter()
        self.number = 0

    def tell(self) -> None:
        acts = [self.edit] * 6 + [self.visit] * 3 + [self.contact, self.paper, self.request] * 2
        acts += [self.decide, self.resolve, self.note, self.delete, self.move, self.repost]
        acts += [self.sync] * 6 + [self.lose] * 2
        for _ in range(STEPS):
            self.dice.choice(acts)(self.dice.choice(self.laptops))
        for laptop in self.laptops * 3:
            self.sync(laptop)

    def new(self, stem: str) -> str:
        self.number += 1
        return f"{stem}{self.number}"

    def held(self, laptop: Laptop, type: str, **where) -> str | None:
        found = sorted(
            of
            for (kind, of), row in laptop.rows.items()
            if kind == type and all(row.get(name) == value for name, value in where.items())
        )
        return self.dice.choice(found) if found else None

    def do(self, laptop: Laptop, do: str, of: str | None, /, **set) -> None:
        if of is not None:
            self.unsent[id(laptop)].append(laptop.envelope(do, of, **set))

    def edit(self, laptop: Laptop) -> None:
        word = self.new("w")
        field = self.dice.choice(("phone", "remark", "address", "extra"))
        value = {self.dice.choice("abc"): word} if field == "extra" else word
        self.do(laptop, "customer.edit", self.held(laptop, "customer"), **{field: value})

    def visit(self, laptop: Laptop) -> None:
        customer = self.held(laptop, "customer")
        if customer:
            day = self.dice.randint(10, 28)
            at = f"2026-11-{day}T01:00:00Z"
            self.do(laptop, "visit.record", self.new("v"), customer=customer, started_at=at)

    def contact(self, laptop: Laptop) -> None:
        customer = self.held(laptop, "customer")
        if customer:
            self.do(laptop, "contact.create", self.new("k"), customer=customer, name="王")

    def delete(self, laptop: Laptop) -> None:
        self.do(laptop, "contact.delete", self.held(laptop, "contact"))

    def note(self, laptop: Laptop) -> None:
        self.do(laptop, "site.edit", self.held(laptop, "site"), access_notes=self.new("n"))

    def paper(self, laptop: Laptop) -> None:
        day = f"2026-11-0{self.dice.randint(1, 4)}"
        answers = {self.dice.choice("xyz"): self.new("a")}
        of = f"{laptop.person}-{day}"
        self.do(laptop, "report.draft", of, kind="daily", date=day, answers=answers)

    def request(self, laptop: Laptop) -> None:
        self.do(laptop, "approval.request", self.new("q"), kind="credit", amount="1.00")

    def decide(self, laptop: Laptop) -> None:
        request = self.held(laptop, "approval_request", state="pending")
        verdict = self.dice.choice(("approve", "endorse"))
        if request:
            self.do(laptop, "approval.decide", self.new("d"), request=request, verdict=verdict)

    def resolve(self, laptop: Laptop) -> None:
        conflict = self.held(laptop, "conflict", state="open")
        self.do(laptop, "conflict.resolve", conflict, take=self.dice.choice(("mine", "theirs")))

    def move(self, laptop: Laptop) -> None:
        customer, territory = self.dice.choice(("c1", "c2", "d1")), self.dice.choice(("t1", "t2"))
        Administration(self.town.centre.database, self.town.clock).move(customer, territory)

    def repost(self, laptop: Laptop) -> None:
        territories = self.dice.choice((["t1"], ["t1", "t2"], []))
        self.town.load({"posts": [{"id": "r1", "title": "x", "territories": territories}]})

    def sync(self, laptop: Laptop) -> None:
        waiting = self.unsent[id(laptop)]
        results = laptop.sync(*waiting)
        assert [result.mseq for result in results] == [each.mseq for each in waiting]
        self.sent[laptop.device] += len(waiting)
        waiting.clear()

    def lose(self, laptop: Laptop) -> None:
        """The centre did it all; nobody heard."""
        laptop.say(*self.unsent[id(laptop)])


@pytest.mark.parametrize("seed", SEEDS)
def test_everybody_ends_in_step_and_nothing_is_lost_or_done_twice(town, seed):
    story = Story(town, seed)
    story.tell()
    for laptop in story.laptops:
        assert set(laptop.dump()) ^ set(town.dump(as_user=laptop.person)) == set()
        assert len(town.received(laptop.device)) == story.sent[laptop.device]
        assert laptop.checked  # the centre's digest was that of what is held, every time
    visits: Counter[str] = Counter()
    counted = {}
    for line in map(msgspec.json.decode, town.dump()):
        if line["type"] == "visit":
            visits[line["fields"]["customer"]] += 1
        if line["type"] == "customer":
            counted[line["id"]] = line["fields"]["visit_count"] or 0
    assert {name: visits[name] for name in counted} == counted
    assert all(line["ok"] for line in keeping.check(town.centre.database))
    for name in ("ann", "ben", "cat"):
        assert town.laptop(name).dump() == town.dump(as_user=name)
