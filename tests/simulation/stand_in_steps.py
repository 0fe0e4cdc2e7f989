"""Steps of a story in which people stand in for each other, and others hear of it late."""

from datetime import timedelta

import hypothesis.strategies as st
from hypothesis.stateful import rule

from tests.simulation.laptop import LAPTOPS
from tests.simulation.leases import world_day
from tests.simulation.steps import WHICH, WHO, Steps

PEOPLE = st.sampled_from(sorted({*LAPTOPS.values(), "eve"}))
KINDS = st.sampled_from((None, ["credit"], ["expense"]))
ABOVE = {"ann1": "cat1", "ann2": "cat1", "ben1": "cat1", "cat1": "dan1"}


class StandInSteps(Steps):
    """Delegations run from a day to a day of the company; laptops go by their own clocks."""

    @rule(who=WHO, to=PEOPLE, since=st.integers(-1, 2), days=st.integers(0, 3), kinds=KINDS)
    def stand_in(self, who: str, to: str, since: int, days: int, kinds: list[str] | None) -> None:
        first = world_day(self.world) + timedelta(days=since)
        terms = {"since": str(first), "until": str(first + timedelta(days=days))}
        set = {"delegate": to, **terms, **({"kinds": kinds} if kinds else {})}
        self._act(who, "delegation.give", self._new("g"), set)

    @rule(who=WHO, which=WHICH)
    def stand_in_no_longer(self, who: str, which: int) -> None:
        self._act(who, "delegation.end", self._one(who, "delegation", which), {})

    @rule(who=st.sampled_from(sorted(ABOVE)), to=PEOPLE, ends=st.booleans())
    def ask_before_hearing_of_it(self, who: str, to: str, ends: bool) -> None:
        """The approver gives or ends a delegation, which the requester has not heard of."""
        above, id = ABOVE[who], self._new("g")
        day = str(world_day(self.world))
        given = {"delegate": to, "since": day, "until": day}
        self._act(above, "delegation.give", id, given)
        if ends:
            self._sync(above, [])
            self._sync(who, [])
            self._act(above, "delegation.end", id, {})
        self._sync(above, [])
        fields = {"kind": "credit", "title": "额度", "amount": "1.00"}
        self._act(who, "approval.request", self._new("q"), fields)
        self._sync(who, [])
