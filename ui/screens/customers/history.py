"""What happened around a customer, as a story."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries.timeline import Moment
from sync.catalogue.states import RequestState
from sync.clock import Clock
from ui import words
from ui.screens.customers.visit_page import VisitPage
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.notices import EmptyState
from ui.widgets.timeline import Event, Timeline

translate = QCoreApplication.translate
REQUEST_TINTS: Mapping[str, str] = {
    RequestState.APPROVED: "ok",
    RequestState.REJECTED: "bad",
    RequestState.RETURNED: "warn",
    RequestState.WITHDRAWN: "gray",
}
SEEN = 60


class HistoryPage(Retranslated, QWidget):
    """All of it, newest first."""

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app, self.shell, self._any = app, shell, False
        self.story = Timeline(parent=self)
        self.story.pressed.connect(self._open)
        self.nothing = EmptyState(icon="history")
        self.visit = VisitPage(app, shell, self)
        self.visit.left.connect(self._close_visit)
        self.visit.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 20)
        column.addWidget(self.story)
        column.addWidget(self.nothing)
        column.addWidget(self.visit)
        self.retranslate()

    def retranslate(self) -> None:
        self.nothing.set(self.tr("Nothing has happened yet"))

    def show_moments(self, moments: Sequence[Moment]) -> None:
        self.story.set_events([event_of(moment, self.app.clock) for moment in moments[:SEEN]])
        self._any = bool(moments)
        if self.visit.id not in {moment.id for moment in moments} or not self.visit.show_visit():
            self._close_visit()

    def _open(self, id: str) -> None:
        kind, _, record = id.partition(":")
        if kind == "request":
            self.shell.go("approvals", id=record)
        elif kind == "visit":
            self.open_visit(record)

    def open_visit(self, id: str) -> None:
        """The visit in the place of the story."""
        self.visit.id = id
        if self.visit.show_visit():
            self.story.hide()
            self.visit.show()
            self.visit.back.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _close_visit(self) -> None:
        held, self.visit.id = self.visit.isVisible(), ""
        self.visit.hide()
        self.story.setVisible(self._any)
        self.nothing.setVisible(not self._any)
        if held:
            self.story.setFocus(Qt.FocusReason.ShortcutFocusReason)


def event_of(moment: Moment, clock: Clock) -> Event:
    """A moment in words: 11 月 13 日 拜访 · 周婷."""
    day = words.day_words(clock.day_of(moment.at), clock.today())
    made = {"visit": _visit, "request": _request, "unsent": _unsent, "file": _file}
    return made[moment.kind](moment, day, clock)


def _visit(moment: Moment, day: str, clock: Clock) -> Event:
    what = translate("History", "visit")
    title = f"{day} {what} · {moment.who}"
    if moment.pending:
        title += " · " + translate("History", "not sent yet")
    text = moment.text or words.purpose(moment.what)
    tint, icon = ("accent", "shopping-cart") if moment.amount else ("ok", "clipboard-check")
    if moment.what == "complaint":
        tint, icon = "bad", "mood-sad"
    if moment.amount:
        ordered = words.amount(moment.amount, sign=True)
        title += " · " + translate("History", "ordered {amount}").format(amount=ordered)
    return Event(title, text, icon, tint, f"visit:{moment.id}")


def _request(moment: Moment, day: str, clock: Clock) -> Event:
    tint = REQUEST_TINTS.get(moment.more, "accent")
    title = f"{day} {words.request_kind(moment.what)} · {words.request_state(moment.more)}"
    if moment.amount:
        title += f" · {words.amount(moment.amount, sign=True)}"
    return Event(title, moment.text, "receipt", tint, f"request:{moment.id}")


def _unsent(moment: Moment, day: str, clock: Clock) -> Event:
    title = f"{day} {words.use_case(moment.what)} · " + translate("History", "not sent yet")
    fields = [
        f"{words.field('customer', name)} {words.value('customer', name, kept, clock)}"
        for name, kept in moment.fields.items()
    ]
    return Event(title, "; ".join(fields), "edit", "warn")


def _file(moment: Moment, day: str, clock: Clock) -> Event:
    title = f"{day} " + translate("History", "file added") + (f" · {moment.who}" * bool(moment.who))
    return Event(title, moment.text, "paperclip", "gray")
