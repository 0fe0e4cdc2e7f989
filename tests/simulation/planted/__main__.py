"""Plants one bug at a time in a copy of the sources, and says which test notices it.

`python -m tests.simulation.planted [--only N] [--jobs N]`. The work tree itself is never touched.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.simulation.planted.bugs import BUGS
from tests.simulation.planted.model import Bug

ROOT = Path(__file__).parents[3]
README = Path(__file__).parents[1] / "README.md"
NEEDED = (
    "sync", "desktop", "resources", "tests/support", "tests/simulation", "tests/promises",
    "tests/benchmarks", "tests/sync", "tests/end_to_end",
)  # fmt: skip
FILES = ("pyproject.toml", "tests/conftest.py")
TESTS = ("tests/promises", "tests/simulation/test_simulation.py")
SECONDS = 900
NOTHING = 5  # as pytest says that it found no such test
NOTICED = re.compile(r"^\| (\d+) \|.*\| `(\w+)` \|$", re.MULTILINE)  # in the table of the README
FAILED = re.compile(r"^(?:FAILED|ERROR) \S*?([\w]+\.py)(?:::(\S+))?", re.MULTILINE)
NOT_NEEDED = shutil.ignore_patterns("fonts")  # what is compiled already is not compiled again


@dataclass(frozen=True, slots=True)
class Outcome:
    """`caught` names the first test that failed; empty: nobody noticed."""

    number: int
    bug: Bug
    caught: str


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.planted")
    parser.add_argument("--only", type=int, help="the number of one bug; 0: none is planted")
    parser.add_argument("--first", type=int, default=1, help="the number of the bug to begin with")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    wanted = [
        (number, each)
        for number, each in enumerate(BUGS, start=1)
        if options.only in (None, number) and number >= options.first
    ]
    if options.only == 0:
        wanted = [(0, Bug("", "none", "sync/wire.py", ()))]
    unseen = 0
    print("| # | planted in | bug | caught by |\n|---|---|---|---|", flush=True)
    with ThreadPoolExecutor(options.jobs) as pool:
        for outcome in pool.map(lambda pair: plant(*pair), wanted):
            unseen += not outcome.caught
            caught = f"`{outcome.caught}`" if outcome.caught else "**nobody**"
            where = f"`{outcome.bug.file}`"
            print(f"| {outcome.number} | {where} | {outcome.bug.name} | {caught} |", flush=True)
    print(f"\n{len(wanted) - unseen} of {len(wanted)} caught")
    return bool(unseen)


def plant(number: int, bug: Bug) -> Outcome:
    folder = Path(tempfile.mkdtemp(prefix="routebook-planted-"))
    try:
        _copy(folder)
        _change(folder / bug.file, bug)
        asked = (_first_failure(folder, tests) for tests in _tests(number, bug))
        return Outcome(number, bug, next(filter(None, asked), ""))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tests(number: int, bug: Bug) -> Iterator[Sequence[str]]:
    """Who noticed it before, then the tests of the promise, then all."""
    if bug.promise:
        where = [bug.tests or "tests/promises", "-m", "not postgres"]
        noticed = dict(NOTICED.findall(README.read_text(encoding="utf-8"))).get(str(number))
        if noticed:
            yield [*where, "-k", noticed]
        yield where if bug.tests else [*where, "-k", f"test_{bug.promise}_"]
    yield TESTS


def _copy(folder: Path) -> None:
    for name in NEEDED:
        shutil.copytree(ROOT / name, folder / name, ignore=NOT_NEEDED)
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)


def _change(file: Path, bug: Bug) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in bug.changes:
        if text.count(old) != 1:
            sys.exit(f"{bug.name}: {bug.file} holds {text.count(old)} times\n{old}")
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def _first_failure(folder: Path, tests: Sequence[str]) -> str:
    """The name of the first of these tests that fails in that copy; empty when all hold."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--tb=no"]
    try:
        told = subprocess.run(
            [*command, *tests], cwd=folder, capture_output=True, text=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return "it never ends"
    found = FAILED.search(told.stdout)
    if found:
        return (found[2] or found[1]).partition(" - ")[0][:90]
    if told.returncode not in (0, NOTHING):
        sys.exit(f"pytest ended with {told.returncode}:\n{told.stdout}{told.stderr}")
    return ""


if __name__ == "__main__":
    sys.exit(main())
