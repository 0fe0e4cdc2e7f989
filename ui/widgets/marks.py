"""The small marks that rows and widgets share: text, chips, badges, bars, faces."""

import zlib
from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextLayout, QTextOption

from ui import fonts, icons
from ui.keys import keys
from ui.theme import theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter

CHIP_HEIGHT = 20
CHIP_PADDING = 8
SHADE = 16
FACES = ("accent", "teal", "violet", "ok", "bad")


def round_rect(
    painter: QPainter,
    box: QRectF,
    radius: float,
    fill: QColor | None = None,
    line: QColor | None = None,
    width: float = 1.0,
) -> None:
    """A rounded box whose line lies inside it, crisp at every ratio."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if line is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(QPen(line, width))
        half = width / 2
        box = box.adjusted(half, half, -half, -half)
        radius -= half
    painter.drawRoundedRect(box, radius, radius)


def shadow(painter: QPainter, box: QRectF, radius: float) -> None:
    """A soft shadow reaching SHADE px around the box; callers leave that much room."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    whole = theme().color("shadow")
    faint = QColor(whole)
    faint.setAlphaF(whole.alphaF() / 9)
    painter.setBrush(faint)
    for step in range(SHADE - 4, 0, -1):
        grown = box.adjusted(-step, -step + 4, step, step + 3 if step > 4 else step + 2)
        painter.drawRoundedRect(grown, radius + step, radius + step)


def raised(painter: QPainter, whole: QRectF, box: QRectF) -> None:
    """The ground of what lies over the window: all of it dimmed, and a box above."""
    colors = theme()
    painter.fillRect(whole, QColor(0, 0, 0, 90 if colors.is_dark else 40))
    shadow(painter, box, 10)
    round_rect(painter, box, 10, colors.color("surface"), colors.color("line2"))


def focus_ring(painter: QPainter, box: QRectF, radius: float) -> None:
    round_rect(painter, box, radius, line=theme().color("accent"), width=2)


def text(
    painter: QPainter,
    box: QRectF,
    words: str,
    style: str = "body",
    ink: str = "text",
    align: Qt.AlignmentFlag = LEFT,
    weight: int | None = None,
) -> float:
    """One line, shortened with an ellipsis when it must be; answers its width."""
    width = fonts.width(words, style, weight)
    if width > box.width() + 0.5:
        measure = fonts.metrics(style, weight)
        words = measure.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        width = min(width, box.width())
    painter.setFont(fonts.font(style, weight))
    painter.setPen(theme().color(ink))
    painter.drawText(box, _in_one_line(align), words)
    return width


def two_lines(
    painter: QPainter,
    box: QRectF,
    words: str,
    style: str = "body",
    ink: str = "text",
    weight: int | None = None,
) -> None:
    """Broken where a word ends, or a character; the second line is shortened when it must be."""
    layout = QTextLayout(words, fonts.font(style, weight))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(box.width())
    layout.endLayout()
    at, upper = first.textLength(), box.adjusted(0, 0, 0, -box.height() / 2)
    text(painter, upper, words[:at].rstrip(), style, ink, weight=weight)
    rest = upper.translated(0, upper.height())
    text(painter, rest, words[at:].lstrip(), style, ink, weight=weight)


@cache
def _in_one_line(align: Qt.AlignmentFlag) -> int:
    """Joined once: Python's flags take longer for it than Qt for a word."""
    return (align | Qt.TextFlag.TextSingleLine).value


def chip_width(words: str, icon: str | None = None, style: str = "cap") -> float:
    return fonts.width(words, style, 500) + 2 * CHIP_PADDING + (18 if icon else 0)


def chip(
    painter: QPainter,
    x: float,
    middle: float,
    words: str,
    tint: str = "gray",
    icon: str | None = None,
    style: str = "cap",
    width: float | None = None,
) -> float:
    """A tinted word centred on `middle`; answers its width."""
    natural = chip_width(words, icon, style)
    width = natural if width is None else min(natural, width)
    top = round(middle - CHIP_HEIGHT / 2)
    box = QRectF(x, top, width, CHIP_HEIGHT)
    round_rect(painter, box, 4, fill=theme().color(tint + "Tint"))
    left = x + CHIP_PADDING
    if icon:
        icons.paint(painter, icon, theme().color(tint), left - 2, top + 3, 14)
        left += 16
    room = QRectF(left, top, x + width - left - CHIP_PADDING + 2, CHIP_HEIGHT)
    text(painter, room, words, style, tint, LEFT, 500)
    return width


def badge_width(words: str) -> float:
    return max(20.0, fonts.width(words, "badge") + 12)


def badge(painter: QPainter, x: float, middle: float, words: str, tint: str = "gray") -> float:
    """A count in a pill; answers its width."""
    width = badge_width(words)
    box = QRectF(x, round(middle - 9), width, 18)
    round_rect(painter, box, 9, fill=theme().color(tint + "Tint"))
    text(painter, box, words, "badge", tint, CENTER)
    return width


def key_width(key: str) -> float:
    """Of a cap: of a key, or of that of the command with this id; 0 when it has none."""
    words = keys().shown(key)
    return max(18.0, fonts.width(words, "badge") + 10) if words else 0.0


def key_cap(painter: QPainter, x: float, middle: float, key: str, on: str = "surface") -> float:
    """A key, or that of the command with this id, as it is printed on the keyboard; `on` is
    surface, accent or toast."""
    words, width = keys().shown(key), key_width(key)
    if not words:
        return width
    box = QRectF(x, round(middle - 9), width, 18)
    if on == "accent":
        round_rect(painter, box, 4, fill=QColor(255, 255, 255, 46))
        ink = "onAccent"
    elif on == "toast":
        round_rect(painter, box, 4, fill=theme().color("toastLine"))
        ink = "toastText"
    else:
        round_rect(painter, box, 4, theme().color("surface"), theme().color("line2"))
        ink = "text2"
    text(painter, box, words, "badge", ink, CENTER)
    return width


def bar(
    painter: QPainter,
    box: QRectF,
    share: float,
    fill: str = "accentFill",
) -> None:
    """A thin bar filled to `share` (0 to 1 and beyond, drawn full)."""
    radius = box.height() / 2
    round_rect(painter, box, radius, fill=theme().color("track"))
    if share > 0:
        width = max(box.height(), box.width() * min(share, 1.0))
        done = QRectF(box.x(), box.y(), width, box.height())
        round_rect(painter, done, radius, fill=theme().color(fill))


def parts(painter: QPainter, box: QRectF, shares: Sequence[tuple[float, str]]) -> None:
    """A bar cut into coloured parts by share, with a hair of space between them."""
    shown = [(share, fill) for share, fill in shares if share > 0]
    whole = sum(share for share, _ in shown)
    if not whole:
        round_rect(painter, box, 2, fill=theme().color("track"))
        return
    room, x = box.width() - 2 * (len(shown) - 1), box.x()
    for share, fill in shown:
        width = max(2.0, room * share / whole)
        part = QRectF(x, box.y(), width, box.height())
        round_rect(painter, part, 2, fill=theme().color(fill))
        x += width + 2


def ring(painter: QPainter, x: float, y: float, *, radius: float = 4.0) -> None:
    """The hollow ring of a change that has not been sent."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().color("warn"), 1.75))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(x, y), radius, radius)


def dot(painter: QPainter, x: float, y: float, fill: str, radius: float = 3.0) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color(fill))
    painter.drawEllipse(QPointF(x, y), radius, radius)


def face_tint(name: str) -> str:
    """The same colour for the same name, on every machine."""
    return FACES[zlib.crc32(name.encode()) % len(FACES)]


def face(painter: QPainter, x: float, y: float, size: int, name: str) -> None:
    """A person as a coloured disc with the last two characters of the name."""
    tint = face_tint(name)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color(tint + "Tint"))
    box = QRectF(x, y, size, size)
    painter.drawEllipse(box)
    style = "badge" if size < 32 else "cap"
    short = name[-2:] if size >= 26 else name[-1:]
    text(painter, box, short, style, tint, CENTER, 500)


def check_disc(painter: QPainter, box: QRectF, checked: bool) -> None:
    """A check as large as the face it stands for."""
    radius = box.width() / 2
    if checked:
        round_rect(painter, box, radius, fill=theme().color("accentFill"))
        middle = box.center()
        icons.paint(painter, "check", theme().color("onAccent"), middle.x() - 9, middle.y() - 9, 18)
    else:
        round_rect(painter, box, radius, theme().color("surface"), theme().color("line3"))


def check_box(painter: QPainter, x: float, y: float, checked: bool) -> None:
    box = QRectF(x, y, 16, 16)
    if checked:
        round_rect(painter, box, 4, fill=theme().color("accentFill"))
        icons.paint(painter, "check", theme().color("onAccent"), x + 1, y + 1, 14)
    else:
        round_rect(painter, box, 4, theme().color("surface"), theme().color("line3"))
