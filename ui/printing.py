"""A table on A4 pages as PDF: heading on every page, page numbers, Chinese glyphs embedded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, Qt
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

from sync.catalogue import Field, Type
from sync.errors import Problem
from ui import fonts

translate = QCoreApplication.translate
DOTS = 96  # the page is laid out in the same pixels as the screen
ROW, HEAD, TITLE, FOOT = 24, 28, 52, 30
NUMBERS = frozenset({Type.INTEGER, Type.DECIMAL, Type.FLOAT})
INK, GREY, LINE = QColor("#1B1D21"), QColor("#666B73"), QColor("#D3D3CC")


@dataclass(slots=True)
class Sheet:
    """What is printed; `widths` are relative, `right` marks columns of numbers."""

    path: Path
    title: str
    note: str
    headings: Sequence[str]
    widths: Sequence[int]
    right: Sequence[bool]
    rows: list[list[str]] = field(default_factory=list)


class Paper:
    """Rows of records on paper, as an export writes them (desktop/usecases/export_records)."""

    def __init__(self, path: Path, fields: Sequence[Field]) -> None:
        numbers = [field.type in NUMBERS for field in fields]
        widths = [1 if number else 2 for number in numbers]
        self._sheet = Sheet(path, path.stem, "", [], widths, numbers)

    def write(self, row: Sequence[object]) -> None:
        cells = ["" if value is None else str(value) for value in row]
        if self._sheet.headings:
            self._sheet.rows.append(cells)
        else:
            self._sheet.headings = cells

    def keep(self) -> None:
        write(self._sheet, lambda done, total: None)

    def drop(self) -> None:
        """Nothing was written yet."""


def write(sheet: Sheet, report: Callable[[int, int], None]) -> int:
    """Answers the number of rows; stopping half-way leaves no file."""

    def draw(painter: QPainter, writer: QPagedPaintDevice) -> None:
        _pages(painter, writer, sheet, report)

    write_pages(sheet.path, sheet.title, draw)
    return len(sheet.rows)


def write_pages(
    path: Path, title: str, draw: Callable[[QPainter, QPagedPaintDevice], None]
) -> None:
    """A PDF of what `draw` paints, in the screen's pixels; the file appears whole or not at all.

    Raises Problem for a path that cannot be written.
    """

    def on(device: QPagedPaintDevice) -> None:
        with QPainter(device) as painter:
            if not painter.isActive():
                raise Problem("file_not_written", path=str(path), detail="")
            draw(painter, device)

    save(path, title, on)


def save(path: Path, title: str, draw: Callable[[QPagedPaintDevice], None]) -> None:
    """The same, of what `draw` paints on the device itself."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.touch()
        draw(_writer(part, title))
        part.replace(path)
    except OSError as error:
        raise Problem("file_not_written", path=str(path), detail=str(error)) from None
    finally:
        part.unlink(missing_ok=True)


def paint(printer: QPagedPaintDevice, sheet: Sheet) -> None:
    """The same pages on a printer, or in its preview."""
    with QPainter(printer) as painter:
        scale = printer.logicalDpiX() / DOTS
        painter.scale(scale, scale)
        _pages(painter, printer, sheet, lambda done, total: None)


def _writer(path: Path, title: str) -> QPdfWriter:
    writer = QPdfWriter(str(path))
    writer.setResolution(DOTS)
    writer.setTitle(title)
    lay_out(writer)
    return writer


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
    text_line(painter, QRectF(0, 0, room.width(), 30), sheet.title, "head", INK, False)
    text_line(painter, QRectF(0, 2, room.width(), 30), sheet.note, "cap", GREY, True)
    whole = sum(sheet.widths)
    widths = [room.width() * width / whole for width in sheet.widths]
    row_line(painter, TITLE, widths, sheet.headings, sheet.right, GREY, HEAD)
    for number, row in enumerate(rows):
        row_line(painter, TITLE + HEAD + number * ROW, widths, row, sheet.right, INK, ROW)
    said = translate("Printing", "Page {page} of {pages}").format(page=page, pages=pages)
    text_line(painter, QRectF(0, room.height() - 22, room.width(), 22), said, "cap", GREY, True)


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
        text_line(painter, QRectF(x + 2, y, width - 14, tall), text, "cap", ink, at_right)
        x += width
    painter.setPen(QPen(LINE, 0.6))
    painter.drawLine(0, round(y + tall), round(x), round(y + tall))


def text_line(
    painter: QPainter, box: QRectF, text: str, style: str, ink: QColor, at_right: bool
) -> None:
    """One line of words, shortened where the box ends; `style` is one of fonts.TYPE."""
    way = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
    font = _font(style)
    measure = QFontMetricsF(font, painter.device())
    shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(box, way | Qt.AlignmentFlag.AlignVCenter, shown)
