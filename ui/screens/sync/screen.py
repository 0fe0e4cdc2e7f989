"""The workspace 同步与设备: the queue, one thing of it in words, and this laptop's line."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.application import Application, SyncStatus
from desktop.queries import files, sync_state
from desktop.queries.files import Room
from desktop.queries.sync_state import Clash, Device, Exchange, Item
from sync.errors import Problem
from ui.commands import Command
from ui.screens.sync.detail_pane import DetailPane
from ui.screens.sync.device_pane import DevicePane
from ui.screens.sync.queue_pane import QueuePane
from ui.shell import Shell
from ui.widgets.containers import Panes
from ui.workspace_screen import WorkspaceScreen

Answer = tuple[
    list[Item], list[Item], list[Clash], SyncStatus, Exchange, list[Device],
    list[tuple[str, int]], int, Room,
]  # fmt: skip


class SyncScreen(WorkspaceScreen):
    """Everything that has not reached headquarters, and what to do about it."""

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app, self.shell = app, shell
        self.queue = QueuePane(app, self)
        self.detail = DetailPane(app, shell, self)
        self.device = DevicePane(app, shell, self)
        self.panes = Panes(self)
        self.panes.add(self.queue, 360, 0)
        self.panes.add(self.detail, 560, 1)
        self.panes.add(self.device, 316, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self._connect()
        self._register()
        self._show_line()

    def _connect(self) -> None:
        self.queue.chosen.connect(self.detail.show_item)
        self.queue.list.opened.connect(self._enter)
        self.detail.done.connect(self._next)
        self.detail.all_again.connect(self._send_all)
        self.device.sync_pressed.connect(self._sync)
        self.device.stop_pressed.connect(self._stop)
        self.device.stick.moved.connect(self.shell.changed)
        self.shell.changed.connect(self._changed)
        if self.shell.synchroniser is not None:
            self.shell.synchroniser.state_changed.connect(self._show_line)
            self.shell.synchroniser.files_changed.connect(self._show_files)

    def _register(self) -> None:
        detail, log = self.detail, self.device.choose_log
        for id, title, run, icon in (
            ("again", lambda: self.tr("Send the refused change again"), detail.send_again, "send"),
            ("drop", lambda: self.tr("Give the refused change up"), detail.give_up, "archive"),
            ("log", lambda: self.tr("Export the log"), log, "download"),
        ):
            self.shell.commands.register(Command(f"sync.{id}", title, run, "sync", icon), self)
        for choice, words in (
            ("mine", lambda: self.tr("Of two versions take the one of this device")),
            ("theirs", lambda: self.tr("Of two versions take the one of the server")),
            ("value", lambda: self.tr("In place of two versions type another value")),
        ):
            self._register_choice(choice, words)

    def _register_choice(self, choice: str, title: Callable[[], str]) -> None:
        def run() -> None:
            if self.detail.conflict is not None:
                self.detail.conflict.choose(choice)

        command = Command(f"sync.{choice}", title, run, "sync", "git-branch", in_palette=False)
        self.shell.commands.register(command, self)

    # --- what the shell asks

    def activate(self) -> None:
        self.queue.arrive()
        self.refresh()
        self.queue.list.setFocus()

    def show_what(self, what: Mapping[str, Any]) -> None:
        if what.get("section") in ("waiting", "failed", "conflicts"):
            self.queue.go_to(str(what["section"]))

    def open(self, id: str) -> None:
        """A conflict by id."""
        self.queue.go_to("conflicts")
        with self.app.database.read() as connection:
            clashes = sync_state.clashes(connection)
        for clash in clashes:
            if clash.id == id:
                self.queue.list.select_key(clash.key)

    def refresh(self) -> None:
        """Ask the store again, in its lane."""

        def work(report: object) -> Answer:
            status = self.app.status()
            with self.app.database.read() as connection:
                return (
                    sync_state.waiting(connection),
                    sync_state.refused(connection),
                    sync_state.clashes(connection),
                    status,
                    sync_state.exchange(connection),
                    sync_state.devices(connection, self.app.me.id),
                    sync_state.stored(connection),
                    sync_state.store_size(connection),
                    files.room(self.app.contents),
                )

        self.shell.jobs.start(self, work, done=self._show, failed=self.shell.tell)

    def _show(self, said: Answer) -> None:
        waiting, refused, clashes, status, exchange, devices, stored, size, room = said
        self.queue.show_items(waiting, refused, clashes)
        self.device.show_state(status, exchange, devices, stored, size, room)

    def _changed(self) -> None:
        if self.isVisible():
            self.refresh()

    # --- doing

    def _enter(self, key: object) -> None:
        if self.detail.conflict is not None:
            self.detail.conflict.decide()
        else:
            self.queue.next()

    def _next(self) -> None:
        """What was decided leaves the queue; the next one takes its place."""
        self.detail.show_item(None)
        self.refresh()
        self.queue.list.setFocus()

    def _send_all(self) -> None:
        """Everything that came back goes out once more; what cannot stays where it is."""
        sent, trouble = 0, None
        for item in self.queue.failed():
            try:
                self.app.resend(item.key, {})
                sent += 1
            except Problem as problem:
                trouble = problem
        if trouble is not None:
            self.shell.tell(trouble)
        elif sent:
            self.shell.toast(self.tr("%n will be sent again", "", sent))
        self.shell.changed.emit()
        self._next()

    def _sync(self) -> None:
        if self.shell.synchroniser is not None:
            self.shell.synchroniser.start()

    def _stop(self) -> None:
        if self.shell.synchroniser is not None:
            self.shell.synchroniser.cancel()

    def _show_files(self) -> None:
        keeper = self.shell.synchroniser
        assert keeper is not None
        self.device.show_files(keeper.files_progress)
        if self.isVisible() and keeper.files_progress is None:
            self.refresh()

    def _show_line(self) -> None:
        keeper = self.shell.synchroniser
        if keeper is None:
            self.device.show_line("waiting", None)
            return
        self.device.show_line(keeper.state, keeper.progress, keeper.outcome)
        if self.isVisible() and keeper.state != "syncing":
            self.refresh()
