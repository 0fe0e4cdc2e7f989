"""A popover is there while the keyboard is in it, and goes with whatever takes its place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ui.widgets.containers import Popover
from ui.window import Window


@pytest.fixture
def window(shell, app, in_front, qtbot):
    made = in_front(Window(app, shell))
    made.show_workspace("today")
    return made


@pytest.fixture
def popover(window, qtbot):
    made = Popover(window)
    made.field = QLineEdit(made)
    made.column.addWidget(made.field)
    made.open_below(window.bar)
    qtbot.waitUntil(made.field.hasFocus)
    return made


def test_another_workspace_closes_it(window, popover, qtbot):
    qtbot.keyClick(popover.field, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.current == "routes"
    assert popover.isHidden()


def test_the_palette_takes_its_place_and_keeps_the_keyboard(window, popover, qtbot):
    qtbot.keyClick(popover.field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.palette_overlay.field.hasFocus)
    assert popover.isHidden()


def test_another_one_takes_its_place(window, popover):
    other = Popover(window)
    other.open_below(window.bar)
    assert (popover.isHidden(), other.isHidden()) == (True, False)


def test_escape_gives_the_keyboard_back(window, qtbot):
    before = window.focusWidget()
    assert before is not None
    popover = Popover(window)
    popover.open_below(window.bar)
    qtbot.keyClick(popover, Qt.Key.Key_Escape)
    assert popover.isHidden()
    assert window.focusWidget() is before
