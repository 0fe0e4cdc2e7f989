"""The workspace 报告: write one's own, read and sign the team's."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import forms
from desktop.domain.periods import KINDS, Period, is_working, period_of
from desktop.queries import approvals, reports
from sync.errors import Problem
from ui.commands import Command
from ui.forms import words
from ui.screens.reports import desk, entries, margin, marginalia
from ui.screens.reports.desk import Sheet
from ui.screens.reports.margin import Margin
from ui.screens.reports.review import ReviewBar
from ui.screens.reports.sheet import SheetPane
from ui.screens.reports.shelf import WIDTH, Entry, Shelf
from ui.screens.reports.sources import SourcesPopover
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.containers import Pane
from ui.widgets.notices import EmptyState

NARROW, SLIM = 1180, 256
QUIET = 600  # ms after the last key until what was typed is stored


class Screen(Retranslated, QWidget):
    """Shelf, sheet, margin; under somebody else's sealed report the bar to sign it."""

    def __init__(self, app: Any, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app, self._shell = app, shell
        self._kind = "team" if app.me.is_manager else "daily"
        self._sheet: Sheet | None = None
        self._drawn = ("", 0, "")  # form code, version and language on the page
        self._unsaved: set[str] = set()
        self._day: date = desk.last_working(app.clock.today())
        self._sources: SourcesPopover | None = None
        self._shelf, self._pane = Shelf(self), SheetPane(self)
        self._review, self._margin = ReviewBar(self), Margin(self)
        self._nothing = EmptyState("", icon="clipboard-data")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET)
        self._lay_out()
        self._connect()
        self._register()
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

    def _connect(self) -> None:
        self._shelf.kind_chosen.connect(self._choose_kind)
        self._shelf.current_changed.connect(self._show_entry)
        self._shelf.day_turned.connect(self._turn)
        self._shelf.list.opened.connect(lambda _: self._write())
        self._pane.sealed.connect(self._seal)
        self._pane.form.answered.connect(self._answered)
        self._pane.form.source_wanted.connect(self._show_source)
        self._review.reviewed.connect(self._sign)
        self._review.left.connect(self._to_list)
        self._margin.pressed.connect(self._go_to)
        self._margin.copied.connect(self._copy)
        self._timer.timeout.connect(self._save)
        self._shell.changed.connect(self._refresh_if_shown)

    def _register(self) -> None:
        def add(
            id: str, title: Callable[[], str], key: str, run: Callable[[], Any], **more: Any
        ) -> None:
            self._shell.commands.register(
                Command(f"reports.{id}", title, run, key, "reports", **more), owner=self
            )

        add("seal", lambda: self.tr("Seal the report"), "Ctrl+Return", self._seal, icon="lock",
            enabled=self._may_seal)  # fmt: skip
        add("sign", lambda: self.tr("Sign the report"), "A", lambda: self._review.choose("sign"),
            icon="signature", enabled=self._may_sign)  # fmt: skip
        add("return", lambda: self.tr("Return the report"), "R",
            lambda: self._review.choose("return"), icon="arrow-back-up",
            enabled=self._may_sign)  # fmt: skip
        add("comment", lambda: self.tr("Write a comment"), "C",
            lambda: self._review.comment.setFocus(Qt.FocusReason.ShortcutFocusReason),
            icon="message", enabled=self._may_sign)  # fmt: skip
        add("write", lambda: self.tr("Write today's report"), "E", self._write, icon="edit")
        add("down", lambda: self.tr("Next report"), "J", lambda: self._step(1), in_palette=False)
        add("up", lambda: self.tr("Report before"), "K", lambda: self._step(-1), in_palette=False)

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
        """Show a report by its id, mine or somebody's."""
        with self._app.database.read() as connection:
            found = reports.report(connection, id)
        if found is None:
            return
        if found.person == self._app.me.id:
            self._choose_kind(found.kind)
            self._select(period=reports.period_of_report(found).name)
        else:
            self._kind = "team"
            self._day = date.fromisoformat(found.date)
            self.refresh()
            self._select(id=id)

    def show_what(self, what: dict[str, Any]) -> None:
        """`kind="weekly"` opens a kind; `write=True` goes to the words only a person has."""
        if what.get("kind") in KINDS or what.get("kind") == "team":
            self._choose_kind(str(what["kind"]))
        if what.get("write"):
            self._write()

    def retranslate(self) -> None:
        self._save()
        self._drawn = ("", 0, "")
        self.refresh()

    # --- the shelf

    @Slot()
    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        self._show_pills()
        entries = self._team_entries() if self._kind == "team" else self._own_entries()
        self._shelf.show_entries(entries)
        self._show_entry(self._shelf.list.current_key())

    def _show_pills(self) -> None:
        names = {
            "daily": self.tr("Daily"),
            "weekly": self.tr("Weekly"),
            "monthly": self.tr("Monthly"),
        }
        items = list(names.items())
        if self._app.me.is_manager:
            with self._app.database.read() as connection:
                count = reports.count_to_sign(connection, self._app.me.post or "")
            items.insert(0, ("team", self.tr("Team {count}").format(count=count)))
            self._shelf.set_note(self.tr("{count} to sign").format(count=count))
            self._shell.set_count("reports", count)
        self._shelf.pills.set_items(items)
        self._shelf.pills.set_current(self._kind)

    def _own_entries(self) -> list[Entry]:
        self._shelf.set_day("")
        slots = desk.shelf(self._app, self._kind)
        if not self._app.me.is_manager:
            due = sum(1 for slot in slots if slot.owed or slot.is_due)
            note = self.tr("{count} due").format(count=due) if due else self.tr("nothing owed")
            self._shelf.set_note(note)
            self._shell.set_count("reports", due)
        return [entries.own_entry(slot, self._app.clock) for slot in slots]

    def _team_entries(self) -> list[Entry]:
        """First what waits for my signature, then the roll call of the day."""
        found = desk.team(self._app, period_of("daily", self._day))
        today = self._app.clock.today()
        sealed = sum(1 for one in found.roll if one.state in ("sealed", "signed"))
        said = self.tr("{day} · {sealed} of {all} sealed").format(
            day=words.weekday(self._day), sealed=sealed, all=len(found.roll)
        )
        self._shelf.set_day(said, self._day < today)
        return entries.team_entries(found, self._day, today)

    @Slot(str)
    def _choose_kind(self, kind: str) -> None:
        self._save()
        self._kind = kind
        self.refresh()
        self._shelf.list.select_number(0)
        self._to_list()

    @Slot(int)
    def _turn(self, by: int) -> None:
        period = period_of("daily", self._day)
        period = period.next if by > 0 else period.previous
        while not is_working(period.first) and period.first < self._app.clock.today():
            period = period.next if by > 0 else period.previous
        self._day = period.first
        self.refresh()

    def _select(self, *, id: str = "", period: str = "") -> None:
        key = self._shelf.key_of(id=id, period=period)
        if key is not None:
            self._shelf.list.select_key(key)

    def _step(self, by: int) -> None:
        self._shelf.list.select_number(self._shelf.list.current_number() + by)

    def _to_list(self) -> None:
        self._shelf.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the sheet

    @Slot(object)
    def _show_entry(self, key: object) -> None:
        entry = self._shelf.entry(key)
        sheet = self._sheet_of(entry) if entry is not None else None
        if self._sheet and sheet and self._sheet.period != sheet.period:
            self._save()
        if sheet is None:
            self._show_nothing(entry)
            return
        before, self._sheet = self._sheet, sheet
        self._right.setCurrentWidget(self._both)
        language = self._shell.settings.language
        drawn = (sheet.form.code, sheet.form.version, language)
        is_other = before is None or _identity(before) != _identity(sheet)
        if drawn != self._drawn or is_other:
            self._pane.set_form(sheet.form, language)
            self._drawn, self._unsaved = drawn, set()
            self._pane.form.verticalScrollBar().setValue(0)
        typed = {key: self._pane.form.answer(key) for key in self._unsaved}
        self._pane.form.show_report({**sheet.answers, **typed}, sheet.derived, not sheet.is_open)
        self._show_head(sheet)
        self._show_margin(sheet)
        if is_other:
            self._review.reset()
            self._return_to_section(sheet)
        self._review.setVisible(sheet.may_sign)

    def _return_to_section(self, sheet: Sheet) -> None:
        """A report that was begun opens where its author last wrote."""
        kept = self._shell.settings.get(f"reports.{sheet.period.kind}.field", "")
        section = sheet.form.section_of(kept)
        if sheet.is_open and sheet.report is not None and section is not None:
            QTimer.singleShot(0, self, lambda: self._pane.form.scroll_to(section.key))

    def _sheet_of(self, entry: Entry) -> Sheet | None:
        if self._kind == "team":
            return desk.read_sheet(self._app, entry.id) if entry.id else None
        slot = next(
            (one for one in desk.shelf(self._app, self._kind) if one.period.name == entry.period),
            None,
        )
        return desk.sheet(self._app, slot.period) if slot else None

    def _show_nothing(self, entry: Entry | None) -> None:
        self._sheet = None
        self._right.setCurrentWidget(self._empty)
        if entry is not None:
            text = self.tr("{name} has not sealed a report for {day}.")
            self._nothing.set(text.format(name=entry.title, day=words.weekday(self._day)))
        else:
            self._nothing.set(self.tr("No report here yet."))

    def _show_head(self, sheet: Sheet) -> None:
        period, found = sheet.period, sheet.report
        title = sheet.form.title.text(self._shell.settings.language)
        state = found.state if found else "draft"
        note = words.period(period.kind, period.first)
        if not sheet.is_mine:
            title = f"{sheet.name} · {title}"
        if found and found.sealed_at and state != "returned":
            when = words.moment(found.sealed_at, self._app.clock)
            note += " · " + self.tr("sealed {when}").format(when=when)
        self._pane.set_head(title, entries.state_name(state), entries.TINTS[state], note)
        self._pane.set_open(sheet.is_open)
        if not self._unsaved:
            self._pane.set_saved("")

    def _show_margin(self, sheet: Sheet) -> None:
        found = sheet.report
        comment = None
        if found and found.review_comment:
            when = words.moment(found.reviewed_at, self._app.clock)
            comment = (f"{found.reviewer_name} · {when}", found.review_comment)
        language = self._shell.settings.language
        remarks = marginalia.remarks(sheet, self._answers(sheet), language)
        checks = None
        if sheet.is_open or not sheet.is_mine:
            open_ones = sum(1 for remark in remarks if remark.tint != "ok")
            note = self.tr("{count} to look at").format(count=open_ones) if open_ones else ""
            title = self.tr("Before sealing") if sheet.is_open else self.tr("To look at")
            checks = (title, note, remarks)
        self._margin.show_all(checks, comment, marginalia.before(sheet, language))

    def _answers(self, sheet: Sheet) -> dict[str, Any]:
        """What the page shows; before it is drawn, what is stored."""
        shown = self._pane.form.answers()
        return shown if self._sheet is sheet and shown else dict(sheet.answers)

    # --- writing

    def _write(self) -> None:
        """Into the first field only a person can fill; begins the report if need be."""
        if self._kind == "team":
            self._choose_kind("daily" if not self._app.me.is_manager else "weekly")
        if self._sheet is None or not self._sheet.is_open:
            return
        missing = forms.faults(self._sheet.form, self._pane.form.answers())
        wanted = missing[0].field if missing else self._last_written()
        self._pane.form.focus_field(wanted)

    def _last_written(self) -> str:
        """Where the person last was, this session or before."""
        kept: str = self._shell.settings.get(f"reports.{self._kind}.field", "")
        asked = [one.key for one in self._sheet.form.answers()] if self._sheet else []
        return kept if kept in asked else next((key for key in asked if key), "")

    @Slot(str)
    def _answered(self, key: str) -> None:
        if self._sheet is None or not self._sheet.is_open:
            return
        self._unsaved.add(key)
        asked = self._sheet.form.field(key)
        self._unsaved |= {
            one.key
            for one in self._sheet.form.answers()
            if asked and one.type == "sum" and one.sum_of.startswith(f"{key}.")
        }
        self._pane.set_saved(self.tr("writing…"))
        self._timer.start()

    @Slot()
    def _save(self) -> None:
        """Store what was typed since; no toast and no undo, only a word that it is kept."""
        self._timer.stop()
        sheet, keys = self._sheet, self._unsaved
        if sheet is None or not keys or not sheet.is_open:
            return
        answers = {key: self._pane.form.answer(key) for key in keys}
        self._unsaved = set()
        if not self._store(sheet, answers):
            self._unsaved = keys
            return
        self._shell.settings.set(f"reports.{sheet.period.kind}.field", next(iter(keys)))
        self._shell.changed.emit()
        now = words.hour(self._app.clock.now_text(), self._app.clock)
        self._pane.set_saved(self.tr("Saved on this device {time}").format(time=now), "ok")

    def _store(self, sheet: Sheet, answers: dict[str, Any]) -> bool:
        try:
            desk.store(self._app, sheet, answers)
        except Problem as problem:
            self._pane.set_saved(self._shell.explain(problem).text, "bad")
            return False
        return True

    def _may_seal(self) -> bool:
        return self._sheet is not None and self._sheet.is_open

    @Slot()
    def _seal(self) -> None:
        """Freeze it; what does not fit gets its reason under it and the focus, nothing is lost."""
        if not self._may_seal() or self._sheet is None:
            return
        self._save()
        faults = forms.faults(self._sheet.form, self._pane.form.answers())
        self._pane.form.show_faults(faults)
        if faults:
            return
        sheet = self._sheet
        if sheet.report is None:
            if not self._store(sheet, self._pane.form.answers()):
                return
            sheet = desk.sheet(self._app, sheet.period)
        if sheet.report is None:
            return
        answers = {
            key: value
            for key, value in self._pane.form.answers().items()
            if sheet.report.answers.get(key) != value
        }
        said = self.tr("Sealed {report}, it goes to your superior").format(
            report=words.report_kind(sheet.period.kind)
        )
        done = self._shell.perform("report.seal", sheet.report.id, {"answers": answers}, said=said)
        if done is not None:
            self._to_list()

    @Slot(str)
    def _copy(self, key: str) -> None:
        if self._sheet is None or self._sheet.previous is None:
            return
        before, now = str(self._sheet.previous.answers.get(key, "")), self._pane.form.answer(key)
        self._pane.form.set_answer(key, f"{now}\n{before}" if now else before)
        self._pane.form.focus_field(key)

    # --- reading

    @Slot(str, str, object)
    def _show_source(self, rows: str, label: str, anchor: QWidget) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        if rows in ("tomorrow", "plan"):
            self._shell.go("routes")
            return
        person = sheet.report.person if sheet.report else self._app.me.id
        with self._app.database.read() as connection:
            visits = reports.visits_behind(connection, person, sheet.period, rows, self._app.clock)
        if self._sources is None:
            self._sources = SourcesPopover(self.window())
        by_day = sheet.period.kind != "daily"
        self._sources.show_visits(
            label, visits, self._app.clock, by_day, self._open_customer, anchor
        )

    def _open_customer(self, id: str) -> None:
        self._shell.go("customers", id=id)

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

    def _may_sign(self) -> bool:
        return self._sheet is not None and self._sheet.may_sign

    @Slot(str, str)
    def _sign(self, verdict: str, comment: str) -> None:
        sheet = self._sheet
        if sheet is None or sheet.report is None:
            return
        said = {
            "sign": self.tr("Signed the report of {name}"),
            "return": self.tr("Returned the report of {name}"),
        }[verdict].format(name=sheet.name)
        arguments = {"verdict": verdict, "comment": comment}
        done = self._shell.perform("report.review", sheet.report.id, arguments, said=said)
        if done is not None:
            self._answer_request(done, sheet.report.id, verdict, comment)
            self._review.reset()
            self._to_list()

    def _answer_request(self, done: Any, report: str, verdict: str, comment: str) -> None:
        """Whoever asked for this signature has their answer with it."""
        with self._app.database.read() as connection:
            request = approvals.signature_asked(connection, report, self._app.me.post or "")
        if request is None:
            return
        means = "approve" if verdict == "sign" else "return"
        arguments = {"request": request, "verdict": means, "comment": comment}
        answered = self._shell.perform("approval.decide", None, arguments)
        if answered is not None:
            self._app.as_one([done, answered])


def _identity(sheet: Sheet) -> tuple[str, Period, bool]:
    person = sheet.report.person if sheet.report else ""
    return ("" if sheet.is_mine else person, sheet.period, sheet.is_mine)
