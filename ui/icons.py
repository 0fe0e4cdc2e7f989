"""Outline icons by name, drawn in any colour at any device ratio."""

import logging
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import files

log = logging.getLogger(__name__)

STROKE = "1.75"


@cache
def _source(name: str) -> str:
    try:
        file = files("icons", f"{name}.svg")
    except FileNotFoundError:
        log.warning("no icon named %s", name)
        file = files("icons", "circle-dot.svg")
    return file.read_text("utf-8").replace('stroke-width="2"', f'stroke-width="{STROKE}"')


@lru_cache(maxsize=1024)
def _pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    pixels = round(size * ratio)
    drawn = QPixmap(pixels, pixels)
    drawn.fill(Qt.GlobalColor.transparent)
    svg = QByteArray(_source(name).replace("currentColor", color).encode())
    renderer = QSvgRenderer(svg)
    with QPainter(drawn) as painter:
        renderer.render(painter, QRectF(0, 0, pixels, pixels))
    drawn.setDevicePixelRatio(ratio)
    return drawn


def pixmap(name: str, color: QColor, size: int = 18, ratio: float = 1.0) -> QPixmap:
    return _pixmap(name, color.name(), size, ratio)


def paint(painter: QPainter, name: str, color: QColor, x: float, y: float, size: int = 18) -> None:
    """Draw the icon with its top left corner at (x, y)."""
    drawn = pixmap(name, color, size, painter.device().devicePixelRatioF())
    painter.drawPixmap(round(x), round(y), drawn)


def icon(name: str, color: QColor) -> QIcon:
    """For Qt parts that want a QIcon (line edit actions, menus)."""
    return QIcon(_Engine(name, color))


class _Engine(QIconEngine):
    """Renders when asked, so that a screen of another ratio gets its own pixels."""

    def __init__(self, name: str, color: QColor) -> None:
        super().__init__()
        self._name, self._color = name, color

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._color)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return pixmap(self._name, self._color, min(size.width(), size.height()))

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        return pixmap(self._name, self._color, round(size.width() / scale), scale)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        box = QRectF(rect)
        paint(painter, self._name, self._color, box.x(), box.y(), round(box.width()))
