"""Keeps this laptop in step with the centre by itself, in the network lane.

It sends a few seconds after a change (later while a decision may still be taken back), asks for
news every minute, and after a lost connection tries again with growing pauses.
"""

import logging
from collections.abc import Callable
from typing import Any, Literal, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from sync.errors import NotSignedIn, PeerUnreachable, Problem
from ui.jobs import Job, JobRunner

log = logging.getLogger(__name__)

State = Literal["waiting", "syncing", "synced", "offline", "signed_out", "failed"]

AFTER_A_CHANGE = 3.0
BETWEEN_CALLS = 60.0
FIRST_RETRY, LONGEST_RETRY = 2.0, 30.0


class Status(Protocol):
    """What waits; desktop.application.SyncStatus is the real one."""

    @property
    def unsent(self) -> int: ...
    @property
    def refused(self) -> int: ...
    @property
    def conflicts(self) -> int: ...
    @property
    def last_sync_at(self) -> str | None: ...


class Synchronises(Protocol):
    """The part of the Application that talks to the centre."""

    def synchronise(self, report: Callable[[int, int], None]) -> Any: ...
    def status(self) -> Any: ...
    def sending_waits(self) -> float: ...


class Synchroniser(QObject):
    """One synchronisation at a time; says how it stands and when something arrived."""

    state_changed = Signal()
    arrived = Signal()  # records came in
    failed = Signal(object)  # a Problem worth a sentence, once

    def __init__(self, app: Synchronises, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._jobs = app, jobs
        self._job: Job | None = None
        self._retry = FIRST_RETRY
        self._told = False
        self.state: State = "waiting"
        self.progress: tuple[int, int] | None = None
        self.outcome: Any = None  # of the last synchronisation that came through
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.start)

    @property
    def is_running(self) -> bool:
        return self._job is not None

    def status(self) -> Status:
        status: Status = self._app.status()
        return status

    @Slot()
    def start(self) -> None:
        """Synchronise now, unless that is being done already."""
        if self._job is not None:
            return
        wait = self._app.sending_waits()
        if wait > 0:
            self._after(wait + 0.1)
            return
        self.progress = None
        self._job = self._jobs.start(
            self,
            self._app.synchronise,
            done=self._done,
            failed=self._broke,
            progress=self._went_on,
            stopped=self._stopped,
            lane="network",
        )
        self._to("syncing")

    @Slot()
    def cancel(self) -> None:
        """Stop; what is done stays done, the rest waits."""
        if self._job is not None:
            self._job.cancel()

    def stop(self) -> None:
        """No more of it: the book is being closed."""
        self._timer.stop()
        self.cancel()
        self.state = "signed_out"

    @Slot()
    def records_changed(self) -> None:
        """Something was changed here: send it soon."""
        if self.state == "signed_out":
            return
        if self.status().unsent:
            self._after(max(AFTER_A_CHANGE, self._app.sending_waits() + 0.1), sooner=True)
        self.state_changed.emit()

    def _after(self, seconds: float, *, sooner: bool = False) -> None:
        milliseconds = round(seconds * 1000)
        running = self._timer.isActive()
        if self.state == "offline" and sooner and running:
            return
        if not (sooner and running and self._timer.remainingTime() < milliseconds):
            self._timer.start(milliseconds)

    def _went_on(self, done: int, total: int) -> None:
        self.progress = (done, total)
        self.state_changed.emit()

    def _done(self, outcome: Any) -> None:
        self._job, self.progress, self.outcome = None, None, outcome
        self._retry, self._told = FIRST_RETRY, False
        self._to("synced")
        moved = outcome.pulled or outcome.merged or outcome.refused or outcome.quarantined
        if moved or outcome.pushed or outcome.conflicts:
            self.arrived.emit()
        self._after(AFTER_A_CHANGE if self.status().unsent else BETWEEN_CALLS)

    def _stopped(self) -> None:
        self._job, self.progress = None, None
        self._to("waiting")
        self._after(BETWEEN_CALLS)

    def _broke(self, error: Exception) -> None:
        self._job, self.progress = None, None
        if isinstance(error, NotSignedIn):
            self._to("signed_out")
        elif isinstance(error, PeerUnreachable):
            self._to("synced" if error.kind == "sync_running" else "offline")
            self._again()
            return
        else:
            self._to("failed")
            self._again()
        if not self._told:
            self._told = True
            self.failed.emit(error)
        if not isinstance(error, Problem):
            log.error("synchronisation failed", exc_info=error)

    def _again(self) -> None:
        self._after(self._retry)
        self._retry = min(self._retry * 2, LONGEST_RETRY)

    def _to(self, state: State) -> None:
        self.state = state
        self.state_changed.emit()
