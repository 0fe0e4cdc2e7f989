"""What stands beside the list: a request, nothing, or a panel that is made when first wanted."""

from functools import cached_property
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.screens.approvals.asking import AskPanel
from ui.screens.approvals.batch import BatchPanel, Item
from ui.screens.approvals.stand_in import StandInPanel
from ui.shell import Shell
from ui.widgets.list import RowList

Panel = TypeVar("Panel", BatchPanel, AskPanel, StandInPanel)


class Right(QStackedWidget):
    """`one` shows a request, `empty` that there is none."""

    confirmed = Signal(list)  # requests approved together
    sent = Signal(str)  # a new request
    closed = Signal()

    def __init__(
        self, app: Any, shell: Shell, one: QWidget, empty: QWidget, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._app, self._shell = app, shell
        self.one, self.empty = one, empty
        self.addWidget(one)
        self.addWidget(empty)

    @cached_property
    def batch(self) -> BatchPanel:
        made = BatchPanel(self)
        made.confirmed.connect(self.confirmed)
        return self._added(made)

    @cached_property
    def ask(self) -> AskPanel:
        made = AskPanel(self._app, self._shell, self)
        made.sent.connect(self.sent)
        return self._added(made)

    @cached_property
    def stand_in(self) -> StandInPanel:
        return self._added(StandInPanel(self._app, self._shell, self))

    def _added(self, panel: Panel) -> Panel:
        panel.closed.connect(self.closed)
        self.addWidget(panel)
        return panel

    def has_panel(self) -> bool:
        return self.currentWidget() not in (self.one, self.empty)

    def is_asking(self) -> bool:
        return isinstance(self.currentWidget(), AskPanel)

    def rows(self) -> RowList[Item] | None:
        """That of the panel, where it has one to move in."""
        shown = self.currentWidget()
        return shown.list if isinstance(shown, BatchPanel) else None
