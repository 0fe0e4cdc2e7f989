"""Papers as they are listed: the day of one that names none is the company's, not that in UTC."""

from datetime import timedelta

import pytest

from desktop.queries import papers
from desktop.store import state
from tests.support.form_records import forms_desk, sealed_form
from tests.support.papers import DAY, put


@pytest.fixture
def app(tmp_path):
    application = forms_desk(tmp_path / "desk", "zhou")
    yield application
    application.close()


@pytest.mark.parametrize(
    ("zone", "sealed_at", "day"),
    [
        ("Asia/Shanghai", "2026-11-20T15:59:59.000000Z", "2026-11-20"),
        ("Asia/Shanghai", "2026-11-20T16:30:00.000000Z", "2026-11-21"),
        ("Europe/Berlin", "2026-11-20T16:30:00.000000Z", "2026-11-20"),
    ],
)
def test_a_paper_without_a_date_is_of_the_company_s_day_on_which_it_was_sealed(
    app, zone, sealed_at, day
):
    with app.database.write() as connection:
        state.put(connection, "zone", zone)
    sealed_form(app, "f1", "store_check", date=None, sealed_at=sealed_at)
    with app.database.read() as connection:
        found = papers.paper(connection, "f1")
    assert found is not None
    assert found.date == day


def test_one_that_was_never_sealed_has_no_day(app):
    sealed_form(app, "f1", "store_check", date=None, sealed_at=None, state="draft")
    with app.database.read() as connection:
        found = papers.paper(connection, "f1")
    assert found is not None
    assert found.date == ""


def test_who_signs_it_holds_the_post_above_today_though_a_last_day_is_set(app):
    sealed_form(app, "f1", "store_check")
    ended, ending = str(DAY - timedelta(days=1)), str(DAY + timedelta(days=30))
    put(
        app,
        "post_assignment",
        "all",
        a7={"person": "li", "post": "mgr", "since": "2026-01-01", "until": ended},
        a8={"person": "chen", "post": "mgr", "since": "2026-02-01", "until": ending},
    )
    with app.database.read() as connection:
        found = papers.paper(connection, "f1")
        assert papers.superior_of(connection, "rep1") == "陈国栋"
    assert found is not None
    assert found.superior_name == "陈国栋"
