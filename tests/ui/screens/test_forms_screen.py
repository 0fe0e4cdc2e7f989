"""Forms in the workspace 报告: begun, kept, undone, sealed, signed, taken to paper."""

from pathlib import Path

import pytest
from PySide6.QtGui import QPageLayout

from desktop.queries import papers as queries
from sync.errors import Problem, Refused
from tests.support.disks import small_files
from tests.support.form_records import forms_desk, sealed_form
from tests.support.laptops import receive
from ui.print_preview import PrintPreview
from ui.screens.reports import Screen, desk, exporting


@pytest.fixture
def app(tmp_path: Path, person: str):
    application = forms_desk(tmp_path / "desk", person)
    yield application
    application.close()


@pytest.fixture
def screen(placed, app, shell):
    made = placed(Screen(app, shell))
    made.activate()
    return made


def mine(app):
    with app.database.read() as connection:
        return queries.mine(connection, app.me.id)


def stored(app, id):
    with app.database.read() as connection:
        return queries.paper(connection, id)


def may_write(app):
    return [form.code for form in desk.in_force(app) if app.me.writes(form.write)]


def fill(screen, **answers):
    for key, value in answers.items():
        screen._pane.form.set_answer(key, value)
    screen._save()


def test_a_rep_may_begin_what_the_definitions_give_a_rep(app):
    assert may_write(app) == [
        "daily_plan", "daily_report", "monthly_report", "urgent_report", "competitor_analysis",
        "strategy_card", "behaviour_sheet",
    ]  # fmt: skip


def test_a_form_that_was_begun_stands_on_the_shelf_under_its_kind(screen, app):
    screen._begin_form("behaviour_sheet", {})
    (begun,) = mine(app)
    entry = screen._shelf.entry(screen._shelf.list.current_key())
    assert (begun.form, begun.form_version, begun.state) == ("behaviour_sheet", 1, "draft")
    assert begun.answers["talk_on"] == "2026-11-20"
    assert (entry.id, entry.chip) == (begun.id, "Draft")


def test_the_plan_of_a_day_is_begun_once(screen, app):
    screen._begin_form("daily_plan", {})
    screen._begin_form("daily_plan", {})
    assert [one.period for one in mine(app)] == ["2026-11-23"]  # in the afternoon: Monday's


def test_choosing_the_customer_brings_its_figures_at_once(screen, app):
    screen._begin_form("strategy_card", {})
    figures = screen._pane.form._derived[0]
    assert "¥2,500" not in [button._shown.value for _, button in figures._buttons]
    fill(screen, customer="c1")
    assert "¥2,500" in [button._shown.value for _, button in figures._buttons]
    (begun,) = mine(app)
    assert (begun.subject, begun.subject_name) == ("c1", "联佳超市文三路店")


def test_a_field_is_undone_as_one_step_however_often_it_was_kept(screen, app, shell):
    screen._begin_form("behaviour_sheet", {"customer": "c1"})
    fill(screen, whom="胡")
    fill(screen, whom="胡店长")
    fill(screen, aim="签下堆头")
    shell.undo()
    (begun,) = mine(app)
    assert (begun.answers.get("aim"), begun.answers["whom"]) == (None, "胡店长")
    shell.undo()
    assert "whom" not in mine(app)[0].answers
    assert screen._pane.form.answer("whom") is None


def test_sealing_goes_to_the_first_field_that_does_not_fit_and_then_freezes(screen, app):
    screen._begin_form("daily_plan", {})
    screen.seal()
    assert screen._pane.form.field_of(screen.focusWidget()) == "expected"
    fill(screen, expected="收回三千元", to_collect="3000")
    screen.seal()
    (sealed,) = mine(app)
    assert (sealed.state, sealed.answers["to_collect"]) == ("sealed", "3000.00")
    assert sealed.derived["stops_count"] == 1  # Monday's one stop, frozen
    assert not screen._sheet.is_open


def test_a_command_cannot_seal_what_the_page_would_not(app):
    begun = app.perform("form.save", None, {"form": "daily_plan"})
    with pytest.raises(Refused) as caught:
        app.perform("form.seal", begun.id, {"answers": {"to_collect": "300"}})
    assert (caught.value.kind, caught.value.facts["field"]) == ("form_incomplete", "expected")
    assert app.perform("form.seal", begun.id, {"answers": {"expected": "收回三千元"}})


def test_a_draft_can_be_thrown_away_and_taken_back(screen, app, shell):
    screen._begin_form("competitor_analysis", {})
    screen._discard()
    assert mine(app) == []
    shell.undo()
    assert len(mine(app)) == 1


def test_an_urgent_report_begun_from_a_visit_knows_the_customer_and_what_was_seen(screen, app):
    known = {"customer": "c1", "severity": "hinders", "details": "竞品降价一成"}
    screen.show_what({"new": "urgent_report", "answers": known})
    (begun,) = mine(app)
    assert (begun.form, begun.subject, begun.subject_name) == (
        "urgent_report",
        "c1",
        "联佳超市文三路店",
    )
    assert screen._pane.form.answers()["details"] == "竞品降价一成"
    assert screen._pane.form.answers()["severity"] == "hinders"


def test_the_filters_count_and_show_what_is_to_do_and_what_waits(screen, app):
    sealed_form(app, "f1", "strategy_card", subject_type="customer", subject="c1")
    screen._begin_form("urgent_report", {})
    screen._choose_stage("sealed")
    shown = [one for one in screen._shelf._entries.values() if not one.is_heading]
    assert [one.id for one in shown] == ["f1"]
    assert "Waiting 1" in [pill.text() for pill in screen._shelf.stages._pills.values()]


def test_a_form_is_shown_in_the_version_it_was_written_in(screen, app):
    old = {"sections": [{"key": "s", "fields": [{"key": "why", "label": "旧问题"}]}]}
    new = {"sections": [{"key": "s", "fields": [{"key": "why", "label": "新问题"}]}]}
    for version, body in ((1, old), (2, new)):
        row = {"code": "visit", "version": version, "title": "走访", "body": body}
        receive(app, "form_definition", {f"visit.{version}": ("all", row)}, seq=3)
    sealed_form(app, "f1", "visit", answers={"why": "当时这样想"})
    screen.open("f1")
    assert screen._sheet.form.field("why").label.text("zh_CN") == "旧问题"
    assert screen._pane.form.answer("why") == "当时这样想"


def test_the_last_one_about_the_same_customer_stands_beside(screen, app):
    about = {"subject_type": "customer", "subject": "c1", "date": "2026-11-02"}
    sealed_form(app, "f1", "strategy_card", **about, answers={"aims": "做到独家"})
    sealed_form(app, "f2", "strategy_card", **about | {"subject": "c2"}, answers={"aims": "别的"})
    screen._begin_form("strategy_card", {"customer": "c1"})
    screen._copy("aims")
    assert screen._pane.form.answer("aims") == "做到独家"


def test_a_figure_opens_the_visits_of_the_customer(screen, app):
    screen._begin_form("strategy_card", {"customer": "c1"})
    screen._show_source("customer_orders", "近 90 天订货", screen._pane)
    assert screen._sources.isVisible()


def test_new_lists_the_forms_and_a_digit_begins_one(screen, app, qtbot):
    screen._shell.commands.run("reports.new")
    assert len(screen._begin._rows) == 7
    qtbot.keyClicks(screen._begin, "7")
    assert [one.form for one in mine(app)] == ["behaviour_sheet"]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_form_becomes_a_pdf_with_its_glyphs_in_it(screen, app, tmp_path, shell, language):
    screen._begin_form("strategy_card", {"customer": "c1"})
    shell.settings.set("language", language)
    file = tmp_path / "card.pdf"
    exporting.write(screen.out(), file)
    said = file.read_bytes()
    assert said.startswith(b"%PDF-")
    assert b"NotoSansSC" in said
    assert list(tmp_path.glob("*.part")) == []


def test_a_folder_that_is_not_there_is_a_problem_and_leaves_nothing(screen, tmp_path, shell):
    said = []
    shell.said.connect(lambda text, detail, undo, bad: said.append(bad))
    screen._begin_form("daily_plan", {})
    exporting.write(screen.out(), tmp_path / "none" / "plan.pdf")
    assert said[-1]


def test_a_paper_is_looked_at_before_it_is_printed_with_the_pages_of_the_file(
    screen, tmp_path, qtbot
):
    screen._begin_form("strategy_card", {"customer": "c1"})
    screen._shell.commands.run("reports.print")
    preview = screen.findChild(PrintPreview)
    qtbot.waitUntil(lambda: preview.pages.pageCount() == 2)
    assert preview.windowTitle() == "客户策略卡 联佳超市文三路店 周婷 2026-11-20"
    assert preview.pages.orientation() is QPageLayout.Orientation.Portrait
    exporting.write(screen.out(), tmp_path / "written.pdf")
    assert (tmp_path / "written.pdf").read_bytes().count(b"/Type /Page\n") == 2
    preview.close()


def test_a_full_disk_is_told_and_the_paper_that_stood_there_is_as_it_was(screen, tmp_path, shell):
    said = []
    shell.said.connect(lambda text, detail, undo, bad: said.append(text))
    screen._begin_form("daily_plan", {})
    (tmp_path / "plan.pdf").write_bytes(b"before")
    with small_files(20_000):
        exporting.write(screen.out(), tmp_path / "plan.pdf")
    assert (
        said[-1] == shell.explain(Problem("no_room_for_file", path=str(tmp_path / "plan.pdf"))).text
    )
    assert (tmp_path / "plan.pdf").read_bytes() == b"before"
    assert not list(tmp_path.glob("*.part"))


class TestManager:
    """Reading, signing, evaluating."""

    @pytest.fixture
    def person(self) -> str:
        return "zhang"

    def test_the_superior_evaluates_customers_and_nobody_has_to_sign_it(self, screen, app):
        assert "monthly_evaluation" in may_write(app)
        screen._begin_form("monthly_evaluation", {"customer": "c1"})
        marks = ("purchase", "trend", "payment", "prices", "territory", "cooperation", "loyalty")
        fill(screen, **dict.fromkeys(marks, 4))
        assert screen._pane.form.answer("score") == "80.0"
        fill(screen, standing="key", next_class="A", why="进货稳定，配合好")
        screen.seal()
        (sealed,) = mine(app)
        assert (sealed.state, sealed.period) == ("sealed", "2026-11")
        assert (sealed.answers["score"], sealed.derived["growth"]) == ("80.0", "0.500")
        assert screen._filling.slots["monthly_evaluation"][0].stage == "done"

    def test_a_sealed_plan_waits_with_the_reports_and_is_signed_without_a_word(self, screen, app):
        sealed_form(app, "f1", "daily_plan", period="2026-11-20")
        screen.activate()
        assert screen._shell.counts["reports"][0] == 1
        screen.open("f1")
        screen._shell.commands.run("reports.sign")
        assert (stored(app, "f1").state, stored(app, "f1").reviewer_name) == ("signed", "张立群")

    def test_a_plan_goes_back_only_with_a_reason(self, screen, app):
        sealed_form(app, "f1", "daily_plan", period="2026-11-20")
        screen.open("f1")
        screen._shell.commands.run("reports.return")
        assert stored(app, "f1").state == "sealed"
        screen._review.comment.setText("加上收款目标")
        screen._review.choose("return")
        found = stored(app, "f1")
        assert (found.state, found.review_comment) == ("returned", "加上收款目标")

    def test_an_urgent_report_is_acknowledged_handled_and_closed(self, screen, app):
        sealed_form(app, "u1", "urgent_report", answers={"matter": "对手降价"})
        for state, word in (("acknowledged", ""), ("handled", "跟价"), ("closed", "已恢复")):
            screen.open("u1")
            assert screen._sheet.may_sign
            screen._review.comment.setText(word)
            screen._review.choose("sign")
            assert stored(app, "u1").state == state
        screen.open("u1")
        assert not screen._sheet.may_sign

    def test_a_behaviour_sheet_is_the_rep_s_own_and_waits_for_nobody(self, screen, app):
        sealed_form(app, "b1", "behaviour_sheet")
        screen.activate()
        assert screen._shell.counts["reports"][0] == 0
        titles = [one.note for one in screen._shelf._entries.values() if one.id == "b1"]
        assert len(titles) == 1


def test_e_leads_from_a_paper_that_is_finished_to_the_report_of_today(app, screen, qtbot):
    sealed_form(app, "p1", "daily_plan")
    screen.open("p1")
    assert screen._sheet.form.code == "daily_plan"
    screen.write()
    assert (screen._sheet.form.kind, screen._sheet.is_open) == ("daily", True)
    assert screen._sheet.period.first == app.clock.today()
