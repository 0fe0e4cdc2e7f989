"""At 1280x720 nothing is cut off, and no field lies over another."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.queries.offered import Known
from desktop.queries.today import Task
from tests.support.customer_records import fill_book
from tests.support.road_records import place_customers, plan
from ui import fonts
from ui.forms.picking import Picker
from ui.screens.approvals.bar import ActionBar
from ui.screens.approvals.pictures import Column, Goods
from ui.screens.performance import Screen
from ui.screens.reports.review import ReviewBar
from ui.screens.today import Screen as TodayScreen
from ui.screens.today.board import TodoRow
from ui.screens.today.tasks import Todo, todo
from ui.widgets.buttons import Button
from ui.widgets.charts.chart import Face
from ui.widgets.charts.lines import Lines
from ui.widgets.chips import Pill, SegmentedPills
from ui.widgets.containers import ScrollPage
from ui.widgets.labels import Label, PaneTitle
from ui.widgets.menu import MenuRow
from ui.widgets.notices import Banner
from ui.widgets.tabs import Tab, Tabs
from ui.window import Window

SEVEN = ("All", "Price", "Costs", "Credit", "Report", "Other", "Done")
COUNTS = (60, 13, 13, 5, 9, 20, 40)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_figures_fit_beside_the_list(app, shell, qtbot, translations, language):
    translations.use(language)
    place_customers(app)
    plan(app, "p1", "c1", app.clock.today(), 1)
    screen = Screen(app, shell)
    qtbot.addWidget(screen)
    screen.resize(1076, 672)
    screen.show()
    screen.activate()
    qtbot.waitUntil(lambda: screen._shown is not None)
    screen.drill("tile", "done")
    page = screen.findChild(ScrollPage)
    qtbot.waitUntil(lambda: page.widget().width() <= page.viewport().width())


def test_the_words_of_what_is_overdue_fit_beside_the_button(app, shell, qtbot, translations):
    """In English, which is longer; ten characters are the name of a real shop."""
    translations.use("en")
    clock = app.clock
    owed = Task(
        "collect", "overdue", "c1", "九堡东方便利配送中心", {"days": 95, "amount": 7_550_000}
    )
    missed = Task(
        "unvisited", "overdue", "p1", owed.name, {"customer": "c1", "date": clock.today()}
    )
    screen = TodayScreen(app, shell)
    qtbot.addWidget(screen)
    screen.resize(1076, 672)
    screen.show()
    screen._board.show_todos([todo(each, clock, "zhou") for each in (owed, missed)])
    rows = screen._board.findChildren(TodoRow)
    qtbot.waitUntil(lambda: rows[0].height() > 0 and rows[0].act.x() > 0)
    for row in rows:
        assert fonts.width(row.todo.title, "body", 500) <= row.room_for_words()
    page = screen._pulse._page
    assert page.inside.width() <= page.viewport().width()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_verdict_stands_in_one_row(dressed, qtbot, translations, language):
    translations.use(language)
    bar = ActionBar()
    qtbot.addWidget(bar)
    bar.show()
    for width in (640, 800, 1200):
        bar.resize(width, bar.sizeHint().height())
        qtbot.waitUntil(lambda: len({button.y() for button in bar.buttons.values()}) == 1)
        assert bar.buttons["skip"].geometry().right() < width
    assert bar.buttons["approve"].sizeHint().width() > 100  # with its icon, where there is room


def test_the_name_of_a_product_is_not_cut_while_figures_have_room(dressed, qtbot):
    table, name = Goods(), "有机杂粮礼盒 2.4 kg"
    qtbot.addWidget(table)
    figures = [Column(title, 96) for title in ("数量", "标准价", "申请价", "小计", "毛利率")]
    row = [name, "160", "379.00", "318.00", "50,880", "16.6%"]
    table.set_goods([Column("商品"), *figures], [row])
    table.resize(592, 100)
    boxes = table._boxes(0, 32)
    assert boxes[0].width() >= fonts.width(name, "body", 500)
    assert boxes[-1].right() == 592 - 12
    for words, box in zip(row[1:], boxes[1:], strict=True):
        assert box.width() > fonts.width(words, "body", 600)


def test_a_remark_beside_a_title_is_shown_whole_or_not_at_all(dressed, qtbot):
    title = PaneTitle("报告")
    qtbot.addWidget(title)
    title.resize(100, 40)
    title.show()
    bare = title.grab().toImage()
    title.set_note("12 份待签")
    assert title.grab().toImage() == bare
    title.resize(200, 40)
    with_remark = title.grab().toImage()
    title.set_note("")
    assert title.grab().toImage() != with_remark


def test_phrases_leave_the_comment_on_a_report_room_for_its_words(dressed, qtbot, translations):
    translations.use("en")
    bar = ReviewBar()
    qtbot.addWidget(bar)
    bar.show()
    for width, phrases in ((800, 2), (565, 1)):
        bar.resize(width, bar.sizeHint().height())
        wanted = fonts.width(bar.comment.placeholderText(), "body") + 18
        qtbot.waitUntil(lambda wanted=wanted: bar.comment.width() > wanted)
        assert sum(pill.isVisible() for pill in bar.findChildren(Pill)) == phrases


def pilled(qtbot, words, width=403):
    pills = SegmentedPills(wraps=True)
    qtbot.addWidget(pills)
    pills.set_items([(each, each) for each in words])
    pills.resize(width, 28)
    pills.show()
    return pills


def test_pills_without_room_for_their_counts_keep_that_of_the_chosen_one(dressed, qtbot):
    tens = [f"{name} {count}" for name, count in zip(SEVEN, COUNTS, strict=True)]
    pills = pilled(qtbot, tens)
    assert [pill.words() for pill in pills.findChildren(Pill)] == tens
    assert pills.heightForWidth(403) == 28
    hundreds = [f"{name} {160 + at}" for at, name in enumerate(SEVEN)]
    pills = pilled(qtbot, hundreds)
    assert [pill.words() for pill in pills.findChildren(Pill)] == ["All 160", *SEVEN[1:]]
    assert [pill.toolTip() for pill in pills.findChildren(Pill)] == ["", *hundreds[1:]]
    assert pills.heightForWidth(403) == 28
    qtbot.keyClick(pills.findChildren(Pill)[0], Qt.Key.Key_Right)
    assert [pill.words() for pill in pills.findChildren(Pill)][:2] == ["All", "Price 161"]
    pills.resize(700, 28)
    assert [pill.words() for pill in pills.findChildren(Pill)] == hundreds


def test_pills_without_room_for_their_words_go_on_in_a_second_line(dressed, qtbot):
    pills = pilled(qtbot, [*(f"{name} 60" for name in SEVEN), "Against a rule 3", "Mine 8"])
    assert pills.heightForWidth(403) == 62


@pytest.mark.parametrize(("width", "below"), [(268, True), (400, False)])
def test_the_verb_of_a_banner_goes_below_where_its_words_need_the_room(
    dressed, qtbot, width, below
):
    banner = Banner("要去没有网络的地方？", "先看看需要的内容是否都在这台电脑上。", "出发准备")
    qtbot.addWidget(banner)
    banner.resize(width, banner.heightForWidth(width))
    banner.show()
    words, verb = banner.findChild(Label), banner.findChild(Button)
    qtbot.waitUntil(lambda: (verb.y() > words.geometry().bottom()) == below)


def test_what_is_offered_for_a_product_does_not_push_the_form_out_of_its_pane(dressed, qtbot):
    known = Known("p1", "有机杂粮礼盒（中秋特供，含木质提手外箱）2.4 kg", "¥379.00 / 盒", {})
    pane = QWidget()
    qtbot.addWidget(pane)
    picker = Picker(lambda words: [known], pane)
    QVBoxLayout(pane).addWidget(picker)
    pane.show()
    before = picker.minimumSizeHint().width()
    qtbot.keyClicks(picker.focus_target(), "z")
    assert picker.findChild(MenuRow).isVisible()
    qtbot.waitUntil(lambda: picker.minimumSizeHint().width() == before)


def test_no_field_of_a_visit_lies_over_another_in_a_small_window(app, shell, in_front, qtbot):
    fill_book(app)
    window = in_front(Window(app, shell))
    window.show_workspace("customers")
    card = window.built("customers").card
    card.show_customer("c1")
    card.record_visit()
    form = card._form
    rows = [form.ordered, form.outcome, form.next_step, form.day, form.serious, form.save_button]

    def are_apart():
        edges = [field.geometry() for field in rows]
        return all(above.bottom() < below.top() for above, below in pairwise(edges))

    qtbot.waitUntil(are_apart)


def test_the_views_of_the_list_fit_over_it_in_a_small_window_in_english(dressed, qtbot):
    tabs = Tabs(margin=20)
    qtbot.addWidget(tabs)
    tabs.set_tabs([
        Tab("all", "All", 168), Tab("starred", "Starred", 0),
        Tab("unvisited", "Not visited this week", 168), Tab("overdue", "Overdue", 17),
        Tab("drifting", "Drifting away", 18), Tab("nearby", "Within 3 km", 9),
    ])  # fmt: skip
    tabs.resize(636, 40)
    for tab in tabs._tabs:  # the chosen one is bolder
        tabs.set_current(tab.id)
        assert tabs._boxes()[-1][1].right() <= 636


def test_a_task_with_a_long_name_says_all_of_it_in_two_lines(app, dressed, qtbot):
    name = "Collect from Northern Hangzhou Wholesale Provisions"
    long = Todo("bill", "overdue", "cash", "warn", name, "95 days", "customers")
    row = TodoRow(long)
    qtbot.addWidget(row)
    for width, height in ((500, 52), (340, 72)):
        row.resize(width, row.height())
        row.show()
        assert row.height() == height


def test_a_chart_leaves_its_period_out_where_title_and_unit_need_the_room(dressed, qtbot):
    chart = Lines()
    qtbot.addWidget(chart)
    chart.show_face(Face("Orders and payments", "10,000 yuan", "23 Nov – 29 Nov"))
    assert chart._period(460) == "23 Nov – 29 Nov"
    assert chart._period(320) == ""
