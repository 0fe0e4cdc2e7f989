"""Two versions of one field side by side: one key takes ours, one the server's, one another."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import sync_state
from desktop.queries.sync_state import Clash
from sync.errors import Problem
from ui import words
from ui.keys import keys
from ui.screens.customers.inline_form import InlineForm
from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.containers import Card, clear
from ui.widgets.inputs import LineField
from ui.widgets.labels import Label


class Compare(InlineForm):
    """Choosing settles the conflict; the value not taken stays in its record."""

    def __init__(
        self, app: Application, shell: Shell, clash: Clash, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.app, self.shell, self.clash = app, shell, clash
        self._sides = QHBoxLayout()
        self._sides.setSpacing(10)
        self.column.addLayout(self._sides)
        self.other = LineField(parent=self)
        self.other.installEventFilter(self)
        self.other.returnPressed.connect(self.save)
        self.column.addWidget(self.other)
        self.finish()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        field = words.field(self.clash.type, self.clash.field)
        title = self.tr("“{field}” has two versions").format(field=field)
        self.entitle(title, self.tr("Use this value"))
        self._show_sides(self.clash)
        third = self.tr("{key}  Another value").format(key=keys().shown("sync.value"))
        self.other.setPlaceholderText(third)
        self.other.setAccessibleName(self.tr("Another value"))
        self.note.setText(self.tr("The value not taken stays in the history"))

    def _show_sides(self, clash: Clash) -> None:
        clear(self._sides)
        ours = clash.author == self.app.me.id
        mine = self.tr("This laptop") if ours else clash.author_name or self.tr("Set aside")
        for side in (
            self._side(mine, clash.mine, clash.author_name, clash.authored_at, "sync.mine", "mine"),
            self._side(
                self.tr("Server"), clash.theirs, clash.stood_by_name, clash.stood_at,
                "sync.theirs", "theirs",
            ),
        ):  # fmt: skip
            self._sides.addWidget(side, 1)

    def _side(self, title: str, value: object, who: str, at: str, key: str, take: str) -> QWidget:
        box = Card(self, padding=10)
        box.column.setSpacing(2)
        box.column.addWidget(Label(title, "cap", "text3"))
        said = words.value(self.clash.type, self.clash.field, value, self.app.clock)
        box.column.addWidget(Label(said, "sub", wrap=True))
        when = words.short_moment(at, self.app.clock) if at else ""
        box.column.addWidget(
            Label(" · ".join(filter(None, (who, when))), "cap", "text2", elide=True)
        )
        box.column.addSpacing(4)
        button = Button(self.tr("Take this"), key=key, size="sm", parent=box)
        button.clicked.connect(lambda: self.take(take))
        holder = QVBoxLayout()
        holder.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        box.column.addLayout(holder)
        return box

    def begin(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        try:
            value = sync_state.written_as(self.clash.type, self.clash.field, self.other.text())
        except Problem as problem:
            self.explain(self.shell.explain(problem))
            return
        if value is None:
            self.complain(self.tr("Type the value that shall hold"))
            self.other.setFocus()
            return
        self.take("value", value)

    def take(self, which: str, value: object = None) -> None:
        chosen = {"mine": self.clash.mine, "theirs": self.clash.theirs}.get(which, value)
        fields = {"take": which} | ({"value": value} if which == "value" else {})
        said = self.tr("“{field}” is now {value}").format(
            field=words.field(self.clash.type, self.clash.field),
            value=words.value(self.clash.type, self.clash.field, chosen, self.app.clock),
        )
        if self.shell.perform(
            "conflict.resolve", self.clash.id, fields, said=said, failed=self.explain
        ):
            self.ended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = QKeySequence(event.keyCombination()).toString()
        which = {keys().of(f"sync.{name}"): name for name in ("mine", "theirs", "value")}
        if which.get(pressed) == "value":
            self.other.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif pressed and pressed in which:
            self.take(which[pressed])
        else:
            super().keyPressEvent(event)
