"""A row of a menu answers wherever in it one presses, not only on its words."""

import pytest
from PySide6.QtCore import QPoint, Qt

from ui.settings import SettingsPopover
from ui.widgets.containers import SHADE
from ui.widgets.menu import MenuRow
from ui.window import Window


@pytest.fixture
def window(shell, app, in_front):
    made = in_front(Window(app, shell))
    made.show_workspace("today")
    return made


def test_a_page_of_the_settings_opens_at_the_far_right_of_its_row(window, shell, qtbot):
    popover = SettingsPopover(shell.settings, window)
    popover.open_below(window.bar.settings, right=True)
    far = popover.width() - SHADE - 14
    for page, row in popover._pages.items():
        spot = QPoint(far, row.mapTo(popover, row.rect().center()).y())
        assert popover.childAt(spot) is row
        with qtbot.waitSignal(popover.wanted) as wanted:
            qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.mapFrom(popover, spot))
        assert wanted.args == [page]
        popover.open_below(window.bar.settings, right=True)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_row_of_the_settings_is_cut(window, shell, translations, language):
    translations.use(language)
    popover = SettingsPopover(shell.settings, window)
    popover.open_below(window.bar.settings, right=True)
    for row in popover.findChildren(MenuRow):
        assert row.width() >= row.sizeHint().width()
