"""A table with columns: a header that sorts over rows that are painted once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ui import icons
from ui.models.paged_table import PagedTable, RowsFor
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.cells import Paint
from ui.widgets.rows import RowsView

Row = TypeVar("Row")
HEADER_HEIGHT = 34
PADDING = 8


@dataclass(frozen=True)  # with slots, Column[Row](...) fails on Python 3.11
class Column(Generic[Row]):
    """A column: `paint` draws a row's cell, `text` says it to a screen reader.

    `width` holds 8 px of padding on both sides; columns with `stretch` share what is left.
    `sort` names the order asked for by pressing the title ("" = cannot be sorted). `least` is
    the width below which its words are cut; 0: three fifths of its width."""

    id: str
    title: str
    paint: Paint[Row]
    text: Callable[[Row], str]
    width: int = 100
    stretch: int = 0
    sort: str = ""
    right: bool = False
    descending_first: bool = False
    least: int = 0


class Table(RowsView[Row]):
    """The 100,000 rows table. Tell it keys with `show_keys`; it asks `rows_for` for pages."""

    sort_changed = Signal(str, bool)  # column.sort, descending

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        rows_for: RowsFor[Row],
        *,
        row_height: int | None = None,
        inset: int = 30,
        margin: int = 16,
        checks: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`inset` is where the first column's words begin; `margin` stays free at the right."""
        self._columns, self._margin = tuple(columns), margin
        model = PagedTable([c.title for c in columns], [c.text for c in columns], rows_for)
        super().__init__(model, row_height=row_height, inset=inset, checks=checks, parent=parent)
        self._head = Header(self._columns, inset, self)
        self.setHorizontalHeader(self._head)
        self._head.pressed_title.connect(self._sort_by)
        self._head.left.connect(lambda: self.setFocus(Qt.FocusReason.TabFocusReason))
        QWidget.setTabOrder(self._head, self)
        self.scroll_bar.set_below(HEADER_HEIGHT)

    def set_titles(self, titles: Sequence[str]) -> None:
        """The columns' titles in another language, in the order of the columns."""
        self._head.say(titles)
        self._table.set_titles(titles)

    def set_sort(self, sort: str, descending: bool) -> None:
        """Show which order the keys have; does not ask for it."""
        self._head.sort, self._head.descending = sort, descending
        self._head.viewport().update()

    def sort(self) -> tuple[str, bool]:
        return self._head.sort, self._head.descending

    def _sort_by(self, number: int) -> None:
        column = self._columns[number]
        if not column.sort:
            return
        same = column.sort == self._head.sort
        descending = not self._head.descending if same else column.descending_first
        self.set_sort(column.sort, descending)
        self.sort_changed.emit(column.sort, descending)

    def _lay_out(self, width: int) -> None:
        """Stretching columns share what is left; where nothing is, they give way first."""
        wanted = [column.width for column in self._columns]
        free = width - self._margin - sum(wanted)
        elastic = [number for number, column in enumerate(self._columns) if column.stretch]
        if free >= 0:
            whole = sum(self._columns[number].stretch for number in elastic) or 1
            for number in elastic:
                wanted[number] += free * self._columns[number].stretch // whole
        else:
            least = [column.least or round(column.width * 0.6) for column in self._columns]
            wanted = _narrowed(wanted, elastic, least, -free)
        for number, each in enumerate(wanted):
            self.setColumnWidth(number, each)

    def cell_box(self, number: int, height: float) -> QRectF:
        """Where a column's words stand in a row."""
        left = self.columnViewportPosition(number)
        before = self._inset if number == 0 else PADDING
        width = self.columnWidth(number) - before - PADDING
        return QRectF(left + before, 0, width, height)

    def paint_row(self, painter: QPainter, box: QRectF, row: Row) -> None:
        for number, column in enumerate(self._columns):
            if not self.isColumnHidden(number):
                column.paint(painter, self.cell_box(number, box.height()), row)


class Header(QHeaderView):
    """Titles of the columns; pressing one asks for its order.

    By keyboard: left and right move, Enter or space presses, down or Esc goes to the rows.
    """

    pressed_title = Signal(int)
    left = Signal()

    def __init__(self, columns: Sequence[Column[Row]], inset: int, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.titles: Sequence[str] = ()
        self._columns, self._inset = columns, inset
        self.sort, self.descending = "", False
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setHighlightSections(False)
        self.say([column.title for column in columns])
        sortable = any(column.sort for column in columns)
        policy = Qt.FocusPolicy
        self.setFocusPolicy(policy.TabFocus if sortable else policy.NoFocus)
        self._at = next((n for n, column in enumerate(columns) if column.sort), 0)

    def say(self, titles: Sequence[str]) -> None:
        self.titles = titles
        self.setAccessibleName(self.tr("Titles of the columns"))
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEADER_HEIGHT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        number = self.logicalIndexAt(round(event.position().x()))
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self.pressed_title.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, key = Qt.Key, event.key()
        if key in (keys.Key_Left, keys.Key_Right):
            self._step(-1 if key == keys.Key_Left else 1)
        elif key in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self.pressed_title.emit(self._at)
        elif key in (keys.Key_Down, keys.Key_Escape):
            self.left.emit()
        else:
            event.ignore()

    def _step(self, step: int) -> None:
        """To the next title by which one can sort, if there is one that way."""
        at = self._at + step
        while 0 <= at < self.count() and not self._columns[at].sort:
            at += step
        if 0 <= at < self.count():
            self._at = at
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(self.titles[self._at])
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._tell()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.viewport().update()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(self.viewport().rect(), theme().color("sunken"))
            edge = QRect(0, self.height() - 1, self.width(), 1)
            painter.fillRect(edge, theme().color("line"))
            painter.fillRect(edge.translated(0, 1 - self.height()), theme().color("line"))
            for number in range(self.count()):
                if not self.isSectionHidden(number):
                    left, width = self.sectionViewportPosition(number), self.sectionSize(number)
                    self.paintSection(painter, QRect(left, 0, width, self.height()), number)
                    if number == self._at and self.hasFocus():
                        ring = QRectF(left + 2, 3, width - 4, self.height() - 6)
                        marks.focus_ring(painter, ring, 4)

    def paintSection(self, painter: QPainter, rect: QRect, number: int) -> None:
        colors, column = theme(), self._columns[number]
        sorted_by = bool(column.sort) and column.sort == self.sort
        ink, weight = ("text", 600) if sorted_by else ("text2", 400)
        before = self._inset if number == 0 else PADDING
        box = QRectF(rect).adjusted(before, 0, -PADDING, -1)
        title = self.titles[number]
        align = marks.RIGHT if column.right else marks.LEFT
        if not sorted_by:
            marks.text(painter, box, title, "cap", ink, align, weight)
            return
        arrow = "chevron-down" if self.descending else "chevron-up"
        if column.right:
            box.setRight(box.right() - 18)
        width = min(marks.text(painter, box, title, "cap", ink, align, weight), box.width())
        x = box.right() + 4 if column.right else box.left() + width + 4
        icons.paint(painter, arrow, colors.color("text2"), x, rect.center().y() - 7, 14)


def _narrowed(
    widths: Sequence[int], elastic: Sequence[int], least: Sequence[int], short: int
) -> list[int]:
    """The same columns in less room: the elastic ones down to 180 px, then the rest by what each
    can spare, and none below its least."""
    narrowed = list(widths)
    for number in elastic:
        given = min(short, max(0, narrowed[number] - 180))
        narrowed[number] -= given
        short -= given
    spare = {n: max(0, narrowed[n] - least[n]) for n in range(len(narrowed)) if n not in elastic}
    share = min(1.0, short / max(1, sum(spare.values())))
    for number, room in spare.items():
        narrowed[number] -= round(room * share)
    return narrowed
