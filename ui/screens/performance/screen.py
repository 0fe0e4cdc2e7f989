"""业绩: what was achieved against the plan, and the rows behind every figure."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import achievement, performance, routes
from desktop.queries.achievement import Achievement
from desktop.queries.performance import Behind
from desktop.queries.routes import Traveller
from ui import words
from ui.commands import Command
from ui.screens.performance import exporting
from ui.screens.performance.behind_pane import BehindPane
from ui.screens.performance.board import Board
from ui.screens.performance.tile import Tile
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.chips import SegmentedPills
from ui.widgets.containers import Pane, ScrollPage
from ui.widgets.inputs import Choice
from ui.widgets.labels import PaneTitle
from ui.workspace_screen import WorkspaceScreen

TEAM = ""


class PerformanceScreen(Retranslated, WorkspaceScreen, Pane):
    """One's own figures; a manager sees the team, or one of its people."""

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("app", "", parent)
        self._app, self._shell = app, shell
        self._span = "week"
        self._person = TEAM
        self._people: Sequence[Traveller] = ()
        self._shown: Achievement | None = None
        self._drilled: tuple[str, str] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        page = ScrollPage(self, padding=20, spacing=12)
        row.addWidget(page, 1)
        self.behind = BehindPane(app.clock, self)
        row.addWidget(self.behind)
        self._build_head(page.column)
        self._build_tiles(page.column)
        self.board = Board(self)
        page.column.addWidget(self.board, 1)
        self.board.mark_chosen.connect(self.drill)
        self.behind.closed.connect(self._close_behind)
        self.behind.record_wanted.connect(self._open_record)
        self._register()
        shell.changed.connect(self._refresh)
        self.retranslate()

    def _build_head(self, column: QVBoxLayout) -> None:
        self._title = PaneTitle(parent=self)
        self._choice = Choice([], self)
        self._choice.chosen.connect(self._show_person)
        self._choice.hide()
        self._spans = SegmentedPills(self)
        self._spans.chosen.connect(self.show_span)
        self._export = Button("", "ghost", icon="download", parent=self)
        self._export.clicked.connect(self.export)
        self._print = Button("", "ghost", icon="printer", parent=self)
        self._print.clicked.connect(self.print_page)
        for widget in (self._choice, self._spans, self._export, self._print):
            self._title.add(widget)
        column.addWidget(self._title)

    def _build_tiles(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.tiles = {name: Tile(self) for name in ("done", "reports", "covered", "ordered")}
        for name, tile in self.tiles.items():
            row.addWidget(tile)
            tile.clicked.connect(partial(self.drill, "tile", name))
        column.addLayout(row)

    def _register(self) -> None:
        spans = (
            ("week", lambda: self.tr("Performance of this week")),
            ("month", lambda: self.tr("Performance of this month")),
            ("six_weeks", lambda: self.tr("Performance of six weeks")),
        )
        for span, title in spans:
            run = partial(self.show_span, span)
            command = Command(f"performance.{span}", title, run, "performance", icon="chart-bar")
            self._shell.commands.register(command, owner=self)
        out = (
            ("export", lambda: self.tr("Export the figures to Excel"), "download"),
            ("pdf", lambda: self.tr("Save the figures as PDF"), "file-text"),
            ("print", lambda: self.tr("Print the figures"), "printer"),
        )
        runs = {"export": self.export, "pdf": self.save_pdf, "print": self.print_page}
        for id, title, icon in out:
            command = Command(
                f"performance.{id}", title, runs[id], "performance", icon, self._has_figures
            )
            self._shell.commands.register(command, owner=self)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Performance"))
        self._title.set_title(self.tr("Performance"))
        self._spans.set_items(
            [
                ("week", self.tr("This week")),
                ("month", self.tr("This month")),
                ("six_weeks", self.tr("Six weeks")),
            ]
        )
        self._spans.set_current(self._span)
        self._export.setText(self.tr("Export"))
        self._print.setText(self.tr("Print"))
        self._choice.setAccessibleName(self.tr("Whose figures"))
        self._name_people()
        if self._shown is not None:
            self._display(self._shown)

    # --- what the window asks -----------------------------------------------------------------

    def activate(self) -> None:
        if not self._people:
            self._read_people()
        self._load()

    def open(self, id: str) -> None:
        """A person's figures."""
        self._show_person(id)

    @Slot(str)
    def show_span(self, span: str) -> None:
        """week, month or six_weeks."""
        self._span = span
        self._spans.set_current(span)
        self._load()

    def _show_person(self, person: object) -> None:
        self._person = str(person)
        self._load()

    # --- reading --------------------------------------------------------------------------------

    def _read_people(self) -> None:
        me = self._app.me
        posts = [*me.below, *([me.post] if me.post else [])]
        with self._app.database.read() as connection:
            self._people = routes.travellers(connection, posts)
        self._name_people()

    def _name_people(self) -> None:
        self._choice.setVisible(self._app.me.is_manager)
        self._choice.set_choices(
            [(TEAM, self.tr("Whole team")), *((one.id, one.name) for one in self._people)]
        )
        self._choice.set_value(self._person)

    def _who(self) -> tuple[list[str], str | None]:
        """The people that count, and whose customers (None: all there are)."""
        if not self._app.me.is_manager:
            return [self._app.me.id], None
        if self._person == TEAM:
            return [one.id for one in self._people], None
        return [self._person], self._person

    @Slot()
    def _refresh(self) -> None:
        if self.isVisible():
            self._load()

    def _load(self) -> None:
        app, span, (people, owner) = self._app, self._span, self._who()

        def work(_: object) -> Achievement:
            with app.database.read() as connection:
                return achievement.read_achievement(connection, app.clock, people, owner, span)

        self._shell.jobs.start(self, work, done=self._display, failed=self._shell.tell)

    def _display(self, shown: Achievement) -> None:
        self._shown = shown
        names = {one.id: one.name for one in self._people}
        team = self._app.me.is_manager and self._person == TEAM
        self._show_tiles(shown)
        self.board.show_achievement(shown, names, self._app.clock.today(), is_team=team)
        whose = names.get(self._person, "") if self._person else ""
        self._title.set_note(" · ".join(p for p in (whose, self.board.period_words(shown)) if p))
        if self._drilled is not None and self.behind.isVisible():
            self.drill(*self._drilled)

    def _show_tiles(self, shown: Achievement) -> None:
        tiles = self.tiles
        done = shown.done / shown.planned if shown.planned else None
        tiles["done"].show_figure(
            self.tr("Visits done"),
            words.percent(done),
            self.tr("{0} of {1} visits").format(shown.done, shown.planned),
            done,
            self.tr("Stops of the plan with a recorded visit, in all stops planned up to today."),
        )
        on_time = shown.on_time / shown.due if shown.due else None
        tiles["reports"].show_figure(
            self.tr("Reports on time"),
            words.percent(on_time),
            self.tr("{0} of {1} reports").format(shown.on_time, shown.due),
            on_time,
            self.tr(
                "Daily reports sealed on their own day, in those due: one for each day with a "
                "plan or a visit; today counts once it is sealed."
            ),
        )
        covered = shown.visited / shown.customers if shown.customers else None
        tiles["covered"].show_figure(
            self.tr("Customers covered"),
            words.percent(covered),
            self.tr("{0} of {1}, {2} for the first time").format(
                shown.visited, shown.customers, shown.passed.first_visits
            ),
            covered,
            self.tr(
                "Customers visited in the period, in all that are neither archived nor closed."
            ),
        )
        tiles["ordered"].show_figure(
            self.tr("Ordered"),
            words.brief_amount(shown.ordered),
            self.tr("collected {0}").format(words.brief_amount(shown.collected)),
            None,
            self.tr("Sums of the orders and payments recorded in the visits of the period."),
        )

    # --- out of the program -----------------------------------------------------------------------

    def _has_figures(self) -> bool:
        return self._shown is not None

    def _out(self) -> exporting.Out | None:
        if self._shown is None:
            return None
        names = {one.id: one.name for one in self._people}
        who = names.get(self._person, "") or self.tr("Whole team")
        if not self._app.me.is_manager:
            who = self._app.me.name
        return exporting.Out(self._shown, self.board, self.tiles, names, who, self._shell, self)

    @Slot()
    def export(self) -> None:
        """Asks where the workbook goes."""
        if (out := self._out()) is not None:
            exporting.save(out, "xlsx")

    @Slot()
    def save_pdf(self) -> None:
        if (out := self._out()) is not None:
            exporting.save(out, "pdf")

    @Slot()
    def print_page(self) -> None:
        """The preview, from which it goes to a printer."""
        if (out := self._out()) is not None:
            exporting.look_at(out)

    # --- the rows behind a figure -----------------------------------------------------------------

    @Slot(str, str)
    def drill(self, figure: str, mark: str) -> None:
        """Show the rows that a mark of a chart, or a tile, was counted from."""
        if self._shown is None:
            return
        self._drilled = (figure, mark)
        title, read = self._rows_behind(figure, mark, self._shown)
        with self._app.database.read() as connection:
            self.behind.show_rows(title, read(connection))

    def _rows_behind(
        self, figure: str, mark: str, shown: Achievement
    ) -> tuple[str, Callable[..., list[Behind]]]:
        people, owner = self._who()
        period = shown.period
        if figure in ("visits", "money", "weeks"):
            return self._rows_of_days(figure, date.fromisoformat(mark), shown)
        if figure == "ranking":
            names = {one.id: one.name for one in self._people}
            rows = partial(performance.planned_rows, people=[mark], period=period)
            return names.get(mark, mark), rows
        if figure == "ageing":
            title = next(part.key.text for part in self.board.ageing.parts if part.id == mark)
            return title, partial(
                performance.customer_rows, people=people, period=period, owner=owner, bucket=mark
            )
        if figure == "coverage":
            grade = "" if mark == "-" else mark
            title = words.class_words(grade) or self.tr("no class")
            return title, partial(
                performance.customer_rows, people=people, period=period, owner=owner, grade=grade
            )
        return self._rows_of_figure(mark, shown)

    def _rows_of_days(
        self, figure: str, first: date, shown: Achievement
    ) -> tuple[str, Callable[..., list[Behind]]]:
        people, _ = self._who()
        weekly = shown.by_week or figure == "weeks"
        last = first + timedelta(days=6 - first.weekday()) if weekly else first
        days = achievement.period(self._app.clock, first, last)
        title = words.day_words(first, self._app.clock.today())
        if figure == "weeks":
            return title, partial(performance.rows_of_a_week, people=people, period=days)
        if figure == "money":
            return title, partial(performance.money_rows, people=people, period=days)
        return title, partial(performance.planned_rows, people=people, period=days)

    def _rows_of_figure(
        self, mark: str, shown: Achievement
    ) -> tuple[str, Callable[..., list[Behind]]]:
        people, _ = self._who()
        period = shown.period
        visits = partial(performance.visit_rows, people=people, period=period)
        plans = partial(performance.planned_rows, people=people, period=period)
        return {
            "done": (self.tr("Planned visits"), plans),
            "planned": (self.tr("Planned visits"), plans),
            "reports": (
                self.tr("Daily reports"),
                partial(performance.report_rows, people=people, period=period),
            ),
            "covered": (self.tr("Visits"), visits),
            "visited": (self.tr("Visits"), visits),
            "ordered": (self.tr("Visits with an order"), partial(visits, earning="ordered")),
            "collected": (self.tr("Visits with a payment"), partial(visits, earning="collected")),
        }[mark]

    @Slot()
    def _close_behind(self) -> None:
        self._drilled = None
        self.behind.hide()
        self.board.setFocus()

    @Slot(str, str)
    def _open_record(self, workspace: str, record: str) -> None:
        self._shell.go(workspace, id=record)
