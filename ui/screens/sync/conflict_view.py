"""A conflict field by field: this laptop, the server, the result; 1 2 3 choose, Enter goes on."""

from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import sync_state
from desktop.queries.sync_state import Clash
from sync.errors import Problem
from ui import words
from ui.shell import Shell
from ui.theme import theme
from ui.widgets import marks
from ui.widgets.buttons import Button
from ui.widgets.chips import KeyCap
from ui.widgets.inputs import LineField
from ui.widgets.labels import Label
from ui.widgets.roles import Role


class Side(QWidget):
    """One of the columns, with the key that chooses it; the chosen one has the accent's line."""

    ROLE = Role.RadioButton

    pressed = Signal()

    def __init__(self, key: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.chosen = False
        self.setAccessibleName(title)
        head = QHBoxLayout()
        head.addWidget(Label(title, "cap", "text2", weight=500), 1)
        if key:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            head.addWidget(KeyCap(key))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(6)
        self.column.addLayout(head)

    def choose(self, chosen: bool) -> None:
        self.chosen = chosen
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box, colors = QRectF(self.rect()), theme()
            ground = colors.color("selected" if self.chosen else "surface")
            line = colors.color("accent" if self.chosen else "line2")
            marks.round_rect(painter, box, 8, ground, line, 2 if self.chosen else 1)


class ConflictView(QWidget):
    """What stands is chosen at first; nothing is written before Enter, nothing is lost after."""

    ROLE = Role.Grouping

    decided = Signal()

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
        field = words.field(clash.type, clash.field)
        column.addWidget(Label(clash.title or words.record(clash.type), "title", wrap=True))
        before = words.value(clash.type, clash.field, clash.base, app.clock)
        said = self.tr("“{field}” was changed by two people; before it was {value}")
        said = said.format(field=field, value=before)
        self.setAccessibleName(f"{clash.title} {said}".strip())
        column.addWidget(Label(said, "body", "text2", wrap=True))
        column.addLayout(self._make_sides())
        column.addWidget(self.trouble)
        column.addLayout(self._make_ways())
        goes = self.tr("Your choice goes to headquarters with the next synchronisation")
        column.addWidget(Label(goes, "cap", "text3", wrap=True))
        stays = self.tr("The value not taken stays in the history")
        column.addWidget(Label(stays, "cap", "text3", wrap=True))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.choose("theirs")

    def _make_sides(self) -> QHBoxLayout:
        clash = self.clash
        ours = clash.author == self.app.me.id
        mine = self.tr("This laptop") if ours else self.tr("Set aside")
        self.sides = {
            "mine": self._side("1", mine, clash.mine, clash.author_name, clash.authored_at, "mine"),
            "theirs": self._side(
                "2", self.tr("Server"), clash.theirs, clash.stood_by_name, clash.stood_at, "theirs"
            ),
            "value": Side("3", self.tr("Result"), self),
        }
        result = self.sides["value"]
        self.result = LineField(self.tr("Another value"), result)
        self.result.setAccessibleName(self.tr("Result"))
        self.result.textEdited.connect(lambda: self.choose("value", keep=True))
        self.result.returnPressed.connect(self.decide)
        result.column.addWidget(self.result)
        self.preview = Label("", "cap", "text3", wrap=True, parent=result)
        result.column.addWidget(self.preview)
        result.column.addStretch(1)
        result.pressed.connect(lambda: self.choose("value"))
        row = QHBoxLayout()
        row.setSpacing(12)
        for side in self.sides.values():
            row.addWidget(side, 1)
        return row

    def _side(self, key: str, title: str, value: Any, who: str, at: str, choice: str) -> Side:
        side = Side(key, title, self)
        said = words.value(self.clash.type, self.clash.field, value, self.app.clock)
        side.column.addWidget(Label(said, "head", wrap=True))
        side.column.addWidget(Label(who or "—", "body", "text2", elide=True))
        when = words.short_moment(at, self.app.clock) if at else ""
        side.column.addWidget(Label(when, "cap", "text3", wrap=True))
        side.column.addStretch(1)
        side.pressed.connect(lambda: self.choose(choice))
        return side

    def _make_ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        use = Button(self.tr("Save result"), "primary", key="Enter", parent=self)
        use.clicked.connect(self.decide)
        row.addWidget(use)
        row.addStretch(1)
        if self.clash.type == "customer":
            show = Button(self.tr("Open the customer"), "ghost", icon="users", parent=self)
            show.clicked.connect(lambda: self.shell.go("customers", id=self.clash.record))
            row.addWidget(show)
        return row

    def choose(self, which: str, keep: bool = False) -> None:
        """Show what would stand; `keep` leaves the typed value as it is."""
        self.choice = which
        for name, side in self.sides.items():
            side.choose(name == which)
        if which != "value":
            self.result.setText(_plain(getattr(self.clash, which)))
        elif not keep:
            self.result.setFocus(Qt.FocusReason.OtherFocusReason)
            self.result.selectAll()
        said = words.value(self.clash.type, self.clash.field, self._value_or_text(), self.app.clock)
        self.preview.setText(self.tr("becomes: {value}").format(value=said))

    def go_on_from(self, before: "ConflictView") -> None:
        """What was chosen or typed there, in this one: the same conflict in another language."""
        if before.choice == "value":
            self.result.setText(before.result.text())
        self.choose(before.choice, keep=True)

    def _value_or_text(self) -> Any:
        if self.choice == "value":
            return self.result.text()
        return getattr(self.clash, self.choice)

    def decide(self) -> None:
        fields: dict[str, Any] = {"take": self.choice}
        try:
            if self.choice == "value":
                fields["value"] = sync_state.written_as(
                    self.clash.type, self.clash.field, self.result.text()
                )
        except Problem as problem:
            self._say(self.shell.explain(problem).text)
            return
        field = words.field(self.clash.type, self.clash.field)
        said = self.tr("“{field}” of {title} is decided").format(
            field=field, title=self.clash.title
        )
        if self.shell.perform(
            "conflict.resolve",
            self.clash.id,
            fields,
            said=said,
            failed=lambda notice: self._say(notice.text),
        ):
            self.decided.emit()

    def _say(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.show()

    def typed(self, event: QKeyEvent) -> bool:
        """Whether the key meant something here."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        which = {Qt.Key.Key_1: "mine", Qt.Key.Key_2: "theirs", Qt.Key.Key_3: "value"}
        key = Qt.Key(event.key())
        if key in which:
            self.choose(which[key])
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.decide()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.typed(event):
            super().keyPressEvent(event)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)
