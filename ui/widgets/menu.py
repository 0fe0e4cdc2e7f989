"""A floating list of things to choose; a line lights up and answers over its whole width."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import fonts, icons
from ui.keys import keys
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.buttons import PaintedButton
from ui.widgets.containers import Popover
from ui.widgets.labels import Label

EDGE, PICTURE = 10, 26  # px


class MenuHead(Label):
    """What the rows below are about, over their words."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "cap", "text3", parent=parent)
        self.setContentsMargins(EDGE, 4, EDGE, 4)


class MenuRow(PaintedButton):
    """Words at the left, after a picture if there is one; `key` is the id of the command that
    does the same. With `pictured` the words of a row without a picture stand under the others."""

    def __init__(
        self,
        text: str = "",
        *,
        icon: str | None = None,
        key: str | None = None,
        ink: str = "text",
        pictured: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._icon, self._key, self._ink = icon, key, ink
        self._words_from = EDGE + (PICTURE if icon or pictured else 0)
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _cap(self) -> str:
        return keys().shown(self._key) if self._key else ""

    def sizeHint(self) -> QSize:
        cap = self._cap()
        beside = 12 + marks.key_width(cap) if cap else 0
        words = fonts.width(self.text(), "body", 500)
        return QSize(round(self._words_from + words + beside + EDGE + 1), 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, colors = QRectF(self.rect()), theme()
            if self.underMouse() or self.isDown():
                fill = "press" if self.isDown() else "hover"
                marks.round_rect(painter, box, 6, fill=colors.color(fill))
            if self._icon:
                top = round(box.center().y() - 9)
                icons.paint(painter, self._icon, colors.color(self._ink), EDGE, top, 18)
            right = box.right() - EDGE
            if cap := self._cap():
                right -= marks.key_width(cap)
                marks.key_cap(painter, right, box.center().y(), cap)
                right -= 12
            room = QRectF(self._words_from, 0, right - self._words_from + 1, box.height())
            marks.text(painter, room, self.text(), "body", self._ink, weight=500)
            if self.shows_ring:
                marks.focus_ring(painter, box, 6)


class Menu(Popover):
    """Rows that close it and do what they say."""

    def __init__(self, window: QWidget, *, width: int) -> None:
        super().__init__(window, width=width, padding=6)
        self.column.setSpacing(0)

    def offer(self, text: str, icon: str | None, run: Callable[[], object]) -> MenuRow:
        row = MenuRow(text, icon=icon, parent=self)

        def chosen() -> None:
            self.dismiss()
            run()

        row.clicked.connect(chosen)
        self.column.addWidget(row)
        return row
