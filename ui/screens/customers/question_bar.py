"""The bar on a card about the whole of it: perhaps another card's twin, or edited too late."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.queries.sync_state import Clash
from ui.widgets.buttons import Button
from ui.widgets.notices import Banner


class QuestionBar(Banner):
    """`acted` is the first way (merge, or decide it where its kind is told), `two` the second."""

    two = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tint="warn", parent=parent)
        self.not_one = Button("", parent=self)
        self.not_one.clicked.connect(self.two)
        row = self.layout()
        assert row is not None
        row.addWidget(self.not_one)
        self.hide()

    def ask(self, clash: Clash, card: str) -> None:
        """`card` is the customer shown: either side of a pair."""
        twin = clash.kind == "duplicate"
        self.not_one.setVisible(twin)
        self.not_one.setText(self.tr("Not a duplicate"))
        if not twin:
            self.set(
                self.tr("Somebody edited it without knowing that it was deleted or handed over"),
                self.tr("What was written is kept and waits for a decision"),
                self.tr("Decide"),
            )
            return
        name = clash.other_title if card == clash.record else clash.title
        if name:
            title = self.tr("Perhaps the same customer as “{name}”").format(name=name)
            self.set(title, self.tr("Found by headquarters"), self.tr("Merge"))
            return
        self.set(
            self.tr("Perhaps the same customer as one of another rep"),
            self.tr("Whoever leads both of you can merge the two"),
        )
