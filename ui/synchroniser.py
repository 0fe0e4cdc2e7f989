"""Keeps this laptop in step with the centre by itself, in the network lane.

It sends at once what was changed (later while a decision may still be taken back). While the
line holds, a question waits at the centre and is answered the moment a colleague changes
something. After a lost connection it tries again with growing pauses, each laptop in its own.
"""

import logging
import random
from collections.abc import Callable
from typing import Any, Literal, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from sync.errors import NotSignedIn, PeerUnreachable, Problem
from ui.jobs import Job, JobRunner

log = logging.getLogger(__name__)

State = Literal["waiting", "syncing", "synced", "relayed", "offline", "signed_out", "failed"]

AFTER_A_CHANGE = 0.1
BETWEEN_CALLS = 60.0
AT_A_HUB = 5.0  # while headquarters is away; colleagues are near
FIRST_RETRY, LONGEST_RETRY = 2.0, 30.0
NOTHING_CAME = 5.0  # news that brought nothing: do not ask again at once


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

    @property
    def listener(self) -> Any: ...
    def synchronise(self, report: Callable[[int, int], None]) -> Any: ...
    def carry_files(self, report: Callable[[int, int], None]) -> Any: ...
    def status(self) -> Any: ...
    def sending_waits(self) -> float: ...


class Synchroniser(QObject):
    """One synchronisation at a time; says how it stands and when something arrived."""

    state_changed = Signal()
    arrived = Signal()  # records came in
    files_changed = Signal()  # contents came, went, or go on
    failed = Signal(object)  # a Problem worth a sentence, once

    def __init__(
        self,
        app: Synchronises,
        jobs: JobRunner,
        parent: QObject | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        super().__init__(parent)
        self._app, self._jobs, self._chance = app, jobs, chance
        self._job: Job | None = None
        self._ear: Job | None = None
        self._carrier: Job | None = None
        self._news = False
        self._retry = self._deafness = FIRST_RETRY
        self._told = False
        self.state: State = "waiting"
        self.progress: tuple[int, int] | None = None
        self.files_progress: tuple[int, int] | None = None  # bytes
        self.outcome: Any = None  # of the last synchronisation that came through
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.start)

    @property
    def is_running(self) -> bool:
        return self._job is not None

    @property
    def is_listening(self) -> bool:
        return self._ear is not None

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
        for job in (self._ear, self._carrier):
            if job is not None:
                job.cancel()
        self._ear = self._carrier = None
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
        relayed = outcome.route == "hub"
        self._to("relayed" if relayed else "synced")
        moved = outcome.pulled or outcome.merged or outcome.refused or outcome.quarantined
        if moved or outcome.pushed or outcome.conflicts:
            self.arrived.emit()
        if relayed:
            self._after(AT_A_HUB)
            return
        self._after(AFTER_A_CHANGE if self.status().unsent else BETWEEN_CALLS)
        self.carry()
        heard, self._news = self._news, False
        if heard and not moved:
            self._after(NOTHING_CAME)
        else:
            self._listen()

    # --- hearing of others

    def _listen(self) -> None:
        if self._ear is None:
            self._ear = self._jobs.start(
                self,
                self._app.listener.hear,
                done=self._heard,
                failed=self._deaf,
                lane="waiting",
                interrupt=self._app.listener.interrupt,
            )

    def _heard(self, news: bool) -> None:
        self._ear, self._deafness = None, FIRST_RETRY
        if self.state == "signed_out":
            return
        if not news:
            self._listen()
        elif self._job is None:
            self._news = True
            self.start()
        else:
            self._after(AFTER_A_CHANGE, sooner=True)

    def _deaf(self, error: Exception) -> None:
        """The line is gone: see whether the centre is, in a while of one's own.

        Later and later, for a laptop in step through its branch may not reach the centre at all.
        """
        self._ear = None
        if self.state != "signed_out" and self._job is None:
            self._after(self._chance() * self._deafness, sooner=True)
        self._deafness = min(self._deafness * 2, BETWEEN_CALLS)
        if not isinstance(error, Problem):
            log.error("listening failed", exc_info=error)

    # --- files

    @Slot()
    def carry(self) -> None:
        """Send and fetch contents beside everything else, unless that is being done."""
        if self._carrier is None and self.state != "signed_out":
            self._carrier = self._jobs.start(
                self,
                self._app.carry_files,
                done=self._carried,
                failed=self._not_carried,
                progress=self._carries,
                stopped=self._carried,
                lane="files",
            )

    def _carries(self, done: int, total: int) -> None:
        self.files_progress = (done, total)
        self.files_changed.emit()

    def _carried(self, carried: Any = None) -> None:
        self._carrier, self.files_progress = None, None
        if carried is not None:
            self.files_changed.emit()

    def _not_carried(self, error: Exception) -> None:
        """It goes on after the next synchronisation; only what a person can mend is told."""
        self._carrier, self.files_progress = None, None
        self.files_changed.emit()
        if isinstance(error, Problem) and error.kind == "disk_full":
            self.failed.emit(error)
        elif not isinstance(error, Problem):
            log.error("carrying files failed", exc_info=error)

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
        self._after(self._retry * (0.75 + self._chance() / 2))
        self._retry = min(self._retry * 2, LONGEST_RETRY)

    def _to(self, state: State) -> None:
        self.state = state
        self.state_changed.emit()
