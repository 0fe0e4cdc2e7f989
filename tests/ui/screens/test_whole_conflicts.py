"""同步与设备 and what was edited after a delete or a move, or may be one customer twice."""

import pytest
from PySide6.QtCore import Qt

from desktop.store.rows import Rows
from tests.support.customer_records import add_question, fill_book
from tests.support.laptops import receive
from ui.screens.sync import Screen
from ui.screens.sync.whole_view import WholeView

GONE = {"name": "已删的店", "territory": "hz1", "phone": "1"}


@pytest.fixture
def screen(app, shell, placed, translations):
    translations.use("zh_CN")
    fill_book(app)
    return placed(Screen(app, shell))


def opened(qtbot, screen) -> WholeView:
    screen.activate()
    qtbot.waitUntil(
        lambda: screen.detail.conflict is not None and screen.detail.conflict.isVisible()
    )
    view = screen.detail.conflict
    assert isinstance(view, WholeView)
    return view


def record(app, type, id):
    with app.database.read() as connection:
        return Rows(connection).get(type, id)


def test_what_was_edited_after_a_delete_comes_back_with_the_edit_and_is_undone(qtbot, app, screen):
    add_question(app, "k1", "deleted", "c77", mine={"phone": "2"}, theirs=GONE)
    view = opened(qtbot, screen)
    assert view.clash.title == "已删的店"
    assert "张立群" in view.story.text()
    assert "删除" in view.story.text()
    qtbot.keyClick(view, Qt.Key.Key_1)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    back = record(app, "customer", "c77")
    assert (back.fields["name"], back.fields["phone"]) == ("已删的店", "2")
    assert record(app, "conflict", "k1").fields["taken"] == "mine"
    app.undo()
    assert record(app, "conflict", "k1").fields["state"] == "open"
    assert record(app, "customer", "c77") is None


def test_it_stays_deleted_when_nothing_else_is_chosen(qtbot, app, screen):
    add_question(app, "k1", "deleted", "c77", mine={"phone": "2"}, theirs=GONE)
    view = opened(qtbot, screen)
    qtbot.keyClick(screen.queue.list, Qt.Key.Key_3)  # there is no third way
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert record(app, "customer", "c77") is None
    assert record(app, "conflict", "k1").fields["taken"] == "theirs"
    qtbot.waitUntil(lambda: screen.queue.list.count() == 0)


def test_a_proposal_after_a_move_is_shown_with_before_and_after_and_taken_over(qtbot, app, screen):
    written = {"base": {"phone": "旧"}, "mine": {"phone": "0571-9"}, "author": "li"}
    receive(app, "person", {"li": ("all", {"name": "李建国", "user": "li"})}, 2)
    add_question(app, "k1", "proposal", "c1", **written)
    view = opened(qtbot, screen)
    assert "李建国" in view.story.text()
    assert "建议" in view.story.text()
    assert view._lines("mine") == ["电话: 旧 → 0571-9"]
    qtbot.keyClick(view, Qt.Key.Key_1)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert record(app, "customer", "c1").fields["phone"] == "0571-9"


def test_what_cannot_be_decided_says_why_in_place(qtbot, app, screen):
    add_question(app, "k1", "proposal", "c404", mine={"phone": "1"})
    view = opened(qtbot, screen)
    view.choose("mine")
    view.decide()
    assert view.trouble.isVisible()
    assert view.trouble.text()
    assert record(app, "conflict", "k1").fields["state"] == "open"


def test_two_customers_that_are_not_one_are_said_to_be_two(qtbot, app, screen):
    receive(app, "customer", {"c2": ("terr:hz1", {"duplicate_of": "c1"})}, 8, "U")
    add_question(app, "k1", "duplicate", "c2", other="c1")
    view = opened(qtbot, screen)
    assert "联佳超市文三路店" in view.story.text()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert record(app, "customer", "c2").fields["duplicate_of"] is None
    assert record(app, "conflict", "k1").fields["taken"] == "theirs"


def test_to_merge_the_card_opens(qtbot, app, shell, screen):
    add_question(app, "k1", "duplicate", "c2", other="c1")
    view = opened(qtbot, screen)
    view.choose("mine")
    with qtbot.waitSignal(shell.went) as went:
        view.decide()
    assert went.args == ["customers", {"id": "c2", "merge": "c1"}]
    assert record(app, "conflict", "k1").fields["state"] == "open"
