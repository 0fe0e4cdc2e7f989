"""Recording a visit, or skipping a stop, without leaving the list.

Two fields for a visit (what came of it, what comes next), one for a skip; Enter in the last
saves, Esc puts the form away.
"""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.translations import Retranslated
from ui.widgets.buttons import Button, IconButton
from ui.widgets.checks import Check
from ui.widgets.containers import Pane
from ui.widgets.inputs import LineField
from ui.widgets.labels import Label


class _InlineForm(Retranslated, Pane):
    """A title with a cross, fields, a verb; empty needed fields are marked, not argued about."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "t", parent)
        self._name = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 12, 16, 14)
        self._column.setSpacing(8)
        head = QHBoxLayout()
        self._title = Label("", "sub", elide=True, parent=self)
        self._cross = IconButton("x", "", size=24, icon_size=16, parent=self)
        self._cross.clicked.connect(self.closed)
        head.addWidget(self._title, 1)
        head.addWidget(self._cross)
        self._column.addLayout(head)
        self.hide()

    def _field(self) -> tuple[LineField, Label]:
        """A line below its label."""
        field, label = LineField(parent=self), Label("", "cap", "text2", parent=self)
        field.textChanged.connect(lambda: field.set_invalid(False))
        self._column.addWidget(label)
        self._column.addSpacing(-4)
        self._column.addWidget(field)
        return field, label

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class VisitForm(_InlineForm):
    """Says what came of a visit and what comes next."""

    recorded = Signal(str, str, bool)  # what came of it, what is next, hinders our sales

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outcome, self._asked = self._field()
        self.next_step, self._next = self._field()
        self.serious = Check("", self)
        self._column.addWidget(self.serious)
        row = QHBoxLayout()
        self._hint = Label("", "cap", "text3", elide=True, parent=self)
        self._save = Button("", "primary", key="Enter", parent=self)
        row.addWidget(self._hint, 1)
        row.addWidget(self._save)
        self._column.addLayout(row)
        self._save.clicked.connect(self.save)
        self.outcome.returnPressed.connect(self.next_step.setFocus)
        self.next_step.returnPressed.connect(self.save)
        self.retranslate()

    def begin(self, name: str) -> None:
        """Ask about this customer, with the focus in the first field."""
        self._name = name
        self.retranslate()
        self.serious.setChecked(False)
        for field in (self.outcome, self.next_step):
            field.clear()
        self.show()
        self.outcome.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Visit: {name}").format(name=self._name))
        self._cross.set_name(self.tr("Close (Esc)"))
        self._hint.setText(self.tr("Saved here first, sent when online"))
        self._save.setText(self.tr("Record visit"))
        self.serious.setText(self.tr("Hinders our sales: report it at once"))
        for field, label, words, star in (
            (self.outcome, self._asked, self.tr("Result"), " *"),
            (self.next_step, self._next, self.tr("Next step"), ""),
        ):
            label.setText(words + star)
            field.setAccessibleName(words)

    @Slot()
    def save(self) -> None:
        outcome = self.outcome.text().strip()
        if not outcome:
            self.outcome.set_invalid(True)
            self.outcome.setFocus()
            return
        self.recorded.emit(outcome, self.next_step.text().strip(), self.serious.isChecked())


class SkipForm(_InlineForm):
    """Asks why a stop is left out; the reason is what the manager reads."""

    skipped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason, self._why = self._field()
        row = QHBoxLayout()
        self._reasons = [Button("", "secondary", size="sm", parent=self) for _ in range(3)]
        for button in self._reasons:
            button.clicked.connect(self._take)
            row.addWidget(button)
        row.addStretch(1)
        self._save = Button("", "primary", parent=self)
        row.addWidget(self._save)
        self._column.addLayout(row)
        self._save.clicked.connect(self.save)
        self.reason.returnPressed.connect(self.save)
        self.retranslate()

    def begin(self, name: str) -> None:
        self._name = name
        self.retranslate()
        self.reason.clear()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Skip: {name}").format(name=self._name))
        self._cross.set_name(self.tr("Close (Esc)"))
        self._save.setText(self.tr("Skip"))
        usual = (self.tr("Closed today"), self.tr("Buyer away"), self.tr("No time"))
        for button, reason in zip(self._reasons, usual, strict=True):
            button.setText(reason)
        why = self.tr("Why is it skipped?")
        self._why.setText(f"{why} *")
        self.reason.setAccessibleName(why)

    @Slot()
    def _take(self) -> None:
        button = self.sender()
        assert isinstance(button, Button)
        self.reason.setText(button.text())
        self.reason.setFocus()

    @Slot()
    def save(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.reason.set_invalid(True)
            self.reason.setFocus()
            return
        self.skipped.emit(reason)
