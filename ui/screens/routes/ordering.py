"""Looking for a better order of the day: asked in the background, shown before it is taken."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop.application import Application
from desktop.domain.geo import Point
from desktop.queries.day_on_road import OnRoad
from desktop.queries.day_order import Question, question_of, rearranged
from desktop.queries.routes import Stop
from desktop.routing.apart import work_apart
from desktop.routing.optimise import Order
from desktop.routing.tasks import DayAnswer, DayTask
from ui.jobs import Job, Report
from ui.screens.routes import rows
from ui.screens.routes.order_bar import OrderBar
from ui.shell import Shell

WORTH_IT_METRES = 50
START, END = "routes.start", "routes.end"


@dataclass(frozen=True, slots=True)
class Offer:
    """A better order: the day as it would be, and which number each stop has now."""

    day: OnRoad
    was: dict[str, int]
    order: list[str]


class Ordering(QObject):
    """One search at a time; the offer stays until it is taken, left, or the day changes."""

    def __init__(
        self, app: Application, shell: Shell, bar: OrderBar, show: Callable[[], object]
    ) -> None:
        super().__init__(bar)
        self._app, self._shell, self._bar, self._show = app, shell, bar, show
        self._job: Job | None = None
        self.offer: Offer | None = None
        bar.taken.connect(self.take)
        bar.left.connect(self.leave)

    def begin(self, shown: OnRoad, locked: Collection[str]) -> None:
        self.leave()
        app = self._app
        start, end = (place_kept(self._shell, name) for name in (START, END))

        def work(report: Report) -> tuple[Question, Order]:
            with app.database.read() as connection:
                question = question_of(connection, app.clock, shown, locked, start, end)
            answer = work_apart(DayTask(question.day), report)
            assert isinstance(answer, DayAnswer)
            return question, answer.order

        self._bar.work(self.tr("Looking for a shorter order…"))
        self._job = self._shell.jobs.start(
            self,
            work,
            done=lambda found: self._found(shown, *found),
            failed=self._failed,
            progress=lambda done, total: self._bar.progress.set_share(done / max(total, 1)),
            lane="routing",
        )

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._bar.hide()
        self._shell.tell(error)

    def _found(self, shown: OnRoad, question: Question, found: Order) -> None:
        self._job = None
        before, after = found.before, found.after
        saved = before.metres - after.metres
        opened = len(before.closed) - len(after.closed)
        if opened <= 0 and saved < WORTH_IT_METRES:
            self._bar.hide()
            self._shell.toast(self.tr("This is already the shortest order found"))
            self._show()
            return
        order = question.ordered(found.order)
        was = {stop.id: number for number, stop in enumerate(shown.stops, start=1)}
        day = rearranged(self._app.clock, shown, order)
        self.offer = Offer(day, was, [stop.id for stop in order])
        moved = sum(was[stop.id] != number for number, stop in enumerate(order, start=1))
        closed = [question.ahead[at].name for at in after.closed]
        said = self.tr("{km} less, %n stop(s) move", "", moved)
        if saved < 0:
            said = self.tr("%n more stop(s) open when you come, {km} more", "", opened)
        warning = self.tr("Closed when you get there: {names}") if closed else ""
        self._bar.offer(
            said.format(km=rows.km_words(abs(saved) / 1000)),
            self._figures(question, found, shown, day),
            warning.format(names="、".join(closed)),
        )
        self._show()

    def _figures(self, question: Question, found: Order, shown: OnRoad, day: OnRoad) -> str:
        drive = question.day.minutes

        def minutes(order: Collection[int]) -> int:
            way = [0, *(at + 1 for at in order), len(order) + 1]
            return sum(drive[a][b] for a, b in pairwise(way))

        return self.tr("{old} → {new}, on the way {then} → {now}, done by {late} → {early}").format(
            old=rows.km_words(shown.km),  # of the whole day, as above the list
            new=rows.km_words(day.km),
            then=rows.minutes_words(minutes(question.day.stops)),
            now=rows.minutes_words(minutes(found.order)),
            late=rows.clock_words(shown.ends),
            early=rows.clock_words(day.ends),
        )

    @Slot()
    def take(self) -> None:
        """One change, and one undo."""
        offer, self.offer = self.offer, None
        self._bar.hide()
        if offer is not None:
            said = self.tr("New order taken")
            self._shell.perform("plan.arrange", offer.order[0], {"order": offer.order}, said=said)

    @Slot()
    def leave(self) -> None:
        """The search stops, or the offer is forgotten."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        was_offered, self.offer = self.offer is not None, None
        self._bar.hide()
        if was_offered:
            self._show()

    def keep_start(self, stop: Stop | None) -> None:
        self._keep(START, stop, self.tr("Days start at {name}"))

    def keep_end(self, stop: Stop | None) -> None:
        self._keep(END, stop, self.tr("Days end at {name}"))

    def _keep(self, setting: str, stop: Stop | None, said: str) -> None:
        if stop is not None and stop.place is not None:
            kept = {"latitude": stop.place.latitude, "longitude": stop.place.longitude}
            self._shell.settings.set(setting, kept | {"name": stop.name})
            self._shell.toast(said.format(name=stop.name))

    @Slot()
    def keep_nothing(self) -> None:
        for setting in (START, END):
            self._shell.settings.set(setting, None)
        self._shell.toast(self.tr("Days start at their first stop and end at their last"))


def place_kept(shell: Shell, name: str) -> Point | None:
    """Where days start or end, as it was kept in the settings (WGS-84)."""
    kept: Any = shell.settings.get(name, None)
    if not isinstance(kept, dict):
        return None
    return Point(float(kept["latitude"]), float(kept["longitude"]))
