"""The list of customers: title, views, filters, the table, and the line of keys below."""

import time
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QToolTip, QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import customer_card, customers
from desktop.queries.customers import CustomerRow, Filter, Sort, View
from ui.jobs import Job
from ui.screens.customers.columns import USUAL, columns, hint
from ui.screens.customers.filter_bar import (
    BatchBar,
    ColumnChooser,
    FieldChooser,
    FilterBar,
    ValueChooser,
    ViewKeeper,
)
from ui.screens.customers.question import STARRED, Question, SavedView, from_kept, kept, view_at
from ui.shell import Favourite, Shell
from ui.widgets.buttons import Button
from ui.widgets.containers import KeyLine, Pane
from ui.widgets.labels import PaneTitle
from ui.widgets.notices import EmptyState
from ui.widgets.table import Table
from ui.widgets.tabs import Tab, Tabs

VIEWS_KEPT = "customers.views"
COLUMNS_KEPT = "customers.columns"
FIRST_SCREENFUL = 60  # rows


class ListPane(Pane):
    """Asks for keys in the background, for rows while painting; remembers what it was asked."""

    current_changed = Signal(object)  # key
    opened = Signal(object)
    new_pressed = Signal()
    import_pressed = Signal()
    export_pressed = Signal(list)  # keys, [] = the whole list
    batch_route = Signal(list)
    batch_archive = Signal(list)
    shown = Signal()  # the answer to the last question is in the table

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self.app, self.shell = app, shell
        self.question = Question()
        self.saved = from_kept(shell.settings.get(VIEWS_KEPT, []))
        self._job: Job | None = None
        self._counting: Job | None = None
        self._near: tuple[float, float] | None = None
        self._milliseconds = 0.0
        self._wanted: int | None = None
        self._stamp = 0  # grows when records change
        self._shown_keys = array("q")
        self._found = ""  # the text whose answer is shown
        self._kept: tuple[object, array[int]] | None = None
        self._make_header()
        self.filters = FilterBar(self)
        self.batch = BatchBar(self)
        self.keys = KeyLine(self)
        self._make_table()
        self._lay_out()
        self._connect()
        self._tell_keys()
        self._show_favourites()

    # --- making

    def _make_header(self) -> None:
        self.title = PaneTitle(self.tr("Customers"), parent=self)
        bring = Button(self.tr("Import"), "ghost", icon="upload", parent=self)
        bring.clicked.connect(self.import_pressed)
        take = Button(self.tr("Export"), "ghost", icon="download", parent=self)
        take.clicked.connect(lambda: self.export_pressed.emit([]))
        new = Button(self.tr("New customer"), "primary", icon="plus", key="N", parent=self)
        new.clicked.connect(self.new_pressed)
        for button in (bring, take, new):
            self.title.add(button)
        self.title.setContentsMargins(20, 14, 16, 2)
        self.tabs = Tabs(self, margin=20)

    def _make_table(self) -> None:
        chosen = self.shell.settings.get(COLUMNS_KEPT, list(USUAL))
        self.table: Table[CustomerRow] = Table(
            columns(self.app.clock, chosen), self._rows, parent=self
        )
        self.table.setAccessibleName(self.tr("Customers"))
        self.table.set_sort(self.question.sort.name, self.question.sort.descending)
        self.table.set_placeholder(self._empty())
        self.table.current_changed.connect(self._moved)
        self.table.opened.connect(self.opened)
        self.table.checked_changed.connect(self._checked)
        self.table.sort_changed.connect(self._sorted)
        self.table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.table.row_of(self._key_at(event.pos().y()))
            QToolTip.showText(event.globalPos(), hint(row, self.app.clock) if row else "")
            return True
        return super().eventFilter(watched, event)

    def _key_at(self, y: int) -> int:
        number = self.table.rowAt(y)
        return self._shown_keys[number] if 0 <= number < len(self._shown_keys) else -1

    def _empty(self) -> QWidget:
        self.nothing = EmptyState(icon="users")
        self.nothing.acted.connect(self._clear)
        return self.nothing

    def _lay_out(self) -> None:
        over = QWidget(self)
        self._over = QStackedLayout(over)
        self._over.addWidget(self.filters)
        self._over.addWidget(self.batch)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for widget in (self.title, self.tabs, over, self.table, self.keys):
            self._column.addWidget(widget, 1 if widget is self.table else 0)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._choose_view)
        bar = self.filters
        bar.removed.connect(lambda number: self.ask(self.question.without(number)))
        bar.pressed.connect(self._edit_filter)
        bar.add_pressed.connect(self.add_filter)
        bar.views_pressed.connect(self._keep_view)
        bar.columns_pressed.connect(self._choose_columns)
        bar.search.searched.connect(lambda text: self.ask(replace(self.question, text=text)))
        bar.search.left.connect(self.focus_table)
        batch = self.batch
        batch.cleared.connect(self._clear_checks)
        batch.route_pressed.connect(lambda: self.batch_route.emit(self.table.checked()))
        batch.archive_pressed.connect(lambda: self.batch_archive.emit(self.table.checked()))
        batch.export_pressed.connect(lambda: self.export_pressed.emit(self.table.checked()))

    # --- asking

    def ask(self, question: Question | None = None) -> None:
        """Put the question to the store's lane; what was asked before is called off."""
        if question is not None:
            if question.filters != self.question.filters:
                self.filters.show_filters(question.filters)
            self.question = question
        if self._job is not None:
            self._job.cancel()
        asked, view, stamp = self.question, self.view(), self._stamp
        if self._kept is None and asked.sort.name != "name":  # the order of names has no index
            self._glimpse(asked, view)

        def work(report: object) -> tuple["array[int]", float]:
            started = time.perf_counter()
            with self.app.database.read() as connection:
                found = self._whole(connection, asked, view, stamp)
                hits = customers.hits(connection, asked.text)
            if hits is not None:
                found = customers.narrowed(found, hits)
            return found, (time.perf_counter() - started) * 1000

        self._job = self.shell.jobs.start(self, work, done=self._answer, failed=self.shell.tell)

    def _glimpse(self, asked: Question, view: View) -> None:
        """The first screenful at once (a millisecond along the index), before all are counted."""
        with self.app.database.read() as connection:
            keys = customers.customer_keys(
                connection, view, asked.filters, asked.sort, asked.text, limit=FIRST_SCREENFUL
            )
        if len(keys):
            self.table.show_keys(keys)

    def _whole(self, connection: Any, asked: Question, view: View, stamp: int) -> "array[int]":
        """The list without the text; kept in the store's lane, for the next letter typed."""
        about = (replace(asked, text=""), view, stamp)
        if self._kept is None or self._kept[0] != about:
            keys = customers.customer_keys(connection, view, asked.filters, asked.sort)
            self._kept = (about, keys)
        return self._kept[1]

    def view(self, name: str | None = None) -> View:
        return view_at(name or self.question.view, self.app.clock, self._near, self._starred())

    def _starred(self) -> list[str]:
        return list(self.shell.settings.get(STARRED, []))

    def stars_changed(self) -> None:
        """A customer was marked, or is no longer."""
        self.count()
        if self.question.view == "starred":
            self.ask()

    def refresh(self) -> None:
        """Records changed: paint the rows anew at once, then ask for order and counts."""
        self._stamp += 1
        self.table.refresh()
        self.ask()
        self.count()

    def count(self) -> None:
        """The numbers beside the views, in the background."""
        if self._counting is not None:
            self._counting.cancel()
        person, saved, starred = self.app.me.id, tuple(self.saved), self._starred()

        def work(report: object) -> tuple[Any, dict[str, int]]:
            with self.app.database.read() as connection:
                place = customer_card.place_now(connection, person, self.app.clock.today())
                view = view_at("all", self.app.clock, place, starred)
                counts = customers.view_counts(connection, view)
                for one in saved:
                    within = view_at(one.question.view, self.app.clock, place, starred)
                    counts[one.id] = customers.count(connection, within, one.question.filters)
            return place, counts

        self._counting = self.shell.jobs.start(
            self, work, done=lambda said: self._counted(*said), failed=self.shell.tell
        )

    def _counted(self, near: tuple[float, float] | None, counts: Mapping[str, int]) -> None:
        self._near = near
        titles = {
            "all": self.tr("All"),
            "starred": self.tr("Starred"),
            "unvisited": self.tr("Not visited this week"),
            "overdue": self.tr("Overdue"),
            "drifting": self.tr("Drifting away"),
            "nearby": self.tr("Within 3 km"),
        }
        tabs = [
            Tab(name, title, counts.get(name, 0))
            for name, title in titles.items()
            if name != "nearby" or near is not None
        ]
        tabs += [Tab(view.id, view.name, counts.get(view.id, 0)) for view in self.saved]
        self.tabs.set_tabs(tabs)
        whole = f"{counts.get('all', 0):,}"
        self.title.set_note(self.tr("{count} in my care").format(count=whole))

    def _answer(self, said: tuple["array[int]", float]) -> None:
        keys, self._milliseconds = said
        wanted, self._wanted = self._wanted, None
        if not len(keys):
            self._say_empty()
        self._shown_keys = keys
        self.table.show_keys(keys)
        if wanted is not None:
            self.table.select_key(wanted)
        elif self.question.text != self._found:
            self.table.select_number(0)  # what was just searched for: the first of it
        self._found = self.question.text
        self._tell_place()
        self.shown.emit()

    def _rows(self, keys: Sequence[int]) -> Mapping[int, CustomerRow]:
        with self.app.database.read() as connection:
            return customers.customer_rows(connection, keys, self.view())

    # --- what the person does

    @Slot(str)
    def _choose_view(self, id: str) -> None:
        found = next((view for view in self.saved if view.id == id), None)
        if found is not None:
            self.table.set_sort(found.question.sort.name, found.question.sort.descending)
            self.ask(replace(found.question, text=self.question.text))
            return
        kept_filters = () if self._is_saved(self.question) else self.question.filters
        self.ask(replace(self.question, view=id, filters=kept_filters))

    def _is_saved(self, question: Question) -> bool:
        return any(view.question.filters == question.filters for view in self.saved)

    @Slot(str, bool)
    def _sorted(self, name: str, descending: bool) -> None:
        self.ask(replace(self.question, sort=Sort(name, descending)))

    def show_filter(self, filters: Sequence[Filter], view: str = "all") -> None:
        """Another workspace wants to see these customers."""
        self.tabs.set_current(view)
        self.filters.search.clear()
        self.ask(replace(self.question, view=view, filters=tuple(filters), text=""))

    def select(self, key: int) -> None:
        """Make it the current row; a filter that hides it gives way."""
        self._wanted = key
        if self.table.select_key(key):
            self._wanted = None
        elif self._job is not None and not self.question.filters and not self.question.text:
            self.ask(replace(self.question, view="all"))
        else:
            self.filters.search.clear()
            self.tabs.set_current("all")
            self.ask(Question(sort=self.question.sort))

    def focus_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_titles(self) -> None:
        """To the titles of the columns, to sort by one of them."""
        self.table.horizontalHeader().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_search(self) -> None:
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def _clear(self) -> None:
        self.filters.search.clear()
        self.ask(replace(self.question, filters=(), text=""))

    def _clear_checks(self) -> None:
        self.table.set_checked(())
        self.focus_table()

    def _moved(self, key: object) -> None:
        self._tell_place()
        self.current_changed.emit(key)

    def _checked(self, count: int) -> None:
        self.batch.set_count(count)
        self._over.setCurrentWidget(self.batch if count else self.filters)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self.question.text or self.table.checked()):
            self._clear_checks()
            self.filters.search.clear()
            return
        super().keyPressEvent(event)

    # --- the small windows

    def _offers(self, field: str) -> list[tuple[str, int]]:
        with self.app.database.read() as connection:
            return customers.choices(connection, field)

    def add_filter(self) -> None:
        chooser = FieldChooser(self.window())
        chooser.changed.connect(self._take_filter)
        chooser.field_chosen.connect(lambda field: self.offer_values(field, ()))
        chooser.closed.connect(chooser.deleteLater)
        chooser.open_below(self.filters.add)

    def _edit_filter(self, number: int) -> None:
        wanted = self.question.filters[number]
        if wanted.test == "=" and wanted.field != "archived":
            self.offer_values(wanted.field, wanted.values)

    def offer_values(self, field: str, held: Sequence[object]) -> ValueChooser:
        same = [wanted.values for wanted in self.question.filters if wanted.field == field]
        chooser = ValueChooser(self.window(), field, self._offers, held or sum(same, ()))
        chooser.changed.connect(self._take_filter)
        chooser.closed.connect(chooser.deleteLater)
        chooser.open_below(self.filters.add)
        return chooser

    def _take_filter(self, wanted: Filter) -> None:
        if wanted.values:
            self.ask(self.question.having(wanted))
            return
        kept_filters = tuple(f for f in self.question.filters if f.field != wanted.field)
        self.ask(replace(self.question, filters=kept_filters))

    def _choose_columns(self) -> None:
        chosen = self.shell.settings.get(COLUMNS_KEPT, list(USUAL))
        chooser = ColumnChooser(self.window(), self.app.clock, chosen)
        chooser.changed.connect(self._set_columns)
        chooser.closed.connect(chooser.deleteLater)
        chooser.open_below(self.filters.columns, right=True)

    def _set_columns(self, chosen: list[str]) -> None:
        self.shell.settings.set(COLUMNS_KEPT, chosen)
        old = self.table
        self._wanted = old.current_key()
        self._make_table()
        self._column.replaceWidget(old, self.table)
        old.hide()
        old.deleteLater()
        self.ask()

    def _keep_view(self) -> None:
        keeper = ViewKeeper(self.window(), self.saved, self.question)
        keeper.kept.connect(self._keep)
        keeper.forgotten.connect(self._forget)
        keeper.closed.connect(keeper.deleteLater)
        keeper.open_below(self.filters.views, right=True)

    def _keep(self, name: str) -> None:
        fresh = SavedView(name, replace(self.question, text=""))
        self._set_saved([view for view in self.saved if view.name != name] + [fresh])
        self.tabs.set_current(fresh.id)
        self.shell.toast(self.tr("The view “{name}” is kept").format(name=name))

    def _forget(self, name: str) -> None:
        self._set_saved([view for view in self.saved if view.name != name])

    def _set_saved(self, views: list[SavedView]) -> None:
        self.saved = views
        self.shell.settings.set(VIEWS_KEPT, [kept(view) for view in views])
        self._show_favourites()
        self.count()

    def _show_favourites(self) -> None:
        self.shell.set_favourites(
            [Favourite(view.name, "star", "customers", {"saved": view.name}) for view in self.saved]
        )

    # --- what it says

    def _say_empty(self) -> None:
        question = self.question
        if question.text:
            found = self.tr("No customer matches “{text}”").format(text=question.text)
            self.nothing.set(found, self.tr("Clear search and filters"))
        elif question.filters:
            self.nothing.set(
                self.tr("No customer passes these filters"), self.tr("Clear search and filters")
            )
        elif question.view == "starred":
            self.nothing.set(self.tr("No starred customers yet; the star is in the card (S)"))
        elif question.view != "all":
            self.nothing.set(self.tr("Nobody here: nothing to worry about"))
        else:
            self.nothing.set(self.tr("No customers yet; the first synchronisation brings them"))

    def _tell_place(self) -> None:
        total, number = self.table.count(), self.table.current_number() + 1
        spent = max(1, round(self._milliseconds))
        self.keys.set_note(
            self.tr("Customer {number} of {total} · found in {ms} ms").format(
                number=f"{number:,}", total=f"{total:,}", ms=spent
            )
        )

    def _tell_keys(self) -> None:
        self.keys.set_keys(
            [
                ("J K", self.tr("move")),
                ("Enter", self.tr("open")),
                ("E", self.tr("edit")),
                ("V", self.tr("record visit")),
                ("F", self.tr("add filter")),
            ]
        )
