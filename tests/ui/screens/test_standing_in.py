"""审批 while one is away: a stand-in is named and dismissed; and a request of mine is mended."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QDate, Qt

from desktop.queries import approvals, standing_in
from tests.support import papers
from tests.support.laptops import receive
from tests.support.papers import request
from ui.screens.approvals import Screen
from ui.screens.approvals.stand_in import GivenLine
from ui.widgets.labels import Label
from ui.window import Window


def shown(in_front, app, shell):
    made = in_front(Screen(app, shell), 1236, 852)
    made.activate()
    return made


@pytest.fixture
def person() -> str:
    return "zhang"


@pytest.fixture
def app(tmp_path, person):
    application = papers.desk(tmp_path / "desk", person)
    receive(application, "post", {"mgr": ("all", {"limits": {"expense": "500.00"}})}, 3, "U")
    yield application
    application.close()


@pytest.fixture
def screen(in_front, app, shell):
    return shown(in_front, app, shell)


@pytest.fixture
def panel(screen):
    screen._shell.commands.run("approvals.stand_in")
    return screen._right.stand_in


def given(app):
    with app.database.read() as connection:
        return standing_in.given(connection, "mgr", app.clock.today().isoformat())


def lines(panel) -> list[GivenLine]:
    return [panel._list.itemAt(at).widget() for at in range(panel._list.count())]


def chosen(panel, name: str) -> None:
    at = next(at for at in range(panel.who.count()) if name in panel.who.itemText(at))
    panel.who.setCurrentIndex(at)


def test_a_stand_in_is_given_some_kinds_for_some_days_and_ended_again(panel, app, qtbot):
    chosen(panel, "陈国栋")
    panel.pills["expense"].click()
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (one,) = given(app)
    today = app.clock.today()
    assert (one.name, one.kinds, one.state) == ("陈国栋", ("expense",), "running")
    assert (one.since, one.until) == (
        today.isoformat(),
        (today + timedelta(days=3)).isoformat(),
    )
    lines(panel)[0].end.click()
    assert [each.state for each in given(app)] == ["over"]
    assert not lines(panel)[0].end.isVisible()


def test_my_own_limits_are_said_beside_the_kinds(panel):
    assert "¥500" in panel._limits.text()
    panel.pills["leave"].click()
    assert "¥500" not in panel._limits.text()


def test_days_that_end_before_they_begin_are_refused_in_place(panel, app):
    chosen(panel, "陈国栋")
    panel.until.setDate(QDate(2020, 1, 1))
    panel.send()
    assert panel._fault.isVisible()
    assert given(app) == []


def test_naming_a_stand_in_is_taken_back_like_anything_else(panel, app, shell):
    chosen(panel, "陈国栋")
    panel.send()
    shell.undo()
    assert given(app) == []


def test_the_navigation_counts_what_i_decide_for_another_too(qtbot, app, shell):
    request(app, "l1", "leave", facts={"days": "1.0"}, title="年假")
    terms = {"post": "gm", "person": "chen", "delegate": "zhang", "delegate_post": "mgr"}
    days = {"since": "2026-11-19", "until": "2026-11-25"}
    receive(app, "delegation", {"d1": ("all", {**terms, **days})}, 4)
    request(app, "g1", "gift", approver="gm", path=["gm"], title="礼品")
    window = Window(app, shell)
    qtbot.addWidget(window)
    window.sync_status.begin_to_count()  # as once the first rows are painted
    assert shell.counts["approvals"][0] == 2


def test_an_amount_is_given_with_it_and_stands_in_the_line(panel, app, translations):
    translations.use("zh_CN")
    chosen(panel, "陈国栋")
    panel.most.setText("五千")
    panel.send()
    assert panel._fault.isVisible(), "what is no amount is refused in place"
    panel.most.setText("¥5,000")
    panel.send()
    (one,) = given(app)
    assert str(one.up_to) == "5000.00"
    assert "最高 ¥5,000" in [each.text() for each in lines(panel)[0].findChildren(Label)][1]


def test_beyond_the_amount_i_was_given_endorsing_is_the_way(app, shell, in_front):
    terms = {"post": "gm", "person": "chen", "delegate": "zhang", "delegate_post": "mgr"}
    days = {"since": "2026-11-19", "until": "2027-11-25", "up_to": "1000.00"}
    receive(app, "delegation", {"d1": ("all", {**terms, **days})}, 4)
    for id, amount in (("g1", "1000.00"), ("g2", "1000.01")):
        request(app, id, "gift", approver="gm", path=["gm"], title="礼品", amount=amount)
    screen = shown(in_front, app, shell)
    screen.open("g1")
    assert not screen._bar._beyond.isVisible()
    screen.open("g2")
    assert "¥1,000:" in screen._bar._beyond.text()


class TestMine:
    @pytest.fixture
    def person(self) -> str:
        return "zhou"

    def test_what_came_back_is_mended_and_goes_its_way_anew(self, app, shell, qtbot, in_front):
        facts = {
            "category": "entertainment",
            "items": [{"name": "餐费", "amount": "300.00"}],
            "receipts": 1,
        }
        fields = {"requester": "zhou", "post": "rep1", "facts": facts, "amount": "300.00"}
        request(app, "e1", state="returned", reason="客户拜访", **fields)
        screen = shown(in_front, app, shell)
        screen.open("e1")
        assert screen._own._again.text() == "Change the request"
        screen._own._again.click()
        assert screen._right.currentWidget() is screen._right.ask
        assert not screen._right.ask._pills.isVisible()
        answers = {**screen._right.ask._page.answers(), "reason": "客户拜访，附合影"}
        screen._right.ask._page.show_report(answers, {})
        screen._right.ask.send()
        with app.database.read() as connection:
            mended = approvals.asked(connection, "e1", "2026-11-20")
        assert (mended.state, mended.rev, mended.reason) == ("pending", 2, "客户拜访，附合影")
        assert screen._right.currentWidget() is screen._right.one


def test_nobody_stands_in_before_somebody_was_chosen(panel, app, qtbot):
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given(app) == []
    assert panel._fault.isVisible()
    assert panel.who.hasFocus()
