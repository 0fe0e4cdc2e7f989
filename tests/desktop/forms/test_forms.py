"""Forms are data: what a definition says is asked, checked and summed, and nothing else."""

import pytest

from desktop import forms
from desktop.forms import BadForm

SMALL = {
    "code": "small",
    "sections": [
        {
            "key": "one",
            "title": {"zh_CN": "一", "en": "One"},
            "fields": [
                {"key": "why", "label": "理由", "type": "long_text", "required": True, "least": 4},
                {
                    "key": "costs",
                    "type": "table",
                    "columns": [
                        {"key": "name", "required": True},
                        {"key": "amount", "type": "money", "required": True},
                    ],
                },
                {"key": "total", "type": "sum", "sum_of": "costs.amount"},
                {"key": "mood", "type": "choice", "choices": {"good": "好", "bad": "坏"}},
                {"key": "on", "type": "date"},
                {"key": "seen", "type": "count", "source": "derived", "rows": "visits"},
            ],
        }
    ],
}


@pytest.fixture
def small():
    return forms.form_of(SMALL)


def reasons(form, answers):
    return [(fault.field, fault.reason, fault.row) for fault in forms.faults(form, answers)]


@pytest.mark.parametrize("code", ["daily_report", "weekly_report", "monthly_report", "daily_plan"])
def test_every_form_that_travels_with_the_program_is_understood_in_both_languages(code):
    form = forms.read(code)
    assert form.code == code
    for field in form.fields():
        assert field.label.text("zh_CN")
        assert field.label.text("en")


def test_only_the_reflections_of_a_daily_report_have_to_be_written():
    required = [field.key for field in forms.read("daily_report").fields() if field.required]
    assert required == ["reflections"]


def test_a_required_answer_that_is_missing_is_the_first_fault(small):
    assert reasons(small, {"on": "tomorrow"}) == [("why", "needed", -1), ("on", "not_date", -1)]


def test_an_answer_that_is_too_short_says_how_long_it_should_be(small):
    (fault,) = forms.faults(small, {"why": "好"})
    assert (fault.reason, fault.facts["least"]) == ("too_short", 4)


def test_a_fault_in_a_table_names_its_row_and_column(small):
    answers = {
        "why": "因为所以",
        "costs": [{"name": "车", "amount": "12.50"}, {"name": "饭", "amount": "x"}],
    }
    (fault,) = forms.faults(small, answers)
    assert (fault.field, fault.row, fault.facts["column"]) == ("costs", 1, "amount")


def test_a_choice_that_is_not_offered_is_a_fault(small):
    assert reasons(small, {"why": "因为所以", "mood": "so"}) == [("mood", "not_a_choice", -1)]


def test_a_sum_adds_up_its_column_and_passes_over_what_is_no_number(small):
    rows = [{"amount": "12.50"}, {"amount": "1,000"}, {"amount": "x"}, {}]
    assert forms.totals(small, {"costs": rows}) == {"total": "1012.50"}


def test_derived_fields_are_never_asked(small):
    assert "seen" not in {field.key for field in small.answers()}


def test_a_language_of_a_country_has_the_words_of_the_language():
    title = forms.read("daily_report").title
    assert (title.text("en_GB"), title.text("zh_CN")) == ("Daily sales report", "日销售报告")


def test_a_language_that_is_missing_gets_the_chinese_words(small):
    assert small.field("why").label.text("en") == "理由"


def test_a_key_that_is_used_twice_is_refused():
    twice = {"sections": [{"key": "a", "fields": [{"key": "x"}, {"key": "x"}]}]}
    with pytest.raises(BadForm):
        forms.form_of(twice, "twice")


def test_a_type_of_a_later_version_is_shown_as_text_rather_than_not_at_all():
    form = forms.form_of({"sections": [{"fields": [{"key": "x", "type": "hologram"}]}]}, "later")
    assert form.field("x").type == "text"
