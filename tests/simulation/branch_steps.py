"""Steps of a story in which the branch hub rules on what it was allotted."""

from datetime import timedelta

import hypothesis.strategies as st
from hypothesis.stateful import rule

from sync.errors import Problem
from tests.simulation.routes import forge_rulings
from tests.simulation.steps import WHICH, WHO, Steps

LONGEST = timedelta(days=12)  # that a story takes: what was sent is told again for thirty days


class BranchSteps(Steps):
    """Allotments have names of the centre's making: they are told by their number."""

    @rule(amount=st.integers(1, 6), each=st.sampled_from((None, 2)), days=st.integers(0, 2))
    def allot(self, amount: int, each: int | None, days: int) -> None:
        each = each and min(each, amount)
        number = self.world.leases.grant(amount, each, days)
        terms = f"{amount}.00, {each or 'as much'} each, for {days} days more"
        self._tell(f"the office allots the hub {terms}: allotment {number}")

    @rule(which=WHICH)
    def take_back(self, which: int) -> None:
        number = self.world.leases.take_back(which)
        if number is not None:
            self._tell(f"the office takes allotment {number} back")

    @rule(who=WHO, which=WHICH, under=WHICH)
    def approve_within(self, who: str, which: int, under: int) -> None:
        """Nothing of it travels before the hub has ruled."""
        request, lease = self._one(who, "approval_request", which), self.world.leases.one(under)
        if request is None or lease is None:
            return
        laptop, id = self.world.laptops[who], self._new("d")
        told = f"{id}: {who} approves {request} within allotment {self.world.leases.number(lease)}"
        said = {"request": request, "verdict": "approve", "allotment": lease}
        try:
            laptop.do("approval.decide", id, **said)
        except Problem as problem:
            told += f", and may not: {problem.kind}"
        self._tell(told)
        self._check(laptop)

    @rule(which=WHICH, under=WHICH)
    def a_branch_works_alone(self, which: int, under: int) -> None:
        """Somebody asked; the approver hears of it at the hub, decides, and the hub rules."""
        self.sync_through_the_hub("ann1", [])
        self.sync_through_the_hub("cat1", [])
        self.approve_within("cat1", which, under)
        self.sync_through_the_hub("cat1", [])

    @rule(pair=st.permutations(("ann1", "ann2", "cat1", "dan1")), word=st.sampled_from("东西"))
    def a_branch_begins_a_card(self, pair: list[str], word: str) -> None:
        """Somebody else changes what they know from the hub alone, and only then the centre hears
        of any of it."""
        one, other, id = *pair[:2], self._new("n")
        self._act(one, "customer.create", id, {"name": f"{word}店", "territory": "t1"})
        for who in (one, other):
            self.sync_through_the_hub(who, [])
        self._act(other, "customer.edit", id, {"address": word})
        self.sync_through_the_hub(other, [])

    @rule(who=WHO, stolen=st.booleans())
    def rulings_are_forged(self, who: str, stolen: bool) -> None:
        laptop = self.world.laptops[who]
        if not laptop.gone and (signed := forge_rulings(self.world, laptop, stolen)):
            key = "the hub's stolen key" if stolen else "a key of their own"
            self._tell(f"{signed} decisions of {who} are signed with {key}")
            self._check(laptop)

    @rule(days=st.integers(1, 4))
    def days_pass(self, days: int) -> None:
        if self.world.moment + timedelta(days=days) < self.world.began + LONGEST:
            self.world.moment += timedelta(days=days)
            self._tell(f"{days} days pass")
