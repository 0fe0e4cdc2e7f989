"""The window over a real store: workspaces, palette, undo, words and colours that switch live."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ui.commands import Command
from ui.finding import Found
from ui.preferences import Preferences
from ui.translations import Retranslated
from ui.window import Window
from ui.workspace_screen import WorkspaceScreen
from ui.workspaces import WORKSPACES


@pytest.fixture
def window(shell, app, in_front):
    return in_front(Window(app, shell))


class Words(Retranslated, WorkspaceScreen):
    """A screen that knows both languages."""

    def __init__(self, app, shell, parent):
        super().__init__(parent)
        self.opened, self.asked, self.shown = [], [], 0
        self.bar = None
        self.field = QLineEdit(self)
        QVBoxLayout(self).addWidget(self.field)
        self.retranslate()

    def activate(self):
        self.shown += 1

    def foot(self):
        return self.bar

    def open(self, id):
        self.opened.append(id)

    def show_what(self, what):
        self.asked.append(what)

    def retranslate(self):
        self.field.setPlaceholderText("…")


@pytest.fixture
def screens(monkeypatch):
    kinds = {space.name: Words for space in WORKSPACES}
    monkeypatch.setattr("ui.window.screen_class", kinds.__getitem__)


def test_ctrl_and_a_number_opens_each_workspace_and_keeps_it(window, screens, qtbot):
    seen = []
    for key in range(Qt.Key.Key_1, Qt.Key.Key_8):
        qtbot.keyClick(window, Qt.Key(key), Qt.KeyboardModifier.ControlModifier)
        seen.append(window.current)
    assert seen == [space.name for space in WORKSPACES]
    kept = window.built("today")
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.currentWidget() is kept
    assert kept.shown == 2


def test_going_to_a_record_opens_it_and_hands_the_rest_over(window, screens, shell):
    shell.go("customers", id="c1", filter="late")
    screen = window.built("customers")
    assert (screen.opened, screen.asked) == (["c1"], [{"filter": "late"}])


def test_the_palette_opens_with_the_field_focused_and_escape_returns(window, screens, qtbot):
    window.show_workspace("today")
    field = window.built("today").field
    field.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.palette_overlay
    assert palette.field.hasFocus()
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert field.hasFocus()


def titles(palette) -> list[str]:
    return [entry.title for entry in palette._model.entries if entry.run is not None]


@pytest.mark.parametrize("typed", ["spj", "审批", "approvals", "SP"])
def test_the_palette_finds_approvals_by_words_and_by_initials(
    window, screens, translations, typed, qtbot
):
    translations.use("zh_CN")
    window.open_palette()
    window.palette_overlay.field.setText(typed.replace("spj", "sp"))
    assert "打开审批" in titles(window.palette_overlay)


def test_every_action_with_a_shortcut_prints_its_key(window, screens):
    window.open_palette()
    keys = {entry.title: entry.key for entry in window.palette_overlay._model.entries}
    assert keys["Undo"] == "Ctrl Z"
    assert keys["Open Today"] == "Ctrl 1"


def test_a_record_found_in_the_palette_opens_in_its_workspace(window, screens, shell, qtbot):
    shell.find_records(
        lambda text: [Found("杭州永辉", "拱墅区", id="c9")] if text == "hzyh" else []
    )
    window.open_palette()
    window.palette_overlay.field.setText("hzyh")
    qtbot.keyClick(window.palette_overlay.field, Qt.Key.Key_Return)
    assert window.current == "customers"
    assert window.built("customers").opened == ["c9"]


def test_what_was_run_last_is_offered_first(window, screens, qtbot):
    window.open_palette()
    window.palette_overlay.field.setText("theme")
    qtbot.keyClick(window.palette_overlay.field, Qt.Key.Key_Return)
    window.open_palette()
    assert titles(window.palette_overlay)[0] == "Switch light and dark"


def test_a_single_letter_works_on_the_screen_but_not_while_typing(window, screens, shell, qtbot):
    window.show_workspace("today")
    screen, done = window.built("today"), []
    shell.commands.register(Command("customers.new", lambda: "New", lambda: done.append(1)), screen)
    screen.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_N)
    assert done == [1]
    screen.field.setFocus()
    qtbot.keyClick(screen.field, Qt.Key.Key_N)
    assert (done, screen.field.text()) == ([1], "n")


def test_a_change_is_said_and_undone_from_the_toast(window, screens, shell, app, qtbot):
    shell.perform("customer.edit", "c1", {"phone": "0571-1"}, said="已修改电话")
    assert window.toast.isVisible()
    assert window.toast.text() == "已修改电话"
    assert app.status().unsent == 1
    window.toast.click()
    assert app.status().unsent == 0


def test_a_toast_lies_above_the_verbs_at_the_foot_of_what_is_in_front(window, screens, qtbot):
    window.show_workspace("approvals")
    screen = window.built("approvals")
    screen.bar = QWidget(screen)
    screen.bar.setGeometry(420, screen.height() - 90, 500, 90)
    screen.bar.show()
    bottom = window.stack.height()
    window.toast.say("已同意")
    assert window.toast.geometry().bottom() > bottom - 90
    window.toast.say("已同意孙晓东「上城鑫达餐饮服务有限公司」的临时额度八万至十二万元")
    assert window.toast.geometry().bottom() <= bottom - 90
    screen.bar.setGeometry(420, screen.height() - 120, 500, 120)
    qtbot.waitUntil(lambda: window.toast.geometry().bottom() <= bottom - 120)


def test_ctrl_z_names_what_it_took_back(window, screens, shell, qtbot):
    shell.perform("customer.archive", "c1", {})
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "联佳超市文三路店" in window.toast.text()


def test_a_rule_that_says_no_is_explained_and_nothing_changes(window, screens, shell, app):
    changed = []
    shell.changed.connect(lambda: changed.append(1))
    assert shell.perform("customer.edit", "c1", {"phone": 12}) is None
    assert window.toast.isVisible()
    assert (changed, app.status().unsent) == ([], 0)


def test_the_card_counts_what_is_kept_here(qtbot, window, screens, shell, translations):
    translations.use("zh_CN")
    shell.perform("customer.edit", "c1", {"phone": "0571-1"})
    qtbot.waitUntil(lambda: "1 项更改已存本机" in window.nav.card.accessibleName())


def test_the_language_switches_live_in_navigation_and_bar(window, screens, translations, qtbot):
    window.show_workspace("performance")
    shown = window.built("performance")
    translations.use("zh_CN")
    qtbot.waitUntil(lambda: window.windowTitle() == "路书")
    assert window.nav._buttons["approvals"].text() == "审批"
    assert window.built("performance") is shown
    translations.use("en")
    qtbot.waitUntil(lambda: window.windowTitle() == "Routebook")
    assert window.bar.settings.accessibleName() == "Settings"


def test_the_settings_take_effect_at_once(window, screens, shell, qtbot):
    window._open_settings()
    popover = window.sheets.settings
    popover._theme[1]._choose("dark")
    assert shell.theme.is_dark
    popover._density[1]._choose("comfort")
    assert shell.theme.row_height == 44
    qtbot.keyClick(popover, Qt.Key.Key_Escape)
    assert not popover.isVisible()
    shell.settings.set("theme", "light")
    shell.settings.set("density", "standard")


def test_every_setting_is_changed_by_the_arrows_at_once_and_survives_a_restart(
    screens, shell, app, in_front, qtbot, tmp_path
):
    file = tmp_path / "window.json"
    shell.settings = Preferences(file, shell)
    window = in_front(Window(app, shell))
    window.show_workspace("today")
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    popover = window.sheets.settings
    for row, at, key in (
        (popover._language, "zh_CN", Qt.Key.Key_Right),
        (popover._theme, "light", Qt.Key.Key_Right),
        (popover._density, "standard", Qt.Key.Key_Left),
    ):
        row[1]._pills[at].setFocus()
        qtbot.keyClick(row[1]._pills[at], key)
        assert row[1]._pills[row[1].current()].hasFocus()
    kept = Preferences(file, shell)
    assert (kept.language, kept.theme, kept.density) == ("en", "dark", "compact")
    assert (shell.theme.is_dark, shell.theme.row_height) == (True, 32)
    shell.settings.set("theme", "light")
    shell.settings.set("density", "standard")


def test_the_other_language_is_the_one_that_is_offered(window, screens, shell):
    titled = {}
    for language in ("zh_CN", "en"):
        shell.settings.set("language", language)
        titled[language] = shell.commands.get("language").title()
    assert titled == {"zh_CN": "Switch to English", "en": "Switch to Chinese"}


def test_the_navigation_folds_to_icons_and_keeps_its_names(window, screens):
    window.nav.set_narrow(True)
    assert window.nav.width() == 56
    assert window.nav._buttons["today"].accessibleName() == "Today"


def test_every_control_of_the_frame_has_a_name_for_a_screen_reader(window, screens):
    window.show_workspace("today")
    controls = [*window.nav._buttons.values(), window.bar.search, window.bar.pill]
    controls += [window.bar.print, window.bar.bell, window.bar.settings, window.nav.card]
    assert [control for control in controls if not control.accessibleName()] == []


def press(window):
    QTest.keyClick(window.window().windowHandle(), Qt.Key.Key_F12)


def compose(window):
    QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent("hang zhou", []))


@pytest.mark.parametrize("busy", [press, compose])
def test_workspaces_are_built_ahead_but_not_under_busy_hands(
    window, screens, qtbot, monkeypatch, busy
):
    monkeypatch.setattr("ui.window.BETWEEN_BUILDS", 1)
    monkeypatch.setattr("ui.window.STILL", 60.0)
    window.show_workspace("today")
    window._screens["today"].field.setFocus()
    qtbot.waitUntil(window._screens["today"].field.hasFocus)
    window._begin()
    assert window._hands.are_still
    busy(window)
    window._build_next()
    assert list(window._screens) == ["today"]
    monkeypatch.setattr("ui.window.STILL", 0.0)
    qtbot.waitUntil(lambda: len(window._screens) == len(WORKSPACES))
    assert window.current == "today"
