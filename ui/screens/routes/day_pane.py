"""The left pane: which day, how it goes, its stops, and what one does with them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain import road
from desktop.queries.day_on_road import OnRoad, Suggestion
from desktop.queries.routes import Nearby, Traveller
from sync.clock import Clock
from ui import icons, words
from ui.screens.routes import rows
from ui.screens.routes.order_bar import OrderBar
from ui.screens.routes.pick_list import Pick, PickList, PickSearch
from ui.screens.routes.stop_list import StopList
from ui.screens.routes.visit_form import SkipForm, VisitForm
from ui.screens.routes.week_strip import WeekStrip
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets.buttons import Button, IconButton
from ui.widgets.containers import Pane, Rule
from ui.widgets.figures import Figure, FigureStrip, ProgressBar
from ui.widgets.inputs import Choice
from ui.widgets.labels import Label, PaneTitle
from ui.widgets.notices import EmptyState

WIDTH = 388


class _Sparkles(QWidget):
    """A hint that something was thought of for the rep."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(18, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            icons.paint(painter, "sparkles", theme().color("accent"), 0, 3, 18)


class DayPane(Retranslated, Pane):
    """Shows a day; says what is wanted of it."""

    day_chosen = Signal(object)
    person_chosen = Signal(object)
    optimise_wanted = Signal()
    weeks_wanted = Signal()
    search_wanted = Signal(str)
    customer_picked = Signal(str)
    suggestion_picked = Signal(str)

    def __init__(self, clock: Clock, parent: QWidget) -> None:
        super().__init__("surface", "r", parent)
        self._clock = clock
        self._shown: OnRoad | None = None
        self._mine = True
        self._locked: Collection[str] = ()
        self.setFixedWidth(WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 1, 0)
        self._column.setSpacing(0)
        self._build_head()
        self._build_finder()
        self.list = StopList(self)
        self.empty = EmptyState("", "", icon="route", parent=self)
        self.empty.acted.connect(self.open_finder)
        self._column.addWidget(Rule(self))
        self._column.addWidget(self.list, 1)
        self._column.addWidget(self.empty, 1)
        self._build_foot()
        self.retranslate()

    # --- the parts ------------------------------------------------------------------------

    def _build_head(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(20, 16, 16, 12)
        head.setSpacing(12)
        self._title = PaneTitle(parent=self)
        self._back = IconButton("chevron-left", "", size=28, framed=True, parent=self)
        self._on = IconButton("chevron-right", "", size=28, framed=True, parent=self)
        for button, weeks in ((self._back, -1), (self._on, 1)):
            button.clicked.connect(lambda _=False, by=weeks: self.turn_week(by))
            self._title.add(button)
        self._people = Choice([], self)
        self._people.chosen.connect(self.person_chosen)
        self._people.hide()
        self.week = WeekStrip(self)
        self.week.day_chosen.connect(self.day_chosen)
        self.figures = FigureStrip(style="head", framed=False, parent=self)
        self._progress = ProgressBar(parent=self)
        self._optimise = Button("", icon="sparkles", key="routes.optimise", parent=self)
        self._add = Button("", icon="plus", key="routes.add", parent=self)
        self._optimise.clicked.connect(self.optimise_wanted)
        self._add.clicked.connect(self.open_finder)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        actions.addWidget(self._optimise)
        actions.addWidget(self._add)
        actions.addStretch(1)
        self._weeks = IconButton("calendar", "", size=30, key="routes.weeks", parent=self)
        self._weeks.clicked.connect(self.weeks_wanted)
        actions.addWidget(self._weeks)
        for widget in (self._title, self._people, self.week, self.figures, self._progress):
            head.addWidget(widget)
        head.addLayout(actions)
        self._column.addLayout(head)

    def _build_finder(self) -> None:
        self.finder = Pane("sunken", "t", self)
        column = QVBoxLayout(self.finder)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        self.search = PickSearch(delay=60, parent=self.finder)
        self.found = PickList(self.finder)
        column.addWidget(self.search)
        column.addWidget(self.found)
        self.search.searched.connect(self.search_wanted)
        self.search.left.connect(self.close_finder)
        self.search.entered.connect(self.found.take)
        self.search.stepped.connect(self.found.step)
        self.found.picked.connect(self.customer_picked)
        self.finder.hide()
        self._column.addWidget(self.finder)

    def _build_foot(self) -> None:
        self.visit_form, self.skip_form = VisitForm(self), SkipForm(self)
        self._bar = Pane("sunken", "t", self)
        column = QVBoxLayout(self._bar)
        column.setContentsMargins(20, 10, 16, 10)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(_Sparkles(self._bar), 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(0)
        self._suggests = Label("", "body", weight=500, elide=True, parent=self._bar)
        self._costs = Label("", "cap", "text3", elide=True, parent=self._bar)
        said.addWidget(self._suggests)
        said.addWidget(self._costs)
        self._look = Button("", parent=self._bar)
        self._look.clicked.connect(self._toggle_suggestions)
        row.addLayout(said, 1)
        row.addWidget(self._look)
        column.addLayout(row)
        self.suggestions = PickList(self._bar)
        self.suggestions.picked.connect(self.suggestion_picked)
        self.suggestions.hide()
        column.addWidget(self.suggestions)
        self.order_bar = OrderBar(self)
        for widget in (self.visit_form, self.skip_form, self.order_bar, self._bar):
            self._column.addWidget(widget)
        for form in (self.visit_form, self.skip_form):
            form.closed.connect(self.close_forms)

    # --- showing --------------------------------------------------------------------------

    def retranslate(self) -> None:
        self._title.set_title(self.tr("Route"))
        self._back.set_name(self.tr("Previous week"))
        self._on.set_name(self.tr("Next week"))
        self._optimise.setText(self.tr("Optimise order"))
        self._add.setText(self.tr("Add a stop"))
        self._weeks.set_name(self.tr("Plan weekly routes"))
        self._name_look()
        hint = self.tr("Customer, address or initials")
        self.search.setPlaceholderText(hint)
        self.search.setAccessibleName(hint)
        self.list.setAccessibleName(self.tr("Stops of the day"))
        if self._shown is not None:
            self.show_day(self._shown, self.list.chosen(), mine=self._mine, locked=self._locked)

    def show_people(self, people: Sequence[Traveller], chosen: str) -> None:
        """Whose days a manager may look at."""
        self._people.setVisible(len(people) > 1)
        self._people.setAccessibleName(self.tr("Whose route"))
        self._people.blockSignals(True)
        self._people.clear()
        for one in people:
            self._people.addItem(one.name, one.id)
        self._people.set_value(chosen)
        self._people.blockSignals(False)

    def show_day(
        self,
        shown: OnRoad,
        chosen: str | None,
        *,
        mine: bool,
        locked: Collection[str] = (),
        was: Mapping[str, int] | None = None,
    ) -> None:
        """`was` are the numbers of the stops before an order that is only offered."""
        self._shown, self._mine, self._locked = shown, mine, locked
        self._title.set_note(words.coming_day(shown.day.isoformat(), shown.today))
        self.week.show_week(shown.week, shown.day, shown.today)
        self._show_figures(shown)
        self.list.movable = mine and was is None
        self.list.show_rows(rows.rows_of(shown, self._clock, locked, was or {}), chosen)
        held = self.list.hasFocus()
        for button in (self._optimise, self._add, self._weeks):
            button.setVisible(mine)  # another's day is looked at
        self.list.setVisible(bool(shown.stops))
        self.empty.setVisible(not shown.stops)
        if held:
            self.take_focus()
        add = self.tr("Add a stop") if mine else ""
        self.empty.set(self.tr("No stops are planned for this day."), add)
        ahead = sum(row.can_move for row in self.list.rows)
        self._optimise.setEnabled(mine and ahead > 1 and was is None)
        few = self.tr("There must be two stops ahead to put into an order") if ahead < 2 else ""
        self._optimise.setToolTip(few)
        self._show_suggestions(shown.suggestions if mine and was is None else ())

    def _show_figures(self, shown: OnRoad) -> None:
        total = len(shown.stops)
        self.figures.set_figures(
            [
                Figure(self.tr("Visits"), self.tr("{0} of {1}").format(shown.done, total)),
                Figure(self.tr("Distance"), rows.km_words(shown.km)),
                Figure(self.tr("Done by"), rows.clock_words(shown.ends)),
            ]
        )
        self._progress.set_share(shown.done / total if total else 0.0)
        tip = self.tr(
            "Distance: great circle from stop to stop x {factor}. Done by: {minutes} min a km, "
            "{parking} min to park, {dwell} min a visit (your average of six weeks)."
        )
        self.figures.setToolTip(
            tip.format(
                factor=road.DETOUR,
                minutes=road.MINUTES_PER_KM,
                parking=road.PARKING_MINUTES,
                dwell=shown.dwell,
            )
        )

    def _show_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        self._bar.setVisible(bool(suggestions) and not self._form_is_open())
        if not suggestions:
            return
        self._suggests.setText(
            self.tr("%n customer(s) on the way, not seen for two weeks", "", len(suggestions))
        )
        km = rows.km_words(sum(one.extra_km for one in suggestions))
        minutes = rows.minutes_words(sum(one.extra_minutes for one in suggestions))
        cost = self.tr("Adds {km} and {minutes} in all")
        self._costs.setText(cost.format(km=km, minutes=minutes))
        self.suggestions.show_picks([self._pick(one) for one in suggestions])

    def _pick(self, one: Suggestion) -> Pick:
        seen = words.ago(one.customer.last_visit_at, self._clock)
        if not one.customer.last_visit_at:
            seen = self.tr("never visited")
        more = self.tr("{km} more").format(km=rows.km_words(one.extra_km))
        return Pick(one.customer.id, one.customer.name, one.customer.grade, f"{seen} · {more}")

    def show_found(self, customers: Sequence[Nearby], text: str) -> None:
        picks = [
            Pick(one.id, one.name, one.grade, words.ago(one.last_visit_at, self._clock))
            for one in customers
        ]
        self.found.show_picks(picks, self.tr("Nobody found") if text else "")

    # --- opening and closing ----------------------------------------------------------------

    def turn_week(self, by: int) -> None:
        """The same week day of another week."""
        if self._shown is not None:
            self.day_chosen.emit(self._shown.day + timedelta(weeks=by))

    def go_today(self) -> None:
        self.day_chosen.emit(self._clock.today())

    @Slot()
    def open_finder(self) -> None:
        self.close_forms()
        self.finder.show()
        self.search.clear()
        self.found.show_picks([])
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_finder(self) -> None:
        self.finder.hide()
        self.take_focus()

    def take_focus(self) -> None:
        """To the stops, or to what adds the first one."""
        place: QWidget = self._add if self._mine else self.week
        place = place if self.list.isHidden() else self.list
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _form_is_open(self) -> bool:
        forms = (self.visit_form, self.skip_form, self.order_bar)
        return not all(form.isHidden() for form in forms)

    def open_visit(self, name: str) -> None:
        self.skip_form.hide()
        self._bar.hide()
        self.visit_form.begin(name)

    def open_skip(self, name: str) -> None:
        self.visit_form.hide()
        self._bar.hide()
        self.skip_form.begin(name)

    @Slot()
    def close_forms(self) -> None:
        if self._form_is_open():
            self.visit_form.hide()
            self.skip_form.hide()
            self.take_focus()
        if self._shown is not None and self._mine:
            self._bar.setVisible(bool(self._shown.suggestions))

    @Slot()
    def _toggle_suggestions(self) -> None:
        self.suggestions.setVisible(self.suggestions.isHidden())
        self._name_look()

    def _name_look(self) -> None:
        self._look.setText(self.tr("Show") if self.suggestions.isHidden() else self.tr("Hide"))
