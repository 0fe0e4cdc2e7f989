"""Words on a screen: a label by text style and ink, and the titles made of it."""

import math
import re

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui import fonts
from ui.theme import theme
from ui.widgets import marks

LEAST = 28  # px of words that are shortened
LONG_RUN = re.compile(r"([!-~]{24})(?=[!-~])")  # a line may break where nobody put a space


class Label(QLabel):
    """Text in one of the theme's styles and inks; wraps or shortens instead of pushing."""

    _least: float = LEAST
    _ink = ""  # none until the first is set: Qt tells of its own palette before that

    def __init__(
        self,
        text: str = "",
        style: str = "body",
        ink: str = "text",
        *,
        wrap: bool = False,
        elide: bool = False,
        weight: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style, self._weight, self._elides = style, weight, elide
        self.setFont(fonts.font(style, weight))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_ink(ink)
        self.setText(text)

    def show_whole(self) -> None:
        """Rather nothing than a part of its words."""
        self._least = math.inf
        self.update()

    def set_ink(self, ink: str) -> None:
        self._ink = ink
        color = theme().color(ink)
        palette = self.palette()
        if palette.color(QPalette.ColorRole.WindowText) != color:
            palette = QPalette()
            palette.setColor(QPalette.ColorRole.WindowText, color)
            self.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._ink:
            self.set_ink(self._ink)

    def setText(self, text: str) -> None:
        super().setText(LONG_RUN.sub("\\1\u200b", text) if self.wordWrap() else text)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.wordWrap():
            return hint
        return QSize(hint.width(), max(hint.height(), fonts.line_height(self._style)))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elides:
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            align = self.alignment() | Qt.AlignmentFlag.AlignVCenter
            box = QRectF(self.contentsRect())
            wanted = fonts.width(self.text(), self._style, self._weight)
            if box.width() + 1 < min(wanted, self._least):
                return  # an ellipsis alone says nothing
            marks.text(painter, box, self.text(), self._style, self._ink, align, self._weight)


class SectionHeader(QWidget):
    """A section's title, with a remark beside it and whatever is put at its right end."""

    def __init__(
        self,
        title: str = "",
        note: str = "",
        parent: QWidget | None = None,
        style: str = "sub",
        note_style: str = "cap",
    ) -> None:
        super().__init__(parent)
        self._title = Label(title, style, parent=self)
        self._note = Label(note, note_style, "text3", elide=True, parent=self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.addWidget(self._title)
        self._row.addWidget(self._note, 1)

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def set_note(self, note: str) -> None:
        self._note.setText(note)

    def add(self, widget: QWidget) -> None:
        """Put a control at the right end."""
        self._row.addWidget(widget)


class PaneTitle(SectionHeader):
    """The title of a pane: large words, a grey remark on the same base line, controls right.

    A remark without room is left out: half a number is none."""

    def __init__(self, title: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, note, parent, "title", "body")
        self._note.show_whole()
        self._note.setContentsMargins(0, 5, 0, 0)
