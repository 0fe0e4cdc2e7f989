"""Groups and own fields in the customers workspace, by keyboard, on a real store."""

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.queries.customer_fields import OwnField
from desktop.queries.customers import Filter
from sync.catalogue.model import canonical
from tests.support.customer_records import fill_book
from tests.support.laptops import receive
from ui.screens.customers import Screen
from ui.screens.customers.export_menu import ExportMenu
from ui.screens.customers.filter_bar import GroupChooser
from ui.screens.customers.grouped_table import Heading
from ui.widgets.menu import MenuRow

FIELD = {"name": "经营方式", "kind": "choice", "choices": ["直营", "加盟"], "place": 1}


@pytest.fixture
def screen(app, shell, qtbot, translations, placed):
    translations.use("zh_CN")
    fill_book(app)
    receive(app, "customer_field", {"f1": ("all", FIELD)}, 9)
    for id, extra in {"c1": {"经营方式": "直营", "冷柜数": "3"}, "c3": {"冷柜数": "12"}}.items():
        receive(app, "customer", {id: ("terr:hz1", {"extra": extra})}, 9, "U")
    made = placed(Screen(app, shell))
    settled(qtbot, made, made.activate)
    return made


def settled(qtbot, screen, act):
    with qtbot.waitSignal(screen.list.shown):
        act()


def lines(screen):
    """Headings as (title, count), customers as ids."""
    table = screen.list.table
    rows = [table.row_of(table.model().key_at(number)) for number in range(table.count())]
    return [(row.title, row.count) if isinstance(row, Heading) else row.id for row in rows]


def shown(screen):
    """The customer on the card, once there is one."""
    card = screen.card.card
    return None if card is None else card.id


def press(qtbot, screen, key, held=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(screen.list.table, key, held)
    QApplication.processEvents()


def test_a_group_is_folded_and_opened_by_keyboard_and_the_card_stays(qtbot, screen):
    settled(qtbot, screen, lambda: screen.list.group_by("class"))
    whole = [("A 级", 1), "c1", ("B 级", 2), "c2", "c4", ("C 级", 1), "c3", ("未填写", 1), "c5"]
    assert lines(screen) == whole
    screen.list.table.select_number(4)
    qtbot.waitUntil(lambda: shown(screen) == "c4")
    press(qtbot, screen, Qt.Key.Key_Left)
    assert isinstance(screen.list.table.current_row(), Heading)
    assert shown(screen) == "c4"
    press(qtbot, screen, Qt.Key.Key_Left)
    assert lines(screen) == [*whole[:3], *whole[5:]]
    press(qtbot, screen, Qt.Key.Key_Right)
    assert lines(screen) == whole
    assert "5" in screen.list.keys._note.text()


def test_x_on_a_heading_checks_its_customers_and_folding_keeps_them(qtbot, screen):
    settled(qtbot, screen, lambda: screen.list.group_by("class"))
    screen.list.table.select_number(2)
    press(qtbot, screen, Qt.Key.Key_X)
    assert len(screen.list.table.checked()) == 2
    press(qtbot, screen, Qt.Key.Key_Return)
    assert len(screen.list.table.checked()) == 2
    press(qtbot, screen, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert all(key >= 0 for key in screen.list.table.checked())


def test_a_customer_of_a_folded_group_is_shown_when_somebody_asks_for_it(qtbot, screen):
    settled(qtbot, screen, lambda: screen.list.group_by("class"))
    screen.list._fold(-1, True)
    assert "c1" not in lines(screen)
    screen.open("c1")
    assert screen.list.table.current_row().id == "c1"


def test_g_offers_the_groups_with_the_companys_own_fields(qtbot, screen, shell):
    assert shell.commands.run("customers.group")
    chooser = screen.window().findChild(GroupChooser)
    row = next(row for row in chooser.findChildren(MenuRow) if row.text() == "经营方式")
    settled(qtbot, screen, row.click)
    assert lines(screen)[:2] == [("直营", 1), "c1"]
    (chip,) = screen.list.filters.chips
    settled(qtbot, screen, lambda: qtbot.keyClick(chip, Qt.Key.Key_Delete))
    assert len(lines(screen)) == 5


def test_a_kept_view_brings_its_groups_order_filters_and_columns_back(qtbot, app, screen, shell):
    screen.list.tabs.set_current("all")
    settled(qtbot, screen, lambda: screen.list.set_columns(["class", "extra.冷柜数"]))
    settled(qtbot, screen, lambda: screen.list._sorted("extra.冷柜数", True))
    settled(
        qtbot, screen, lambda: screen.list.take_filter(Filter("region", "=", ("上城区", "西湖区")))
    )
    settled(qtbot, screen, lambda: screen.list.group_by("region"))
    expected = lines(screen)
    assert expected == [("上城区", 2), "c3", "c2", ("西湖区", 2), "c1", "c5"]
    screen.list.keep("冷柜")
    shell.settings.set("customers.columns", ["phone"])
    again = Screen(app, shell)
    qtbot.addWidget(again)
    again.show()
    settled(qtbot, again, again.activate)
    assert again.list.columns == ("phone",)
    settled(qtbot, again, lambda: again.list._choose_view("saved:冷柜"))
    assert lines(again) == expected
    assert again.list.columns == ("class", "extra.冷柜数")
    settled(qtbot, again, lambda: again.list._choose_view("all"))
    assert again.list.columns == ("phone",)
    assert len(lines(again)) == 5


def test_a_field_of_ones_own_is_on_every_card_and_saved_as_it_is_written(qtbot, app, screen):
    said = {"kind": "customer_field", "name": "开业日期", "value": {"kind": "date"}}
    app.perform("preference.keep", set=said)
    settled(qtbot, screen, lambda: screen.list.add_field(OwnField("开业日期", "date")))
    screen.shell.changed.emit()
    screen.open("c2")
    screen.card.show_customer("c2")
    extras = screen.card.overview._extras
    assert list(extras) == ["经营方式", "开业日期"]
    extras["开业日期"].saved.emit("2020-05-01")
    extras["经营方式"].saved.emit("加盟")
    with app.database.read() as connection:
        from sqlalchemy import text

        kept = connection.execute(text("SELECT extra FROM customer WHERE id = 'c2'")).scalar()
    assert kept == canonical({"开业日期": "2020-05-01", "经营方式": "加盟"})


def test_own_fields_go_out_with_the_list_and_come_back_in(qtbot, app, screen, shell, tmp_path):
    path = tmp_path / "客户.csv"
    fields = screen.list.shown_fields()
    menu = ExportMenu(app, shell, screen.list.question, screen.list.view(), [], screen, fields)
    with qtbot.waitSignal(shell.said):
        menu.write(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["编号"]: row for row in csv.DictReader(file)}
    assert rows["c1"]["经营方式"] == "直营"
    assert rows["c2"]["经营方式"] == ""
    path.write_text("名称,经营方式,面积\n新开的店,加盟,80\n", "utf-8")
    preview = app.preview_import(path, "customer", None, lambda done, total: None)
    assert [one.fields.get("extra") for one in preview.records] == [{"经营方式": "加盟"}]
