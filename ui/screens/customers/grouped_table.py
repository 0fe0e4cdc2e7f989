"""The customer table in groups: a line above each, that folds it away and counts who is in it.

A heading has a key below zero: minus one is the first group's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from desktop.queries.customers import CustomerRow
from ui import icons
from ui.models.paged_table import RowsFor
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.table import Column, Table

translate = QCoreApplication.translate
FOLDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above a group."""

    title: str
    count: int
    folded: bool

    @property
    def spoken(self) -> str:
        folded = translate("Groups", "folded") if self.folded else translate("Groups", "open")
        return f"{self.title}, {self.count:,}, {folded}"


Line = CustomerRow | Heading


class GroupedTable(Table[Line]):
    """Left folds a group or goes to its heading, right opens it; X on a heading checks them all."""

    folding = Signal(object, object)  # key of the heading, True: fold, False: open, None: change
    group_checked = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[CustomerRow]],
        rows_for: RowsFor[Line],
        parent: QWidget | None = None,
    ) -> None:
        self.folded_keys: frozenset[int] = frozenset()
        super().__init__([_either(column, column is columns[0]) for column in columns], rows_for,
                         parent=parent)  # fmt: skip

    def is_listed(self, key: int) -> bool:
        return key in self.folded_keys or super().is_listed(key)

    def is_checkable(self, key: int) -> bool:
        return key >= 0

    def heading_of(self, number: int) -> int | None:
        """The key of the heading above this row, or of the row itself."""
        keys = self._table.keys()
        while number >= 0:
            if keys[number] < 0:
                return int(keys[number])
            number -= 1
        return None

    # --- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self._stepped(event):
            super().keyPressEvent(event)

    def _stepped(self, event: QKeyEvent) -> bool:
        key, current = event.key(), self.current_key()
        if current is None:
            return False
        if key == Qt.Key.Key_Left and current >= 0:
            above = self.heading_of(self.current_number())
            return above is not None and self.select_key(above)
        if current >= 0:
            return False
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.folding.emit(current, key == Qt.Key.Key_Left)
        elif key in FOLDS:
            self.folding.emit(current, None)
        elif key == Qt.Key.Key_X:
            self.group_checked.emit(current)
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        key = self._table.key_at(self.rowAt(round(event.position().y())))
        if key is not None and key < 0 and event.button() == Qt.MouseButton.LeftButton:
            self.folding.emit(key, None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        key = self._table.key_at(self.rowAt(round(event.position().y())))
        if key is not None and key < 0:
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    # --- painting

    def _paint_band(self, painter: QPainter, number: int) -> None:
        key = self._table.key_at(number)
        if key is not None and key < 0:
            painter.fillRect(self._band(number), theme().color("sunken"))
        super()._paint_band(painter, number)

    def paint_row(self, painter: QPainter, box: QRectF, row: Line) -> None:
        if isinstance(row, CustomerRow):
            super().paint_row(painter, box, row)
            return
        arrow = "chevron-right" if row.folded else "chevron-down"
        middle = box.center().y()
        icons.paint(painter, arrow, theme().color("text2"), 8, middle - 8, 16)
        title = QRectF(self._inset, 0, box.width() - self._inset - 90, box.height())
        width = marks.text(painter, title, row.title, "body", "text", weight=600)
        marks.badge(painter, self._inset + min(width, title.width()) + 8, middle, f"{row.count:,}")


def _either(column: Column[CustomerRow], first: bool) -> Column[Line]:
    """A heading is said in its first cell, and painted across all of them."""

    def paint(painter: QPainter, box: QRectF, row: Line) -> None:
        if isinstance(row, CustomerRow):
            column.paint(painter, box, row)

    def said(row: Line) -> str:
        if isinstance(row, CustomerRow):
            return column.text(row)
        return row.spoken if first else ""

    return Column(
        column.id, column.title, paint, said, column.width, column.stretch, column.sort,
        column.right, column.descending_first, column.least,
    )  # fmt: skip
