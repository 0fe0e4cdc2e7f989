"""Planning the weeks: asked in the background, looked at by weekday, taken as one change."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from desktop.application import Application
from desktop.domain import geo
from desktop.domain.road import StopState
from desktop.queries.week_outlook import Outlook, outlook
from desktop.queries.week_plan import (
    Proposal,
    Regular,
    Round,
    changes_of,
    proposal_of,
    read_round,
    task_of,
)
from desktop.routing.apart import work_apart
from desktop.routing.tasks import WeekAnswer
from sync.errors import Problem
from ui.jobs import Job, Report
from ui.screens.routes import week_words
from ui.screens.routes.ordering import START, place_kept
from ui.screens.routes.week_pane import WeekPane
from ui.shell import Shell
from ui.widgets.map import LegendEntry, MapCanvas, MapDot, MapStop

LOCKED, KEPT = "routes.regulars.locked", "routes.weekdays.kept"


class Weeks(QObject):
    """From the question to the routes; `leave` is called when one goes back to the day."""

    def __init__(
        self,
        app: Application,
        shell: Shell,
        pane: WeekPane,
        map: MapCanvas,
        leave: Callable[[], object],
    ) -> None:
        super().__init__(pane)
        self._app, self._shell, self._pane, self._map = app, shell, pane, map
        self._leave = leave
        self._job: Job | None = None
        self._round: Round | None = None
        self.proposal: Proposal | None = None
        self.datum = geo.WGS84
        self._locked: dict[str, int] = {}
        self._kept: set[int] = set()
        pane.begun.connect(self.begin)
        pane.stopped.connect(self.stop)
        pane.taken.connect(self.take)
        pane.closed.connect(self.close)
        pane.locked.connect(self._lock)
        pane.weekday_kept.connect(self._keep)
        pane.weekday_chosen.connect(self._show_weekday)

    @property
    def is_open(self) -> bool:
        return not self._pane.isHidden()

    def show_again(self) -> bool:
        """What is on the map in these words; False while there is nothing but the day's."""
        if self.proposal is not None:
            self._show_weekday(max(self._pane.days.current_number(), 0) + 1)
        return self.proposal is not None

    def open(self) -> None:
        settings = self._shell.settings
        self._locked = _locks(settings.get(LOCKED, {}))
        self._kept = {int(one) for one in settings.get(KEPT, [])}
        self._show(self._pane.longest)
        self._pane.work(False)
        self._pane.show()
        self._pane.begin.setFocus()
        self._look_ahead()

    def _look_ahead(self) -> None:
        """What would be planned, for the first page."""
        app, locked, kept = self._app, dict(self._locked), set(self._kept)

        def work(report: Report) -> Outlook:
            with app.database.read() as connection:
                return outlook(connection, app.clock, app.me.id, app.me.post)

        def done(found: Outlook) -> None:
            self._pane.intro.show_outlook(found, locked, kept)

        self._shell.jobs.start(self, work, done=done, failed=self._shell.tell)

    @Slot()
    def close(self) -> None:
        self.stop()
        self._pane.hide()
        self._leave()

    @Slot()
    def stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._pane.work(False)

    @Slot(int)
    def begin(self, longest: int = 480) -> None:
        self.stop()
        app, home = self._app, place_kept(self._shell, START)
        locked, kept = dict(self._locked), frozenset(self._kept)

        def work(report: Report) -> tuple[Round, Proposal]:
            with app.database.read() as connection:
                found = read_round(connection, app.clock, app.me.id, app.me.post, home)
            if not found.regulars:
                raise Problem("no_regulars")
            task = task_of(found, longest, locked, kept)
            answer = work_apart(task, report)
            assert isinstance(answer, WeekAnswer)
            return found, proposal_of(found, task, answer.plan)

        self._pane.work(True)
        self._job = self._shell.jobs.start(
            self,
            work,
            done=lambda found: self._found(*found, longest),
            failed=self._failed,
            progress=lambda done, total: self._pane.progress.set_share(done / max(total, 1)),
            lane="routing",
        )

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._pane.work(False)
        self._shell.tell(error)

    def _found(self, found: Round, proposal: Proposal, longest: int) -> None:
        self._job, self._round, self.proposal = None, found, proposal
        self._show(longest)
        self._pane.work(False)
        self._pane.days.setFocus()

    def _show(self, longest: int) -> None:
        self._pane.show_proposal(self.proposal, longest, self._locked, self._kept)

    @Slot(str, int)
    def _lock(self, customer: str, weekday: int) -> None:
        """The customer stays on the weekday it is shown on; again: it may move once more."""
        if self._locked.pop(customer, None) is None:
            self._locked[customer] = weekday
        else:
            self._kept.discard(weekday)
        self._remember()

    @Slot(int)
    def _keep(self, weekday: int) -> None:
        """The weekday keeps the customers it is shown with, and takes no others."""
        if self.proposal is None:
            return
        shown = [
            one.id
            for route in self.proposal.routes
            for one in route.stops
            if route.weekday == weekday
        ]
        if weekday in self._kept:
            for customer in shown:
                self._locked.pop(customer, None)
        else:
            self._locked |= dict.fromkeys(shown, weekday)
        self._kept ^= {weekday}
        self._remember()

    def _remember(self) -> None:
        self._shell.settings.set(LOCKED, self._locked)
        self._shell.settings.set(KEPT, sorted(self._kept))
        self._show(self._pane.longest)

    @Slot(int)
    def _show_weekday(self, weekday: int) -> None:
        """All customers in their day's colour, and the way of the weekday's first week."""
        if self.proposal is None:
            return
        first = self.proposal.days[weekday - 1]
        driven = {one.id for one in first}
        dots = [
            self._dot(one, week_words.TONES[route.weekday - 1])
            for route in self.proposal.routes
            for one in route.stops
            if one.id not in driven
        ]
        self._map.show_legend(
            [
                LegendEntry(f"{week_words.weekday(load.weekday)} {load.customers}", tone)
                for load, tone in zip(self.proposal.loads, week_words.TONES, strict=True)
            ]
        )
        self._map.show_dots(dots)
        self._map.show_stops([self._stop(n, one) for n, one in enumerate(first, 1)], fit=True)

    def _dot(self, one: Regular, tone: str) -> MapDot:
        place = geo.from_wgs84(one.place, self.datum)
        return MapDot(one.id, one.name, place.longitude, place.latitude, tone)

    def _stop(self, number: int, one: Regular) -> MapStop:
        place = geo.from_wgs84(one.place, self.datum)
        return MapStop(one.id, number, one.name, place.longitude, place.latitude, StopState.PENDING)

    @Slot()
    def take(self) -> None:
        """Old routes end, new ones begin on Monday; one undo takes all of it back."""
        if self.proposal is None or self._round is None:
            return
        changes = changes_of(
            self._round, self.proposal, self._app.clock.today(), week_words.name_of
        )
        done = []
        try:
            for id, wanted in changes:
                done.append(self._app.perform("route.save", id, wanted))
        except Problem as problem:
            self._app.as_one(done)
            if done:
                self._app.undo()
            self._shell.tell(problem)
            return
        self._app.as_one(done)
        begins = len(self.proposal.routes)
        self.proposal = None
        self._shell.toast(self.tr("%n route(s) begin on Monday", "", begins), undo=True)
        self._shell.changed.emit()
        self.close()


def _locks(kept: object) -> dict[str, int]:
    """Which customer is locked to which weekday, as it was kept in the settings."""
    return {str(one): int(day) for one, day in kept.items()} if isinstance(kept, dict) else {}
