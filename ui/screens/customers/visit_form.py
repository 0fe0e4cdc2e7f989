"""Recording a visit where one stands: why, what came of it, what next; the rest is known."""

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import customer_work
from desktop.queries.customer_card import Card
from desktop.usecases.attaching import NewFile
from ui import words
from ui.attached.files import picture_name
from ui.file_asking import ask_for_some
from ui.jobs import Report
from ui.screens.customers.inline_form import InlineForm
from ui.screens.customers.plan_day import next_working_day
from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.checks import Check
from ui.widgets.drops import Brought
from ui.widgets.inputs import Choice, DateField, LineField, TextArea
from ui.widgets.labels import Label

SHOWN = ("order", "service", "collect", "develop", "complaint", "research", "other")


class VisitForm(InlineForm):
    """Two fields must be filled; the visit began when the form was opened and ends when saved."""

    def __init__(
        self, app: Application, shell: Shell, card: Card, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.app, self.shell, self.card = app, shell, card
        self._began = app.clock.now_text()
        self.purpose = Choice(_purposes(), self)
        self.outcome = TextArea(lines=2, most=6, parent=self)
        self.next_step = LineField(parent=self)
        self.ordered = LineField("0.00", self)
        self.collected = LineField("0.00", self)
        self.add_pair(self.purpose, self.ordered, self.collected, first=2)
        self.add(self.outcome, required=True)
        self.add(self.next_step, required=True)
        self._add_day()
        self.serious = Check("", self)
        self.serious.installEventFilter(self)
        self.column.addWidget(self.serious)
        self._add_files()
        self.finish()
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.entitle(self.tr("Visit to {name}").format(name=self.card.name), self.tr("Save visit"))
        self.purpose.set_choices(_purposes())
        self.outcome.setPlaceholderText(self.tr("What came of it"))
        self.next_step.setPlaceholderText(self.tr("What is to be done next, by whom"))
        for field, said in (
            (self.purpose, self.tr("Purpose")),
            (self.ordered, self.tr("Ordered ¥")),
            (self.collected, self.tr("Collected ¥")),
            (self.outcome, self.tr("Result")),
            (self.next_step, self.tr("Next step")),
        ):
            self.label(field, said)
        self.again.setText(self.tr("Next visit"))
        self.day.setAccessibleName(self.tr("Next visit"))
        self.serious.setText(self.tr("Hinders our sales: report it at once"))
        self._add.setText(self.tr("Photo or file"))
        self._say_files()
        self.note.setText(self.tr("Saved on this laptop, sent when online"))

    def _add_day(self) -> None:
        """The next visit: off unless wanted."""
        self.again = Check("", self)
        self.day = DateField(self)
        following = next_working_day(self.app.clock.today())
        self.day.setDate(QDate(following.year, following.month, following.day))
        self.day.dateChanged.connect(lambda: self.again.setChecked(True))
        for widget in (self.again, self.day):
            widget.installEventFilter(self)
        self.said_day = Label("", "cap", "text3", parent=self)
        row = QHBoxLayout()
        row.addWidget(self.again)
        row.addWidget(self.day)
        row.addWidget(self.said_day, 1)
        self.column.addLayout(row)

    def _add_files(self) -> None:
        """What is dropped or chosen now hangs on the visit once it is kept."""
        self.new_files: list[NewFile] = []
        self._add = Button("", "ghost", icon="paperclip", key="customers.file", size="sm")
        self._add.clicked.connect(self.choose)
        self._add.installEventFilter(self)
        self.said_files = Label("", "cap", "text3", elide=True, parent=self)
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addWidget(self.said_files, 1)
        self.column.addLayout(row)

    def choose(self) -> None:
        ask_for_some(
            self, self.shell.settings, self.tr("Add a file"),
            lambda paths: self.take(Brought(tuple(paths))),
        )  # fmt: skip

    def take(self, found: Brought) -> None:
        """Kept in mind until the visit is; a file that is dropped twice is taken once."""
        held = {new.path for new in self.new_files}
        self.new_files += [NewFile(path.name, path) for path in found.paths if path not in held]
        if found.picture:
            self.new_files.append(NewFile(picture_name(self.app.clock), data=found.picture))
        self._say_files()

    def _say_files(self) -> None:
        names = "、".join(new.name for new in self.new_files)
        self.said_files.setText(names or self.tr("or drag it here"))
        self.said_files.setToolTip(names)

    def is_touched(self) -> bool:
        return bool(self.new_files) or super().is_touched()

    def _attach(self, visit: str) -> None:
        """One after the other, in the background; each is undone by itself."""
        app, shell, new = self.app, self.shell, list(self.new_files)

        def work(report: Report) -> int:
            for each in new:
                app.attach("visit", visit, each, report)
            return len(new)

        shell.jobs.start(
            shell, work, done=lambda _: shell.changed.emit(), failed=shell.tell, lane="intake"
        )

    def begin(self) -> None:
        self.outcome.setFocus()

    def save(self) -> None:
        if not self.is_filled():
            return
        with self.app.database.read() as connection:
            stop = customer_work.open_stop(
                connection, self.app.me.id, self.card.id, self.app.clock.today()
            )
        fields = {
            "customer": self.card.id,
            "started_at": self._began,
            "ended_at": self.app.clock.now_text(),
            "purpose": self.purpose.value(),
            "outcome": self.outcome.text().strip(),
            "next_step": self.next_step.text().strip(),
        }
        for name, field in (("ordered", self.ordered), ("collected", self.collected)):
            if said := field.text().strip().replace(",", "").lstrip("¥"):
                fields[name] = said
        if stop is not None:
            fields["plan_item"] = stop
        if self.again.isChecked():
            fields["next_visit"] = self.day.date().toString("yyyy-MM-dd")
        said = self.tr("Visit to “{name}” recorded").format(name=self.card.name)
        done = self.shell.perform("visit.record", None, fields, said=said, failed=self.explain)
        if done is not None:
            if self.new_files:
                self._attach(done.id)
            self.ended.emit()
            if self.serious.isChecked():
                self._report_at_once(self.outcome.text().strip())

    def _report_at_once(self, seen: str) -> None:
        """BR-RPT-04: what is serious gets a report of its own, begun with what is known."""
        known = {"customer": self.card.id, "severity": "hinders", "details": seen}
        self.shell.go("reports", new="urgent_report", answers=known)


def _purposes() -> list[tuple[str, str]]:
    return [(code, words.purpose(code)) for code in SHOWN]
