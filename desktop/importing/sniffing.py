"""What cells look like, whatever is written above them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from desktop.importing.cleaning import as_number, as_text
from desktop.importing.credit_code import is_credit_code
from desktop.importing.tables import Cell

MOST = 0.6
PHONE = re.compile(
    r"(\+?86[- ]?)?(1[3-9]\d{9}|0\d{2,3}[- ]?\d{7,8}(-\d{1,5})?|400[- ]?\d{3}[- ]?\d{4})"
)
NAMELIKE = re.compile(r".*(公司|店|超市|医院|商行|酒店|餐厅|厂|中心|学校|银行|药房|大药房|小区)$")
UNNAMELIKE = re.compile(
    r"^[\W\d]*$|\d{4}[-/.年]\d|\d:\d\d|://|[{}<>\[\]=]|^(true|false|yes|no)$", re.I
)
SMALL_COUNTER = 100_000


def are_phones(cells: Sequence[Cell]) -> bool:
    return _share(bool(PHONE.fullmatch(as_text(cell))) for cell in cells) > MOST


def are_credit_codes(cells: Sequence[Cell]) -> bool:
    return _share(is_credit_code(as_text(cell)) for cell in cells) > MOST


def are_words(cells: Sequence[Cell]) -> bool:
    return _share(as_number(cell) is None for cell in cells) > MOST


def are_coordinates(cells: Sequence[Cell]) -> bool:
    """Degrees: numbers up to 180 of which most have a fraction; an empty column may still be."""
    numbers = [as_number(cell) for cell in cells]
    if not numbers:
        return True
    within = _share(number is not None and abs(number) <= 180 for number in numbers)
    fractions = _share(number is not None and number != int(number) for number in numbers)
    return within > MOST and fractions > MOST


def hold_a_coordinate(cells: Sequence[Cell]) -> bool:
    """At least one number of degrees with a fraction, or nothing at all."""
    numbers = [number for cell in cells if (number := as_number(cell)) is not None]
    return not cells or any(abs(one) <= 180 and one != int(one) for one in numbers)


def are_small_counters(cells: Sequence[Cell]) -> bool:
    """1, 2, 3 …: row numbers, by which nobody knows a customer elsewhere."""
    numbers = [as_number(cell) for cell in cells]
    return bool(numbers) and all(
        number is not None and number == int(number) and 0 <= number < SMALL_COUNTER
        for number in numbers
    )


def distinctness(cells: Sequence[Cell]) -> float:
    return len({as_text(cell) for cell in cells}) / len(cells) if cells else 1.0


def look_like_names(cells: Sequence[Cell]) -> float:
    """0 to 1: words of a name's length, no numbers, days or links, rarely repeated."""
    texts = [as_text(cell) for cell in cells if isinstance(cell, str)]
    if not texts or len(texts) < len(cells):
        return 0.0
    fitting = _share(2 <= len(text) <= 40 and not UNNAMELIKE.search(text) for text in texts)
    firms = _share(bool(NAMELIKE.fullmatch(text)) for text in texts)
    return min(1.0, fitting * distinctness(cells) * 0.8 + firms * 0.2)


def _share(flags: Iterable[bool]) -> float:
    known = list(flags)
    return sum(known) / len(known) if known else 0.0
