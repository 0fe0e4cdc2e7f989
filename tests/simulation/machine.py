"""Any story: what people, the office, the network and the power supply do, in any order."""

import sys
from datetime import timedelta

import hypothesis.strategies as st
from hypothesis import assume
from hypothesis.stateful import initialize, rule

from sync.errors import NotSignedIn, Problem, Refused
from tests.simulation import checks, copies, file_checks
from tests.simulation.branch_steps import BranchSteps
from tests.simulation.crash import Killed
from tests.simulation.file_steps import FileSteps
from tests.simulation.laptop import LAPTOPS, Laptop
from tests.simulation.line import EXPECTED
from tests.simulation.routes import ask_for_rulings, through_hub
from tests.simulation.stand_in_steps import StandInSteps
from tests.simulation.steps import FAULT, WHICH, WHO
from tests.simulation.world import one_world

WORDS = st.sampled_from(("红", "绿", "蓝"))
NAMES = st.sampled_from(("phone", "remark", "address", "extra.a", "extra.b"))
ROUNDS = 6


class Story(FileSteps, BranchSteps, StandInSteps):
    """Everything that may happen; `home`: the way by which everybody comes back."""

    @initialize(beginning=st.integers(0, 1000), home=st.sampled_from(("line", "hub", "stick")))
    def begin(self, beginning: int, home: str) -> None:
        """The first story Hypothesis thinks of is always the empty one: it is not worth telling.

        `home`: the way by which everybody comes back after the centre was put back.
        """
        assume(beginning)
        self.start(home)

    def start(self, home: str) -> None:
        self.home = home
        self.world = one_world().again()
        self.begun = True

    def teardown(self) -> None:
        if self.begun:
            try:
                if sys.exc_info()[0] is None:  # what has gone wrong already is what to tell
                    self._rest()
            finally:
                self.world.end()

    # --- people ----------------------------------------------------------------------------------

    @rule(who=WHO, which=WHICH, name=NAMES, word=WORDS)
    def edit(self, who: str, which: int, name: str, word: str) -> None:
        name, _, key = name.partition(".")
        value = {key: word} if key else word
        self._act(who, "customer.edit", self._one(who, "customer", which), {name: value})

    @rule(pair=st.permutations(sorted(LAPTOPS)), which=WHICH, name=NAMES)
    def disagree(self, pair: list[str], which: int, name: str) -> None:
        for who, word in zip(pair[:2], ("红", "绿"), strict=True):
            self.edit(who, which, name, word)

    @rule(who=WHO, which=WHICH, word=WORDS)
    def note(self, who: str, which: int, word: str) -> None:
        site = self._one(who, "site", which)
        self._act(who, "site.edit", site, {"access_notes": f"走后门 {word}{self._new('')}"})

    @rule(who=WHO, which=WHICH, what=st.sampled_from(("archive", "restore", "delete")))
    def put_away(self, who: str, which: int, what: str) -> None:
        self._act(who, f"customer.{what}", self._one(who, "customer", which), {})

    @rule(who=WHO, word=WORDS)
    def new_customer(self, who: str, word: str) -> None:
        self._act(who, "customer.create", self._new("n"), {"name": f"{word}店"})

    @rule(who=WHO, which=WHICH, territory=st.sampled_from(("t1", "t2")))
    def hand_over(self, who: str, which: int, territory: str) -> None:
        customer = self._one(who, "customer", which)
        self._act(who, "customer.move", customer, {"territory": territory})

    @rule(who=WHO, which=WHICH, word=WORDS)
    def new_contact(self, who: str, which: int, word: str) -> None:
        customer = self._one(who, "customer", which)
        if customer:
            self._act(who, "contact.create", self._new("k"), {"customer": customer, "name": word})

    @rule(who=WHO, which=WHICH, word=WORDS, gone=st.booleans())
    def change_contact(self, who: str, which: int, word: str, gone: bool) -> None:
        contact = self._one(who, "contact", which)
        do = "contact.delete" if gone else "contact.edit"
        self._act(who, do, contact, {} if gone else {"phone": word})

    @rule(who=WHO, which=WHICH, day=st.integers(10, 28))
    def visit(self, who: str, which: int, day: int) -> None:
        customer = self._one(who, "customer", which)
        if customer:
            fields = {"customer": customer, "started_at": f"2026-11-{day}T01:00:00Z"}
            self._act(who, "visit.record", self._new("v"), fields)

    @rule(who=WHO, day=st.integers(1, 3), key=st.sampled_from("xy"), word=WORDS)
    def report(self, who: str, day: int, key: str, word: str) -> None:
        id, date = f"{LAPTOPS[who]}-{day}", f"2026-11-0{day}"
        fields = {"kind": "daily", "date": date, "answers": {key: word}}
        self._act(who, "report.draft", id, fields)

    @rule(who=WHO, which=WHICH, verdict=st.sampled_from(("seal", "sign", "return")))
    def finish_report(self, who: str, which: int, verdict: str) -> None:
        report = self._one(who, "report", which)
        if verdict == "seal":
            self._act(who, "report.seal", report, {"answers": {"reflections": "无"}})
        else:
            self._act(who, "report.review", report, {"verdict": verdict, "comment": "好"})

    @rule(who=WHO, amount=st.integers(1, 3))
    def ask(self, who: str, amount: int) -> None:
        fields = {"kind": "credit", "title": "额度", "amount": f"{amount}.00"}
        self._act(who, "approval.request", self._new("q"), fields)

    @rule(who=WHO, which=WHICH, verdict=st.sampled_from(("approve", "endorse", "reject")))
    def decide(self, who: str, which: int, verdict: str) -> None:
        request = self._one(who, "approval_request", which)
        if request:
            fields = {"request": request, "verdict": verdict, "comment": "好"}
            self._act(who, "approval.decide", self._new("d"), fields)

    @rule(who=WHO, which=WHICH)
    def withdraw(self, who: str, which: int) -> None:
        self._act(who, "approval.withdraw", self._one(who, "approval_request", which), {})

    @rule(who=WHO, which=WHICH, take=st.sampled_from(("mine", "theirs", "value")), word=WORDS)
    def resolve(self, who: str, which: int, take: str, word: str) -> None:
        fields = {"take": take, **({"value": word} if take == "value" else {})}
        self._act(who, "conflict.resolve", self._one(who, "conflict", which), fields)

    @rule(who=WHO)
    def undo(self, who: str) -> None:
        laptop = self.world.laptops[who]
        if laptop.gone or not laptop.app.undoable:
            return
        before = laptop.keys()
        try:
            laptop.app.undo()
        except Problem as problem:
            self._tell(f"{who} cannot undo: {problem.kind}")
        else:
            self._tell(f"{who} undoes")
            laptop.learn(before)
        self._check(laptop)

    # --- the office ------------------------------------------------------------------------------

    @rule(which=WHICH, territory=st.sampled_from(("t1", "t2")))
    def move(self, which: int, territory: str) -> None:
        known = self.world.oracle.cards.items()
        live = sorted(id for (type, id), card in known if type == "customer" and not card.gone)
        if live:
            customer = live[which % len(live)]
            self._tell(f"the office moves {customer} to {territory}")
            self.world.move(customer, territory)

    @rule(post=st.sampled_from(("r1", "r2")), lands=st.sampled_from(("", "t1", "t2", "t1 t2")))
    def grant(self, post: str, lands: str) -> None:
        self._tell(f"the office gives {post} the territories {lands or 'none'}")
        self.world.grant(post, lands.split())

    # --- the line, the clocks and the power ------------------------------------------------------

    @rule(who=WHO)
    def sync(self, who: str) -> None:
        self._sync(who, [])

    @rule()
    def everyone_syncs(self) -> None:
        for who in LAPTOPS:
            self._sync(who, [])

    @rule(who=WHO, faults=st.lists(FAULT, min_size=1, max_size=5))
    def sync_badly(self, who: str, faults: list[tuple[str, int]]) -> None:
        self._sync(who, faults)

    @rule(who=WHO, after=st.integers(0, 60), faults=st.lists(FAULT, max_size=2))
    def die_while_syncing(self, who: str, after: int, faults: list[tuple[str, int]]) -> None:
        laptop = self.world.laptops[who]
        laptop.fuse.light(after)
        try:
            self._sync(who, faults)
        finally:
            laptop.fuse.put_out()

    @rule(who=WHO, after=st.integers(0, 60), way=st.sampled_from(("hub", "stick")))
    def die_while_hearing_by_another_way(self, who: str, after: int, way: str) -> None:
        laptop, sticks = self.world.laptops[who], self.world.sticks
        if laptop.gone:
            return
        laptop.fuse.light(after)
        try:
            if way == "hub":
                self.sync_through_the_hub(who, [])
            else:
                self._on_the_road(f"stick of {who}: bring_back", lambda: sticks.bring_back(laptop))
        except Killed:
            self.world.reopen(laptop)
            self._tell(f"{who} hears by {way}: killed")
        finally:
            laptop.fuse.put_out()
        self._check(laptop)

    @rule(faults=st.lists(FAULT, max_size=2))
    def the_hub_meets_the_centre(self, faults: list[tuple[str, int]]) -> None:
        branch = self.world.branch
        branch.started()
        branch.upline.faults.extend(faults)
        self._on_the_road("the hub meets the centre", lambda: f"{branch.meet()} times")
        branch.upline.faults.clear()
        checks.centre_is(self.world)

    @rule(who=WHO, step=st.sampled_from(("pack", "hand_in", "answer", "bring_back")))
    def a_stick(self, who: str, step: str) -> None:
        laptop, sticks = self.world.laptops[who], self.world.sticks
        if laptop.gone:
            return
        self._on_the_road(f"stick of {who}: {step}", lambda: getattr(sticks, step)(laptop))
        self._check(laptop)
        checks.centre_is(self.world)

    @rule(who=WHO)
    def held_back_requests_arrive(self, who: str) -> None:
        laptop = self.world.laptops[who]
        for line in (laptop.line, laptop.lan):
            if line.held:
                self._tell(f"{len(line.held)} old requests of {who} arrive")
                line.deliver()
            checks.centre_is(self.world)

    @rule(who=WHO, years=st.integers(-10, 10))
    def a_rare_thing_happens(self, who: str, years: int) -> None:
        """The centre restarts, a device is revoked; or else a clock jumps."""
        if years == 10:
            self._tell(f"the office revokes {who}")
            self.world.revoke(self.world.laptops[who].device)
        elif years == 0:
            self._tell("the centre restarts")
            self.world.restart()
        else:
            self._tell(f"the clock of {who} is {years} years off")
            self.world.laptops[who].clock.offset = timedelta(days=365 * years)

    @rule(who=WHO, which=WHICH, word=WORDS)
    def a_row_rots(self, who: str, which: int, word: str) -> None:
        customer = self._one(who, "customer", which)
        if customer:
            self._tell(f"a value of {customer} rots on {who}")
            self.world.laptops[who].rot(customer, word)

    @rule(who=WHO, back=st.booleans())
    def a_disk_is_put_back(self, who: str, back: bool) -> None:
        """An image of it, made before; what was done since is done only where it had gone to."""
        laptop = self.world.laptops[who]
        if laptop.gone:
            return
        if not back:
            self._tell(f"the disk of {who} is copied")
            copies.keep(self.world, laptop)
        elif copies.put_back(laptop):
            self._tell(f"the disk of {who} is put back")

    @rule(back=st.booleans())
    def the_centre_is_put_back(self, back: bool) -> None:
        if not back:
            self._tell("the centre is backed up")
            self.world.backup()
        elif self.world.restore():
            self._tell("the centre is put back to its backup")

    @rule(minutes=st.sampled_from((0, 5, 20)))
    def the_old_log_is_let_go(self, minutes: int) -> None:
        self._tell(f"the log up to {self.world.forget(minutes)} is let go")

    # --- how a step is taken ---------------------------------------------------------------------

    def _sync(self, who: str, faults: list[tuple[str, int]]) -> None:
        laptop = self.world.laptops[who]
        if laptop.gone:
            return
        laptop.line.faults.extend(faults)
        away = laptop.cursor < self.world.centre.head().horizon
        told = f"{who} syncs" + "".join(f", {name} {number}" for name, number in faults if name)
        try:
            compared = laptop.line.comparisons
            outcome = laptop.sync()
            told += f": {outcome.pushed} up, {outcome.pulled} down, {outcome.repaired} repaired"
            sound = not (laptop.rotten or self.world.lost or away or laptop.lives.put_back)
            compared = laptop.line.comparisons - compared
            assert not (sound and compared), f"{told}: nothing was broken"
            if outcome.repaired:
                laptop.rotten.clear()
            if laptop.told("centre") is None:
                copies.exchange_keys(self.world, laptop)
        except Killed:
            self.world.reopen(laptop)
            told += ": killed"
        except NotSignedIn as problem:
            told += f": {problem.kind}, everything is taken away"
            checks.takes_leave(self.world, laptop)
        except EXPECTED as problem:
            told += f": {problem.kind}"
        finally:
            laptop.line.faults.clear()
            self._tell(told)
        self._check(laptop)
        checks.centre_is(self.world)

    def _rest(self) -> None:
        """Everybody comes back, the line is good, and after a few rounds all are in step."""
        self.told.append("everybody comes back")
        for laptop in self.world.laptops.values():
            laptop.line.deliver()
            laptop.lan.deliver()
        self.world.branch.upline.deliver()
        for laptop in self.world.present:
            if self.world.revoked(laptop.device):
                self._sync(laptop.name, [])
        if self.world.lost and self.home != "line":
            self._recover(self.home)
        waiting = self.world.present
        for _ in range(ROUNDS):
            for laptop in waiting:
                ask_for_rulings(self.world, laptop)
                laptop.sync()
            self._what_only_the_hub_has()
            head = self.world.centre.head().seq
            waiting = [each for each in self.world.present if each.behind(head)]
            for each in waiting:
                each.rotten.clear()  # what is wrong now would stay wrong
        checks.at_rest(self.world)
        file_checks.at_rest(self.world)
        if self.world.branch.used and not self.world.lost:
            self._rest_through_the_hub()

    def _what_only_the_hub_has(self) -> None:
        """Of a laptop that was put back: what others did upon that waits for it."""
        put_back = any(each.lives.put_back for each in self.world.laptops.values())
        if self.world.branch.used and put_back:
            self.world.branch.meet()

    def _recover(self, way: str) -> None:
        """The centre was put back, and whoever cannot reach it recovers by hub or stick alone."""
        self.told.append(f"everybody recovers by {way}")
        laptops = self.world.present
        known = {each.name: each.told("epoch") for each in laptops}
        for _ in range(ROUNDS):
            for laptop in laptops:
                if way == "hub":
                    self.world.branch.meet()
                    self._through_the_hub(laptop)
                else:
                    self.world.sticks.there_and_back(laptop)
                self._check(laptop)
                checks.centre_is(self.world)
        for laptop in laptops:
            if laptop.lives.put_back:  # to become another device it needs the line
                continue
            if way == "stick" or self.world.branch.has_met(known[laptop.name]):
                checks.has_recovered(self.world, laptop)

    def _through_the_hub(self, laptop: Laptop) -> None:
        try:
            through_hub(laptop)
        except Refused as refusal:
            if refusal.kind != "fork" or not laptop.lives.put_back:
                raise

    def _rest_through_the_hub(self) -> None:
        """Whichever way one asks, the answer is the same."""
        self.told.append("everybody asks the hub")
        self.world.branch.meet()
        for laptop in self.world.present:
            if laptop.lives.put_back:  # it may have handed in before what it does not know of now
                laptop.sync()
        self.world.branch.meet()
        for laptop in self.world.present:
            through_hub(laptop)
        checks.at_rest(self.world)
