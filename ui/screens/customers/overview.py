"""The first page of a card: fields edited where they stand, the age of the debt, the latest."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import sync_state
from desktop.queries.customer_card import Card
from desktop.queries.sync_state import Clash
from desktop.queries.timeline import Moment
from sync.catalogue.customers import CLASSES, STATES
from sync.errors import Problem
from ui import words
from ui.screens.customers.history import event_of
from ui.shell import Shell
from ui.widgets.buttons import Button, IconButton
from ui.widgets.containers import Rule, clear
from ui.widgets.fields import FieldRow, Kind
from ui.widgets.figures import AgeingBar, Part
from ui.widgets.labels import Label, SectionHeader
from ui.widgets.notices import EmptyState
from ui.widgets.stories import Timeline

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


class OverviewPage(QWidget):
    """Every change is kept at once; a value that does not fit goes back with the reason."""

    history_pressed = Signal()

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app, self.shell = app, shell
        self._id = ""
        self.rows: dict[str, FieldRow] = {}
        self._extras: dict[str, FieldRow] = {}
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

    def _row(self, name: str, kind: Kind) -> FieldRow:
        choices = {
            "class": [(grade, words.class_words(grade)) for grade in CLASSES],
            "state": [(code, words.state(code)) for code in STATES],
        }
        show = {"terms_days": words.terms, "next_visit": self._coming}.get(name)
        label = words.field("customer", name)
        row = FieldRow(label, kind=kind, choices=choices.get(name, ()), show=show, parent=self)
        row.saved.connect(partial(self._save, name))
        self.rows[name] = row
        return row

    def _coming(self, day: str) -> str:
        return words.coming_day(day, self.app.clock.today())

    def _add_map(self) -> None:
        self.map = IconButton("navigation", self.tr("Show on the map"), ink="accent", parent=self)
        self.map.clicked.connect(lambda: self.shell.go("routes", customer=self._id))
        self.rows["address"].set_action(self.map)

    def _make_ageing(self, column: QVBoxLayout) -> None:
        self._ageing_title = SectionHeader(self.tr("Age of the receivable"), parent=self)
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
        header = SectionHeader(self.tr("Latest activity"), parent=self)
        self._all = Button("", "link", size="sm", parent=self)
        self._all.clicked.connect(self.history_pressed)
        header.add(self._all)
        self._recent = Timeline(parent=self)
        self._nothing = EmptyState(self.tr("No visit and no request yet"), icon="history")
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
        column.addWidget(SectionHeader(self.tr("More about the customer"), parent=self))
        for name, kind in MORE:
            column.addWidget(self._row(name, kind))
        self._extra_column = QVBoxLayout()
        self._extra_column.setSpacing(0)
        column.addLayout(self._extra_column)

    # --- showing

    def show_card(self, card: Card, moments: Sequence[Moment], clashes: Sequence[Clash]) -> None:
        fresh = card.id != self._id
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
        torn = {clash.field for clash in clashes}
        for name, row in self.rows.items():
            row.set_value(values[name])
            row.set_chip(self.tr("2 versions") if name in torn else "")
        self.map.setVisible(card.latitude is not None)
        self._show_ageing(card)
        self._show_recent(moments)
        self._show_extras(card, fresh)

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

    def _show_extras(self, card: Card, fresh: bool) -> None:
        wanted = {key: str(value) for key, value in sorted(card.extra.items())}
        if fresh or list(wanted) != list(self._extras):
            clear(self._extra_column)
            self._extras = {}
            for key in wanted:
                row = FieldRow(key, parent=self)
                row.saved.connect(partial(self._save_extra, key))
                self._extras[key] = row
                self._extra_column.addWidget(row)
        for key, text in wanted.items():
            self._extras[key].set_value(text)

    # --- changing

    def edit_first(self) -> None:
        self.rows["address"].edit()

    def _save(self, name: str, text: str) -> None:
        try:
            value = sync_state.written_as("customer", name, text)
        except Problem as problem:
            self.shell.tell(problem)
            self.shell.changed.emit()
            return
        self._edit({name: value}, words.field("customer", name))

    def _save_extra(self, key: str, text: str) -> None:
        self._edit({"extra": {key: text or None}}, key)

    def _edit(self, fields: dict[str, object], label: str) -> None:
        said = self.tr("“{field}” is changed").format(field=label)
        if self.shell.perform("customer.edit", self._id, fields, said=said) is None:
            self.shell.changed.emit()  # the card shows what is kept again


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
