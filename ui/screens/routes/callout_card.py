"""What the callout on the map says of a stop, and the three things one does there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.road import StopState
from desktop.queries.routes import Stop
from ui import words
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.containers import Rule
from ui.widgets.figures import Figure, FigureStrip
from ui.widgets.labels import Label

WIDTH = 292


class CalloutCard(QWidget):
    """Name and class, address and time, three figures, and the actions."""

    visit_wanted = Signal()
    skip_wanted = Signal()
    card_wanted = Signal()

    def __init__(self, stop: Stop, state: StopState, *, mine: bool) -> None:
        super().__init__()
        self.setMinimumWidth(WIDTH)
        self._stop, self._state = stop, state
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(Label(stop.name, "sub", elide=True, parent=self), 1)
        if stop.grade:
            tint = words.class_tint(stop.grade)
            head.addWidget(Chip(words.class_words(stop.grade), tint, parent=self))
        column.addLayout(head)
        column.addWidget(Label(self._where(), "cap", "text2", elide=True, parent=self))
        column.addSpacing(4)
        column.addWidget(Rule(self))
        column.addSpacing(8)
        figures = FigureStrip(self._figures(), style="sub", framed=False, parent=self)
        figures.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column.addWidget(figures)
        column.addSpacing(10)
        column.addLayout(self._actions(mine))

    def _where(self) -> str:
        stop = self._stop
        when = stop.planned_at and self.tr("planned {time}").format(time=stop.planned_at)
        return " · ".join(part for part in (stop.address, when) if part)

    def _figures(self) -> list[Figure]:
        stop = self._stop
        late = self.tr("%n day(s)", "", stop.overdue_days) if stop.overdue_days else "—"
        target = stop.year_target
        share = float(stop.year_sales or 0) / float(target) if target else None
        return [
            Figure(self.tr("Receivable"), words.brief_amount(stop.receivable)),
            Figure(self.tr("Overdue"), late, ink="bad" if stop.overdue_days else "text"),
            Figure(self.tr("Year's target"), words.percent(share)),
        ]

    def _actions(self, mine: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        ahead = self._state in (StopState.CURRENT, StopState.PENDING)
        if mine and ahead:
            record = Button(self.tr("Record visit"), "primary", key="routes.visit", parent=self)
            record.clicked.connect(self.visit_wanted)
            row.addWidget(record)
        card = Button(self.tr("Customer"), parent=self)
        card.clicked.connect(self.card_wanted)
        row.addWidget(card)
        if mine and ahead:
            skip = Button(self.tr("Skip"), parent=self)
            skip.clicked.connect(self.skip_wanted)
            row.addWidget(skip)
        row.addStretch(1)
        return row
