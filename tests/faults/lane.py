"""Real processes on a bad line, killed at random moments; afterwards every change is accounted for.

Laptops apply and synchronise (one also watches) with the centre and a branch hub, through
tests/support/faults.py, and by sticks, while `kill -9` ends them, the hub and the centre, wherever
they are, clocks jump and the disk is full for a while (troubles.py). Then all reconnect over an
honest line, and `account` asks: is every acknowledged change in the laptop's ledger once, does the
centre's ledger agree, do both hold the same records byte for byte?
"""

import json
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from sync.server import dumping, keeping
from sync.server.centre import Centre
from sync.server.database import Database
from sync.server.hubs import Hubs
from sync.server.ledger import compare
from sync.server.ledger import lines as received_lines
from tests.faults.troubles import SmallDisk, program
from tests.support import centre as founding
from tests.support.faults import BadLine
from tests.support.processes import PACK, ROOT, Laptop, environment, run, run_inside
from tests.support.reps import Work
from tests.support.servers import Server, command_line

KILLED = -9
ROUNDS = 20  # synchronisations until a laptop must be in step
GOOD_ENDS = {"apply": {0, 1}, "sync": {0, 1, 3}, "watch": {3}, "bundle": {0, 1}}


@dataclass(frozen=True, slots=True)
class Plan:
    """How long, from which seed, who takes part."""

    seconds: float
    seed: int
    users: tuple[str, ...] = ("zhou", "wang")
    watching: bool = False
    bad: float = 0.35
    with_hub: bool = False
    sticks: bool = False
    jumps: bool = False  # of the laptops' clocks
    disk: SmallDisk | None = None  # on which everything lies


@dataclass(slots=True)
class Report:
    """What happened; `wrong` is empty if every promise was kept."""

    acknowledged: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    fates: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Rep:
    """One laptop at work: applies, synchronises, is killed, begins again."""

    def __init__(
        self, laptop: Laptop, line: BadLine, plan: Plan, report: Report, database: str
    ) -> None:
        self.laptop = laptop
        self.line = line
        self.work = Work(laptop.user, Random(f"{plan.seed} work {laptop.user}"))
        self._chance = Random(f"{plan.seed} kill {laptop.user}")
        self._plan, self._report, self._database = plan, report, database
        self.hub = ""  # its address, where there is one

    def until(self, end: float) -> None:
        while time.monotonic() < end:
            asked = self.work.some()
            lines = [json.dumps(each, ensure_ascii=False) + "\n" for each in asked]
            self.work.answered(asked, self._run("apply", lines))
            for _ in range(self._chance.randint(1, 3)):
                through_hub = self.hub and self._chance.random() < 0.4
                self._run("sync", options=("--hub", self.hub) if through_hub else ())
            if self._plan.sticks and self._chance.random() < 0.3:
                self._carry()

    def watch_until(self, end: float) -> None:
        while time.monotonic() < end:
            self._run("watch")

    def _carry(self) -> None:
        """A stick to the centre and back, as far as it comes."""
        up, down = (self.laptop.folder.with_suffix(f".{way}") for way in ("up", "down"))
        self._run("bundle", options=("write", str(up)))
        user = ("--user", self.laptop.user)
        for told in (("read", str(up)), ("write", str(down), *user)):
            self._centre("bundle", *told, "--database", self._database)
        self._run("bundle", options=("read", str(down)))

    def _centre(self, *told: str) -> None:
        done = run("sync.server", *told)
        if done.code not in GOOD_ENDS["bundle"] or "Traceback" in done.said:
            self._report.wrong.append(f"centre {' '.join(told)} {done.code}: {done.said[-2000:]}")

    def _run(
        self, command: str, stdin: Sequence[str] = (), options: Sequence[str] = ()
    ) -> list[Any]:
        """The whole lines it printed before it ended, or was ended."""
        with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
            process = subprocess.Popen(
                [*command_line(*program(self._chance, self._plan.jumps)),
                 "--profile", str(self.laptop.folder), command, *options],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said,
                text=True, encoding="utf-8", cwd=ROOT, env=environment(),
            )  # fmt: skip
            assert process.stdin is not None
            assert process.stdout is not None
            doom = self._doom(command, len(stdin), process)
            with suppress(BrokenPipeError):
                process.stdin.write("".join(stdin))
                process.stdin.close()
            printed = []
            for line in process.stdout:
                printed.append(line)
                doom.after_lines(len(printed))
            process.stdout.close()
            process.wait()
            doom.over()
            said.seek(0)
            self._judge(" ".join((command, *options)), process.returncode, said.read())
        return [json.loads(line) for line in printed if line.endswith("\n")]

    def _doom(self, command: str, lines: int, process: "subprocess.Popen[str]") -> "Doom":
        """`apply` dies after so many answers, `sync` after its first words, some anywhere."""
        if command != "watch" and self._chance.random() < 0.4:
            return Doom(process)
        blind = self._chance.random() < 0.15
        wait = self._chance.uniform(0.0, 2.5 if blind else 0.25)
        if blind or not lines:
            return Doom(process, wait, None if blind else self.line)
        return Doom(process, wait / 4, after=self._chance.randint(1, lines))

    def _judge(self, asked: str, code: int, said: str) -> None:
        command = asked.partition(" ")[0]
        if code == KILLED:
            self._report.kills[command] += 1
        elif code not in self._good_ends(command) or "Traceback" in said:
            self._report.wrong.append(f"{self.laptop.user} {asked} ended {code}: {said[-2000:]}")

    def _good_ends(self, command: str) -> set[int]:
        """Who cannot write says so, and stops."""
        return GOOD_ENDS[command] | ({1} if self._plan.disk else set())


class Doom:
    """How a process will be killed: some time after its start, its n-th line, or its first word."""

    def __init__(
        self,
        process: "subprocess.Popen[str]",
        wait: float | None = None,
        line: BadLine | None = None,
        after: int = 0,
    ) -> None:
        self._process = process
        self._wait = wait
        self._after = after
        self._over = threading.Event()
        if wait is not None and not after:
            threading.Thread(target=self._once_heard, args=(line,), daemon=True).start()

    def after_lines(self, number: int) -> None:
        if self._after and number == self._after and self._wait is not None:
            time.sleep(self._wait)
            self._process.kill()

    def over(self) -> None:
        self._over.set()

    def _once_heard(self, line: BadLine | None) -> None:
        while line is not None and not line.heard_since(self) and not self._over.wait(0.01):
            pass
        if not self._over.wait(self._wait):
            self._process.kill()


@contextmanager
def _working(plan: Plan, reps: list[Rep]) -> Iterator[float]:
    """All laptops at work; the moment at which they stop."""
    end = time.monotonic() + plan.seconds
    jobs = [threading.Thread(target=rep.until, args=(end,)) for rep in reps]
    if plan.watching:
        jobs.append(threading.Thread(target=reps[0].watch_until, args=(end,)))
    for job in jobs:
        job.start()
    yield end
    for job in jobs:
        job.join()


@contextmanager
def _full(disk: SmallDisk | None, chance: Random) -> Iterator[None]:
    """For a while nothing can be written any more; then what is inside happens."""
    if disk is not None:
        disk.fill()
        time.sleep(chance.uniform(0.5, 3.0))
    yield
    if disk is not None:
        disk.free()


def play(database: str, folder: Path, plan: Plan) -> Report:
    """Founds a centre in the (empty) database, lets everything go wrong, and accounts for it."""
    founding.found(database, PACK)
    report, chance = Report(), Random(f"{plan.seed} centre")
    server = Server(database, folder / "centre.log")
    url = server.start()
    with ExitStack() as stack:
        reps = []
        for number, user in enumerate(plan.users):
            line = stack.enter_context(BadLine(url, 100 * plan.seed + number, plan.bad))
            reps.append(Rep(_enrolled(folder, user, line), line, plan, report, database))
        servers = {"centre": server}
        lines = [rep.line for rep in reps]
        if plan.with_hub:
            servers["hub"], beside = _hub(stack, plan, folder, url, database)
            lines += beside
            for rep in reps:
                rep.hub = beside[-1].url
        with _working(plan, reps) as end:
            while (pause := chance.uniform(0.5, 3.0)) < end - time.monotonic():
                time.sleep(pause)
                name = chance.choice(sorted(servers))
                with _full(plan.disk, chance):
                    servers[name].kill()
                report.kills[name] += 1
                time.sleep(chance.uniform(0.0, 0.3))
                servers[name].start()
        for line in lines:
            line.bad = 0.0
            report.fates += line.fates
        opened = Database(database)
        account(report, opened, reps)
        opened.dispose()
    for each in servers.values():
        each.kill()
        report.wrong += each.bugs()
    return report


def _hub(
    stack: ExitStack, plan: Plan, folder: Path, url: str, database: str
) -> tuple[Server, list[BadLine]]:
    """A branch hub with a bad line to the centre, and another to its laptops."""
    opened = Database(database)
    added, word = Hubs(Centre(opened)).add("east", "华东")
    opened.dispose()
    up = stack.enter_context(BadLine(url, 100 * plan.seed + 90, 0.0))
    asked = ("hub", "--upstream", up.url, "--code-stdin")
    log = folder / "hub.log"
    hub = Server(f"sqlite:///{folder / 'hub.db'}", log, asked, f"{added['hub']}:{word}")
    down = stack.enter_context(BadLine(hub.start(), 100 * plan.seed + 91, plan.bad))
    up.bad = plan.bad
    return hub, [up, down]


def _enrolled(folder: Path, user: str, line: BadLine) -> Laptop:
    """Signed in over an honest line: what is tried here begins after that."""
    laptop = Laptop(folder / user, user, run_inside)
    bad, line.bad = line.bad, 0.0
    done = laptop.run(
        "sign-in", "--server", line.url, "--user", user, "--password-stdin", stdin=f"pw-{user}\n"
    )
    line.bad = bad
    assert done.code == 0, done.said
    return laptop


def account(report: Report, database: Database, reps: list[Rep]) -> None:
    """Everybody comes back; then every promise is looked at."""
    for _ in range(2):  # the second time each hears what the others said in the first
        for rep in reps:
            _in_step(report, rep.laptop)
    for rep in reps:
        ledger = rep.laptop.run("ledger")
        report.acknowledged += len(rep.work.acknowledged)
        report.statuses.update(line["status"] for line in ledger.lines)
        report.wrong += rep.work.unaccounted(ledger.lines)
        *found, _ = compare(received_lines(database), ledger.lines)
        report.wrong += [f"{rep.laptop.user} {each}" for each in found]
        if rep.laptop.run("dump").printed.splitlines() != _dump(database, rep.laptop.user):
            report.wrong.append(f"{rep.laptop.user} holds something else than the centre says")
    report.wrong += [str(each) for each in keeping.check(database) if not each["ok"]]


def _dump(database: Database, user: str) -> list[str]:
    return list(dumping.lines(Centre(database), as_user=user))


def _in_step(report: Report, laptop: Laptop) -> None:
    for _ in range(ROUNDS):
        done = laptop.run("sync")
        if done.code not in (0, 1) or not done.lines:
            report.wrong.append(f"{laptop.user} cannot synchronise: {done.code} {done.said}")
            return
        if not done.lines[0]["pushed"] and not done.lines[0]["pulled"]:
            return
    report.wrong.append(f"{laptop.user} never comes to an end")
