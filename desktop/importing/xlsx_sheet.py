"""One sheet of an Excel workbook: cells as the parser meets them, rows as they are complete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from desktop.importing.problems import (
    DAMAGED,
    TOO_LARGE,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    refuse,
)
from desktop.importing.serials import from_serial
from desktop.importing.tables import Cell, Limits, Row
from desktop.importing.xml_stream import parse

VALUES = ("v", "t")


@lru_cache(maxsize=4096)
def columns_of(letters: str) -> int:
    """A is 0, XFD is 16,383."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


class Sheet:
    """A listener that turns tags into rows; empty rows and empty trailing cells are left out."""

    def __init__(
        self,
        file: Path,
        strings: list[str],
        dates: frozenset[str],
        epoch_1904: bool,
        limits: Limits,
    ) -> None:
        self._file, self._limits = file, limits
        self._strings, self._dates, self._epoch_1904 = strings, dates, epoch_1904
        self._ready: list[Row] = []
        self._cells: list[Cell] = []
        self._row = 0
        self._column = -1
        self._kind = ""
        self._style = ""
        self._pieces: list[str] = []
        self._listening = False
        self._phonetic = False
        self._length = 0

    def rows(self, pieces: Iterable[bytes]) -> Iterator[Row]:
        for _ in parse(pieces, self, self._file):
            yield from self._ready
            self._ready.clear()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._start_cell(attributes)
        elif tag in VALUES:
            self._listening = not self._phonetic
        elif tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdigit() else self._row + 1
            self._cells = []
            self._column = -1
            if self._row > self._limits.rows:
                raise refuse(TOO_MANY_ROWS, self._file, row=self._row, limit=self._limits.rows)
        elif tag == "rPh":
            self._phonetic = True

    def _start_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        self._column = self._column + 1 if place is None else columns_of(place.rstrip("0123456789"))
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._pieces = []
        self._length = 0

    def text(self, text: str) -> None:
        if self._listening:
            self._pieces.append(text)
            self._length += len(text)
            if self._length > self._limits.cell_characters:
                raise refuse(TOO_LARGE, self._file, row=self._row)

    def end(self, tag: str) -> None:
        if tag in VALUES:
            self._listening = False
        elif tag == "c":
            if self._pieces:
                self._keep(self._value("".join(self._pieces)))
        elif tag == "row":
            if self._cells:
                self._ready.append(Row(self._row, self._cells))
                self._cells = []
        elif tag == "rPh":
            self._phonetic = False

    def _keep(self, value: Cell) -> None:
        if not 0 <= self._column < self._limits.columns:
            raise refuse(
                TOO_MANY_COLUMNS,
                self._file,
                row=self._row,
                columns=self._column + 1,
                limit=self._limits.columns,
            )
        self._cells.extend([None] * (self._column - len(self._cells)))
        if self._column < len(self._cells):
            self._cells[self._column] = value
        else:
            self._cells.append(value)

    def _value(self, text: str) -> Cell:
        kind = self._kind
        if kind == "s":
            return self._shared(text)
        if kind == "n":
            return self._number(text)
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "e":
            return None
        if kind == "d":
            return _iso(text)
        return text

    def _shared(self, text: str) -> str:
        try:
            number = int(text)
            if number >= 0:
                return self._strings[number]
        except (ValueError, IndexError):
            pass
        raise refuse(DAMAGED, self._file, row=self._row)

    def _number(self, text: str) -> Cell:
        try:
            number = float(text)
        except ValueError:
            return text
        if self._style in self._dates:
            return from_serial(number, self._epoch_1904)
        if number.is_integer() and abs(number) < 1e15:
            return int(number)
        return number


def _iso(text: str) -> Cell:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment if moment.time() != datetime.min.time() else moment.date()
