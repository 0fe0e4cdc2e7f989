"""The days of a week with how many stops each has; one is chosen."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.queries.routes import Day
from ui import words
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.keyboard_focus import KeyboardFocus, take_keyboard
from ui.widgets.roles import Role

HEIGHT = 52
GAP = 7.0
WORKING_DAYS = 5


class WeekStrip(KeyboardFocus, QWidget):
    """Monday to Friday, and the weekend when it has stops or is chosen."""

    ROLE = Role.PageTabList

    day_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: Sequence[Day] = ()
        self._chosen: date | None = None
        self._today: date | None = None
        self._over: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_week(self, days: Sequence[Day], chosen: date, today: date) -> None:
        self._days = [
            day
            for at, day in enumerate(days)
            if at < WORKING_DAYS or day.planned or day.date in (chosen, today)
        ]
        self._chosen, self._today = chosen, today
        self.setAccessibleName(", ".join(f"{self._title(d)} {self._count(d)}" for d in self._days))
        self.update()

    @property
    def days(self) -> Sequence[Day]:
        return self._days

    def _title(self, day: Day) -> str:
        return f"{words.weekday(day.date)} {day.date.day}"

    def _count(self, day: Day) -> str:
        return self.tr("%n stop(s)", "", day.planned) if day.planned else self.tr("free")

    def box_of(self, at: int) -> QRectF:
        wide = (self.width() + GAP) / max(len(self._days), 1) - GAP
        return QRectF(at * (wide + GAP), 0, wide, HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(348, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            for at, day in enumerate(self._days):
                self._paint_day(painter, self.box_of(at), day, at == self._over)

    def _paint_day(self, painter: QPainter, box: QRectF, day: Day, over: bool) -> None:
        chosen, colors = day.date == self._chosen, theme()
        ground = colors.color("accentTint" if chosen else "hover" if over else "sunken")
        line = colors.color("accent" if chosen else "line")
        marks.round_rect(painter, box, 6, ground, line, 1.5 if chosen else 1.0)
        ink = "accent" if chosen else "text"
        upper = QRectF(box.left(), box.top() + 6, box.width(), 20)
        marks.text(painter, upper, self._title(day), "cap", ink, marks.CENTER, 600)
        lower = QRectF(box.left(), box.top() + 26, box.width(), 20)
        ink = "accent" if chosen else "text2" if day.planned else "text3"
        marks.text(painter, lower, self._count(day), "cap", ink, marks.CENTER)
        if day.date == self._today and not chosen:
            marks.dot(painter, box.right() - 8, box.top() + 8, "accentFill", 2.5)
        if chosen and self.shows_ring:
            marks.focus_ring(painter, box, 6)

    def _at(self, x: float) -> int | None:
        return next(
            (
                at
                for at in range(len(self._days))
                if self.box_of(at).left() <= x <= self.box_of(at).right()
            ),
            None,
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        take_keyboard(self)
        at = self._at(event.position().x())
        if at is not None:
            self.day_chosen.emit(self._days[at].date)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._at(event.position().x())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._over = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        dates = [day.date for day in self._days]
        if step is None or self._chosen not in dates:
            super().keyPressEvent(event)
            return
        at = dates.index(self._chosen) + step
        if 0 <= at < len(dates):
            self.day_chosen.emit(dates[at])
