"""The workspace 报告: write one's own, read and sign the team's."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import forms
from desktop.domain.periods import KINDS
from ui.forms import words
from ui.forms.records import Records
from ui.screens.reports import commands, desk, entries, exporting, margin, marginalia
from ui.screens.reports.beginning import BeginPopover
from ui.screens.reports.desk import Sheet
from ui.screens.reports.filling import Filling
from ui.screens.reports.margin import Margin
from ui.screens.reports.review import ReviewBar
from ui.screens.reports.saving import Saving
from ui.screens.reports.sheet import SheetPane
from ui.screens.reports.shelf import WIDTH, Entry, Shelf
from ui.screens.reports.signing import Signing
from ui.screens.reports.sources import SourcesPopover
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.containers import Pane
from ui.widgets.notices import EmptyState
from ui.workspace_screen import WorkspaceScreen

NARROW, SLIM = 1180, 256


class Screen(Retranslated, WorkspaceScreen):
    """Shelf, sheet, margin; under somebody else's sealed paper the bar to sign it."""

    def __init__(self, app: Any, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app, self._shell = app, shell
        self._sheet: Sheet | None = None
        self._unlisted = ""  # the id of a paper that was opened and is not on the shelf
        self._sources: SourcesPopover | None = None
        self._begin: BeginPopover | None = None
        self._records = Records(app)
        self._shelf = Shelf(self)
        self._pane = SheetPane(app.clock, self, editors=self._records.editors)
        self._filling = Filling(app, shell, self._shelf)
        self._review, self._margin = ReviewBar(self), Margin(self)
        self._nothing = EmptyState("", icon="clipboard-data")
        self._saving = Saving(app, self._pane.form.answer, self)
        self._signing = Signing(app, shell, self._review, self)
        self._lay_out()
        self._connect()
        commands.register(self, self, shell, self._review, self._shelf)
        commands.register_forms(shell, self, self._writable(), lambda code: self._begin_form(code))
        self.retranslate()

    def _lay_out(self) -> None:
        one = Pane("surface", parent=self)
        column = QVBoxLayout(one)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pane, 1)
        column.addWidget(self._review)
        both = QWidget(self)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(one, 1)
        row.addWidget(self._margin)
        empty = Pane("surface", parent=self)
        QVBoxLayout(empty).addWidget(self._nothing)
        self._right = QStackedWidget(self)
        self._both, self._empty = both, empty
        self._right.addWidget(both)
        self._right.addWidget(empty)
        self._shelf.setFixedWidth(WIDTH)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._shelf)
        whole.addWidget(self._right, 1)

    def foot(self) -> QWidget | None:
        return self._review if self._review.isVisible() else None

    def _connect(self) -> None:
        self._shelf.kind_chosen.connect(self._choose_kind)
        self._shelf.stage_chosen.connect(self._choose_stage)
        self._shelf.current_changed.connect(self._show_entry)
        self._shelf.day_turned.connect(self._turn)
        self._shelf.new_wanted.connect(self.choose_form)
        self._shelf.list.opened.connect(self._open_entry)
        self._shelf.list.clicked.connect(self._fold_pressed)
        self._pane.sealed.connect(self.seal)
        self._pane.discarded.connect(self._discard)
        self._pane.paper_wanted.connect(lambda: exporting.save(self.out()))
        self._pane.form.answered.connect(self._answered)
        self._pane.form.source_wanted.connect(self._show_source)
        self._review.reviewed.connect(self._sign)
        self._review.left.connect(self._to_list)
        self._margin.pressed.connect(self._go_to)
        self._margin.copied.connect(self._copy)
        self._nothing.acted.connect(self.choose_form)
        self._saving.wanted.connect(self._save)
        self._saving.stored.connect(self._tell_stored)
        self._saving.failed.connect(self._tell_failed)
        self._shell.changed.connect(self._refresh_if_shown)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves, or closes the program, leaves nothing unsaved behind."""
        self._save()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The form keeps its room: the sides give way first."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        self._shelf.setFixedWidth(SLIM if narrow else WIDTH)
        self._margin.setFixedWidth(SLIM if narrow else margin.WIDTH)

    # --- what the window asks of a screen

    def activate(self) -> None:
        self.refresh()
        self._to_list()

    def open(self, id: str) -> None:
        """Show a paper by its id, mine or somebody's."""
        sheet = desk.read_sheet(self._app, id)
        if sheet is None:
            return
        self._save()
        self._filling.kind, self._filling.stage = "mine" if sheet.is_mine else "team", ""
        if not sheet.is_mine and sheet.form.kind == "daily":
            self._filling.day = sheet.period.first
        self._filling.unfold(sheet.form.code, entries.TO_SIGN, entries.OTHERS)
        self.refresh()
        self._select(id=id, code=sheet.form.code, period=sheet.period.name)
        if self._sheet is None or self._sheet.key != sheet.key:  # older than what is listed
            self._unlisted = id
            self._shelf.list.clear_current()
            self._show_sheet(sheet)

    def show_what(self, what: Mapping[str, Any]) -> None:
        """`kind="weekly"` opens a kind; `write=True` goes to the words only a person has;
        `new="urgent_report"` begins a form, with `answers`."""
        if what.get("kind") in (*KINDS, "team"):
            self._choose_kind(str(what["kind"]))
        if what.get("new"):
            self._begin_form(str(what["new"]), what.get("answers") or {})
        if what.get("write"):
            self.write()

    def retranslate(self) -> None:
        self._save()
        self._nothing.set("")  # told again when it is shown
        if self.isVisible():  # else with its next showing: hidden, it has no place to return to
            self.refresh()

    # --- the shelf

    @Slot()
    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        self._filling.fill()
        self._show_entry(self._shelf.list.current_key())

    @Slot()
    def _fold_pressed(self) -> None:
        entry = self._shelf.entry(self._shelf.list.current_key())
        if entry is None or not entry.is_heading:
            return
        if entry.is_rest:
            self._filling.whole.add(entry.code)
        else:
            self._filling.fold(entry.code, folded=not entry.folded)
        self.refresh()

    @Slot(object)
    def _open_entry(self, key: object) -> None:
        entry = self._shelf.entry(key)
        if entry is not None and entry.is_heading:
            self._fold_pressed()
        else:
            self.write()

    @Slot(str)
    def _choose_kind(self, kind: str) -> None:
        """The team, mine, or one kind of mine."""
        self._save()
        self._filling.kind, self._filling.stage = ("team" if kind == "team" else "mine"), ""
        code = next((code for code in self._filling.slots if code == f"{kind}_report"), "")
        if code:
            self._filling.unfold(code)
        self.refresh()
        self._shelf.select_first(code)
        self._to_list()

    @Slot(str)
    def _choose_stage(self, stage: str) -> None:
        self._save()
        self._filling.stage = stage
        self.refresh()

    @Slot(int)
    def _turn(self, by: int) -> None:
        self._filling.turn(by)
        self.refresh()

    def _select(self, *, id: str = "", code: str = "", period: str = "") -> None:
        key = self._shelf.key_of(id=id, code=code, period=period)
        if key is None:
            self._filling.whole.add(code)
            self.refresh()
            key = self._shelf.key_of(id=id, code=code, period=period)
        if key is not None:
            self._shelf.list.select_key(key)

    def _to_list(self) -> None:
        self._shelf.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the sheet

    @Slot(object)
    def _show_entry(self, key: object) -> None:
        entry = self._shelf.entry(key)
        if entry is not None and entry.is_heading:
            if self._sheet is None or self._sheet.is_mine == (self._filling.kind == "team"):
                self._show_nothing(None)
            return
        if self._sheet is not None and self._saving.unsaved and not self._still(entry):
            self._save()
        if entry is None and self._unlisted:
            sheet = desk.read_sheet(self._app, self._unlisted)
        else:
            self._unlisted = ""
            sheet = self._sheet_of(entry) if entry is not None else None
        if sheet is None:
            self._show_nothing(entry)
            return
        self._show_sheet(sheet)

    def _show_sheet(self, sheet: Sheet) -> None:
        before, self._sheet = self._sheet, sheet
        self._right.setCurrentWidget(self._both)
        is_other = before is None or before.key != sheet.key
        if is_other:
            self._saving.forget()
        language = self._shell.settings.language
        self._pane.show_sheet(sheet, language, self._saving.unsaved, is_other=is_other)
        self._show_margin(sheet)
        if is_other:
            self._review.reset()
            self._return_to_section(sheet)
        self._signing.show(sheet)

    def _still(self, entry: Entry | None) -> bool:
        """Whether the entry is the paper on the page."""
        found = self._sheet.report if self._sheet else None
        if entry is None or self._sheet is None:
            return False
        same = entry.code == self._sheet.form.code and entry.period == self._sheet.period.name
        return (bool(entry.id) and found is not None and entry.id == found.id) or same

    def _return_to_section(self, sheet: Sheet) -> None:
        """A report that was begun opens where its author last wrote."""
        kept = self._shell.settings.get(f"reports.{sheet.form.code}.field", "")
        section = sheet.form.section_of(kept)
        if sheet.is_open and sheet.report is not None and section is not None:
            QTimer.singleShot(0, self, lambda: self._pane.form.scroll_to(section.key))

    def _sheet_of(self, entry: Entry) -> Sheet | None:
        if self._filling.kind == "team" or entry.id:
            return desk.read_sheet(self._app, entry.id) if entry.id else None
        slots = self._filling.slots.get(entry.code, [])
        slot = next((one for one in slots if one.period.name == entry.period), None)
        return desk.sheet_of(self._app, slot) if slot else None

    def _show_nothing(self, entry: Entry | None) -> None:
        self._sheet = None
        self._right.setCurrentWidget(self._empty)
        if entry is not None:
            text = self.tr("{name} has not sealed a report for {day}.")
            self._nothing.set(text.format(name=entry.title, day=words.weekday(self._filling.day)))
        elif self._filling.kind == "team":
            self._nothing.set(self.tr("Nothing waits for your signature."))
        else:
            self._nothing.set(self.tr("Nothing here yet."), self.tr("New form"))

    def _show_margin(self, sheet: Sheet) -> None:
        language = self._shell.settings.language
        self._margin.show_all(
            marginalia.checks(sheet, self._answers(sheet), language),
            marginalia.comment(sheet, self._app.clock),
            marginalia.before(sheet, language, self._records.customer),
            marginalia.chain(sheet, self._app.clock),
        )

    def _answers(self, sheet: Sheet) -> dict[str, Any]:
        """What the page shows; before it is drawn, what is stored."""
        shown = self._pane.form.answers()
        return shown if self._sheet is sheet and shown else dict(sheet.answers)

    def has_sheet(self) -> bool:
        return self._sheet is not None

    def out(self) -> exporting.Out:
        self._save()
        return exporting.Out(self._app, self._shell, self._sheet, self._records.customer, self)

    # --- beginning

    @Slot()
    def choose_form(self) -> None:
        """Every form this person may write, under the button."""
        if self._begin is None:
            self._begin = BeginPopover(self.window())
            self._begin.begun.connect(lambda code: self._begin_form(code))
        language = self._shell.settings.language
        self._begin.show_forms(self._writable(), language, self._shelf.new)

    def _writable(self) -> list[forms.Form]:
        return [form for form in desk.in_force(self._app) if self._app.me.writes(form.write)]

    def _begin_form(self, code: str, answers: Mapping[str, Any] = MappingProxyType({})) -> None:
        """A report's own period, the plan that was begun already, or a new form."""
        form = next((one for one in desk.in_force(self._app) if one.code == code), None)
        if form is None:
            return
        self._save()
        if form.is_report:
            self._choose_kind(form.kind)
            self.write()
            return
        begun = desk.existing(self._app, form)
        if begun is not None:
            self.open(begun.id)
            return
        title = form.title.text(self._shell.settings.language)
        asked = {"form": code, "date": desk.day_for(self._app, form).isoformat(),
                 "answers": dict(answers)}  # fmt: skip
        said = self.tr("Begun: {form}").format(form=title)
        done = self._shell.perform("form.save", None, asked, said=said)
        if done is not None:
            self.open(done.id)
            self.write()

    @Slot()
    def _discard(self) -> None:
        sheet = self._sheet
        if sheet is None or sheet.report is None or sheet.form.is_report:
            return
        self._saving.forget()
        said = self.tr("Discarded the draft")
        self._shell.perform("form.discard", sheet.report.id, {}, said=said)

    # --- writing

    @Slot()
    def write(self) -> None:
        """Into the first field only a person can fill; of the report due where none is open."""
        at_hand = self._sheet is not None and self._sheet.is_open
        if self._filling.kind == "team" or not at_hand:
            self._choose_kind("daily" if not self._app.me.is_manager else "weekly")
        if self._sheet is None or not self._sheet.is_open:
            return
        missing = forms.faults(self._sheet.form, self._pane.form.answers())
        self._pane.form.focus_field(missing[0].field if missing else self._last_written())

    def _last_written(self) -> str:
        """Where the person last was, this session or before."""
        if self._sheet is None:
            return ""
        kept: str = self._shell.settings.get(f"reports.{self._sheet.form.code}.field", "")
        asked = [one.key for one in self._sheet.form.answers()]
        return kept if kept in asked else next(iter(asked), "")

    @Slot(str)
    def _answered(self, key: str) -> None:
        sheet = self._sheet
        if sheet is None or not sheet.is_open:
            return
        self._saving.typed(sheet, key)
        self._pane.set_saved(self.tr("writing…"))
        if key == sheet.form.subject:
            figures = desk.figures_with(self._app, sheet, self._pane.form.answers())
            self._pane.form.show_derived(figures)

    @Slot()
    def _save(self) -> None:
        self._saving.save(self._sheet)

    @Slot(object)
    def _tell_stored(self, keys: set[str]) -> None:
        """No toast, only a word that it is kept."""
        if self._sheet is not None:
            self._shell.settings.set(f"reports.{self._sheet.form.code}.field", next(iter(keys)))
        self._shell.changed.emit()
        now = words.hour(self._app.clock.now_text(), self._app.clock)
        self._pane.set_saved(self.tr("Saved on this device {time}").format(time=now), "ok")

    @Slot(object)
    def _tell_failed(self, problem: Exception) -> None:
        self._pane.set_saved(self._shell.explain(problem).text, "bad")

    def may_seal(self) -> bool:
        return self._sheet is not None and self._sheet.is_open

    @Slot()
    def seal(self) -> None:
        """Freeze it; what does not fit gets its reason under it and the focus, nothing is lost."""
        if not self.may_seal() or self._sheet is None or not self._saving.save(self._sheet):
            return
        faults = forms.faults(self._sheet.form, self._pane.form.answers())
        self._pane.form.show_faults(faults)
        if not faults and self._signing.seal(self._sheet, self._pane.form.answers()):
            self._to_list()

    @Slot(str)
    def _copy(self, key: str) -> None:
        """Words go below those that are there; anything else takes their place."""
        if self._sheet is None or self._sheet.previous is None:
            return
        before, now = self._sheet.previous.answers.get(key), self._pane.form.answer(key)
        if isinstance(before, str) and isinstance(now, str) and now:
            before = f"{now}\n{before}"
        self._pane.form.set_answer(key, before)
        self._pane.form.focus_field(key)

    # --- reading

    @Slot(str, str, object)
    def _show_source(self, rows: str, label: str, anchor: QWidget) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        if rows == "tomorrow":
            self._shell.go("routes")
            return
        if self._sources is None:
            self._sources = SourcesPopover(self.window())
        answers = self._pane.form.answers() if sheet.is_open else sheet.answers
        origins = desk.origins(self._app, sheet, rows, answers)
        self._sources.show_origins(label, origins, self._app.clock, self._go_to, anchor)

    @Slot(str)
    def _go_to(self, target: str) -> None:
        where, _, what = target.partition(":")
        if where == "field":
            self._pane.form.focus_field(what)
        elif what:
            self._shell.go(where, id=what)
        else:
            self._shell.go(where)

    # --- signing

    def may_sign(self) -> bool:
        return self._sheet is not None and self._sheet.may_sign

    @Slot(str, str)
    def _sign(self, verdict: str, comment: str) -> None:
        if self._sheet is not None and self._signing.say(self._sheet, verdict, comment):
            self._to_list()
