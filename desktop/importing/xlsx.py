"""Excel workbooks since 2007 (and .xlsm), streamed row by row.

Read here rather than by a library because libraries lay a sheet out as a full rectangle: two cells
in opposite corners cost them gigabytes. Here a cell costs only what is in it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import partial

from desktop.importing.archive import Archive
from desktop.importing.problems import DAMAGED, NOT_A_TABLE, TOO_MANY_CELLS, refuse
from desktop.importing.tables import Limits, Row, Source, Span, Table, filled
from desktop.importing.xlsx_parts import (
    Relations,
    SharedStrings,
    Styles,
    WorkbookParts,
    hear,
)
from desktop.importing.xlsx_sheet import Sheet, columns_of

MERGED = re.compile(rb'mergeCell [^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
CLAIM = re.compile(rb'dimension [^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
OVERLAP = 128


def open_xlsx(archive: Archive, limits: Limits) -> Source:
    """The sheets a person can see the cells of, in their order."""
    package = hear(archive, "_rels/.rels", Relations())
    book = package.of_kind("officeDocument")
    if book is None:
        raise refuse(NOT_A_TABLE, archive.path)
    book = book.lstrip("/")
    parts = hear(archive, book, WorkbookParts())
    folder, name = posixpath.split(book)
    links = hear(archive, posixpath.join(folder, "_rels", name + ".rels"), Relations())
    where = partial(_member, archive, folder)
    styles = hear(archive, where(links.of_kind("styles")), Styles())
    strings = SharedStrings(archive, where(links.of_kind("sharedStrings")), limits)
    tables: list[Table] = []
    seen: set[str] = set()
    for title, link in parts.sheets:
        member = where(links.worksheets.get(link))
        if member is None or member in seen:
            continue
        seen.add(member)
        survey = _survey(archive, member, limits)
        tables.append(
            Table(
                title,
                survey.rows,
                partial(_rows, archive, member, limits, strings, styles, parts, survey.merged),
            )
        )
    if not tables:
        raise refuse(NOT_A_TABLE, archive.path)
    return Source(archive.path, "xlsx", tuple(tables))


class _Survey:
    """What is known of a sheet before its cells are read: its merged blocks and its length."""

    __slots__ = ("merged", "rows")

    def __init__(self) -> None:
        self.rows = 0
        self.merged: list[Span] = []


def _survey(archive: Archive, member: str, limits: Limits) -> _Survey:
    """One fast pass over the bytes; a sheet that claims absurd dimensions is refused here."""
    survey = _Survey()
    before = b""
    for number, piece in enumerate(archive.pieces(member)):
        if number == 0:
            _refuse_absurd_claim(archive, piece, limits)
        survey.rows += piece.count(b"<row") + piece.count(b":row ")
        window = before + piece
        if b"mergeCell " in window:
            for found in MERGED.finditer(window):
                if found.end() > len(before) and len(survey.merged) < limits.merged:
                    survey.merged.append(_span(found, limits))
        before = piece[-OVERLAP:]
    return survey


def _refuse_absurd_claim(archive: Archive, piece: bytes, limits: Limits) -> None:
    claim = CLAIM.search(piece)
    if claim is None:
        return
    block = _span(claim, limits, clip=False)
    cells = (block.bottom - block.top + 1) * (block.right - block.left + 1)
    if cells > limits.claimed_cells:
        raise refuse(TOO_MANY_CELLS, archive.path, cells=cells, limit=limits.claimed_cells)


def _span(found: re.Match[bytes], limits: Limits, clip: bool = True) -> Span:
    left, top, right, bottom = found.groups()
    last = columns_of(right.decode())
    return Span(
        int(top) - 1,
        columns_of(left.decode()),
        int(bottom) - 1,
        min(last, limits.columns - 1) if clip else last,
    )


def _rows(
    archive: Archive,
    member: str,
    limits: Limits,
    strings: SharedStrings,
    styles: Styles,
    parts: WorkbookParts,
    merged: list[Span],
) -> Iterator[Row]:
    sheet = Sheet(archive.path, strings.all(), styles.dates(), parts.epoch_1904, limits)
    return filled(sheet.rows(archive.pieces(member)), merged)


def _member(archive: Archive, folder: str, target: str | None) -> str | None:
    """The member a relation points to; absolute or relative to the workbook."""
    if target is None:
        return None
    name = (
        target.lstrip("/")
        if target.startswith("/")
        else posixpath.normpath(posixpath.join(folder, target))
    )
    if name not in archive:
        raise refuse(DAMAGED, archive.path, missing=name)
    return name
