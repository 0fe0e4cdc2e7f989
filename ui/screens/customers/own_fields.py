"""A person's own fields of a customer: kept in the settings, made in a small window."""

import re
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from desktop.queries.customer_fields import NO, YES, OwnField
from sync.catalogue.books import FIELD_KINDS
from ui.preferences import Preferences
from ui.widgets.buttons import Button
from ui.widgets.containers import Popover
from ui.widgets.fields import Kind
from ui.widgets.inputs import Choice, LineField
from ui.widgets.labels import Label

translate = QCoreApplication.translate
KEPT = "customers.fields"
APART = re.compile(r"[、,，;；/]")


def mine(settings: Preferences) -> list[OwnField]:
    """In the order they were made."""
    said: list[dict[str, Any]] = settings.get(KEPT, [])
    return [
        OwnField(str(one["name"]), str(one.get("kind", "text")), tuple(one.get("choices", ())))
        for one in said
    ]


def add_mine(settings: Preferences, made: OwnField) -> None:
    """A field of the same name gives way."""
    held = [field for field in mine(settings) if field.name != made.name]
    settings.set(
        KEPT,
        [
            {"name": field.name, "kind": field.kind, "choices": list(field.choices)}
            for field in (*held, made)
        ],
    )


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
    """What it is called and what it holds."""

    made = Signal(object)  # OwnField

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, width=280)
        self.column.addWidget(Label(self.tr("A field of your own, on every card"), "cap", "text3"))
        self.name = LineField(self.tr("Name of the field"), parent=self)
        self.name.returnPressed.connect(self._make)
        self.kind = Choice([(kind, self._words(kind)) for kind in FIELD_KINDS], self)
        self.kind.setAccessibleName(self.tr("What it holds"))
        self.kind.chosen.connect(lambda _: self._show_choices())
        self.choices = LineField(self.tr("Choices, with commas between"), parent=self)
        self.choices.returnPressed.connect(self._make)
        self.choices.hide()
        make = Button(self.tr("Add the field"), "primary", size="sm", parent=self)
        make.clicked.connect(self._make)
        for widget in (self.name, self.kind, self.choices, make):
            self.column.addWidget(widget)

    def _words(self, kind: str) -> str:
        return {
            "text": self.tr("Words"),
            "number": self.tr("A number"),
            "date": self.tr("A day"),
            "choice": self.tr("One of several"),
            "yes_no": self.tr("Yes or no"),
        }[kind]

    def _show_choices(self) -> None:
        self.choices.setVisible(self.kind.value() == "choice")
        self.adjustSize()

    def _make(self) -> None:
        name = self.name.text().strip()
        self.name.set_invalid(not name)
        if not name:
            return
        parts = (part.strip() for part in APART.split(self.choices.text()))
        kind = str(self.kind.value())
        choices = tuple(part for part in parts if part) if kind == "choice" else ()
        self.dismiss()
        self.made.emit(OwnField(name, kind, choices))
