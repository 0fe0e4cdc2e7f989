"""Which branch hub stands in while headquarters does not answer: none, any on the LAN, or one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.translations import Retranslated
from ui.widgets.chips import SegmentedPills
from ui.widgets.fields import FieldRow
from ui.widgets.labels import Label

NONE, LOOK, ADDRESS = "", "auto", "address"


class HubChoice(Retranslated, QWidget):
    """`wanted` carries what `Application.use_hub` takes: an address, "auto" or nothing."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._used: str | None = None
        self.pills = SegmentedPills(self, wraps=True)
        self.pills.chosen.connect(self._choose)
        self.about = Label("", "cap", "text3", wrap=True, parent=self)
        self.address = FieldRow(
            "", placeholder="https://192.168.3.7:8443", label_width=48, parent=self
        )
        self._title = Label("", "cap", "text3", parent=self)
        self.address.saved.connect(lambda address: self.wanted.emit(address.strip()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self.pills)
        column.addWidget(self.about)
        column.addWidget(self.address)
        self.retranslate()
        self.show_used("")

    def retranslate(self) -> None:
        self._title.setText(self.tr("Branch hub"))
        self.pills.set_items(
            [
                (NONE, self.tr("None")),
                (LOOK, self.tr("Find on the LAN")),
                (ADDRESS, self.tr("By address")),
            ]
        )
        self.pills.setAccessibleName(self.tr("Branch hub"))
        self.address.set_label(self.tr("Address"))
        self._explain(self.pills.current())

    def show_used(self, hub: str) -> None:
        """As it is kept; a choice that is only begun stays until something else is kept."""
        if hub == self._used:
            return
        self._used = hub
        kind = hub if hub in (NONE, LOOK) else ADDRESS
        self.address.set_value(hub if kind == ADDRESS else "")
        self.pills.set_current(kind)
        self._explain(kind)

    def _choose(self, kind: str) -> None:
        self._explain(kind)
        if kind != ADDRESS:
            self.wanted.emit(kind)
        elif not self.address.value():
            self.address.edit()

    def _explain(self, kind: str) -> None:
        self.address.setVisible(kind == ADDRESS)
        self.about.setText(
            {
                NONE: self.tr("While headquarters does not answer, changes wait on this laptop."),
                LOOK: self.tr(
                    "While headquarters does not answer, the hub found on the LAN is used."
                ),
                ADDRESS: self.tr("While headquarters does not answer, this hub is used."),
            }[kind]
        )
