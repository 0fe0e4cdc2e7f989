"""The page draws what a definition says, as tall as its words, and every answer by keyboard."""

import pytest
from PySide6.QtCore import Qt

from desktop import forms
from ui.forms.derived import shown
from ui.forms.page import FormPage

BODY = {
    "sections": [
        {
            "key": "one",
            "title": "一",
            "fields": [
                {
                    "key": "seen", "type": "rows", "source": "derived",
                    "columns": [{"key": "name", "label": "客户"}, {"key": "text", "label": "内容"}],
                },
                {"key": "mark", "label": "评分", "type": "rating"},
                {"key": "tools", "label": "物料", "type": "choices",
                 "choices": [["a", "样品"], ["b", "合同"]]},
                {"key": "mood", "label": "心情", "type": "choice", "choices": {"x": "好"}},
                {"key": "at", "label": "时间", "type": "time"},
                {"key": "on", "label": "日期", "type": "date"},
                {
                    "key": "lines", "label": "明细", "type": "table", "most": 2,
                    "columns": [
                        {"key": "what", "label": "事项"},
                        {"key": "kind", "label": "类", "type": "choice",
                         "choices": [["k", "一类"]]},
                        {"key": "sum", "label": "金额", "type": "money"},
                    ],
                },
            ],
        }
    ]
}  # fmt: skip


@pytest.fixture
def page(qtbot, dressed):
    made = FormPage()
    qtbot.addWidget(made)
    made.resize(560, 400)
    made.set_form(forms.form_of(BODY, "all"), "zh_CN")
    made.show()
    return made


def editor(page, key):
    return page._blocks[key].editor


def test_the_page_is_as_tall_as_the_rows_that_filled_themselves_in(page, qtbot):
    page.show_report({}, {})
    row = {"name": "联佳超市文三路店", "text": "对手把堆头换成了新包装，价格降了三成。" * 4}
    page.show_report({}, {"seen": [row] * 20})
    rows = page._derived[0]._rows
    qtbot.waitUntil(lambda: rows.height() >= rows.heightForWidth(rows.width()))
    assert page.widget().height() > rows.height()


def test_the_names_of_the_columns_stand_over_their_cells(page, qtbot):
    page.show_report({"lines": [{"what": "车", "sum": "12.00"}]}, {})
    table = editor(page, "lines")
    heads = [table._head.layout().itemAt(n).widget() for n in range(3)]
    cells = table._lines[0].parts()
    pairs = list(zip(heads, cells, strict=False))
    qtbot.waitUntil(lambda: cells[2].x() > 0)
    assert all(abs(head.x() - cell.x()) <= 2 for head, cell in pairs)


def test_a_digit_gives_the_mark(page, qtbot):
    page.focus_field("mark")
    qtbot.keyClicks(page.focusWidget(), "4")
    assert page.answer("mark") == 4
    assert editor(page, "mark")._pills["4"].isChecked()


def test_several_are_chosen_with_the_space_bar(page, qtbot):
    page.focus_field("tools")
    for pill in editor(page, "tools")._pills.values():
        qtbot.keyClick(pill, Qt.Key.Key_Space)
    assert page.answer("tools") == ["a", "b"]


def test_a_choice_that_need_not_be_made_can_be_taken_back(page, qtbot):
    pill = editor(page, "mood")._pills["x"]
    for expected in ("x", None):
        qtbot.keyClick(pill, Qt.Key.Key_Space)
        assert page.answer("mood") == expected


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [("at", "8:30", "08:30"), ("at", "8：30", "08:30"), ("on", "2026/12/3", "2026-12-03"),
     ("on", "soon", "soon")],
)  # fmt: skip
def test_times_and_days_are_kept_in_one_way(page, key, typed, kept):
    editor(page, key).setText(typed)
    assert page.answer(key) == kept


def test_a_table_takes_no_more_lines_than_it_may_have(page):
    page.show_report({"lines": [{"what": "一"}, {"what": "二", "kind": "k"}]}, {})
    table = editor(page, "lines")
    assert not table._add.isVisible()
    table._remove(table._lines[0])
    assert table._add.isVisible()
    assert page.answer("lines") == [{"what": "二", "kind": "k"}]


def test_a_sealed_paper_cannot_be_typed_into(page):
    page.show_report({"lines": [{"what": "一"}], "mark": 3}, {}, read_only=True)
    assert not editor(page, "mark").isEnabled()
    assert not editor(page, "lines")._add.isVisible()
    page.set_answer("mark", 5)
    assert page.answer("mark") == 3


@pytest.mark.parametrize(
    ("ratio", "share"), [("0.667", "67% of the plan"), ("1.000", "100%"), (None, "")]
)
def test_visits_are_shown_with_the_share_of_the_plan_and_not_of_all_visits(qtbot, ratio, share):
    visits = forms.read("daily_report").field("visits")
    said = shown(visits, {"visits_done": 3, "visits_planned": 3, "visit_ratio": ratio})
    assert (said.value, said.note) == ("3 / 3", share)


def test_visits_that_nobody_counted_are_one_dash(qtbot):
    assert shown(forms.read("daily_report").field("visits"), {}).value == "—"
