"""出发准备 in the window: opened by key, said in words, mended from its lines, never in the way."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from desktop.store import state
from sync.clock import instant_text
from ui.commands import Command
from ui.departure import LineView
from ui.window import Window


@pytest.fixture
def window(shell, app, in_front):
    now = instant_text(app.clock.now())
    with app.database.write() as connection:
        for name, value in {
            "last_sync_at": now, "server_time": now, "tokens": ["a", "r", 900],
            "parts": sorted(app.me.scope.reads), "scope": app.me.scope.fingerprint,
        }.items():  # fmt: skip
            state.put(connection, name, value)
    return in_front(Window(app, shell))


def lines(window) -> dict[str, LineView]:
    found = window.sheets.departure.findChildren(LineView)
    return {view.accessibleName().split(":")[0]: view for view in found if not view.isHidden()}


def opened(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(lines(window)) >= 10)
    return window.sheets.departure


def test_it_says_until_when_the_book_is_ready_and_what_is_worth_a_look(window, app, qtbot):
    sheet = opened(window, qtbot)
    assert sheet.verdict._title.text().startswith("Ready until ")
    assert "2 customers" in lines(window)["Customers and cards"].accessibleName()
    assert lines(window)["Map"].button is not None
    assert lines(window)["Clock"].button is None


def test_no_key_reaches_what_lies_under_it_and_tab_stays_inside(window, shell, qtbot):
    done = []
    shell.commands.register(Command("approvals.new", lambda: "New", lambda: done.append(1)), window)
    sheet = opened(window, qtbot)
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(QApplication.focusWidget())
    assert done == []
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_what_lacks_is_mended_from_its_line(window, qtbot):
    sheet = opened(window, qtbot)
    lines(window)["Routes of the coming week"].button.click()
    assert window.current == "routes"
    assert not sheet.isVisible()


def test_opened_again_and_again_nothing_of_it_is_lost(window, shell, qtbot):
    sheet = opened(window, qtbot)
    for theme in ("dark", "light"):
        shell.settings.set("theme", theme)
        sheet.dismiss()
        opened(window, qtbot)
        gc.collect()
        assert isValid(sheet.page.verticalScrollBar())


def test_today_offers_it_until_somebody_has_looked(window, shell, qtbot):
    window.show_workspace("today")
    today = window.built("today")
    with qtbot.waitSignal(today.shown):
        today.refresh()
    offers = [each.text() for each in today._pulse.findChildren(type(window.bar.search).__base__)]
    assert offers.count("Ready to leave") == 2
    opened(window, qtbot).dismiss()
    with qtbot.waitSignal(today.shown):
        today.refresh()
    assert shell.settings.get("departure.seen") is True
