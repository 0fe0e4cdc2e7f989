"""The performance workspace on a real store: figures, and the rows behind each of them."""

import pytest
from PySide6.QtCore import Qt

from tests.support.laptops import receive
from tests.support.road_records import at, place_customers, plan, report, visit
from ui.screens.performance import Screen


@pytest.fixture
def today(app):
    return app.clock.today()


@pytest.fixture
def screen(app, shell, today, qtbot, translations):
    translations.use("zh_CN")
    place_customers(app)
    plan(app, "p1", "c1", today, 1, state="done")
    plan(app, "p2", "c2", today, 2, state="skipped")
    visit(app, "v1", "c1", at(app, today, 0, 1), ordered="1200.00", collected="300.00")
    report(app, today, at(app, today, 0, 2))
    ageing = {"ageing": {"not_due": "900.00", "d90": "100.00"}}
    receive(app, "customer", {"c1": ("terr:hz1", ageing)}, 8, "U")
    made = Screen(app, shell)
    qtbot.addWidget(made)
    made.resize(1236, 852)
    made.show()
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
