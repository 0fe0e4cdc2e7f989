"""The first page of planning the weeks: who comes how often, what stays, and how long it takes."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.queries.week_outlook import Outlook
from desktop.queries.week_plan import VISITS
from ui import icons
from ui.screens.routes import week_words
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets.chips import Chip
from ui.widgets.containers import Rule, ScrollPage, clear
from ui.widgets.labels import Label, SectionHeader

TINTS = {"A": "accent", "B": "teal", "C": "gray"}
ICON = 16
FEW = 10  # visits a day below which a tenth of one says something


class WeekIntro(Retranslated, ScrollPage):
    """Read once the store has answered; in place of the weekdays while there are none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, padding=20, spacing=8)
        self._outlook: Outlook | None = None
        self._locked: Mapping[str, int] = {}
        self._kept: Collection[int] = ()
        self._working = False

    def show_outlook(
        self, outlook: Outlook, locked: Mapping[str, int], kept: Collection[int]
    ) -> None:
        self._outlook, self._locked, self._kept = outlook, dict(locked), sorted(kept)
        self.retranslate()

    def work(self, working: bool) -> None:
        self._working = working
        self.retranslate()

    def retranslate(self) -> None:
        clear(self.column)
        if self._outlook is None:
            return
        if self._working:
            self._write(self.tr("Under way"), self._under_way())
        else:
            self._write_regulars(self._outlook)
            self._write(self.tr("What stays"), self._staying(self._outlook))
            self._write(self.tr("What happens"), self._happening(self._outlook))
        self.column.addStretch(1)

    def _write(self, title: str, facts: Sequence[tuple[str, str]]) -> None:
        self.column.addSpacing(8)
        self.column.addWidget(SectionHeader(title))
        for icon, words in facts:
            self.column.addWidget(_Fact(icon, words))

    def _write_regulars(self, outlook: Outlook) -> None:
        note = self.tr("%n customer(s)", "", outlook.customers)
        self.column.addWidget(SectionHeader(self.tr("Who is visited"), note))
        for grade, number in outlook.regulars.items():
            self.column.addWidget(_Grade(grade, number))
        self.column.addWidget(Rule())
        said = self.tr("{visits} visits in four weeks, about {n} a day")
        tenths = 1 if outlook.a_day < FEW else 0
        said = said.format(visits=f"{outlook.visits:,}", n=f"{outlook.a_day:.{tenths}f}")
        self.column.addWidget(Label(said, "body", "text2", wrap=True))
        if outlook.unplaced:
            lost = self.tr("%n customer(s) without a place on the map are left out", "",
                           outlook.unplaced)  # fmt: skip
            self.column.addWidget(_Fact("alert-triangle", lost, "warn"))
        if outlook.others:
            rest = self.tr("%n customer(s) of no such class are visited as need be", "",
                           outlook.others)  # fmt: skip
            self.column.addWidget(Label(rest, "cap", "text3", wrap=True))

    def _staying(self, outlook: Outlook) -> list[tuple[str, str]]:
        locked = len(self._locked)
        facts = []
        if self._kept:
            days = "、".join(week_words.weekday(day) for day in self._kept)
            facts.append(("lock", self.tr("As it is now: {days}").format(days=days)))
        if locked:
            facts.append(("lock", self.tr("%n customer(s) keep their weekday", "", locked)))
        else:
            free = self.tr("Nothing is locked yet. In the plan you get, "
                           "lock what should stay and plan again")  # fmt: skip
            facts.append(("lock", free))
        if outlook.routes:
            old = self.tr("%n fixed route(s) of today go on until you take the new ones", "",
                          outlook.routes)  # fmt: skip
            facts.append(("route", old))
        return facts

    def _happening(self, outlook: Outlook) -> list[tuple[str, str]]:
        return [
            ("clock", self.tr("Takes up to 30 seconds, works offline, can be stopped")),
            ("map", self.tr("You see every weekday on the map before anything changes")),
            ("arrow-back-up", self.tr("Begins on Monday; undo brings the old routes back at once")),
        ]

    def _under_way(self) -> list[tuple[str, str]]:
        return [
            ("clock", self.tr("Looking for short days, up to 30 seconds")),
            ("circle-check", self.tr("You can go on working elsewhere meanwhile")),
        ]


class _Grade(QWidget):
    """A class of customers: how often, and how many they are."""

    def __init__(self, grade: str, number: int) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        often = week_words.frequency(VISITS[grade])
        row.addWidget(Chip(grade, TINTS[grade]))
        row.addWidget(Label(often, "body", "text"), 1)
        row.addWidget(Label(week_words.customers(number), "body", "text", weight=600))


class _Fact(QWidget):
    """A picture, and a sentence that may take several lines."""

    def __init__(self, icon: str, words: str, ink: str = "text3") -> None:
        super().__init__()
        self._icon, self._ink = icon, ink
        column = QVBoxLayout(self)
        column.setContentsMargins(ICON + 10, 2, 0, 2)
        column.addWidget(Label(words, "body", "text2", wrap=True))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            icons.paint(painter, self._icon, theme().color(self._ink), 0, 4, ICON)
