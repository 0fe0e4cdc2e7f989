"""The table of planted bugs fits the sources: each stands where it says, exactly once."""

import subprocess
import sys
from pathlib import Path

from tests.simulation.planted.bugs import BUGS

ROOT = Path(__file__).parents[2]


def test_every_bug_can_still_be_planted() -> None:
    lost = [
        f"{number} {bug.name}: {bug.file} has {text!r} {times} times"
        for number, bug in enumerate(BUGS, start=1)
        for text, _ in bug.changes
        if (times := (ROOT / bug.file).read_text(encoding="utf-8").count(text)) != 1
    ]
    assert not lost, "\n".join(lost)


def test_a_planted_bug_names_only_what_there_is(tmp_path: Path) -> None:
    """Else it would be found by its NameError, not by what it does wrong."""
    for number, bug in enumerate(BUGS, start=1):
        planted = (ROOT / bug.file).read_text(encoding="utf-8")
        for old, new in bug.changes:
            planted = planted.replace(old, new)
        (tmp_path / f"bug_{number}.py").write_text(planted, encoding="utf-8")
    wanted = ("--isolated", "--no-cache", "--select", "F821", str(tmp_path))
    checked = subprocess.run(
        [sys.executable, "-m", "ruff", "check", *wanted], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout
