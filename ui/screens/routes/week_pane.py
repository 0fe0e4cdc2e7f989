"""Planning the weeks: what it will plan, the search, then the five weekdays and their stops."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.queries.week_plan import Load, Proposal, Regular, Route
from ui import icons
from ui.screens.routes import rows, week_words
from ui.screens.routes.week_intro import WeekIntro
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets import marks
from ui.widgets.buttons import Button, IconButton
from ui.widgets.containers import Pane
from ui.widgets.figures import Figure, FigureStrip, ProgressBar
from ui.widgets.inputs import Choice
from ui.widgets.labels import Label, PaneTitle
from ui.widgets.list import RowList

WIDTH = 388
HOURS = (6, 7, 8, 9, 10)
DAY_ROW, STOP_ROW = 54, 44
LEFT, RIGHT = 20, 18
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class DayRow:
    load: Load
    longest: int
    kept: bool


@dataclass(frozen=True, slots=True)
class StopRow:
    regular: Regular
    route: Route
    locked: bool


class WeekPane(Retranslated, Pane):
    """Takes the place of the day's pane; says what is wanted."""

    begun = Signal(int)
    stopped = Signal()
    taken = Signal()
    closed = Signal()
    weekday_chosen = Signal(int)
    locked = Signal(str, int)
    weekday_kept = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("surface", "r", parent)
        self.setFixedWidth(WIDTH)
        self._proposal: Proposal | None = None
        self._locked: Collection[str] = ()
        self._kept: Collection[int] = ()
        self._days: Mapping[int, DayRow] = {}
        self._stops: Mapping[int, StopRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self.days = RowList(
            _paint_day, self._say_day, self._day_rows, row_height=DAY_ROW, inset=20, checks=False,
            parent=self,
        )  # fmt: skip
        self.stops = RowList(
            _paint_stop, self._say_stop, self._stop_rows, row_height=STOP_ROW, inset=20,
            checks=False, parent=self,
        )  # fmt: skip
        self.days.setFixedHeight(DAY_ROW * 5)
        self.days.current_changed.connect(self._show_weekday)
        self.intro = WeekIntro(self)
        self._bottom = self._foot()
        column.addWidget(self.intro, 1)
        column.addWidget(self.days)
        column.addWidget(self.stops, 1)
        column.addWidget(self._bottom)
        self.hide()
        self.retranslate()

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(20, 16, 16, 12)
        head.setSpacing(12)
        self._title = PaneTitle(parent=self)
        self._cross = IconButton("x", "", size=28, framed=True, parent=self)
        self._cross.clicked.connect(self.closed)
        self._title.add(self._cross)
        self._about = Label("", "cap", "text2", wrap=True, parent=self)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._most = Label("", "body", "text2", parent=self)
        self.most = Choice([(hours * 60, "") for hours in HOURS], self)
        self.most.set_value(8 * 60)
        self.begin = Button("", "primary", icon="sparkles", key="Enter", parent=self)
        self.begin.clicked.connect(self.start)
        row.addWidget(self._most)
        row.addWidget(self.most)
        row.addStretch(1)
        row.addWidget(self.begin)
        self.progress = ProgressBar(parent=self)
        self.progress.hide()
        self.figures = FigureStrip(style="head", framed=False, parent=self)
        self.warning = Label("", "cap", "bad", wrap=True, parent=self)
        for widget in (self._title, self._about):
            head.addWidget(widget)
        head.addLayout(row)
        for part in (self.progress, self.figures, self.warning):
            head.addWidget(part)
        return head

    def _foot(self) -> QWidget:
        foot = Pane("sunken", "t", self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 12, 16, 12)
        row.setSpacing(8)
        self.take = Button("", "primary", parent=foot)
        self.take.clicked.connect(self.taken)
        self._hint = Label("", "cap", "text3", elide=True, parent=foot)
        self.lock = IconButton("lock", "", framed=True, key="routes.lock", parent=foot)
        self.lock.clicked.connect(self.lock_current)
        self.keep = IconButton("calendar", "", framed=True, key="routes.keep_weekday", parent=foot)
        self.keep.clicked.connect(self.keep_weekday)
        row.addWidget(self.take)
        row.addWidget(self._hint, 1)
        row.addWidget(self.lock)
        row.addWidget(self.keep)
        return foot

    # --- showing --------------------------------------------------------------------------

    def retranslate(self) -> None:
        self._title.set_title(self.tr("Plan weekly routes"))
        self._title.set_note(self.tr("four weeks"))
        self._cross.set_name(self.tr("Back to the day (Esc)"))
        self._about.setText(
            self.tr("A every week, B every second, C every fourth, on the same weekday each time.")
        )
        self._most.setText(self.tr("A day at most"))
        self.most.setAccessibleName(self.tr("A day at most"))
        for at, hours in enumerate(HOURS):
            self.most.setItemText(at, self.tr("{n} hours").format(n=hours))
        self.begin.setText(self.tr("Stop") if self._is_working() else self.tr("Plan"))
        self.take.setText(self.tr("Use these routes"))
        self._hint.setText(self.tr("Locked customers stay"))
        self.lock.set_name(week_words.lock())
        self.keep.set_name(week_words.keep_weekday())
        self.days.setAccessibleName(self.tr("Weekdays"))
        self.stops.setAccessibleName(self.tr("Customers of the weekday"))
        if self._proposal is not None:
            self.show_proposal(self._proposal, self.longest, self._locked, self._kept)

    @property
    def longest(self) -> int:
        """Minutes a day may take."""
        return int(str(self.most.value()))

    def _is_working(self) -> bool:
        return not self.progress.isHidden()

    @Slot()
    def start(self) -> None:
        if self._is_working():
            self.stopped.emit()
        else:
            self.begun.emit(self.longest)

    def work(self, working: bool) -> None:
        self.progress.setVisible(working)
        self.progress.set_share(0.0)
        self.begin.setText(self.tr("Stop") if working else self.tr("Plan"))
        self.intro.work(working)
        self.most.setEnabled(not working)
        self.take.setEnabled(not working and self._proposal is not None)

    def show_proposal(
        self,
        proposal: Proposal | None,
        longest: int,
        locked: Collection[str],
        kept: Collection[int],
    ) -> None:
        self._proposal, self._locked, self._kept = proposal, locked, kept
        self.intro.setVisible(proposal is None)
        for part in (self._about, self.figures, self.days, self.stops, self._bottom):
            part.setVisible(proposal is not None)
        self.warning.setVisible(proposal is not None and bool(proposal.unserved))
        for button in (self.take, self.lock, self.keep):
            button.setEnabled(proposal is not None)
        if proposal is None:
            return
        minutes = [each for load in proposal.loads for each in load.minutes]
        served = sum(len(route.stops) for route in proposal.routes)
        self.figures.set_figures(
            [
                Figure(self.tr("Customers"), f"{served:,}"),
                Figure(self.tr("Distance a week"), rows.km_words(proposal.km / 4)),
                Figure(self.tr("A day"), week_words.hours(sum(minutes) / max(len(minutes), 1))),
            ]
        )
        self.warning.setText(week_words.missing(proposal, longest) if proposal.unserved else "")
        self._days = {
            load.weekday: DayRow(load, longest, load.weekday in kept) for load in proposal.loads
        }
        chosen = self.days.current_key() or 1
        self.days.show_keys(list(self._days))
        self.days.refresh()
        self.days.select_key(chosen)
        self._show_weekday(chosen)

    @Slot(object)
    def _show_weekday(self, weekday: int | None) -> None:
        if self._proposal is None or weekday is None:
            return
        found = [
            StopRow(stop, route, stop.id in self._locked)
            for route in self._proposal.routes
            if route.weekday == weekday
            for stop in route.stops
        ]
        self._stops = dict(enumerate(found))
        self.stops.show_keys(list(self._stops))
        self.stops.refresh()
        self.weekday_chosen.emit(weekday)

    def _day_rows(self, keys: Collection[int]) -> Mapping[int, DayRow]:
        return {key: self._days[key] for key in keys if key in self._days}

    def _stop_rows(self, keys: Collection[int]) -> Mapping[int, StopRow]:
        return {key: self._stops[key] for key in keys if key in self._stops}

    def _say_day(self, row: DayRow) -> str:
        said = f"{week_words.weekday(row.load.weekday)}, {week_words.load(row.load)}"
        return f"{said}, {week_words.locked()}" if row.kept else said

    def _say_stop(self, row: StopRow) -> str:
        said = week_words.regular(row.regular, row.route)
        return f"{said}, {week_words.locked()}" if row.locked else said

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.stopped.emit() if self._is_working() else self.closed.emit()
        elif event.key() in ENTER and self._proposal is None and not self._is_working():
            self.start()
        else:
            super().keyPressEvent(event)

    @Slot()
    def lock_current(self) -> None:
        row = self._stops.get(self.stops.current_key() or 0)
        if row is not None:
            self.locked.emit(row.regular.id, row.route.weekday)

    @Slot()
    def keep_weekday(self) -> None:
        weekday = self.days.current_key()
        if weekday is not None:
            self.weekday_kept.emit(weekday)


def _paint_day(painter: QPainter, box: QRectF, row: DayRow) -> None:
    """A dot in the day's colour, its load in words, and a bar of its longest day."""
    box = box.adjusted(LEFT, 0, -RIGHT, 0)
    tone = week_words.TONES[row.load.weekday - 1]
    marks.dot(painter, box.left() + 7, box.top() + 17, tone, 5)
    upper = QRectF(box.left() + 22, box.top() + 6, box.width() - 22, 20)
    title = week_words.weekday(row.load.weekday)
    wide = marks.text(painter, upper, title, "body", "text", weight=600)
    rest = upper.adjusted(wide + 10, 0, 0, 0)
    if row.kept:
        icons.paint(painter, "lock", theme().color("text3"), rest.left(), rest.top() + 3, 14)
        rest = rest.adjusted(20, 0, 0, 0)
    marks.text(painter, rest, week_words.load(row.load), "cap", "text2")
    bar = QRectF(box.left() + 22, box.top() + 34, box.width() - 22, 6)
    share = min(max(row.load.minutes) / max(row.longest, 1), 1.0)
    marks.round_rect(painter, bar, 3, theme().color("line"))
    filled = QRectF(bar.left(), bar.top(), bar.width() * share, bar.height())
    marks.round_rect(painter, filled, 3, theme().color(tone))


def _paint_stop(painter: QPainter, box: QRectF, row: StopRow) -> None:
    line = box.adjusted(LEFT, 0, -RIGHT, 0)
    weeks = week_words.weeks(row.route.weeks)
    taken = marks.text(painter, line, weeks, "cap", "text2", marks.RIGHT)
    if row.locked:
        x = line.right() - taken - 22
        icons.paint(painter, "lock", theme().color("text3"), x, line.center().y() - 7, 14)
        taken += 24
    name = line.adjusted(0, 0, -taken - 36, 0)
    wide = marks.text(painter, name, row.regular.name, "body", "text")
    marks.text(painter, line.adjusted(wide + 10, 0, 0, 0), row.regular.grade, "cap", "text3")
