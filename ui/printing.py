"""A table on A4 pages as PDF: heading on every page, page numbers, Chinese glyphs embedded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QBuffer, QCoreApplication, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from desktop.usecases.whole_file import whole_file
from sync.catalogue import Field, Type
from ui import fonts

translate = QCoreApplication.translate
Draw = Callable[[QPagedPaintDevice], object]
DOTS = 96  # the page is laid out in the same pixels as the screen
ROW, HEAD, TITLE, FOOT = 24, 28, 52, 30
NUMBERS = frozenset({Type.INTEGER, Type.DECIMAL, Type.FLOAT})
INK, GREY, LINE = QColor("#1B1D21"), QColor("#666B73"), QColor("#D3D3CC")


@dataclass(slots=True)
class Sheet:
    """What is printed; `widths` are relative, `right` marks columns of numbers."""

    title: str
    note: str
    headings: Sequence[str]
    widths: Sequence[int]
    right: Sequence[bool]
    rows: list[list[str]] = field(default_factory=list)


class Paper:
    """Rows of records on paper, as an export writes them (desktop/usecases/export_records)."""

    def __init__(self, file: BinaryIO, title: str, fields: Sequence[Field]) -> None:
        self._file = file
        numbers = [field.type in NUMBERS for field in fields]
        widths = [1 if number else 2 for number in numbers]
        self._sheet = Sheet(title, "", [], widths, numbers)

    def write(self, row: Sequence[object]) -> None:
        cells = ["" if value is None else str(value) for value in row]
        if self._sheet.headings:
            self._sheet.rows.append(cells)
        else:
            self._sheet.headings = cells

    def finish(self) -> None:
        self._file.write(pdf(self._sheet.title, partial(paint, sheet=self._sheet)))

    def close(self) -> None:
        """Nothing else was needed."""


def save(path: Path, title: str, draw: Draw) -> None:
    """A PDF of what `draw` paints; the file appears whole or not at all.

    Raises Problem where it cannot be written.
    """
    with whole_file(path) as file:
        file.write(pdf(title, draw))


def pdf(title: str, draw: Draw) -> bytes:
    """Made in memory: on a full disk Qt would leave the end out and say nothing."""
    made = QBuffer()
    made.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(made)
    writer.setResolution(DOTS)
    writer.setTitle(title)
    writer.setCreator("Routebook")
    lay_out(writer)
    draw(writer)
    del writer  # the pages are whole when it is gone
    return bytes(made.data().data())


def paint(
    device: QPagedPaintDevice,
    sheet: Sheet,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """The pages of a sheet in a PDF, on a printer, or in its preview."""
    with QPainter(device) as painter:
        scale = device.logicalDpiX() / DOTS
        painter.scale(scale, scale)
        _pages(painter, device, sheet, report)


def lay_out(device: QPagedPaintDevice) -> None:
    """A4 across, with margins every printer can keep."""
    size, way = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape
    device.setPageLayout(
        QPageLayout(size, way, QMarginsF(14, 12, 14, 12), QPageLayout.Unit.Millimeter)
    )


def _font(style: str) -> QFont:
    """Its own, never one that the window draws with: pages are painted in another thread."""
    pixels, _, weight = fonts.TYPE[style]
    font = QFont([fonts.family(), fonts.MORE])
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    return font


def _pages(
    painter: QPainter, writer: QPagedPaintDevice, sheet: Sheet, report: Callable[[int, int], None]
) -> None:
    scale = writer.logicalDpiX() / DOTS
    room = QRectF(0, 0, writer.width() / scale, writer.height() / scale)
    a_page = max(1, int((room.height() - TITLE - HEAD - FOOT) // ROW))
    pages = max(1, -(-len(sheet.rows) // a_page))
    for page in range(pages):
        if page:
            writer.newPage()
        some = sheet.rows[page * a_page : (page + 1) * a_page]
        _page(painter, room, sheet, some, page + 1, pages)
        report(min(len(sheet.rows), (page + 1) * a_page), len(sheet.rows))


def _page(
    painter: QPainter,
    room: QRectF,
    sheet: Sheet,
    rows: Sequence[Sequence[str]],
    page: int,
    pages: int,
) -> None:
    text_line(painter, QRectF(0, 0, room.width(), 30), sheet.title, "head", INK)
    text_line(painter, QRectF(0, 2, room.width(), 30), sheet.note, "cap", GREY, at_right=True)
    whole = sum(sheet.widths)
    widths = [room.width() * width / whole for width in sheet.widths]
    row_line(painter, TITLE, widths, sheet.headings, sheet.right, GREY, HEAD)
    for number, row in enumerate(rows):
        row_line(painter, TITLE + HEAD + number * ROW, widths, row, sheet.right, INK, ROW)
    said = translate("Printing", "Page {page} of {pages}").format(page=page, pages=pages)
    text_line(
        painter, QRectF(0, room.height() - 22, room.width(), 22), said, "cap", GREY, at_right=True
    )


def row_line(
    painter: QPainter,
    y: float,
    widths: Sequence[float],
    texts: Sequence[str],
    right: Sequence[bool],
    ink: QColor,
    tall: float,
) -> None:
    """One row of a table and the line below it; widths in pixels of the page."""
    x = 0.0
    for width, text, at_right in zip(widths, texts, right, strict=True):
        text_line(painter, QRectF(x + 2, y, width - 14, tall), text, "cap", ink, at_right=at_right)
        x += width
    painter.setPen(QPen(LINE, 0.6))
    painter.drawLine(0, round(y + tall), round(x), round(y + tall))


def text_line(
    painter: QPainter,
    box: QRectF,
    text: str,
    style: str,
    ink: QColor,
    *,
    at_right: bool = False,
) -> None:
    """One line of words, shortened where the box ends; `style` is one of fonts.TYPE."""
    way = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
    font = _font(style)
    measure = QFontMetricsF(font, painter.device())
    shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(box, way | Qt.AlignmentFlag.AlignVCenter, shown)
