"""The routes workspace on a real store: list and map lead each other, and changes undo."""

import gc
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel

from desktop.domain.road import StopState
from desktop.queries.week_plan import Load, read_round
from tests.support import papers
from tests.support.laptops import receive
from tests.support.road_records import place_customers, plan
from ui import printing
from ui.print_preview import PrintPreview
from ui.screens.routes import Screen, week_words
from ui.screens.routes.day_paper import sheet_of
from ui.widgets.labels import Label

NAMES = {"c1": "联佳超市文三路店", "c2": "仁济大药房凤起路店", "c3": "钱江新城锦绣酒业"}


@pytest.fixture
def today(app):
    return app.clock.today()


@pytest.fixture
def screen(app, shell, today, qtbot, translations, placed):
    translations.use("zh_CN")
    place_customers(app)
    # along the road from c1 over c2 to c3, but planned as c1, c3, c2
    for number, customer in enumerate(("c1", "c3", "c2"), 1):
        time = f"{8 + number:02d}:00"
        plan(app, f"p-{customer}", customer, today, number, planned_at=time)
    made = placed(Screen(app, shell))
    made.activate()
    qtbot.waitUntil(lambda: len(made.pane.list.rows) == 3)
    return made


def order(screen):
    return [row.id for row in screen.pane.list.rows]


def times(screen):
    return [row.time for row in screen.pane.list.rows]


def press(qtbot, screen, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(screen.pane.list, key, modifier)


def test_the_next_stop_is_chosen_in_the_list_and_pointed_out_on_the_map(screen):
    assert screen.pane.list.chosen() == "p-c1"
    assert screen.map.selected == "p-c1"
    assert screen.map.callout.isVisible()
    assert [row.state for row in screen.pane.list.rows] == [
        StopState.CURRENT,
        StopState.PENDING,
        StopState.PENDING,
    ]


def test_moving_in_the_list_moves_the_map_and_a_click_on_the_map_moves_the_list(screen, qtbot):
    press(qtbot, screen, Qt.Key.Key_Down)
    assert screen.map.selected == "p-c3"
    spot = next(stop for stop in screen.map._sheet.stops if stop.id == "p-c2").place
    place = screen.map.camera.screen(spot).toPoint()
    qtbot.mouseClick(screen.map, Qt.MouseButton.LeftButton, pos=place)
    assert screen.pane.list.chosen() == "p-c2"


def test_alt_down_moves_a_stop_keeps_it_chosen_and_ctrl_z_takes_it_back(screen, qtbot, app, shell):
    press(qtbot, screen, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: order(screen) == ["p-c3", "p-c1", "p-c2"])
    assert screen.pane.list.chosen() == "p-c1"
    assert times(screen) == ["09:00", "10:00", "11:00"]
    shell.undo()
    qtbot.waitUntil(lambda: order(screen) == ["p-c1", "p-c3", "p-c2"])


def test_dragging_a_stop_below_another_moves_it(screen, qtbot):
    stops = screen.pane.list
    first = stops.visualRect(stops.model().index(0, 0)).center()
    below_second = stops.visualRect(stops.model().index(1, 0)).bottomLeft() + QPoint(80, 1)
    qtbot.mousePress(stops.viewport(), Qt.MouseButton.LeftButton, pos=first)
    for y in range(first.y(), below_second.y() + 1, 6):
        stops.mouseMoveEvent(_moved(stops, QPoint(first.x(), y)))
    stops.mouseMoveEvent(_moved(stops, below_second))
    qtbot.mouseRelease(stops.viewport(), Qt.MouseButton.LeftButton, pos=below_second)
    qtbot.waitUntil(lambda: order(screen) == ["p-c3", "p-c1", "p-c2"])


def _moved(view, point):
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    place, held = QPointF(point), Qt.KeyboardModifier.NoModifier
    return QMouseEvent(QEvent.Type.MouseMove, place, view.mapToGlobal(place), none, left, held)


def offered(screen, qtbot):
    screen.optimise()
    qtbot.waitUntil(lambda: screen.ordering.offer is not None)
    return screen.pane.order_bar


def test_a_shorter_order_is_offered_with_its_figures_and_taken_as_one_change(
    screen, qtbot, app, shell
):
    before = screen._shown.km
    bar = offered(screen, qtbot)
    assert f"{before:.1f} 公里 → " in bar._detail.text()  # the day as the figures above say it
    assert order(screen) == ["p-c1", "p-c2", "p-c3"]
    assert [row.way.startswith("原第") for row in screen.pane.list.rows] == [False, True, True]
    assert app.undoable == []
    qtbot.keyClick(bar.take, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen._shown.km < before)
    assert order(screen) == ["p-c1", "p-c2", "p-c3"]
    assert len(app.undoable) == 1
    shell.undo()
    qtbot.waitUntil(lambda: order(screen) == ["p-c1", "p-c3", "p-c2"])


def test_an_offer_that_is_left_changes_nothing(screen, qtbot, app):
    bar = offered(screen, qtbot)
    qtbot.keyClick(bar.take, Qt.Key.Key_Escape)
    assert order(screen) == ["p-c1", "p-c3", "p-c2"]
    assert bar.isHidden()
    assert app.undoable == []


def test_a_search_that_is_stopped_offers_nothing(screen, qtbot, app):
    screen.optimise()
    bar = screen.pane.order_bar
    assert bar.progress.isVisible()
    qtbot.keyClick(bar.leave, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert screen.ordering.offer is None
    assert order(screen) == ["p-c1", "p-c3", "p-c2"]


def test_a_locked_stop_stays_in_its_place(screen, qtbot):
    screen.choose("p-c3")
    screen.lock()
    assert [row.locked for row in screen.pane.list.rows] == [False, True, False]
    screen.optimise()
    qtbot.waitUntil(screen.pane.order_bar.isHidden)
    assert order(screen) == ["p-c1", "p-c3", "p-c2"]  # with c3 in the middle nothing is shorter


def test_weeks_are_planned_looked_at_by_weekday_and_taken_as_one_change(screen, qtbot, app, shell):
    mine = {"owner": "zhou", "class": "A", "state": "active"}
    receive(app, "customer", dict.fromkeys(NAMES, ("terr:hz1", mine)), 9, "U")
    screen.plan_weeks()
    pane = screen.week_pane
    assert pane.isVisible()
    assert screen.pane.isHidden()
    qtbot.mouseClick(pane.begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.weeks.proposal is not None)
    routes = screen.weeks.proposal.routes
    assert sum(len(route.stops) for route in routes) == 3
    weekday = next(route.weekday for route in routes)
    pane.days.select_key(weekday)
    assert pane.stops.count() == sum(len(r.stops) for r in routes if r.weekday == weekday)
    assert len(screen.map._sheet.stops) == pane.stops.count()
    screen.lock()
    assert pane.stops.current_row().locked
    screen.lock()
    assert not pane.stops.current_row().locked
    qtbot.mouseClick(pane.take, Qt.MouseButton.LeftButton)
    assert screen.pane.isVisible()
    assert len(app.undoable) == 1
    shell.undo()
    with app.database.read() as connection:
        assert read_round(connection, app.clock, "zhou", "rep1", None).old == []


def test_a_kept_weekday_keeps_its_customers_when_the_weeks_are_planned_again(
    screen, qtbot, app, shell
):
    """Shift+L on a weekday; the way would be shorter with all three on one day."""
    mine = {"owner": "zhou", "class": "A", "state": "active"}
    receive(app, "customer", dict.fromkeys(NAMES, ("terr:hz1", mine)), 9, "U")
    shell.settings.set("routes.regulars.locked", {"c1": 2})
    screen.plan_weeks()
    pane = screen.week_pane
    assert week_days(screen, qtbot)["c1"] == 2
    pane.days.select_key(2)
    assert "Shift L" in pane.keep.toolTip()
    keep = shell.commands.get("routes.keep_weekday")
    assert keep.title() == "这个星期几保持不变"
    qtbot.keyClick(pane.days, Qt.Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
    assert pane.days.current_row().kept
    kept = {one for one, weekday in shown_days(screen).items() if weekday == 2}
    screen.weeks.proposal = None
    again = week_days(screen, qtbot)
    assert {one for one, weekday in again.items() if weekday == 2} == kept
    screen.keep_weekday()
    assert not pane.days.current_row().kept
    assert shell.settings.get("routes.regulars.locked", None) == {}


def test_days_that_are_as_long_as_each_other_are_said_once(translations):
    translations.use("zh_CN")
    same = Load(1, 3, (20.0, 20.0), (150, 150))
    assert week_words.load(same) == "3 家 · 每周 20.0 公里 · 2.5 小时"
    other = Load(1, 3, (20.0, 20.0), (150, 192))
    assert week_words.load(other) == "3 家 · 每周 20.0 公里 · 2.5–3.2 小时"


def week_days(screen, qtbot):
    screen.week_pane.start()
    qtbot.waitUntil(lambda: screen.weeks.proposal is not None)
    return shown_days(screen)


def shown_days(screen):
    routes = screen.weeks.proposal.routes
    return {one.id: route.weekday for route in routes for one in route.stops}


def test_planning_weeks_without_a_customer_says_why(screen, qtbot, shell):
    said = []
    shell.said.connect(lambda text, *more: said.append(text))
    screen.plan_weeks()
    screen.week_pane.start()
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["没有可以排进周线的客户。"]
    qtbot.keyClick(screen.week_pane, Qt.Key.Key_Escape)
    assert screen.pane.isVisible()


def test_the_day_is_printed_with_every_stop_in_order(screen, app, tmp_path):
    sheet = sheet_of(screen._shown, app.clock, "周婷")
    assert "周婷" in sheet.title
    assert [row[0] for row in sheet.rows] == ["1", "2", "3"]
    assert [row[2] for row in sheet.rows] == [NAMES["c1"], NAMES["c3"], NAMES["c2"]]
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "day.pdf"))
    printing.lay_out(printer)
    printing.paint(printer, sheet)
    assert (tmp_path / "day.pdf").read_bytes().startswith(b"%PDF")


def test_the_print_preview_paints_after_the_command_has_returned(screen, qtbot):
    screen.print_day()
    preview = screen.findChild(PrintPreview)
    gc.collect()
    qtbot.waitUntil(preview.isVisible)
    assert not preview.grab().isNull()
    assert preview.width() > 1_000, "a page can be read, and no tool is hidden"
    preview.close()


def test_the_preview_is_worked_by_keys_in_the_person_s_language(
    screen, qtbot, translations, tmp_path
):
    screen.print_day()
    preview = screen.findChild(PrintPreview)
    qtbot.waitUntil(preview.isVisible)
    qtbot.waitUntil(lambda: preview.pages.pageCount() == 1)
    assert preview.place.text() == "第 1 页，共 1 页"
    assert (preview.pdf.text(), preview.print.text()) == ("存为 PDF", "打印")
    before = preview.pages.zoomFactor()
    qtbot.keyClick(preview, Qt.Key.Key_Plus)
    assert preview.pages.zoomFactor() > before
    preview.save(tmp_path / "day.pdf")
    assert (tmp_path / "day.pdf").read_bytes().startswith(b"%PDF")
    translations.use("en")
    qtbot.waitUntil(lambda: preview.print.text() == "Print")
    assert preview.place.text() == "Page 1 of 1"
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert preview.isHidden()


def test_recording_a_visit_needs_an_outcome_and_makes_the_stop_done(screen, qtbot):
    screen.ask_visit()
    form = screen.pane.visit_form
    qtbot.keyClick(form.outcome, Qt.Key.Key_Return)
    qtbot.keyClick(form.next_step, Qt.Key.Key_Return)
    assert form.isVisible()
    assert form.outcome.property("invalid")
    qtbot.keyClicks(form.outcome, "ok")
    qtbot.keyClick(form.next_step, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.pane.list.rows[0].state is StopState.DONE)
    assert not form.isVisible()
    assert screen.pane.list.chosen() == "p-c3"
    assert screen.pane.list.rows[0].unsent
    assert "1 / 3" in screen.pane.figures.accessibleName()


def test_what_a_field_of_the_visit_wants_stands_above_it_also_once_it_is_filled(screen, qtbot):
    screen.ask_visit()
    form = screen.pane.visit_form
    qtbot.keyClicks(form.outcome, "ok")
    for field, words in ((form.outcome, "结果 *"), (form.next_step, "下一步")):
        (label,) = [each for each in form.findChildren(Label) if each.text() == words]
        assert label.isVisible()
        assert label.geometry().bottom() < field.geometry().top()
        assert label.x() == field.x()


def test_a_stop_where_something_serious_was_seen_begins_the_urgent_report(screen, shell, qtbot):
    went = []
    shell.went.connect(lambda workspace, what: went.append((workspace, what)))
    screen.ask_visit()
    form, customer = screen.pane.visit_form, screen.stop().customer
    qtbot.keyClicks(form.outcome, "cheaper rival")
    form.serious.click()
    qtbot.keyClick(form.next_step, Qt.Key.Key_Return)
    known = {"customer": customer, "severity": "hinders", "details": "cheaper rival"}
    assert went == [("reports", {"new": "urgent_report", "answers": known})]


def test_skipping_a_stop_keeps_its_reason_in_the_list(screen, qtbot):
    screen.ask_skip()
    qtbot.keyClicks(screen.pane.skip_form.reason, "closed")
    qtbot.keyClick(screen.pane.skip_form.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.pane.list.rows[0].state is StopState.SKIPPED)
    assert "closed" in screen.pane.list.rows[0].way


def test_a_stop_behind_us_can_not_be_moved(screen, qtbot):
    screen.ask_skip()
    screen.pane.skip_form.reason.setText("x")
    screen.pane.skip_form.save()
    qtbot.waitUntil(lambda: screen.pane.list.rows[0].state is StopState.SKIPPED)
    screen.choose("p-c3")
    with qtbot.assertNotEmitted(screen.pane.list.moved):
        screen.pane.list.move_chosen(-1)


def test_a_customer_found_by_initials_is_added_at_the_end(screen, qtbot, app):
    screen.pane.open_finder()
    qtbot.keyClicks(screen.pane.search, "ljcs")
    qtbot.waitUntil(lambda: [pick.id for pick in screen.pane.found.picks] == ["c1"])
    qtbot.keyClick(screen.pane.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(screen.pane.list.rows) == 4)
    assert screen.pane.list.rows[-1].name == NAMES["c1"]
    assert screen.pane.list.rows[-1].unsent


def test_another_day_shows_its_own_stops_and_says_when_there_are_none(screen, qtbot, app, today):
    screen.show_day(today + timedelta(days=7))
    qtbot.waitUntil(lambda: not screen.pane.list.rows)
    assert screen.pane.empty.isVisible()
    screen.pane.go_today()
    qtbot.waitUntil(lambda: len(screen.pane.list.rows) == 3)


def test_every_sentence_of_the_pane_changes_with_the_language(screen, qtbot, translations):
    assert "里程" in screen.pane.figures.accessibleName()
    translations.use("en")
    qtbot.waitUntil(lambda: "Distance" in screen.pane.figures.accessibleName())


def test_the_list_reads_each_stop_in_full(screen):
    model = screen.pane.list.model()
    said = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert NAMES["c1"] in said
    assert "09:00" in said


def test_a_stop_taken_off_leaves_the_next_one_chosen_and_comes_back_with_undo(screen, qtbot, shell):
    screen.choose("p-c3")
    screen.remove()
    qtbot.waitUntil(lambda: order(screen) == ["p-c1", "p-c2"])
    assert screen.pane.list.chosen() == "p-c2"
    shell.undo()
    qtbot.waitUntil(lambda: order(screen) == ["p-c1", "p-c3", "p-c2"])


def test_j_and_k_move_through_the_stops(screen, qtbot):
    press(qtbot, screen, Qt.Key.Key_J)
    assert screen.map.selected == "p-c3"
    press(qtbot, screen, Qt.Key.Key_K)
    assert screen.map.selected == "p-c1"


def test_a_customer_without_a_place_is_listed_and_said_to_have_none(
    screen, app, shell, today, qtbot
):
    receive(app, "customer", {"c8": ("terr:hz1", {"name": "无址店", "territory": "hz1"})}, 7)
    plan(app, "p-c8", "c8", today, 9)
    shell.changed.emit()
    qtbot.waitUntil(lambda: len(screen.pane.list.rows) == 4)
    assert screen.pane.list.rows[-1].way == "没有位置"
    screen.optimise()
    ordered = ["p-c1", "p-c2", "p-c3", "p-c8"]
    qtbot.waitUntil(lambda: order(screen) == ordered)


def test_another_workspace_may_ask_to_see_a_customer(qtbot, screen):
    screen.show_what({"customer": "c2"})
    qtbot.waitUntil(lambda: screen.map.selected == "p-c2")
    assert screen.pane.list.chosen() == "p-c2"


class TestManager:
    @pytest.fixture
    def app(self, tmp_path):
        desk = papers.desk(tmp_path / "desk", "zhang")
        papers.put(desk, "person", "all", wu={"name": "吴敏"})  # before 周婷, but not out today
        papers.put(desk, "post_assignment", "all", a9={"person": "wu", "post": "rep2"})
        plan(desk, "p-wu", "c1", papers.DAY + timedelta(3), 1, person="wu", post="rep2")
        yield desk
        desk.close()

    def test_whoever_is_on_the_road_that_day_is_seen_first(self, app, shell, qtbot):
        made = Screen(app, shell)
        qtbot.addWidget(made)
        made.activate()
        assert [one.name for one in made._people] == ["吴敏", "周婷"]
        assert made._person == "zhou"


def intro_words(screen):
    return " ".join(label.text() for label in screen.week_pane.intro.inside.findChildren(QLabel))


def test_before_the_weeks_are_planned_the_page_says_who_how_often_and_what_stays(
    screen, qtbot, app, shell
):
    for customer, grade in zip(NAMES, "ABB", strict=True):
        fields = {"owner": "zhou", "class": grade, "state": "active"}
        receive(app, "customer", {customer: ("terr:hz1", fields)}, 9, "U")
    nowhere = {"name": "没有坐标", "territory": "hz1", "owner": "zhou", "class": "C"}
    receive(app, "customer", {"c9": ("terr:hz1", nowhere)}, 9)
    shell.settings.set("routes.regulars.locked", {"c1": 2})
    screen.plan_weeks()
    qtbot.waitUntil(lambda: "四周共" in intro_words(screen))
    said = intro_words(screen)
    assert "四周共 8 次拜访，平均每天约 0.4 次" in said  # 4 + 2 + 2
    assert "1 家客户没有坐标" in said
    assert "1 家客户的星期几已锁定" in said
    assert not screen.week_pane.take.isVisible()


def test_planning_the_weeks_begins_with_enter_and_the_page_says_that_it_goes_on(screen, qtbot, app):
    mine = {"owner": "zhou", "class": "A", "state": "active"}
    receive(app, "customer", dict.fromkeys(NAMES, ("terr:hz1", mine)), 9, "U")
    screen.plan_weeks()
    qtbot.waitUntil(lambda: "四周共" in intro_words(screen))
    qtbot.keyClick(screen.week_pane, Qt.Key.Key_Return)
    assert "可以先去做别的" in intro_words(screen)
    qtbot.waitUntil(lambda: screen.weeks.proposal is not None)
    assert not screen.week_pane.intro.isVisible()
    assert screen.week_pane.take.isVisible()


def test_a_day_without_stops_offers_to_add_one(screen, qtbot, today):
    screen.show_day(today + timedelta(days=9))
    qtbot.waitUntil(screen.pane.empty.isVisible)
    screen.pane.empty.acted.emit()
    assert screen.pane.finder.isVisible()
