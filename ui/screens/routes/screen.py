"""路线: a day on the road as a list and as a map, each leading the other."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.application import Application
from desktop.domain import road
from desktop.domain.road import StopState
from desktop.queries import routes
from desktop.queries.day_on_road import OnRoad, read_day
from desktop.queries.routes import Nearby, Stop, Traveller
from resources import files
from sync.clock import from_text, instant_text
from ui import words
from ui.commands import Command
from ui.screens.routes import rows
from ui.screens.routes.callout_card import CalloutCard
from ui.screens.routes.customer_callout import CustomerCallout
from ui.screens.routes.day_pane import DayPane
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.map import MapCanvas, read_scenery

PURPOSE_OF_ADDED = "service"


class RoutesScreen(Retranslated, QWidget):
    """The day of a person; one's own can be changed, another's only looked at."""

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app, self._shell = app, shell
        self._person = app.me.id
        self._day = app.clock.today()
        self._shown: OnRoad | None = None
        self._people: Sequence[Traveller] = ()
        self._chosen: str | None = None
        self._fit = True
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.pane = DayPane(app.clock, self)
        self.map = MapCanvas(self)
        self.map.show_scenery(read_scenery(files("maps") / "hangzhou.json"))
        row.addWidget(self.pane)
        row.addWidget(self.map, 1)
        self._connect()
        self._register()
        shell.changed.connect(self._refresh)
        self.retranslate()

    def _connect(self) -> None:
        pane = self.pane
        pane.day_chosen.connect(self.show_day)
        pane.person_chosen.connect(self._show_person)
        pane.optimise_wanted.connect(self.optimise)
        pane.search_wanted.connect(self._find)
        pane.customer_picked.connect(self._add_last)
        pane.suggestion_picked.connect(self._add_on_the_way)
        pane.list.stop_chosen.connect(self.choose)
        pane.list.stop_opened.connect(self._open_customer_of)
        pane.list.moved.connect(self._move)
        pane.visit_form.recorded.connect(self._record)
        pane.skip_form.skipped.connect(self._skip)
        self.map.stop_chosen.connect(self.choose)
        self.map.dot_chosen.connect(self._choose_dot)
        self.map.ground_clicked.connect(self._choose_nothing)

    def _register(self) -> None:
        pane = self.pane
        mine = self._is_mine
        listed = [
            ("optimise", lambda: self.tr("Shorten the way"), self.optimise, "O", "sparkles", mine),
            ("add", lambda: self.tr("Add a stop"), pane.open_finder, "A", "plus", mine),
            (
                "visit",
                lambda: self.tr("Record visit"),
                self.ask_visit,
                "V",
                "clipboard-check",
                mine,
            ),
            (
                "skip",
                lambda: self.tr("Skip the stop"),
                self.ask_skip,
                "X",
                "player-skip-forward",
                mine,
            ),
            ("up", lambda: self.tr("Stop earlier"), self._earlier, "Alt+Up", "arrow-up", mine),
            ("down", lambda: self.tr("Stop later"), self._later, "Alt+Down", "arrow-down", mine),
            ("today", lambda: self.tr("Today's route"), pane.go_today, "T", "calendar", _always),
            ("back", lambda: self.tr("Week before"), self._week_back, "[", "chevron-left", _always),
            ("on", lambda: self.tr("Next week"), self._week_on, "]", "chevron-right", _always),
        ]
        for id, title, run, key, icon, enabled in listed:
            command = Command(f"routes.{id}", title, run, key, "routes", icon, enabled)
            self._shell.commands.register(command, owner=self)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Route"))
        if self._shown is not None:
            self._display(self._shown)

    # --- what the window asks -----------------------------------------------------------------

    def activate(self) -> None:
        if self._app.me.is_manager and not self._people:
            self._read_people()
        self._load()
        self.pane.list.setFocus()

    def open(self, id: str) -> None:
        """Show a stop of the day."""
        self._chosen = id
        self._load()

    def show_what(self, what: dict[str, Any]) -> None:
        """`date="2026-11-23"` and `person=` lead to a day."""
        if "person" in what:
            self._person = str(what["person"])
        if "date" in what:
            self.show_day(date.fromisoformat(str(what["date"])))

    @Slot(object)
    def show_day(self, day: date) -> None:
        self._day, self._fit = day, True
        self._chosen = None
        self.pane.close_forms()
        self._load()

    def _show_person(self, person: object) -> None:
        self._person, self._fit, self._chosen = str(person), True, None
        self._load()

    def _is_mine(self) -> bool:
        return self._person == self._app.me.id

    # --- reading --------------------------------------------------------------------------------

    def _read_people(self) -> None:
        me = self._app.me
        posts = [*me.below, *([me.post] if me.post else [])]
        with self._app.database.read() as connection:
            self._people = routes.travellers(connection, posts)
        known = {one.id for one in self._people}
        if self._person not in known and self._people:
            self._person = self._people[0].id
        self.pane.show_people(self._people, self._person)

    @Slot()
    def _refresh(self) -> None:
        if self.isVisible():
            self._load()

    def _load(self) -> None:
        app, person, day = self._app, self._person, self._day

        def work(_: object) -> OnRoad:
            with app.database.read() as connection:
                return read_day(connection, app.clock, person, day)

        self._shell.jobs.start(self, work, done=self._display, failed=self._shell.tell)

    def _display(self, shown: OnRoad) -> None:
        self._shown = shown
        if self._chosen is None or shown.index(self._chosen) is None:
            self._chosen = self._natural_choice(shown)
        self.pane.show_day(shown, self._chosen, mine=self._is_mine())
        self.map.show_legend(rows.legend_of(shown))
        self.map.show_dots(rows.dots_of(shown))
        self.map.show_stops(rows.markers_of(shown), fit=self._fit)
        self._fit = False
        self._point_out()
        if shown.day == shown.today and self._is_mine():
            self._shell.set_count("routes", len(shown.stops) - shown.done)

    def _natural_choice(self, shown: OnRoad) -> str | None:
        """The stop we are heading for, else the first."""
        heading = (
            stop.id
            for stop, state in zip(shown.stops, shown.states, strict=True)
            if state is StopState.CURRENT
        )
        return next(heading, shown.stops[0].id if shown.stops else None)

    # --- choosing -------------------------------------------------------------------------------

    @Slot(str)
    def choose(self, stop: str) -> None:
        """List and map show the same stop."""
        self._chosen = stop
        with QSignalBlocker(self.pane.list):
            self.pane.list.choose(stop)
        self._point_out()

    def _point_out(self) -> None:
        stop = self._stop()
        if stop is None or self._shown is None:
            self.map.select(None)
            return
        state = self._shown.states[self._shown.stops.index(stop)]
        card = CalloutCard(stop, state, mine=self._is_mine())
        card.visit_wanted.connect(self.ask_visit)
        card.skip_wanted.connect(self.ask_skip)
        card.card_wanted.connect(self._open_customer)
        self.map.select(stop.id, card)

    @Slot()
    def _choose_nothing(self) -> None:
        """The callout goes; the list keeps its place."""
        self.map.select(self._chosen)

    @Slot(str)
    def _choose_dot(self, customer: str) -> None:
        known = {one.id: one for one in (self._shown.around if self._shown else ())}
        if customer not in known:
            return
        callout = CustomerCallout(known[customer], self._app.clock, mine=self._is_mine())
        callout.added.connect(lambda: self._add_on_the_way(customer))
        callout.card_wanted.connect(lambda: self._shell.go("customers", id=customer))
        self.map.select_dot(customer, callout)

    def _stop(self) -> Stop | None:
        if self._shown is None or self._chosen is None:
            return None
        at = self._shown.index(self._chosen)
        return None if at is None else self._shown.stops[at]

    @Slot()
    def _open_customer(self) -> None:
        stop = self._stop()
        if stop is not None:
            self._shell.go("customers", id=stop.customer)

    @Slot(str)
    def _open_customer_of(self, stop: str) -> None:
        self.choose(stop)
        self._open_customer()

    # --- order ----------------------------------------------------------------------------------

    @Slot()
    def optimise(self) -> None:
        """Put what is still ahead into a shorter order; one change, one undo."""
        shown = self._shown
        if shown is None or not self._is_mine():
            return
        ahead = [s for s in shown.stops if s.state == "planned" and s.place]
        behind = [s for s in shown.stops if s.state != "planned"]
        nowhere = [s for s in shown.stops if s.state == "planned" and not s.place]
        start = next((s.place for s in reversed(behind) if s.place), None)
        places = [s.place for s in ahead if s.place]
        order = road.shorter_order(start, places)
        way = [start, *places] if start else places
        shorter = [places[at] for at in order]
        saved = road.length(way) - road.length([start, *shorter] if start else shorter)
        if saved < 50:
            self._shell.toast(self.tr("The way is already as short as we can make it"))
            return
        km = rows.km_words(saved / 1000 * road.DETOUR)
        said = self.tr("Order shortened by {km}").format(km=km)
        self._arrange([*behind, *(ahead[at] for at in order), *nowhere], said)

    @Slot(int, int)
    def _move(self, start: int, end: int) -> None:
        if self._shown is None:
            return
        order = list(self._shown.stops)
        stop = order.pop(start)
        order.insert(end, stop)
        self._chosen = stop.id
        said = self.tr("{name} is now stop {n}").format(name=stop.name, n=end + 1)
        self._arrange(order, said)

    def _arrange(self, order: Sequence[Stop], said: str) -> None:
        ids = [stop.id for stop in order]
        self._shell.perform("plan.arrange", ids[0], {"order": ids}, said=said)

    @Slot()
    def _earlier(self) -> None:
        self.pane.list.move_chosen(-1)

    @Slot()
    def _later(self) -> None:
        self.pane.list.move_chosen(1)

    @Slot()
    def _week_back(self) -> None:
        self.pane.turn_week(-1)

    @Slot()
    def _week_on(self) -> None:
        self.pane.turn_week(1)

    # --- adding ---------------------------------------------------------------------------------

    @Slot(str)
    def _find(self, text: str) -> None:
        app = self._app

        def work(_: object) -> list[Nearby]:
            with app.database.read() as connection:
                return routes.find_customers(connection, text)

        def show(found: list[Nearby]) -> None:
            self.pane.show_found(found, text)

        self._shell.jobs.start(self, work, done=show, failed=self._shell.tell)

    @Slot(str)
    def _add_last(self, customer: str) -> None:
        last = max((stop.sequence for stop in self._shown.stops), default=0) if self._shown else 0
        self.pane.close_finder()
        self._add(customer, last + 1)

    @Slot(str)
    def _add_on_the_way(self, customer: str) -> None:
        """Where it costs least: after the stop the suggestion names, else at the end."""
        if self._shown is None:
            return
        suggested = {one.customer.id: one.after for one in self._shown.suggestions}
        if customer in suggested:
            self._add(customer, self._shown.stops[suggested[customer]].sequence)
        else:
            self._add_last(customer)

    def _add(self, customer: str, sequence: int) -> None:
        day = words.coming_day(self._day.isoformat(), self._app.clock.today())
        wanted = {
            "customer": customer,
            "date": self._day.isoformat(),
            "sequence": sequence,
            "purpose": PURPOSE_OF_ADDED,
        }
        said = self.tr("Added to the route of {day}").format(day=day)
        added = self._shell.perform("plan.add", None, wanted, said=said)
        if added is not None:
            self._chosen = added.id
            self._load()

    # --- what happened at a stop ------------------------------------------------------------------

    @Slot()
    def ask_visit(self) -> None:
        stop = self._ahead()
        if stop is not None and self._day <= self._app.clock.today():
            self.pane.open_visit(stop.name)

    @Slot()
    def ask_skip(self) -> None:
        stop = self._ahead()
        if stop is not None:
            self.pane.open_skip(stop.name)

    def _ahead(self) -> Stop | None:
        stop = self._stop()
        if stop is None or not self._is_mine() or stop.state != "planned":
            return None
        return stop

    @Slot(str, str)
    def _record(self, outcome: str, next_step: str) -> None:
        stop = self._ahead()
        if stop is None:
            return
        wanted = {
            "customer": stop.customer,
            "plan_item": stop.id,
            "started_at": self._moment_of(stop),
            "purpose": stop.purpose or PURPOSE_OF_ADDED,
            "outcome": outcome,
        }
        if next_step:
            wanted["next_step"] = next_step
        said = self.tr("Visit to {name} recorded").format(name=stop.name)
        if self._shell.perform("visit.record", None, wanted, said=said) is not None:
            self._chosen = None
            self.pane.close_forms()

    def _moment_of(self, stop: Stop) -> str:
        """Now; for a day that is over, the time that was planned."""
        clock = self._app.clock
        if self._day == clock.today():
            return clock.now_text()
        hour, _, minute = (stop.planned_at or "09:00").partition(":")
        begin = from_text(clock.bounds(self._day)[0])
        return instant_text(begin + timedelta(hours=int(hour), minutes=int(minute)))

    @Slot(str)
    def _skip(self, reason: str) -> None:
        stop = self._ahead()
        if stop is None:
            return
        wanted = {"state": "skipped", "skip_reason": reason}
        said = self.tr("{name} skipped").format(name=stop.name)
        if self._shell.perform("plan.edit", stop.id, wanted, said=said) is not None:
            self._chosen = None
            self.pane.close_forms()


def _always() -> bool:
    return True
