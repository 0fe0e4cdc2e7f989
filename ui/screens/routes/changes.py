"""What a rep changes about a day: its order, its stops, and what became of them.

Each is one use case with one sentence and one undo.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QObject

from desktop.queries.day_on_road import OnRoad
from desktop.queries.routes import Stop
from sync.catalogue.states import PlanState
from sync.clock import Clock, from_text, instant_text
from ui import words
from ui.shell import Shell

PURPOSE_OF_ADDED = "service"


class DayChanges(QObject):
    """Performs the changes and says them; answers what to show afterwards."""

    def __init__(self, clock: Clock, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._clock, self._shell = clock, shell

    def move(self, shown: OnRoad, start: int, end: int) -> str:
        """One stop to another place of the day; answers the stop."""
        order = list(shown.stops)
        stop = order.pop(start)
        order.insert(end, stop)
        said = self.tr("{name} is now stop {n}").format(name=stop.name, n=end + 1)
        self._arrange(order, said)
        return stop.id

    def _arrange(self, order: Sequence[Stop], said: str) -> None:
        ids = [stop.id for stop in order]
        self._shell.perform("plan.arrange", ids[0], {"order": ids}, said=said)

    def add_last(self, shown: OnRoad, customer: str) -> str | None:
        last = max((stop.sequence for stop in shown.stops), default=0)
        return self._add(shown, customer, last + 1)

    def add_on_the_way(self, shown: OnRoad, customer: str) -> str | None:
        """Where it costs least: after the stop the suggestion names, else at the end."""
        suggested = {one.customer.id: one.after for one in shown.suggestions}
        if customer not in suggested:
            return self.add_last(shown, customer)
        return self._add(shown, customer, shown.stops[suggested[customer]].sequence)

    def _add(self, shown: OnRoad, customer: str, sequence: int) -> str | None:
        wanted = {
            "customer": customer,
            "date": shown.day.isoformat(),
            "sequence": sequence,
            "purpose": PURPOSE_OF_ADDED,
        }
        day = words.coming_day(shown.day.isoformat(), shown.today)
        said = self.tr("Added to the route of {day}").format(day=day)
        added = self._shell.perform("plan.add", None, wanted, said=said)
        return None if added is None else str(added.id)

    def record(self, stop: Stop, day: date, outcome: str, next_step: str) -> bool:
        """A visit is a fact with its time; False when a rule said no."""
        wanted = {
            "customer": stop.customer,
            "plan_item": stop.id,
            "started_at": self._moment_of(stop, day),
            "purpose": stop.purpose or PURPOSE_OF_ADDED,
            "outcome": outcome,
        }
        if next_step:
            wanted["next_step"] = next_step
        said = self.tr("Visit to {name} recorded").format(name=stop.name)
        return self._shell.perform("visit.record", None, wanted, said=said) is not None

    def _moment_of(self, stop: Stop, day: date) -> str:
        """Now; for a day that is over, the time that was planned."""
        if day == self._clock.today():
            return self._clock.now_text()
        hour, _, minute = (stop.planned_at or "09:00").partition(":")
        begin = from_text(self._clock.bounds(day)[0])
        return instant_text(begin + timedelta(hours=int(hour), minutes=int(minute)))

    def skip(self, stop: Stop, reason: str) -> bool:
        wanted = {"state": PlanState.SKIPPED, "skip_reason": reason}
        said = self.tr("{name} skipped").format(name=stop.name)
        return self._shell.perform("plan.edit", stop.id, wanted, said=said) is not None

    def remove(self, stop: Stop) -> bool:
        """Off the day; the customer stays."""
        said = self.tr("{name} taken off the route").format(name=stop.name)
        return self._shell.perform("plan.remove", stop.id, {}, said=said) is not None
