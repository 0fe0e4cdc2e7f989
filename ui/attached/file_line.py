"""One attached file in a line: a small picture, its name, size and author, and where it is."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.queries.files import Named
from ui import icons
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.buttons import PaintedButton

FACE = 44
KINDS = {
    "application/pdf": ("file-text", "bad"),
    "text/csv": ("file-spreadsheet", "ok"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("file-spreadsheet", "ok"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a content is, in a word, with its tint and icon."""

    words: str
    tint: str
    icon: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a line says."""

    file: Named
    below: str
    standing: Standing
    is_here: bool


class FileLine(PaintedButton):
    """Pressed it offers what can be done; twice, or Enter, it opens."""

    opened = Signal()
    removed = Signal()

    def __init__(self, shown: Shown, face: QPixmap | None, parent: QWidget | None = None) -> None:
        super().__init__(shown.file.name, parent)
        self.shown, self._face = shown, face
        self.setAccessibleName(f"{shown.file.name}, {shown.below}, {shown.standing.words}")
        self.setToolTip(shown.file.name)
        self.setFixedHeight(60)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCheckable(True)

    def set_face(self, face: QPixmap) -> None:
        self._face = face
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, box = self.shown, QRectF(self.rect())
        with QPainter(self) as painter:
            if self.isChecked() or self.underMouse():
                fill = theme().color("selected" if self.isChecked() else "hover")
                marks.round_rect(painter, box, 6, fill=fill)
            self._paint_face(painter, QRectF(8, 8, FACE, FACE))
            room = marks.chip_width(shown.standing.words, shown.standing.icon)
            x = box.width() - room - 8
            marks.chip(
                painter, x, 30, shown.standing.words, shown.standing.tint, shown.standing.icon
            )
            width = x - 64 - 10
            name = QRectF(64, 10, width, 20)
            marks.text(painter, name, shown.file.name, "body", "text", weight=600)
            marks.text(painter, QRectF(64, 30, width, 20), shown.below, "cap", "text2")
            if self.shows_ring:
                marks.focus_ring(painter, box, 6)

    def _paint_face(self, painter: QPainter, box: QRectF) -> None:
        if self._face is None or self._face.isNull():
            picture = ("photo", "violet") if self.shown.file.is_picture else ("file", "gray")
            icon, tint = KINDS.get(self.shown.file.media_type, picture)
            marks.round_rect(painter, box, 6, fill=theme().color(tint + "Tint"))
            ink = theme().color("text2" if tint == "gray" else tint)
            icons.paint(painter, icon, ink, box.x() + 12, box.y() + 12, 20)
            return
        side = min(self._face.width(), self._face.height())
        middle = QRectF(
            (self._face.width() - side) / 2, (self._face.height() - side) / 2, side, side
        )
        path = QPainterPath()
        path.addRoundedRect(box, 6, 6)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(path)
        painter.drawPixmap(box, self._face, middle)
        painter.restore()
