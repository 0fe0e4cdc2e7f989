"""The right side: what to look at before sealing, the superior's word, and the last report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import icons
from ui.forms.line_breaking import break_lines
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets import marks
from ui.widgets.buttons import IconButton, PaintedButton
from ui.widgets.containers import Card, Pane, ScrollPage, clear
from ui.widgets.labels import Label, SectionHeader
from ui.widgets.timeline import FlowSteps, Step

WIDTH = 320
MOST = 7
SHORT = 40  # characters of a figure that stands in one line with its name
ICONS = {"ok": "circle-check", "warn": "alert-triangle", "bad": "alert-circle"}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at: pressing it goes there."""

    text: str
    detail: str
    tint: str  # ok | warn | bad
    target: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """An answer of the last report, to read or to copy."""

    key: str
    label: str
    text: str


class RemarkRow(PaintedButton):
    """A remark as a row one can press."""

    def __init__(self, remark: Remark, parent: QWidget | None = None) -> None:
        super().__init__(remark.text, parent)
        self._remark = remark
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setEnabled(bool(remark.target))
        self.setAccessibleName(f"{remark.text} {remark.detail}")
        self.setToolTip(remark.detail)

    def sizeHint(self) -> QSize:
        return QSize(240, 44 if self._remark.detail else 30)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, remark = QRectF(self.rect()), self._remark
            if self.underMouse() and self.isEnabled():
                marks.round_rect(painter, box, 6, theme().color("hover"))
            icon, ink = ICONS[remark.tint], theme().color(remark.tint)
            icons.paint(painter, icon, ink, 6, 6, 18)
            room = QRectF(32, 5, box.width() - (52 if self.isEnabled() else 36), 20)
            marks.text(painter, room, remark.text, "body", "text", weight=500)
            below = QRectF(32, 24, box.width() - 52, 18)
            marks.text(painter, below, remark.detail, "cap", "text3")
            if self.isEnabled():
                icons.paint(
                    painter, "chevron-right", theme().color("text3"), box.right() - 18,
                    box.center().y() - 7, 14,
                )  # fmt: skip
            if self.shows_ring:
                marks.focus_ring(painter, box, 6)


class Paragraph(QWidget):
    """Words of a report, wrapped, a few lines of them."""

    LINE = 20

    def __init__(self, text: str, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._most = text, most
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.setToolTip(text)

    def _lines(self) -> list[str]:
        lines = break_lines(self._text, max(self.width(), 160), "body")
        if len(lines) > self._most:
            return [*lines[: self._most - 1], lines[self._most - 1][:-1] + "…"]
        return lines

    def sizeHint(self) -> QSize:
        return QSize(240, self.LINE * len(self._lines()))

    def resizeEvent(self, event: object) -> None:
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            for number, line in enumerate(self._lines()):
                box = QRectF(0, number * self.LINE, self.width() + 2, self.LINE)
                marks.text(painter, box, line, "body", "text2")


class Margin(Retranslated, Pane):
    """Three groups, each shown only when it has something to say."""

    pressed = Signal(str)  # the target of a remark
    copied = Signal(str)  # the key of an answer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sunken", "l", parent)
        self._page = ScrollPage(self, padding=16, spacing=10)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(self._page)
        self.setFixedWidth(WIDTH)

    def retranslate(self) -> None:
        """The screen fills the groups anew in the other language."""

    def show_all(
        self,
        checks: tuple[str, str, Sequence[Remark]] | None,
        comment: tuple[str, str] | None,
        before: tuple[str, Sequence[Before], bool] | None,
        chain: Sequence[Step] = (),
    ) -> None:
        """Title, note and remarks; who and what they said; the last report and whether to copy;
        the desks it passes."""
        clear(self._page.column)
        if chain:
            self._page.column.addWidget(SectionHeader(self.tr("Signatures")))
            self._page.column.addWidget(FlowSteps(chain))
            self._page.column.addSpacing(10)
        if comment is not None:
            self._add_comment(*comment)
        if checks is not None:
            self._add_checks(*checks)
        if before is not None:
            self._add_before(*before)
        self._page.column.addStretch(1)
        self._page.measure()

    def _add_checks(self, title: str, note: str, remarks: Sequence[Remark]) -> None:
        self._page.column.addWidget(SectionHeader(title, note))
        card = Card(padding=6)
        card.column.setSpacing(0)
        for remark in remarks[:MOST]:
            row = RemarkRow(remark, card)
            row.clicked.connect(self._go(remark.target))
            card.column.addWidget(row)
        if len(remarks) > MOST:
            more = self.tr("and {count} more").format(count=len(remarks) - MOST)
            card.column.addWidget(Label(more, "cap", "text3"))
        self._page.column.addWidget(card)

    def _go(self, target: str) -> Callable[[], None]:
        return lambda: self.pressed.emit(target)

    def _add_comment(self, who: str, said: str) -> None:
        card = Card(padding=14)
        card.column.addWidget(Label(who, "cap", "text3"))
        card.column.addWidget(Paragraph(said, 12, card))
        self._page.column.addWidget(SectionHeader(self.tr("Superior's comment")))
        self._page.column.addWidget(card)

    def _add_before(self, title: str, answers: Sequence[Before], may_copy: bool) -> None:
        self._page.column.addSpacing(6)
        self._page.column.addWidget(SectionHeader(self.tr("Last report"), title))
        figures = [answer for answer in answers if not answer.key and len(answer.text) < SHORT]
        if figures:
            self._add_figures(figures)
        for answer in answers:
            if answer in figures:
                continue
            card = Card(padding=12)
            head = QHBoxLayout()
            head.addWidget(Label(answer.label, "cap", "text3"))
            head.addStretch(1)
            if may_copy and answer.key:
                name = self.tr("Copy {field} into this report").format(field=answer.label)
                copy = IconButton("copy", name, size=24, icon_size=14, parent=card)
                copy.clicked.connect(self._copy(answer.key))
                head.addWidget(copy)
            card.column.addLayout(head)
            card.column.addWidget(Paragraph(answer.text, 8, card))
            self._page.column.addWidget(card)

    def _add_figures(self, figures: Sequence[Before]) -> None:
        """The figures of the last paper, one below the other."""
        card = Card(padding=12)
        card.column.setSpacing(4)
        for figure in figures:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Label(figure.label, "cap", "text3"), 0, Qt.AlignmentFlag.AlignTop)
            value = Label(figure.text, "cap", "text", weight=500, wrap=True)
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            row.addWidget(value, 1)
            card.column.addLayout(row)
        self._page.column.addWidget(card)

    def _copy(self, key: str) -> Callable[[], None]:
        return lambda: self.copied.emit(key)
