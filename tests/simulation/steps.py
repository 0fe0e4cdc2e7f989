"""How a step of a story is taken: somebody acts, it is told, and what must hold is looked at."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from desktop.store.tables import LIVE
from sync.errors import NotSignedIn, Problem
from sync.session import Outcome
from tests.simulation import checks, reading
from tests.simulation.laptop import LAPTOPS, Laptop
from tests.simulation.line import EXPECTED, FAULTS
from tests.simulation.routes import through_hub
from tests.simulation.world import World

WHO = st.sampled_from(sorted(LAPTOPS))
WHICH = st.integers(0, 5)
FAULT = st.tuples(st.sampled_from(("", *FAULTS)), st.integers(0, 30_000))
# the centre names conflicts: in every run another way
BY_CONTENT = {"conflict": ("record", "field", "authored_at", "author", "mine", "theirs")}


class Steps(RuleBasedStateMachine):
    """`told` is the story so far, a line a step."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.numbers = 0
        self.begun = False

    @rule(who=WHO, faults=st.lists(FAULT, max_size=2))
    def sync_through_the_hub(self, who: str, faults: list[tuple[str, int]]) -> None:
        laptop = self.world.laptops[who]
        if laptop.gone:
            return
        laptop.lan.faults.extend(faults)
        self._on_the_road(f"{who} syncs through the hub", lambda: _moved(through_hub(laptop)))
        laptop.lan.faults.clear()
        self._check(laptop)

    def _act(self, who: str, do: str, id: str | None, set: dict[str, Any]) -> None:
        laptop = self.world.laptops[who]
        if id is None or laptop.gone:
            return
        try:
            laptop.do(do, id, **set)
        except Problem as problem:
            self._tell(f"{who} may not {do} {id} {set}: {problem.kind}")
            return
        self._tell(f"{who} {do} {id} {set}")
        self._check(laptop)

    def _one(self, who: str, type: str, which: int) -> str | None:
        order = ", ".join(BY_CONTENT.get(type, ("id",)))
        there = f"SELECT id FROM {type} WHERE deleted = {LIVE} ORDER BY {order}"
        laptop = self.world.laptops[who]
        if laptop.gone:
            return None
        with laptop.app.database.read() as connection:
            found = reading.rows(connection, there)
        return found[which % len(found)][0] if found else None

    def _new(self, stem: str) -> str:
        self.numbers += 1
        return f"{stem}{self.numbers}"

    def _check(self, laptop: Laptop) -> None:
        if not laptop.gone:
            checks.after_a_step(self.world, laptop)

    def _tell(self, what: str) -> None:
        self.world.moment += timedelta(minutes=1)
        self.told.append(what)

    def _on_the_road(self, what: str, do: Callable[[], str]) -> None:
        try:
            what += f": {do()}"
        except (*EXPECTED, NotSignedIn) as problem:  # revoked: only the centre is believed
            what += f": {problem.kind}"
        self._tell(what)


def _moved(outcome: Outcome) -> str:
    return f"{outcome.relayed} relayed, {outcome.pulled} down"
