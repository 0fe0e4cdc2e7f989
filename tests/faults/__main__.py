"""The long lane: python -m tests.faults --minutes N --seed S [--postgresql]."""

import argparse
import dataclasses
import json
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.faults.lane import Plan, play
from tests.faults.troubles import SmallDisk, small_disk
from tests.support import postgres

BOUT = 60.0  # seconds; each bout has its own company, seed and accounts


def main() -> int:
    asked = _arguments()
    end, seed, failures = time.monotonic() + 60 * asked.minutes, asked.seed, 0
    with ExitStack() as stack:
        socket = stack.enter_context(postgres.cluster()) if asked.postgresql else None
        while (left := end - time.monotonic()) > 0:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            disk = _disk(stack, folder, asked.small_disk) if asked.small_disk else None
            folder = disk.folder if disk is not None else folder
            database = f"sqlite:///{folder / 'centre.db'}"
            if socket is not None:
                database = postgres.create(socket, f"faults{seed}")
            users = ("zhou", "wang", "li", "zhang")[: asked.laptops]
            plan = Plan(
                min(BOUT, left), seed, users, watching=True, with_hub=True,
                sticks=asked.sticks, jumps=asked.clocks, disk=disk,
            )  # fmt: skip
            report = play(database, folder, plan)
            names = [each.name for each in dataclasses.fields(report)]
            told = {"seed": seed} | {name: getattr(report, name) for name in names}
            print(json.dumps(told, ensure_ascii=False), flush=True)
            failures += bool(report.wrong)
            seed += 1
    return 1 if failures else 0


def _disk(stack: ExitStack, folder: Path, megabytes: int) -> SmallDisk:
    """The logs lie elsewhere: they say what went wrong."""
    disk = stack.enter_context(small_disk(folder / "disk", megabytes))
    for name in ("centre.log", "hub.log"):
        (disk.folder / name).symlink_to(folder / name)
    return disk


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.faults", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--laptops", type=int, default=3, help="how many, up to 4")
    parser.add_argument("--postgresql", action="store_true", help="the centre runs on it")
    parser.add_argument("--sticks", action="store_true", help="bundles are carried, too")
    parser.add_argument("--clocks", action="store_true", help="the laptops' clocks jump")
    parser.add_argument(
        "--small-disk", type=int, metavar="MB", help="all on a disk that is full at times (root)"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
