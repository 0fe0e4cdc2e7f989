"""Signing out: what it takes from this laptop, what was not sent yet, and how to keep that."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.usecases.sign_out import export_unsent, unsent
from ui.file_asking import ask_where_to
from ui.jobs import Report
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.notices import Banner
from ui.widgets.sheet import Sheet


class SignOutSheet(Retranslated, Sheet):
    """It cannot be undone, so it is asked; with unsent work there is a safer way first."""

    left = Signal()

    def __init__(self, app: Any, shell: Shell, window: QWidget) -> None:
        super().__init__(window, width=520)
        self._app, self._shell = app, shell
        self._unsent = 0
        self.standing = Banner(tint="ok", icon="circle-check", parent=self)
        self._goes = Label("", "body", "text2", wrap=True, parent=self)
        self.standing.setContentsMargins(0, 0, 0, 0)
        self._goes.setContentsMargins(24, 14, 24, 14)
        self.head.addWidget(self.standing)
        self.column.addWidget(self._goes)
        self.sync = Button("", "primary", icon="refresh", parent=self)
        self.sync.clicked.connect(self._synchronise)
        self.keep = Button("", icon="download", parent=self)
        self.keep.clicked.connect(self._choose)
        self.leave = Button("", icon="logout", ink="bad", parent=self)
        self.leave.clicked.connect(self._leave)
        self.stay = Button("", "ghost", key="Esc", parent=self)
        self.stay.clicked.connect(self.dismiss)
        for button in (self.sync, self.keep, self.leave):
            self.foot.addWidget(button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.stay)
        shell.changed.connect(self._refresh_if_shown)
        if shell.synchroniser is not None:
            shell.synchroniser.state_changed.connect(self._refresh_if_shown)
            shell.synchroniser.files_changed.connect(self._refresh_if_shown)
        self.retranslate()

    @property
    def first(self) -> QWidget:
        return self.sync if self._unsent else self.stay

    def open(self) -> None:
        self._refresh()
        super().open()

    @Slot()
    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self._unsent = unsent(self._app)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Sign out"))
        self.note.setText(f"{self._app.me.name} · {self._app.me.user}")
        self.shut.set_name(self.tr("Close"))
        self._goes.setText(
            self.tr(
                "Customers, orders and files are erased from this laptop. Headquarters keeps them, "
                "and they come back with the next sign-in. Your window settings are kept."
            )
        )
        self.sync.setText(self.tr("Synchronise first"))
        self.keep.setText(self.tr("Save to a file and sign out"))
        self.leave.setText(self.tr("Sign out"))
        self.stay.setText(self.tr("Stay"))
        self._say_standing()

    def _say_standing(self) -> None:
        waiting = bool(self._unsent)
        if waiting:
            self.standing.set_tint("warn", "alert-triangle")
            said = self.tr("%n change(s) or files have not reached headquarters", "", self._unsent)
            lost = self.tr("If you sign out now, they are lost with this laptop's copy.")
            self.standing.set(said, lost)
        else:
            self.standing.set_tint("ok", "circle-check")
            self.standing.set(self.tr("Everything you did has reached headquarters"))
        self.sync.setVisible(waiting)
        self.keep.setVisible(waiting)
        self.leave.setVisible(not waiting)

    # --- ways out

    def _synchronise(self) -> None:
        if self._shell.synchroniser is not None:
            self._shell.synchroniser.start()

    def _choose(self) -> None:
        name = f"{self._app.me.user}-{self._app.clock.today():%Y%m%d}.jsonl"
        title = self.tr("Save unsent work")
        ask_where_to(self, self._shell.settings, title, name, self.write)

    def write(self, target: Path) -> None:
        """What was not sent goes there, as `routebook apply` reads it; then the book is left."""
        app = self._app

        def work(report: Report) -> int:
            return export_unsent(app, target)

        def failed(error: Exception) -> None:
            self.dismiss()
            self._shell.tell(error)

        self._shell.jobs.start(self, work, done=lambda _: self.left.emit(), failed=failed)

    @Slot()
    def _leave(self) -> None:
        self._refresh()
        if not self._unsent:  # something may have been done a moment ago
            self.left.emit()
