"""Where a figure came from: the visits behind it, each one step from its customer."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.queries.work import Visited
from sync.clock import Clock
from ui.forms import words
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.buttons import PaintedButton
from ui.widgets.containers import Popover, ScrollPage, clear
from ui.widgets.labels import Label

translate = QCoreApplication.translate
MOST_SEEN = 7


class VisitRow(PaintedButton):
    """One visit: when, whom, what came of it, and the amounts."""

    HEIGHT = 46

    def __init__(self, visit: Visited, clock: Clock, day: bool, parent: QWidget) -> None:
        super().__init__(visit.name, parent)
        self._visit = visit
        self._when = words.moment(visit.started_at, clock) if day else words.hour(
            visit.started_at, clock
        )  # fmt: skip
        sums = []
        if visit.ordered:
            sums.append(translate("Sources", "order {sum}").format(sum=words.money(visit.ordered)))
        if visit.collected:
            sums.append(translate("Sources", "paid {sum}").format(sum=words.money(visit.collected)))
        self._sums = " · ".join(sums)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{self._when} {visit.name} {visit.outcome} {self._sums}")
        self.setToolTip(visit.outcome)

    def sizeHint(self) -> QSize:
        return QSize(300, self.HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box = QRectF(self.rect())
            if self.underMouse():
                marks.round_rect(painter, box, 6, theme().color("hover"))
            right = box.width() - 8
            width = marks.text(
                painter, QRectF(8, 4, right - 8, 20), self._sums, "cap", "text", marks.RIGHT, 500
            )
            when = marks.text(painter, QRectF(8, 4, 120, 20), self._when, "cap", "text3")
            left = 8 + when + 8
            name = QRectF(left, 4, right - width - 8 - left, 20)
            marks.text(painter, name, self._visit.name, "body", "text", weight=500)
            below = QRectF(8, 24, right - 8, 18)
            marks.text(painter, below, self._visit.outcome, "cap", "text2")
            if self.shows_ring:
                marks.focus_ring(painter, box, 6)


class SourcesPopover(Popover):
    """The visits behind a figure, under the figure."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, width=400)

    def show_visits(
        self,
        title: str,
        visits: Sequence[Visited],
        clock: Clock,
        by_day: bool,
        go: Callable[[str], None],
        anchor: QWidget,
    ) -> None:
        clear(self.column)
        said = translate("Sources", "{title}: summed from {count} visits")
        self.column.addWidget(Label(said.format(title=title, count=len(visits)), "cap", "text3"))
        page = ScrollPage(self, padding=0, spacing=0)
        for visit in visits:
            row = VisitRow(visit, clock, by_day, self)
            row.clicked.connect(self._opening(go, visit.customer))
            page.column.addWidget(row)
        page.setFixedHeight(min(MOST_SEEN, max(1, len(visits))) * VisitRow.HEIGHT + 2)
        self.column.addWidget(page)
        self.open_below(anchor)

    def _opening(self, go: Callable[[str], None], customer: str) -> Callable[[], None]:
        def open_customer() -> None:
            self.dismiss()
            go(customer)

        return open_customer
