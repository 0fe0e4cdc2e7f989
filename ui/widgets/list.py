"""A list of two-line rows (approvals, queue), with the technique of the table."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.models.paged_table import PagedTable, RowsFor
from ui.widgets import marks
from ui.widgets.cells import Paint
from ui.widgets.rows import RowsView

Row = TypeVar("Row")


class RowList(RowsView[Row]):
    """Rows without columns: `paint(painter, box, row)` draws one, `text(row)` speaks it.

    `inset` is where the separating lines begin (under the words, not under the face); `face`
    is where a row shows one, and a checked row its check instead."""

    def __init__(
        self,
        paint: Paint[Row],
        text: Callable[[Row], str],
        rows_for: RowsFor[Row],
        *,
        title: str = "",
        row_height: int = 64,
        inset: int = 62,
        checks: bool = True,
        face: QRectF | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._paint = paint
        model = PagedTable([title], [text], rows_for)
        super().__init__(model, row_height=row_height, inset=inset, checks=checks, parent=parent)
        self._face = face
        if face is not None:
            self._check_room = round(face.right())
        self.horizontalHeader().setVisible(False)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.setAccessibleName(title)

    def paint_check(self, painter: QPainter, band: QRect, checked: bool) -> None:
        if self._face is None:
            super().paint_check(painter, band, checked)
        else:
            marks.check_disc(painter, self._face.translated(0, band.top()), checked)

    def paint_row(self, painter: QPainter, box: QRectF, row: Row) -> None:
        self._paint(painter, box, row)
