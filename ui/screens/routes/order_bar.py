"""A better order: how far the search for it is, then what it saves, to take or to leave."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.containers import Pane
from ui.widgets.figures import ProgressBar
from ui.widgets.labels import Label


class OrderBar(Retranslated, Pane):
    """At the foot of the day: a bar with a way to stop, or a sentence with two buttons."""

    taken = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("sunken", "t", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 16, 14)
        column.setSpacing(6)
        self._said = Label("", "body", weight=600, elide=True, parent=self)
        self._detail = Label("", "cap", "text2", wrap=True, parent=self)
        self._warning = Label("", "cap", "bad", wrap=True, parent=self)
        self.progress = ProgressBar(parent=self)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.take = Button("", "primary", key="Enter", parent=self)
        self.leave = Button("", key="Esc", parent=self)
        self.take.clicked.connect(self.taken)
        self.leave.clicked.connect(self.left)
        row.addWidget(self.take)
        row.addWidget(self.leave)
        row.addStretch(1)
        for widget in (self._said, self._detail, self._warning, self.progress):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addLayout(row)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.take.setText(self.tr("Use this order"))
        self.leave.setText(self.tr("Stop") if self.take.isHidden() else self.tr("Keep as it was"))

    def work(self, said: str) -> None:
        """The search began."""
        self._show(said, "", "", working=True)
        self.progress.set_share(0.0)
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(self, said: str, detail: str, warning: str = "") -> None:
        self._show(said, detail, warning, working=False)
        self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, said: str, detail: str, warning: str, *, working: bool) -> None:
        self._said.setText(said)
        for label, text in ((self._detail, detail), (self._warning, warning)):
            label.setText(text)
            label.setVisible(bool(text))
        self.progress.setVisible(working)
        self.take.setVisible(not working)
        self.retranslate()
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.take.isVisible():
            self.taken.emit()
        else:
            super().keyPressEvent(event)
