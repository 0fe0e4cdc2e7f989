"""All figures of the README: python -m tests.benchmarks [name ...]."""

import argparse
import importlib
import sys

from tests.benchmarks.figures import Figure, table

SUITES = (
    "download", "importing", "transactions", "window", "face", "routing", "sync", "growth", "many",
    "live", "arriving",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("suite", nargs="*", help=f"of {', '.join(SUITES)}; all of them if none")
    asked = parser.parse_args()
    if unknown := set(asked.suite) - set(SUITES):
        parser.error(f"no such suite: {', '.join(sorted(unknown))}")
    figures: list[Figure] = []
    for name in asked.suite or SUITES:
        for figure in importlib.import_module(f"tests.benchmarks.{name}").measure():
            print(figure.row, file=sys.stderr, flush=True)
            figures.append(figure)
    print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
