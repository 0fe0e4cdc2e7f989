"""The middle: a report's head with its seal, the rail of its sections, and the form."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.forms import Form
from sync.catalogue.states import ReportState
from sync.clock import Clock
from ui.forms import words
from ui.forms.editors import Editors
from ui.forms.page import FormPage
from ui.screens.reports import entries
from ui.screens.reports.desk import Sheet
from ui.translations import Retranslated
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import Chip
from ui.widgets.containers import Pane
from ui.widgets.labels import Label
from ui.widgets.tabs import Tab, Tabs


class SheetPane(Retranslated, Pane):
    """Shows one report; the screen saves what is typed."""

    sealed = Signal()
    discarded = Signal()
    paper_wanted = Signal()

    def __init__(
        self, clock: Clock, parent: QWidget | None = None, *, editors: Editors | None = None
    ) -> None:
        super().__init__("surface", "", parent)
        self._clock = clock
        self._drawn = ("", 0, "")  # form code, version and language on the page
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

    def show_sheet(
        self, sheet: Sheet, language: str, unsaved: Collection[str], *, is_other: bool
    ) -> None:
        """Drawn anew only where it must be; `unsaved`, the fields whose words are not stored yet,
        stay as they were typed."""
        drawn = (sheet.form.code, sheet.form.version, language)
        is_drawn_anew = is_other or drawn != self._drawn
        typed = {key: self.form.answer(key) for key in unsaved}
        place = self.form.place()
        if is_drawn_anew:
            self._draw(sheet.form, language)
            self._drawn = drawn
        answers = {**sheet.answers, **typed}
        self.form.show_report(answers, sheet.derived, read_only=not sheet.is_open)
        self._show_head(sheet, language)
        if not unsaved:
            self.set_saved("")
        if is_other:
            self.form.scroll_to(sheet.form.sections[0].key)
        elif is_drawn_anew:  # in another language, or by a later definition
            self.form.return_to(place)

    def _draw(self, form: Form, language: str) -> None:
        self.form.set_form(form, language)
        titles: Sequence[Tab] = [
            Tab(section.key, section.short.text(language)) for section in form.sections
        ]
        self.rail.set_tabs(titles)

    def _show_head(self, sheet: Sheet, language: str) -> None:
        period, found = sheet.period, sheet.report
        title = sheet.form.title.text(language)
        state = found.state if found else ReportState.DRAFT
        note = words.period(period.kind, period.first)
        if found and found.subject_name:
            note = f"{found.subject_name} · {note}"
        if found and found.sealed_at and state != ReportState.RETURNED:
            when = words.moment(found.sealed_at, self._clock)
            note += " · " + self.tr("sealed {when}").format(when=when)
        self._title.setText(title if sheet.is_mine else f"{sheet.name} · {title}")
        self._chip.set(entries.state_name(state), entries.TINTS[state])
        self._note.setText(note)
        is_free = not sheet.form.is_report and found is not None and not found.sealed_at
        self._discard.setVisible(sheet.is_open and is_free)
        self._seal.setVisible(sheet.is_open)
        self._saved.setVisible(sheet.is_open)

    def set_saved(self, words: str, ink: str = "text3") -> None:
        self._saved.setText(words)
        self._saved.set_ink(ink)
