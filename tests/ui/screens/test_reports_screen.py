"""报告 on a real laptop: it drafts itself, keeps every word, seals, and is signed with a word."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.domain.periods import period_of
from desktop.forms import read
from desktop.queries import reports
from tests.support import papers
from tests.support.laptops import receive
from tests.support.tabbing import backwards, tabbed
from ui.screens.reports import Screen, marginalia, saving

TODAY = period_of("daily", papers.DAY)


@pytest.fixture
def app(tmp_path: Path, person: str):
    application = papers.desk(tmp_path / "desk", person)
    yield application
    application.close()


@pytest.fixture
def screen(placed, app, shell):
    made = placed(Screen(app, shell))
    made.activate()
    return made


def stored(app, person="zhou", period=TODAY):
    with app.database.read() as connection:
        return reports.report_of(connection, person, period)


def write(screen, qtbot, words: str, key: str = "reflections") -> None:
    screen._pane.form.focus_field(key)
    qtbot.keyClicks(screen.focusWidget(), words)


def test_the_daily_report_drafts_itself_from_the_visits_of_the_day(screen):
    figures = screen._sheet.derived
    assert (figures["visits_done"], figures["visits_planned"]) == (2, 3)
    assert screen._sheet.is_open


def test_what_is_typed_is_stored_within_a_second_and_says_when(screen, app, qtbot):
    write(screen, qtbot, "ask twice")
    assert saving.QUIET < 1_000
    qtbot.waitUntil(lambda: stored(app) is not None)
    assert stored(app).answers["reflections"] == "ask twice"
    assert "15:" in screen._pane._saved.text()
    assert app.status().unsent == 1


def test_leaving_for_another_report_stores_what_was_typed_at_once(screen, app, qtbot):
    write(screen, qtbot, "in a hurry")
    screen._choose_kind("weekly")
    assert stored(app).answers["reflections"] == "in a hurry"


def test_sealing_without_the_words_only_a_person_has_goes_to_the_field_and_keeps_all(
    screen, app, qtbot
):
    write(screen, qtbot, "help with stock", "support")
    screen.seal()
    assert screen._pane.form.field_of(screen.focusWidget()) == "reflections"
    assert "required" in screen._pane.form._blocks["reflections"]._fault.text()
    assert stored(app).state == "draft"
    assert stored(app).answers["support"] == "help with stock"


def test_a_figure_of_the_last_report_that_goes_on_in_a_second_line_does_not_begin_it_with_a_dot():
    field = read("daily_report").field("visits")
    figures = {"visits_done": 5, "visits_planned": 6, "visit_ratio": "0.833"}
    said = marginalia._figure(field, figures)
    assert said == "5 / 6\u00a0· 83%"


def test_what_keeps_a_report_from_being_sealed_is_in_sight_and_its_section_named(screen, qtbot):
    screen.resize(1236, 420)
    qtbot.waitUntil(lambda: screen._pane.form.viewport().height() < 420)
    screen.seal()
    form = screen._pane.form
    fault = form._blocks["reflections"]._fault
    bottom = fault.mapTo(form.viewport(), fault.rect().bottomLeft()).y()
    assert fault.height() < bottom < form.viewport().height()
    assert screen._pane.rail.current() == form._form.section_of("reflections").key


def test_a_sealed_report_is_frozen_with_the_figures_of_that_moment(screen, app, qtbot):
    write(screen, qtbot, "ask twice, sell once")
    screen.seal()
    found = stored(app)
    assert found.state == "sealed"
    assert found.derived["order_actual"] == "1500.00"
    assert not screen._sheet.is_open
    assert screen._pane.form._blocks["reflections"].editor.isReadOnly()
    assert not screen._pane._seal.isVisible()


def test_sealing_can_be_undone_until_it_is_sent(screen, app, shell, qtbot):
    write(screen, qtbot, "ask twice, sell once")
    screen.seal()
    shell.undo()
    assert stored(app).state == "draft"
    assert stored(app).answers["reflections"] == "ask twice, sell once"
    assert screen._sheet.is_open


def test_what_the_day_still_lacks_is_said_beside_it(screen):
    codes = {lack.code for lack in screen._sheet.lacks}
    assert codes == {"no_next_step", "not_visited"}


def test_a_figure_opens_the_visits_it_was_summed_from(screen, app):
    with app.database.read() as connection:
        behind = reports.visits_behind(connection, "zhou", TODAY, "orders", app.clock)
    assert [visit.id for visit in behind] == ["v1"]
    button = screen._pane.form._derived[0]._buttons[0][1]
    button.click()
    assert screen._sources.isVisible()


def test_expenses_add_themselves_up(screen, app, qtbot):
    page = screen._pane.form
    page.set_answer(
        "expenses", [{"name": "bus", "amount": "12.00"}, {"name": "lunch", "amount": "30"}]
    )
    assert page.answer("expense_total") == "42.00"
    screen._save()
    assert stored(app).answers["expense_total"] == "42.00"


def test_a_field_added_to_the_definition_is_asked_without_a_line_of_code(screen, app):
    body = {
        "title": "日报",
        "sections": [
            {"key": "w", "fields": [{"key": "weather", "label": "天气", "required": True}]}
        ],
    }
    row = {"code": "daily_report", "version": 9, "title": "日报", "body": body}
    receive(app, "form_definition", {"f9": ("all", row)}, seq=3)
    screen.refresh()
    assert list(screen._pane.form._blocks) == ["weather"]


def test_the_last_report_can_be_copied_into_this_one(screen, app, qtbot):
    papers.sealed_report(app, "r0")
    screen.refresh()
    screen._copy("reflections")
    assert screen._pane.form.answer("reflections") == "多问一句。"


def test_ctrl_enter_seals_from_inside_the_field_one_is_writing_in(screen, app, qtbot):
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    write(screen, qtbot, "ask twice, sell once")
    modifier = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return, modifier)
    assert stored(app).state == "sealed"


def test_a_report_that_was_begun_opens_where_its_author_last_wrote(screen, app, shell, qtbot):
    write(screen, qtbot, "more samples", "tomorrow_focus")
    screen.hide()
    again = Screen(app, shell)
    qtbot.addWidget(again)
    again.resize(1236, 700)
    again.show()
    again.activate()
    qtbot.waitUntil(lambda: again._pane.form.verticalScrollBar().value() > 0)
    assert again._pane.rail.current() == "tomorrow"


def test_the_page_opens_on_what_is_due_not_on_what_is_done(app, shell, qtbot):
    plan = {"person": "zhou", "post": "rep1", "form": "daily_plan", "form_version": 1}
    done = {"date": "2026-11-19", "period": "2026-11-19", "state": "signed", "answers": {}}
    receive(app, "form_instance", {"p1": ("post:rep1", plan | done)})
    again = Screen(app, shell)
    qtbot.addWidget(again)
    again.activate()
    assert [one.code for one in again._shelf._entries.values()][:2] == ["daily_plan"] * 2
    assert again._sheet.form.code == "daily_report"


def test_the_field_one_is_sent_to_is_in_view_in_a_form_that_was_just_set(app, shell, qtbot):
    again = Screen(app, shell)
    qtbot.addWidget(again)
    again.resize(1236, 500)
    again.show()
    again.activate()
    again.write()
    field = again._pane.form._blocks["reflections"]
    assert field.visibleRegion().boundingRect().height() > 40
    assert again._pane.rail.current() == "words"


def test_a_program_that_is_closed_keeps_the_last_words(screen, app, qtbot):
    write(screen, qtbot, "last words")
    screen.hide()
    assert stored(app).answers["reflections"] == "last words"


class TestManager:
    """Reading and signing."""

    @pytest.fixture
    def person(self) -> str:
        return "zhang"

    @pytest.fixture(autouse=True)
    def sealed(self, app):
        papers.sealed_report(app, "r1")

    def test_what_waits_for_my_signature_stands_first(self, screen):
        titles = [entry.title for entry in screen._shelf._entries.values()]
        assert titles[:2] == ["To sign 1", "周婷"]
        assert screen._shell.counts["reports"][0] == 1
        assert screen._sheet.may_sign

    def test_a_report_is_not_signed_without_a_word(self, screen, app):
        screen._shell.commands.run("reports.sign")
        assert screen._review.comment.hasFocus()
        assert stored(app, period=period_of("daily", date(2026, 11, 19))).state == "sealed"

    def test_signing_keeps_the_comment_under_the_report(self, screen, app, qtbot):
        screen._shell.commands.run("reports.comment")
        qtbot.keyClicks(screen._review.comment, "good")
        qtbot.keyClick(screen._review.comment, Qt.Key.Key_Return)
        found = stored(app, period=period_of("daily", date(2026, 11, 19)))
        assert (found.state, found.review_comment) == ("signed", "good")

    def test_signing_answers_the_request_for_the_signature_too(self, screen, app, qtbot):
        papers.request(app, "s1", "report_sign", subject_type="report", subject="r1")
        screen._review.comment.setText("good")
        screen._review.choose("sign")
        with app.database.read() as connection:
            from desktop.queries import approvals

            assert approvals.asked(connection, "s1", "2026-11-20").state == "approved"

    def test_tab_leads_down_a_report_to_the_answer_and_then_to_the_side(self, screen, qtbot):
        screen._shelf.new.setFocus()
        order = tabbed(qtbot)
        assert backwards(screen, order) == []
        assert screen._review.comment in order

    def test_who_has_not_sealed_is_on_the_roll_call(self, screen, app):
        found = {entry.title: entry.chip for entry in screen._shelf._entries.values()}
        assert found.get("李建国", "Missing") == "Missing"
