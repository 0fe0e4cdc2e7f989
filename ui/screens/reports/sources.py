"""Where a figure came from: the records behind it, each one step away."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.usecases.form_sources import Origin
from sync.clock import Clock
from ui.forms import words
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.buttons import PaintedButton
from ui.widgets.containers import Popover, ScrollPage, clear
from ui.widgets.labels import Label

translate = QCoreApplication.translate
MOST_SEEN = 7


class OriginRow(PaintedButton):
    """One record: when, whom, what came of it, and the amounts."""

    HEIGHT = 46

    def __init__(self, origin: Origin, clock: Clock, parent: QWidget) -> None:
        super().__init__(origin.title, parent)
        self._origin, self._when = origin, _when(origin.at, clock)
        sums = []
        if origin.ordered:
            sums.append(translate("Sources", "order {sum}").format(sum=words.money(origin.ordered)))
        if origin.collected:
            paid = words.money(origin.collected)
            sums.append(translate("Sources", "paid {sum}").format(sum=paid))
        self._sums = " · ".join(sums)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{self._when} {origin.title} {origin.text} {self._sums}")
        self.setToolTip(origin.text)

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
            marks.text(painter, name, self._origin.title, "body", "text", weight=500)
            below = QRectF(8, 24, right - 8, 18)
            marks.text(painter, below, self._origin.text, "cap", "text2")
            if self.shows_ring:
                marks.focus_ring(painter, box, 6)


def _when(at: str, clock: Clock) -> str:
    """An instant, a day with or without its hour, a period as it is named."""
    if at.endswith("Z"):
        return words.moment(at, clock)
    day, _, hour = at.partition(" ")
    if words.as_date(day) is None:
        return at
    return f"{words.near_day(day, clock.today())} {hour}".strip()


class SourcesPopover(Popover):
    """The records behind a figure, under the figure."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, width=420)

    def show_origins(
        self,
        title: str,
        origins: Sequence[Origin],
        clock: Clock,
        go: Callable[[str], None],
        anchor: QWidget,
    ) -> None:
        clear(self.column)
        said = translate("Sources", "{title}: from {count} records")
        self.column.addWidget(Label(said.format(title=title, count=len(origins)), "cap", "text3"))
        page = ScrollPage(self, padding=0, spacing=0)
        for origin in origins:
            row = OriginRow(origin, clock, self)
            row.clicked.connect(self._opening(go, f"{origin.where}:{origin.opens}"))
            page.column.addWidget(row)
        page.setFixedHeight(min(MOST_SEEN, max(1, len(origins))) * OriginRow.HEIGHT + 2)
        self.column.addWidget(page)
        self.open_below(anchor)

    def _opening(self, go: Callable[[str], None], target: str) -> Callable[[], None]:
        def open_it() -> None:
            self.dismiss()
            go(target)

        return open_it
