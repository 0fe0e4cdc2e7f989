"""Comma, tab, semicolon or bar between the cells: which one is told from the first lines."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from desktop.importing.archive import Archive, shown_name
from desktop.importing.problems import (
    EMPTY,
    LINE_TOO_LONG,
    NOT_A_TABLE,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    refuse,
)
from desktop.importing.tables import Limits, Row, Source, Table
from desktop.importing.text import Text, look_through

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SEPARATORS = ",\t;|，"
TOLD = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
LINES_LOOKED_AT = 60
TEXT_ENDINGS = (".csv", ".txt", ".tsv", ".tab", ".psv", ".ssv", ".dat", "")


def open_csv(text: Text, limits: Limits) -> Source:
    """One table, named after the file."""
    return Source(text.path, "csv", (_table(text, limits),))


def open_packed_csv(archive: Archive, limits: Limits) -> Source:
    """Every text in a zip becomes a table; names packed by a Chinese Windows are understood."""
    tables: list[Table] = []
    for member in archive.members.values():
        name = PurePosixPath(shown_name(member).replace("\\", "/"))
        hidden = name.name.startswith(".") or "__MACOSX" in name.parts
        if member.is_dir() or hidden or name.suffix.lower() not in TEXT_ENDINGS:
            continue
        if member.file_size:
            opener = partial(_unpacked, archive, member)
            text = look_through(archive.path, name.stem, opener, limits)
            tables.append(_table(text, limits))
    if not tables:
        raise refuse(NOT_A_TABLE, archive.path, members=len(archive.members))
    return Source(archive.path, "zip", tuple(tables))


def _unpacked(archive: Archive, member: zipfile.ZipInfo) -> BinaryIO:
    return io.BufferedReader(_Pieces(archive.pieces(member.filename)))


class _Pieces(io.RawIOBase):
    """A stream over pieces of bytes."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        if not self._rest:
            self._rest = memoryview(next(self._pieces, b""))
        room = memoryview(buffer)
        count = min(len(room), len(self._rest))
        room[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def _table(text: Text, limits: Limits) -> Table:
    if not text.head.strip("\ufeff\r\n\t ,;"):
        raise refuse(EMPTY, text.path)
    separator = _separator(text)
    return Table(text.name, text.lines, partial(_rows, text, separator, limits))


def _rows(text: Text, separator: str, limits: Limits) -> Iterator[Row]:
    """Numbered by lines of the file, as an editor would; empty rows are left out."""
    lines = text.split()
    reader = csv.reader(_told_nothing(lines), delimiter=separator)
    number = 0
    try:
        for cells in reader:
            number, before = reader.line_num, number
            if len(cells) > limits.columns:
                raise refuse(
                    TOO_MANY_COLUMNS,
                    text.path,
                    row=number,
                    columns=len(cells),
                    limit=limits.columns,
                )
            if number > limits.rows:
                raise refuse(TOO_MANY_ROWS, text.path, limit=limits.rows)
            if any(cells):
                yield Row(before + 1, cells)
    except csv.Error as why:
        raise refuse(LINE_TOO_LONG, text.path, row=number + 1, why=str(why)) from why


def _told_nothing(lines: Iterator[str]) -> Iterator[str]:
    """Excel's own first line `sep=;` is an empty row."""
    first = next(lines, "")
    yield "\n" if TOLD.fullmatch(first) else first
    yield from lines


def _separator(text: Text) -> str:
    """The sign that cuts most lines into the same number of cells, and into the most."""
    lines = text.head.splitlines(keepends=True)[:LINES_LOOKED_AT]
    if not lines:
        return ","
    told = TOLD.fullmatch(lines[0])
    if told:
        return told[1]
    if len(lines) > 1 and not lines[-1].endswith(("\r", "\n")):
        lines = lines[:-1]
    return max(SEPARATORS, key=lambda sign: _evenness(lines, sign))


def _evenness(lines: Iterable[str], sign: str) -> tuple[float, int]:
    try:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=sign) if any(cells))
    except csv.Error:
        return (0.0, 0)
    if not widths:
        return (0.0, 0)
    width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
    if width == 1:
        return (0.0, 0)
    return (count / sum(widths.values()), width)
