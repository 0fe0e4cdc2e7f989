"""The lines of a form from the keyboard: Tab goes as the eye goes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop import forms
from ui.forms.page import FormPage
from ui.widgets.inputs import LineField


@pytest.fixture
def page(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    page = FormPage(window)
    page.set_form(forms.read("request_expense"), "zh_CN")
    after = LineField(parent=window)
    column.addWidget(page)
    column.addWidget(after)
    window.resize(900, 700)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield page
    window.close()


def tabs_to_the_words(page, qtbot) -> list[QWidget]:
    met: list[QWidget] = []
    while page.field_of(QApplication.focusWidget()) != "reason":
        met.append(QApplication.focusWidget())
        assert len(met) < 30, "the words are never reached"
        qtbot.keyClick(met[-1], Qt.Key.Key_Tab)
    return met


def test_from_the_last_cell_of_a_line_tab_goes_on_down_the_form(page, qtbot):
    lines = page._blocks["items"].editor
    while len(lines._lines) < 2:  # a required table begins with one
        qtbot.mouseClick(lines._add, Qt.MouseButton.LeftButton)
    first = [*lines._lines[0]._editors.values(), lines._lines[0]._away]
    second = [*lines._lines[1]._editors.values(), lines._lines[1]._away]
    qtbot.waitUntil(second[-1].isVisible)
    first[0].setFocus()
    met = tabs_to_the_words(page, qtbot)
    assert met[: len(first) * 2 + 1] == [*first, *second, lines._add]
