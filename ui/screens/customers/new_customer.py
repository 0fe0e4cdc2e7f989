"""A new customer, typed in the card's place; who may already be in the book is shown meanwhile."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import customer_card
from desktop.queries.customer_card import Likely
from sync.catalogue.customers import CLASSES
from ui import words
from ui.jobs import Job
from ui.screens.customers.inline_form import InlineForm
from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.containers import clear
from ui.widgets.inputs import Choice, LineField, TextArea
from ui.widgets.labels import Label

TYPED = ("name", "phone", "region", "address", "industry", "remark")


class NewCustomer(InlineForm):
    """Only the name is needed; a known phone number or name is a warning, never a wall."""

    made = Signal(str)  # id
    known_pressed = Signal(int)  # key of the customer that is already there

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app, self.shell = app, shell
        self._job: Job | None = None
        self.fields: dict[str, LineField | TextArea] = {
            name: LineField(parent=self) for name in TYPED if name != "remark"
        }
        self.fields["remark"] = TextArea(lines=2, most=5, parent=self)
        self.grade = Choice(_grades(), self)
        self._known: list[Likely] = []
        name, phone = self.fields["name"], self.fields["phone"]
        self.add(name, required=True)
        self._likely = QVBoxLayout()
        self._likely.setSpacing(2)
        self.column.addLayout(self._likely)
        self.add_pair(phone, self.grade)
        self.add_pair(self.fields["region"], self.fields["industry"])
        self.add(self.fields["address"])
        self.add(self.fields["remark"])
        for field in (name, phone):
            field.textChanged.connect(self._look)
        self.finish()
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.entitle(self.tr("New customer"), self.tr("Save customer"))
        self.grade.set_choices(_grades())
        widgets: dict[str, QWidget] = {**self.fields, "class": self.grade}
        for name, widget in widgets.items():
            self.label(widget, words.field("customer", name))
        self._warn(self._known)

    def begin(self) -> None:
        self.fields["name"].setFocus()

    def _look(self) -> None:
        """Ask, after each key and in the background, who this may be."""
        if self._job is not None:
            self._job.cancel()
        name, phone = self.fields["name"].text().strip(), self.fields["phone"].text().strip()

        def work(report: object) -> list[Likely]:
            with self.app.database.read() as connection:
                return customer_card.likely(connection, name, phone)

        self._job = self.shell.jobs.start(self, work, done=self._warn, failed=self.shell.tell)

    def _warn(self, known: list[Likely]) -> None:
        self._known = known
        clear(self._likely)
        if known:
            text = self.tr("Perhaps already in the book:")
            self._likely.addWidget(Label(text, "cap", "warn", weight=500))
        for one in known:
            said = " · ".join(filter(None, (one.name, one.region, one.phone, one.owner)))
            button = Button(said, "link", icon="alert-triangle", size="sm", ink="warn", parent=self)
            button.setMaximumWidth(380)
            button.clicked.connect(partial(self.known_pressed.emit, one.key))
            self._likely.addWidget(button)

    def save(self) -> None:
        if not self.is_filled():
            return
        typed = {name: field.text().strip() for name, field in self.fields.items()}
        typed["class"] = str(self.grade.value() or "")
        fields = {name: text for name, text in typed.items() if text}
        said = self.tr("“{name}” added").format(name=fields["name"])
        done = self.shell.perform("customer.create", None, fields, said=said, failed=self.explain)
        if done is not None:
            self.made.emit(done.id)


def _grades() -> list[tuple[str, str]]:
    return [("", "—"), *((grade, words.class_words(grade)) for grade in CLASSES)]
