"""The first page of a card: fields edited where they stand, the age of the debt, the latest."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import sync_state
from desktop.queries.customer_card import Card
from desktop.queries.customer_fields import OwnField, own_fields
from desktop.queries.sync_state import Clash
from desktop.queries.timeline import Moment
from sync.catalogue.customers import CLASSES
from sync.catalogue.states import CustomerState
from sync.errors import Problem
from ui import words
from ui.screens.customers.history import event_of
from ui.screens.customers.own_fields import NewField, row_kind
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.buttons import Button, IconButton
from ui.widgets.containers import Rule, clear
from ui.widgets.fields import FieldRow, Kind
from ui.widgets.figures import AgeingBar, Part
from ui.widgets.labels import Label, SectionHeader
from ui.widgets.notices import EmptyState
from ui.widgets.timeline import Timeline

translate = QCoreApplication.translate
MAIN: Sequence[tuple[str, Kind]] = (
    ("address", "text"), ("phone", "text"), ("industry", "text"), ("terms_days", "number"),
    ("owner", "readonly"), ("next_visit", "date"),
)  # fmt: skip
MORE: Sequence[tuple[str, Kind]] = (
    ("name", "text"), ("class", "choice"), ("state", "choice"), ("region", "text"),
    ("credit_code", "text"), ("remark", "multiline"),
)  # fmt: skip
RECENT = 3
FILLS = ("accentFill", "warnFill", "orangeFill", "badFill")


class OverviewPage(Retranslated, QWidget):
    """Every change is kept at once; a value that does not fit goes back with the reason."""

    history_pressed = Signal()

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app, self.shell = app, shell
        self._id = self._state = ""
        self.rows: dict[str, FieldRow] = {}
        self._extras: dict[str, FieldRow] = {}
        self._extra_fields: list[OwnField] = []
        self._own: list[OwnField] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 20)
        column.setSpacing(0)
        for name, kind in MAIN:
            column.addWidget(self._row(name, kind))
        self._add_map()
        column.addSpacing(10)
        self._make_ageing(column)
        self._make_recent(column)
        self._make_more(column)
        self.retranslate()

    def retranslate(self) -> None:
        """Values and stories are said by whoever shows the card again."""
        for name, row in self.rows.items():
            row.set_label(words.field("customer", name))
        classes = [(grade, words.class_words(grade)) for grade in CLASSES]
        self.rows["class"].set_choices(classes)
        self._offer_states(self._state)
        for field in self._extra_fields:
            self._extras[field.name].set_choices(row_kind(field)[1])
        self.map.set_name(self.tr("Show on the map"))
        self._ageing_title.set_title(self.tr("Receivables by age"))
        self._recent_title.set_title(self.tr("Latest activity"))
        self._nothing.set(self.tr("No visit and no request yet"))
        self._more_title.set_title(self.tr("More about the customer"))
        self.add_field.setText(self.tr("Add a field"))

    def _offer_states(self, state: str) -> None:
        """Only a manager closes a customer, and opens it again."""
        self._state = state
        closed = CustomerState.CLOSED
        codes = [
            code
            for code in CustomerState
            if self.app.me.is_manager or (code == closed) == (state == closed)
        ]
        self.rows["state"].set_choices([(code, words.state(code)) for code in codes])

    def _row(self, name: str, kind: Kind) -> FieldRow:
        show = {"terms_days": words.terms, "next_visit": self._coming}.get(name)
        row = FieldRow("", kind=kind, show=show, today=self.app.clock.today, parent=self)
        row.saved.connect(partial(self._save, name))
        self.rows[name] = row
        return row

    def _coming(self, day: str) -> str:
        return words.coming_day(day, self.app.clock.today())

    def _add_map(self) -> None:
        self.map = IconButton("navigation", "", ink="accent", parent=self)
        self.map.clicked.connect(lambda: self.shell.go("routes", customer=self._id))
        self.rows["address"].set_action(self.map)

    def _make_ageing(self, column: QVBoxLayout) -> None:
        self._ageing_title = SectionHeader("", parent=self)
        self._owed = Label("", "cap", "text2", parent=self)
        self._ageing_title.add(self._owed)
        self._ageing = AgeingBar(self)
        self._ageing_box = QWidget(self)
        inner = QVBoxLayout(self._ageing_box)
        inner.setContentsMargins(0, 0, 0, 4)
        inner.setSpacing(10)
        inner.addWidget(Rule(self))
        inner.addWidget(self._ageing_title)
        inner.addWidget(self._ageing)
        column.addWidget(self._ageing_box)

    def _make_recent(self, column: QVBoxLayout) -> None:
        self._recent_title = header = SectionHeader("", parent=self)
        self._all = Button("", "link", size="sm", parent=self)
        self._all.clicked.connect(self.history_pressed)
        header.add(self._all)
        self._recent = Timeline(parent=self)
        self._nothing = EmptyState(icon="history")
        column.addSpacing(8)
        column.addWidget(Rule(self))
        column.addSpacing(6)
        column.addWidget(header)
        column.addSpacing(8)
        column.addWidget(self._recent)
        column.addWidget(self._nothing)

    def _make_more(self, column: QVBoxLayout) -> None:
        column.addSpacing(4)
        column.addWidget(Rule(self))
        column.addSpacing(10)
        self._more_title = SectionHeader("", parent=self)
        column.addWidget(self._more_title)
        for name, kind in MORE:
            column.addWidget(self._row(name, kind))
        self._extra_column = QVBoxLayout()
        self._extra_column.setSpacing(0)
        column.addLayout(self._extra_column)
        self.add_field = Button("", "link", icon="plus", size="sm", parent=self)
        self.add_field.clicked.connect(self._new_field)
        column.addWidget(self.add_field)
        self.shell.changed.connect(self._forget_own)

    # --- showing

    def show_card(self, card: Card, moments: Sequence[Moment], clashes: Sequence[Clash]) -> None:
        self._id = card.id
        values = {
            "address": card.address,
            "phone": card.phone,
            "industry": card.industry,
            "terms_days": "" if card.terms_days is None else str(card.terms_days),
            "owner": card.owner_name,
            "next_visit": card.next_visit or "",
            "name": card.name,
            "class": card.grade,
            "state": card.state,
            "region": card.region,
            "credit_code": card.credit_code,
            "remark": card.remark,
        }
        self._offer_states(card.state)
        torn = {clash.field for clash in clashes}
        for name, row in self.rows.items():
            row.set_value(values[name])
            row.set_chip(self.tr("2 versions") if name in torn else "")
        self.map.setVisible(card.latitude is not None)
        self._show_ageing(card)
        self._show_recent(moments)
        self._show_extras(card)

    def _show_ageing(self, card: Card) -> None:
        owed = card.receivable or 0
        self._ageing_box.setVisible(owed > 0)
        self._ageing.set_parts(ageing_parts(card.ageing))
        whole = words.amount(card.receivable, sign=True)
        self._owed.setText(self.tr("total {amount}").format(amount=whole))

    def _show_recent(self, moments: Sequence[Moment]) -> None:
        events = [event_of(moment, self.app.clock) for moment in moments[:RECENT]]
        self._recent.set_events(events)
        self._recent.setVisible(bool(events))
        self._nothing.setVisible(not events)
        self._all.setText(self.tr("All %n", "", len(moments)))
        self._all.setVisible(len(moments) > RECENT)

    def _show_extras(self, card: Card) -> None:
        """The company's fields, the person's, and whatever else stands on this card."""
        wanted = {field.name: field for field in self._own_fields()}
        for key in sorted(card.extra.keys() - wanted.keys()):
            wanted[key] = OwnField(key)
        if list(wanted.values()) != self._extra_fields:
            self._extra_fields = list(wanted.values())
            clear(self._extra_column)
            self._extras = {name: self._extra_row(field) for name, field in wanted.items()}
            in_order = [self.rows[MORE[-1][0]], *self._extras.values(), self.add_field]
            for before, after in pairwise(in_order):
                QWidget.setTabOrder(before, after)
        for name, row in self._extras.items():
            said = card.extra.get(name)
            row.set_value("" if said is None else str(said))

    def _extra_row(self, field: OwnField) -> FieldRow:
        kind, choices = row_kind(field)
        show = self._coming if kind == "date" else None
        row = FieldRow(
            field.name,
            kind=kind,
            choices=choices,
            show=show,
            today=self.app.clock.today,
            parent=self,
        )
        row.saved.connect(partial(self._save_extra, row, field.name))
        self._extra_column.addWidget(row)
        return row

    def _own_fields(self) -> list[OwnField]:
        if self._own is None:
            with self.app.database.read() as connection:
                self._own = own_fields(connection, self.app.me.post)
        return self._own

    def _forget_own(self) -> None:
        self._own = None

    def _new_field(self) -> None:
        form = NewField(self.app, self.shell, self.window())
        form.made.connect(self._made_field)
        form.closed.connect(form.deleteLater)
        form.open_below(self.add_field)

    def _made_field(self, made: OwnField) -> None:
        if made.name in self._extras:
            self._extras[made.name].edit()

    # --- changing

    def edit_first(self) -> None:
        self.rows["address"].edit()

    def _save(self, name: str, text: str) -> None:
        row = self.rows[name]
        try:
            value = sync_state.written_as("customer", name, text)
        except Problem as problem:
            row.refuse(self.shell.explain(problem).text)
            return
        self._edit({name: value}, words.field("customer", name), row)

    def _save_extra(self, row: FieldRow, key: str, text: str) -> None:
        self._edit({"extra": {key: text or None}}, key, row)

    def _edit(self, fields: dict[str, object], label: str, row: FieldRow) -> None:
        said = self.tr("“{field}” changed").format(field=label)
        self.shell.perform(
            "customer.edit", self._id, fields, said=said, failed=lambda why: row.refuse(why.text)
        )


def ageing_parts(ages: Sequence[Decimal]) -> list[Part]:
    """A receivable by its age: not due, then 1-30, 31-60 and more than 60 days late."""
    labels = (
        translate("OverviewPage", "Not due"),
        translate("OverviewPage", "1–30 days"),
        translate("OverviewPage", "31–60 days"),
        translate("OverviewPage", "Over 60 days"),
    )
    return [
        Part(label, words.amount(part), float(part), fill)
        for label, part, fill in zip(labels, ages, FILLS, strict=True)
    ]
