"""Words for the map, each drawn once.

Chinese text with a halo is the dearest thing on the map, so a word is drawn
once per colour and screen, and afterwards only copied.
"""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from ui import fonts
from ui.theme import theme

HALO = 3.0
WORDS_KEPT = 600


class Ink:
    """The colour tokens, and drawn words until the theme or the screen changes."""

    def __init__(self, ratio: float = 1.0) -> None:
        self.ratio = ratio
        self._words: dict[tuple[str, str, str, float], QPixmap] = {}

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        return theme().color(token, alpha)

    def words(self, text: str, token: str, style: str = "cap", spacing: float = 0.0) -> QPixmap:
        """The text with a halo in the colour of the land; its size is in device pixels."""
        key = (text, token, style, spacing)
        if key not in self._words:
            if len(self._words) >= WORDS_KEPT:
                self._words.clear()
            self._words[key] = self._drawn(text, self.color(token), _spaced(style, spacing))
        return self._words[key]

    def _drawn(self, text: str, color: QColor, font: QFont) -> QPixmap:
        measure = QFontMetricsF(font)
        wide = measure.horizontalAdvance(text) + 2 * HALO
        high = measure.height() + 2 * HALO
        image = QPixmap(int(wide * self.ratio) + 1, int(high * self.ratio) + 1)
        image.setDevicePixelRatio(self.ratio)
        image.fill(Qt.GlobalColor.transparent)
        base = QPointF(HALO, HALO + measure.ascent())
        outline = QPainterPath()
        outline.addText(base, font, text)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            halo = QPen(self.color("mapLand"), HALO)
            halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(outline, halo)
            painter.setFont(font)
            painter.setPen(color)
            painter.drawText(base, text)
        return image


def _spaced(style: str, spacing: float) -> QFont:
    font = QFont(fonts.font(style))
    if spacing:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
    return font
