"""The page on A4: the charts as on the screen, in light, then the numbers they were drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPagedPaintDevice, QPainter

from desktop.usecases.export_figures import Table
from ui import printing
from ui.printing import GREY, HEAD, INK, ROW
from ui.screens.performance.figures import text
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.charts import Chart

translate = QCoreApplication.translate
TOP, FOOT, GAP = 52.0, 30.0, 12.0
TILES = 58.0
ACROSS = 3
TITLE, NOTE = 26.0, 18.0


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed: whose and when, the tiles in words, the charts, and the tables."""

    title: str
    note: str
    tiles: Sequence[tuple[str, str, str]]  # label, value, what it is made of
    charts: Sequence[Chart]
    tables: Sequence[Table]


def paint(device: QPagedPaintDevice, page: Page) -> None:
    """The pages in a PDF, on a printer, or in its preview."""
    with QPainter(device) as painter:
        scale = device.logicalDpiX() / printing.DOTS
        painter.scale(scale, scale)
        _pages(painter, device, page)


def _pages(painter: QPainter, device: QPagedPaintDevice, page: Page) -> None:
    scale = device.logicalDpiX() / printing.DOTS
    room = QRectF(0, 0, device.width() / scale, device.height() / scale)
    sheets = _spread(page.tables, room.height() - TOP - FOOT)
    with theme().on_paper():
        for number in range(len(sheets) + 1):
            if number:
                device.newPage()
            _frame(painter, room, page, number + 1, len(sheets) + 1)
            if number:
                _paint_tables(painter, room, sheets[number - 1])
            else:
                _paint_board(painter, room, page)


def _frame(painter: QPainter, room: QRectF, page: Page, number: int, count: int) -> None:
    wide = room.width()
    printing.text_line(painter, QRectF(0, 0, wide, 30), page.title, "head", INK)
    printing.text_line(painter, QRectF(0, 2, wide, 30), page.note, "cap", GREY, at_right=True)
    said = translate("Printing", "Page {page} of {pages}").format(page=number, pages=count)
    foot = QRectF(0, room.height() - 22, wide, 22)
    printing.text_line(painter, foot, said, "cap", GREY, at_right=True)


def _paint_board(painter: QPainter, room: QRectF, page: Page) -> None:
    _paint_tiles(painter, room, page.tiles)
    top = TOP + TILES + GAP
    lines = -(-len(page.charts) // ACROSS)
    wide = (room.width() - GAP * (ACROSS - 1)) / ACROSS
    high = (room.height() - FOOT - top - GAP * (lines - 1)) / lines
    for at, chart in enumerate(page.charts):
        line, column = divmod(at, ACROSS)
        box = QRectF(column * (wide + GAP), top + line * (high + GAP), wide, high)
        painter.save()
        marks.round_rect(painter, box, 8, line=theme().color("line2"))
        chart.paint_on(painter, box)
        painter.restore()


def _paint_tiles(painter: QPainter, room: QRectF, tiles: Sequence[tuple[str, str, str]]) -> None:
    wide = room.width() / len(tiles)
    for at, (label, value, note) in enumerate(tiles):
        box = QRectF(at * wide, TOP - 8, wide - GAP, 20)
        marks.text(painter, box, label, "cap", "text2")
        marks.text(painter, box.translated(0, 20), value, "head")
        marks.text(painter, box.translated(0, 40), note, "cap", "text3")


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a table that stands on one page."""

    table: Table
    top: float
    first: int
    last: int


def _spread(tables: Sequence[Table], high: float) -> list[list[Piece]]:
    """Tables below one another; one that does not fit goes on over the page, with its head."""
    sheets: list[list[Piece]] = [[]]
    top = 0.0
    for table in tables:
        head = TITLE + NOTE * len(table.notes) + HEAD
        first, count = 0, len(table.rows)
        while first == 0 or first < count:
            wanted = head + ROW * (count - first)
            if top and wanted > high - top:
                sheets.append([])
                top = 0.0
            last = min(count, first + max(1, int((high - top - head) // ROW)))
            sheets[-1].append(Piece(table, top, first, last))
            top += head + ROW * (last - first) + 2 * GAP
            first = max(last, 1)
    return sheets


def _paint_tables(painter: QPainter, room: QRectF, pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        table, y = piece.table, TOP + piece.top
        title = QRectF(0, y, room.width(), TITLE)
        printing.text_line(painter, title, table.title, "sub", INK)
        y += TITLE
        for note in table.notes:
            line = QRectF(0, y, room.width(), NOTE)
            printing.text_line(painter, line, note, "cap", GREY)
            y += NOTE
        widths = [room.width() / len(table.headings)] * len(table.headings)
        right = [False, *([True] * (len(table.headings) - 1))]
        printing.row_line(painter, y, widths, table.headings, right, GREY, HEAD)
        y += HEAD
        for row in table.rows[piece.first : piece.last]:
            cells = [text(figure) for figure in row]
            printing.row_line(painter, y, widths, cells, right, INK, ROW)
            y += ROW
