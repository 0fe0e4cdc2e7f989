"""The right side: the month's pace, what to watch, and when this laptop last synchronised."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.periods import period_of
from desktop.queries.today import Pace
from sync.clock import Clock
from ui.forms import words
from ui.screens.today.desk import LONG, Day
from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.containers import Card, Pane, ScrollPage, clear
from ui.widgets.figures import BulletBar
from ui.widgets.flow import Flow
from ui.widgets.labels import Label, SectionHeader
from ui.widgets.notices import Banner

WIDTH, NARROW = 360, 300


class Pulse(Retranslated, Pane):
    """Filled anew whenever records changed."""

    wanted = Signal(str, dict)  # workspace, what
    leaving = Signal()  # what is on board before one goes?

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("sunken", "l", parent)
        self._clock = clock
        self._page = ScrollPage(self, padding=16, spacing=10)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(self._page)
        self.setFixedWidth(WIDTH)

    def set_narrow(self, narrow: bool) -> None:
        self.setFixedWidth(NARROW if narrow else WIDTH)

    def retranslate(self) -> None:
        """The screen fills it anew in the other language."""

    def show_day(self, day: Day, status: Any, *, is_new: bool = False) -> None:
        """`is_new`: nobody has looked yet at what is on board."""
        clear(self._page.column)
        if is_new:
            self._offer_departure()
        self._add_pace(day)
        self._add_alerts(day)
        self._add_sync(status)
        self._page.column.addStretch(1)

    def _offer_departure(self) -> None:
        title = self.tr("Leaving the network?")
        text = self.tr("Check that everything you need is on this laptop.")
        banner = Banner(title, text, self.tr("Ready to leave"), tint="accent", icon="list-check")
        banner.acted.connect(self.leaving)
        self._page.column.addWidget(banner)

    def _add_pace(self, day: Day) -> None:
        today = self._clock.today()
        month = period_of("monthly", today)
        passed = self.tr("{percent} of its working days").format(
            percent=f"{month.elapsed(today):.0%}"
        )
        self._page.column.addWidget(SectionHeader(self.tr("Pace of the month"), passed))
        card = Card(padding=16)
        card.column.setSpacing(12)
        for pace in day.pace:
            card.column.addWidget(self._pace(pace))
        tick = self.tr("The tick marks where the month should be today.")
        card.column.addWidget(Label(tick, "cap", "text3", wrap=True))
        self._page.column.addWidget(card)

    def _pace(self, pace: Pace) -> QWidget:
        box = QWidget(self)
        name = {
            "visits": self.tr("Visits"),
            "orders": self.tr("Orders"),
            "collections": self.tr("Collections"),
        }[pace.kind]
        show = words.count if pace.kind == "visits" else words.short_money
        target = pace.target or 1
        share, expected = float(pace.actual / target), float(pace.expected / target)
        behind = pace.expected - pace.actual
        note, ink = self.tr("on pace"), "ok"
        if not pace.target:
            note, ink = self.tr("no target yet"), "text3"
        elif behind > 0:
            note = self.tr("{gap} behind").format(gap=show(round(behind)))
            ink = "warn"
        head, below = QHBoxLayout(), QHBoxLayout()
        head.addWidget(Label(name, "body", "text2"))
        head.addStretch(1)
        head.addWidget(Label(show(round(pace.actual)), "sub"))
        if pace.target:
            head.addWidget(Label(f"/ {show(round(pace.target))}", "cap", "text3"))
            below.addWidget(Label(f"{share:.0%}", "cap", "text3"))
        bar = BulletBar(box)
        bar.set(share if pace.target else 0, expected, name=name)
        below.addStretch(1)
        below.addWidget(Label(note, "cap", ink))
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(bar)
        column.addLayout(below)
        return box

    def _add_alerts(self, day: Day) -> None:
        alerts = self._alerts(day)
        self._page.column.addSpacing(6)
        self._page.column.addWidget(SectionHeader(self.tr("To watch")))
        if not alerts:
            calm = self.tr("Nothing unusual.")
            self._page.column.addWidget(Label(calm, "body", "text3"))
        for title, text, action, tint, icon, where, what in alerts:
            banner = Banner(title, text, action, tint=tint, icon=icon)
            banner.acted.connect(self._going(where, what))
            self._page.column.addWidget(banner)

    def _alerts(self, day: Day) -> list[tuple[str, str, str, str, str, str, dict[str, Any]]]:
        found: list[tuple[str, str, str, str, str, str, dict[str, Any]]] = []
        count, amount = day.long_overdue
        if count:
            found.append(
                (
                    self.tr("Over 60 days late: {count}").format(count=count),
                    words.short_money(amount),
                    self.tr("Show"),
                    "bad",
                    "cash",
                    "customers",
                    {"filters": [("overdue_days", ">", [LONG]), ("overdue_amount", ">", [0])]},
                )
            )
        if day.conflicts:
            found.append(
                (
                    self.tr("Conflicts: {count}").format(count=day.conflicts),
                    self.tr("both values are kept"),
                    self.tr("Choose"),
                    "bad",
                    "git-branch",
                    "sync",
                    {"section": "conflicts"},
                )
            )
        if day.losing:
            found.append(
                (
                    self.tr("Not seen for too long: {count}").format(count=day.losing),
                    self.tr("longer than their class allows"),
                    self.tr("Show"),
                    "warn",
                    "hourglass",
                    "customers",
                    {"view": "drifting"},
                )
            )
        return found

    def _add_sync(self, status: Any) -> None:
        self._page.column.addSpacing(6)
        self._page.column.addWidget(SectionHeader(self.tr("This laptop")))
        card = Card(padding=14)
        last = words.moment(status.last_sync_at or "", self._clock)
        lines = [(self.tr("Last sync"), last if status.last_sync_at else self.tr("not yet"))]
        waits = self.tr("{count} unsent").format(count=status.unsent)
        lines.append((self.tr("Waiting to be sent"), waits if status.unsent else self.tr("none")))
        for label, value in lines:
            row = QHBoxLayout()
            row.addWidget(Label(label, "body", "text3"))
            row.addStretch(1)
            row.addWidget(Label(value, "body", "text", weight=500))
            card.column.addLayout(row)
        links = Flow(gap=16, line=28)
        button = Button(self.tr("Sync and devices"), "link", icon="refresh", size="sm")
        button.clicked.connect(self._going("sync", {}))
        ready = Button(self.tr("Ready to leave"), "link", icon="list-check", size="sm")
        ready.clicked.connect(self.leaving)
        links.addWidget(button)
        links.addWidget(ready)
        card.column.addLayout(links)
        self._page.column.addWidget(card)

    def _going(self, where: str, what: dict[str, Any]) -> Any:
        return lambda: self.wanted.emit(where, what)
