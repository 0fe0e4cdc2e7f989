"""Definitions: sound ones are published, and each instance is read in the version it names."""

import tomllib

import pytest

from desktop import forms
from desktop.queries import definitions
from resources import files
from sync.forms import BadForm, figures, flaws, must_be_sound, published
from tests.support.laptops import receive
from tests.support.papers import desk

FILES = sorted(files("forms").glob("*.toml"))
SOUND = {
    "code": "visit",
    "version": 1,
    "title": {"zh_CN": "走访", "en": "Visit"},
    "sections": [
        {
            "key": "one",
            "title": "一",
            "fields": [{"key": "why", "label": "理由", "type": "long_text"}],
        }
    ],
}


@pytest.fixture
def office(tmp_path):
    application = desk(tmp_path / "zhou", "zhou")
    yield application
    application.close()


def with_field(**field):
    section = {"key": "one", "title": "一", "fields": [{"label": "甲", **field}]}
    return {**SOUND, "sections": [section]}


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_definition_that_travels_with_the_program_may_be_published(file):
    assert flaws(tomllib.loads(file.read_text("utf-8"))) == []


def test_ten_forms_travel_with_the_program_and_speak_both_languages():
    assert len(forms.CODES) == 10
    for form in forms.shipped():
        said = [form.title, form.about, *(field.label for field in form.fields())]
        said += [choice.words for field in form.fields() for choice in field.choices]
        said += [column.label for field in form.fields() for column in field.columns]
        assert all(set(words.by_language) == {"zh_CN", "en"} for words in said), form.code


def test_each_form_is_written_by_whom_the_domain_says():
    writers = {form.code: set(form.write) for form in forms.shipped()}
    assert writers["weekly_report"] == {"manager"}
    assert "rep" not in writers["monthly_evaluation"] | writers["market_patrol"]
    assert {"rep", "manager"} <= writers["urgent_report"] & writers["daily_plan"]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "code"),
        ({**SOUND, "version": "one"}, "version"),
        ({**SOUND, "titel": "走访"}, "titel"),
        ({**SOUND, "sections": []}, "sections"),
        ({**SOUND, "write": ["reps"]}, "write[0]"),
        ({**SOUND, "subject": "customer"}, "subject customer"),
        (with_field(key="x", type="hologram"), "sections[0].fields[0].type"),
        (with_field(key="x", requierd=True), "sections[0].fields[0].requierd"),
        (with_field(key="x", type="choice"), "sections[0].fields[0].choices"),
        (with_field(key="x", type="table"), "sections[0].fields[0].columns"),
        (with_field(key="x", type="sum", sum_of="lines.amount"), "x.sum_of"),
        (with_field(key="x", type="count", source="derived"), "x.of"),
        (with_field(key="x", type="score"), "x.weight"),
    ],
)
def test_a_flaw_is_named_with_its_place(body, where):
    assert where in [flaw.where for flaw in flaws(body)]
    with pytest.raises(BadForm):
        must_be_sound(body)


def test_a_figure_belongs_to_a_group_that_the_form_names():
    asked = with_field(key="visits_done", type="count", source="derived", rows="visits")
    assert [flaw.where for flaw in flaws(asked)] == ["visits_done.of", "visits_done.rows"]
    assert flaws({**asked, "figures": ["day"]}) == []


def test_the_company_s_newer_version_holds_and_the_older_stays_readable(office):
    for version, label in ((1, "旧问题"), (2, "新问题")):
        body = {**SOUND, "version": version}
        body["sections"] = [
            {"key": "one", "title": "一", "fields": [{"key": "why", "label": label}]}
        ]
        row = {"code": "visit", "version": version, "title": "走访", "body": body}
        receive(office, "form_definition", {f"visit.{version}": ("all", row)}, seq=3)
    with office.database.read() as connection:
        now = definitions.in_force(connection, "visit", "2026-11-20")
        then = definitions.pinned(connection, "visit", 1, "2026-11-20")
        every = [form.code for form in definitions.every(connection, "2026-11-20")]
    assert now.field("why").label.text("zh_CN") == "新问题"
    assert then.field("why").label.text("zh_CN") == "旧问题"
    assert every == [*forms.CODES, "visit"]


def test_choices_keep_their_order_on_the_way_through_the_centre(office):
    body = published(tomllib.loads(files("forms", "urgent_report.toml").read_text("utf-8")))
    assert flaws(body) == []
    row = {"code": "urgent_report", "version": 2, "title": "x", "body": {**body, "version": 2}}
    receive(office, "form_definition", {"urgent_report.2": ("all", row)}, seq=3)
    with office.database.read() as connection:
        found = definitions.in_force(connection, "urgent_report", "2026-11-20")
    codes = [choice.code for choice in found.field("severity").choices]
    assert (found.version, codes) == (2, ["watch", "hinders", "losing"])


def test_a_version_of_tomorrow_does_not_hold_today(office):
    row = {"code": "visit", "version": 1, "title": "走访", "body": SOUND}
    later = row | {"version": 2, "body": {**SOUND, "version": 2}, "effective_from": "2026-12-01"}
    receive(office, "form_definition", {"visit": ("all", row)}, seq=3)
    receive(office, "form_definition", {"visit.2": ("all", later)}, seq=4)
    with office.database.read() as connection:
        assert definitions.in_force(connection, "visit", "2026-11-20").version == 1
        assert definitions.in_force(connection, "visit", "2026-12-01").version == 2


def test_the_old_month_summary_is_read_in_the_words_it_was_written_in(office):
    with office.database.read() as connection:
        old = definitions.pinned(connection, "monthly_report", 1, "2026-11-20")
        new = definitions.pinned(connection, "monthly_report", 2, "2026-11-20")
    assert old.field("next_points").type == "long_text"
    assert new.field("points").type == "table"
    assert new.field("next_points") is None


def test_what_is_promised_for_a_group_is_what_is_worked_out(office):
    """The names a definition may use and the figures of the program are the same."""
    from desktop.domain.periods import period_of
    from desktop.usecases import form_figures, form_sources
    from desktop.usecases.form_figures import About
    from tests.support.papers import DAY

    for name, group in figures.GROUPS.items():
        kind = {"day": "daily", "plan": "daily", "customer_month": "monthly"}.get(name, "weekly")
        about = About("zhou", period_of(kind, DAY), "c1")
        with office.database.read() as connection:
            found = form_figures._GROUPS[name](connection, about, office.clock)
            for rows in group.rows:
                form_sources.origins(connection, rows, about, office.clock)
        assert set(found) == group.keys, name
