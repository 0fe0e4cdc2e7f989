"""This laptop and its line to headquarters: how far in step, what it holds, other devices."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.application import Application, SyncStatus
from desktop.queries.files import Room
from desktop.queries.sync_state import Device, Exchange
from ui import words
from ui.file_asking import ask_where_to
from ui.screens.sync.stick_card import StickCard
from ui.shell import Shell
from ui.translations import Retranslated
from ui.widgets.buttons import Button
from ui.widgets.containers import Card, Pane, ScrollPage, clear
from ui.widgets.figures import ProgressBar
from ui.widgets.labels import Label, SectionHeader

SHOWN_TYPES = 7


class DevicePane(Retranslated, Pane):
    """The right side of the page; everything is read from the store."""

    sync_pressed = Signal()
    stop_pressed = Signal()

    def __init__(self, app: Application, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("sunken", "", parent)
        self.app, self.shell = app, shell
        self.page = ScrollPage(self, padding=20, spacing=12)
        self._sections: list[SectionHeader] = []
        self._state: tuple[Any, ...] | None = None
        self._line: tuple[Any, ...] | None = None
        self.sync_button = Button("", "primary", icon="refresh", key="sync now", parent=self)
        self.sync_button.clicked.connect(self.sync_pressed)
        self.stop_button = Button("", icon="player-stop", parent=self)
        self.stop_button.clicked.connect(self.stop_pressed)
        self.stop_button.hide()
        self.connection = _Facts(self)
        self.stick = StickCard(app, shell, self)
        self.storage = _Facts(self)
        self.devices = _Facts(self)
        self.bar = ProgressBar(None, parent=self)
        self.bar.hide()
        self.carried = Label("", "cap", "text2", parent=self)
        self.carrying = ProgressBar(None, parent=self)
        self.carried.hide()
        self.carrying.hide()
        self.log_button = Button("", icon="download", parent=self)
        self.log_button.clicked.connect(self.choose_log)
        self._lay_out()
        self.retranslate()

    def retranslate(self) -> None:
        self.sync_button.setText(self.tr("Synchronise now"))
        self.stop_button.setText(self.tr("Stop"))
        self.log_button.setText(self.tr("Export the log"))
        titles = (
            self.tr("Headquarters"),
            self.tr("Without headquarters"),
            self.tr("On this laptop"),
            self.tr("My devices"),
        )
        for header, title in zip(self._sections, titles, strict=True):
            header.set_title(title)
        if self._state is not None:
            self.show_state(*self._state)
        if self._line is not None:
            self.show_line(*self._line)

    def _lay_out(self) -> None:
        column = self.page.column
        self.headline = Label("", "head", wrap=True, parent=self)
        self.result = Label("", "cap", "text3", wrap=True, parent=self)
        self.result.hide()
        column.addWidget(self.headline)
        column.addWidget(self.result)
        column.addWidget(self.bar)
        column.addWidget(self.carried)
        column.addWidget(self.carrying)
        buttons = QHBoxLayout()
        buttons.addWidget(self.sync_button)
        buttons.addWidget(self.stop_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        for contents in (self.connection, self.stick, self.storage, self.devices):
            self._sections.append(SectionHeader(parent=self))
            column.addSpacing(6)
            column.addWidget(self._sections[-1])
            column.addWidget(contents)
        column.addWidget(self.log_button)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)

    def show_state(
        self,
        status: SyncStatus,
        exchange: Exchange,
        devices: Sequence[Device],
        stored: Sequence[tuple[str, int]],
        size: int,
        room: Room,
    ) -> None:
        self._state = (status, exchange, devices, stored, size, room)
        clock = self.app.clock
        received = words.short_moment(exchange.heard_at, clock)
        self.connection.show_pairs(
            [
                (
                    self.tr("Headquarters last received"),
                    received if exchange.heard_at else self.tr("never"),
                ),
                (self.tr("To send"), self._waiting(status)),
                (self.tr("Server"), exchange.server.removeprefix("https://") or "—"),
                (self.tr("Signed in as"), exchange.user or "—"),
            ]
        )
        self.stick.show_exchange(exchange)
        rest = sum(number for _, number in stored[SHOWN_TYPES:])
        pairs = [(self.tr("Store"), words.file_size(size)), *self._files(room)]
        pairs += [(words.record(type), f"{number:,}") for type, number in stored[:SHOWN_TYPES]]
        if rest:
            pairs.append((self.tr("Everything else"), f"{rest:,}"))
        self.storage.show_pairs(pairs)
        self.devices.show_pairs([(device.name, self._device(device)) for device in devices])
        if not devices:
            unknown = self.tr("known after the first synchronisation")
            self.devices.show_pairs([(self.tr("This device"), exchange.device or unknown)])

    def _files(self, room: Room) -> list[tuple[str, str]]:
        """Contents of attached files: how much is here, and what is still on its way."""
        pairs = [(self.tr("Photos and files"), words.file_size(room.here))] if room.here else []
        for name, (count, bytes) in (
            (self.tr("Files to send"), room.to_send),
            (self.tr("Files at the branch hub"), room.at_hub),
            (self.tr("Files to download"), room.to_fetch),
        ):
            if count:
                pairs.append((name, f"{count:,} · {words.file_size(bytes)}"))
        return pairs

    def show_files(self, progress: tuple[int, int] | None) -> None:
        """How far the files on their way have come."""
        self.carrying.setVisible(progress is not None)
        self.carried.setVisible(progress is not None)
        if progress is not None:
            done, total = progress
            self.carrying.set_share(done / total if total else None)
            said = self.tr("Files: {done} of {total}")
            self.carried.setText(
                said.format(done=words.file_size(done), total=words.file_size(total))
            )

    def _waiting(self, status: SyncStatus) -> str:
        if not status.unsent:
            return self.tr("nothing")
        oldest = words.age(status.oldest_unsent, self.app.clock)
        return self.tr("%n changes, oldest {age}", "", status.unsent).format(age=oldest)

    def _device(self, device: Device) -> str:
        if device.revoked:
            return self.tr("blocked")
        if device.is_this:
            return self.tr("this device")
        return words.short_moment(device.enrolled_at, self.app.clock)

    def show_line(self, state: str, progress: tuple[int, int] | None, outcome: Any = None) -> None:
        """What the line is doing just now, and what came of the last time."""
        self._line = (state, progress, outcome)
        said = {
            "syncing": self.tr("Exchanging with headquarters"),
            "synced": self.tr("In sync with headquarters"),
            "relayed": self.tr("Handed to the branch hub; headquarters has not received it yet"),
            "offline": self.tr("Offline; you can go on working"),
            "signed_out": self.tr("Signed out; sign in to send what waits"),
            "failed": self.tr("The last attempt failed; nothing is lost"),
        }.get(state, self.tr("Kept on this laptop"))
        self.headline.setText(said)
        self.result.setVisible(outcome is not None)
        if outcome is not None:
            told = self.tr("sent {pushed} · received {pulled} · {seconds} s")
            seconds = f"{outcome.seconds:.1f}"
            self.result.setText(
                told.format(pushed=outcome.pushed, pulled=outcome.pulled, seconds=seconds)
            )
        running = state == "syncing"
        self.bar.setVisible(running)
        self.stop_button.setVisible(running)
        self.sync_button.setEnabled(not running)
        if running:
            share = progress[0] / progress[1] if progress and progress[1] else None
            self.bar.set_share(share)

    # --- the log

    def choose_log(self) -> None:
        name = f"routebook-{self.app.me.user}-{self.app.clock.today():%Y%m%d}.log"
        title = self.tr("Export the log")
        ask_where_to(self, self.shell.settings, title, name, self.write_log)

    def write_log(self, path: Path) -> None:
        """All log files of this profile in one, oldest first; they hold no customer data."""
        folder = self.app.profile.logs
        parts = sorted(folder.glob("*"), key=lambda part: part.stat().st_mtime)
        try:
            with path.open("wb") as whole:
                for part in parts:
                    whole.write(part.read_bytes())
        except OSError as error:
            self.shell.toast(self.tr("The log could not be written"), detail=str(error), bad=True)
            return
        self.shell.toast(self.tr("Log exported"), detail=str(path))


class _Facts(Card):
    """Names at the left, facts at the right, a line each."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, padding=14)
        self.column.setSpacing(6)
        self._shown: Any = None

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        if pairs == self._shown:
            return
        self._shown = pairs
        clear(self.column)
        for name, fact in pairs:
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(Label(name, "body", "text2", elide=True), 1)
            row.addWidget(Label(fact, "body", "text", weight=500))
            self.column.addLayout(row)
