"""`python -m tests.journeys [d1] [d2] [d3]`: a week, a branch and a Monday, in real windows.

Each runs with real centre, hub and window processes under Xvfb, the keyboard driven by xdotool;
a line a step, exit 1 when one did not hold.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from tests.journeys import branch, monday, week
from tests.journeys.telling import Story

JOURNEYS = {"d1": week.play, "d2": branch.play, "d3": monday.play}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.journeys")
    parser.add_argument("journey", nargs="*", help="d1, d2 or d3; all of them if none")
    asked = parser.parse_args()
    if unknown := set(asked.journey) - set(JOURNEYS):
        parser.error(f"no such journey: {', '.join(sorted(unknown))}")
    for name in asked.journey or list(JOURNEYS):
        folder, story = Path(tempfile.mkdtemp(prefix=f"routebook-{name}-")), Story()
        JOURNEYS[name](folder, story)  # what broke is looked at in its folder
        print(f"{name}: {len(story.steps)} steps held")
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
