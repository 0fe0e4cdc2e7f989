"""A conflict about a whole record: edited after it was deleted, after it moved, or two of one."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries.sync_state import Clash
from ui import words
from ui.screens.sync.conflict_view import Side
from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.roles import Role


class WholeView(QWidget):
    """Two ways out; the one that changes nothing is chosen at first, 1 2 choose, Enter decides."""

    ROLE = Role.Grouping

    decided = Signal()
    KEYS: ClassVar = {Qt.Key.Key_1: "mine", Qt.Key.Key_2: "theirs"}

    def __init__(
        self, app: Application, shell: Shell, clash: Clash, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.app, self.shell, self.clash = app, shell, clash
        self.choice = "theirs"
        self.trouble = Label("", "cap", "bad", wrap=True, parent=self)
        self.trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(clash.title or words.record(clash.type), "title", wrap=True))
        self.story = Label(self._story(), "body", "text2", wrap=True, parent=self)
        column.addWidget(self.story)
        column.addLayout(self._make_sides())
        column.addWidget(self.trouble)
        column.addLayout(self._make_ways())
        goes = self.tr("Your choice goes to headquarters with the next synchronisation")
        column.addWidget(Label(goes, "cap", "text3", wrap=True))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.choose("theirs")

    def _story(self) -> str:
        said = {
            "deleted": self.tr(
                "{author} worked on it at {when}, without knowing that {stood} had deleted it"
            ),
            "proposal": self.tr(
                "{author} edited it at {when}, when it had already gone to somebody else: "
                "a proposal for whoever looks after it now"
            ),
            "duplicate": self.tr("It looks like the same customer as “{other}”"),
        }[self.clash.kind]
        return said.format(
            author=self.clash.author_name or "—",
            when=words.short_moment(self.clash.authored_at, self.app.clock),
            stood=self.clash.stood_by_name or "—",
            other=self.clash.other_title or self.tr("a card of another rep"),
        )

    def _choices(self) -> tuple[str, str]:
        return {
            "deleted": (self.tr("Bring it back"), self.tr("It stays deleted")),
            "proposal": (self.tr("Take it over"), self.tr("Decline")),
            "duplicate": (self.tr("They are one: merge"), self.tr("They are two")),
        }[self.clash.kind]

    def _make_sides(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.sides: dict[str, Side] = {}
        for key, name, title in zip("12", ("mine", "theirs"), self._choices(), strict=True):
            side = Side(key, title, self)
            for line in self._lines(name):
                side.column.addWidget(Label(line, "body", "text2", wrap=True))
            side.column.addStretch(1)
            side.pressed.connect(self._chooses(name))
            self.sides[name] = side
            row.addWidget(side, 1)
        return row

    def _chooses(self, name: str) -> Any:
        return lambda: self.choose(name)

    def _lines(self, name: str) -> list[str]:
        if self.clash.kind == "duplicate":
            both = self.tr("Field by field, on the card; what hangs on the other comes along")
            two = self.tr("Nothing is changed, and it is not asked again")
            return [both if name == "mine" else two]
        if name == "theirs":
            return [self.tr("What was written stays in the history")]
        written = [self._line(path, value) for path, value in (self.clash.mine or {}).items()]
        return written or [self.tr("as it was; what was recorded with it is there too")]

    def _line(self, path: str, value: Any) -> str:
        label = words.field(self.clash.type, path)
        said = words.value(self.clash.type, path, value, self.app.clock)
        if not isinstance(self.clash.base, dict) or path not in self.clash.base:
            return f"{label}: {said}"
        before = words.value(self.clash.type, path, self.clash.base[path], self.app.clock)
        return f"{label}: {before} → {said}"

    def _make_ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.use = Button("", "primary", key="Enter", parent=self)
        self.use.clicked.connect(self.decide)
        row.addWidget(self.use)
        row.addStretch(1)
        if self.clash.type == "customer" and self.clash.kind != "deleted":
            show = Button(self.tr("Open the customer"), "ghost", icon="users", parent=self)
            show.clicked.connect(lambda: self.shell.go("customers", id=self.clash.record))
            row.addWidget(show)
        return row

    def choose(self, which: str) -> None:
        """There is no third way: another choice is none."""
        if which not in self.sides:
            return
        self.choice = which
        for name, side in self.sides.items():
            side.choose(name == which)
        text = self._choices()[0 if which == "mine" else 1]
        self.use.setText(text)
        self.use.setAccessibleName(text)

    def decide(self) -> None:
        if self.clash.kind == "duplicate" and self.choice == "mine":
            self.shell.go("customers", id=self.clash.record, merge=self.clash.other)
            return
        said = f"{self.clash.title}: {self.use.text()}"
        done = self.shell.perform(
            "conflict.resolve",
            self.clash.id,
            {"take": self.choice},
            said=said,
            failed=lambda notice: self._say(" ".join(filter(None, (notice.text, notice.rest)))),
        )
        if done is not None:
            self.decided.emit()

    def _say(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.show()

    def typed(self, event: QKeyEvent) -> bool:
        """Whether the key meant something here."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = Qt.Key(event.key())
        if key in self.KEYS:
            self.choose(self.KEYS[key])
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.decide()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.typed(event):
            super().keyPressEvent(event)
