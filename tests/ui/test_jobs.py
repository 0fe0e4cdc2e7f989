"""Work runs off the UI thread, answers on it, and can be called off."""

import threading

import pytest
from PySide6.QtCore import QObject

from tests.support.patience import PATIENCE
from ui.jobs import JobRunner


@pytest.fixture
def jobs(qapp):
    runner = JobRunner()
    yield runner
    runner.close()
    runner.deleteLater()


@pytest.fixture
def owner(qapp):
    made = QObject()
    yield made
    made.deleteLater()


def no(error: Exception) -> None:
    raise AssertionError(error)


def test_work_runs_elsewhere_and_answers_here(jobs, owner, qtbot):
    heard = []
    jobs.start(
        owner,
        lambda _: threading.current_thread().name,
        done=lambda name: heard.append((name, threading.current_thread())),
        failed=no,
    )
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0][0].startswith("store-lane")
    assert heard[0][1] is threading.main_thread()


def test_a_failure_is_handed_over_not_raised(jobs, owner, qtbot):
    heard = []
    jobs.start(owner, lambda _: 1 / 0, done=no, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], ZeroDivisionError)


def test_the_network_does_not_keep_the_store_waiting(jobs, owner, qtbot):
    gate, heard = threading.Event(), []
    jobs.start(owner, lambda _: gate.wait(PATIENCE), done=heard.append, failed=no, lane="network")
    jobs.start(owner, lambda _: "row", done=heard.append, failed=no)
    qtbot.waitUntil(lambda: heard == ["row"])
    gate.set()
    qtbot.waitUntil(lambda: heard == ["row", True])


def test_a_job_called_off_stops_at_its_next_report_and_says_so(jobs, owner, qtbot):
    started, gate, heard = threading.Event(), threading.Event(), []

    def work(report):
        started.set()
        gate.wait(PATIENCE)
        report(1, 2)
        return "never"

    job = jobs.start(owner, work, done=no, failed=no, stopped=lambda: heard.append("stopped"))
    started.wait(PATIENCE)
    job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: heard == ["stopped"])


def test_progress_is_told_at_the_end_however_fast_the_work(jobs, owner, qtbot):
    steps, heard = [], []

    def work(report):
        for done in range(1, 1001):
            report(done, 1000)
        return "all"

    jobs.start(owner, work, done=heard.append, failed=no, progress=lambda *step: steps.append(step))
    qtbot.waitUntil(lambda: heard == ["all"])
    assert steps[-1] == (1000, 1000)
    assert len(steps) < 20


def test_nobody_is_told_when_the_owner_is_gone(jobs, owner, qtbot):
    gate, heard = threading.Event(), []
    gone = QObject()
    jobs.start(gone, lambda _: gate.wait(PATIENCE), done=heard.append, failed=no)
    gone.deleteLater()
    qtbot.wait(1)
    gate.set()
    jobs.start(owner, lambda _: "later", done=heard.append, failed=no)
    qtbot.waitUntil(lambda: heard == ["later"])
