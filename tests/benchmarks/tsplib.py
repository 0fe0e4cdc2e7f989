"""Days of TSPLIB: the distances an instance gives, or those of its coordinates."""

import math
from collections.abc import Iterator
from pathlib import Path

Place = tuple[float, float]
Rows = list[list[float]]


def read_tsp(file: Path) -> Rows:
    """From every place to every other; fails on a kind that is not read here."""
    head, _, rest = file.read_text().partition("_SECTION")
    facts = dict(map(str.strip, line.split(":", 1)) for line in head.splitlines() if ":" in line)
    count, kind = int(facts["DIMENSION"]), facts["EDGE_WEIGHT_TYPE"]
    numbers = _numbers(rest)
    if kind == "EXPLICIT":
        return _given(facts["EDGE_WEIGHT_FORMAT"], count, numbers)
    between = {"EUC_2D": _plane, "ATT": _pseudo, "GEO": _globe}[kind]
    lines = [(next(numbers), next(numbers), next(numbers)) for _ in range(count)]
    places = [(x, y) for _, x, y in lines]
    return [[float(between(a, b)) if a != b else 0.0 for b in places] for a in places]


def _numbers(text: str) -> Iterator[float]:
    """Up to the next word."""
    for word in text.split():
        try:
            yield float(word)
        except ValueError:
            return


def _given(how: str, count: int, numbers: Iterator[float]) -> Rows:
    """A square that is written row by row: whole, from the diagonal on, or up to it."""
    first, last = {
        "FULL_MATRIX": (lambda row: 0, lambda row: count),
        "UPPER_ROW": (lambda row: row + 1, lambda row: count),
        "LOWER_DIAG_ROW": (lambda row: 0, lambda row: row + 1),
    }[how]
    rows = [[0.0] * count for _ in range(count)]
    for row in range(count):
        for column in range(first(row), last(row)):
            rows[row][column] = rows[column][row] = next(numbers)
    return rows


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
