"""A rep's day, drawn from a seed: contacts, visits, and edits that clash with colleagues'."""

from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Any

CUSTOMERS = {
    "zhou": ("c1", "c2", "c3"),
    "wang": ("c1", "c2", "c3"),
    "li": ("c9",),
    "zhang": ("c1", "c9"),
}
AT_ONCE = 30  # most changes given to one `apply`
Asked = dict[str, Any]


class Work:
    """Draws changes as lines of `apply`, and remembers which of them were acknowledged."""

    def __init__(self, user: str, chance: Random) -> None:
        self._user = user
        self._chance = chance
        self._number = 0
        self._asked: Counter[tuple[str, str]] = Counter()
        self.acknowledged: list[tuple[str, str]] = []

    def some(self) -> list[Asked]:
        made = [self._one() for _ in range(self._chance.randint(1, AT_ONCE))]
        self._asked.update((each["do"], each["id"]) for each in made)
        return made

    def answered(self, asked: Sequence[Asked], answers: Sequence[Any]) -> None:
        """Answers come in the order of the lines; after a kill the last ones are missing."""
        for each, answer in zip(asked, answers, strict=False):
            if answer["ok"]:
                self.acknowledged.append((each["do"], each["id"]))

    def unaccounted(self, ledger: Sequence[Any]) -> list[str]:
        """What was acknowledged and is not settled exactly once in the laptop's own ledger.

        A change whose answer was cut off by a kill may be there or not, but not more than once.
        """
        wrong = [f"{self._user} not settled: {x}" for x in ledger if x["status"] in OPEN]
        there = Counter((line["name"], line["record"]) for line in ledger)
        least = Counter(self.acknowledged)
        return wrong + [
            f"{self._user} {key}: {least[key]} acknowledged, {there[key]} in the ledger, "
            f"{self._asked[key]} asked for"
            for key in there.keys() | self._asked.keys()
            if not least[key] <= there[key] <= self._asked[key]
        ]

    def _one(self) -> Asked:
        self._number += 1
        mine = f"{self._user}-{self._number}"
        where = self._chance.choice(CUSTOMERS[self._user])
        kind = self._chance.randrange(4)
        if kind == 0:
            contact = {"customer": where, "name": f"联系人{mine}", "phone": mine}
            return {"do": "contact.create", "id": f"k-{mine}", "set": contact}
        if kind == 1:
            return {"do": "visit.record", "id": f"v-{mine}", "set": _visit(where, mine)}
        field = self._chance.choice(("phone", "address", "remark"))
        return {"do": "customer.edit", "id": where, "set": {field: f"{mine} {'长' * kind * 40}"}}


OPEN = frozenset({"waiting", "sent"})


def _visit(customer: str, mine: str) -> Asked:
    return {
        "customer": customer,
        "started_at": "2026-11-20T09:00:00+08:00",
        "ended_at": "2026-11-20T09:30:00+08:00",
        "purpose": "service",
        "outcome": f"已补货 {mine}",
    }
