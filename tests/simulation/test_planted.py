"""The table of planted bugs fits the sources: each stands where it says, exactly once."""

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
