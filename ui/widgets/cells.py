"""How one value is painted into its cell; a cell is a function of painter, box and row."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui import fonts, icons
from ui.theme import theme
from ui.widgets import marks

Row = TypeVar("Row")
Paint = Callable[[QPainter, QRectF, Row], None]
MARK_WIDTH = 18
BAR_WIDTH = 62


def text_cell(
    get: Callable[[Row], str],
    ink: str | Callable[[Row], str] = "text",
) -> Paint[Row]:
    def paint(painter: QPainter, box: QRectF, row: Row) -> None:
        color = ink if isinstance(ink, str) else ink(row)
        marks.text(painter, box, get(row), "body", color)

    return paint


def name_cell(
    name: Callable[[Row], str],
    suffix: Callable[[Row], str],
    mark: Callable[[Row], str] | None = None,
    suffix_ink: Callable[[Row], str] = lambda row: "text3",
    shorter: Callable[[Row], Sequence[str]] = lambda row: (),
) -> Paint[Row]:
    """A name and its quiet suffix, after a mark: "unsent", "conflict" or "" from `mark(row)`.

    `shorter` says the suffix in fewer words, the longest first, where there is little room.
    The mark stands in the margin left of the box, so that names stay aligned."""

    def paint(painter: QPainter, box: QRectF, row: Row) -> None:
        if mark is not None:
            paint_mark(painter, box.left() - MARK_WIDTH, box.center().y(), mark(row))
        grey, ink = suffix(row), suffix_ink(row)
        most = room_for(ink)
        room = QRectF(box)
        left = room.width() - fonts.width(name(row), "body", 500)
        grey = fitting((grey, *shorter(row)), max(left, room.width() * most) - 8)
        wanted = fonts.width(grey, "cap") + 8 if grey else 0
        if fonts.width(name(row), "body", 500) + wanted > room.width():
            wanted = min(wanted, room.width() * most)
            if wanted < 48:  # too little to say anything
                grey, wanted = "", 0
        room.setWidth(room.width() - wanted)
        width = marks.text(painter, room, name(row), "body", "text", marks.LEFT, 500)
        if grey:
            left = box.left() + width + 8
            rest = QRectF(left, box.top(), box.right() - left, box.height())
            marks.text(painter, rest, grey, "cap", ink)

    return paint


def fitting(forms: Sequence[str], room: float) -> str:
    """The first of these small words that is not cut in so many pixels, or the last of them."""
    return next((one for one in forms if fonts.width(one, "cap") <= room), forms[-1])


def room_for(ink: str) -> float:
    """The share of its cell that a suffix may take from a long name; one in colour tells more."""
    return 0.3 if ink == "text3" else 0.5


def paint_mark(painter: QPainter, x: float, middle: float, mark: str) -> None:
    """The state of a row in its margin: unsent is a hollow ring, conflict a red branch."""
    if mark == "unsent":
        marks.ring(painter, x + 6, round(middle) + 0.0)
    elif mark == "conflict":
        icons.paint(painter, "git-merge", theme().color("bad"), x - 1, round(middle) - 7, 14)
    elif mark == "refused":
        icons.paint(painter, "alert-circle", theme().color("bad"), x - 1, round(middle) - 7, 14)


def chip_cell(get: Callable[[Row], tuple[str, str] | None]) -> Paint[Row]:
    """A chip from (words, tint), or nothing."""

    def paint(painter: QPainter, box: QRectF, row: Row) -> None:
        shown = get(row)
        if shown and shown[0]:
            marks.chip(painter, box.left(), box.center().y(), *shown, width=box.width())

    return paint


def amount_cell(
    get: Callable[[Row], str], remark: Callable[[Row], str] | None = None
) -> Paint[Row]:
    """A number at the right, medium weight, a small remark (逾期 61 天) before it."""

    def paint(painter: QPainter, box: QRectF, row: Row) -> None:
        words = get(row)
        ink = "text3" if words in ("", "—", "-") else "text"
        width = marks.text(painter, box, words, "body", ink, marks.RIGHT, 500)
        said = remark(row) if remark else ""
        if said:
            room = box.adjusted(0, 0, -max(width, 56) - 12, 0)
            if fonts.width(said, "cap") <= room.width():
                marks.text(painter, room, said, "cap", "bad", marks.RIGHT, 400)
            else:  # half a number would say something else
                at = room.right() - 14, room.center().y() - 7
                icons.paint(painter, "alert-circle", theme().color("bad"), *at, 14)

    return paint


def progress_cell(share: Callable[[Row], float | None]) -> Paint[Row]:
    """A thin bar and the percent; green when reached, amber under half."""

    def paint(painter: QPainter, box: QRectF, row: Row) -> None:
        value = share(row)
        if value is None:
            marks.text(painter, box, "—", "body", "text3", marks.RIGHT)
            return
        fill = "okFill" if value >= 1 else "accentFill" if value >= 0.5 else "warnFill"
        y = round(box.center().y()) - 3
        said = marks.text(painter, box, f"{value:.0%}", "body", "text2", marks.RIGHT)
        room = min(BAR_WIDTH, box.width() - max(said, 36) - 8)
        if room >= 12:
            marks.bar(painter, QRectF(box.left(), y, room, 6), value, fill)

    return paint
