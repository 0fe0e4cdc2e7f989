"""Under the bell: what waits for a person, counted from the records, each a way there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.translations import Retranslated
from ui.widgets.containers import Popover, clear
from ui.widgets.labels import Label
from ui.widgets.menu import EDGE, MenuRow


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits: its sentence, and the workspace that deals with it."""

    text: str
    icon: str
    workspace: str
    count: int
    urgent: bool = False


class NoticesPopover(Retranslated, Popover):
    """A short list; the bell shows the sum."""

    went = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, width=300, padding=6)
        self.column.setSpacing(0)
        self._waiting: Sequence[Waiting] = ()
        self.retranslate()

    def show_waiting(self, waiting: Sequence[Waiting]) -> None:
        self._waiting = tuple(waiting)
        self.retranslate()

    def retranslate(self) -> None:
        clear(self.column)
        self._say(Label(self.tr("Waiting for you"), "sub", parent=self))
        if not self._waiting:
            self._say(Label(self.tr("Nothing is waiting."), "body", "text3", parent=self))
        for each in self._waiting:
            ink = "bad" if each.urgent else "text"
            line = MenuRow(each.text, icon=each.icon, ink=ink, parent=self)
            line.clicked.connect(lambda _=False, each=each: self._go(each))
            self.column.addWidget(line)

    def _say(self, label: Label) -> None:
        label.setContentsMargins(EDGE, 6, EDGE, 6)
        self.column.addWidget(label)

    def _go(self, waiting: Waiting) -> None:
        self.dismiss()
        self.went.emit(waiting.workspace)
