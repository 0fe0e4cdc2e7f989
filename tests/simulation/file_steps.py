"""Steps of a story in which files are attached, travel and are looked at."""

import hypothesis.strategies as st
from hypothesis.stateful import rule

from sync.errors import NotSignedIn, Problem
from tests.simulation import file_checks, files
from tests.simulation.crash import Killed
from tests.simulation.line import EXPECTED
from tests.simulation.steps import FAULT, WHICH, WHO, Steps

WORDS = st.sampled_from("山水")
SUBJECTS = st.sampled_from(("customer", "visit", "approval_request"))


class FileSteps(Steps):
    """The bytes; what is said of the records is told to the oracle as everything else is."""

    @rule(who=WHO, which=WHICH, type=SUBJECTS, word=WORDS, times=st.integers(0, 9))
    def attach(self, who: str, which: int, type: str, word: str, times: int) -> None:
        laptop, subject = self.world.laptops[who], self._one(who, type, which)
        if subject is None:
            return
        id, body = self._new("f"), files.content(word, times)
        try:
            files.attach(laptop, id, type, subject, body)
        except Problem as problem:
            self._tell(f"{who} may not attach to {type} {subject}: {problem.kind}")
            return
        self.world.attached[id] = files.Attached(who, body)
        self._tell(f"{who} attaches {id} to {type} {subject}, {word} {times} times")
        self._check(laptop)

    @rule(who=WHO, which=WHICH)
    def remove_a_file(self, who: str, which: int) -> None:
        self._act(who, "attachment.remove", self._one(who, "attachment", which), {})

    @rule(who=WHO, which=WHICH)
    def want_a_file(self, who: str, which: int) -> None:
        attachment = self._one(who, "attachment", which)
        if attachment is not None:
            self._tell(f"{who} wants {attachment}")
            self.world.laptops[who].app.files.want(attachment)

    @rule(
        who=WHO,
        hub=st.booleans(),
        faults=st.lists(FAULT, max_size=3),
        dies=st.sampled_from((-1, -1, 0, 1, 4)),
    )
    def carry_files(self, who: str, hub: bool, faults: list[tuple[str, int]], dies: int) -> None:
        laptop = self.world.laptops[who]
        if laptop.gone:
            return
        line = laptop.lan if hub else laptop.line
        line.faults.extend(faults)
        told = f"{who} carries files {'through the hub' if hub else 'to the centre'}"
        try:
            done = files.carry(laptop, line, dies)
            told += f": {done.sent} up, {done.received} down"
        except Killed:
            self.world.reopen(laptop)
            told += ": killed"
        except (*EXPECTED, NotSignedIn) as problem:
            told += f": {problem.kind}"
        line.faults.clear()
        self._tell(told)
        file_checks.after_a_step(self.world, laptop)
