"""The people at a customer: read as a list, opened and edited where they stand."""

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import customer_card
from desktop.queries.customer_card import Contact
from ui import words
from ui.screens.customers.inline_form import InlineForm
from ui.shell import Shell
from ui.theme import theme
from ui.translations import Retranslated
from ui.widgets import marks
from ui.widgets.buttons import Button, PaintedButton
from ui.widgets.containers import clear
from ui.widgets.fields import FieldRow, Kind
from ui.widgets.inputs import Choice, LineField
from ui.widgets.notices import EmptyState

ROLES = ("decider", "influencer", "buyer", "finance", "user")
FIELDS: tuple[tuple[str, Kind], ...] = (
    ("name", "text"), ("position", "text"), ("phone", "text"), ("email", "text"),
    ("decision_role", "choice"), ("remark", "multiline"),
)  # fmt: skip


def role_choices() -> list[tuple[str, str]]:
    return [("", "—"), *((role, words.decision_role(role)) for role in ROLES)]


class ContactLine(PaintedButton):
    """One person in two lines: face, name and role, position and phone."""

    def __init__(self, contact: Contact, parent: QWidget | None = None) -> None:
        super().__init__(contact.name, parent)
        self.contact = contact
        self.say()
        self.setFixedHeight(56)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCheckable(True)

    def say(self) -> None:
        contact = self.contact
        role = words.decision_role(contact.decision_role)
        self.setAccessibleName(f"{contact.name} {role} {contact.position} {contact.phone}")

    def paintEvent(self, event: QPaintEvent) -> None:
        contact = self.contact
        with QPainter(self) as painter:
            box = QRectF(self.rect())
            if self.underMouse():
                marks.round_rect(painter, box, 6, fill=theme().color("hover"))
            marks.face(painter, 4, 10, 36, contact.name)
            name = QRectF(52, 8, box.width() - 60, 20)
            width = marks.text(painter, name, contact.name, "body", "text", weight=600)
            x = 52 + width + 8
            if contact.decision_role:
                role = words.decision_role(contact.decision_role)
                x += marks.chip(painter, x, 18, role, "accent") + 8
            if contact.pending:
                marks.ring(painter, x + 6, 18)
            below = " · ".join(filter(None, (contact.position, contact.email)))
            marks.text(painter, QRectF(52, 28, box.width() - 190, 20), below, "cap", "text2")
            phone = QRectF(box.width() - 150, 18, 140, 20)
            marks.text(painter, phone, contact.phone, "body", "text", marks.RIGHT, 500)
            if self.shows_ring:
                marks.focus_ring(painter, box, 6)


class ContactsPage(Retranslated, QWidget):
    """The list, the fields of the opened one, and a form for a new one."""

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app, self.shell = app, shell
        self._customer, self._open = "", ""
        self.rows: dict[str, FieldRow] = {}
        self._shown: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 20, 20)
        column.setSpacing(4)
        self._slot = QVBoxLayout()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.add = Button("", "link", icon="plus", parent=self)
        self.add.clicked.connect(self.begin_new)
        self.nothing = EmptyState(icon="users")
        column.addLayout(self._list)
        column.addWidget(self.nothing)
        column.addLayout(self._slot)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def retranslate(self) -> None:
        """The lines say a role when they are painted; an opened one stays, with what is typed."""
        self.add.setText(self.tr("Add a contact"))
        self.nothing.set(self.tr("Nobody is known here yet"))
        for name, row in self.rows.items():
            row.set_label(words.field("contact", name))
            if name == "decision_role":
                row.set_choices(role_choices())
        if self.rows:
            self._gone.setText(self.tr("Archive this contact"))
        for line in self.findChildren(ContactLine):
            line.say()

    def show_customer(self, customer: str) -> None:
        if customer != self._customer:
            clear(self._slot)
            self.add.show()
            self._customer, self._open = customer, ""
        with self.app.database.read() as connection:
            people = customer_card.contacts(connection, customer)
        seen = (customer, self._open, tuple(people))
        if seen == self._shown:
            return
        editing = any(row.is_editing for row in self.rows.values())
        self._shown = seen
        if not editing:
            self._fill(people)

    def _fill(self, people: list[Contact]) -> None:
        clear(self._list)
        self.rows = {}
        for contact in people:
            line = ContactLine(contact, self)
            line.clicked.connect(partial(self._toggle, contact.id))
            self._list.addWidget(line)
            if contact.id == self._open:
                self._list.addWidget(self._fields(contact))
        self.nothing.setVisible(not people)

    def _fields(self, contact: Contact) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(52, 0, 0, 8)
        column.setSpacing(0)
        for name, kind in FIELDS:
            label = words.field("contact", name)
            row = FieldRow(label, kind=kind, choices=role_choices(), label_width=64, parent=box)
            row.set_value(getattr(contact, name))
            row.saved.connect(partial(self._save, contact.id, name))
            self.rows[name] = row
            column.addWidget(row)
        self._gone = Button(
            self.tr("Archive this contact"), "link", icon="archive", size="sm", parent=box
        )
        self._gone.clicked.connect(partial(self._archive, contact))
        column.addWidget(self._gone, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _toggle(self, id: str) -> None:
        self._open = "" if self._open == id else id
        self.show_customer(self._customer)

    def _save(self, id: str, name: str, text: str) -> None:
        said = self.tr("“{field}” changed").format(field=words.field("contact", name))
        row = self.rows[name]
        self.shell.perform(
            "contact.edit", id, {name: text or None}, said=said,
            failed=lambda why: row.refuse(why.text),
        )  # fmt: skip

    def _archive(self, contact: Contact) -> None:
        said = self.tr("“{name}” archived").format(name=contact.name)
        self.shell.perform("contact.archive", contact.id, {}, said=said)

    def begin_new(self) -> None:
        clear(self._slot)
        form = NewContact(self.shell, self._customer, self)
        form.ended.connect(self._put_away)
        self._slot.addWidget(form)
        self.add.hide()
        form.begin()

    def _put_away(self) -> None:
        clear(self._slot)
        self.add.show()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)


class NewContact(InlineForm):
    """A person met at a customer; the name is enough."""

    made = Signal()

    def __init__(self, shell: Shell, customer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell, self._customer = shell, customer
        self.name, self.position = LineField(parent=self), LineField(parent=self)
        self.phone, self.role = LineField(parent=self), Choice(role_choices(), self)
        self.add(self.name, required=True)
        self.add_pair(self.position, self.phone)
        self.add_pair(self.role)
        self.finish()
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.entitle(self.tr("New contact"), self.tr("Save contact"))
        self.role.set_choices(role_choices())
        self.label(self.name, self.tr("Name"))
        self.label(self.position, self.tr("Position"))
        self.label(self.phone, self.tr("Phone"))
        self.label(self.role, self.tr("Role"))

    def begin(self) -> None:
        self.name.setFocus()

    def save(self) -> None:
        if not self.is_filled():
            return
        typed = {
            "name": self.name.text(),
            "position": self.position.text(),
            "phone": self.phone.text(),
            "decision_role": str(self.role.value() or ""),
        }
        fields = {name: text.strip() for name, text in typed.items() if text.strip()}
        fields["customer"] = self._customer
        said = self.tr("“{name}” added").format(name=fields["name"])
        if self.shell.perform("contact.create", None, fields, said=said, failed=self.explain):
            self.ended.emit()
