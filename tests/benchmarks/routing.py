"""Routes against the best known: days of TSPLIB, periods of Cordeau, 30 s of one core each.

The clock is the CPU time of this process, so that other work on the machine changes nothing.
"""

import math
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from desktop.routing.day import OPEN, Day
from desktop.routing.optimise import optimise
from desktop.routing.periodic import Periodic
from desktop.routing.search import plan
from tests.benchmarks.figures import Figure
from tests.support.processes import ROOT

DATA = ROOT.parent / "shared" / "data"
SECONDS = 30.0
LONGEST_DAY = 150
DAY_GAP, WEEK_GAP = 2.0, 3.0  # percent over the best known


def measure() -> Iterator[Figure]:
    for folder, measured in (
        ("11_routes_tsplib", _days),
        ("12_routes_pvrp_cordeau_p", _periods),
    ):
        if (DATA / folder).is_dir():
            yield from measured(DATA / folder)
        else:
            print(f"skipped: {folder} is not beside the project", file=sys.stderr)


def _days(folder: Path) -> Iterator[Figure]:
    best = _optima(folder / "optima.txt")
    for file in sorted(folder.glob("*.tsp")):
        rows = read_tsp(file)
        if rows is not None and len(rows) <= LONGEST_DAY:
            began = time.process_time()
            found = optimise(_round_trip(rows), seconds=SECONDS, clock=time.process_time)
            took = time.process_time() - began
            gap = 100 * (found.after.metres / best[file.stem] - 1)
            yield _figure(f"a day: {file.stem}, {len(rows)} stops", gap, took, DAY_GAP)


def _periods(folder: Path) -> Iterator[Figure]:
    for file in sorted(folder.glob("p*.txt")):
        problem = read_periods(file)
        best = float(file.with_suffix(".res").read_text().split()[0])
        began = time.process_time()
        found = plan(problem, seconds=SECONDS, clock=time.process_time)
        took = time.process_time() - began
        gap = math.inf if found.unserved else 100 * (found.length / best - 1)
        work = f"weeks: {file.stem}, {len(problem.customers)} customers, {problem.days} days"
        yield _figure(work, gap, took, WEEK_GAP)


def _figure(work: str, gap: float, took: float, reach: float) -> Figure:
    met = gap <= reach and took <= SECONDS * 1.1
    return Figure(f"{work} ({took:.0f} s)", gap, "% over best known", f"≤ {reach:g} %", met)


def _round_trip(rows: list[list[float]]) -> Day:
    """A day that starts and ends at the first place and visits all others."""
    metres = [[*row, row[0]] for row in rows]
    metres.append([*rows[0], 0.0])
    count = len(rows) - 1
    still = [[0] * (count + 2) for _ in range(count + 2)]
    return Day(metres, still, [0] * count, [OPEN] * count, [0] * count, [False] * count, 0)


def _optima(file: Path) -> dict[str, int]:
    lines = (line.split(":") for line in file.read_text().splitlines() if ":" in line)
    return {name.strip(): int(rest[0].split()[0]) for name, *rest in lines}


def read_tsp(file: Path) -> list[list[float]] | None:
    """The distances of a TSPLIB instance; None for its kinds that are not read here."""
    words = file.read_text()
    heads = [line.partition(":") for line in words.splitlines() if ":" in line]
    facts = {name.strip(): value.strip() for name, _, value in heads}
    between = {"EUC_2D": _plane, "ATT": _pseudo, "GEO": _globe}.get(facts["EDGE_WEIGHT_TYPE"])
    if between is None or "NODE_COORD_SECTION" not in words:
        return None
    numbers = words.split("NODE_COORD_SECTION")[1].split("EOF")[0].split()
    count = int(facts["DIMENSION"])
    places = [(float(numbers[3 * at + 1]), float(numbers[3 * at + 2])) for at in range(count)]
    return [[float(between(a, b)) if a != b else 0.0 for b in places] for a in places]


Place = tuple[float, float]


def _plane(a: Place, b: Place) -> int:
    return int(math.dist(a, b) + 0.5)


def _pseudo(a: Place, b: Place) -> int:
    return math.ceil(math.sqrt(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) / 10.0))


def _globe(a: Place, b: Place) -> int:
    def radians(value: float) -> float:
        degrees = int(value)
        return 3.141592 * (degrees + 5.0 * (value - degrees) / 3.0) / 180.0

    (north, east), (other_north, other_east) = map(radians, a), map(radians, b)
    q1 = math.cos(east - other_east)
    q2, q3 = math.cos(north - other_north), math.cos(north + other_north)
    return int(6378.388 * math.acos(0.5 * ((1.0 + q1) * q2 - (1.0 - q1) * q3)) + 1.0)


def read_periods(file: Path) -> Periodic:
    """An instance as Cordeau keeps it: a pattern is a number whose highest bit is day one."""
    lines = [line.split() for line in file.read_text().splitlines() if line.strip()]
    _, vehicles, _, days = map(int, lines[0][:4])
    bounds, places = lines[1 : days + 1], lines[days + 1 :]
    points = [(float(line[1]), float(line[2])) for line in places]
    rows = [[math.dist(a, b) for b in points] for a in points]
    longest = [float(line[0]) for line in bounds]
    return Periodic(
        days,
        vehicles,
        rows,
        [[_pattern(int(code), days) for code in line[7 : 7 + int(line[6])]] for line in places],
        [float(line[4]) for line in places],
        [float(line[1]) for line in bounds],
        rows if any(longest) else (),
        [float(line[3]) for line in places] if any(longest) else (),
        longest if any(longest) else (),
    )


def _pattern(code: int, days: int) -> tuple[int, ...]:
    return tuple(day for day in range(days) if code >> (days - 1 - day) & 1)
