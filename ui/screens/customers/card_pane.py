"""The card of one customer: who it is, what to do, what stands out, and everything below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import customer_card, sync_state, timeline
from desktop.queries.books import Order
from desktop.queries.customer_card import Card
from desktop.queries.sync_state import Clash
from desktop.queries.timeline import Moment
from ui import words
from ui.attached.files import FilesPage
from ui.screens.customers.card_figures import figures
from ui.screens.customers.card_head import CardHead
from ui.screens.customers.compare import Compare
from ui.screens.customers.contacts import ContactsPage
from ui.screens.customers.history import HistoryPage
from ui.screens.customers.inline_form import InlineForm
from ui.screens.customers.merge import MergePanel
from ui.screens.customers.order_form import OrderForm
from ui.screens.customers.orders import OrdersPage
from ui.screens.customers.overview import OverviewPage
from ui.screens.customers.question import view_at
from ui.screens.customers.question_bar import QuestionBar
from ui.screens.customers.receivables import ReceivablesPage
from ui.screens.customers.request_form import RequestForm
from ui.screens.customers.visit_form import VisitForm
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.containers import Pane, ScrollPage, clear
from ui.widgets.drops import Brought, Drops
from ui.widgets.figures import FigureStrip
from ui.widgets.notices import Banner, EmptyState
from ui.widgets.tabs import Tab, Tabs


class CardPane(Retranslated, Pane):
    """Shows a customer by id; its widgets stay, only what they say changes."""

    closed = Signal()
    left = Signal()  # back to the list
    route_pressed = Signal()
    archive_pressed = Signal()
    starred = Signal()  # a star was given or taken

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("surface", "l", parent)
        self.app, self.shell = app, shell
        self.card: Card | None = None
        self._clashes: list[Clash] = []  # one field with two values
        self._questions: list[Clash] = []  # about the whole card
        self._moments: list[Moment] = []
        self._form: QWidget | None = None
        self._begun: dict[str | None, InlineForm] = {}
        self._make_head()
        self._make_facts()
        self._make_pages()
        self._lay_out()
        self.retranslate()

    # --- making

    def _make_head(self) -> None:
        self.head = CardHead(self.shell, self)
        self.head.star.toggled_star.connect(self.starred)
        self.head.close_button.clicked.connect(self.closed)
        self.head.visit.clicked.connect(lambda: self.record_visit())
        self.head.route.clicked.connect(self.route_pressed)
        self.head.request.clicked.connect(self.ask_for_price)
        self.head.archive_pressed.connect(self.archive_pressed)
        self.head.map_pressed.connect(self.show_on_map)

    def _make_facts(self) -> None:
        self.banner = Banner(parent=self)
        self.banner.acted.connect(self.compare)
        self.banner.hide()
        self.question = QuestionBar(self)
        self.question.acted.connect(self.answer)
        self.question.two.connect(self.say_two)
        self.figures = FigureStrip(parent=self)
        self.nobody = EmptyState(icon="users", parent=self)

    def _make_pages(self) -> None:
        self.tabs = Tabs(self, margin=20)
        self.tabs.chosen.connect(self._turn)
        self.overview = OverviewPage(self.app, self.shell, self)
        self.overview.history_pressed.connect(lambda: self._turn("history"))
        self.history = HistoryPage(self.app, self.shell, self)
        self.contacts = ContactsPage(self.app, self.shell, self)
        self.orders = OrdersPage(self.app, self.shell, self)
        self.orders.new_pressed.connect(lambda: self.place_order())
        self.orders.change_pressed.connect(self.place_order)
        self.receivables = ReceivablesPage(self.app, self.shell, self)
        self.receivables.order_pressed.connect(self.show_order)
        self.receivables.collect_pressed.connect(lambda: self.record_visit("collect"))
        self.files = FilesPage(self.app, self.shell, self, key="customers.file")
        self.pages: dict[str, QWidget] = {
            "overview": self.overview,
            "history": self.history,
            "contacts": self.contacts,
            "orders": self.orders,
            "receivables": self.receivables,
            "files": self.files,
        }

        self.drops = Drops(self)
        self.drops.dropped.connect(self.add_files)

    def add_files(self, found: Brought | None = None) -> None:
        """What was dropped on the card; None: asked for by key."""
        if self.card is None or self.card.archived:
            return
        taker: VisitForm | FilesPage = self.files
        if isinstance(self._form, VisitForm):
            taker = self._form
        elif self.tabs.current() == "history" and self.history.visit.isVisible():
            taker = self.history.visit.files
        else:
            self._turn("files")
        if found is None:
            taker.choose()
        else:
            taker.take(found)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 14, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self._slot = QVBoxLayout()
        facts = QVBoxLayout()  # one layout: those that are hidden take no room
        facts.setContentsMargins(20, 8, 20, 0)
        facts.setSpacing(8)
        facts.addLayout(self._slot)
        for widget in (self.question, self.banner, self.figures):
            facts.addWidget(widget)
        column.addLayout(facts)
        column.addSpacing(6)
        column.addWidget(self.tabs)
        self.body = ScrollPage(self, padding=0, spacing=0)
        for name, page in self.pages.items():
            self.body.column.addWidget(page)
            page.setVisible(name == "overview")
        self.body.column.addStretch(1)
        column.addWidget(self.body, 1)
        column.addWidget(self.nobody, 1)
        self._show_nobody()

    def retranslate(self) -> None:
        """What is open stays so, and what was typed in it."""
        self.head.retranslate()
        choose = self.tr("Select one in the list to see its card here")
        self.nobody.set(self.tr("No customer selected"), detail=choose)
        self.drops.say(self.tr("Drop to add it here"))
        if self.card is not None:
            self.load(self.card.id)

    # --- showing

    def show_customer(self, id: str | None) -> None:
        """The card of this customer; a form begun for another one waits until that is back."""
        fresh = self.card is None or id != self.card.id
        if fresh:
            self._set_aside()
            self.body.verticalScrollBar().setValue(0)
        self.load(id)
        if fresh and id in self._begun:
            self._open(self._begun.pop(id))

    def load(self, id: str | None) -> None:
        """Read the records again."""
        with self.app.database.read() as connection:
            view = view_at("all", self.app.clock, None)
            self.card = customer_card.card(connection, id, view) if id else None
            if self.card is None:
                self._show_nobody()
                return
            found = sync_state.clashes(connection, self.card.id)
            self._clashes = [clash for clash in found if not clash.kind]
            self._questions = [clash for clash in found if clash.kind]
            moments = timeline.moments(connection, self.card.id)
        self._show(self.card, moments)

    def _show_nobody(self) -> None:
        self.head.show_nobody()
        for widget in (self.banner, self.question, self.figures, self.tabs, self.body):
            widget.hide()
        self.nobody.show()

    def _show(self, card: Card, moments: list[Moment]) -> None:
        self.head.show_card(card)
        self.nobody.hide()
        for widget in (self.tabs, self.body):
            widget.show()
        self.figures.setVisible(self._form is None)
        self._show_clash()
        oldest = self.tr("oldest %n days", "", card.overdue_days)
        self.figures.set_figures(figures(card, self.app.clock.today(), oldest))
        self._show_tabs(card, moments)
        self.overview.show_card(card, moments, self._clashes)
        self._moments = moments
        self._show_page()
        self._settle()

    def _settle(self) -> None:
        """What was hidden or grew has its room before the first paint, not after it."""
        self.figures.ensurePolished()
        for layout in (self.head.layout(), self.layout()):
            if layout is not None:
                layout.activate()

    def _show_clash(self) -> None:
        self.banner.setVisible(bool(self._clashes) and self._form is None)
        self.question.setVisible(bool(self._questions) and self._form is None)
        if self._questions and self.card is not None:
            self.question.ask(self._questions[0], self.card.id)
        if self._clashes:
            clash = self._clashes[0]
            field = words.field(clash.type, clash.field)
            self.banner.set(
                self.tr("“{field}” has two versions, waiting for you").format(field=field),
                self._both(clash),
                self.tr("Compare"),
            )

    def _both(self, clash: Clash) -> str:
        here = self.tr("this laptop") if clash.author == self.app.me.id else clash.author_name
        return self.tr("{here}: {mine} · server: {theirs} ({who})").format(
            here=here,
            mine=words.value(clash.type, clash.field, clash.mine, self.app.clock),
            theirs=words.value(clash.type, clash.field, clash.theirs, self.app.clock),
            who=clash.stood_by_name or "—",
        )

    def _show_tabs(self, card: Card, moments: list[Moment]) -> None:
        self.tabs.set_tabs(
            [
                Tab("overview", self.tr("Card")),
                Tab("history", self.tr("Activity"), len(moments)),
                Tab("contacts", self.tr("People"), card.contacts),
                Tab("orders", self.tr("Orders"), card.orders),
                Tab("receivables", self.tr("Owed"), card.invoices),
                Tab("files", self.tr("Files"), card.attachments),
            ]
        )

    def _turn(self, name: str) -> None:
        self.tabs.set_current(name)
        for page_name, page in self.pages.items():
            page.setVisible(page_name == name)
        self._show_page()

    def _show_page(self) -> None:
        """Only the page in view reads its records."""
        name = self.tabs.current()
        if self.card is None:
            return
        if name == "history":
            self.history.show_moments(self._moments)
        elif name == "contacts":
            self.contacts.show_customer(self.card.id)
        elif name == "orders":
            self.orders.show_customer(self.card.id)
        elif name == "receivables":
            self.receivables.show_card(self.card)
        elif name == "files":
            self.files.show_of("customer", self.card.id)

    def show_order(self, id: str) -> None:
        self._turn("orders")
        self.orders.open(id)

    # --- the forms that open in the card

    def _open(self, form: QWidget) -> None:
        self._put_away()
        self._form = form
        self._slot.addWidget(form)
        form.show()
        for widget in (self.question, self.banner, self.figures):
            widget.hide()

    def _set_aside(self) -> None:
        """Another customer is looked at: what was typed for this one waits."""
        form = self._form
        if self.card is not None and isinstance(form, InlineForm) and form.is_touched():
            self._slot.removeWidget(form)
            form.hide()
            self._begun[self.card.id] = form
        self._put_away()

    def _put_away(self) -> None:
        self._form = None
        clear(self._slot)
        self.figures.show()
        self.banner.setVisible(bool(self._clashes))
        self.question.setVisible(bool(self._questions))

    def is_busy(self) -> bool:
        """Whether a form is open here."""
        return self._form is not None

    def put_away(self) -> None:
        self._put_away()
        self.left.emit()

    def record_visit(self, purpose: str = "") -> None:
        if self.card is None or self.card.archived:
            return
        form = VisitForm(self.app, self.shell, self.card, self)
        if purpose:
            form.purpose.set_value(purpose)
        form.ended.connect(self.put_away)
        self._open(form)
        form.begin()

    def ask_for_price(self) -> None:
        if self.card is None or self.card.archived:
            return
        form = RequestForm(self.app, self.shell, self.card, self)
        form.ended.connect(self.put_away)
        self._open(form)
        form.begin()

    def place_order(self, order: Order | None = None) -> None:
        """A new order, or another word on one that was placed here."""
        if self.card is None or self.card.archived:
            return
        customer = (self.card.id, self.card.name)
        form = OrderForm(self.app, self.shell, customer, order, self)
        form.ended.connect(self._ordered)
        self._open(form)
        form.begin()

    def _ordered(self) -> None:
        """Back to the list; what was placed is in sight."""
        self.put_away()
        self._turn("orders")

    def compare(self) -> None:
        if not self._clashes:
            return
        panel = Compare(self.app, self.shell, self._clashes[0], self)
        panel.ended.connect(self._compared)
        self._open(panel)
        panel.begin()

    def _compared(self) -> None:
        self._put_away()
        if self.card is not None:
            self.load(self.card.id)
        if self._clashes:
            self.compare()
        else:
            self.left.emit()

    def answer(self) -> None:
        """Merge the two, side by side; of other questions the story is told where they are kept."""
        if not self._questions or self.card is None:
            return
        asked = self._questions[0]
        if asked.kind != "duplicate":
            self.shell.go("sync", id=asked.id)
            return
        self.merge(asked.other if asked.record == self.card.id else asked.record)

    def merge(self, other: str) -> None:
        with self.app.database.read() as connection:
            there = customer_card.card(connection, other, view_at("all", self.app.clock, None))
        if self.card is None or there is None or other == self.card.id:
            return
        panel = MergePanel(self.app, self.shell, self.card.id, other, self)
        panel.ended.connect(self._answered)
        self._open(panel)
        panel.begin()

    def say_two(self) -> None:
        if self._questions:
            said = self.tr("They stay two customers")
            asked = self._questions[0]
            if self.shell.perform("conflict.resolve", asked.id, {"take": "theirs"}, said=said):
                self._answered()

    def _answered(self) -> None:
        self._put_away()
        if self.card is not None:
            self.load(self.card.id)
        self.left.emit()

    def edit_first(self) -> None:
        """E in the list: the first field of the card."""
        if self.card is not None:
            self._turn("overview")
            self.overview.edit_first()

    def focus_first(self) -> None:
        """Enter in the list: into the card."""
        if self.card is not None:
            self.head.visit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- favourites and the map

    def toggle_star(self) -> None:
        if self.card is not None:
            self.head.star.turn()

    def show_on_map(self) -> None:
        if self.card is not None:
            self.shell.go("routes", customer=self.card.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._form is not None:
                self._put_away()
            self.left.emit()
            return
        super().keyPressEvent(event)
