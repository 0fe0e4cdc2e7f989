"""路线: a day on the road as a list and as a map, each leading the other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.application import Application
from desktop.domain.road import StopState
from desktop.queries import routes
from desktop.queries.day_on_road import OnRoad, read_beside, read_day
from desktop.queries.routes import Nearby, Stop, Traveller
from resources import files
from sync.catalogue.states import PlanState
from ui.screens.routes import rows
from ui.screens.routes.callout_card import CalloutCard
from ui.screens.routes.changes import DayChanges
from ui.screens.routes.customer_callout import CustomerCallout
from ui.screens.routes.day_pane import DayPane
from ui.screens.routes.day_paper import look_at, sheet_of
from ui.screens.routes.keys import commands_of
from ui.screens.routes.map_pack import MapPack
from ui.screens.routes.ordering import Ordering
from ui.screens.routes.week_pane import WeekPane
from ui.screens.routes.weeks import Weeks
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.map import MapCanvas, read_scenery
from ui.workspace_screen import WorkspaceScreen

LOCKED, LOCKS_KEPT = "routes.locked", 200


class RoutesScreen(Retranslated, WorkspaceScreen):
    """The day of a person; one's own can be changed, another's only looked at."""

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app, self._shell = app, shell
        self._person = app.me.id
        self._day = app.clock.today()
        self._shown: OnRoad | None = None
        self._people: Sequence[Traveller] = ()
        self._chosen: str | None = None
        self._asked_for: str | None = None
        self._fit = True
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.pane = DayPane(app.clock, self)
        self.map = MapCanvas(self)
        self.map.show_scenery(read_scenery(files("maps") / "hangzhou.json"))
        self.pack = MapPack(shell, self.map, self)
        self.pack.installed.connect(self._load)
        self.week_pane = WeekPane(self)
        row.addWidget(self.pane)
        row.addWidget(self.week_pane)
        row.addWidget(self.map, 1)
        self._changes = DayChanges(app.clock, shell, self)
        self.ordering = Ordering(app, shell, self.pane.order_bar, self._show_again)
        self.weeks = Weeks(app, shell, self.week_pane, self.map, self._back_to_the_day)
        self._locked = {str(one) for one in shell.settings.get(LOCKED, [])}
        self._connect()
        for command in commands_of(self):
            shell.commands.register(command, owner=self)
        shell.changed.connect(self._refresh)
        self.retranslate()

    def _connect(self) -> None:
        pane = self.pane
        pane.day_chosen.connect(self.show_day)
        pane.person_chosen.connect(self._show_person)
        pane.optimise_wanted.connect(self.optimise)
        pane.weeks_wanted.connect(self.plan_weeks)
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

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Route"))
        if self._shown is not None:
            self._display(self._shown)

    # --- what the window asks -----------------------------------------------------------------

    def activate(self) -> None:
        if self._app.me.is_manager and not self._people:
            self._read_people()
        self._load()
        self.pane.take_focus()

    def open(self, id: str) -> None:
        """Show a stop of the day."""
        self._chosen = id
        self._load()

    def show_what(self, what: Mapping[str, Any]) -> None:
        """`date="2026-11-23"` and `person=` lead to a day, `customer=` to a place on the map."""
        if "person" in what:
            self._person = str(what["person"])
        if "date" in what:
            self.show_day(date.fromisoformat(str(what["date"])))
        if "customer" in what:
            self._asked_for = str(what["customer"])
            self._load()

    @Slot(object)
    def show_day(self, day: date) -> None:
        self.ordering.leave()
        self._day, self._fit = day, True
        self._chosen = None
        self.pane.close_forms()
        self._load()

    def _show_person(self, person: object) -> None:
        self.ordering.leave()
        self._person, self._fit, self._chosen = str(person), True, None
        self._load()

    def is_mine(self) -> bool:
        return self._person == self._app.me.id

    # --- reading --------------------------------------------------------------------------------

    def _read_people(self) -> None:
        me = self._app.me
        posts = [*me.below, *([me.post] if me.post else [])]
        with self._app.database.read() as connection:
            self._people = routes.travellers(connection, posts)
            on_road = routes.first_on_road(connection, self._people, self._day)
        known = {one.id for one in self._people}
        if self._person not in known and self._people:
            self._person = on_road or self._people[0].id
        self.pane.show_people(self._people, self._person)

    @Slot()
    def _refresh(self) -> None:
        if self.isVisible():
            self._load()

    def _show_again(self) -> None:
        if self._shown is not None:
            self._display(self._shown)
        self.pane.take_focus()

    def _load(self) -> None:
        app, person, day = self._app, self._person, self._day

        def work(_: object) -> OnRoad:
            with app.database.read() as connection:
                return read_day(connection, app.clock, person, day)

        self._shell.jobs.start(self, work, done=self._arrived, failed=self._shell.tell)

    def _arrived(self, shown: OnRoad) -> None:
        """The stops first; what lies beside them follows, and stays until it does."""
        before = self._shown
        if before is not None and before.day == shown.day:
            shown = replace(shown, around=before.around, suggestions=before.suggestions)
        self._display(shown)
        app = self._app

        def work(_: object) -> OnRoad:
            with app.database.read() as connection:
                return read_beside(connection, app.clock, shown)

        self._shell.jobs.start(self, work, done=self._beside, failed=self._shell.tell)

    def _beside(self, shown: OnRoad) -> None:
        """Unless the day went on meanwhile."""
        if self._shown is not None and self._shown.stops == shown.stops:
            same = (self._shown.around, self._shown.suggestions)
            if (shown.around, shown.suggestions) != same:
                self._display(shown)

    def _display(self, shown: OnRoad) -> None:
        self._shown = shown
        if self.weeks.is_open:
            if not self.weeks.show_again():
                self.map.show_legend(rows.legend_of(shown))
            return
        if self._chosen is None or shown.index(self._chosen) is None:
            self._chosen = self._natural_choice(shown)
        offer = self.ordering.offer
        if offer is not None and {one.id for one in offer.day.stops} == {
            one.id for one in shown.stops
        }:
            shown = offer.day
        else:
            offer = None
        self.pane.show_day(
            shown,
            self._chosen,
            mine=self.is_mine(),
            locked=self._locked,
            was=None if offer is None else offer.was,
        )
        self.map.show_legend(rows.legend_of(shown))
        self.map.show_dots(rows.dots_of(shown, self.pack.datum))
        self.map.show_stops(rows.markers_of(shown, self.pack.datum), fit=self._fit)
        self._fit = False
        self._point_out()
        asked, self._asked_for = self._asked_for, None
        if asked is not None:
            self._point_at(asked, shown)
        if shown.day == shown.today and self.is_mine():
            self._shell.set_count("routes", len(shown.stops) - shown.done)

    def _point_at(self, customer: str, shown: OnRoad) -> None:
        """A customer that somebody wants to see: its stop of the day, else its dot."""
        stop = next((stop.id for stop in shown.stops if stop.customer == customer), None)
        if stop is not None:
            self.choose(stop)
        else:
            self._choose_dot(customer)

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
        stop = self.stop()
        if stop is None or self._shown is None:
            self.map.select(None)
            return
        state = self._shown.states[self._shown.stops.index(stop)]
        card = CalloutCard(stop, state, mine=self.is_mine())
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
        callout = CustomerCallout(known[customer], self._app.clock, mine=self.is_mine())
        callout.added.connect(lambda: self._add_on_the_way(customer))
        callout.card_wanted.connect(lambda: self._shell.go("customers", id=customer))
        self.map.select_dot(customer, callout)

    def stop(self) -> Stop | None:
        if self._shown is None or self._chosen is None:
            return None
        at = self._shown.index(self._chosen)
        return None if at is None else self._shown.stops[at]

    @Slot()
    def _open_customer(self) -> None:
        stop = self.stop()
        if stop is not None:
            self._shell.go("customers", id=stop.customer)

    @Slot(str)
    def _open_customer_of(self, stop: str) -> None:
        self.choose(stop)
        self._open_customer()

    # --- changing ---------------------------------------------------------------------------------

    @Slot()
    def optimise(self) -> None:
        """Looked for in the background, offered here, taken with Enter."""
        if self._shown is not None and self.is_mine():
            self.pane.close_forms()
            self.ordering.begin(self._shown, self._locked)

    @Slot()
    def print_day(self) -> None:
        if self._shown is None:
            return
        names = {one.id: one.name for one in self._people} | {self._app.me.id: self._app.me.name}
        sheet = sheet_of(self._shown, self._app.clock, names.get(self._person, ""))
        look_at(sheet, self._shell, self)

    @Slot()
    def plan_weeks(self) -> None:
        """The fixed routes of four weeks, in place of the day."""
        self.ordering.leave()
        self.pane.hide()
        self.map.select(None)
        self.weeks.datum = self.pack.datum
        self.weeks.open()

    def _back_to_the_day(self) -> None:
        self.pane.show()
        self._fit = True
        self._load()
        self.pane.list.setFocus()

    @Slot()
    def lock(self) -> None:
        """The stop keeps its place in the day when an order is looked for; again: no more."""
        if self.weeks.is_open:
            self.week_pane.lock_current()
            return
        stop = self._ahead()
        if stop is None or self._shown is None:
            return
        self._locked ^= {stop.id}
        self._shell.settings.set(LOCKED, sorted(self._locked)[-LOCKS_KEPT:])
        self._display(self._shown)

    @Slot()
    def keep_weekday(self) -> None:
        """The weekday keeps its customers when the weeks are planned again; again: no more."""
        if self.weeks.is_open:
            self.week_pane.keep_weekday()

    @Slot()
    def start_here(self) -> None:
        self.ordering.keep_start(self.stop())

    @Slot()
    def end_here(self) -> None:
        self.ordering.keep_end(self.stop())

    @Slot()
    def add_nearest(self) -> None:
        """The customer on the way who costs least, with one key."""
        if self._shown is not None and self._shown.suggestions:
            self._add_on_the_way(self._shown.suggestions[0].customer.id)

    @Slot(int, int)
    def _move(self, start: int, end: int) -> None:
        if self._shown is not None:
            self._chosen = self._changes.move(self._shown, start, end)

    @Slot()
    def earlier(self) -> None:
        self.pane.list.move_chosen(-1)

    @Slot()
    def later(self) -> None:
        self.pane.list.move_chosen(1)

    @Slot()
    def week_back(self) -> None:
        self.pane.turn_week(-1)

    @Slot()
    def week_on(self) -> None:
        self.pane.turn_week(1)

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
        if self._shown is not None:
            self.pane.close_finder()
            self._show_added(self._changes.add_last(self._shown, customer))

    @Slot(str)
    def _add_on_the_way(self, customer: str) -> None:
        if self._shown is not None:
            self._show_added(self._changes.add_on_the_way(self._shown, customer))

    def _show_added(self, stop: str | None) -> None:
        if stop is not None:
            self._chosen = stop
            self._load()

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
        stop = self.stop()
        if stop is None or not self.is_mine() or stop.state != PlanState.PLANNED:
            return None
        return stop

    @Slot(str, str, bool)
    def _record(self, outcome: str, next_step: str, serious: bool) -> None:
        """BR-RPT-04: what is serious gets a report of its own, begun with what is known."""
        stop = self._ahead()
        if not stop or not self._changes.record(stop, self._day, outcome, next_step):
            return
        self._go_on()
        if serious:
            known = {"customer": stop.customer, "severity": "hinders", "details": outcome}
            self._shell.go("reports", new="urgent_report", answers=known)

    @Slot(str)
    def _skip(self, reason: str) -> None:
        stop = self._ahead()
        if stop and self._changes.skip(stop, reason):
            self._go_on()

    @Slot()
    def remove(self) -> None:
        stop = self._ahead()
        if stop is not None and self._shown is not None:
            at = self._shown.stops.index(stop)
            left = [one.id for one in self._shown.stops if one is not stop]
            if self._changes.remove(stop):
                self._chosen = left[min(at, len(left) - 1)] if left else None

    def _go_on(self) -> None:
        """The stop is behind us: the one after it is chosen."""
        stop, shown = self.stop(), self._shown
        if stop is not None and shown is not None:
            at = shown.stops.index(stop)
            following = [*shown.stops[at + 1 :], *shown.stops[:at]]
            left = (one.id for one in following if one.state == PlanState.PLANNED)
            self._chosen = next(left, stop.id)
        self.pane.close_forms()
