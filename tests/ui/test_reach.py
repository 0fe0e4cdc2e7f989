"""Everything is reached by keyboard, named for a screen reader, and takes Chinese while typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit, QWidget

from tests.support.customer_records import add_conflict, add_contact, fill_book
from tests.support.hearing import heard, words_of
from tests.support.road_records import place_customers, plan
from tests.support.tabbing import backwards, tabbed, takes_tab, without_role
from ui.widgets import roles
from ui.window import Window
from ui.workspaces import WORKSPACES

SAYS = {
    "today": "联佳超市文三路店",
    "customers": "仁济大药房凤起路店",
    "routes": "联佳超市文三路店",
    "reports": "日销售报告",
    "approvals": "没有",
    "performance": "客户覆盖率 0%",
    "sync": "被两个人改过",
}  # once it has been read


@pytest.fixture
def window(shell, app, in_front, translations):
    translations.use("zh_CN")
    roles.install()
    fill_book(app)
    place_customers(app)
    plan(app, "p1", "c1", app.clock.today(), 1)
    add_conflict(app)
    add_contact(app, "k1", "c1", "陈店长", "138")
    return in_front(Window(app, shell))


def nameless(window) -> list[str]:
    shown = [each for each in heard(window) if each.widget is not None and not each.name]
    return [type(each.widget).__name__ for each in shown if takes_tab(each.widget)]


def test_tab_comes_to_every_control_and_each_has_a_name(window, qtbot):
    for space in WORKSPACES:
        window.show_workspace(space.name)
        said = SAYS[space.name]
        qtbot.waitUntil(lambda said=said: said in words_of(window) and not nameless(window))
        wanted = {each for each in window.findChildren(QWidget) if takes_tab(each)}
        assert [type(each).__name__ for each in wanted if without_role(each)] == [], space.name
        window.bar.search.setFocus()
        order = tabbed(qtbot)
        assert backwards(window.stack.currentWidget(), order) == [], space.name
        left = wanted - set(order)
        assert not left, f"{space.name}: {[(type(x).__name__, x.accessibleName()) for x in left]}"


def test_a_workspace_opened_for_the_first_time_takes_j_and_k_and_reads_out_its_rows(window, qtbot):
    """Not a button of its head that happens to be first."""
    for name in ("today", "customers", "routes", "reports", "sync"):
        window.show_workspace(name)
        qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QAbstractItemView))
    window.show_workspace("customers")
    qtbot.waitUntil(lambda: "联佳超市文三路店" in words_of(window))


def test_words_are_composed_in_every_field(window, qtbot):
    """The letters under way are shown in the field, and nothing else hears of them."""
    seen = 0
    for space in WORKSPACES:
        window.show_workspace(space.name)
        for field in window.findChildren(QWidget):
            if not isinstance(field, QLineEdit | QPlainTextEdit) or not takes_tab(field):
                continue
            seen += 1
            compose(field)
    window.open_palette()
    compose(window.palette_overlay.findChild(QLineEdit))
    assert seen >= 2


def compose(field) -> None:
    def words() -> str:
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    field.setFocus()
    assert field.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    before = words()
    QApplication.sendEvent(field, QInputMethodEvent("yong'hui", []))
    assert words() == before
    assert field.hasFocus()
    chosen = QInputMethodEvent("", [])
    chosen.setCommitString("永辉")
    QApplication.sendEvent(field, chosen)
    assert words() == before + "永辉"
    field.clear()
