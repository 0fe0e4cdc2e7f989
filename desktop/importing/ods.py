"""OpenDocument sheets (.ods), streamed; repeated rows and cells are only counted while empty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from desktop.importing.archive import Archive
from desktop.importing.problems import NOT_A_TABLE, PASSWORD, TOO_LARGE, TOO_MANY_COLUMNS, refuse
from desktop.importing.tables import Cell, Limits, Row, Source, Table
from desktop.importing.xlsx_parts import MOST_SHEETS, Silent, hear
from desktop.importing.xml_stream import parse

CONTENT = "content.xml"
REPEATED_AT_MOST = 1_000
CELLS = ("table-cell", "covered-table-cell")


def open_ods(archive: Archive, limits: Limits) -> Source:
    """The sheets in their order; an encrypted document shows in its manifest."""
    if hear(archive, "META-INF/manifest.xml", _Manifest()).encrypted:
        raise refuse(PASSWORD, archive.path)
    kind = archive.whole("mimetype", 256) if "mimetype" in archive else b""
    if b"spreadsheet" not in kind:
        raise refuse(NOT_A_TABLE, archive.path)
    names = _Names()
    for _ in parse(archive.pieces(CONTENT), names, archive.path):
        pass
    tables = tuple(
        Table(name, rows, partial(_rows, archive, number, limits))
        for number, (name, rows) in enumerate(names.tables)
    )
    if not tables:
        raise refuse(NOT_A_TABLE, archive.path)
    return Source(archive.path, "ods", tables)


def _rows(archive: Archive, number: int, limits: Limits) -> Iterator[Row]:
    sheet = _Sheet(archive.path, number, limits)
    for _ in parse(archive.pieces(CONTENT), sheet, archive.path):
        yield from sheet.ready
        sheet.ready.clear()
        if sheet.done:
            return


class _Manifest(Silent):
    def __init__(self) -> None:
        self.encrypted = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.encrypted = self.encrypted or tag == "encryption-data"


class _Names(Silent):
    def __init__(self) -> None:
        self.tables: list[tuple[str, int]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table" and len(self.tables) < MOST_SHEETS:
            self.tables.append((attributes.get("table:name", ""), 0))
        elif tag == "table-row" and self.tables:
            name, rows = self.tables[-1]
            self.tables[-1] = (name, rows + 1)


class _Sheet(Silent):
    """The rows of one of the tables."""

    def __init__(self, file: Path, wanted: int, limits: Limits) -> None:
        self._file, self._wanted, self._limits = file, wanted, limits
        self.ready: list[Row] = []
        self.done = False
        self._table = -1
        self._number = 0
        self._repeat_row = 1
        self._cells: list[Cell] = []
        self._gap = 0
        self._cell: dict[str, str] | None = None
        self._pieces: list[str] = []
        self._length = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table":
            self._table += 1
            self.done = self._table > self._wanted
        elif self._table != self._wanted:
            return
        elif tag == "table-row":
            self._cells, self._gap = [], 0
            self._repeat_row = _count(attributes.get("table:number-rows-repeated"))
        elif tag in CELLS:
            self._cell, self._pieces, self._length = attributes, [], 0
        elif tag == "p" and self._pieces:
            self._pieces.append("\n")
        elif tag == "s" and self._cell is not None:
            self._pieces.append(" ")

    def text(self, text: str) -> None:
        if self._cell is not None:
            self._pieces.append(text)
            self._length += len(text)
            if self._length > self._limits.cell_characters:
                raise refuse(TOO_LARGE, self._file, row=self._number + 1)

    def end(self, tag: str) -> None:
        if self._table != self._wanted:
            return
        if tag in CELLS and self._cell is not None:
            self._keep(_value(self._cell, "".join(self._pieces)))
            self._cell = None
        elif tag == "table-row":
            self._finish_row()

    def _keep(self, value: Cell) -> None:
        count = _count((self._cell or {}).get("table:number-columns-repeated"))
        if value is None:
            self._gap += count
            return
        width = len(self._cells) + self._gap + count
        if width > self._limits.columns:
            raise refuse(TOO_MANY_COLUMNS, self._file, columns=width, limit=self._limits.columns)
        self._cells.extend([None] * self._gap)
        self._cells.extend([value] * count)
        self._gap = 0

    def _finish_row(self) -> None:
        if self._cells:
            for further in range(min(self._repeat_row, REPEATED_AT_MOST)):
                self.ready.append(Row(self._number + further + 1, self._cells))
        self._number += self._repeat_row


def _value(cell: dict[str, str], text: str) -> Cell:
    kind = cell.get("office:value-type", cell.get("calcext:value-type", ""))
    if kind in ("float", "percentage", "currency"):
        return _number(cell.get("office:value", ""), text)
    if kind == "boolean":
        return cell.get("office:boolean-value") == "true"
    if kind == "date":
        return _day(cell.get("office:date-value", ""), text)
    return text or None


def _number(told: str, text: str) -> Cell:
    try:
        number = float(told)
    except ValueError:
        return text or None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _day(told: str, text: str) -> Cell:
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return text or None
    return moment if "T" in told else moment.date()


def _count(told: str | None) -> int:
    return int(told) if told is not None and told.isdigit() and len(told) < 9 else 1
