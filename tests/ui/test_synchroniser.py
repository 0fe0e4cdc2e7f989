"""The laptop keeps itself in step: soon after a change, again after a lost line, never waiting."""

import pytest
from PySide6.QtCore import QObject

from sync.errors import PeerUnreachable, Problem
from ui.jobs import JobRunner
from ui.synchroniser import AFTER_A_CHANGE, FIRST_RETRY, Synchroniser


class Line:
    """The network between the laptop and a centre, which a test can cut; the laptop is real."""

    def __init__(self, app) -> None:
        self.app, self.broken, self.calls = app, None, 0

    @property
    def listener(self):
        return self.app.listener

    def synchronise(self, report):
        self.calls += 1
        if self.broken is not None:
            raise self.broken
        return self.app.synchronise(report)

    def carry_files(self, report):
        return self.app.carry_files(report)

    def status(self):
        return self.app.status()

    def sending_waits(self):
        return self.app.sending_waits()


@pytest.fixture
def line(app):
    return Line(app)


@pytest.fixture
def keeper(line, qapp):
    owner = QObject()
    jobs = JobRunner(owner)
    yield Synchroniser(line, jobs, owner, chance=lambda: 0.5)
    jobs.close()
    owner.deleteLater()


def test_a_laptop_that_is_not_signed_in_says_so_and_stops_trying(keeper, qtbot):
    with qtbot.waitSignal(keeper.failed):
        keeper.start()
    assert keeper.state == "signed_out"
    assert not keeper._timer.isActive()


def test_without_a_line_it_is_offline_and_tries_again_with_growing_pauses(keeper, line, qtbot):
    line.broken = PeerUnreachable()
    pauses = []
    for _ in range(3):
        keeper.start()
        qtbot.waitUntil(lambda: not keeper.is_running)
        pauses.append(round(keeper._timer.interval() / 1000))
    assert keeper.state == "offline"
    assert pauses == [FIRST_RETRY, FIRST_RETRY * 2, FIRST_RETRY * 4]


@pytest.mark.parametrize(("chance", "pause"), [(0.0, 0.75), (1.0, 1.25)])
def test_who_lost_the_same_line_comes_back_at_another_moment(keeper, line, qtbot, chance, pause):
    line.broken = PeerUnreachable()
    keeper._chance = lambda: chance
    keeper.start()
    qtbot.waitUntil(lambda: not keeper.is_running)
    assert keeper._timer.interval() == FIRST_RETRY * pause * 1000


def test_who_cannot_listen_asks_less_and_less_often(keeper):
    pauses = []
    for _ in range(8):
        keeper._deaf(PeerUnreachable())
        pauses.append(keeper._timer.interval() / 1000)
        keeper._timer.stop()
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]  # half of what is allowed, by chance
    keeper._heard(False)
    keeper._deaf(PeerUnreachable())
    assert keeper._timer.interval() == 1_000


def test_being_offline_is_no_failure_to_tell(keeper, line, qtbot):
    line.broken = PeerUnreachable()
    with qtbot.assertNotEmitted(keeper.failed):
        keeper.start()
        qtbot.waitUntil(lambda: not keeper.is_running)


def test_a_change_is_sent_at_once(keeper, app):
    app.perform("customer.edit", "c1", {"phone": "0571-1"})
    keeper.records_changed()
    assert keeper._timer.isActive()
    assert keeper._timer.interval() == AFTER_A_CHANGE * 1000


def test_a_visit_waits_a_moment_for_it_has_no_way_back(keeper, app):
    started = app.clock.now_text()
    app.perform(
        "visit.record", None, {"customer": "c1", "purpose": "service", "started_at": started}
    )
    keeper.records_changed()
    assert keeper._timer.interval() > 2_000


def test_nothing_to_send_starts_nothing(keeper):
    keeper.records_changed()
    assert not keeper._timer.isActive()


def test_a_failure_is_told_once_not_at_every_retry(keeper, line, qtbot):
    line.broken, told = Problem("peer_misbehaved"), []
    keeper.failed.connect(told.append)
    for _ in range(2):
        keeper.start()
        qtbot.waitUntil(lambda: not keeper.is_running)
    assert (keeper.state, len(told)) == ("failed", 1)


def test_two_starts_are_one_synchronisation(keeper, line, qtbot):
    line.broken = PeerUnreachable()
    keeper.start()
    keeper.start()
    qtbot.waitUntil(lambda: not keeper.is_running)
    assert line.calls == 1
