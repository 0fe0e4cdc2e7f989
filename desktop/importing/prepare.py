"""Every row of a foreign file as a record to be, or as a refusal with its reason.

Ids are stable: a record known to the other system by a code gets a version-5 UUID of that code, any
other one of its name, region, address and telephone. So the same file read again names the same
records, and importing it twice updates instead of doubling. `owner` (a territory, a company) keeps
the records of two owners apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from desktop.importing.cleaning import as_text
from desktop.importing.folding import Folding, Line
from desktop.importing.header import Header, find_header
from desktop.importing.mapping import Mapping
from desktop.importing.problems import MAPPING_WRONG, refuse
from desktop.importing.synonyms import closeness
from desktop.importing.tables import Cell, Row, Source, Table
from desktop.importing.values import (
    DUPLICATE,
    READERS,
    TOTAL,
    WITHOUT_CUSTOMER,
    WITHOUT_NAME,
    Reason,
    Unfit,
    Value,
    is_chinese,
    pair_place,
    phone,
    place,
    text,
)

Refusal = Reason
Report = Callable[[int, int], None]
RECORDS = UUID("6c1d3c5e-58a8-5a0c-9b6e-2f1f6d0c7a44")
BETWEEN = "\x1f"
OWN_ID = "id"
TOLD_APART = ("name", "region", "address", "phone")
REPORTED_EVERY = 100
READ_TOGETHER = ("name", "phone", "latitude", "longitude", "coordinates", "customer", "remark")
TOTALS = re.compile(r"(合\s*计|总\s*计|小\s*计|汇\s*总|total|subtotal|grand total)\s*[:：]?", re.I)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a row became. `fields` are the catalogue's, except that `territory` is still a name;
    `customer` is the name of a contact's customer, to be found or made by the use case; `own` is
    what stands in the column "id" of a file that was exported here."""

    row: int
    sheet: str
    id: str
    fields: dict[str, Value] = field(default_factory=dict)
    customer: str = ""
    refusal: Refusal | None = None
    own: str = ""


def prepare(
    source: Source,
    mapping: Mapping,
    type: str = "",
    *,
    owner: str = "",
    report: Report | None = None,
) -> Iterator[Prepared]:
    """Row by row in the order of the file; order lines come folded, after the last of them.

    What `report` raises (a person cancels) ends the reading at once.
    """
    if type and type != mapping.type:
        raise refuse(MAPPING_WRONG, source.path, why="type", value=mapping.type)
    lines = _lines(source, mapping, report or _nobody_watches)
    known: dict[str, int] = {}
    if mapping.one_per:
        lines = Folding(mapping).folded(lines)
    for line in lines:
        yield _prepared(line, mapping, owner, known)


def _nobody_watches(_done: int, _total: int) -> None: ...


def _prepared(line: Line, mapping: Mapping, owner: str, known: dict[str, int]) -> Prepared:
    if line.reason is not None:
        return Prepared(line.row, line.sheet, "", refusal=line.reason)
    identity = _id(line, mapping, owner)
    before = known.setdefault(identity, line.row)
    if before != line.row:
        reason = Refusal(DUPLICATE, "name", f"{line.fields.get('name')} ({before})")
        return Prepared(line.row, line.sheet, identity, refusal=reason)
    return Prepared(line.row, line.sheet, identity, line.fields, line.customer, own=line.own)


def _id(line: Line, mapping: Mapping, owner: str) -> str:
    told = [owner, mapping.type]
    if line.key:
        told += ["code", *line.key]
    else:
        told += ["name", line.customer]
        told += [str(line.fields.get(name) or "") for name in TOLD_APART]
    return str(uuid5(RECORDS, BETWEEN.join(told)))


def _lines(source: Source, mapping: Mapping, report: Report) -> Iterator[Line]:
    done, total = 0, source.expected
    report(0, total)
    for table, reading in _readings(source, mapping):
        for row in table.rows():
            done += 1
            if done % REPORTED_EVERY == 0:
                report(done, max(done, total))
            line = reading.line(row)
            if line is not None:
                yield line
    report(done, done)


def _readings(source: Source, mapping: Mapping) -> list[tuple[Table, _Reading]]:
    """The sheets with the columns of the name. What one of them lacks is blank there; what all
    lack, or by which rows are told apart, is a FileProblem."""
    wanted = [one for one in source.tables if not mapping.sheets or one.name in mapping.sheets]
    readings = [(table, _Reading(table, mapping)) for table in wanted]
    fitting = [(table, reading) for table, reading in readings if reading.fits]
    if not fitting:
        raise refuse(MAPPING_WRONG, source.path, why="columns", value=_name_columns(mapping))
    lacking = [reading.lacks for _, reading in fitting]
    needed = {*mapping.identity, *mapping.one_per, *mapping.sums}
    missing = set.intersection(*lacking) | (set.union(*lacking) & needed)
    if missing:
        first = next(title for title in mapping.titles if title in missing)
        raise refuse(MAPPING_WRONG, source.path, why="column", value=first)
    return fitting


def _name_columns(mapping: Mapping) -> str:
    return ", ".join(mapping.fields.get("name", ("name",)))


class _Reading:
    """One table with the places of its columns looked up once."""

    def __init__(self, table: Table, mapping: Mapping) -> None:
        header, _ = find_header(table, mapping.header_row)
        self._sheet, self._mapping, self._header = table.name, mapping, header
        places = {title: number for number, title in enumerate(header.titles)}
        wanted = mapping.fields.get("name", ())
        self.fits = bool(wanted) and all(title in places for title in wanted)
        self.lacks = {title for title in mapping.titles if title not in places}
        self._columns = {
            name: [places[title] for title in titles if title in places]
            for name, titles in mapping.fields.items()
        }
        self._plain = [name for name in mapping.fields if name not in READ_TOGETHER]
        if mapping.sheet_name and mapping.sheet_name not in self._plain:
            self._plain.append(mapping.sheet_name)
        self._identity = [places[title] for title in mapping.identity if title in places]
        self._one_per = [places[title] for title in mapping.one_per if title in places]
        self._sums = {title: places[title] for title in mapping.sums if title in places}
        self._extra = {title: places[title] for title in mapping.extra if title in places}
        self._remarks = {
            title: places[title] for title in mapping.fields.get("remark", ()) if title in places
        }
        self._own = next((at for title, at in places.items() if title.lower() == OWN_ID), None)

    def line(self, row: Row) -> Line | None:
        """None for what stands above the data and for a header printed again on the next page."""
        header: Header = self._header
        if header.is_above(row):
            return None
        cells = row.cells
        if len(cells) < len(header.titles):
            cells = [*cells, *[None] * (len(header.titles) - len(cells))]
        try:
            return self._read(row.number, cells)
        except Unfit as unfit:
            return Line(row.number, self._sheet, {}, reason=unfit.reason)

    def _read(self, number: int, cells: Sequence[Cell]) -> Line | None:
        name = text("name", [cells[column] for column in self._columns["name"]])
        located = self._place(cells)
        if name is None and located:
            name = f"{located['latitude']:.5f}, {located['longitude']:.5f}"
        if name is None:
            return self._nameless(cells)
        if self._is_header_again(cells):
            return None
        if TOTALS.fullmatch(name):
            raise Unfit(TOTAL, "name", name)
        fields: dict[str, Value] = {"name": name}
        for field_name in self._plain:
            value = self._value(field_name, cells)
            if value is not None:
                fields[field_name] = value
        fields.update(located)
        self._add_phone(fields, cells)
        self._add_remark(fields, cells)
        customer = ""
        if self._mapping.type == "contact":
            columns = self._columns.get("customer", ())
            customer = text("name", [cells[column] for column in columns]) or ""
            if not customer:
                raise Unfit(WITHOUT_CUSTOMER, "customer", name)
        return Line(
            number,
            self._sheet,
            fields,
            customer=customer,
            key=self._texts(cells, self._one_per or self._identity),
            numbers={title: cells[column] for title, column in self._sums.items()},
            own="" if self._own is None else as_text(cells[self._own]),
        )

    def _nameless(self, cells: Sequence[Cell]) -> Line | None:
        """A place without a name is called by its position; anything else needs one."""
        said = [str(cell) for cell in cells if cell is not None and cell != ""]
        if not said:
            return None
        whole = " ".join(said)
        if any(TOTALS.fullmatch(part) for part in said):
            raise Unfit(TOTAL, "name", whole)
        raise Unfit(WITHOUT_NAME, "name", whole)

    def _is_header_again(self, cells: Sequence[Cell]) -> bool:
        return self._header.row > 0 and all(
            cell is None or cell == "" or str(cell).strip() == title
            for cell, title in zip(cells, self._header.titles, strict=False)
        )

    def _value(self, name: str, cells: Sequence[Cell]) -> str | int | None:
        own = [cells[column] for column in self._columns.get(name, ())]
        if name == self._mapping.sheet_name:
            own.insert(0, self._sheet)
        reader = READERS.get(name)
        return reader(name, own) if reader and own else text(name, own)

    def _place(self, cells: Sequence[Cell]) -> dict[str, Value]:
        north, east = self._columns.get("latitude"), self._columns.get("longitude")
        if north and east:
            return place(cells[north[0]], cells[east[0]], self._mapping.datum)
        both = self._columns.get("coordinates")
        return pair_place(cells[both[0]], self._mapping.datum) if both else {}

    def _add_phone(self, fields: dict[str, Value], cells: Sequence[Cell]) -> None:
        chinese = is_chinese(fields.get("name"), fields.get("address"))
        columns = self._columns.get("phone", ())
        number = phone("phone", [cells[column] for column in columns], chinese)
        if number is not None:
            fields["phone"] = number

    def _add_remark(self, fields: dict[str, Value], cells: Sequence[Cell]) -> None:
        """Remarks as they are; a column of another kind that was sent there keeps its title."""
        parts = []
        for place_in_row, (title, column) in enumerate(self._remarks.items()):
            said = text("remark", [cells[column]])
            if said:
                parts.append(
                    said
                    if place_in_row == 0 and closeness(self._mapping.type, "remark", title)
                    else f"{title}: {said}"
                )
        if parts:
            fields["remark"] = text("remark", ["\n".join(parts)]) or ""
        extra = {
            title: said
            for title, column in self._extra.items()
            if (said := text("extra", [cells[column]]))
        }
        if extra:
            fields["extra"] = extra

    def _texts(self, cells: Sequence[Cell], columns: Sequence[int]) -> tuple[str, ...]:
        said = tuple(text("id", [cells[column]]) or "" for column in columns)
        return said if any(said) else ()
