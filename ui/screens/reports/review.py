"""The bar under somebody's sealed report: a comment, then sign or return."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import fonts
from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.chips import Pill
from ui.widgets.containers import Pane
from ui.widgets.inputs import LineField
from ui.widgets.labels import Label

MARGIN, GAP, INSIDE = 24, 8, 12  # px beside the bar, between two, and in a field beside its words


@dataclass(frozen=True, slots=True)
class Task:
    """What the paper waits for: sign, acknowledge, handle or close; whether it may go back."""

    verdict: str = "sign"
    may_return: bool = True
    needs_word: bool = True


class ReviewBar(Retranslated, Pane):
    """A report is never signed without a word (BR-RPT-03), nothing is returned without one."""

    reviewed = Signal(str, str)  # sign | return, comment
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "t", parent)
        self._verdict, self._task = "sign", Task()
        self.comment = LineField(parent=self)
        self.comment.installEventFilter(self)
        self.comment.textEdited.connect(lambda _: self.comment.set_invalid(False))
        self._phrases = [Pill("", self) for _ in range(2)]
        for pill in self._phrases:
            pill.setCheckable(False)
            pill.clicked.connect(lambda _=False, pill=pill: self._say(pill.text()))
        self._missing = Label("", "cap", "bad", parent=self)
        self._sign = Button(
            "", "primary", icon="signature", key="reports.sign", size="lg", parent=self
        )
        self._return = Button(
            "", icon="arrow-back-up", key="reports.return", size="lg", parent=self
        )
        self._sign.clicked.connect(lambda: self.choose("sign"))
        self._return.clicked.connect(lambda: self.choose("return"))
        above = QHBoxLayout()
        above.setSpacing(GAP)
        for widget in (self.comment, *self._phrases):
            above.addWidget(widget, 1 if widget is self.comment else 0)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self._sign)
        below.addWidget(self._return)
        below.addWidget(self._missing, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 12, MARGIN, 14)
        column.setSpacing(10)
        column.addLayout(above)
        column.addLayout(below)
        self.retranslate()

    def retranslate(self) -> None:
        self.set_task(self._task)
        self._return.setText(self.tr("Return"))
        phrases = (self.tr("Read, well done"), self.tr("Add the reason for missed visits"))
        for pill, phrase in zip(self._phrases, phrases, strict=True):
            pill.setText(phrase)

    def set_task(self, task: Task) -> None:
        """What the first button does, and whether a word is needed for it."""
        self._task = task
        verb = {
            "sign": self.tr("Sign"),
            "acknowledge": self.tr("Acknowledge"),
            "handle": self.tr("Handled"),
            "close": self.tr("Close"),
        }[task.verdict]
        self._sign.setText(verb)
        self._return.setVisible(task.may_return)
        needed = self.tr("Comment (required); Enter: {verb}").format(verb=verb)
        free = self.tr("Comment (optional); Enter: {verb}").format(verb=verb)
        self.comment.setPlaceholderText(needed if task.needs_word else free)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Phrases as far as they leave the comment room for what is to be written there."""
        room = self.contentsRect().width() - 2 * MARGIN
        room -= round(fonts.width(self.comment.placeholderText(), "body")) + 2 * INSIDE
        for pill in self._phrases:
            room -= pill.sizeHint().width() + GAP
            pill.setVisible(self._task.verdict == "sign" and room >= 0)

    def reset(self) -> None:
        self._verdict = "sign"
        self.comment.clear()
        self.comment.set_invalid(False)
        self._missing.setText("")

    def choose(self, verdict: str) -> None:
        self._verdict = verdict
        said = self.comment.text().strip()
        if said or (verdict == "sign" and not self._task.needs_word):
            self.reviewed.emit(verdict, said)
            return
        self._missing.setText(self.tr("Write a comment first, then press Enter"))
        self.comment.set_invalid(True)
        self.comment.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _say(self, phrase: str) -> None:
        self.comment.setText(phrase)
        self.comment.set_invalid(False)
        self._missing.setText("")
        self.comment.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._missing.setText("")
            self.comment.set_invalid(False)
            self.left.emit()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose(self._verdict)
            return True
        return False
