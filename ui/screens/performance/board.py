"""The six charts of the page, filled from what was achieved."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.periods import monday_of
from desktop.queries.achievement import Achievement, Slice
from ui import words
from ui.forms.words import span
from ui.widgets.charts import (
    Bullets,
    Chart,
    Face,
    Funnel,
    Group,
    GroupedBars,
    Key,
    Lines,
    Part,
    Pattern,
    PointInTime,
    Ranked,
    Step,
    Strip,
)

WIDE = 1080
CHART_HEIGHT = 290
WAN = 10_000


class Board(QWidget):
    """Three charts a row where there is room, else two; says which mark of which was chosen."""

    mark_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.visits = GroupedBars(self)
        self.weeks = Lines(self)
        self.ranking = Bullets(self)
        self.money = GroupedBars(self)
        self.ageing = Strip(self)
        self.coverage = Bullets(self)
        self.funnel = Funnel(self)
        self._charts: dict[str, Chart] = {
            "visits": self.visits,
            "weeks": self.weeks,
            "ranking": self.ranking,
            "money": self.money,
            "ageing": self.ageing,
            "coverage": self.coverage,
            "funnel": self.funnel,
        }
        for name, chart in self._charts.items():
            chart.setMinimumHeight(CHART_HEIGHT)
            chart.mark_chosen.connect(lambda id, name=name: self.mark_chosen.emit(name, id))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._columns = 0
        self.is_team = False

    def charts(self) -> Mapping[str, Chart]:
        """Those that are shown, in reading order."""
        hidden = "money" if self.is_team else "ranking"
        return {name: chart for name, chart in self._charts.items() if name != hidden}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = 3 if self.width() >= WIDE else 2
        for chart in self._charts.values():
            self._grid.removeWidget(chart)
            chart.setVisible(chart in self.charts().values())
        for at, chart in enumerate(self.charts().values()):
            self._grid.addWidget(chart, at // columns, at % columns)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def show_achievement(
        self, shown: Achievement, names: Mapping[str, str], today: date, *, is_team: bool
    ) -> None:
        """`names` are the people's; a team gets a ranking, one person orders and payments."""
        self.is_team = is_team
        self._arrange()
        self._today = today
        self._period = self.period_words(shown)
        self._show_visits(shown)
        self._show_weeks(shown)
        self._show_ranking(shown, names)
        self._show_money(shown)
        self._show_ageing(shown)
        self._show_coverage(shown)
        self._show_funnel(shown)

    def period_words(self, shown: Achievement) -> str:
        return span(shown.period.first.isoformat(), shown.period.last.isoformat())

    def _slice_words(self, one: Slice, by_week: bool) -> str:
        if by_week:
            return f"{one.first.month}-{one.first.day:02d}"
        return words.weekday(one.first)

    def _show_visits(self, shown: Achievement) -> None:
        said = self.tr("{day}: planned {planned}, done {done}, skipped {skipped}")
        groups = [
            Group(
                one.first.isoformat(),
                self._slice_words(one, shown.by_week),
                (float(one.planned), float(one.done), float(one.skipped)),
                said.format(
                    day=self._slice_words(one, shown.by_week),
                    planned=one.planned,
                    done=one.done,
                    skipped=one.skipped,
                ),
            )
            for one in shown.slices
        ]
        keys = (
            Key(self.tr("Planned"), "line3", Pattern.OUTLINED),
            Key(self.tr("Done"), "accentFill"),
            Key(self.tr("Skipped"), "warnFill", Pattern.HATCHED),
        )
        face = Face(
            self.tr("Visits against plan"),
            self.tr("visits"),
            self._period,
            self.tr("Stops of the plan by day or week; done are those with a recorded visit."),
        )
        empty = self.tr("Nothing was planned in this period.")
        self.visits.show_bars(face, keys, groups, empty, main=1)

    def _show_weeks(self, shown: Achievement) -> None:
        said = self.tr("Week of {day}: {done} of {planned} visits, {on_time} of {due} reports")
        running = monday_of(self._today)
        points = [
            PointInTime(
                week.monday.isoformat(),
                self.tr("this week")
                if week.monday == running
                else f"{week.monday.month}-{week.monday.day:02d}",
                (
                    None if week.completed is None else week.completed * 100,
                    None if week.punctual is None else week.punctual * 100,
                ),
                said.format(
                    day=words.day_words(week.monday, self._today),
                    done=week.done,
                    planned=week.planned,
                    on_time=week.on_time,
                    due=week.due,
                ),
                unfinished=week.monday == running,
            )
            for week in shown.weeks
        ]
        keys = (Key(self.tr("Visits done")), Key(self.tr("Reports on time"), "warnFill"))
        face = Face(
            self.tr("Six weeks"),
            "%",
            self.tr("by week"),
            self.tr("Done visits in planned ones up to today; reports sealed on their own day."),
        )
        self.weeks.show_lines(
            face, keys, points, suffix="%", top=100.0, empty=self.tr("No plan in six weeks.")
        )

    def _show_ranking(self, shown: Achievement, names: Mapping[str, str]) -> None:
        said = self.tr("{name}: {done} of {planned} visits")
        rows = [
            Ranked(
                score.person,
                names.get(score.person, score.person),
                float(score.done),
                float(score.planned),
                f"{score.done} / {score.planned}",
                said.format(
                    name=names.get(score.person, score.person),
                    done=score.done,
                    planned=score.planned,
                ),
            )
            for score in shown.scores
        ]
        face = Face(
            self.tr("Visits by rep"),
            self.tr("done / planned"),
            self._period,
            self.tr("Done visits up to today; the tick is what was planned."),
        )
        keys = (
            Key(self.tr("Done")),
            Key(self.tr("Planned (the tick)"), "text", Pattern.TICK),
        )
        self.ranking.show_rows(
            face, rows, legend=keys, numbered=True, empty=self.tr("Nobody had a plan.")
        )

    def _show_money(self, shown: Achievement) -> None:
        said = self.tr("{day}: ordered {ordered}, collected {collected}")
        groups = [
            Group(
                one.first.isoformat(),
                self._slice_words(one, shown.by_week),
                (float(one.ordered) / WAN, float(one.collected) / WAN),
                said.format(
                    day=self._slice_words(one, shown.by_week),
                    ordered=words.amount(one.ordered, sign=True),
                    collected=words.amount(one.collected, sign=True),
                ),
            )
            for one in shown.slices
        ]
        keys = (
            Key(self.tr("Ordered"), "accentFill"),
            Key(self.tr("Collected"), "okFill", Pattern.HATCHED),
        )
        face = Face(
            self.tr("Orders and payments"),
            self.tr("10,000 yuan"),
            self._period,
            self.tr("Sums over the visits of the day or week, as recorded in them."),
        )
        empty = self.tr("No orders and no payments in this period.")
        self.money.show_bars(face, keys, groups, empty)

    def _show_ageing(self, shown: Achievement) -> None:
        keys = {
            "not_due": Key(self.tr("Not due"), "accentFill"),
            "d30": Key(self.tr("1–30 days"), "warnFill", Pattern.HATCHED),
            "d60": Key(self.tr("31–60 days"), "orangeFill", Pattern.DOTTED),
            "d90": Key(self.tr("Over 60 days"), "badFill", Pattern.CROSSED),
        }
        parts = [
            Part(
                name,
                keys[name],
                float(amount),
                words.amount(amount),
                f"{keys[name].text}: {words.amount(amount, sign=True)}",
            )
            for name, amount in shown.ageing.items()
        ]
        total = sum(shown.ageing.values())
        face = Face(
            self.tr("Receivables by age"),
            self.tr("yuan"),
            self.tr("as of the last sync"),
            self.tr("What customers owe by days overdue, as the books said last."),
        )
        whole = words.brief_amount(total or None)
        self.ageing.show_parts(face, parts, whole, self.tr("Nobody owes anything."))

    def _show_coverage(self, shown: Achievement) -> None:
        said = self.tr("{grade}: {visited} of {customers} customers visited")
        rows = []
        for one in shown.coverage:
            grade = words.class_words(one.grade) or self.tr("no class")
            rows.append(
                Ranked(
                    one.grade or "-",
                    grade,
                    one.visited / one.customers,
                    1.0,
                    f"{one.visited} / {one.customers}",
                    said.format(grade=grade, visited=one.visited, customers=one.customers),
                )
            )
        face = Face(
            self.tr("Coverage by class"),
            self.tr("visited / customers"),
            self._period,
            self.tr("Customers with at least one visit in the period; the tick is all of them."),
        )
        keys = (
            Key(self.tr("Visited")),
            Key(self.tr("All customers (the tick)"), "text", Pattern.TICK),
        )
        self.coverage.show_rows(face, rows, legend=keys, empty=self.tr("No customers."))

    def _show_funnel(self, shown: Achievement) -> None:
        passed = shown.passed
        steps = (
            ("planned", self.tr("Planned"), passed.planned),
            ("visited", self.tr("Visited"), passed.visited),
            ("ordered", self.tr("With an order"), passed.ordering),
            ("collected", self.tr("With a payment"), passed.paying),
        )
        face = Face(
            self.tr("From plan to money"),
            self.tr("customers"),
            self._period,
            self.tr("Different customers at each step; between them, the share of the step above."),
        )
        self.funnel.show_steps(
            face,
            [Step(id, label, count, f"{label}: {count}") for id, label, count in steps],
            self.tr("Nothing was planned in this period."),
        )
