"""The workspace 客户: the list of customers and the card of the current one."""

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.application import Application
from desktop.queries import customer_work, customers
from desktop.queries.customers import CustomerRow, Filter
from ui import words
from ui.commands import Command
from ui.jobs import Report
from ui.screens.customers.list_pane import ListPane
from ui.screens.customers.many import Step, do_all
from ui.screens.customers.new_customer import NewCustomer
from ui.screens.customers.own_fields import bring_along
from ui.screens.customers.plan_day import route_day
from ui.shell import Shell
from ui.widgets.containers import Pane, Panes, ScrollPage
from ui.workspace_screen import WorkspaceScreen

if TYPE_CHECKING:
    from ui.screens.customers.card_pane import CardPane
    from ui.screens.customers.export_menu import ExportMenu

CARD_WIDTH, LIST_WIDTH = 440, 796
BETWEEN_LETTERS = 160  # ms, of whoever types quickly


class CustomersScreen(WorkspaceScreen):
    """J and K move, the card follows; Enter goes into the card, Esc comes back."""

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app, self.shell = app, shell
        self._stale = True
        self._entered = False
        self._wanted: object = None
        self._opened: str | None = None
        self._following = QTimer(self)
        self._following.setSingleShot(True)
        self._following.timeout.connect(self._catch_up)
        self.list = ListPane(app, shell, self)
        self.side = QStackedWidget(self)
        self.side.setMinimumWidth(380)
        self.panes = Panes(self)
        self.panes.add(self.list, LIST_WIDTH, 1)
        self.panes.add(self.side, CARD_WIDTH, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self._connect()
        self._register()
        bring_along(app, shell.settings)

    def _connect(self) -> None:
        self.list.current_changed.connect(self._follow)
        self.list.opened.connect(self._enter)
        self.list.new_pressed.connect(self.begin_new)
        self.list.import_pressed.connect(self.begin_import)
        self.list.export_pressed.connect(self._export)
        self.list.batch_route.connect(self._route_many)
        self.list.batch_archive.connect(self._archive_many)
        self.list.shown.connect(self._await_paint, Qt.ConnectionType.SingleShotConnection)
        self.shell.changed.connect(self._changed)

    def _await_paint(self) -> None:
        self.list.table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._bring_card()
        return False

    def _bring_card(self) -> None:
        """Its code in a lane; then it is made, for the customer that is current by then."""
        self.shell.jobs.start(
            self, _card_pane, done=lambda _: self._catch_up(), failed=self.shell.explain
        )

    @cached_property
    def card(self) -> "CardPane":
        """Made, and its code brought in, once the first answer is painted."""
        card = _card_pane()(self.app, self.shell, self)
        card.left.connect(self.list.focus_table)
        card.starred.connect(self.list.stars_changed)
        card.closed.connect(self._close_card)
        card.route_pressed.connect(self._route)
        card.archive_pressed.connect(self._archive)
        self.side.insertWidget(0, card)
        self.side.setCurrentWidget(card)
        return card

    def _register(self) -> None:
        every = (
            ("new", lambda: self.tr("New customer"), self.begin_new, "plus"),
            ("visit", lambda: self.tr("Record visit"), self._visit, "clipboard-check"),
            ("route", lambda: self.tr("Add to route"), self._route, "route"),
            ("filter", lambda: self.tr("Add filter"), self.list.windows.add_filter, "filter"),
            (
                "group",
                lambda: self.tr("Group the list"),
                self.list.windows.choose_group,
                "list-tree",
            ),
            ("search", lambda: self.tr("Search within the list"), self.list.focus_search, "search"),
            ("edit", lambda: self.tr("Edit the customer"), lambda: self.card.edit_first(), "edit"),
            (
                "star",
                lambda: self.tr("Star the customer, or take the star away"),
                lambda: self.card.toggle_star(),
                "star",
            ),
            (
                "sort",
                lambda: self.tr("Sort the list by a column"),
                self.list.focus_titles,
                "chevron-down",
            ),
            (
                "order",
                lambda: self.tr("New order for the customer"),
                lambda: self.card.place_order(),
                "shopping-cart",
            ),
            ("request", lambda: self.tr("Ask for a special price"), self._request, "receipt"),
            (
                "file",
                lambda: self.tr("Add a file to the customer"),
                lambda: self.card.add_files(),
                "paperclip",
            ),
            ("archive", lambda: self.tr("Archive the customer"), self._archive, "archive"),
            (
                "merge",
                lambda: self.tr("Merge with its duplicate"),
                lambda: self.card.answer(),
                "git-merge",
            ),
            ("import", lambda: self.tr("Import customers"), self.begin_import, "upload"),
            ("export", lambda: self.tr("Export this list"), self._export_all, "download"),
            ("print", lambda: self.tr("Print this list"), self._print, "printer"),
        )
        for id, title, run, icon in every:
            name = f"customers.{id}"
            command = Command(name, title, run, "customers", icon)
            self.shell.commands.register(command, self)

    # --- what the shell asks

    def activate(self) -> None:
        if self._stale:
            self._stale = False
            self.list.refresh()
            self._reload_card()
        if not self._entered:
            self._entered = True  # later the keyboard comes back to where it was
            self.list.focus_table()

    def refresh(self) -> None:
        """Built ahead of its first visit: the card, too."""
        self._bring_card()

    def open(self, id: str) -> None:
        with self.app.database.read() as connection:
            key = customers.key_of(connection, id)
        if key is not None:
            self._opened = id
            self._show_card()
            self.list.select(key)

    def show_what(self, what: Mapping[str, Any]) -> None:
        """`filters` [(field, test, [values])], `view` or `saved` from another workspace; `merge`
        another customer into the one that is open; `order` of that one."""
        if "merge" in what:
            self.card.show_customer(self._opened)  # the list may still be on its way there
            self.card.merge(str(what["merge"]))
            return
        if "order" in what:
            self.card.show_customer(self._opened)
            self.card.show_order(str(what["order"]))
            return
        saved = next((v for v in self.list.saved if v.name == what.get("saved")), None)
        if saved is not None:
            self.list.show_filter(saved.question.filters, saved.question.view)
            self.list.tabs.set_current(saved.id)
            return
        wanted = [
            Filter(field, test, tuple(values)) for field, test, values in what.get("filters", ())
        ]
        if wanted or "view" in what:
            self.list.show_filter(wanted, str(what.get("view", "all")))

    def _changed(self) -> None:
        if not self.isVisible():
            self._stale = True
            return
        self.list.refresh()
        self._reload_card()

    def _reload_card(self) -> None:
        if self.side.count() and self.card.card is not None:
            self.card.load(self.card.card.id)

    # --- the card follows the list

    def _follow(self, key: object) -> None:
        """Once the list is painted: a key held down does not wait for cards, and the next letter
        of a search does not either."""
        self._wanted = key
        if self.side.count():
            self._following.start(BETWEEN_LETTERS if self.list.is_searching else 0)

    def _catch_up(self) -> None:
        key = self._wanted
        line = self.list.table.row_of(key) if isinstance(key, int) else None
        row = line if isinstance(line, CustomerRow) else None
        begun = self._begun()
        if begun is not None and not begun.is_touched():
            self._drop_beside()
        self.card.show_customer(row.id if row else None)

    def _begun(self) -> NewCustomer | None:
        """Looked for beside the card, not among its hundreds of parts."""
        beside = self.side.widget(1)
        return beside.findChild(NewCustomer) if beside is not None else None

    def _enter(self, key: object) -> None:
        self._show_card()
        self.card.focus_first()

    def _show_card(self) -> None:
        self._back_to_card()
        self.side.show()

    def _back_to_card(self) -> None:
        """In front again; what was being typed beside it stays until it is kept or cancelled."""
        self.side.setCurrentWidget(self.card)

    def _drop_beside(self) -> None:
        while (other := self.side.widget(1)) is not None:
            self.side.removeWidget(other)
            other.hide()
            other.deleteLater()
        self.side.setCurrentWidget(self.card)

    def _close_card(self) -> None:
        self.side.hide()
        self.list.focus_table()

    def _put_beside(self, widget: QWidget) -> None:
        """Another thing in the card's place."""
        self._drop_beside()
        self.side.addWidget(widget)
        self.side.setCurrentWidget(widget)
        self.side.show()

    def _leave(self) -> None:
        self._drop_beside()
        self.list.focus_table()

    # --- doing

    def _visit(self) -> None:
        self._show_card()
        self.card.record_visit()

    def _request(self) -> None:
        self._show_card()
        self.card.ask_for_price()

    def begin_new(self) -> None:
        begun = self._begun()
        if begun is not None and begun.is_touched():
            self.side.setCurrentIndex(1)
            self.side.show()
            begun.begin()
            return
        ground = Pane("surface", "l", self)
        page = ScrollPage(ground, padding=20)
        form = NewCustomer(self.app, self.shell, ground)
        form.ended.connect(self._leave)
        form.made.connect(self._made)
        form.known_pressed.connect(self._show_known)
        page.column.addWidget(form)
        page.column.addStretch(1)
        inner = QHBoxLayout(ground)
        inner.setContentsMargins(1, 0, 0, 0)
        inner.addWidget(page)
        self._put_beside(ground)
        form.begin()

    def _made(self, id: str) -> None:
        self._drop_beside()
        self.open(id)
        self.card.show_customer(id)
        self.list.focus_table()

    def _show_known(self, key: int) -> None:
        self._back_to_card()
        self.list.select(key)

    def _route(self) -> None:
        card = self.card.card
        if card is not None:
            self._plan([card.id], card.name)

    def _plan(self, ids: Sequence[str], name: str = "") -> None:
        """Put customers at the end of the day's stops."""
        me, clock = self.app.me, self.app.clock
        now = clock.now().astimezone(clock.zone)
        with self.app.database.read() as connection:
            planned = all(customer_work.is_planned(connection, me.id, id, now.date()) for id in ids)
            day = route_day(now, planned)
            place = customer_work.last_place(connection, me.id, day)
        rest = {"date": day.isoformat(), "purpose": "service"}
        steps: list[Step] = [
            (None, {"customer": id, "sequence": number, **rest})
            for number, id in enumerate(ids, start=place + 1)
        ]
        said = partial(self._planned, words.weekday(day), name)
        do_all(self, self.app, self.shell, "plan.add", steps, said)

    def _planned(self, day: str, name: str, count: int) -> None:
        said = self.tr("%n added to the route of {day}", "", count).format(day=day)
        if name:
            said = self.tr("“{name}” added to the route of {day}").format(name=name, day=day)
        self.shell.toast(said, undo=True)

    def _route_many(self, keys: list[int]) -> None:
        self._plan(self._ids(keys))
        self.list.table.set_checked(())

    def _archive(self) -> None:
        card = self.card.card
        if card is None:
            return
        if card.merged_into:
            said = self.tr("“{name}” is a card of its own again").format(name=card.name)
            self.shell.perform("customer.part", card.id, {}, said=said)
        elif card.archived:
            said = self.tr("“{name}” is back from the archive").format(name=card.name)
            self.shell.perform("customer.restore", card.id, {}, said=said)
        else:
            said = self.tr("“{name}” archived").format(name=card.name)
            self.shell.perform("customer.archive", card.id, {}, said=said)
        self.list.focus_table()

    def _archive_many(self, keys: list[int]) -> None:
        steps: list[Step] = [(id, {}) for id in self._ids(keys)]
        do_all(self, self.app, self.shell, "customer.archive", steps, self._archived)
        self.list.table.set_checked(())
        self.list.focus_table()

    def _archived(self, count: int) -> None:
        self.shell.toast(self.tr("%n archived", "", count), undo=True)

    def _ids(self, keys: Sequence[int]) -> list[str]:
        with self.app.database.read() as connection:
            return customers.ids_of(connection, keys)

    # --- files in and out

    def begin_import(self) -> None:
        # reads every kind of file: brought in when wanted, not before the first row is painted
        from ui.screens.customers.import_panel import ImportPanel

        panel = ImportPanel(self.app, self.shell, self)
        panel.ended.connect(self._leave)
        self._put_beside(panel)
        panel.begin()

    def _export_all(self) -> None:
        self._export(self.list.in_order())

    def _print(self) -> None:
        self._taking_out(self.list.in_order()).look_at()

    def _export(self, keys: list[int]) -> None:
        self._taking_out(keys).start()

    def _taking_out(self, keys: list[int]) -> "ExportMenu":
        from ui.screens.customers.export_menu import ExportMenu

        asked, own = self.list.question, self.list.shown_fields()
        return ExportMenu(self.app, self.shell, asked, self.list.view(), keys, self, own)


def _card_pane(_: Report | None = None) -> "type[CardPane]":
    from ui.screens.customers.card_pane import CardPane

    return CardPane
