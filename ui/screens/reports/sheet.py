"""The middle: a report's head with its seal, the rail of its sections, and the form."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.forms import Form
from ui.forms.editors import Editors
from ui.forms.page import FormPage
from ui.translations import Retranslated
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import Chip
from ui.widgets.containers import Pane
from ui.widgets.labels import Label
from ui.widgets.tabs import Tab, Tabs


class SheetPane(Retranslated, Pane):
    """Shows one report; the screen fills it and saves what is typed."""

    sealed = Signal()
    discarded = Signal()
    paper_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, editors: Editors | None = None) -> None:
        super().__init__("surface", "", parent)
        self._title = Label("", "title", elide=True, parent=self)
        self._chip = Chip("", "gray", parent=self)
        self._note = Label("", "cap", "text3", elide=True, parent=self)
        self._saved = Label("", "cap", "text3", parent=self)
        self._seal = Button("", "primary", icon="lock", key="reports.seal", parent=self)
        self._seal.clicked.connect(self.sealed)
        self._paper = IconButton("download", "", framed=True, parent=self)
        self._paper.clicked.connect(self.paper_wanted)
        self._discard = IconButton("trash", "", parent=self)
        self._discard.clicked.connect(self.discarded)
        self.rail = Tabs(self, margin=24)
        self.form = FormPage(self, editors=editors)
        self.rail.chosen.connect(self.form.scroll_to)
        self.form.section_entered.connect(self.rail.set_current)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._chip)
        below.addWidget(self._note, 1)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._title)
        names.addLayout(below)
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 20, 8)
        head.setSpacing(12)
        head.addLayout(names, 1)
        head.addWidget(self._saved)
        head.addWidget(self._discard)
        head.addWidget(self._paper)
        head.addWidget(self._seal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.rail)
        column.addWidget(self.form, 1)

    def retranslate(self) -> None:
        self._seal.setText(self.tr("Seal"))
        self._paper.set_name(self.tr("Save as PDF"))
        self._discard.set_name(self.tr("Discard this draft"))

    def set_form(self, form: Form, language: str) -> None:
        self.form.set_form(form, language)
        titles: Sequence[Tab] = [
            Tab(section.key, section.short.text(language)) for section in form.sections
        ]
        self.rail.set_tabs(titles)

    def set_head(self, title: str, chip: str, tint: str, note: str) -> None:
        self._title.setText(title)
        self._chip.set(chip, tint)
        self._note.setText(note)

    def set_saved(self, words: str, ink: str = "text3") -> None:
        self._saved.setText(words)
        self._saved.set_ink(ink)

    def set_open(self, may_seal: bool, may_discard: bool = False) -> None:
        self._discard.setVisible(may_discard)
        self._seal.setVisible(may_seal)
        self._saved.setVisible(may_seal)
