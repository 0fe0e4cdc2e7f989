"""The long table: lazy pages, one painting a row, everything by keyboard, real to a reader."""

from array import array
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel

from ui import fonts
from ui.models.paged_table import PAGE, PagedTable
from ui.widgets.cells import fitting, name_cell, text_cell
from ui.widgets.table import Column, Table


@dataclass(frozen=True)
class Shop:
    key: int
    name: str


class Store:
    """What a query would answer, counting the questions."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, ...]] = []
        self.changed: dict[int, Shop] = {}
        self.gone: set[int] = set()

    def __call__(self, keys):
        self.asked.append(tuple(keys))
        shops = {key: Shop(key, f"shop {key}") for key in keys if key not in self.gone}
        return {key: self.changed.get(key, shop) for key, shop in shops.items()}


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def table(dressed, qtbot, store):
    painted = []

    def paint(painter, box, shop):
        painted.append(shop.key)
        name_cell(lambda s: s.name, lambda s: "", lambda s: "unsent")(painter, box, shop)

    columns = [
        Column("name", "Name", paint, lambda shop: shop.name, 200, 1, sort="name"),
        Column("key", "Key", text_cell(lambda s: str(s.key)), lambda s: str(s.key), 80),
    ]
    made = Table(columns, store)
    made.painted = painted
    made.resize(500, 400)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


def press(qtbot, table, *keys):
    for key in keys:
        qtbot.keyClick(table, key)


def test_the_model_keeps_qts_rules(qtmodeltester, store, qapp):
    model = PagedTable(["Name"], [lambda shop: shop.name], store)
    model.show(array("q", range(250)))
    qtmodeltester.check(model)


def test_only_pages_that_are_seen_are_asked_for(table, store, qtbot):
    table.show_keys(array("q", range(100_000)))
    table.viewport().repaint()
    assert {len(keys) for keys in store.asked} == {PAGE}
    assert len(store.asked) == 1
    press(qtbot, table, Qt.Key.Key_End)
    table.viewport().repaint()
    assert table.current_key() == 99_999
    assert len(store.asked) == 2


def test_the_scroll_bar_knows_all_rows(table):
    table.show_keys(array("q", range(100_000)))
    whole = table.verticalScrollBar().maximum() + table.viewport().height()
    assert whole == 100_000 * 36


def test_a_row_is_painted_once_and_again_only_when_it_changed(table, store):
    table.show_keys([1, 2, 3])
    table.viewport().repaint()
    table.viewport().repaint()
    assert sorted(table.painted) == [1, 2, 3]
    store.changed[2] = replace(Shop(2, "shop 2"), name="another")
    table.painted.clear()
    table.refresh()
    table.viewport().repaint()
    assert table.painted == [2]


def test_the_theme_repaints_every_row(table, dressed):
    table.show_keys([1, 2])
    table.viewport().repaint()
    table.painted.clear()
    dressed.set_mode("dark")
    table.viewport().repaint()
    dressed.set_mode("light")
    assert sorted(set(table.painted)) == [1, 2]


def test_letters_and_arrows_move_and_tell(table, qtbot):
    table.show_keys([10, 11, 12])
    told = []
    table.current_changed.connect(told.append)
    press(qtbot, table, Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_K, Qt.Key.Key_Home)
    assert told == [11, 12, 11, 10]
    with qtbot.waitSignal(table.opened) as opened:
        press(qtbot, table, Qt.Key.Key_Return)
    assert opened.args == [10]


def test_the_current_record_stays_current_in_another_order(table):
    table.show_keys([1, 2, 3])
    table.select_key(2)
    table.show_keys([3, 2, 1, 0])
    assert (table.current_key(), table.current_number()) == (2, 1)


def test_when_the_current_record_is_gone_the_next_takes_its_place(table):
    table.show_keys([1, 2, 3])
    table.select_key(2)
    table.show_keys([1, 3])
    assert table.current_key() == 3
    table.show_keys([])
    assert table.current_key() is None


def test_rows_are_checked_by_key_and_by_range(table, qtbot):
    table.show_keys([1, 2, 3, 4])
    press(qtbot, table, Qt.Key.Key_X)
    qtbot.keyClick(table, Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)
    assert table.checked() == [1, 2]
    with qtbot.waitSignal(table.checked_changed) as told:
        press(qtbot, table, Qt.Key.Key_Escape)
    assert told.args == [0]


def test_a_checked_row_that_leaves_the_list_is_no_longer_checked(table):
    table.show_keys([1, 2])
    table.set_checked([1, 2])
    table.show_keys([2])
    assert table.checked() == [2]


def test_pressing_a_title_asks_for_its_order_and_then_the_reverse(table, qtbot):
    head = table.horizontalHeader()
    asked = []
    table.sort_changed.connect(lambda *what: asked.append(what))
    for _ in range(2):
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(450, 10))
    assert asked == [("name", False), ("name", True)]


def test_the_titles_are_reached_before_the_rows_and_sort_by_keyboard(table, qtbot):
    head = table.horizontalHeader()
    asked = []
    table.sort_changed.connect(lambda *what: asked.append(what))
    qtbot.keyClick(table, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert head.hasFocus()
    assert head.accessibleName() == "Name"
    press(qtbot, head, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Space)
    assert asked == [("name", False), ("name", True)]
    press(qtbot, head, Qt.Key.Key_Down)
    assert table.hasFocus()


def test_a_click_makes_the_row_current(table, qtbot):
    table.show_keys([1, 2, 3])
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 36 * 2 + 5))
    assert table.current_key() == 3


def test_a_screen_reader_sees_rows_and_cells(table):
    table.show_keys([1, 2, 3])
    reader = QAccessible.queryAccessibleInterface(table)
    assert reader.role() == QAccessible.Role.Table
    names = [reader.child(n).text(QAccessible.Text.Name) for n in range(reader.childCount())]
    assert {"Name", "Key", "shop 1", "shop 2", "shop 3"} <= set(names)


def test_a_row_that_is_gone_from_the_store_paints_empty_instead_of_failing(table, store):
    store.gone = {2}
    table.show_keys([1, 2])
    table.viewport().repaint()
    assert table.row_of(2) is None


def test_the_sentence_of_an_empty_list_stands_in_sight_however_far_the_rows_were_scrolled(
    table, qtbot
):
    sentence = QLabel("nothing", table)
    table.set_placeholder(sentence)
    table.show_keys(array("q", range(500)))
    table.select_number(400)
    assert table.verticalScrollBar().value() > 1000
    table.show_keys(array("q"))
    qtbot.waitUntil(lambda: table.verticalScrollBar().value() == 0)
    seen = sentence.visibleRegion().boundingRect()
    assert (seen.width(), seen.height()) == (table.viewport().width(), table.viewport().height())


def test_in_little_room_what_can_spare_gives_way_and_no_column_falls_below_its_least(
    dressed, qtbot, store
):
    cell = text_cell(lambda shop: shop.name)
    columns = [
        Column("name", "Name", cell, lambda shop: shop.name, 220, 1),
        Column("state", "State", cell, lambda shop: shop.name, 90, least=90),
        Column("owed", "Owed", cell, lambda shop: shop.name, 150),
    ]
    made = Table(columns, store)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    qtbot.waitUntil(lambda: made.columnWidth(0) == 180)
    assert made.columnWidth(1) == 90
    assert 90 <= made.columnWidth(2) <= 400 - 180 - 90


def test_a_suffix_is_said_in_the_longest_words_that_are_not_cut(dressed):
    forms = ("Address: Road of the old mill 137", "…mill 137", "137")
    wide = [fonts.width(one, "cap") for one in forms]
    assert [fitting(forms, room) for room in wide] == list(forms)
    assert fitting(forms, wide[1] - 1) == "137"
    assert fitting(forms, 1) == "137"


def test_rows_are_painted_anew_when_the_language_changes(table):
    table.show_keys([1, 2])
    table.grab()
    table.painted.clear()
    table.grab()
    assert table.painted == []
    QApplication.sendEvent(table, QEvent(QEvent.Type.LanguageChange))
    table.grab()
    assert sorted(table.painted) == [1, 2]
