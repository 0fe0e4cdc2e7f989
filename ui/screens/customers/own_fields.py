"""Fields that are added to the cards: for oneself, or published for a unit or everybody."""

import re

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.application import Application
from desktop.queries.customer_fields import NO, YES, OwnField, own_fields, publishes_for
from sync.catalogue.books import FIELD_KINDS
from ui.preferences import Preferences
from ui.problems import Notice
from ui.shell import Shell
from ui.widgets.buttons import Button, IconButton
from ui.widgets.containers import Popover
from ui.widgets.fields import Kind
from ui.widgets.inputs import Choice, LineField
from ui.widgets.labels import Label

translate = QCoreApplication.translate
KEPT = "customers.fields"  # in the settings of an earlier version
SHOWN = 8
APART = re.compile(r"[、,，;；/]")


def bring_along(app: Application, settings: Preferences) -> None:
    """What an earlier version kept in the settings of one laptop follows its person from now on."""
    for one in settings.get(KEPT, []):
        value = {"kind": one.get("kind", "text"), "choices": list(one.get("choices", ()))}
        said = {"kind": "customer_field", "name": str(one["name"]), "value": value}
        app.perform("preference.keep", set=said)
    if settings.get(KEPT):
        settings.set(KEPT, [])


def row_kind(field: OwnField) -> tuple[Kind, list[tuple[str, str]]]:
    """How the card edits it, and the values there are to choose from."""
    if field.kind == "yes_no":
        said = (YES, translate("Words", "yes")), (NO, translate("Words", "no"))
        return "choice", [("", "—"), *said]
    if field.kind == "choice" and field.choices:
        return "choice", [("", "—"), *((value, value) for value in field.choices)]
    plain: dict[str, Kind] = {"number": "number", "date": "date"}
    return plain.get(field.kind, "text"), []


class NewField(Popover):
    """What it is called, what it holds and who is to fill it; below, those there are."""

    made = Signal(object)  # OwnField

    def __init__(self, app: Application, shell: Shell, window: QWidget) -> None:
        super().__init__(window, width=300)
        self.app, self.shell = app, shell
        with app.database.read() as connection:
            units = publishes_for(connection, app.me.post)
            known = [field for field in own_fields(connection, app.me.post) if field.record]
        self.column.addWidget(Label(self.tr("A new field on the cards"), "sub", parent=self))
        self.name = LineField(parent=self)
        self.name.returnPressed.connect(self._make)
        self.kind = Choice([(kind, kind_words(kind)) for kind in FIELD_KINDS], self)
        self.kind.chosen.connect(lambda _: self._show_choices())
        self.choices = LineField(self.tr("Choices, with commas between"), parent=self)
        self.choices.returnPressed.connect(self._make)
        self.choices.hide()
        others = [(unit, name or self.tr("Everybody in the company")) for unit, name in units]
        self.whose = Choice([(None, self.tr("Only for me")), *others], self)
        self.trouble = Label("", "cap", "bad", wrap=True, parent=self)
        self.trouble.hide()
        make = Button(self.tr("Add the field"), "primary", size="sm", parent=self)
        make.clicked.connect(self._make)
        self._add(self.tr("Name of the field"), self.name)
        self._add(self.tr("What it holds"), self.kind)
        self.column.addWidget(self.choices)
        self._add(self.tr("Who fills it in"), self.whose, bool(units))
        for widget in (self.trouble, make):
            self.column.addWidget(widget)
        if known:
            self.column.addSpacing(4)
            self.column.addWidget(Label(self.tr("On the cards now"), "cap", "text3", parent=self))
        for field in known[:SHOWN]:
            may_change = not field.company or field.unit in {unit for unit, _ in units}
            self.column.addLayout(self._line(field, may_change))

    def _add(self, label: str, field: QWidget, shown: bool = True) -> None:
        words = Label(label, "cap", "text2", parent=self)
        field.setAccessibleName(label)
        self.column.addWidget(words)
        self.column.addSpacing(-4)
        self.column.addWidget(field)
        words.setVisible(shown)
        field.setVisible(shown)

    def _line(self, field: OwnField, may_change: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        whose = self.tr("published") if field.company else self.tr("only for me")
        said = Label(
            f"{field.name} · {kind_words(field.kind)} · {whose}", "cap", "text2", elide=True
        )
        row.addWidget(said, 1)
        if may_change:
            name = self.tr("Remove “{name}”").format(name=field.name)
            away = IconButton("x", name, size=24, icon_size=14, parent=self)
            away.clicked.connect(lambda: self._take_away(field))
            row.addWidget(away)
        return row

    def _take_away(self, field: OwnField) -> None:
        """From the cards; what was written there stays where it is."""
        self.dismiss()
        said = self.tr("“{name}” is no longer on the cards").format(name=field.name)
        if field.company:
            self.shell.perform("field.edit", field.record, {"active": False}, said=said)
        else:
            self.shell.perform("preference.drop", field.record, {}, said=said)

    def _show_choices(self) -> None:
        self.choices.setVisible(self.kind.value() == "choice")
        self.adjustSize()

    def _make(self) -> None:
        name = self.name.text().strip()
        self.name.set_invalid(not name)
        if not name:
            return
        parts = (part.strip() for part in APART.split(self.choices.text()))
        kind, whose = str(self.kind.value()), self.whose.value()
        choices = [part for part in parts if part] if kind == "choice" else []
        value: dict[str, object] = {"kind": kind, "choices": choices}
        said = self.tr("“{name}” is on every card now").format(name=name)
        if whose is None:
            wanted: dict[str, object]
            wanted = {"kind": "customer_field", "name": name, "value": value}
            done = self.shell.perform("preference.keep", None, wanted, said=said, failed=self._no)
        else:
            said = self.tr("“{name}” is published").format(name=name)
            wanted = {**value, "name": name, "unit": whose or None}
            done = self.shell.perform("field.publish", None, wanted, said=said, failed=self._no)
        if done is not None:
            self.dismiss()
            self.made.emit(OwnField(name, kind, tuple(choices), whose is not None))

    def _no(self, notice: Notice) -> None:
        """In place: what was typed stays."""
        self.trouble.setText(" ".join(filter(None, (notice.text, notice.rest))))
        self.trouble.show()
        self.adjustSize()


def kind_words(kind: str) -> str:
    return {
        "text": translate("NewField", "Text"),
        "number": translate("NewField", "Number"),
        "date": translate("NewField", "Date"),
        "choice": translate("NewField", "One of a list"),
        "yes_no": translate("NewField", "Yes or no"),
    }[kind]
