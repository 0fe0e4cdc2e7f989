"""Two cards of one customer: the bar on both, merging field by field, or saying they are two."""

import pytest
from PySide6.QtCore import Qt

from desktop.store.rows import Rows
from tests.support.customer_records import add_contact, add_question, fill_book
from tests.support.laptops import receive
from ui.screens.customers import Screen
from ui.screens.customers.merge import MergePanel
from ui.widgets.labels import Label


@pytest.fixture
def screen(app, shell, qtbot, translations, placed):
    translations.use("zh_CN")
    fill_book(app)
    add_contact(app, "k9", "c1", "王小明", "13900001111")
    twin = {"duplicate_of": "c1", "remark": "", "phone": "0571-2"}
    receive(app, "customer", {"c2": ("terr:hz1", twin)}, 8, "U")
    receive(app, "customer", {"c1": ("terr:hz1", {"remark": "周三收货"})}, 8, "U")
    add_question(app, "q1", "duplicate", "c2", other="c1")
    made = placed(Screen(app, shell))
    with qtbot.waitSignal(made.list.shown):
        made.activate()
    return made


def opened(qtbot, screen, id):
    screen.open(id)
    qtbot.waitUntil(lambda: screen.card.card is not None and screen.card.card.id == id)
    return screen.card


def fields(app, type, id):
    with app.database.read() as connection:
        return Rows(connection).get(type, id).fields


@pytest.mark.parametrize(("id", "twin"), [("c2", "联佳超市文三路店"), ("c1", "仁济大药房凤起路店")])
def test_both_cards_say_which_other_they_look_like(qtbot, screen, id, twin):
    card = opened(qtbot, screen, id)
    assert card.question.isVisible()
    assert twin in card.question._title.text()
    assert not card.banner.isVisible()


def test_no_bar_stands_on_a_card_nobody_asks_about(qtbot, screen):
    assert not opened(qtbot, screen, "c3").question.isVisible()


def test_field_by_field_one_stays_and_ctrl_z_brings_both_back(qtbot, app, screen):
    card = opened(qtbot, screen, "c2")
    before = fields(app, "customer", "c2")
    screen.shell.commands.run("customers.merge")
    panel = card.findChild(MergePanel)
    assert panel.choices["remark"].current() == "there", "what this card lacks comes along"
    assert panel.choices["name"].current() == "here"
    panel.choices["name"]._choose("there")
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    kept = fields(app, "customer", "c2")
    assert (kept["name"], kept["remark"]) == ("联佳超市文三路店", "周三收货")
    assert kept["phone"] == "0571-2"
    assert fields(app, "contact", "k9")["customer"] == "c2"
    assert fields(app, "customer", "c1")["merged_into"] == "c2"
    assert not card.question.isVisible()
    app.undo()
    assert fields(app, "customer", "c2") == before
    assert fields(app, "customer", "c1").get("merged_into") is None
    assert fields(app, "contact", "k9")["customer"] == "c1"


def test_not_a_duplicate_takes_the_bar_from_the_card(qtbot, app, screen):
    card = opened(qtbot, screen, "c2")
    qtbot.mouseClick(card.question.not_one, Qt.MouseButton.LeftButton)
    assert fields(app, "customer", "c2")["duplicate_of"] is None
    assert fields(app, "conflict", "q1")["taken"] == "theirs"
    assert not card.question.isVisible()


def test_escape_leaves_both_as_they_are(qtbot, app, screen):
    card = opened(qtbot, screen, "c2")
    card.answer()
    qtbot.keyClick(card.findChild(MergePanel), Qt.Key.Key_Escape)
    assert fields(app, "conflict", "q1")["state"] == "open"
    assert card.question.isVisible()


def test_the_queue_opens_the_merge_on_the_card(qtbot, screen):
    screen.open("c2")
    screen.show_what({"merge": "c1"})
    qtbot.waitUntil(lambda: screen.card.findChild(MergePanel) is not None)
    assert (screen.card.findChild(MergePanel).id, screen.card.card.id) == ("c2", "c2")


def test_a_twin_out_of_sight_can_only_be_said_to_be_another(qtbot, app, screen):
    add_question(app, "q2", "duplicate", "c3", other="far")
    card = opened(qtbot, screen, "c3")
    assert "其他业务员" in card.question._title.text()
    assert not card.question._button.isVisible()
    assert card.question.not_one.isVisible()


def test_a_merge_that_a_rule_refuses_says_why_and_changes_nothing(qtbot, app, screen):
    card = opened(qtbot, screen, "c2")
    card.answer()
    receive(app, "customer", {"c1": ("terr:hz1", {"merged_into": "c4"})}, 12, "U")
    panel = card.findChild(MergePanel)
    panel.save()
    assert panel.trouble.isVisible()
    assert fields(app, "contact", "k9")["customer"] == "c1"


def test_what_is_too_long_for_a_pill_is_told_in_full(qtbot, app, screen):
    receive(app, "customer", {"c1": ("terr:hz1", {"phone": "0571-80000886"})}, 9, "U")
    receive(app, "customer", {"c2": ("terr:hz1", {"phone": "0571-80000512"})}, 9, "U")
    card = opened(qtbot, screen, "c2")
    card.answer()
    said = [label.text() for label in card.findChild(MergePanel).findChildren(Label)]
    assert [text for text in said if text.startswith("0571")] == ["0571-80000512", "0571-80000886"]
