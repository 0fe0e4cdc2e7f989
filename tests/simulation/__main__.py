"""The long lane: `python -m tests.simulation --seeds 100000 [--jobs 2] [--seconds 600]`.

A story that fails is named by its seed; `--seed N` tells it again, step by step, and `--shrink`
looks for a shorter one that fails the same way.
"""

import argparse
import multiprocessing
import sys
import time
from collections.abc import Iterator, Sequence

from tests.simulation.running import STEPS, Told, tell, tell_some

SLICE = 10  # stories given to a process at a time


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    if options.seed is not None:
        told = tell(options.seed, options.steps, options.shrink)
        _show(told)
        return bool(told.failure)
    began, stories, steps, failed = time.monotonic(), 0, 0, 0
    try:
        for told in _told(options):
            stories, steps = stories + 1, steps + len(told.steps)
            if told.failure:
                failed += 1
                _show(told)
                if not options.all:
                    break
            if stories % 100 == 0:
                print(f"{stories} stories, {steps} steps, {failed} failed", flush=True)
    except KeyboardInterrupt:
        pass
    seconds = time.monotonic() - began
    first, last = options.first, options.first + stories - 1
    print(f"seeds {first} to about {last}: {stories} stories of {steps} steps in {seconds:.0f} s,")
    print(f"{failed} failed")
    return bool(failed)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, help="tell this story again")
    parser.add_argument("--shrink", action="store_true", help="with --seed: look for a shorter one")
    parser.add_argument("--seeds", type=int, default=500, help="how many stories")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--steps", type=int, default=STEPS, help="the longest story")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after so long")
    parser.add_argument("--all", action="store_true", help="do not stop at the first failure")
    return parser.parse_args(arguments)


def _told(options: argparse.Namespace) -> Iterator[Told]:
    until = time.monotonic() + options.seconds
    end = options.first + options.seeds
    slices = [
        (range(at, min(at + SLICE, end)), options.steps) for at in range(options.first, end, SLICE)
    ]
    with multiprocessing.get_context("spawn").Pool(options.jobs) as pool:
        for several in pool.imap_unordered(tell_some, slices):
            yield from several
            if time.monotonic() > until:
                pool.terminate()
                return


def _show(told: Told) -> None:
    print(f"\nseed {told.seed}")
    for number, step in enumerate(told.steps, start=1):
        print(f"{number:4} {step}")
    print(told.failure or "held", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
