"""One thing of the queue in words: what it is, why it came back, and what to do about it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import sync_state
from desktop.queries.sync_state import Clash, Item
from sync.errors import Problem, Refused
from ui import words
from ui.screens.sync.conflict_view import ConflictView
from ui.screens.sync.queue_pane import state_words
from ui.screens.sync.two_decisions import TwoDecisions, came_too_late
from ui.screens.sync.whole_view import WholeView
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.containers import Pane, ScrollPage, clear
from ui.widgets.fields import FieldRow, Kind
from ui.widgets.flow import Flow
from ui.widgets.labels import Label, SectionHeader
from ui.widgets.notices import Banner, EmptyState
from ui.widgets.tabbing import tab_here

RECORDS_OF = {"approval": "approval_request", "plan": "plan_item", "route": "route_template"}
UNSAID = frozenset({"sha256", "media_type"})  # nobody mends or reads these
IDS = frozenset({"customer", "plan_item", "subject", "request", "conflict", "template"})


class DetailPane(Retranslated, Pane):
    """Waiting changes are read; refused ones mended and sent again; conflicts decided."""

    done = Signal()  # the thing is off the queue: go to the next
    all_again = Signal()

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("surface", "r", parent)
        self.app, self.shell = app, shell
        self._shown: Item | Clash | None = None
        self._mended: dict[str, Any] = {}
        self.conflict: ConflictView | WholeView | TwoDecisions | None = None
        self.rows: dict[str, FieldRow] = {}
        self.page = ScrollPage(self, padding=24, spacing=12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.addWidget(self.page)
        self.show_item(None)

    def retranslate(self) -> None:
        """The same thing told again; what was chosen or typed stays."""
        self._leave_fields()
        item, mended = self._shown, self._mended
        typed = {name: row.value() for name, row in self.rows.items()}
        view = self.conflict
        self._shown = None
        self.show_item(item)
        self._mended = mended
        for name in mended:
            self.rows[name].set_value(typed[name])
        if isinstance(view, ConflictView) and isinstance(self.conflict, ConflictView):
            self.conflict.go_on_from(view)
        elif isinstance(view, WholeView) and isinstance(self.conflict, WholeView):
            self.conflict.choose(view.choice)

    def show_item(self, item: Item | Clash | None) -> None:
        if item is not None and item == self._shown:
            return
        self._shown, self._mended, self.conflict = item, {}, None
        self.rows = {}
        clear(self.page.column)
        if item is None:
            self._say_nothing()
        elif isinstance(item, Clash):
            view: type[ConflictView | WholeView] = WholeView if item.kind else ConflictView
            self._show_conflict(view(self.app, self.shell, item, self))
        elif came_too_late(item):
            self._show_conflict(TwoDecisions(self.app, self.shell, item, self))
        else:
            self._show_change(item)
        if item is not None:
            self.page.column.addStretch(1)

    def _say_nothing(self) -> None:
        text = self.tr("Nothing here needs you")
        self.page.column.addWidget(EmptyState(text, icon="circle-check"), 1)

    def _show_conflict(self, view: ConflictView | WholeView | TwoDecisions) -> None:
        self.conflict = view
        view.decided.connect(self.done)
        self.page.column.addWidget(view)
        tab_here(self, [view])

    # --- a change

    def _show_change(self, item: Item) -> None:
        column = self.page.column
        column.addWidget(Label(item.title or words.use_case(item.name), "title", wrap=True))
        when = words.short_moment(item.at, self.app.clock)
        said = f"{words.use_case(item.name)} · {when} · {state_words(item.status)}"
        column.addWidget(Label(said, "body", "text2", wrap=True))
        failed = item.is_refused
        if failed:
            column.addWidget(self._reason(item))
        title = self.tr("Correct it here") if failed else self.tr("What it changes")
        column.addSpacing(4)
        column.addWidget(SectionHeader(title))
        for name, value in item.arguments.items():
            if name in UNSAID:
                continue
            column.addWidget(self._field(item, name, value, failed))
        column.addLayout(self._ways(item, failed))
        if not failed:
            said = self.tr("Sent automatically when online; nothing to do")
            column.addWidget(Label(said, "cap", "text3", wrap=True))

    def _reason(self, item: Item) -> Banner:
        notice = self.shell.explain(problem_of(item))
        banner = Banner(notice.text, notice.rest, tint="bad", icon="alert-circle", parent=self)
        return banner

    def _field(self, item: Item, name: str, value: Any, editable: bool) -> QWidget:
        verb = item.name.partition(".")[0]
        record = RECORDS_OF.get(verb, verb)
        label = words.field(record, name)
        plain = not isinstance(value, dict | list) and name not in IDS
        kind: Kind = "text" if editable and plain else "readonly"
        row = FieldRow(label, kind=kind, label_width=110, parent=self)
        if kind == "readonly":
            row.set_value(self._value_text(record, name, value))
        else:
            row.set_value("" if value is None else str(value))
            row.saved.connect(partial(self._mend, record, name))
        before = item.before.get(name)
        if before not in (None, "") and before != value:
            was = words.value(record, name, before, self.app.clock)
            row.set_chip(self.tr("before: {value}").format(value=was), "gray")
        self.rows[name] = row
        return row

    def _value_text(self, record: str, name: str, value: Any) -> str:
        if name in IDS and isinstance(value, str):
            return (self._shown.title if isinstance(self._shown, Item) else "") or value
        return words.value(record, name, value, self.app.clock)

    def _mend(self, record: str, name: str, text: str) -> None:
        try:
            self._mended[name] = sync_state.written_as(record, name, text)
        except Problem as problem:
            self.shell.tell(problem)

    def _ways(self, item: Item, failed: bool) -> Flow:
        row = Flow(line=36)
        row.setContentsMargins(0, 8, 0, 0)
        if failed:
            again = Button(
                self.tr("Send again"), "primary", icon="send", key="sync.again", parent=self
            )
            again.clicked.connect(self.send_again)
            drop = Button(self.tr("Discard, keep a copy"), icon="archive", ink="bad", parent=self)
            drop.clicked.connect(self.give_up)
            every = Button(self.tr("Send all again"), parent=self)
            every.clicked.connect(self.all_again)
            for button in (again, drop, every):
                row.addWidget(button)
        request = item.arguments.get("request")
        if item.name == "approval.decide" and isinstance(request, str):
            page = Button(self.tr("Open the request"), "ghost", icon="clipboard-check", parent=self)
            page.clicked.connect(lambda: self.shell.go("approvals", id=request))
            row.addWidget(page)
        customer = self._customer(item)
        if customer:
            show = Button(self.tr("Open the customer"), "ghost", icon="users", parent=self)
            show.clicked.connect(lambda: self.shell.go("customers", id=customer))
            row.addWidget(show)
        return row

    def _customer(self, item: Item) -> str:
        if item.name.startswith("customer."):
            return item.record
        said = item.arguments.get("customer")
        return said if isinstance(said, str) else ""

    def send_again(self) -> None:
        """With what was mended; it goes out with the next synchronisation."""
        item = self._shown
        if not isinstance(item, Item) or not item.is_refused:
            return
        self._leave_fields()
        try:
            self.app.resend(item.key, self._mended)
        except Problem as problem:
            self.shell.tell(problem)
            return
        self.shell.toast(self.tr("“{title}” will be sent again").format(title=self._name(item)))
        self.shell.changed.emit()
        self.done.emit()

    def give_up(self) -> None:
        item = self._shown
        if isinstance(item, Item) and item.is_refused:
            self.app.discard(item.key)
            self.shell.toast(
                self.tr("“{title}” given up; a copy is kept").format(title=self._name(item))
            )
            self.shell.changed.emit()
            self.done.emit()

    def _name(self, item: Item) -> str:
        return item.title or words.use_case(item.name)

    def _leave_fields(self) -> None:
        """A field still being edited counts as typed."""
        if any(row.is_editing for row in self.rows.values()):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.conflict is not None and self.conflict.typed(event):
            return
        super().keyPressEvent(event)


def problem_of(item: Item) -> Problem:
    """The refusal as the Problem it was at the centre."""
    facts: Mapping[str, Any] = item.facts or {}
    harmless = {name: value for name, value in facts.items() if name not in ("kind", "rule")}
    return Refused(item.problem, rule=item.rule or None, **harmless)
