"""A page of figures as a workbook: a sheet for each table, its heading above its numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from desktop.usecases.export_records import TEXT_IS_TEXT, pack, sheet_name
from desktop.usecases.whole_file import whole_file

Figure = str | int | float | Decimal | date | None
FORMATS = {
    Decimal: "#,##0.00",
    float: "0%",
    int: "#,##0",
    date: "yyyy-mm-dd",
}


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers with what makes them readable alone.

    A float is a share (0.25 is 25 %), a Decimal an amount of yuan; `notes` are the lines
    between the title and the columns: unit, period, and how the figures are worked out.
    """

    title: str
    notes: Sequence[str]
    headings: Sequence[str]
    rows: Sequence[Sequence[Figure]]


def write(path: Path, tables: Sequence[Table]) -> int:
    """Answers the number of sheets; the file appears whole or not at all.

    Raises Problem for a path that cannot be written.
    """
    packed = BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True, **TEXT_IS_TEXT})
    for table in tables:
        _sheet(book, table)
    with whole_file(path) as file:
        pack(book, packed, file)
    return len(tables)


def _sheet(book: Any, table: Table) -> None:
    sheet = book.add_worksheet(sheet_name(table.title))
    formats = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
    head = book.add_format({"bold": True, "bottom": 1})
    sheet.write_string(0, 0, table.title, book.add_format({"bold": True, "font_size": 14}))
    for at, note in enumerate(table.notes, 1):
        sheet.write_string(at, 0, note)
    top = len(table.notes) + 2
    sheet.set_column(0, len(table.headings) - 1, 16)
    for column, heading in enumerate(table.headings):
        sheet.write_string(top, column, heading, head)
    for at, row in enumerate(table.rows, top + 1):
        for column, figure in enumerate(row):
            _cell(sheet, at, column, figure, formats)
    sheet.freeze_panes(top + 1, 1)


def _cell(sheet: Any, row: int, column: int, figure: Figure, formats: dict[Any, Any]) -> None:
    writes: dict[type, Callable[..., object]] = {
        str: sheet.write_string,
        date: sheet.write_datetime,
    }
    if figure is not None:
        kind = type(figure)
        writes.get(kind, sheet.write_number)(row, column, figure, formats.get(kind))
