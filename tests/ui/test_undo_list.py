"""Twenty steps named on one page; a line takes back itself and all that was done after it."""

import pytest
from PySide6.QtCore import Qt

from desktop.store.tables import OUTBOX
from sync.mutations import MUTATIONS
from tests.support.real_laptops import held
from ui import words
from ui.window import Window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(shell, app, in_front, translations):
    translations.use("zh_CN")
    made = in_front(Window(app, shell))
    made.show_workspace("today")
    return made


def opened(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL | SHIFT)
    return window.sheets.undo_list


def names(sheet):
    return [line.text() for line in sheet.lines]


def test_every_change_has_a_name_a_person_reads(translations):
    translations.use("zh_CN")
    assert [name for name in MUTATIONS if words.use_case(name).isascii()] == []


def test_a_report_is_known_by_its_day(translations):
    translations.use("zh_CN")
    assert words.step("report.seal", "2026-11-23") == "封存报告 · 11 月 23 日"


def test_what_cannot_be_taken_back_any_more_is_named(qtbot, app, window):
    when = "2026-11-20T01:00:00Z"
    visit = app.perform("visit.record", set={"customer": "c1", "started_at": when}).key
    with app.database.write() as connection:
        connection.execute(OUTBOX.update().where(OUTBOX.c.key == visit).values(state="sent"))
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert "「拜访 · 联佳超市文三路店」的这一步已经发送" in window.toast.text()


def test_the_last_of_twenty_steps_stands_first_and_says_what_it_was(qtbot, app, window):
    for number in range(21):
        app.perform("customer.edit", "c1", {"remark": str(number)})
    app.perform("contact.create", set={"customer": "c2", "name": "赵"})
    sheet = opened(qtbot, window)
    assert len(sheet.lines) == 20
    assert names(sheet)[:2] == ["新增联系人 · 赵", "修改客户 · 联佳超市文三路店"]
    assert sheet.lines[0].hasFocus()
    assert "尚未上传" in sheet.lines[0].accessibleName()


def test_a_line_takes_back_itself_and_what_came_after_it(qtbot, app, window):
    for number in range(5):
        app.perform("customer.edit", "c1", {"remark": str(number)})
    sheet = opened(qtbot, window)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(sheet.focusWidget(), key)
    assert sheet.said.text() == "将撤销 3 步"
    qtbot.keyClick(sheet.lines[2], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: app.status().unsent == 2)
    assert held(app, "customer")["c1"]["remark"] == "1"
    qtbot.waitUntil(lambda: "已撤销 3 步" in window.toast.text())
    assert sheet.isHidden()


def test_what_was_sent_without_an_opposite_ends_the_list(qtbot, app, window):
    when = "2026-11-20T01:00:00Z"
    app.perform("customer.edit", "c1", {"remark": "1"})
    visit = app.perform("visit.record", set={"customer": "c1", "started_at": when}).key
    edit = app.perform("customer.edit", "c2", {"remark": "2"}).key
    with app.database.write() as connection:
        sent = OUTBOX.c.key.in_([visit, edit])
        connection.execute(OUTBOX.update().where(sent).values(state="sent"))
    sheet = opened(qtbot, window)
    assert [line.isEnabled() for line in sheet.lines] == [True, False, False]
    said = [line.accessibleName() for line in sheet.lines]
    assert "反向补一笔" in said[0]
    assert "不能撤销" in said[1]


def test_with_nothing_done_it_says_so(qtbot, window):
    sheet = opened(qtbot, window)
    assert sheet.lines == []
    assert not sheet.last.isEnabled()
    assert sheet.shut.hasFocus()
