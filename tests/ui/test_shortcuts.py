"""Keys that a person changes: in one registry, kept, printed everywhere, put back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.keys import CHOSEN, FIRST, MOVEMENT, area_of, keys
from ui.preferences import Preferences
from ui.widgets.buttons import Button
from ui.window import Window
from ui.workspaces import WORKSPACES

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(shell, app, in_front):
    keys().use(shell.settings)
    made = in_front(Window(app, shell))
    made.show_workspace("today")
    yield made
    keys().use(Preferences(None, made))


def row(window, id):
    found = window.sheets.shortcuts.row(id)
    assert found is not None
    return found


def press(qtbot, window, id, key, held=Qt.KeyboardModifier.NoModifier):
    row(window, id).click()
    qtbot.keyClick(row(window, id), key, held)


def test_every_key_belongs_to_an_action_and_no_two_in_one_place_are_the_same(window):
    window.open_shortcuts()
    there = {each.id for each in window._shell.commands.every()}
    assert sorted(set(FIRST) - there) == []
    heard = [(area_of(id), key) for id, key in FIRST.items()]
    assert len(heard) == len(set(heard))
    everywhere = {key for area, key in heard if not area}
    assert everywhere & {key for area, key in heard if area} == set()


def test_every_action_of_every_workspace_is_listed_under_its_area(window, translations):
    translations.use("zh_CN")
    window.open_shortcuts()
    english = [each.command.id for each in window.sheets.shortcuts._rows if each.text().isascii()]
    assert english == []
    listed = {each.command.id for each in window.sheets.shortcuts._rows}
    assert {area_of(id) for id in listed} == {"", *(space.name for space in WORKSPACES)}
    assert set(FIRST) <= listed


def test_a_new_key_works_at_once_is_printed_and_survives_a_restart(window, shell, qtbot):
    window.open_shortcuts()
    press(qtbot, window, "navigation", Qt.Key.Key_L, CTRL | SHIFT)
    assert shell.settings.get(CHOSEN) == {"navigation": "Ctrl+Shift+L"}
    window.sheets.shortcuts.dismiss()
    narrow = window.nav.width()
    qtbot.keyClick(window, Qt.Key.Key_B, CTRL)
    assert window.nav.width() == narrow
    qtbot.keyClick(window, Qt.Key.Key_L, CTRL | SHIFT)
    assert window.nav.width() != narrow
    window.open_palette()
    shown = {entry.title: entry.key for entry in window.palette_overlay._model.entries}
    assert shown["Fold or unfold the navigation"] == "Ctrl Shift L"
    keys().use(shell.settings)
    assert keys().of("navigation") == "Ctrl+Shift+L"


def test_buttons_tooltips_and_the_toast_print_the_changed_key(window, shell, qtbot):
    keys().set("settings", "Ctrl+Shift+O")
    keys().set("undo", "Ctrl+U")
    assert window.bar.settings.toolTip() == "Settings (Ctrl Shift O)"
    shell.toast("已修改", undo=True)
    assert window.toast.accessibleName() == "已修改 Undo Ctrl U"
    button = Button("Next stop", key="today.next", parent=window)
    before = button.sizeHint().width()
    keys().set("today.next", "Ctrl+Shift+Y")
    assert button.sizeHint().width() > before


def test_a_key_that_is_taken_is_told_and_given_only_when_pressed_again(window, qtbot):
    window.open_shortcuts()
    press(qtbot, window, "departure", Qt.Key.Key_K, CTRL)
    assert "Search" in window.sheets.shortcuts.said.text()
    assert keys().of("departure") == "Ctrl+D"
    qtbot.keyClick(row(window, "departure"), Qt.Key.Key_K, CTRL)
    assert (keys().of("departure"), keys().of("palette")) == ("Ctrl+K", "")


def test_a_key_of_another_workspace_may_be_used_here_too(window, qtbot):
    window.open_shortcuts()
    press(qtbot, window, "today.next", Qt.Key.Key_R)
    assert keys().of("today.next") == "R"
    assert keys().of("customers.route") == "R"


def test_keys_of_movement_are_not_given_away_and_escape_leaves_the_key(window, qtbot):
    window.open_shortcuts()
    press(qtbot, window, "today.next", Qt.Key.Key_Return)
    press(qtbot, window, "today.next", Qt.Key.Key_Escape)
    assert "Return" in MOVEMENT
    assert keys().of("today.next") == "G"
    assert window.sheets.shortcuts.isVisible()


def test_what_is_typed_finds_the_action_and_not_every_line_with_its_letters(window, qtbot):
    window.open_shortcuts()
    found = window.sheets.shortcuts
    for typed, ids in (("theme", ["theme"]), ("ctrl+k", ["palette"])):
        found.search.setText(typed)
        assert [each.command.id for each in found._rows] == ids


def test_one_key_or_all_are_put_back(window, qtbot):
    window.open_shortcuts()
    press(qtbot, window, "today.next", Qt.Key.Key_Y)
    press(qtbot, window, "today.todo", Qt.Key.Key_Backspace)
    assert (keys().of("today.next"), keys().of("today.todo")) == ("Y", "")
    row(window, "today.next").back.click()
    assert keys().of("today.next") == "G"
    window.sheets.shortcuts.all_back.click()
    assert keys().of("today.todo") == "T"


def test_actions_are_found_by_words_and_by_their_key(window):
    window.open_shortcuts()
    window.sheets.shortcuts.search.setText("Ctrl+K")
    assert [each.command.id for each in window.sheets.shortcuts._rows] == ["palette"]
    window.sheets.shortcuts.search.setText("optimise")
    assert "routes.optimise" in [each.command.id for each in window.sheets.shortcuts._rows]


def test_about_says_the_version_and_copies_what_a_supporter_asks(window, app):
    window.open_about()
    window.sheets.about.copy.click()
    copied = QApplication.clipboard().text()
    assert str(app.profile.folder) in copied
    assert "Version: " in copied
