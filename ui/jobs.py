"""Run work off the UI thread, with progress and cancel.

A job is a plain function that takes `report(done, total)` and returns a value.
It needs no Qt: calling `report` shows progress, and raises `Cancelled` once the
person has asked to stop.

Lanes of one thread each: what asks the store never waits for what asks the network, and
neither for what waits to be told of news, carries files, or takes new ones in. The list of
customers has one of its own: a search does not wait for the figures of a page just left.

One signal crosses threads, and it carries nothing: results wait in a Python
queue, so that no Python object is copied or freed inside Qt's event queue.
"""

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from typing import Literal, TypeVar, get_args

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

T = TypeVar("T")
Report = Callable[[int, int], None]
Lane = Literal["store", "list", "network", "waiting", "files", "intake", "routing"]

LANES: tuple[Lane, ...] = get_args(Lane)
SECONDS_BETWEEN_REPORTS = 0.1
# a long query in its lane gives way to the window this often
SECONDS_BETWEEN_SWITCHES = 0.0005


class Cancelled(Exception):
    """The person asked to stop; not a problem to show."""


class Job:
    """Work that was asked for and can be called off."""

    def __init__(self, interrupt: Callable[[], object] | None = None) -> None:
        self._stop = threading.Event()
        self._interrupt = interrupt

    def cancel(self) -> None:
        self._stop.set()
        if self._interrupt is not None:
            self._interrupt()

    @property
    def is_cancelled(self) -> bool:
        return self._stop.is_set()

    def check(self) -> None:
        if self.is_cancelled:
            raise Cancelled


class JobRunner(QObject):
    """Runs jobs in order, a thread per lane; answers on the UI thread."""

    _answered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SECONDS_BETWEEN_SWITCHES)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {
            lane: ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"{lane}-lane")
            for lane in LANES
        }
        self._answers: SimpleQueue[tuple[QObject, Callable[[], object]]] = SimpleQueue()
        self._running: set[Job] = set()
        self._closed = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        owner: QObject,
        work: Callable[[Report], T],
        *,
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        progress: Callable[[int, int], object] | None = None,
        stopped: Callable[[], object] | None = None,
        lane: Lane = "store",
        interrupt: Callable[[], object] | None = None,
    ) -> Job:
        """Do the work; answer unless the owner is gone, or the job called off, by then.

        `interrupt` wakes work that waits for something, when the job is called off.
        """
        job = Job(interrupt)
        if self._closed:
            job.cancel()
            return job
        self._running.add(job)
        answer = partial(self._answer, owner)
        show = progress and (lambda *step: answer(partial(progress, *step)))
        report = _throttled(job, show)
        self._lanes[lane].submit(self._run, job, work, report, answer, done, failed, stopped)
        return job

    @property
    def are_running(self) -> bool:
        return bool(self._running)

    def close(self) -> None:
        """Ask running work to stop, drop the rest, and wait; later starts do nothing."""
        self._closed = True
        for job in tuple(self._running):
            job.cancel()
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)

    def _run(
        self,
        job: Job,
        work: Callable[[Report], T],
        report: Report,
        answer: Callable[[Callable[[], object]], None],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        stopped: Callable[[], object] | None,
    ) -> None:
        try:
            job.check()
            result = work(report)
        except Cancelled:
            if stopped is not None:
                answer(stopped)
        except Exception as error:
            answer(partial(_unless_cancelled, job, partial(failed, error)))
        else:
            answer(partial(_unless_cancelled, job, partial(done, result)))
        finally:
            self._running.discard(job)

    def _answer(self, owner: QObject, answer: Callable[[], object]) -> None:
        self._answers.put((owner, answer))
        if isValid(self):
            self._answered.emit()

    @Slot()
    def _deliver(self) -> None:
        owner, answer = self._answers.get_nowait()
        if isValid(owner):
            answer()


def _unless_cancelled(job: Job, answer: Callable[[], object]) -> None:
    """Whoever called a job off no longer wants its answer, even if it was ready by then."""
    if not job.is_cancelled:
        answer()


def _throttled(job: Job, show: Callable[[int, int], object] | None) -> Report:
    shown_at = 0.0

    def report(done: int, total: int) -> None:
        nonlocal shown_at
        job.check()
        now = time.monotonic()
        if show and (done == total or now - shown_at > SECONDS_BETWEEN_REPORTS):
            shown_at = now
            show(done, total)

    return report
