"""今日 on a real laptop: the stops in order, what is due, and what one key does about it."""

from pathlib import Path

import pytest

from tests.support import papers
from ui.screens.today import Screen
from ui.screens.today.board import TodoRow
from ui.widgets.notices import EmptyState


@pytest.fixture
def app(tmp_path: Path, person: str):
    application = papers.desk(tmp_path / "desk", person)
    yield application
    application.close()


@pytest.fixture
def screen(qtbot, app, shell, placed):
    made = placed(Screen(app, shell))
    with qtbot.waitSignal(made.shown):
        made.activate()
    return made


@pytest.fixture
def again(screen, qtbot):
    """Does something and waits until the page shows what came of it."""

    def do(action=screen.refresh):
        with qtbot.waitSignal(screen.shown):
            action()

    return do


def test_nothing_is_said_of_a_day_before_it_was_read(qtbot, app, shell, placed):
    made = placed(Screen(app, shell))
    assert not made._begin.isVisible()
    assert not made._board.findChild(EmptyState).isVisible()
    with qtbot.waitSignal(made.shown):
        made.activate()
    assert made._begin.isVisible()


def todo(screen, id):
    return next(one for one in screen._board._todos if one.id == id)


def ids(screen):
    return [one.id for one in screen._board._todos]


def test_the_stops_stand_in_order_and_the_first_unmade_one_is_next(screen):
    shown = [(one.title, one.state) for one in screen._moments.values()]
    assert shown == [
        ("联佳超市文三路店", "done"),
        ("仁济大药房凤起路店", "done"),
        ("好邻里生鲜", "next"),
        ("Seal the daily report", "report"),
    ]
    assert screen._list.current_row().title == "好邻里生鲜"


def test_overdue_money_is_to_be_collected_and_planned_with_one_key(screen, app, again):
    """Not while somebody already plans to ask for it today."""
    assert "collect-c2" not in ids(screen)
    app.perform("plan.remove", "p3")
    app.perform("plan.edit", "p2", {"purpose": "service"})
    again()
    again(lambda: screen._act_on(todo(screen, "collect-c2")))
    assert "collect-c2" not in ids(screen)
    assert screen._list.count() == 4  # three stops and the report


def test_what_is_planned_from_here_can_be_undone(screen, app, shell, again):
    app.perform("plan.edit", "p2", {"purpose": "service"})
    again()
    again(lambda: screen._act_on(todo(screen, "collect-c2")))
    again(shell.undo)
    assert "collect-c2" in ids(screen)


def test_the_report_of_the_day_is_due_until_it_is_sealed(screen):
    assert "report-2026-11-20" in ids(screen)


def test_a_rep_is_not_asked_for_the_weekly_report_that_only_managers_write(screen):
    assert [one for one in ids(screen) if one.startswith("report-")] == ["report-2026-11-20"]


def test_news_is_put_away_and_stays_away(screen, app, again):
    papers.sealed_report(
        app, "r1", state="signed", reviewer="zhang", review_comment="good",
        reviewed_at=papers.at(9),
    )  # fmt: skip
    again()
    (news,) = [one for one in screen._board._todos if one.act == "dismiss"]
    again(lambda: screen._act_on(news))
    assert news.id not in ids(screen)


def test_the_pace_of_the_month_comes_from_the_visits(screen):
    visits, orders, collections = screen._day.pace
    assert visits.actual == 2
    assert orders.actual == 1500
    assert collections.actual == 2000


def test_enter_opens_the_stop_where_it_is_made(screen, shell):
    went = []
    shell.went.connect(lambda workspace, what: went.append((workspace, what)))
    screen._open_next()
    assert went == [("routes", {"id": "p3"})]


@pytest.mark.parametrize("width", [1076, 1236], ids=["small", "usual"])
def test_the_verb_of_a_task_stands_in_the_middle_of_its_row_at_the_right(
    screen, app, again, qtbot, width
):
    """Also of one whose title goes on in a second line."""
    long = "杭州市余杭区未来科技城海创园文一西路商业综合体有限责任公司下属生鲜连锁分店"
    app.perform("customer.edit", "c2", {"name": long})
    app.perform("plan.edit", "p2", {"purpose": "service"})
    screen.resize(width, 672)
    again()
    rows = [row for row in screen._board.findChildren(TodoRow) if row.todo.act]
    qtbot.waitUntil(lambda: any(row.height() > TodoRow.HEIGHT for row in rows))
    for row in rows:
        middle = row.act.geometry().center().y()
        assert abs(middle - row.rect().center().y()) <= 1
        assert row.act.geometry().right() == row.rect().right() - 12


class TestManager:
    @pytest.fixture
    def person(self) -> str:
        return "zhang"

    def test_a_superior_sees_how_far_the_team_is(self, screen):
        (rep,) = screen._moments.values()
        assert (rep.title, rep.chip) == ("周婷", "2 / 3")

    def test_a_manager_is_asked_for_the_weekly_report(self, screen):
        assert "report-2026-W47" in ids(screen)

    def test_requests_that_wait_are_the_first_thing_to_do(self, screen, app, again):
        papers.request(app, "e1", due_at=papers.at(12))
        again()
        assert ids(screen)[0] == "approvals-overdue"


def test_what_came_back_stands_there_until_it_is_mended(screen, app, again):
    ruling = {"request": "e9", "verdict": "return", "decider": "zhang", "comment": "请附合影"}
    fields = {"requester": "zhou", "state": "returned", "kind": "other", "title": "展台费"}
    papers.put(app, "approval_request", "post:rep1", e9={**fields, "post": "rep1"})
    papers.put(app, "decision", "post:rep1", d9={**ruling, "decided_at": papers.at(9)})
    form = {"person": "zhou", "post": "rep1", "form": "competitor", "state": "returned"}
    papers.put(app, "form_instance", "post:rep1", f9={**form, "review_comment": "缺价格"})
    again()
    request, paper = todo(screen, "mend_request-e9"), todo(screen, "mend_form-f9")
    assert (request.title, request.note) == ("Change the request: 展台费", "张立群 · 请附合影")
    assert (request.where, request.what) == ("approvals", {"id": "e9"})
    assert (paper.where, paper.what, paper.note) == ("reports", {"id": "f9"}, "缺价格")
    assert not [id for id in ids(screen) if id.startswith("decided-e9")]


class TestStandingIn:
    @pytest.fixture
    def person(self) -> str:
        return "zhang"

    def test_requests_of_whom_i_stand_in_for_are_told_with_their_name(self, screen, app, again):
        terms = {"post": "gm", "person": "chen", "delegate": "zhang", "delegate_post": "mgr"}
        days = {"since": "2026-11-19", "until": "2026-11-25"}
        papers.put(app, "delegation", "all", d1={**terms, **days})
        papers.request(app, "g1", "gift", approver="gm", path=["gm"], title="礼品")
        again()
        one = todo(screen, "standing_in")
        assert one.title == "Requests you decide as stand-in: 1"
        assert one.note == "for 陈国栋 · 礼品"
