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
    part = sheet.path.with_name(f".{sheet.path.name}.part")
    try:
        writer = _writer(part, sheet.title)
        with QPainter(writer) as painter:
            if not painter.isActive():
                raise Problem("file_not_written", path=str(sheet.path), detail="")
            _pages(painter, writer, sheet, report)
        part.replace(sheet.path)
    except OSError as error:
        raise Problem("file_not_written", path=str(sheet.path), detail=str(error)) from None
    finally:
        part.unlink(missing_ok=True)
    return len(sheet.rows)


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
    _text(painter, QRectF(0, 0, room.width(), 30), sheet.title, "head", INK, False)
    _text(painter, QRectF(0, 2, room.width(), 30), sheet.note, "cap", GREY, True)
    whole = sum(sheet.widths)
    widths = [room.width() * width / whole for width in sheet.widths]
    _row(painter, TITLE, widths, sheet.headings, sheet.right, GREY, HEAD)
    for number, row in enumerate(rows):
        _row(painter, TITLE + HEAD + number * ROW, widths, row, sheet.right, INK, ROW)
    said = translate("Printing", "Page {page} of {pages}").format(page=page, pages=pages)
    _text(painter, QRectF(0, room.height() - 22, room.width(), 22), said, "cap", GREY, True)


def _row(
    painter: QPainter,
    y: float,
    widths: Sequence[float],
    texts: Sequence[str],
    right: Sequence[bool],
    ink: QColor,
    tall: float,
) -> None:
    x = 0.0
    for width, text, at_right in zip(widths, texts, right, strict=True):
        _text(painter, QRectF(x + 2, y, width - 14, tall), text, "cap", ink, at_right)
        x += width
    painter.setPen(QPen(LINE, 0.6))
    painter.drawLine(0, round(y + tall), round(x), round(y + tall))


def _text(
    painter: QPainter, box: QRectF, text: str, style: str, ink: QColor, at_right: bool
) -> None:
    way = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
    font = _font(style)
    measure = QFontMetricsF(font, painter.device())
    shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(box, way | Qt.AlignmentFlag.AlignVCenter, shown)
