"""The performance workspace on a real store: figures, and the rows behind each of them."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QDialog
from python_calamine import CalamineWorkbook

from desktop.usecases.export_figures import Table
from tests.support.laptops import receive
from tests.support.road_records import at, place_customers, plan, report, visit
from ui.screens.performance import Screen, exporting, paper


@pytest.fixture
def today(app):
    return app.clock.today()


@pytest.fixture
def screen(app, shell, today, qtbot, translations, placed):
    translations.use("zh_CN")
    place_customers(app)
    plan(app, "p1", "c1", today, 1, state="done")
    plan(app, "p2", "c2", today, 2, state="skipped")
    visit(app, "v1", "c1", at(app, today, 0, 1), ordered="1200.00", collected="300.00")
    report(app, today, at(app, today, 0, 2))
    ageing = {"ageing": {"not_due": "900.00", "d90": "100.00"}}
    receive(app, "customer", {"c1": ("terr:hz1", ageing)}, 8, "U")
    made = placed(Screen(app, shell))
    made.activate()
    qtbot.waitUntil(lambda: made._shown is not None)
    made.grab()
    return made


def mark_of(chart, id):
    chart.grab()
    return next(mark for mark in chart.marks if mark.id == id)


def test_the_tiles_say_what_was_done_of_what_was_planned(screen):
    values = {name: (tile.value, tile.note) for name, tile in screen.tiles.items()}
    assert values["done"] == ("50%", "1 / 2 次")
    assert values["reports"] == ("100%", "1 / 1 份")
    assert values["covered"] == ("33%", "1 / 3 家，首次拜访 1 家")
    assert values["ordered"] == ("¥1,200", "回款 ¥300")


def test_every_figure_tells_how_it_is_worked_out(screen):
    assert all("÷" in screen.tiles[name].toolTip() for name in ("done", "reports", "covered"))
    assert all(chart.accessibleDescription() for chart in screen.board.charts().values())


def test_every_chart_has_a_title_a_unit_and_a_period(screen):
    for chart in screen.board.charts().values():
        face = chart._face
        assert all((face.title, face.unit, face.period, face.definition))


def test_a_click_on_a_day_lists_the_stops_of_that_day(screen, today, qtbot):
    chart = screen.board.visits
    box = mark_of(chart, today.isoformat()).box
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert screen.behind.isVisible()
    assert screen.behind.list.count() == 2


def test_a_part_of_the_receivables_lists_who_owes_it(screen):
    screen.drill("ageing", "d90")
    assert [row.record for row in screen.behind._rows] == ["c1"]
    screen.drill("ageing", "d30")
    assert list(screen.behind._rows) == []


def test_a_class_lists_those_not_visited_first(screen):
    screen.drill("coverage", "B")
    assert [(row.record, row.state) for row in screen.behind._rows] == [("c2", "unvisited")]


@pytest.mark.parametrize("tile", ["done", "reports", "covered", "ordered"])
def test_each_tile_opens_its_rows(screen, tile, qtbot):
    qtbot.mouseClick(screen.tiles[tile], Qt.MouseButton.LeftButton)
    assert screen.behind.isVisible()
    assert screen.behind.list.count() == {"done": 2, "reports": 1, "covered": 1, "ordered": 1}[tile]


def test_a_row_leads_to_its_record_and_escape_puts_the_list_away(screen, shell, qtbot):
    screen.drill("tile", "covered")
    with qtbot.waitSignal(shell.went) as went:
        screen.behind.list.opened.emit(0)
    assert went.args == ["customers", {"id": "c1"}]
    qtbot.keyClick(screen.behind, Qt.Key.Key_Escape)
    assert not screen.behind.isVisible()


def test_new_records_change_the_figures_at_once(screen, app, shell, today, qtbot):
    app.perform("plan.add", None, {"customer": "c3", "date": today.isoformat(), "sequence": 3})
    shell.changed.emit()
    qtbot.waitUntil(lambda: screen.tiles["done"].note == "1 / 3 次")


def test_one_person_sees_orders_and_payments_in_place_of_a_ranking(screen):
    assert "money" in screen.board.charts()
    assert "ranking" not in screen.board.charts()


def test_another_period_is_said_in_the_title(screen, qtbot):
    before = screen._title._note.text()
    screen.show_span("six_weeks")
    qtbot.waitUntil(lambda: screen._title._note.text() != before)
    assert len(screen._shown.slices) == 6


class TestAManager:
    @pytest.fixture
    def app(self, tmp_path):
        from tests.support.laptops import laptop

        application = laptop(tmp_path / "manager", "zhang")
        yield application
        application.close()

    def test_sees_the_team_ranked_and_can_choose_one(self, screen, qtbot):
        assert [score.person for score in screen._shown.scores] == ["zhou"]
        assert "ranking" in screen.board.charts()
        screen.open("zhou")
        qtbot.waitUntil(lambda: "money" in screen.board.charts())
        assert "周婷" in screen._title._note.text()


# --- out of the program ---------------------------------------------------------------------------


def sheets_of(path):
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_workbook_has_the_numbers_of_the_screen(screen, today, tmp_path):
    path = tmp_path / "业绩.xlsx"
    exporting.write(screen._out(), path)
    sheets = sheets_of(path)
    assert list(sheets) == ["概览", *(c.face.title for c in screen.board.charts().values())]
    summary = {row[0]: row[1:4] for row in sheets["概览"]}
    assert summary["拜访完成率"] == [1, 2, 0.5]
    assert summary["日报按时率"] == [1, 1, 1]
    assert summary["订单（元）"][0] == 1200
    ages = {row[0]: row[1:3] for row in sheets[screen.board.ageing.face.title]}
    assert ages["60 天以上"] == [100, 0.1]
    days = {row[0]: row[1:4] for row in sheets[screen.board.visits.face.title]}
    assert days[today] == [2, 1, 1]
    money = {row[0]: row[1:3] for row in sheets[screen.board.money.face.title]}
    assert money[today] == [1200, 300]


def test_each_sheet_says_whose_when_and_in_what_unit(screen, tmp_path):
    path = tmp_path / "业绩.xlsx"
    exporting.write(screen._out(), path)
    for name, rows in sheets_of(path).items():
        said = " ".join(str(cell) for row in rows[:4] for cell in row)
        assert "周婷" in said
        assert name == "概览" or "单位：" in said


def test_the_pages_are_in_light_ink_whatever_the_screen_wears(screen, shell, tmp_path):
    pictures = []
    for mode in ("light", "dark"):
        shell.theme.set_mode(mode)
        page = QImage(1000, 700, QImage.Format.Format_RGB32)
        page.setDotsPerMeterX(3780)
        page.setDotsPerMeterY(3780)
        page.fill(0xFFFFFF)
        with QPainter(page) as painter, shell.theme.on_paper():
            paper._paint_board(painter, page.rect().toRectF(), exporting.page(screen._out()))
        pictures.append(page)
    assert shell.theme.is_dark
    assert pictures[0] == pictures[1]


def test_the_pdf_has_a_page_of_charts_and_pages_of_numbers(screen, tmp_path):
    path = tmp_path / "业绩.pdf"
    exporting.write(screen._out(), path)
    assert path.read_bytes().startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", path.read_bytes())) >= 2
    assert b"ToUnicode" in path.read_bytes()
    assert [one.name for one in tmp_path.glob("*.p*")] == ["业绩.pdf"]
    titles = {chart.face.title for chart in screen.board.charts().values()}
    assert titles < {table.title for table in exporting.page(screen._out()).tables}


def test_a_long_ranking_goes_on_over_the_page_and_loses_nobody():
    rows = [(f"业务员{n}", n) for n in range(70)]
    sheets = paper._spread([Table("排名", ("次",), ("姓名", "拜访"), rows)], 600.0)
    assert len(sheets) > 2
    shown = [n for pieces in sheets for piece in pieces for n in range(piece.first, piece.last)]
    assert shown == list(range(70))


def test_a_path_that_cannot_be_written_is_told(screen, shell, tmp_path, qtbot):
    for suffix in ("xlsx", "pdf"):
        with qtbot.waitSignal(shell.said):
            exporting.write(screen._out(), tmp_path / "nowhere" / f"a.{suffix}")


def test_the_palette_exports_saves_and_prints(screen, shell, qtbot):
    for id in ("export", "pdf", "print"):
        assert shell.commands.get(f"performance.{id}").cap
        assert shell.commands.run(f"performance.{id}")
        opened = screen.findChildren(QDialog)
        assert len(opened) == 1
        opened[0].close()
        opened[0].deleteLater()
        qtbot.waitUntil(lambda: not screen.findChildren(QDialog))


def test_series_stay_apart_in_grey(screen):
    board = screen.board
    for chart in (board.visits, board.money, board.ranking, board.coverage):
        patterns = [key.pattern for key in chart.legend]
        assert len(patterns) >= 2
        assert len(set(patterns)) == len(patterns)
    assert len({part.key.pattern for part in board.ageing.parts}) == len(board.ageing.parts)


def test_a_day_of_money_lists_its_orders_and_its_payments(screen, today):
    screen.drill("money", today.isoformat())
    listed = [(row.state, row.amount) for row in screen.behind._rows]
    assert listed == [("ordered", Decimal("1200.00")), ("collected", Decimal("300.00"))]


def test_a_week_lists_its_stops_and_its_reports(screen, today):
    screen.drill("weeks", (today - timedelta(days=today.weekday())).isoformat())
    assert [row.workspace for row in screen.behind._rows] == ["customers", "customers", "reports"]
