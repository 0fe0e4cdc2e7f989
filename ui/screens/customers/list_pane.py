"""The list of customers: title, views, filters, the table, and the line of keys below."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QToolTip, QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import customer_card, customers
from desktop.queries.customer_fields import OwnField, own_fields
from desktop.queries.customers import OWN, CustomerRow, Filter, Sort, View
from desktop.queries.why_found import with_hits
from ui.jobs import Job
from ui.screens.customers.columns import USUAL, columns, hint
from ui.screens.customers.empty_list import why_empty
from ui.screens.customers.filter_bar import BatchBar, FilterBar
from ui.screens.customers.grouped_table import GroupedTable, Line
from ui.screens.customers.grouping import Grouping
from ui.screens.customers.list_reader import Answer, ListReader
from ui.screens.customers.list_title import ListTitle
from ui.screens.customers.list_windows import ListWindows
from ui.screens.customers.question import STARRED, Question, SavedView, from_kept, kept, view_at
from ui.shell import Favourite, Shell
from ui.translations import Retranslated
from ui.widgets.containers import KeyLine, Pane
from ui.widgets.notices import EmptyState
from ui.widgets.table import Column
from ui.widgets.tabs import Tab, Tabs

VIEWS_KEPT = "customers.views"
COLUMNS_KEPT = "customers.columns"
FIRST_SCREENFUL = 60  # rows


class ListPane(Retranslated, Pane):
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
        self._told: tuple[Any, Mapping[str, int]] | None = None  # the counts last shown
        self._near: tuple[float, float] | None = None
        self._milliseconds = 0.0
        self._wanted: int | None = None
        self._stamp = 0  # grows when records change
        self._shown_keys = array("q")
        self._found = ""  # the text whose answer is shown
        self.is_searching = False  # while the answer to another text is put in the table
        self._reader = ListReader(app)
        self._keys = array("q")  # the customers of the answer, without headings
        self.columns = self._usual_columns()
        self.grouping = Grouping()
        self.windows = ListWindows(self)
        self.title = ListTitle(self)
        self.tabs = Tabs(self, margin=20)
        self.filters = FilterBar(self)
        self.batch = BatchBar(self)
        self.keys = KeyLine(self)
        self._make_table()
        self._lay_out()
        self._connect()
        self._show_favourites()
        self.retranslate()

    def retranslate(self) -> None:
        """The same rows, place and question in other words."""
        self.table.setAccessibleName(self.tr("Customers"))
        self.table.set_titles([column.title for column in self._columns()])
        self.table.refresh()  # groups are named by words too
        self._tell_keys()
        if self._told is not None:
            self._counted(*self._told)
            self._tell_place()
        if self._told is not None and not len(self._keys):
            self.nothing.set(*why_empty(self.question))

    # --- making

    def _make_table(self) -> None:
        self.table = GroupedTable(self._columns(), self._rows, self)
        self.table.setAccessibleName(self.tr("Customers"))
        self.table.set_sort(self.question.sort.name, self.question.sort.descending)
        self.table.set_placeholder(self._empty())
        self.table.current_changed.connect(self._moved)
        self.table.opened.connect(self.opened)
        self.table.folding.connect(self._fold)
        self.table.group_checked.connect(self._check_group)
        self.table.checked_changed.connect(self._checked)
        self.table.sort_changed.connect(self._sorted)
        self.table.viewport().installEventFilter(self)

    def _columns(self) -> list[Column[CustomerRow]]:
        own = self.own_fields() if any(id.startswith(OWN) for id in self.columns) else ()
        return columns(self.app.clock, self.columns, own)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.table.row_of(self._key_at(event.pos().y()))
            said = hint(row, self.app.clock) if isinstance(row, CustomerRow) else ""
            QToolTip.showText(event.globalPos(), said)
            return True
        return super().eventFilter(watched, event)

    def _key_at(self, y: int) -> int:
        number = self.table.rowAt(y)
        return self._shown_keys[number] if 0 <= number < len(self._shown_keys) else -1

    def _empty(self) -> QWidget:
        self.nothing = EmptyState(icon="users")
        self.nothing.acted.connect(self._fill_or_clear)
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
        self.title.import_pressed.connect(self.import_pressed)
        self.title.export_pressed.connect(lambda: self.export_pressed.emit(self.in_order()))
        self.title.new_pressed.connect(self.new_pressed)
        self.tabs.chosen.connect(self._choose_view)
        bar = self.filters
        bar.removed.connect(lambda number: self.ask(self.question.without(number)))
        bar.pressed.connect(self.windows.edit_filter)
        bar.add_pressed.connect(self.windows.add_filter)
        bar.views_pressed.connect(self.windows.keep_view)
        bar.columns_pressed.connect(self.windows.choose_columns)
        bar.group_pressed.connect(self.windows.choose_group)
        bar.ungrouped.connect(lambda: self.group_by(""))
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
            before, self.question = self.question, question
            if (question.filters, question.group) != (before.filters, before.group):
                self.filters.show_filters(question.filters, question.group)
        if self._job is not None:
            self._job.cancel()
        asked, view, stamp = self.question, self.view(), self._stamp
        if self._reader.is_fresh and asked == Question():
            self._glimpse()

        def work(report: object) -> Answer:
            return self._reader.answer(asked, view, stamp)

        self._job = self.shell.jobs.start(
            self, work, done=self._answer, failed=self.shell.tell, lane="list"
        )

    def _glimpse(self) -> None:
        """The first screenful at once (a millisecond along the index), before all are counted."""
        with self.app.database.read() as connection:
            keys = customers.newest_keys(connection, FIRST_SCREENFUL)
        if len(keys):
            self.table.show_keys(keys)

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
        self._near, self._told = near, (near, counts)
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

    def _answer(self, answer: Answer) -> None:
        self._keys, self._milliseconds = answer.keys, answer.milliseconds
        self.is_searching = self.question.text != self._found
        wanted, self._wanted = self._wanted, None
        if not len(self._keys):
            self.nothing.set(*why_empty(self.question))
        self.grouping.take(self.question.group, answer.groups)
        if wanted is not None:
            self.grouping.open_for(wanted)
        self._lay()
        if wanted is not None:
            self.table.select_key(wanted)
        elif self.question.text != self._found:
            first = 1 if answer.groups else 0  # below its heading
            self.table.select_number(first)
        self._found, self.is_searching = self.question.text, False
        self._tell_place()
        self.shown.emit()

    def _lay(self) -> None:
        """Put the rows in the table: headings and the customers of open groups."""
        self._shown_keys = self.grouping.lay(self._keys)
        self.table.folded_keys = self.grouping.hidden()
        self.table.show_keys(self._shown_keys)

    def _rows(self, keys: Sequence[int]) -> Mapping[int, Line]:
        with self.app.database.read() as connection:
            page = customers.customer_rows(connection, [k for k in keys if k >= 0], self.view())
            rows = with_hits(connection, page, self.question.text)
        return {**rows, **{key: self.grouping.heading(key) for key in keys if key < 0}}

    def in_order(self) -> list[int]:
        """The customers group after group; nothing where the question alone says their order."""
        return self.grouping.in_order() if self.grouping.by else []

    def own_fields(self) -> list[OwnField]:
        with self.app.database.read() as connection:
            return own_fields(connection, self.app.me.post)

    def shown_fields(self) -> list[OwnField]:
        """Own fields, and others that stand in a column."""
        known = self.own_fields()
        names = {field.id for field in known}
        shown = (id for id in self.columns if id.startswith(OWN) and id not in names)
        return [*known, *(OwnField(id.removeprefix(OWN)) for id in shown)]

    # --- what the person does

    @Slot(str)
    def _choose_view(self, id: str) -> None:
        found = next((view for view in self.saved if view.id == id), None)
        if found is not None:
            self._show_columns(found.columns or self._usual_columns())
            self.table.set_sort(found.question.sort.name, found.question.sort.descending)
            self.ask(replace(found.question, text=self.question.text))
            return
        saved = self._is_saved(self.question)
        if saved:
            self._show_columns(self._usual_columns())
        kept_filters = () if saved else self.question.filters
        group = "" if saved else self.question.group
        self.ask(replace(self.question, view=id, filters=kept_filters, group=group))

    def _usual_columns(self) -> tuple[str, ...]:
        return tuple(self.shell.settings.get(COLUMNS_KEPT, USUAL))

    def _fold(self, key: int, wanted: bool | None) -> None:
        if self.grouping.fold(key, wanted):
            self._lay()
            self.table.select_key(key)
            self._tell_place()

    def _check_group(self, key: int) -> None:
        """All of a group, or none when all are checked already."""
        keys, held = self.grouping.keys_of(key), dict.fromkeys(self.table.checked())
        whole = all(one in held for one in keys)
        self.table.set_checked([k for k in held if k not in keys] if whole else [*held, *keys])

    def group_by(self, field: str) -> None:
        self.ask(replace(self.question, group=field))

    def _is_saved(self, question: Question) -> bool:
        """Whether the tab that is left is one of the kept views."""
        said = (question.filters, question.group)
        return any((view.question.filters, view.question.group) == said for view in self.saved)

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
        if self.grouping.open_for(key):
            self._lay()
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

    def _fill_or_clear(self) -> None:
        """What the empty list offers: to look less narrowly, or to begin."""
        if self.question.text or self.question.filters:
            self._clear()
        else:
            self.new_pressed.emit()

    def _clear(self) -> None:
        self.filters.search.clear()
        self.ask(replace(self.question, filters=(), text=""))

    def _clear_checks(self) -> None:
        self.table.set_checked(())
        self.focus_table()

    def _moved(self, key: object) -> None:
        self._tell_place()
        if key is None or (isinstance(key, int) and key >= 0):  # a heading leaves the card alone
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

    # --- what the small windows tell

    def take_filter(self, wanted: Filter) -> None:
        if wanted.values:
            self.ask(self.question.having(wanted))
            return
        kept_filters = tuple(f for f in self.question.filters if f.field != wanted.field)
        self.ask(replace(self.question, filters=kept_filters))

    def add_field(self, made: OwnField) -> None:
        self.set_columns([*self.columns, made.id])

    def set_columns(self, chosen: list[str]) -> None:
        """For this list; the usual ones too, unless a kept view is shown."""
        if not self.tabs.current().startswith("saved:"):
            self.shell.settings.set(COLUMNS_KEPT, chosen)
        self._show_columns(chosen)
        self.ask()

    def _show_columns(self, chosen: Sequence[str]) -> None:
        if tuple(chosen) == self.columns:
            return
        self.columns, old = tuple(chosen), self.table
        self._wanted = old.current_key()
        self._make_table()
        self._column.replaceWidget(old, self.table)
        old.hide()
        old.deleteLater()

    def keep(self, name: str) -> None:
        fresh = SavedView(name, replace(self.question, text=""), self.columns)
        self._set_saved([view for view in self.saved if view.name != name] + [fresh])
        self.tabs.set_current(fresh.id)
        self.shell.toast(self.tr("View “{name}” saved").format(name=name))

    def forget(self, name: str) -> None:
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

    def _tell_place(self) -> None:
        total, number = len(self._keys), self.grouping.place(self.table.current_number())
        spent = max(1, round(self._milliseconds))
        said = self.tr("Customer {number} of {total} · found in {ms} ms")
        if not number:  # on the heading of a group
            said = self.tr("{total} customers · found in {ms} ms")
        self.keys.set_note(said.format(number=f"{number:,}", total=f"{total:,}", ms=spent))

    def _tell_keys(self) -> None:
        self.keys.set_keys(
            [
                ("J K", self.tr("move")),
                ("Enter", self.tr("open")),
                ("customers.edit", self.tr("edit")),
                ("customers.visit", self.tr("record visit")),
                ("customers.filter", self.tr("add filter")),
            ]
        )
