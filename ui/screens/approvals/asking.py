"""A new request: its kind, its short form, and off it goes to the superior."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import forms
from desktop.forms import Form
from desktop.queries.approvals import Asked
from desktop.usecases import ask_approval
from ui.forms.page import FormPage
from ui.forms.records import Records
from ui.screens.approvals import kinds
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.chips import SegmentedPills
from ui.widgets.containers import Pane, Rule
from ui.widgets.labels import Label


class AskPanel(Retranslated, Pane):
    """Pills for the kinds, the form of the chosen one, one button to send it."""

    sent = Signal(str)  # the id of the request
    closed = Signal()

    def __init__(self, app: Any, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("surface", "", parent)
        self._app, self._shell = app, shell
        self._kind = "special_price"
        self._form: Form | None = None
        self._mended: Asked | None = None  # a request of mine whose content is changed
        self._kept: dict[str, dict[str, Any]] = {}  # what was begun and not sent, by kind
        self._title = Label("", "title", parent=self)
        self._note = Label("", "cap", "text3", wrap=True, parent=self)
        self._pills = SegmentedPills(self)
        self._pills.chosen.connect(self._choose)
        self._page = FormPage(self, editors=Records(app).editors)
        self._send = Button("", "primary", icon="send", key="Ctrl Enter", size="lg", parent=self)
        self._send.clicked.connect(self.send)
        self._leave = Button("", icon="x", key="Esc", size="lg", parent=self)
        self._leave.clicked.connect(self._go)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(24, 14, 24, 10)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._pills)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(24, 12, 24, 14)
        buttons.setSpacing(12)
        buttons.addWidget(self._send)
        buttons.addWidget(self._leave)
        buttons.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule(self))
        column.addWidget(self._page, 1)
        column.addWidget(Rule(self))
        column.addLayout(buttons)

    def retranslate(self) -> None:
        mends = self._mended is not None
        self._title.setText(self.tr("Change the request") if mends else self.tr("New request"))
        self._send.setText(self.tr("Send again") if mends else self.tr("Send to superior"))
        self._pills.setVisible(not mends)
        self._leave.setText(self.tr("Cancel"))
        self._note.setText(
            self.tr("Figures, history and the customer's books are added by the program.")
        )
        self._pills.set_items([(kind, kinds.name(kind)) for kind in ask_approval.KINDS])
        self._pills.set_current(self._kind)
        if self._form is not None:
            place, answers = self._page.place(), self._page.answers()
            self._set_out(answers)
            self._page.return_to(place)

    def begin(self, kind: str = "", customer: str = "") -> None:
        """An empty form, for a customer if one was being looked at."""
        self._mend(None)
        self._kind = kind if kind in ask_approval.KINDS else self._kind
        kept = self._kept.get(self._kind, {})
        self._draw({**kept, "customer": customer} if customer else kept)

    def _mend(self, asked: Asked | None) -> None:
        if asked is not self._mended:
            self._mended, self._form = asked, None
            self.retranslate()

    def begin_like(self, asked: Asked, *, mend: bool = False) -> None:
        """The form of a request, filled as it was; `mend`: the same request gets this content."""
        self._mend(asked if mend else None)
        self._kind = asked.kind if asked.kind in ask_approval.KINDS else "other"
        self._draw(ask_approval.answers_of(asked))

    def _set_out(self, answers: dict[str, Any]) -> Form:
        self._pills.set_current(self._kind)
        self._form = forms.read(f"request_{self._kind}")
        self._page.set_form(self._form, self._shell.settings.language)
        self._page.show_report(answers, {})
        return self._form

    def _draw(self, answers: dict[str, Any]) -> None:
        """Set out, with the focus in the first field."""
        first = next(self._set_out(answers).answers(), None)
        if first is not None:
            self._page.focus_field(first.key)

    @Slot(str)
    def _choose(self, kind: str) -> None:
        kept = {
            key: value
            for key, value in self._page.answers().items()
            if key in ("reason", "customer")
        }
        self._kind = kind
        self._draw(kept)

    def send(self) -> None:
        """Checked against its form first: the first field that does not fit gets the focus."""
        if self._form is None:
            return
        answers = self._page.answers()
        faults = forms.faults(self._form, answers)
        self._page.show_faults(faults)
        if faults:
            return
        me, clock = self._app.me, self._app.clock
        with self._app.database.read() as connection:
            arguments = ask_approval.arguments(connection, me.id, self._kind, answers, clock)
        if self._mended is not None:
            self._send_mended(self._mended, arguments)
            return
        said = self.tr("Sent “{title}” to your superior").format(title=arguments["title"])
        done = self._shell.perform("approval.request", None, arguments, said=said)
        if done is not None:
            self._form = None
            self._kept.pop(self._kind, None)
            self.sent.emit(done.id)

    def _send_mended(self, asked: Asked, arguments: dict[str, Any]) -> None:
        """What was decided on the former content is superseded; the way begins anew."""
        content = {name: value for name, value in arguments.items() if name != "kind"}
        said = self.tr("Sent “{title}” again, as it reads now").format(title=content["title"])
        if self._shell.perform("approval.edit", asked.id, content, said=said) is not None:
            self._mend(None)
            self.sent.emit(asked.id)

    def _go(self) -> None:
        """What was begun waits here until it is sent."""
        if self._mended is None:
            self._kept[self._kind] = self._page.answers()
        self._mend(None)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self._go()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.send()
        else:
            super().keyPressEvent(event)
