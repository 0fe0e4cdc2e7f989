"""Web pages saved as .xls, the favourite export of old ERP systems, and Excel's XML of 2003.

Every table with at least two columns that holds no other table is one sheet; pages are small, so it
is read at once within the page limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser

from desktop.importing.problems import DAMAGED, NOT_A_TABLE, TOO_LARGE, TOO_MANY_COLUMNS, refuse
from desktop.importing.tables import Limits, Row, Source, Table
from desktop.importing.text import Text

MARK = re.compile(
    r"\ufeff?\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body|meta|table|style|div|center)\b",
    re.IGNORECASE | re.DOTALL,
)
XML_MARK = re.compile(r"\ufeff?\s*<\?xml\b.*?<(\w+:)?Workbook\b", re.DOTALL)
HELD_AT_MOST = 128 << 10
"""Text in which the parser still waits for the end of a tag."""
PIECES_AT_MOST = 20_000
UNSHOWN = ("script", "style", "head", "title")


def looks_like_html(text: Text) -> bool:
    return MARK.match(text.head) is not None or XML_MARK.match(text.head) is not None


def open_html(text: Text, limits: Limits) -> Source:
    """The tables of the page, numbered."""
    pieces: list[str] = []
    size = 0
    with text.open() as stream:
        while piece := stream.read(1 << 16):
            size += len(piece)
            if size > limits.page_bytes:
                raise refuse(TOO_LARGE, text.path, limit=limits.page_bytes)
            pieces.append(piece)
    page = _Page(text, limits)
    for piece in pieces:
        page.feed(piece)
        if len(page.rawdata) > HELD_AT_MOST:
            raise refuse(DAMAGED, text.path, why="endless tag")
    page.close()
    grids = [grid for grid in page.grids if any(len(row) > 1 for row in grid.rows)]
    if not grids:
        raise refuse(NOT_A_TABLE, text.path)
    tables = tuple(
        Table(f"{text.name} {number}", len(grid.rows), partial(_rows, grid.rows))
        for number, grid in enumerate(grids, start=1)
    )
    return Source(text.path, "html", tables)


def _rows(rows: list[list[str]]) -> Iterator[Row]:
    for number, cells in enumerate(rows, start=1):
        if any(cells):
            yield Row(number, [cell or None for cell in cells])


@dataclass(slots=True)
class _Grid:
    """A table being read; `pending` are cells that reach down from rows above."""

    rows: list[list[str]] = field(default_factory=list)
    pending: dict[int, tuple[int, str]] = field(default_factory=dict)
    row: list[str] | None = None
    cell: list[str] | None = None
    across: int = 1
    down: int = 1
    outer: bool = False


class _Page(HTMLParser):
    """Hears `table`, `tr`, `td` and their XML-of-2003 cousins."""

    def __init__(self, text: Text, limits: Limits) -> None:
        super().__init__()
        self._text, self._limits = text, limits
        self.grids: list[_Grid] = []
        self._open: list[_Grid] = []
        self._unshown = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = tag.rpartition(":")[2]
        if name in UNSHOWN:
            self._unshown += 1
        elif name == "table":
            for grid in self._open:
                grid.outer = True
            self._open.append(_Grid())
        elif not self._open:
            return
        elif name in ("tr", "row"):
            self._end_row()
            self._open[-1].row = []
        elif name in ("td", "th", "cell"):
            self._start_cell(dict(attrs))
        elif name in ("br", "p"):
            self.handle_data(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag.rpartition(":")[2] not in ("br", "p"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in UNSHOWN:
            self._unshown = max(0, self._unshown - 1)
        elif not self._open:
            return
        elif name in ("td", "th", "cell"):
            self._end_cell()
        elif name in ("tr", "row"):
            self._end_row()
        elif name == "table":
            self._end_row()
            grid = self._open.pop()
            if grid.rows and not grid.outer:
                self.grids.append(grid)

    def handle_data(self, data: str) -> None:
        if self._open and not self._unshown and self._open[-1].cell is not None:
            self._open[-1].cell.append(data)
            if len(self._open[-1].cell) > PIECES_AT_MOST:
                raise refuse(TOO_LARGE, self._text.path)

    def close(self) -> None:
        super().close()
        while self._open:
            self.handle_endtag("table")

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        grid = self._open[-1]
        if grid.row is None:
            grid.row = []
        place = attributes.get("ss:index") or ""
        if place.isdigit():
            wanted = min(int(place) - 1, self._limits.columns)
            grid.row.extend([""] * (wanted - len(grid.row)))
        grid.cell = []
        grid.across = _count(attributes.get("colspan"), _more(attributes.get("ss:mergeacross")))
        grid.down = _count(attributes.get("rowspan"), _more(attributes.get("ss:mergedown")))

    def _end_cell(self) -> None:
        grid = self._open[-1]
        if grid.cell is None or grid.row is None:
            return
        said = " ".join("".join(grid.cell).split())
        grid.cell = None
        _take_pending(grid)
        across = min(grid.across, self._limits.columns)
        if len(grid.row) + across > self._limits.columns:
            raise refuse(TOO_MANY_COLUMNS, self._text.path, limit=self._limits.columns)
        for _ in range(across):
            if grid.down > 1:
                grid.pending[len(grid.row)] = (grid.down - 1, said)
            grid.row.append(said)

    def _end_row(self) -> None:
        self._end_cell()
        grid = self._open[-1]
        if grid.row is not None:
            _take_pending(grid)
            grid.rows.append(grid.row)
            grid.row = None


def _take_pending(grid: _Grid) -> None:
    """Cells of the rows above that reach into this place."""
    while grid.row is not None and len(grid.row) in grid.pending:
        place = len(grid.row)
        left, said = grid.pending[place]
        grid.row.append(said)
        if left > 1:
            grid.pending[place] = (left - 1, said)
        else:
            del grid.pending[place]


def _count(told: str | None, otherwise: int) -> int:
    text = (told or "").strip()
    return max(1, min(int(text), 65_535)) if text.isdigit() and len(text) < 6 else otherwise


def _more(told: str | None) -> int:
    text = (told or "").strip()
    return min(int(text), 65_534) + 1 if text.isdigit() and len(text) < 6 else 1
