"""The customers workspace on a real store: the list, the card, and everything done in them."""

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from desktop.queries.customers import Filter
from tests.support.customer_records import (
    add_conflict,
    add_contact,
    add_invoice,
    add_order,
    add_product,
    add_visit,
    ago,
    fill_book,
)
from tests.support.laptops import receive
from tests.support.patience import PATIENCE
from ui.screens.customers import (
    Screen,
    columns,
    finder,
)
from ui.screens.customers.compare import Compare
from ui.screens.customers.import_panel import ImportPanel
from ui.screens.customers.new_customer import NewCustomer
from ui.screens.customers.request_form import RequestForm
from ui.screens.customers.visit_form import VisitForm
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

FIRST, SECOND = "联佳超市文三路店", "仁济大药房凤起路店"


@pytest.fixture
def screen(app, shell, qtbot, translations, placed):
    translations.use("zh_CN")
    fill_book(app)
    add_product(app)
    add_contact(app, "k9", "c1", "王小明", "13900001111")
    made = placed(Screen(app, shell))
    with qtbot.waitSignal(made.list.shown):
        made.activate()
    qtbot.waitUntil(lambda: made.card.card is not None)
    return made


def names(screen):
    table = screen.list.table
    keys = [table.model().key_at(number) for number in range(table.count())]
    return [table.row_of(key).name for key in keys]


def press(qtbot, screen, key):
    qtbot.keyClick(screen.list.table, key)
    QApplication.processEvents()


def type_into(qtbot, screen, text):
    with qtbot.waitSignal(screen.list.shown):
        screen.list.filters.search.setText(text)


def settled(qtbot, screen, act):
    with qtbot.waitSignal(screen.list.shown):
        act()


def field_of(database, id, name):
    from desktop.store.tables import RECORDS

    table = RECORDS["customer"]
    with database.read() as connection:
        return connection.execute(
            table.select().with_only_columns(table.c[name]).where(table.c.id == id)
        ).scalar()


def test_the_last_visited_customer_is_first_and_its_card_is_shown(screen):
    assert names(screen)[:2] == [FIRST, SECOND]
    assert screen.card.card.name == FIRST


def test_j_and_k_move_and_the_card_follows(qtbot, screen):
    press(qtbot, screen, Qt.Key.Key_J)
    assert screen.card.card.name == SECOND
    press(qtbot, screen, Qt.Key.Key_K)
    assert screen.card.card.name == FIRST


def test_the_card_waits_for_the_end_of_a_word_that_is_being_typed(qtbot, screen):
    type_into(qtbot, screen, "仁")
    assert names(screen) == [SECOND]
    assert screen.card.card.name == FIRST, "the next letter's rows come before this letter's card"
    qtbot.waitUntil(lambda: screen.card.card.name == SECOND)


def test_enter_goes_into_the_card_and_esc_comes_back_to_the_row(qtbot, screen):
    press(qtbot, screen, Qt.Key.Key_Return)
    assert screen.card.head.visit.hasFocus()
    qtbot.keyClick(screen.card.head.visit, Qt.Key.Key_Escape)
    assert screen.list.table.hasFocus()
    assert screen.list.table.current_row().name == FIRST


def test_a_press_of_the_mouse_on_a_tab_or_a_button_leaves_the_keyboard_with_the_list(qtbot, screen):
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(screen.card.tabs, left, pos=QPoint(120, 20))
    assert screen.card.tabs.current() == "history"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_J)
    assert screen.list.table.current_row().name == SECOND
    qtbot.mouseClick(screen.list.filters.columns, left)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_X)
    assert len(screen.list.table.checked()) == 1


def test_a_press_of_the_mouse_on_a_button_ends_what_is_edited(qtbot, app, screen):
    screen.card.overview.rows["phone"].edit()
    qtbot.keyClicks(QApplication.focusWidget(), "0571-7")
    qtbot.mouseClick(screen.card.head.star, Qt.MouseButton.LeftButton)
    assert field_of(app.database, "c1", "phone") == "0571-7"


def test_one_letter_narrows_the_list_and_the_line_counts_it(qtbot, screen):
    type_into(qtbot, screen, "药")
    assert names(screen) == [SECOND]
    type_into(qtbot, screen, "药没有")
    assert names(screen) == []
    assert screen.list.nothing.isVisible()


def test_a_line_found_by_its_contact_says_so_until_something_else_is_looked_for(qtbot, screen):
    type_into(qtbot, screen, "wxm")
    (row,) = [screen.list.table.current_row()]
    assert (row.name, columns.hit_words(row)) == (FIRST, "联系人 王小明")
    assert "联系人 王小明" in screen.list.table.model().index(0, 0).data()
    type_into(qtbot, screen, "联佳")
    assert columns.hit_words(screen.list.table.current_row()) == ""


def test_a_book_without_customers_offers_the_first_one_and_shows_no_hollow_card(
    qtbot, app, shell, in_front, translations
):
    translations.use("zh_CN")
    for id in ("c1", "c2"):
        receive(app, "customer", {id: ("terr:hz1", {})}, 9, "D")
    made = in_front(Screen(app, shell))
    settled(qtbot, made, made.activate)
    card = made.card
    assert card.nobody.isVisible()
    hollow = (card.head.visit, card.head.star, card.tabs, card.body, card.figures)
    assert not any(each.isVisible() for each in hollow)
    made.list.nothing.acted.emit()
    assert made.findChild(NewCustomer) is not None


def test_a_search_does_not_wait_for_the_figures_of_a_page_just_left(qtbot, screen, shell):
    over = threading.Event()
    shell.jobs.start(screen, lambda _: over.wait(2 * PATIENCE), done=print, failed=shell.tell)
    type_into(qtbot, screen, "仁")
    assert not over.is_set()
    over.set()


def test_the_first_of_what_was_found_is_the_current_one(qtbot, screen):
    press(qtbot, screen, Qt.Key.Key_End)
    type_into(qtbot, screen, "有限公司")
    qtbot.waitUntil(lambda: screen.card.card.name == names(screen)[0])
    assert screen.list.table.current_number() == 0


def test_the_tabs_count_their_customers(qtbot, screen):
    qtbot.waitUntil(lambda: screen.list.title.isVisible() and bool(screen.list.tabs._tabs))
    settled(qtbot, screen, lambda: screen.list._choose_view("overdue"))
    assert names(screen) == [SECOND]


def test_an_edit_is_kept_at_once_and_the_row_gets_its_ring(qtbot, app, screen):
    row = screen.card.overview.rows["phone"]
    row.edit()
    editor = QApplication.focusWidget()
    editor.setText("0571-12345678")
    settled(qtbot, screen, lambda: qtbot.keyClick(editor, Qt.Key.Key_Return))
    assert field_of(app.database, "c1", "phone") == "0571-12345678"
    assert screen.list.table.current_row().pending == 1
    assert app.status().unsent == 1


def test_esc_leaves_the_field_as_it_was(qtbot, app, screen):
    row = screen.card.overview.rows["phone"]
    row.edit()
    editor = QApplication.focusWidget()
    editor.setText("zzz")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert row.value() == "0571-88001234"
    assert app.status().unsent == 0


def test_a_value_that_does_not_fit_stays_to_be_mended_with_the_reason_below(qtbot, app, screen):
    row = screen.card.overview.rows["phone"]
    row.edit()
    QApplication.focusWidget().setText("1" * 501)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert row.is_editing
    assert QApplication.focusWidget().text() == "1" * 501
    assert any("至多 100 个字" in label.text() for label in row.findChildren(Label))
    assert app.status().unsent == 0
    editor = QApplication.focusWidget()
    editor.setText("0571-12345678")
    settled(qtbot, screen, lambda: qtbot.keyClick(editor, Qt.Key.Key_Return))
    assert field_of(app.database, "c1", "phone") == "0571-12345678"


def test_a_visit_needs_its_result_and_next_step_and_is_then_recorded(qtbot, app, screen):
    screen.card.record_visit()
    (form,) = screen.findChildren(VisitForm)
    form.save()
    assert not form.trouble.isHidden()
    form.outcome.set_text("补货 12 件")
    form.next_step.setText("周三送样品")
    settled(qtbot, screen, form.save)
    qtbot.waitUntil(lambda: screen.card.card.visit_count == 7)
    assert not screen.card.is_busy()


def test_a_visit_that_saw_something_serious_begins_the_urgent_report(qtbot, screen, shell):
    went = []
    shell.went.connect(lambda workspace, what: went.append((workspace, what)))
    screen.card.record_visit()
    (form,) = screen.findChildren(VisitForm)
    form.outcome.set_text("竞品降价一成")
    form.next_step.setText("报价跟进")
    form.serious.setChecked(True)
    settled(qtbot, screen, form.save)
    known = {"customer": "c1", "severity": "hinders", "details": "竞品降价一成"}
    assert went == [("reports", {"new": "urgent_report", "answers": known})]


def test_a_special_price_is_asked_for_with_its_facts(qtbot, app, screen):
    screen.card.ask_for_price()
    (form,) = screen.findChildren(RequestForm)
    qtbot.keyClicks(form.product.focus_target(), "zllh")
    qtbot.keyClick(form.product.focus_target(), Qt.Key.Key_Return)
    form.quantity.setText("100")
    form.price.setText("325.94")
    form.reason.set_text("双十二堆头")
    settled(qtbot, screen, form.save)
    with app.database.read() as connection:
        from desktop.store.rows import Rows
        from desktop.store.tables import RECORDS

        id = connection.execute(
            RECORDS["approval_request"].select().with_only_columns(RECORDS["approval_request"].c.id)
        ).scalar()
        request = Rows(connection).get("approval_request", id)
    assert request.fields["amount"] == "32594.00"
    assert request.fields["facts"]["discount"] == "0.860"
    assert request.fields["facts"]["lines"][0]["subtotal"] == "32594.00"
    assert request.fields["approver"] == "mgr"


def test_archiving_asks_nothing_and_undo_brings_it_back(qtbot, app, screen, shell):
    settled(qtbot, screen, screen.card.archive_pressed.emit)
    assert FIRST not in names(screen)
    assert screen.list.table.current_row().name == SECOND
    assert screen.list.table.hasFocus()
    settled(qtbot, screen, shell.undo)
    assert FIRST in names(screen)


def test_a_conflict_is_compared_in_the_card_and_settled_by_its_key(qtbot, app, screen, shell):
    add_conflict(app)
    settled(qtbot, screen, shell.changed.emit)
    assert screen.card.banner.isVisible()
    screen.card.compare()
    (panel,) = screen.findChildren(Compare)
    settled(qtbot, screen, lambda: qtbot.keyClick(panel, Qt.Key.Key_1))
    assert field_of(app.database, "c1", "terms_days") == 30
    assert not screen.card.banner.isVisible()


def test_a_new_customer_is_warned_of_its_likeness_and_then_shown(qtbot, app, screen):
    screen.begin_new()
    (form,) = screen.findChildren(NewCustomer)
    form.fields["name"].setText("联佳超市")
    qtbot.waitUntil(lambda: form._likely.count() == 2)
    form.fields["name"].setText("联佳超市古荡店")
    form.save()
    qtbot.waitUntil(
        lambda: screen.card.card is not None and screen.card.card.name == "联佳超市古荡店"
    )
    qtbot.waitUntil(lambda: "联佳超市古荡店" in names(screen))


def test_what_was_typed_waits_while_another_customer_is_looked_at(qtbot, screen):
    screen.card.record_visit()
    (form,) = screen.findChildren(VisitForm)
    form.outcome.set_text("补货 12 件")
    press(qtbot, screen, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: screen.card.card.name == SECOND)
    assert not screen.card.is_busy()
    press(qtbot, screen, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: screen.card.is_busy())
    assert form.outcome.text() == "补货 12 件"
    screen.begin_new()
    (new,) = screen.findChildren(NewCustomer)
    new.fields["name"].setText("新店")
    press(qtbot, screen, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: screen.card.card.name == SECOND)
    screen.begin_new()
    assert screen.findChildren(NewCustomer) == [new]


def test_a_kept_view_is_a_tab_with_its_filter_after_a_restart(qtbot, app, screen, shell):
    settled(qtbot, screen, lambda: screen.list.take_filter(Filter("class", "=", ("B",))))
    screen.list.keep("B 级客户")
    again = Screen(app, shell)
    qtbot.addWidget(again)
    again.show()
    with qtbot.waitSignal(again.list.shown):
        again.activate()
    (view,) = again.list.saved
    with qtbot.waitSignal(again.list.shown):
        again.list._choose_view(view.id)
    assert sorted(names(again)) == [SECOND, "萧山恒昌商贸有限公司"]
    assert [favourite.title for favourite in shell.favourites] == ["B 级客户"]


def test_a_filter_is_a_chip_that_can_be_dropped(qtbot, screen):
    settled(qtbot, screen, lambda: screen.list.take_filter(Filter("region", "=", ("上城区",))))
    assert len(names(screen)) == 2
    (chip,) = screen.list.filters.chips
    settled(qtbot, screen, lambda: qtbot.keyClick(chip, Qt.Key.Key_Delete))
    assert len(names(screen)) == 5


def test_another_workspace_may_ask_for_a_filtered_list(qtbot, screen):
    settled(qtbot, screen, lambda: screen.show_what({"filters": [("class", "=", ["C"])]}))
    assert names(screen) == ["钱江新城锦绣酒业"]


def test_a_checked_batch_goes_onto_the_route(qtbot, app, screen):
    for _ in range(2):
        press(qtbot, screen, Qt.Key.Key_X)
        press(qtbot, screen, Qt.Key.Key_J)
    assert screen.list.batch.isVisible()
    settled(qtbot, screen, screen.list.batch.route_pressed.emit)
    qtbot.waitUntil(lambda: app.status().unsent == 2)
    assert screen.list.table.checked() == []


def test_a_batch_is_archived_and_comes_back_in_one_step(qtbot, app, screen, shell):
    screen.list.table.set_checked(screen.list.table.model().keys()[:3])
    settled(qtbot, screen, screen.list.batch.archive_pressed.emit)
    assert len(names(screen)) == 2
    settled(qtbot, screen, shell.undo)
    assert len(names(screen)) == 5
    assert app.status().unsent == 0


def test_contacts_are_listed_edited_and_added(qtbot, app, screen):
    screen.card._turn("contacts")
    page = screen.card.contacts
    page._toggle("k9")
    settled(qtbot, screen, lambda: page.rows["position"].saved.emit("店长"))
    page.begin_new()
    from ui.screens.customers.contacts import NewContact

    (form,) = page.findChildren(NewContact)
    form.name.setText("李芳")
    settled(qtbot, screen, form.save)
    assert screen.card.card.contacts == 2


def test_the_story_is_on_its_own_page(screen, app, shell, qtbot):
    add_visit(app, "v1", "c1", ago(app, hours=1), "端架缺货")
    settled(qtbot, screen, shell.changed.emit)
    screen.card._turn("history")
    assert "端架缺货" in screen.card.history.story.accessibleName()


def imported(qtbot, screen, tmp_path, text):
    file = tmp_path / "新客户.csv"
    file.write_bytes(text.encode("gbk"))
    screen.begin_import()
    (panel,) = screen.findChildren(ImportPanel)
    with qtbot.waitSignal(panel.previewed):
        panel.look(file)
    return panel


def test_a_file_is_previewed_brought_in_and_taken_back_in_one_step(
    qtbot, app, screen, shell, tmp_path
):
    text = (
        "客户名称,电话,地址\n新店一,0571-81112222,文一路 1 号\n,0571-8,无名\n新店二,,文二路 2 号\n"
    )
    panel = imported(qtbot, screen, tmp_path, text)
    assert (panel.preview.created, len(panel.preview.refused)) == (2, 1)
    assert len(names(screen)) == 5
    toasts: list[str] = []
    shell.said.connect(lambda text, *_: toasts.append(text))
    with qtbot.waitSignals([panel.imported, screen.list.shown]):
        panel.bring_in()
    assert toasts[0].endswith("：新增 2 条"), "and not that none was changed"
    assert {"新店一", "新店二"} <= set(names(screen))
    settled(qtbot, screen, shell.undo)
    assert len(names(screen)) == 5


def test_a_file_that_is_no_table_is_refused_in_words(qtbot, screen, tmp_path):
    panel = imported(qtbot, screen, tmp_path, "")
    assert panel.preview is None
    assert not panel.verb.isEnabled()


def test_the_palette_is_offered_customers_by_their_initials(screen, app):
    assert [found.title for found in finder.find(app, "qjxc")] == ["钱江新城锦绣酒业"]


def test_other_columns_are_chosen_and_remembered(qtbot, screen, shell):
    settled(qtbot, screen, lambda: screen.list.set_columns(["phone", "region"]))
    assert screen.list.table.model().columnCount() == 3
    assert shell.settings.get("customers.columns") == ["phone", "region"]


def test_the_starred_are_a_view_that_follows_the_star(qtbot, screen, shell):
    assert shell.commands.run("customers.star")
    qtbot.waitUntil(lambda: [t.count for t in screen.list.tabs._tabs if t.id == "starred"] == [1])
    settled(qtbot, screen, lambda: screen.list._choose_view("starred"))
    assert names(screen) == [FIRST]
    settled(qtbot, screen, lambda: shell.commands.run("customers.star"))
    assert names(screen) == []
    assert screen.list.nothing.isVisible()


def test_the_order_is_chosen_by_keyboard(qtbot, screen, shell):
    assert shell.commands.run("customers.sort")
    head = screen.list.table.horizontalHeader()
    assert head.hasFocus()
    settled(qtbot, screen, lambda: qtbot.keyClick(head, Qt.Key.Key_Return))
    assert screen.list.question.sort.name == "name"


def test_an_invoice_opens_where_it_stands_and_leads_to_its_order(qtbot, screen, app):
    add_order(app, "o1", "c2", "2026-10-08", "500.00")
    add_invoice(app, "i1", "c2", "2026-10-19", "500.00", sales_order="o1")
    screen.open("c2")
    card = screen.card
    card.show_customer("c2")
    card._turn("receivables")
    line = card.receivables.lines["i1"]
    assert (line.told.title, line.told.amount, line.told.chip[0]) == (
        "FP-i1", "¥500", "逾期 32 天",
    )  # fmt: skip
    assert card.receivables.differs.isVisible()  # the card's figure is another
    assert "128,400" in card.receivables.differs.text()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    shown = [button.text() for button in card.receivables.findChildren(Button)]
    assert {"记录收款拜访", "查看订单"} <= set(shown)
    card.receivables.order_pressed.emit("o1")
    assert card.tabs.current() == "orders"
    assert card.orders.lines["o1"].isChecked()


def test_what_was_ordered_at_a_visit_is_among_the_orders_at_once(qtbot, screen):
    screen.card.record_visit()
    form = screen.card.findChild(VisitForm)
    form.outcome.set_text("订了两箱")
    form.next_step.setText("周五送货")
    form.ordered.setText("1,260")
    form.save()
    screen.card._turn("orders")
    [line] = screen.card.orders.lines.values()
    assert (line.told.amount, line.told.chip[0]) == ("¥1,260", "未入账")
