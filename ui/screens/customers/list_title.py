"""The head of the list of customers: its title, and the ways in and out of the book."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.labels import PaneTitle

translate = QCoreApplication.translate


class ListTitle(Retranslated, PaneTitle):
    """Tells which of its three buttons was pressed."""

    import_pressed = Signal()
    export_pressed = Signal()
    new_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._bring = Button("", "ghost", icon="upload", parent=self)
        self._bring.clicked.connect(self.import_pressed)
        self._take = Button("", "ghost", icon="download", parent=self)
        self._take.clicked.connect(self.export_pressed)
        self._new = Button("", "primary", icon="plus", key="customers.new", parent=self)
        self._new.clicked.connect(self.new_pressed)
        for button in (self._bring, self._take, self._new):
            self.add(button)
        self.setContentsMargins(20, 14, 16, 2)
        self.retranslate()

    def retranslate(self) -> None:
        self.set_title(translate("ListPane", "Customers"))
        self._bring.setText(translate("ListPane", "Import"))
        self._take.setText(translate("ListPane", "Export"))
        self._new.setText(translate("ListPane", "New customer"))
