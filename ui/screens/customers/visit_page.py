"""One visit in full, with the photos and papers that hang on it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.application import Application
from desktop.queries import timeline
from desktop.queries.timeline import Visit
from ui import words
from ui.attached.files import FilesPage
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.containers import Rule
from ui.widgets.fields import FieldRow
from ui.widgets.labels import Label, SectionHeader


class VisitPage(Retranslated, QWidget):
    """What was said, then the files; Esc goes back to the story."""

    left = Signal()

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app, self.shell, self.id = app, shell, ""
        self.back = Button("", "link", icon="chevron-left", size="sm", parent=self)
        self.back.clicked.connect(self.left)
        self.title = Label("", "head", wrap=True, parent=self)
        self.below = Label("", "cap", "text2", wrap=True, parent=self)
        self._rows: dict[str, FieldRow] = {}
        self.files = FilesPage(app, shell, self, slim=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.back, self.title, self.below):
            column.addWidget(widget)
        column.addSpacing(6)
        for name in ("outcome", "next_step", "next_visit", "ordered", "collected", "competitor",
                     "opinion", "complaint"):  # fmt: skip
            self._rows[name] = FieldRow("", kind="readonly", parent=self)
            column.addWidget(self._rows[name])
        column.addSpacing(6)
        column.addWidget(Rule(self))
        column.addSpacing(4)
        self._below_title = SectionHeader("", parent=self)
        column.addWidget(self._below_title)
        column.addSpacing(4)
        column.addWidget(self.files)
        self.retranslate()

    def retranslate(self) -> None:
        """What was said at the visit is told again by whoever shows the story."""
        self.back.setText(self.tr("All activity"))
        self._below_title.set_title(self.tr("Photos and files"))
        for name, row in self._rows.items():
            row.set_label(words.field("visit", name))

    def show_visit(self) -> bool:
        """Read it again; False when there is none."""
        with self.app.database.read() as connection:
            visit = timeline.visit(connection, self.id) if self.id else None
        if visit is None:
            return False
        self._show(visit)
        self.files.show_of("visit", visit.id, may_change=visit.post == self.app.me.post)
        return True

    def _show(self, visit: Visit) -> None:
        self.title.setText(" · ".join((words.purpose(visit.purpose), visit.who)))
        began = words.short_moment(visit.started_at, self.app.clock)
        ended = words.time_of(visit.ended_at, self.app.clock) if visit.ended_at else ""
        unsent = self.tr("not sent yet") if visit.pending else ""
        span = f"{began}–{ended}" if ended else began
        self.below.setText(" · ".join(filter(None, (span, unsent))))
        day = words.plain_day(visit.next_visit, self.app.clock.today())
        said = {
            "outcome": visit.outcome,
            "next_step": visit.next_step,
            "next_visit": day,
            "ordered": words.amount(visit.ordered, sign=True) if visit.ordered else "",
            "collected": words.amount(visit.collected, sign=True) if visit.collected else "",
            "competitor": visit.competitor,
            "opinion": visit.opinion,
            "complaint": visit.complaint,
        }
        for name, row in self._rows.items():
            row.set_value(said[name])
            row.setVisible(bool(said[name]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
