"""A box to tick, drawn as in the rows of a table."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from ui import fonts
from ui.theme import theme
from ui.widgets import marks


class Check(QCheckBox):
    """A tick and its words, with an optional grey number at the right."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, note: str = "") -> None:
        super().__init__(text, parent)
        self._note = note

    def sizeHint(self) -> QSize:
        width = 36 + fonts.width(self.text(), "body")
        width += 16 + fonts.width(self._note, "cap") if self._note else 0
        return QSize(round(width + 1), 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box = QRectF(self.rect())
            if self.underMouse():
                marks.round_rect(painter, box, 6, fill=theme().color("hover"))
            marks.check_box(painter, 4, round(box.height() / 2) - 8, self.isChecked())
            marks.text(painter, box.adjusted(28, 0, -4, 0), self.text())
            if self._note:
                room = box.adjusted(28, 0, -6, 0)
                marks.text(painter, room, self._note, "cap", "text3", marks.RIGHT)
            if self.hasFocus():
                marks.focus_ring(painter, box, 6)
