"""审批 and what the centre rules: limits, added signers, handing on, stand-ins, late opinions."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import update

from desktop.queries import approvals
from desktop.store.rows import Rows
from desktop.store.tables import OUTBOX
from tests.support import papers
from tests.support.laptops import receive
from tests.support.papers import request
from ui.screens.approvals import Screen

TODAY = "2026-11-20"
LARGE = {"facts": {"limit": "500.00"}, "amount": "900.00", "title": "招待"}


@pytest.fixture
def app(tmp_path: Path):
    application = papers.desk(tmp_path / "desk", "zhang")
    receive(application, "post", {"mgr": ("all", {"limits": {"expense": "500.00"}})}, 3, "U")
    request(application, "e1", **LARGE)
    request(application, "l1", "leave", facts={"days": "1.0"}, title="年假")
    yield application
    application.close()


@pytest.fixture
def screen(in_front, app, shell, translations):
    translations.use("zh_CN")
    made = in_front(Screen(app, shell), 1236, 852)
    made.activate()
    return made


def choose(screen, title: str) -> None:
    key = next(line.key for line in screen._inbox._rows.values() if line.title == title)
    screen._inbox.list.select_key(key)


def press(screen, command: str) -> None:
    screen._shell.commands.run(f"approvals.{command}")


def asked(app, id: str):
    with app.database.read() as connection:
        return approvals.asked(connection, id, TODAY)


def way(screen) -> list[tuple[str, str]]:
    """Who stands on the way of the request shown, and at which stage."""
    return [(step.who, step.stage) for step in screen._detail._flow._steps]


def test_beyond_my_limit_the_default_is_to_endorse_and_the_limit_is_said(screen, app, qtbot):
    choose(screen, "招待")
    assert "¥500：" in screen._bar._beyond.text()
    press(screen, "approve")
    assert asked(app, "e1").state == "pending"
    qtbot.keyClick(screen._bar.comment, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (asked(app, "e1").state, asked(app, "e1").approver) == ("pending", "gm")


def test_within_my_limit_the_default_is_to_approve(screen, app, qtbot):
    choose(screen, "年假")
    assert not screen._bar._beyond.isVisible()
    qtbot.keyClick(screen._bar.comment, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked(app, "l1").state == "approved"


def test_an_added_signer_stands_on_the_way_and_it_comes_back_to_me(screen, app, qtbot):
    choose(screen, "招待")
    press(screen, "add_signer")
    (signer,) = screen._people.offered
    assert "陈国栋" in signer.text()
    qtbot.keyClick(signer, Qt.Key.Key_Space)
    assert (asked(app, "e1").approver, asked(app, "e1").waiting) == ("gm", ("mgr",))
    screen.open("e1")
    assert way(screen)[1:4] == [("张立群", "done"), ("陈国栋", "now"), ("张立群", "next")]


def test_what_was_handed_on_is_taken_back_until_it_is_sent(screen, app, qtbot):
    choose(screen, "年假")
    press(screen, "delegate")
    qtbot.mouseClick(screen._people.offered[0], Qt.MouseButton.LeftButton)
    assert asked(app, "l1").approver == "gm"
    press(screen, "takeback")
    assert asked(app, "l1").approver == "mgr"
    assert app.status().unsent == 0


def test_who_stands_in_finds_the_request_and_the_way_names_them(screen, app):
    terms = {"post": "gm", "person": "chen", "delegate": "zhang", "delegate_post": "mgr"}
    days = {"since": "2026-11-19", "until": "2026-11-25"}
    receive(app, "delegation", {"d1": ("post:gm", {**terms, **days})}, 4)
    request(app, "g1", "gift", approver="gm", path=["gm"], informed=["mgr"], title="礼品")
    screen.refresh()
    choose(screen, "礼品")
    assert "张立群代" in screen._detail._flow._steps[1].note
    press(screen, "approve")
    assert asked(app, "g1").state == "approved"
    with app.database.read() as connection:
        (ruling,) = approvals.rulings(connection, "g1")
    assert ruling.on_behalf == "gm"


def test_nobody_who_is_not_in_charge_is_offered_another_posts_request(screen, app):
    request(app, "g1", "gift", approver="gm", path=["gm"], title="礼品")
    screen.refresh()
    assert "礼品" not in [line.title for line in screen._inbox._rows.values()]


def test_an_opinion_that_came_too_late_is_told_in_words_and_is_no_step(screen, app):
    request(app, "x1", "gift", state="rejected", title="礼品", decided_at=papers.at(11))
    ruled = {"request": "x1", "step": 1, "rev": 1, "decided_at": papers.at(11)}
    first = {**ruled, "verdict": "reject", "decider": "chen", "post": "gm", "effective": True,
             "comment": "不行", "on_behalf": "mgr"}  # fmt: skip
    late = {**ruled, "verdict": "approve", "decider": "zhang", "post": "mgr", "effective": False}
    rows = {"r1": ("post:rep1", first), "r2": ("post:rep1", late)}
    receive(app, "decision", rows, 5)
    screen.open("x1")
    assert "没有生效" in screen._own._where.text()
    assert [stage for _, stage in way(screen)] == ["done", "refused"]
    assert "没有生效" in screen._detail._said._text
    with app.database.read() as connection:
        assert Rows(connection).get("decision", "r2").fields["effective"] is False
    assert not screen._own._withdraw.isVisible()


def test_what_was_decided_on_an_older_version_is_no_step_of_the_way(screen, app):
    request(app, "x1", "gift", title="礼品")
    receive(app, "approval_request", {"x1": ("post:rep1", {"rev": 2})}, 5, "U")
    old = {"request": "x1", "step": 1, "rev": 1, "decided_at": papers.at(11), "effective": True,
           "verdict": "return", "decider": "zhang", "post": "mgr", "comment": "补材料"}  # fmt: skip
    receive(app, "decision", {"r1": ("post:rep1", old)}, 5)
    screen.refresh()
    choose(screen, "礼品")
    assert [stage for _, stage in way(screen)] == ["done", "now", "next"]
    assert "第 2 版" in screen._detail._flow._steps[0].note


def test_what_follows_an_approval_is_not_told_as_done_before_headquarters_has_it(
    screen, app, qtbot
):
    choose(screen, "年假")
    press(screen, "approve")
    screen.open("l1")
    assert way(screen)[-1][1] == "next"
    assert "尚未发送" in screen._own._where.text()


def test_a_request_that_a_branch_hub_carries_says_so(screen, app, qtbot):
    choose(screen, "年假")
    press(screen, "approve")
    with app.database.write() as connection:
        connection.execute(update(OUTBOX).values(state="relayed"))
    screen.open("l1")
    assert "已转交，总部尚未收到" in screen._own._where.text()
