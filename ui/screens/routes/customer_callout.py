"""What the callout says of a customer beside the way."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.queries.routes import Nearby
from sync.clock import Clock
from ui import words
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.labels import Label

WIDTH = 260


class CustomerCallout(QWidget):
    """Name and class, when it was last seen; take it along, or open its card."""

    added = Signal()
    card_wanted = Signal()

    def __init__(self, customer: Nearby, clock: Clock, *, mine: bool) -> None:
        super().__init__()
        self.setMinimumWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(Label(customer.name, "sub", elide=True, parent=self), 1)
        if customer.grade:
            tint = words.class_tint(customer.grade)
            head.addWidget(Chip(words.class_words(customer.grade), tint, parent=self))
        column.addLayout(head)
        seen = words.ago(customer.last_visit_at, clock) if customer.last_visit_at else ""
        said = self.tr("Last visit: {when}").format(when=seen) if seen else self.tr("Never visited")
        column.addWidget(Label(said, "cap", "text2", parent=self))
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        if mine:
            add = Button(self.tr("Add to the day"), "primary", parent=self)
            add.clicked.connect(self.added)
            row.addWidget(add)
        card = Button(self.tr("Customer"), parent=self)
        card.clicked.connect(self.card_wanted)
        row.addWidget(card)
        row.addStretch(1)
        column.addLayout(row)
