"""Where the column titles are: below title rows, above units, on one line or on two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from desktop.importing.synonyms import is_known_title
from desktop.importing.tables import Cell, Row, Table

ROWS_LOOKED_AT = 60
FIRST_ROWS = 25
LONGEST_TITLE = 60
NUMBER = re.compile(r"[-+]?[\d,.]*\d%?")
SIGN = re.compile(r"[\d\-/.: ]+|\d{4}年.*")
UNIT = re.compile(
    r"[（(]?\s*(单位.*|元|万元|千元|个|件|箱|盒|人|家|次|天|米|公里|平方米|㎡|m2?|km|kg|吨|度|°|%)\s*[)）]?"
)


@dataclass(frozen=True, slots=True)
class Header:
    """`titles` are unique; a column without one is called by its letters. `row` 0: no title row."""

    titles: tuple[str, ...]
    row: int
    units_row: int = 0

    def is_above(self, row: Row) -> bool:
        """Whether a row belongs to what stands above the data."""
        return row.number <= max(self.row, self.units_row) if self.titles else True


def find_header(table: Table, at_row: int = 0) -> tuple[Header, list[Row]]:
    """The header and the rows that were looked at, data rows among them."""
    looked_at = list(islice(table.rows(), ROWS_LOOKED_AT))
    return header_of(looked_at, at_row), looked_at


def header_of(rows: Sequence[Row], at_row: int = 0) -> Header:
    """The row that looks most like titles; `at_row` is the person's own choice."""
    if not rows:
        return Header((), 0)
    width = max(len(row.cells) for row in rows)
    if at_row:
        place = next((n for n, row in enumerate(rows) if row.number >= at_row), 0)
    else:
        usual = _usual_width(rows)
        scores = [
            (_likeness(row, usual) - 0.02 * place, -place)
            for place, row in enumerate(rows[:FIRST_ROWS])
        ]
        best, negative = max(scores)
        place = -negative
        if best < 1.0:
            return Header(unique(_letters(width)), rows[0].number - 1)
    titles = _pad([spoken(cell) for cell in rows[place].cells], width)
    if place and _is_upper_line(rows[place - 1], rows[place]):
        upper = _pad([spoken(cell) for cell in rows[place - 1].cells], width)
        titles = [_joined(above, own) for above, own in zip(upper, titles, strict=True)]
    following = rows[place + 1] if place + 1 < len(rows) else None
    units = following.number if following is not None and _is_units(following) else 0
    return Header(unique(titles), rows[place].number, units)


def spoken(cell: Cell) -> str:
    """A title as one line of text."""
    return "" if cell is None else " ".join(unicodedata.normalize("NFKC", str(cell)).split())


def unique(titles: Iterable[str]) -> tuple[str, ...]:
    """Blank ones get their letters, repeated ones a number."""
    seen: dict[str, int] = {}
    found: list[str] = []
    for place, title in enumerate(titles):
        name = title[:LONGEST_TITLE] or letters_of(place)
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(found)


def letters_of(place: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _letters(width: int) -> list[str]:
    return [letters_of(place) for place in range(width)]


def _pad(titles: list[str], width: int) -> list[str]:
    return titles + [""] * (width - len(titles))


def _usual_width(rows: Sequence[Row]) -> int:
    widths = sorted(sum(_is_filled(cell) for cell in row.cells) for row in rows)
    return max(1, widths[len(widths) // 2])


def _is_filled(cell: Cell) -> bool:
    return cell is not None and cell != ""


def _is_title(cell: Cell) -> bool:
    if not isinstance(cell, str) or not 0 < len(cell.strip()) <= LONGEST_TITLE:
        return False
    return not NUMBER.fullmatch(cell.strip()) and not SIGN.fullmatch(cell.strip())


def _likeness(row: Row, usual: int) -> float:
    """Full, distinct, made of words, and better still of words we know."""
    said = [spoken(cell) for cell in row.cells if _is_filled(cell)]
    if not said:
        return 0.0
    words = sum(_is_title(cell) for cell in row.cells) / len(said)
    known = sum(is_known_title(text) for text in said) / len(said)
    distinct = len(set(said)) / len(said)
    full = min(1.0, len(said) / usual)
    if full < 0.5 or words < 0.5:
        return known * full
    return words * full + distinct * 0.3 + known * 2 - 0.3


def _is_upper_line(above: Row, own: Row) -> bool:
    """A line of groups: the same words side by side (once one merged cell) over other titles."""
    said = [spoken(cell) for cell in above.cells]
    filled = [text for text in said if text]
    if len(filled) < 2 or len(set(filled)) < 2 or not all(_is_title(c) for c in above.cells if c):
        return False
    repeated = any(a and a == b for a, b in pairwise(said))
    return repeated and set(filled) != {spoken(cell) for cell in own.cells}


def _joined(above: str, own: str) -> str:
    if not above or above == own:
        return own
    return f"{above}/{own}" if own else above


def _is_units(row: Row) -> bool:
    said = [spoken(cell) for cell in row.cells if _is_filled(cell)]
    return bool(said) and all(UNIT.fullmatch(text) for text in said)
