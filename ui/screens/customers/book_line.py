"""A line of the books: a number, its sum and how it stands; pressed it opens."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import fonts, icons
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.buttons import PaintedButton

HEIGHT, ROW = 54, 22


@dataclass(frozen=True, slots=True)
class Told:
    """What a line says; the chip is (words, tint, icon)."""

    id: str
    title: str
    below: str
    amount: str
    chip: tuple[str, str, str]
    ink: str = "text"

    @property
    def spoken(self) -> str:
        return ", ".join((self.title, self.below, self.amount, self.chip[0]))


class BookLine(PaintedButton):
    """Opens and closes what is below it."""

    def __init__(self, told: Told, parent: QWidget | None = None) -> None:
        super().__init__(told.title, parent)
        self.told = told
        self.setAccessibleName(told.spoken)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        told, box = self.told, QRectF(self.rect())
        with QPainter(self) as painter:
            colors = theme()
            if self.isChecked() or self.underMouse():
                fill = colors.color("selected" if self.isChecked() else "hover")
                marks.round_rect(painter, box, 6, fill=fill)
            right = box.width() - 26
            arrow = "chevron-up" if self.isChecked() else "chevron-down"
            icons.paint(painter, arrow, colors.color("text3"), right + 6, 19, 16)
            words, tint, icon = told.chip
            above = max(fonts.width(told.amount, "body", 600), 1.0)
            chip = marks.chip_width(words, icon or None)
            sum_box = QRectF(right - above - 4, 7, above + 2, 20)
            marks.text(painter, sum_box, told.amount, "body", told.ink, marks.RIGHT, 600)
            marks.chip(painter, right - chip - 2, 38, words, tint, icon or None)
            title = QRectF(8, 7, right - above - 20, 20)
            marks.text(painter, title, told.title, "body", "text", weight=600)
            below = QRectF(8, 28, right - chip - 18, 20)
            marks.text(painter, below, told.below, "cap", "text2")
            if self.shows_ring:
                marks.focus_ring(painter, box, 6)


class Facts(QWidget):
    """Labels and what stands for them, then lines of goods with quantity, price and sum."""

    def __init__(
        self,
        facts: Sequence[tuple[str, str]],
        goods: Sequence[tuple[str, str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._facts, self._goods = facts, goods
        said = [f"{label} {value}" for label, value in facts]
        said += [" ".join(line) for line in goods]
        self.setAccessibleName("; ".join(said))
        rows = len(facts) + len(goods)
        self.setFixedHeight(rows * ROW + (17 if facts and goods else 8))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            y, width = 2.0, self.width() - 28
            wide = max((fonts.width(label, "cap") for label, _ in self._facts), default=0.0) + 14
            for name, *numbers in self._goods:
                self._paint_goods(painter, y, width, name, numbers)
                y += ROW
            if self._goods and self._facts:
                painter.fillRect(QRectF(8, y + 4, width - 8, 1), theme().color("line"))
                y += 9
            for label, value in self._facts:
                marks.text(painter, QRectF(8, y, wide, ROW), label, "cap", "text3")
                box = QRectF(8 + wide, y, width - wide - 8, ROW)
                marks.text(painter, box, value, "cap", "text")
                y += ROW

    def _paint_goods(
        self, painter: QPainter, y: float, width: float, name: str, numbers: Sequence[str]
    ) -> None:
        count, amount = numbers
        marks.text(painter, QRectF(width - 80, y, 80, ROW), amount, "cap", "text", marks.RIGHT)
        room = fonts.width(count, "cap") + 4
        left = width - 90 - room
        marks.text(painter, QRectF(left, y, room, ROW), count, "cap", "text2", marks.RIGHT)
        marks.text(painter, QRectF(8, y, left - 14, ROW), name, "cap", "text")
