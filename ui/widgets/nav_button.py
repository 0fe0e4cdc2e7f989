"""A line of the navigation: icon, name and count; lit while its workspace is shown."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.buttons import PaintedButton


class NavButton(PaintedButton):
    """Checkable; with `compact` only the icon is left and the name moves to the tooltip."""

    def __init__(
        self, icon: str, text: str = "", *, quiet: bool = False, parent: QWidget | None = None
    ) -> None:
        self._count, self._tint, self._compact = 0, "gray", False
        self._icon, self._quiet = icon, quiet
        super().__init__(text, parent)
        self.setCheckable(not quiet)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int, tint: str = "gray") -> None:
        if (count, tint) != (self._count, self._tint):
            self._count, self._tint = count, tint
            self._describe()
            self.update()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.setToolTip(self.text() if compact else "")
        self.update()

    def setText(self, text: str) -> None:
        super().setText(text)
        if self.toolTip():
            self.setToolTip(text)
        self._describe()

    def _describe(self) -> None:
        said = f"{self.text()} {self._count}" if self._count else self.text()
        self.setAccessibleName(said)

    def sizeHint(self) -> QSize:
        return QSize(40, 28 if self._quiet else 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, colors, lit = QRectF(self.rect()), theme(), self.isChecked()
            if lit:
                marks.round_rect(painter, box, 6, colors.color("surface"), colors.color("line"))
            elif self.underMouse():
                marks.round_rect(painter, box, 6, fill=colors.color("press", 0.55))
            self._paint_words(painter, box, lit)
            if self.shows_ring:
                marks.focus_ring(painter, box, 6)

    def _paint_words(self, painter: QPainter, box: QRectF, lit: bool) -> None:
        middle, size = box.height() / 2, 16 if self._quiet else 18
        ink = "accent" if lit else "text3" if self._quiet else "text2"
        x = (box.width() - size) / 2 if self._compact else 11
        icons.paint(painter, self._icon, theme().color(ink), x, round(middle - size / 2), size)
        if self._compact:
            if self._count:
                fill = "badge" if self._tint == "bad" else "accentFill"
                marks.dot(painter, x + size, middle - size / 2 + 1, fill, 3.5)
            return
        right = box.right() - 8
        if self._count:
            words = f"{self._count:,}" if self._count < 10_000 else "9,999+"
            tint = "accent" if lit and self._tint == "gray" else self._tint
            right -= marks.badge_width(words)
            marks.badge(painter, right, middle, words, tint)
        room = QRectF(39, 0, right - 43, box.height())
        color, weight = ("text", 600) if lit else ("text2", 400 if self._quiet else 500)
        marks.text(painter, room, self.text(), "body", color, weight=weight)
