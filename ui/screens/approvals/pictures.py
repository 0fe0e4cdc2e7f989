"""The painted parts of a request: its checks, its lines of goods, its files."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import fonts, icons
from ui.forms.line_breaking import break_lines
from ui.screens.approvals.findings import ICONS, Finding
from ui.theme import theme
from ui.widgets import marks

BETWEEN = 16  # px from the words of the first column to the figures


class Painted(QWidget):
    """A widget of fixed height that paints itself and is set in place, never rebuilt."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wanted_height(self) -> int:
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        return QSize(240, self.wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.wanted_height())

    def repaint_with(self, spoken: str) -> None:
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()


class CheckList(Painted):
    """Rules with how they came out: an icon, a sentence, the evidence below it."""

    ENTRY = 42

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: Sequence[Finding] = ()

    def set_findings(self, findings: Sequence[Finding]) -> None:
        self._findings = tuple(findings)
        self.repaint_with("; ".join(f"{one.text} {one.evidence}" for one in findings))

    def wanted_height(self) -> int:
        return self.ENTRY * len(self._findings)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            for number, found in enumerate(self._findings):
                y = number * self.ENTRY
                icon, ink = ICONS[found.grade]
                icons.paint(painter, icon, theme().color(ink), 0, y + 1, 18)
                room = QRectF(28, y, self.width() - 28, 20)
                marks.text(painter, room, found.text, "body", "text", weight=500)
                below = QRectF(28, y + 19, self.width() - 28, 18)
                marks.text(painter, below, found.evidence, "cap", "text3")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of goods: its title, how wide, and whether its cells stand out."""

    title: str
    width: int = 0  # 0: takes what is left
    strong: bool = False
    faint: bool = False
    words: bool = False  # reads from the left, like the first column


class Goods(Painted):
    """Lines of goods or expenses with a sum below; the first column is words."""

    HEAD, ROW = 30, 32

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: Sequence[Column] = ()
        self._rows: Sequence[Sequence[str]] = ()
        self._total: Sequence[str] = ()

    def set_goods(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str]], total: Sequence[str] = ()
    ) -> None:
        self._columns, self._rows, self._total = tuple(columns), tuple(rows), tuple(total)
        self.repaint_with("; ".join(" ".join(row) for row in (*rows, total)))

    def wanted_height(self) -> int:
        rows = len(self._rows) + (1 if self._total else 0)
        return self.HEAD + self.ROW * rows + 2 if self._rows else 0

    def _boxes(self, y: float, height: float) -> list[QRectF]:
        boxes, x = [], 12.0
        for width in self._widths():
            boxes.append(QRectF(x, y, width, height))
            x += width
        return boxes

    def _widths(self) -> list[float]:
        """The first column has what is left; where its words would be cut, the figures move
        together."""
        wanted = [
            max(fonts.width(row[at], "body", 600) for row in self._cells() if at < len(row))
            + BETWEEN
            for at in range(len(self._columns))
        ]
        room, fixed = self.width() - 24.0, [float(column.width) for column in self._columns[1:]]
        if room - sum(fixed) < wanted[0]:
            fixed = [min(pair) for pair in zip(fixed, wanted[1:], strict=True)]
        return [room - sum(fixed), *fixed]

    def _cells(self) -> Sequence[Sequence[str]]:
        """Whatever stands in the columns."""
        titles = [column.title for column in self._columns]
        return [titles, *self._rows, *([self._total] if self._total else [])]

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if not self._rows:
                return
            head = QRectF(0, 0, self.width(), self.HEAD)
            painter.fillRect(head, theme().color("sunken"))
            for column, box in zip(self._columns, self._boxes(0, self.HEAD), strict=True):
                align = marks.RIGHT if column.width and not column.words else marks.LEFT
                marks.text(painter, box, column.title, "cap", "text2", align)
            y = float(self.HEAD)
            for row in self._rows:
                self._paint_row(painter, y, row)
                painter.fillRect(
                    QRectF(0, y + self.ROW - 1, self.width(), 1), theme().color("line")
                )
                y += self.ROW
            if self._total:
                self._paint_row(painter, y, self._total, total=True)

    def _paint_row(
        self, painter: QPainter, y: float, row: Sequence[str], total: bool = False
    ) -> None:
        boxes = self._boxes(y, self.ROW - 1)
        for column, box, words in zip(self._columns, boxes, row, strict=False):
            first = not column.width
            align = marks.LEFT if first or column.words else marks.RIGHT
            ink = "text3" if column.faint and not total else "text"
            weight = 600 if total or column.strong else 500 if first else 400
            room = box.adjusted(0, 0, -BETWEEN if first else 0, 0)
            marks.text(painter, room, words, "body", ink, align, weight)


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file's name and what is known of it."""

    name: str
    note: str
    is_picture: bool


class Files(Painted):
    """Attachments as small cards, two a line."""

    HEIGHT, GAP = 44, 12

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: Sequence[FileShown] = ()

    def set_files(self, files: Sequence[FileShown]) -> None:
        self._files = tuple(files)
        self.repaint_with("; ".join(f"{file.name} {file.note}" for file in files))

    def wanted_height(self) -> int:
        lines = (len(self._files) + 1) // 2
        return max(0, lines * (self.HEIGHT + 8) - 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        width = (self.width() - self.GAP) / 2
        with QPainter(self) as painter:
            for number, file in enumerate(self._files):
                x = (number % 2) * (width + self.GAP)
                y = (number // 2) * (self.HEIGHT + 8)
                box = QRectF(x, y, width, self.HEIGHT)
                colors = theme()
                marks.round_rect(painter, box, 6, colors.color("surface"), colors.color("line"))
                icon = "photo" if file.is_picture else "file-text"
                icons.paint(painter, icon, colors.color("accent"), x + 12, y + 14, 16)
                room = QRectF(x + 38, y + 5, width - 46, 18)
                marks.text(painter, room, file.name, "cap", "text", weight=500)
                note = QRectF(x + 38, y + 22, width - 46, 16)
                marks.text(painter, note, file.note, "badge", "text3", weight=400)


class Words(Painted):
    """A paragraph that reads well: 14 px with lines of 25, as tall as its words need."""

    LINE = 25

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""

    def set_text(self, text: str) -> None:
        self._text = text
        self.repaint_with(text)

    def _lines(self, width: float) -> list[str]:
        return break_lines(self._text, width)

    def wanted_height(self) -> int:
        return max(self.LINE, self.LINE * len(self._lines(max(self.width(), 200))))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self.LINE, self.LINE * len(self._lines(width)))

    def resizeEvent(self, event: object) -> None:
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            for number, line in enumerate(self._lines(self.width())):
                box = QRectF(0, number * self.LINE, self.width() + 4, self.LINE)
                marks.text(painter, box, line, "read", "text")
