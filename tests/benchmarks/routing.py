"""Routes against the best known: days of TSPLIB, periods of Cordeau, 30 s of one core each.

The clock is the CPU time of this process, so that other work on the machine changes nothing.
"""

import math
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from desktop.routing.day import OPEN, Day
from desktop.routing.optimise import optimise
from desktop.routing.periodic import Periodic, Plan
from desktop.routing.search import plan
from tests.benchmarks.figures import Figure
from tests.benchmarks.tsplib import read_tsp
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
        if len(rows) <= LONGEST_DAY:
            began = time.process_time()
            found = optimise(_round_trip(rows), seconds=SECONDS, clock=time.process_time)
            took = time.process_time() - began
            length = found.after.metres if _is_whole(found.order, rows) else math.inf
            yield _figure(
                f"a day: {file.stem}, {len(rows)} stops", length, best[file.stem], took, DAY_GAP
            )


def _periods(folder: Path) -> Iterator[Figure]:
    for file in sorted(folder.glob("p*.txt")):
        problem = read_periods(file)
        best = float(file.with_suffix(".res").read_text().split()[0])
        began = time.process_time()
        found = plan(problem, seconds=SECONDS, clock=time.process_time)
        took = time.process_time() - began
        length = found.length if _keeps_everything(problem, found) else math.inf
        work = f"weeks: {file.stem}, {len(problem.customers)} customers, {problem.days} days"
        yield _figure(work, length, best, took, WEEK_GAP)


def _figure(work: str, length: float, best: float, took: float, reach: float) -> Figure:
    gap = 100 * (length / best - 1)
    met = gap <= reach and took <= SECONDS * 1.1
    beside = f"{length:,.2f} to {best:,.2f}"
    return Figure(
        f"{work} ({took:.0f} s)", gap, "% over best known", f"≤ {reach:g} %", met, baseline=beside
    )


def _is_whole(order: Sequence[int], rows: list[list[float]]) -> bool:
    return sorted(order) == list(range(len(rows) - 1))


def _keeps_everything(problem: Periodic, found: Plan) -> bool:
    """Everybody in a pattern of theirs, not too many routes, none too heavy or too long."""
    visits: dict[int, list[int]] = {customer: [] for customer in problem.customers}
    for day, tours in enumerate(found.days):
        for tour in tours:
            for stop in tour:
                visits[stop].append(day)
    kept = all(tuple(days) in map(_sorted, problem.choices(c)) for c, days in visits.items())
    few = all(len(tours) <= problem.vehicles for tours in found.days)
    return (
        kept
        and few
        and all(
            _is_small(problem, day, tour) for day, tours in enumerate(found.days) for tour in tours
        )
    )


def _sorted(pattern: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(pattern))


def _is_small(problem: Periodic, day: int, tour: Sequence[int]) -> bool:
    load = sum(problem.demand[stop] for stop in tour)
    if problem.capacity[day] and load > problem.capacity[day]:
        return False
    if not problem.longest or not problem.longest[day]:
        return True
    way = sum(problem.duration[a][b] for a, b in pairwise((0, *tour, 0)))
    return way + sum(problem.service[stop] for stop in tour) <= problem.longest[day]


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
