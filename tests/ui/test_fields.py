"""A field is edited where it stands: Enter and leaving save, Esc restores."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from ui.widgets.containers import ScrollPage
from ui.widgets.fields import FieldRow
from ui.widgets.inputs import TextArea
from ui.widgets.labels import Label


@pytest.fixture
def page(dressed, qtbot):
    made = QWidget()
    made.rows = [FieldRow("账期", "30"), FieldRow("行业", "商超")]
    column = QVBoxLayout(made)
    for row in made.rows:
        column.addWidget(row)
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def type_over(qtbot, row, words):
    row.edit()
    qtbot.keyClicks(row._editor, words)


def test_enter_saves_what_was_typed(page, qtbot):
    row = page.rows[0]
    type_over(qtbot, row, "45")
    with qtbot.waitSignal(row.saved) as saved:
        qtbot.keyClick(row._editor, Qt.Key.Key_Return)
    assert saved.args == ["45"]
    assert (row.value(), row.is_editing) == ("45", False)


def test_escape_restores_and_saves_nothing(page, qtbot):
    row = page.rows[0]
    type_over(qtbot, row, "45")
    with qtbot.assertNotEmitted(row.saved):
        qtbot.keyClick(row._editor, Qt.Key.Key_Escape)
    assert row.value() == "30"


def test_nothing_is_saved_when_nothing_changed(page, qtbot):
    row = page.rows[0]
    row.edit()
    with qtbot.assertNotEmitted(row.saved):
        qtbot.keyClick(row._editor, Qt.Key.Key_Return)
    assert not row.is_editing


def test_tab_saves_and_edits_the_next_field(page, qtbot):
    first, second = page.rows
    type_over(qtbot, first, "60")
    with qtbot.waitSignal(first.saved):
        qtbot.keyClick(first._editor, Qt.Key.Key_Tab)
    assert second.is_editing


def test_leaving_the_field_saves(page, qtbot):
    row = page.rows[0]
    type_over(qtbot, row, "90")
    with qtbot.waitSignal(row.saved) as saved:
        page.rows[1].setFocus()
    assert saved.args == ["90"]


def test_what_was_refused_stands_in_the_field_again_until_it_is_left_or_esc(page, qtbot):
    row = page.rows[0]
    row.saved.connect(lambda _: row.refuse("至多 60 天"))
    type_over(qtbot, row, "90")
    qtbot.keyClick(row._editor, Qt.Key.Key_Return)
    assert (row._editor.text(), row._hint.text()) == ("90", "至多 60 天")
    with qtbot.assertNotEmitted(row.saved):
        page.rows[1].setFocus()
    assert (row.value(), row.is_editing) == ("30", False)
    type_over(qtbot, row, "91")
    qtbot.keyClick(row._editor, Qt.Key.Key_Tab)
    assert row.is_editing
    qtbot.keyClick(row._editor, Qt.Key.Key_Escape)
    assert (row.value(), row.is_editing) == ("30", False)


def test_e_on_a_focused_field_begins_to_edit(page, qtbot):
    row = page.rows[1]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_E)
    assert row.is_editing


def test_a_number_that_is_none_cannot_be_saved(dressed, qtbot):
    row = FieldRow("账期", "30", kind="number")
    qtbot.addWidget(row)
    row.show()
    row.edit()
    row._editor.setText("-")
    with qtbot.assertNotEmitted(row.saved):
        qtbot.keyClick(row._editor, Qt.Key.Key_Return)
    assert row.is_editing


@pytest.fixture
def empty_day(page):
    """In a company whose day is not the machine's."""
    row = FieldRow("下次拜访", kind="date", today=lambda: date(2031, 5, 6), parent=page)
    page.layout().insertWidget(0, row)
    row.show()
    row.edit()
    return row


def test_an_empty_date_offers_the_day_of_the_company_and_enter_takes_it(empty_day, qtbot):
    with qtbot.waitSignal(empty_day.saved) as saved:
        qtbot.keyClick(empty_day._editor, Qt.Key.Key_Return)
    assert saved.args == ["2031-05-06"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Escape])
def test_a_date_that_was_only_offered_is_not_saved_by_passing_through(empty_day, qtbot, key):
    with qtbot.assertNotEmitted(empty_day.saved):
        qtbot.keyClick(empty_day._editor, key)
    assert (empty_day.value(), empty_day.is_editing) == ("", False)


def test_a_date_that_was_only_offered_is_not_saved_by_a_click_elsewhere(empty_day, page, qtbot):
    with qtbot.assertNotEmitted(empty_day.saved):
        page.rows[1].setFocus()
    assert (empty_day.value(), empty_day.is_editing) == ("", False)


def test_typing_the_very_day_that_is_offered_takes_it(empty_day, qtbot):
    with qtbot.waitSignal(empty_day.saved) as saved:
        qtbot.keyClicks(empty_day._editor, "2031")
        qtbot.keyClick(empty_day._editor, Qt.Key.Key_Tab)
    assert saved.args == ["2031-05-06"]


def test_a_date_can_be_emptied_again(page, qtbot):
    row = FieldRow("下次拜访", "2031-05-06", kind="date", parent=page)
    page.layout().insertWidget(0, row)
    row.show()
    row.edit()
    assert "clear" in [label.text() for label in row.findChildren(Label)]
    with qtbot.waitSignal(row.saved) as saved:
        qtbot.keyClick(row._editor, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert (saved.args, row.value(), row.is_editing) == ([""], "", False)


def test_a_choice_shows_its_words_and_saves_its_value(dressed, qtbot):
    row = FieldRow(
        "状态", "active", kind="choice", choices=[("active", "合作"), ("closed", "关闭")]
    )
    qtbot.addWidget(row)
    row.show()
    assert row._shown.text() == "合作"
    row.edit()
    row._editor.setCurrentIndex(1)
    with qtbot.waitSignal(row.saved) as saved:
        row._editor.activated.emit(1)
    assert saved.args == ["closed"]
    assert row._shown.text() == "关闭"


def test_a_field_to_read_only_is_never_edited(dressed, qtbot):
    row = FieldRow("额度", "300,000", kind="readonly")
    qtbot.addWidget(row)
    row.edit()
    assert not row.is_editing


def test_tab_passes_over_a_button_beside_the_field(page, qtbot):
    first, second = page.rows
    first.set_action(QPushButton("在地图上看"))
    type_over(qtbot, first, "60")
    qtbot.keyClick(first._editor, Qt.Key.Key_Tab)
    assert second.is_editing


# --- words that are composed


@pytest.fixture
def area(dressed, qtbot):
    made = TextArea("结果", lines=2)
    qtbot.addWidget(made)
    made.resize(300, 80)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def compose(area, letters, word=""):
    event = QInputMethodEvent(letters, [])
    event.setCommitString(word)
    QApplication.sendEvent(area, event)


def test_letters_being_composed_stand_alone_in_an_empty_field(area):
    compose(area, "chao shi")
    assert area.placeholderText() == ""
    compose(area, "")
    assert area.placeholderText() == "结果"


def test_letters_being_composed_are_not_yet_words(area, qtbot):
    with qtbot.assertNotEmitted(area.edited):
        compose(area, "chao")
        compose(area, "chao shi")
        compose(area, "")
    with qtbot.waitSignal(area.edited):
        compose(area, "", "超市")
    assert area.text() == "超市"


def test_long_words_beside_a_button_never_hold_their_pane_open(dressed, qtbot):
    page = ScrollPage()
    row = FieldRow("地址", "杭州市余杭区未来科技城海创园文一西路九六九号" * 3)
    row.set_action(QPushButton("→"))
    page.column.addWidget(row)
    qtbot.addWidget(page)
    page.show()
    for width in (420, 640, 380):
        page.resize(width, 300)
        qtbot.waitUntil(lambda: page.widget().width() == page.viewport().width())
