"""The workspace 今日: where the day begins."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.commands import Command
from ui.forms import words
from ui.jobs import Job
from ui.screens.today import desk
from ui.screens.today.board import Board
from ui.screens.today.pulse import Pulse
from ui.screens.today.stops import (
    HEIGHT,
    Moment,
    moments,
    paint_moment,
    report_moment,
    team_moments,
)
from ui.screens.today.tasks import Todo, todo
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.containers import KeyLine, Pane, Rule
from ui.widgets.figures import ProgressBar
from ui.widgets.labels import Label, PaneTitle
from ui.widgets.list import RowList
from ui.widgets.notices import EmptyState
from ui.workspace_screen import WorkspaceScreen

WIDTH = 420
WIDE = 1200  # px of the workspace from which on nothing has to give way
MINUTE = 60_000


class Screen(Retranslated, WorkspaceScreen):
    """Stops, things to do, pace; every line opens where the work is done."""

    shown = Signal()  # what was read last is on the page

    def __init__(self, app: Any, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app, self._shell = app, shell
        self._day = desk.UNREAD
        self._reading: Job | None = None
        self._moments: Mapping[int, Moment] = {}
        self._left = Pane("surface", "r", self)
        self._title = PaneTitle("", "", self._left)
        self._begin = Button("", "primary", icon="player-play", key="Enter", parent=self._left)
        self._progress = ProgressBar(0.0, fill="okFill", thickness=6, parent=self._left)
        self._done = Label("", "cap", "text3", parent=self._left)
        self._list: RowList[Moment] = RowList(
            paint_moment,
            lambda moment: moment.spoken,
            lambda keys: {key: self._moments[key] for key in keys if key in self._moments},
            row_height=HEIGHT,
            inset=20,
            checks=False,
            parent=self._left,
        )
        self._begin.hide()  # where to is known when the day was read
        self._empty = EmptyState("", icon="route")
        self._list.set_placeholder(self._empty)
        self._keys = KeyLine(self._left)
        self._board, self._pulse = Board(self), Pulse(app.clock, self)
        self._tick = QTimer(self)
        self._tick.setInterval(MINUTE)
        self._lay_out()
        self._connect()
        self._register()
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 16, 16, 4)
        head.addWidget(self._title, 1)
        head.addWidget(self._begin)
        progress = QHBoxLayout()
        progress.setContentsMargins(20, 2, 16, 12)
        progress.setSpacing(12)
        progress.addWidget(self._progress, 1)
        progress.addWidget(self._done)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(progress)
        column.addWidget(Rule(self._left))
        column.addWidget(self._list, 1)
        column.addWidget(self._keys)
        self._left.setMinimumWidth(320)
        self._left.setMaximumWidth(WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left, 8)
        row.addWidget(self._board, 9)
        row.addWidget(self._pulse)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the figures at the right give way to the tasks' words."""
        self._pulse.set_narrow(event.size().width() < WIDE)
        super().resizeEvent(event)

    def _connect(self) -> None:
        self._begin.clicked.connect(self._open_next)
        self._empty.acted.connect(lambda: self._shell.go("routes"))
        self._list.opened.connect(self._open_moment)
        self._board.opened.connect(self._open_todo)
        self._board.done.connect(self._act_on)
        self._pulse.wanted.connect(lambda where, what: self._shell.go(where, **what))
        self._pulse.leaving.connect(lambda: self._shell.commands.run("departure"))
        self._shell.changed.connect(self._refresh_if_shown)
        self._tick.timeout.connect(self._refresh_if_shown)
        self._tick.start()

    def _register(self) -> None:
        def add(id: str, title: Callable[[], str], run: Callable[[], Any], icon: str) -> None:
            command = Command(f"today.{id}", title, run, "today", icon)
            self._shell.commands.register(command, owner=self)

        add("next", lambda: self.tr("Go to the next stop"), self._open_next, "player-play")
        add("todo", lambda: self.tr("Go to the things to do"),
            lambda: self._board.focus_row(0), "list-check")  # fmt: skip
        add("done", lambda: self.tr("Do what the button beside the task says"),
            self._board.do_focused, "check")  # fmt: skip
        add("stops", lambda: self.tr("Go to the stops"),
            lambda: self._list.setFocus(Qt.FocusReason.ShortcutFocusReason), "route")  # fmt: skip

    # --- what the window asks of a screen

    def activate(self) -> None:
        self.refresh()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self._title.set_title(self.tr("Today"))
        self._list.setAccessibleName(self.tr("Stops of the day"))
        self._keys.set_keys([
            ("J K", self.tr("move")), ("Enter", self.tr("open")),
            ("today.todo", self.tr("things to do")),
        ])  # fmt: skip
        if self._day is not desk.UNREAD:
            self._show(self._day)

    # --- showing

    @Slot()
    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Reads the page in the background; what stands there stays until it is read."""
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self._shell.jobs.start(
            self, lambda _: desk.read(self._app), done=self._show, failed=self._shell.tell
        )

    def _show(self, day: desk.Day) -> None:
        clock = self._app.clock
        self._day = day
        manages = bool(self._day.team) and not self._day.stops
        shown = team_moments(self._day.team, clock) if manages else moments(self._day.stops, clock)
        self._say_progress(shown, manages)
        daily = [one for one in self._day.reports if one[0].kind == "daily"]
        if not manages and any(period.first == clock.today() for period, _ in daily):
            begun = any(found for period, found in daily if period.first == clock.today())
            shown = [*shown, report_moment(len(shown), bool(begun))]
        self._show_moments(shown)
        seen = set(self._shell.settings.get("today.seen", []))
        todos = [todo(task, clock, self._app.me.id) for task in self._day.tasks]
        self._board.show_todos([one for one in todos if one.id not in seen])
        new = not self._shell.settings.get("departure.seen", False)
        self._pulse.show_day(self._day, self._app.status(), is_new=new)
        self.shown.emit()

    def _show_moments(self, shown: list[Moment]) -> None:
        same = list(self._moments) == [one.key for one in shown]
        self._moments = {one.key: one for one in shown}
        if same:
            self._list.refresh()
            return
        self._list.show_keys(list(self._moments))
        following = next((one.key for one in shown if one.state == "next"), None)
        if following is not None:
            self._list.select_key(following)

    def _say_progress(self, shown: list[Moment], manages: bool) -> None:
        self._title.set_note(words.weekday(self._app.clock.today()))
        if manages:
            done = sum(rep.done for rep in self._day.team)
            planned = sum(rep.planned for rep in self._day.team)
            said = self.tr("team: {done} of {planned} visits")
            self._begin.setText(self.tr("Decide requests"))
        else:
            done = sum(1 for one in shown if one.state == "done")
            planned = len(shown)
            said = self.tr("{done} of {planned} stops")
            self._begin.setText(self.tr("Next stop"))
        self._begin.set_key("today.next")
        self._progress.set_share(done / planned if planned else 0.0)
        self._done.setText(said.format(done=done, planned=planned))
        self._begin.setVisible(manages or any(one.state == "next" for one in shown))
        self._empty.set(
            self.tr("No stop is planned for today."),
            self.tr("Plan the day"),
            self.tr("Routes suggest whom to see; visits appear here as they are made."),
        )

    # --- doing

    @Slot()
    def _open_next(self) -> None:
        following = next((one for one in self._moments.values() if one.state == "next"), None)
        if following is not None:
            self._open_moment(following.key)
        elif self._day.team:
            self._shell.go("approvals")

    @Slot(object)
    def _open_moment(self, key: object) -> None:
        moment = self._moments.get(key) if isinstance(key, int) else None
        if moment is not None and moment.state == "report":
            self._shell.go("reports", kind="daily", write=True)
        elif moment is not None and moment.state == "team":
            today = self._app.clock.today().isoformat()
            self._shell.go("routes", person=moment.id, date=today)
        elif moment is not None:
            self._shell.go(moment.where, id=moment.id)

    @Slot(object)
    def _open_todo(self, one: Todo) -> None:
        self._shell.go(one.where, **one.what)

    @Slot(object)
    def _act_on(self, one: Todo) -> None:
        """What the button beside a task says; the task goes because the records changed."""
        today = self._app.clock.today().isoformat()
        if one.act == "dismiss":
            seen = [*self._shell.settings.get("today.seen", []), one.id]
            self._shell.settings.set("today.seen", seen[-200:])
            self.refresh()
        elif one.act == "plan_again":
            said = self.tr("Moved to today: {title}").format(title=one.title)
            plan = one.id.removeprefix("unvisited-")
            self._shell.perform("plan.edit", plan, {"date": today}, said=said)
        elif one.customer:
            purpose = "collect" if one.act == "plan_collect" else "service"
            said = self.tr("Planned for today: {title}").format(title=one.title)
            sequence = len(self._day.stops) + 1
            fields = {
                "customer": one.customer, "date": today, "purpose": purpose, "sequence": sequence
            }  # fmt: skip
            self._shell.perform("plan.add", None, fields, said=said)
