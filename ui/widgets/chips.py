"""Chips, pills and counts: one word or number that carries a state."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import fonts, icons
from ui.keys import keys
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.buttons import PaintedButton
from ui.widgets.flow import Flow
from ui.widgets.tabbing import tab_here


class Mark(QWidget):
    """A small painted thing of fixed size that only shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _show(self, words: str) -> None:
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()


class Chip(Mark):
    """A tinted word: A 级, 复购, 逾期 61 天. Tints: accent ok warn bad violet teal gray."""

    def __init__(
        self,
        text: str = "",
        tint: str = "gray",
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.set(text, tint, icon)

    def set(self, text: str, tint: str = "gray", icon: str | None = None) -> None:
        self._text, self._tint, self._icon = text, tint, icon
        self._show(text)

    def text(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        return QSize(round(marks.chip_width(self._text, self._icon) + 0.5), marks.CHIP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            marks.chip(
                painter,
                0,
                self.height() / 2,
                self._text,
                self._tint,
                self._icon,
                width=self.width(),
            )


class StatusPill(PaintedButton):
    """The round pill of the top bar: 离线, 同步中, 已同步; pressing it opens the sync page."""

    def __init__(
        self,
        text: str = "",
        tint: str = "ok",
        icon: str = "cloud-check",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.set(text, tint, icon)

    def set(self, text: str, tint: str, icon: str) -> None:
        self._tint, self._icon = tint, icon
        self.setAccessibleName(text)
        self.setText(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(fonts.width(self.text(), "cap", 500) + 36), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box = QRectF(self.rect())
            marks.round_rect(painter, box, 12, fill=theme().color(self._tint + "Tint"))
            icons.paint(painter, self._icon, theme().color(self._tint), 9, 4, 16)
            room = box.adjusted(28, 0, -6, 0)
            marks.text(painter, room, self.text(), "cap", self._tint, marks.LEFT, 500)
            if self.shows_ring:
                marks.focus_ring(painter, box, 12)


class CountBadge(Mark):
    """A count beside a word."""

    def __init__(
        self, count: int | str = "", tint: str = "gray", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.set(count, tint)

    def set(self, count: int | str, tint: str = "gray") -> None:
        self._words = f"{count:,}" if isinstance(count, int) else count
        self._tint = tint
        self._show(self._words)

    def sizeHint(self) -> QSize:
        return QSize(round(marks.badge_width(self._words) + 0.5), 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            marks.badge(painter, 0, self.height() / 2, self._words, self._tint)


class KeyCap(Mark):
    """A key as printed on the keyboard."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        keys().changed.connect(self._say)
        self._say()

    @Slot()
    def _say(self) -> None:
        self._show(keys().shown(self._key))

    def sizeHint(self) -> QSize:
        return QSize(round(marks.key_width(self._key) + 0.5), 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            marks.key_cap(painter, 0, self.height() / 2, self._key)


class Avatar(Mark):
    """A person as a coloured disc with the last two characters of the name."""

    def __init__(self, name: str = "", size: int = 36, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.set_name(name)

    def set_name(self, name: str) -> None:
        self._name = name
        self._show(name)

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            marks.face(painter, 0, 0, self._size, self._name)


class FilterChip(PaintedButton):
    """A filter in force: its name, its value, and a cross that drops it."""

    removed = Signal()

    def __init__(
        self, label: str, value: str, *, removable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._removable = removable
        self.set(label, value)

    def set(self, label: str, value: str) -> None:
        self._label, self._value = label, value
        self.setAccessibleName(f"{label} {value}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = 20 + fonts.width(self._label, "cap") + (8 if self._value else 0)
        width += fonts.width(self._value, "cap", 500) + (20 if self._removable else 0)
        return QSize(round(width + 0.5), 26)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._removable and event.position().x() > self.width() - 26:
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, colors = QRectF(self.rect()), theme()
            ground = colors.color("hover" if self.underMouse() else "surface")
            marks.round_rect(painter, box, 6, ground, colors.color("line2"))
            room = box.adjusted(10, 0, -6, 0)
            width = marks.text(painter, room, self._label, "cap", "text3")
            room.setLeft(room.left() + width + 8)
            marks.text(painter, room, self._value, "cap", "text", marks.LEFT, 500)
            if self._removable:
                x, y = box.right() - 22, box.height() / 2 - 7
                icons.paint(painter, "x", colors.color("text2"), x, y, 14)
            if self.shows_ring:
                marks.focus_ring(painter, box, 6)


class Pill(PaintedButton):
    """One choice of a row of pills: 全部 46."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._around, self._is_short = SegmentedPills.ROOMY[0], False
        self.setCheckable(True)

    def set_around(self, around: float, is_short: bool) -> None:
        """Pixels, of both sides together; a short one leaves its count to the tool tip."""
        if (around, is_short) != (self._around, self._is_short):
            self._around, self._is_short = around, is_short
            self.updateGeometry()
            self.update()
        self.setToolTip(self.text() if is_short else "")

    def words(self) -> str:
        return self.text().rsplit(" ", 1)[0] if self._is_short else self.text()

    def sizeHint(self) -> QSize:
        return QSize(round(fonts.width(self.words(), "cap", 500) + self._around), 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, colors = QRectF(self.rect()), theme()
            if self.isChecked():
                fill, line, ink = "accentTint", "accent", "accent"
            else:
                fill, line, ink = "hover" if self.underMouse() else "surface", "line2", "text"
            marks.round_rect(painter, box, 14, colors.color(fill), colors.color(line))
            marks.text(painter, box, self.words(), "cap", ink, marks.CENTER, 500)
            if self.shows_ring:
                marks.focus_ring(painter, box, 14)


class SegmentedPills(QWidget):
    """A row of pills of which one is chosen; left and right move the choice.

    `wraps`: for lack of room they move closer together, then only the chosen one keeps its count,
    then they go on in a second row."""

    ROOMY = 20.5, 6  # px around the words of a pill, and between two
    CLOSE = 13.5, 4
    TIGHT = 10.0, 3

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, wraps: bool = False) -> None:
        super().__init__(parent)
        self._pills: dict[str, Pill] = {}
        if wraps:
            self._flow: Flow | None = Flow(self, gap=4, line=28)
            self._flow.setContentsMargins(0, 0, 0, 0)
        else:
            self._flow = None
            self._row = QHBoxLayout(self)
            self._row.setContentsMargins(0, 0, 0, 0)
            self._row.setSpacing(6)
            self._row.addStretch(1)
        self._current = ""

    def set_items(self, items: Sequence[tuple[str, str]]) -> None:
        """Each an id and its words, counts included; keeps the choice if it is still there."""
        if [key for key, _ in items] != list(self._pills):
            for pill in self._pills.values():
                pill.hide()
                pill.deleteLater()
            self._pills = {key: self._make(key) for key, _ in items}
            tab_here(self, list(self._pills.values()))
        for key, words in items:
            self._pills[key].setText(words)
        if self._current not in self._pills and items:
            self._current = items[0][0]
        self._mark()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._flow is None:
            return
        words = sum(fonts.width(pill.text(), "cap", 500) for pill in self._pills.values())
        many, room = len(self._pills), self.contentsRect().width()

        def fits(around: float, gap: int) -> bool:
            return words + many * (around + gap) - gap <= room

        steps = (self.ROOMY, self.CLOSE, self.TIGHT)
        around, gap = next((step for step in steps if fits(*step)), self.TIGHT)
        is_short = not fits(around, gap)
        self._flow.set_gap(gap)
        for pill in self._pills.values():
            pill.set_around(around, is_short and not pill.isChecked())

    def current(self) -> str:
        return self._current

    def set_current(self, key: str) -> None:
        self._current = key
        self._mark()

    def _make(self, key: str) -> Pill:
        pill = Pill("", self)
        pill.clicked.connect(lambda: self._choose(key))
        pill.installEventFilter(self)
        if self._flow is not None:
            self._flow.addWidget(pill)
        else:
            self._row.insertWidget(self._row.count() - 1, pill)
        return pill

    def _choose(self, key: str) -> None:
        changed, self._current = key != self._current, key
        self._mark()
        if changed:
            self.chosen.emit(key)

    def _mark(self) -> None:
        for key, pill in self._pills.items():
            pill.setChecked(key == self._current)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Before the pill has it: a button of Qt's would only move the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self._step(step)
                return True
        return False

    def _step(self, step: int) -> None:
        """From the pill that has the focus."""
        keys = list(self._pills)
        at = next((n for n, key in enumerate(keys) if self._pills[key].hasFocus()), 0)
        key = keys[max(0, min(len(keys) - 1, at + step))]
        self._pills[key].setFocus(Qt.FocusReason.TabFocusReason)
        self._choose(key)
