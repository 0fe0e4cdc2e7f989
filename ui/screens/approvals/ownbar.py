"""The bar under a request of mine, or one that I decided: where it is, and what I can still do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.queries.approvals import Asked
from desktop.usecases import ask_approval
from sync.catalogue.states import RequestState
from ui.screens.approvals import lines
from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.containers import Pane
from ui.widgets.labels import Label

OVER = (RequestState.REJECTED, RequestState.RETURNED, RequestState.WITHDRAWN)  # not granted


class OwnBar(Retranslated, Pane):
    """Says where my request is and what I can do about it."""

    withdrawn = Signal()
    again_wanted = Signal()

    def __init__(self, me: str, parent: QWidget | None = None) -> None:
        super().__init__("surface", "t", parent)
        self._me, self._late, self._way = me, False, ""
        self._asked: Asked | None = None
        self._where = Label("", "body", "text2", elide=True, parent=self)
        self._withdraw = Button(
            "", icon="arrow-back-up", key="approvals.withdraw", size="lg", parent=self
        )
        self._withdraw.clicked.connect(self.withdrawn)
        self._again = Button("", icon="edit", size="lg", parent=self)
        self._again.clicked.connect(self.again_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 14)
        row.setSpacing(12)
        row.addWidget(self._where, 1)
        row.addWidget(self._again)
        row.addWidget(self._withdraw)
        self.retranslate()

    def retranslate(self) -> None:
        self._withdraw.setText(self.tr("Withdraw request"))
        self._say_again()
        if self._asked is not None:
            self.show_asked(self._asked, self._late, self._way)

    def show_asked(self, asked: Asked, late: bool = False, way: str = "") -> None:
        """`late`: I said something about it when it was decided already; `way`: where what is
        not at headquarters yet has come to (see `pile.way_of`)."""
        self._asked, self._late, self._way = asked, late, way
        waits = asked.state == RequestState.PENDING
        where = lines.state_name(asked.state)
        if waits:
            where = f"{where} · {lines.with_whom(asked)}"
        if asked.pending:
            where += " · " + self._on_the_way(way)
        if late:
            where = (
                self.tr("Your opinion came too late and has no effect; it is kept.") + " " + where
            )
        self._where.setText(where)
        self._withdraw.setVisible(self._is_mine and self.may_withdraw(asked))
        again = asked.state in OVER or self.may_mend(asked)
        self._again.setVisible(self._is_mine and again)
        self._say_again()

    def _on_the_way(self, way: str) -> str:
        return {
            "branch": self.tr("the branch has approved it, headquarters has yet to confirm"),
            "wanted": self.tr("waits for the branch hub to approve it"),
            "relayed": self.tr("passed on, headquarters has not received it yet"),
        }.get(way) or self.tr("saved on this device, not sent yet")

    def _say_again(self) -> None:
        mend = self._asked is not None and self.may_mend(self._asked)
        words = self.tr("Change the request") if mend else self.tr("Submit again")
        self._again.setText(words)

    @property
    def _is_mine(self) -> bool:
        return self._asked is not None and self._asked.requester == self._me

    @staticmethod
    def may_mend(asked: Asked) -> bool:
        """The same request with other content: it came back, or nobody has decided yet."""
        undecided = asked.state == RequestState.PENDING and asked.step == 1
        open_ = asked.state == RequestState.RETURNED or undecided
        return open_ and asked.kind in ask_approval.KINDS

    @staticmethod
    def may_withdraw(asked: Asked) -> bool:
        """Until the first decision."""
        return asked.state == RequestState.PENDING and asked.step == 1
