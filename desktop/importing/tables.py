"""What every foreign file becomes: named tables whose rows are streamed, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

Cell = str | int | float | bool | date | datetime | time | None


@dataclass(frozen=True, slots=True)
class Limits:
    """What is still a list of customers; beyond it a file is refused rather than read."""

    file_bytes: int = 512 << 20
    old_workbook_bytes: int = 64 << 20
    page_bytes: int = 32 << 20
    unpacked_bytes: int = 512 << 20
    packing_ratio: int = 120
    unpacked_without_question: int = 8 << 20
    members: int = 10_000
    claimed_cells: int = 100_000_000
    columns: int = 2_000
    rows: int = 1_048_576
    line_characters: int = 1 << 20
    cell_characters: int = 128 << 10
    text_characters: int = 32 << 20
    merged: int = 50_000
    records: int = 3_000_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is what the person sees in their own program: the first row is 1."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Span:
    """A merged block, rows and columns counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, one CSV or one address book; `rows()` may be called again and starts anew.

    `expected` is about how many rows there will be, for the progress bar only.
    """

    name: str
    expected: int
    rows: Callable[[], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Source:
    """A foreign file that was understood; `form` is xlsx, xls, ods, csv, vcf, html or zip."""

    path: Path
    form: str
    tables: tuple[Table, ...]

    @property
    def expected(self) -> int:
        return sum(table.expected for table in self.tables)


def filled(rows: Iterable[Row], merged: Sequence[Span]) -> Iterator[Row]:
    """Every cell of a merged block says what its first cell says."""
    waiting = sorted(merged, key=lambda span: span.top, reverse=True)
    open_blocks: list[tuple[Span, Cell]] = []
    for row in rows:
        place = row.number - 1
        open_blocks = [block for block in open_blocks if block[0].bottom >= place]
        while waiting and waiting[-1].top <= place:
            span = waiting.pop()
            if span.bottom >= place:
                known = row.cells[span.left] if span.left < len(row.cells) else None
                open_blocks.append((span, known))
        yield _fill(row, open_blocks) if open_blocks else row


def _fill(row: Row, blocks: Iterable[tuple[Span, Cell]]) -> Row:
    cells = list(row.cells)
    for span, known in blocks:
        cells.extend([None] * (span.right + 1 - len(cells)))
        for column in range(span.left, span.right + 1):
            if cells[column] is None:
                cells[column] = known
    return Row(row.number, cells)
