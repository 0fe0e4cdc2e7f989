"""Excel workbooks of 1993 to 2003 (.xls, BIFF5 and BIFF8), streamed row by row.

Written from [MS-XLS]. As with the newer format, a library that lays out full rectangles would need
half a gigabyte for two cells in opposite corners; here a cell costs what is in it.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from desktop.importing.biff import Globals, SheetEntry, read_globals, records
from desktop.importing.compound import CompoundFile
from desktop.importing.problems import (
    DAMAGED,
    NOT_A_TABLE,
    PASSWORD,
    TOO_LARGE,
    TOO_MANY_CELLS,
    refuse,
)
from desktop.importing.serials import from_serial
from desktop.importing.tables import Cell, Limits, Row, Source, Span, Table, filled

ENCRYPTED = ("EncryptedPackage", "EncryptionInfo")
BOOKS = ("Workbook", "Book", "WORKBOOK", "BOOK")

DIMENSIONS, MERGED, END = 0x0200, 0x00E5, 0x000A
NUMBER, RK, MANY_RK, SHARED_LABEL = 0x0203, 0x027E, 0x00BD, 0x00FD
LABEL, RICH_LABEL, BOOLEAN, FORMULA, FORMULA_TEXT = 0x0204, 0x00D6, 0x0205, 0x0006, 0x0207


def open_xls(path: Path, limits: Limits) -> Source:
    """Reads the index; an encrypted workbook of any age ends here."""
    if path.stat().st_size > limits.old_workbook_bytes:
        raise refuse(TOO_LARGE, path, limit=limits.old_workbook_bytes)
    book = _workbook_stream(path)
    try:
        found = read_globals(book, path, limits)
        left = iter(range(limits.records))
        tables = tuple(_table(book, sheet, found, path, limits, left) for sheet in found.sheets)
    except (struct.error, ValueError, LookupError) as why:
        raise refuse(DAMAGED, path, why=str(why)) from why
    if not tables:
        raise refuse(NOT_A_TABLE, path)
    return Source(path, "xls", tables)


def _workbook_stream(path: Path) -> bytes:
    with (
        path.open("rb") as file,
        closing(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)) as data,
    ):
        try:
            compound = CompoundFile(data, path)
            if any(name in compound for name in ENCRYPTED):
                raise refuse(PASSWORD, path)
            for name in BOOKS:
                if name in compound:
                    return compound.read(name)
        except (struct.error, LookupError) as why:
            raise refuse(DAMAGED, path, why=str(why)) from why
    raise refuse(NOT_A_TABLE, path)


def _table(
    book: bytes,
    sheet: SheetEntry,
    found: Globals,
    path: Path,
    limits: Limits,
    left: Iterator[int],
) -> Table:
    """One pass over the records; `left` counts down what all sheets together may have."""
    merged: list[Span] = []
    expected = 0
    for kind, start, end in records(book, sheet.offset):
        if next(left, None) is None:
            raise refuse(TOO_MANY_CELLS, path, cells=limits.records, limit=limits.records)
        if kind == DIMENSIONS and end - start >= 10:
            top, bottom = struct.unpack_from("<II" if found.unicode else "<HH", book, start)
            expected = min(max(0, bottom - top), 65_536)
        elif kind == MERGED and len(merged) < limits.merged:
            merged.extend(_spans(book, start, end))
        elif kind == END:
            break
    return Table(
        sheet.name, expected, partial(_filled_rows, book, sheet.offset, found, path, merged)
    )


def _spans(book: bytes, start: int, end: int) -> Iterator[Span]:
    for place in range(start + 2, end - 7, 8):
        top, bottom, left, right = struct.unpack_from("<HHHH", book, place)
        yield Span(top, left, bottom, min(right, 255))


def _filled_rows(
    book: bytes, offset: int, found: Globals, path: Path, merged: list[Span]
) -> Iterator[Row]:
    try:
        yield from filled(_rows(book, offset, found), merged)
    except (struct.error, ValueError, LookupError) as why:
        raise refuse(DAMAGED, path, why=str(why)) from why


def _rows(book: bytes, offset: int, found: Globals) -> Iterator[Row]:
    """Cells come row by row; where a writer jumped back, a row comes in two parts."""
    current, cells = -1, dict[int, Cell]()
    for row, column, value in _cells(book, offset, found):
        if row != current:
            if cells:
                yield _row(current, cells)
            current, cells = row, {}
        if value is not None and column < 256:
            cells[column] = value
    if cells:
        yield _row(current, cells)


def _row(number: int, cells: dict[int, Cell]) -> Row:
    return Row(number + 1, [cells.get(column) for column in range(max(cells) + 1)])


def _cells(book: bytes, offset: int, found: Globals) -> Iterator[tuple[int, int, Cell]]:
    awaited: tuple[int, int] | None = None
    for kind, start, end in records(book, offset):
        if kind == SHARED_LABEL:
            row, column, _, number = struct.unpack_from("<HHHI", book, start)
            yield row, column, found.strings[number]
        elif kind == NUMBER:
            row, column, style, value = struct.unpack_from("<HHHd", book, start)
            yield row, column, _number(value, style, found)
        elif kind == RK:
            row, column, style, packed = struct.unpack_from("<HHHI", book, start)
            yield row, column, _number(_unpacked(packed), style, found)
        elif kind == MANY_RK:
            row, column = struct.unpack_from("<HH", book, start)
            for place in range(start + 4, end - 7, 6):
                style, packed = struct.unpack_from("<HI", book, place)
                yield row, column, _number(_unpacked(packed), style, found)
                column += 1
        elif kind in (LABEL, RICH_LABEL):
            row, column = struct.unpack_from("<HH", book, start)
            yield row, column, found.text(book, start + 6, end)
        elif kind == BOOLEAN:
            row, column, _, value, is_error = struct.unpack_from("<HHHBB", book, start)
            yield row, column, None if is_error else bool(value)
        elif kind == FORMULA:
            row, column, style = struct.unpack_from("<HHH", book, start)
            result = _result(book, start + 6, style, found)
            awaited = (row, column) if result == "" else None
            if result != "":
                yield row, column, result
        elif kind == FORMULA_TEXT and awaited is not None:
            yield *awaited, found.text(book, start, end)
            awaited = None
        elif kind == END:
            return


def _result(book: bytes, place: int, style: int, found: Globals) -> Cell:
    """What a formula came to when saved; an empty text stands for one that follows."""
    if book[place + 6 : place + 8] != b"\xff\xff":
        return _number(struct.unpack_from("<d", book, place)[0], style, found)
    kind = book[place]
    if kind == 0:
        return ""
    return bool(book[place + 2]) if kind == 1 else None


def _unpacked(packed: int) -> float:
    """RK: 30 bits of an integer or of the upper half of a double, possibly times 100."""
    if packed & 2:
        value = float(packed >> 2 if packed < 1 << 31 else (packed >> 2) - (1 << 30))
    else:
        value = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))[0]
    return value / 100 if packed & 1 else value


def _number(value: float, style: int, found: Globals) -> Cell:
    if value != value or value in (float("inf"), float("-inf")):
        return None
    if style in found.dates:
        return from_serial(value, found.epoch_1904)
    return int(value) if value.is_integer() and abs(value) < 1e15 else value
