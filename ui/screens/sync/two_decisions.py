"""A decision that came too late: mine and the one that stands, side by side; nothing to choose."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import approvals
from desktop.queries.approvals import Ruling
from desktop.queries.sync_state import Item
from ui import words
from ui.screens.sync.conflict_view import Side
from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.roles import Role


def came_too_late(item: Item) -> bool:
    """Whether somebody else had decided meanwhile."""
    return item.name == "approval.decide" and item.problem == "already_decided"


class TwoDecisions(QWidget):
    """Enter takes note: the other one stands, and mine stays beside it as an opinion."""

    ROLE = Role.Grouping

    decided = Signal()

    def __init__(
        self, app: Application, shell: Shell, item: Item, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.app, self.shell, self.item = app, shell, item
        self._request = str(item.arguments.get("request", ""))
        self.other = self._standing()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(item.title or words.use_case(item.name), "title", wrap=True))
        said = self.tr("It had been decided before your decision reached headquarters")
        self.setAccessibleName(f"{item.title} {said}".strip())
        column.addWidget(Label(said, "body", "text2", wrap=True))
        column.addLayout(self._make_sides())
        column.addLayout(self._make_ways())
        kept = self.tr("Your decision has no effect; it stays with the request as an opinion")
        column.addWidget(Label(kept, "cap", "text3", wrap=True))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _standing(self) -> Ruling | None:
        """The latest that counts; none where the request was taken back."""
        with self.app.database.read() as connection:
            made = approvals.rulings(connection, self._request)
        counted = [ruling for ruling in made if ruling.effective and ruling.id != self.item.record]
        return counted[-1] if counted else None

    def _make_sides(self) -> QHBoxLayout:
        mine, other = self.item.arguments, self.other
        row = QHBoxLayout()
        row.setSpacing(12)
        said = (str(mine.get("verdict", "")), self.app.me.name, str(mine.get("comment") or ""))
        row.addWidget(self._side(self.tr("Your decision"), *said, self.item.at), 1)
        if other is None:
            stands = Side("", self.tr("Stands"), self)
            gone = self.tr("The request is no longer open")
            stands.column.addWidget(Label(gone, "head", wrap=True))
            stands.column.addStretch(1)
        else:
            said = (other.verdict, other.decider_name, other.comment)
            stands = self._side(self.tr("Stands"), *said, other.decided_at)
        stands.choose(True)
        row.addWidget(stands, 1)
        return row

    def _side(self, title: str, verdict: str, who: str, comment: str, at: str) -> Side:
        side = Side("", title, self)
        said = words.value("decision", "verdict", verdict, self.app.clock)
        side.column.addWidget(Label(said, "head", wrap=True))
        if comment:
            side.column.addWidget(Label(comment, "body", "text2", wrap=True))
        side.column.addWidget(Label(who or "—", "body", "text2", elide=True))
        when = words.short_moment(at, self.app.clock) if at else ""
        side.column.addWidget(Label(when, "cap", "text3", wrap=True))
        side.column.addStretch(1)
        return side

    def _make_ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        noted = Button(self.tr("Noted"), "primary", key="Enter", parent=self)
        noted.clicked.connect(self.decide)
        row.addWidget(noted)
        row.addStretch(1)
        page = Button(self.tr("Open the request"), "ghost", icon="clipboard-check", parent=self)
        page.clicked.connect(lambda: self.shell.go("approvals", id=self._request))
        row.addWidget(page)
        return row

    def choose(self, which: str) -> None:
        """The one that came first stands."""

    def decide(self) -> None:
        self.app.discard(self.item.key)
        self.shell.changed.emit()
        self.decided.emit()

    def typed(self, event: QKeyEvent) -> bool:
        """Whether the key meant something here."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        self.decide()
        return True
