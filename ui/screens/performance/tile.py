"""A key figure one can press to see the rows behind it."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.buttons import PaintedButton

HEIGHT = 108


class Tile(PaintedButton):
    """Label, value, what it is made of, and a bar where the figure is a share."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._label, self._value, self._note = "", "—", ""
        self._share: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figure(
        self, label: str, value: str, note: str, share: float | None, definition: str
    ) -> None:
        """`definition` says how the figure is worked out."""
        self._label, self._value, self._note, self._share = label, value, note, share
        self.setAccessibleName(f"{label} {value}, {note}")
        self.setAccessibleDescription(definition)
        self.setToolTip(definition)
        self.update()

    @property
    def label(self) -> str:
        return self._label

    @property
    def value(self) -> str:
        return self._value

    @property
    def note(self) -> str:
        return self._note

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(130, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, colors = QRectF(self.rect()), theme()
            ground = "hover" if self.underMouse() else "surface"
            marks.round_rect(painter, box, 8, colors.color(ground), colors.color("line"))
            inner = box.adjusted(16, 12, -16, -12)
            label = QRectF(inner.left(), inner.top(), inner.width(), 20)
            wide = marks.text(painter, label, self._label, "cap", "text2")
            x = label.left() + wide + 6
            icons.paint(painter, "info-circle", colors.color("text3"), x, label.top() + 3, 14)
            value = QRectF(inner.left(), inner.top() + 22, inner.width(), 34)
            marks.text(painter, value, self._value, "number")
            note = QRectF(inner.left(), value.bottom() - 1, inner.width(), 20)
            marks.text(painter, note, self._note, "cap", "text3")
            if self._share is not None:
                bar = QRectF(inner.left(), inner.bottom() - 3, inner.width(), 4)
                marks.bar(painter, bar, self._share, self._fill(self._share))
            if self.shows_ring:
                marks.focus_ring(painter, box, 8)

    def _fill(self, share: float) -> str:
        return "okFill" if share >= 0.9 else "accentFill" if share >= 0.6 else "warnFill"
