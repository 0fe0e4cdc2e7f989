"""Other ways than the network: a stick, and the branch's hub while headquarters is away."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.application import Application
from desktop.queries.sync_state import Exchange
from sync.errors import Problem, Refused
from ui.file_asking import ask_for, ask_where_to
from ui.jobs import Report
from ui.screens.sync.hub_choice import HubChoice
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.containers import Card
from ui.widgets.figures import ProgressBar
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from desktop.usecases.sync_by_file import Taken, Written

ENDING = "syncb"
T = TypeVar("T")


class StickCard(Retranslated, Card):
    """Two buttons; one thing at a time, with its progress, in the network's lane."""

    moved = Signal()  # the queue or the records are not what they were

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=14)
        self.app, self.shell = app, shell
        self.column.setSpacing(8)
        self.about = Label("", "cap", "text3", wrap=True, parent=self)
        self._restored = False
        self.column.addWidget(self.about)
        self.bar = ProgressBar(None, parent=self)
        self.bar.hide()
        self.column.addWidget(self.bar)
        self.out = Button("", icon="upload", parent=self)
        self.out.clicked.connect(self.choose_target)
        self.back = Button("", icon="download", parent=self)
        self.back.clicked.connect(self.choose_source)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.out)
        row.addWidget(self.back)
        row.addStretch(1)
        self.column.addLayout(row)
        self.hub = HubChoice(self)
        self.hub.wanted.connect(self.use_hub)
        self.column.addWidget(self.hub)
        self.retranslate()

    def retranslate(self) -> None:
        self.out.setText(self.tr("Export"))
        self.back.setText(self.tr("Import"))
        self._say_what_for(self._restored)

    def show_exchange(self, exchange: Exchange) -> None:
        self.hub.show_used(exchange.hub)
        self._say_what_for(exchange.restored)

    def _say_what_for(self, restored: bool) -> None:
        self._restored = restored
        words = self.tr("No network? Carry your changes to headquarters on a USB stick.")
        if restored:
            words = self.tr(
                "Headquarters was restored from a backup. Export once more, carry the stick there "
                "and bring the answer back: what it lost comes from this laptop. Nothing is lost."
            )
        self.about.setText(words)
        self.about.set_ink("warn" if restored else "text3")

    def use_hub(self, address: str) -> None:
        """Tried whenever headquarters does not answer; "auto": any on the LAN, empty: none."""
        try:
            self.app.use_hub(address)
        except Problem as problem:
            self.hub.address.refuse(self.shell.explain(problem).text)
        else:
            self.hub.show_used(address)

    def choose_target(self) -> None:
        name = f"{self.app.me.user}-{self.app.clock.today():%Y%m%d}.{ENDING}"
        title = self.tr("Export changes for headquarters")
        ask_where_to(self, self.shell.settings, title, name, self.write)

    def choose_source(self) -> None:
        kinds = [self.tr("Synchronisation bundles (*.syncb)")]
        title = self.tr("Import headquarters' answer")
        ask_for(self, self.shell.settings, title, self.read, kinds)

    def write(self, path: Path) -> None:
        def work(report: Report) -> "Written":
            return self.app.write_bundle(path, report)

        self._start(work, self._written)

    def read(self, path: Path) -> None:
        def work(report: Report) -> "Taken":
            return self.app.read_bundle(path, report)

        self._start(work, self._taken)

    def _start(self, work: Callable[[Report], T], done: Callable[[T], None]) -> None:
        self._busy(True)
        self.shell.jobs.start(
            self, work, done=done, failed=self._failed, progress=self._went_on, lane="network"
        )

    def _written(self, written: "Written") -> None:
        self._busy(False)
        text = self.tr("%n changes are on the stick", "", written.changes)
        self.shell.toast(text, detail=written.file)
        self.moved.emit()

    def _taken(self, taken: "Taken") -> None:
        self._busy(False)
        text = self.tr("%n changes were answered", "", taken.answered)
        pulled = self.tr("{number} records came in").format(number=taken.pulled)
        if taken.again:
            self.shell.tell(Refused("another_stick"))
        else:
            self.shell.toast(text, detail=pulled)
        self.moved.emit()

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        self.shell.tell(error)

    def _went_on(self, done: int, total: int) -> None:
        self.bar.set_share(done / total if total else None)

    def _busy(self, busy: bool) -> None:
        self.bar.set_share(None)
        self.bar.setVisible(busy)
        self.out.setEnabled(not busy)
        self.back.setEnabled(not busy)
