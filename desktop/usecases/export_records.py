"""Writing records to a spreadsheet: numbers as numbers, dates as dates, text only ever as text."""

import csv
import re
from codecs import getwriter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Protocol
from zoneinfo import ZoneInfo

import xlsxwriter
from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from desktop.queries.customers import OWN, TESTS, own
from desktop.store.tables import LIVE, RECORDS
from desktop.usecases.whole_file import whole_file
from sync.catalogue import CATALOGUE, Field, RecordType, Type, record_type
from sync.clock import from_text
from sync.errors import BadValue, Problem

Report = Callable[[int, int], None]
Cell = str | int | float | Decimal | bool | date | datetime | None
PAGE = 500
NAMED = ("person", "territory", "post", "org_unit")  # refs that are written as names
ID = Field("id")
LARGEST_CELL = 32_767  # characters Excel accepts
FORMULA = tuple("=+-@\t\r")
PLAIN_NUMBER = re.compile(r"[+-]?[\d\s().,-]+\Z")
CONDITION = re.compile(r"([a-z_]+)\s*(>=|<=|!=|=|>|<)\s*(.*)\Z", re.DOTALL)
FORBIDDEN = str.maketrans("[]:*?/\\", "       ")
TEXT_IS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False}
LONGEST_NAME = 31  # characters Excel accepts in a sheet's name
CHUNK_ROWS = 1_048_575  # what a sheet holds below its heading


class Sheet(Protocol):
    """Where rows go; `finish` writes what the file still lacks, `close` lets go of all else."""

    def write(self, row: Sequence[Cell]) -> None: ...

    def finish(self) -> None: ...

    def close(self) -> None: ...


Opens = Callable[[BinaryIO, str, Sequence[Field]], Sheet]  # the file, and its title


@dataclass(frozen=True, slots=True)
class Layout:
    """Which fields, under which headings; the field's name where no heading is given.

    `words` are what a person reads in place of a field's codes.
    """

    fields: tuple[str, ...]
    headings: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    own: Mapping[str, Type] = field(default_factory=dict)  # of `extra.<name>` among the fields


def export(
    connection: Connection,
    type: str,
    path: Path,
    filters: Sequence[str],
    report: Report,
    *,
    keys: Sequence[int] | None = None,
    layout: Layout | None = None,
    zone: str = "Asia/Shanghai",
    paper: Opens | None = None,
) -> int:
    """Writes an .xlsx or .csv (a .pdf where `paper` makes one) and answers the number of rows.

    The file appears whole or not at all.

    `filters` are conditions such as `class=A`. `keys` names the rows and their order instead.
    Raises Problem for a path that cannot be written, BadValue for a condition that makes no sense.
    """
    record = record_type(type)
    chosen = layout or Layout(("id", *record.names), {})
    fields = [_field(record, name, chosen) for name in chosen.fields]
    statement = _filtered(type, fields, filters)
    total = len(keys) if keys is not None else _count(connection, type, statement)
    rows = _by_keys(connection, type, statement, keys) if keys is not None else None
    opens = _format(path, paper)
    with whole_file(path) as file, closing(opens(file, path.stem, fields)) as sheet:
        sheet.write([chosen.headings.get(field.name, field.name) for field in fields])
        cells = _cells(connection, fields, chosen, zone)
        done = 0
        for row in rows if rows is not None else _streamed(connection, statement):
            sheet.write([read(value) for read, value in zip(cells, row[1:], strict=True)])
            done += 1
            if done % PAGE == 0:
                report(done, total)
        sheet.finish()
    report(done, max(done, total))
    return done


def _field(record: RecordType, name: str, chosen: Layout) -> Field:
    if name == ID.name:
        return ID
    return Field(name, chosen.own[name]) if name in chosen.own else record.field(name)


# --- which rows


def _filtered(type: str, fields: Sequence[Field], filters: Sequence[str]) -> Select[Any]:
    table = RECORDS[type]
    statement = select(table.c.key, *(_column(table, field) for field in fields))
    statement = statement.where(table.c.deleted == LIVE)
    for said in filters:
        column, test, value = condition(type, said)
        statement = statement.where(TESTS[test](table.c[column], value))
    return statement


def _column(table: Table, field: Field) -> ColumnElement[Any]:
    return own(table.c, field.name) if field.name.startswith(OWN) else table.c[field.name]


def condition(type: str, said: str) -> tuple[str, str, Any]:
    """Column, test and SQL value of `field=value`; raises BadValue."""
    found = CONDITION.match(said)
    if found is None:
        raise BadValue(type=type, field=said[:60], value="", wanted="field=value")
    name, test, text = found.groups()
    field = CATALOGUE[type].field(name)
    value: Any = text
    if field.type is Type.INTEGER and text.lstrip("-").isdigit():
        value = int(text)
    elif field.type is Type.BOOLEAN and text in ("true", "false"):
        value = text == "true"
    elif field.type is Type.FLOAT:
        value = _number(text)
    return name, test, field.to_sql(field.check(value))


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _count(connection: Connection, type: str, statement: Select[Any]) -> int:
    bare = statement.with_only_columns(func.count(RECORDS[type].c.key))
    return int(connection.execute(bare).scalar_one())


def _streamed(connection: Connection, statement: Select[Any]) -> Iterator[Any]:
    rows = connection.execute(statement.order_by(statement.selected_columns[0]))
    while page := rows.fetchmany(PAGE):
        yield from page


def _by_keys(
    connection: Connection, type: str, statement: Select[Any], keys: Sequence[int]
) -> Iterator[Any]:
    every = iter(keys)
    while some := list(islice(every, PAGE)):
        rows = connection.execute(statement.where(RECORDS[type].c.key.in_(some)))
        known = {row[0]: row for row in rows}
        yield from (known[key] for key in some if key in known)


# --- what stands in a cell


def _cells(
    connection: Connection, fields: Sequence[Field], chosen: Layout, zone: str
) -> list[Callable[[Any], Cell]]:
    place = ZoneInfo(zone)
    return [_reader(connection, one, place, chosen.words.get(one.name)) for one in fields]


def _reader(
    connection: Connection, field: Field, zone: ZoneInfo, words: Mapping[str, str] | None
) -> Callable[[Any], Cell]:
    """From the database's value to what a spreadsheet should hold."""
    if words:
        return lambda value: words.get(value, value)
    if field.type is Type.REF and field.target in NAMED:
        names = _names(connection, str(field.target))
        return lambda value: names.get(value, value)
    made: Mapping[Type, Callable[[Any], Cell]] = {
        Type.DECIMAL: lambda value: Decimal(value).scaleb(-field.scale),
        Type.BOOLEAN: bool,
        Type.DATE: date.fromisoformat,
        Type.INSTANT: lambda value: from_text(value).astimezone(zone).replace(tzinfo=None),
    }
    if field.name.startswith(OWN):  # people write there what they like
        return lambda value: _as_told(made.get(field.type, _number), field.type, value)
    read = made.get(field.type)
    if read is None:
        return lambda value: value
    return lambda value: None if value is None else read(value)


def _as_told(read: Callable[[Any], Cell], type: Type, value: str | None) -> Cell:
    """A number or a day where it is one, otherwise the words."""
    if value is None or type is Type.TEXT:
        return value
    try:
        return read(value)
    except ValueError:
        return value


def _names(connection: Connection, type: str) -> Mapping[str, str]:
    table = RECORDS[type]
    column = table.c["title" if type == "post" else "name"]
    return {row[0]: row[1] for row in connection.execute(select(table.c.id, column))}


# --- the files


def _format(path: Path, paper: Opens | None) -> Opens:
    known: dict[str, Opens] = {".xlsx": Workbook, ".csv": CommaFile}
    if paper is not None:
        known[".pdf"] = paper
    made = known.get(path.suffix.lower())
    if made is None:
        raise Problem("unknown_format", path=path.name, known=" ".join(known))
    return made


class CommaFile:
    """UTF-8 with a mark, as Excel wants it; text that looks like a formula gets an apostrophe."""

    def __init__(self, file: BinaryIO, title: str, fields: Sequence[Field]) -> None:
        self._writer = csv.writer(getwriter("utf-8-sig")(file))

    def write(self, row: Sequence[Cell]) -> None:
        self._writer.writerow([_harmless(value) for value in row])

    def finish(self) -> None:
        """Every row is written."""

    def close(self) -> None:
        """Nothing else was needed."""


def _harmless(value: Cell) -> Cell:
    if isinstance(value, str) and value.startswith(FORMULA) and not PLAIN_NUMBER.match(value):
        return "'" + value
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    return "" if value is None else value


class Workbook:
    """A workbook written row by row: only the packed file stands in memory."""

    def __init__(self, file: BinaryIO, title: str, fields: Sequence[Field]) -> None:
        self._file, self._title, self._packed = file, title, BytesIO()
        self._rows = TemporaryDirectory(ignore_cleanup_errors=True)
        options = {"constant_memory": True, "tmpdir": self._rows.name, **TEXT_IS_TEXT}
        self._book = xlsxwriter.Workbook(self._packed, options)
        self._sheet = self._book.add_worksheet(sheet_name(title))
        self._row = 0
        self._head = self._book.add_format({"bold": True, "bottom": 1})
        self._formats = {
            Decimal: self._book.add_format({"num_format": "#,##0.00"}),
            datetime: self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            date: self._book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        self._sheet.freeze_panes(1, 0)
        self._sheet.repeat_rows(0)  # on paper, too
        self._columns = len(fields)
        for number, one in enumerate(fields):
            self._sheet.set_column(number, number, _width(one))

    def write(self, row: Sequence[Cell]) -> None:
        if self._row > CHUNK_ROWS:
            raise Problem("too_many_rows", path=self._title, most=CHUNK_ROWS)
        for number, value in enumerate(row):
            self._write(number, value)
        self._row += 1

    def _write(self, column: int, value: Cell) -> None:
        place, form = (self._row, column), self._formats.get(type(value))
        if value is None:
            return
        if isinstance(value, str):
            head = self._head if not self._row else None
            self._sheet.write_string(*place, value[:LARGEST_CELL], head)
        elif isinstance(value, bool):
            self._sheet.write_boolean(*place, value)
        elif isinstance(value, datetime | date):
            self._sheet.write_datetime(*place, value, form)
        else:
            self._sheet.write_number(*place, value, form)

    def finish(self) -> None:
        self._sheet.autofilter(0, 0, max(1, self._row - 1), self._columns - 1)
        pack(self._book, self._packed, self._file)

    def close(self) -> None:
        with suppress(OSError):  # a full disk takes the last rows no more
            self._sheet.row_data_fh.close()
        self._rows.cleanup()


def pack(book: xlsxwriter.Workbook, packed: BytesIO, file: BinaryIO) -> None:
    """Closes the workbook made in `packed` and writes it out.

    Packed in memory first: a zip that fails on the disk tries again when it is let go."""
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise error.args[0] from None
    file.write(packed.getbuffer())


def sheet_name(words: str) -> str:
    """As Excel accepts it."""
    return words.translate(FORBIDDEN)[:LONGEST_NAME].strip(" '") or "-"


def _width(field: Field) -> int:
    if field.type in (Type.DATE, Type.INTEGER, Type.BOOLEAN):
        return 12
    return 28 if field.name in ("name", "address", "remark", "title") else 16
