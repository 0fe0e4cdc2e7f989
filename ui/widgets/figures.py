"""Numbers shown large, and the bars that say how much of something there is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import fonts
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.roles import Role


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its label above and a remark below; inks are names of the theme."""

    label: str
    value: str
    note: str = ""
    ink: str = "text"
    note_ink: str = "text3"


class FigureStrip(QWidget):
    """Two to five figures side by side, with hair lines between them, in a frame or bare."""

    def __init__(
        self,
        figures: Sequence[Figure] = (),
        *,
        style: str = "head",
        framed: bool = True,
        sunken: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._figures: Sequence[Figure] = ()
        self._style, self._framed, self._sunken = style, framed, sunken
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_figures(figures)

    def set_figures(self, figures: Sequence[Figure]) -> None:
        self._figures = tuple(figures)
        said = (f"{f.label} {f.value} {f.note}".strip() for f in self._figures)
        self.setAccessibleName("; ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = 18 + fonts.line_height(self._style) + 4
        if any(figure.note for figure in self._figures):
            height += 18
        return QSize(320, height + (16 if self._framed else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box = QRectF(self.rect())
            if self._framed:
                ground = theme().color("sunken" if self._sunken else "surface")
                marks.round_rect(painter, box, 8, ground, theme().color("line"))
            left = 0.0 if self._framed else -11.0
            for number, (figure, width) in enumerate(
                zip(self._figures, self._widths(), strict=True)
            ):
                if number:
                    inner = 12 if self._framed else 2
                    rule = QRectF(round(left), inner, 1, box.height() - 2 * inner)
                    painter.fillRect(rule, theme().color("line"))
                self._paint_figure(painter, QRectF(left + 11, 0, width - 17, box.height()), figure)
                left += width

    def _widths(self) -> list[float]:
        """Columns of one width while every remark fits, else each by what it has to say.

        Where even that is too much the words give way: a number is never cut off."""
        whole = self.width() + (0.0 if self._framed else 22.0)
        wanted = [self._wanted(figure) for figure in self._figures]
        count = max(1, len(wanted))
        if max(wanted, default=0.0) <= whole / count:
            return [whole / count] * len(wanted)
        free = whole - sum(wanted)
        if free >= 0:
            return [width + free / count for width in wanted]
        least = [fonts.width(figure.value, self._style) + 19 for figure in self._figures]
        words = sum(wanted) - sum(least)
        share = max(0.0, whole - sum(least)) / words if words else 0.0
        return [low + (full - low) * share for low, full in zip(least, wanted, strict=True)]

    def _wanted(self, figure: Figure) -> float:
        widest = max(
            fonts.width(figure.label, "cap"),
            fonts.width(figure.value, self._style),
            fonts.width(figure.note, "cap"),
        )
        return widest + 19

    def _paint_figure(self, painter: QPainter, box: QRectF, figure: Figure) -> None:
        y = 8.0 if self._framed else 0.0
        marks.text(painter, QRectF(box.x(), y, box.width(), 18), figure.label, "cap", "text3")
        y += 20
        tall = fonts.line_height(self._style)
        value = QRectF(box.x(), y, box.width(), tall)
        marks.text(painter, value, figure.value, self._style, figure.ink)
        if figure.note:
            note = QRectF(box.x(), y + tall, box.width() + 6, 18)
            style = "badge" if fonts.width(figure.note, "cap") > box.width() + 6 else "cap"
            marks.text(painter, note, figure.note, style, figure.note_ink, weight=400)


class ProgressBar(QWidget):
    """A thin bar; a share of None slides back and forth in place of a promise."""

    ROLE = Role.ProgressBar

    def __init__(
        self,
        share: float | None = 0.0,
        *,
        fill: str = "accentFill",
        thickness: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._share, self._fill, self._thick, self._at = share, fill, thickness, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float | None) -> None:
        self._share = share
        if share is None:
            self._at = (self._at + 0.11) % 1.0
        else:
            self.setAccessibleDescription(f"{share:.0%}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, self._thick)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self._thick)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box = QRectF(0, (self.height() - self._thick) / 2, self.width(), self._thick)
            if self._share is not None:
                marks.bar(painter, box, self._share, self._fill)
                return
            marks.bar(painter, box, 0)
            part = QRectF(box.x() + box.width() * 0.75 * self._at, box.y(), box.width() / 4, 4)
            marks.round_rect(painter, part, 2, fill=theme().color(self._fill))


class BulletBar(QWidget):
    """How far a number is, against where it should be today and its goal: a bar with a tick."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share, self._expected, self._fill = 0.0, 0.0, "accentFill"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, share: float, expected: float, fill: str | None = None, name: str = "") -> None:
        """Both are shares of the goal (1 = reached); amber when behind unless told."""
        self._share, self._expected = share, expected
        behind = "warnFill" if share < expected else "accentFill"
        self._fill = fill or ("okFill" if share >= 1 else behind)
        self.setAccessibleName(name)
        self.setAccessibleDescription(f"{share:.0%} / {expected:.0%}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 16)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box = QRectF(0, self.height() / 2 - 4, self.width(), 8)
            marks.bar(painter, box, self._share, self._fill)
            x = round(min(1.0, self._expected) * (self.width() - 2))
            painter.fillRect(QRectF(x, self.height() / 2 - 8, 2, 16), theme().color("text"))


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a whole: its words, its number as text, its size and its fill."""

    label: str
    value: str
    size: float
    fill: str = "accentFill"


class AgeingBar(QWidget):
    """A bar cut into parts with a legend below: how old the money is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: Sequence[Part] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_parts(self, parts: Sequence[Part]) -> None:
        self._parts = tuple(parts)
        self.setAccessibleName("; ".join(f"{part.label} {part.value}" for part in parts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 56)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 56)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            bar = QRectF(0, 0, self.width(), 10)
            marks.parts(painter, bar, [(part.size, part.fill) for part in self._parts])
            width = self.width() / max(1, len(self._parts))
            painter.setPen(Qt.PenStyle.NoPen)
            for number, part in enumerate(self._parts):
                x = number * width
                square = QRectF(x, 22, 8, 8)
                marks.round_rect(painter, square, 2, fill=theme().color(part.fill))
                label = QRectF(x + 14, 17, width - 16, 18)
                marks.text(painter, label, part.label, "cap", "text2")
                value = QRectF(x + 14, 35, width - 16, 20)
                marks.text(painter, value, part.value, "body", "text", weight=500)
